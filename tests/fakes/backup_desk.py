"""Backups in memory: each is a copy of the register as it was."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from domain.backup_keeping import BackupReason
from domain.backups import (
    BackupOverview,
    BackupRule,
    BackupStanding,
    CheckedTold,
    LastMade,
    MadeTold,
    RestoredTold,
    SetOpening,
    SetState,
    ShownSet,
    standing_of,
)
from domain.calendar import WorkCalendar
from domain.errors import Refusal
from domain.register import Actor
from domain.taking_back_outcomes import RegisterBeside, UnitReturn
from domain.words import Words
from domain.workflow.ports import Progress
from domain.workflow.taking_back import TakeBack, TakingBack
from tests.fakes.clock import FixedClock
from tests.fakes.dossiers import county
from tests.fakes.register import FakeRegister

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FOLDER, MEDIUM_PASSWORD = Path("/backup"), "Anlan-2026-office"


class FakeBackupDesk:
    """Satisfies the window's `BackupDesk`. `previews` False: an officer without the ledgers."""

    def __init__(self, actor: Actor, register: FakeRegister, words: Words) -> None:
        self.actor, self.register, self.words = actor, register, words
        self.previews, self.own_keys = True, True
        self.sets: list[ShownSet] = []
        self.folder = FOLDER
        self.medium: Path | None = None
        self.skipped: list[tuple[BackupReason, str]] = []
        self.worked: list[timedelta] = []
        self.problems: tuple[str, ...] = ()
        self.lacks: tuple[str, ...] = ()
        self.unread: tuple[str, ...] = ()
        self.refuse: Refusal | None = None
        self.compared = 0
        self.endless, self.trouble = False, ""
        self.restored: list[tuple[Path, Path, SetOpening | None]] = []
        self.made: list[BackupReason] = []
        self.drills: list[Path] = []
        self._medium_made: datetime | None = None
        self._drilled: datetime | None = None
        self._copies: dict[Path, FakeRegister] = {}
        self._open: TakingBack | None = None
        self._commits = register.commits

    def overview(self) -> BackupOverview:
        return BackupOverview(
            tuple(reversed(self.sets)), self.folder, self.medium, "", self.standing()
        )

    def standing(self) -> BackupStanding:
        made = (one.made for one in self.sets if one.verified_at and one.made is not None)
        newest = max(made, default=None)
        lacking = self.sets[-1].lacking if self.sets else 0
        made_last = LastMade(newest, self._medium_made, self._drilled)
        standing = standing_of(made_last, BackupRule(1, 0, 31), WorkCalendar(), NOON.date())
        return replace(standing, trouble=self.trouble, lacking=lacking)

    def choose_folder(self, folder: Path) -> None:
        self.folder = folder

    def choose_medium(self, folder: Path) -> None:
        self.medium = folder

    def make(self, reason: BackupReason, progress: Progress) -> MadeTold:
        return self._make(reason, progress, self.folder, on_medium=False)

    def make_on_medium(self, progress: Progress) -> MadeTold:
        if self.medium is None:
            raise Refusal("backup.no_medium")
        self._medium_made = NOON
        return self._make(BackupReason.BY_HAND, progress, self.medium, on_medium=True)

    def _make(
        self, reason: BackupReason, progress: Progress, folder: Path, *, on_medium: bool
    ) -> MadeTold:
        for done in count() if self.endless else range(3):
            progress.step(min(done, 2), 2)
        if self.refuse is not None:
            raise self.refuse
        path = folder / f"编清备份-629925-20261121-120000-{len(self.sets) + 1}"
        made, lacks = NOON.astimezone(), self.lacks
        state = SetState.INCOMPLETE if lacks else SetState.VERIFIED
        self.sets.append(
            ShownSet(
                path, state, made, reason, 12_345_678, made.isoformat(), (), on_medium,
                len(lacks), lacks,
            )
        )  # fmt: skip
        self.made.append(reason)
        self._copies[path] = deepcopy(self.register)
        self._commits = self.register.commits
        return MadeTold(path, lacks)

    def due(self, worked: timedelta) -> bool:
        self.worked.append(worked)
        return worked >= timedelta(hours=4) and self.wanted()

    def wanted(self) -> bool:
        return self._commits != self.register.commits

    def skip(self, reason: BackupReason, why: str) -> None:
        if not why.strip():
            raise Refusal("backup.skipped")
        self.skipped.append((reason, why))

    def verify(self, folder: Path, progress: Progress) -> CheckedTold:
        progress.step(1, 1)
        state = SetState.UNVERIFIED if self.problems else SetState.VERIFIED
        self.sets = [replace(one, state=state) if one.path == folder else one for one in self.sets]
        return CheckedTold(self.problems, self.lacks)

    def drill(self, folder: Path, progress: Progress) -> CheckedTold:
        progress.step(1, 1)
        self.drills.append(folder)
        self._drilled = None if self.problems else self._drilled if self.unread else NOON
        return CheckedTold(self.problems, self.lacks, self.unread)

    def restore(
        self, folder: Path, target: Path, opening: SetOpening | None, progress: Progress
    ) -> RestoredTold:
        self._require_key(folder, opening)
        progress.step(1, 1)
        self.restored.append((folder, target, opening))
        return RestoredTold(target, (f"已从备份恢复，并读回核对：{target}",))

    def preview(
        self, folder: Path, opening: SetOpening | None, progress: Progress
    ) -> RegisterBeside:
        if not self.previews:
            raise Refusal("role.no_register_key", account=self.actor.account)
        self._require_key(folder, opening)
        self._open = TakingBack(
            self.register, self._copies[folder], county(), self.words, FixedClock(NOON)
        )
        return self.compare(progress)

    def compare(self, progress: Progress) -> RegisterBeside:
        self.compared += 1
        if self.refuse is not None:
            raise self.refuse
        return self._opened().compare(self.actor, progress)

    def look(self, asked: TakeBack) -> UnitReturn:
        return self._opened().look(self.actor, asked)

    def take_back(self, asked: TakeBack) -> UnitReturn:
        return self._opened().take_back(self.actor, replace(asked, backup="2026-11-21 12:00"))

    def end_preview(self) -> None:
        self._open = None

    @property
    def opened(self) -> bool:
        return self._open is not None

    def _opened(self) -> TakingBack:
        if self._open is None:
            raise Refusal("restore.no_preview")
        return self._open

    def _require_key(self, folder: Path, opening: SetOpening | None) -> None:
        if opening is None and not self.own_keys:
            raise Refusal("restore.key_wanted", path=str(folder))
        if opening is not None and opening.password not in ("", MEDIUM_PASSWORD):
            raise Refusal("restore.password", path=str(folder), account=opening.account)
