"""Backups as the window needs them: every method is one act, on a worker."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from operator import itemgetter
from pathlib import Path

from desktop.attendance import Attendance
from desktop.backup_acts import BackupActs
from desktop.backup_check import Prover, proved_apart
from desktop.backup_preview import Preview, previewed, set_keys
from desktop.backup_proving import Checked
from desktop.office import OpenOffice
from desktop.resources import Resources
from desktop.restored_told import told_restored
from desktop.restoring import Restoring
from desktop.shown_sets import shown_sets
from domain.backup_keeping import BackupReason
from domain.backups import (
    BackupOverview,
    BackupStanding,
    CheckedTold,
    LastMade,
    MadeTold,
    RestoredTold,
    SetOpening,
    ShownSet,
    standing_of,
)
from domain.calendar import WorkCalendar
from domain.errors import Refusal
from domain.roles import Act
from domain.taking_back_outcomes import RegisterBeside, UnitReturn
from domain.workflow.office_data import calendar_of
from domain.workflow.ports import Progress
from domain.workflow.taking_back import TakeBack
from storage.audit_entries import Problem
from storage.backup_set import Manifest


class BackupDesk:
    """Satisfies the window's `BackupDesk`; at most one backup is open beside the office."""

    def __init__(
        self,
        attendance: Attendance,
        resources: Resources,
        office: OpenOffice | None = None,
        *,
        prover: Prover = proved_apart,
    ) -> None:
        self._attendance, self._resources, self._office = attendance, resources, office
        self._prover = prover
        register = None if office is None else office.register
        self._acts = BackupActs(attendance, resources, register, prover=prover)
        self._held, self._trouble = ExitStack(), ""
        self._preview: Preview | None = None

    @property
    def previews(self) -> bool:
        """Whether a backup can be compared with the ledgers here."""
        return self._office is not None

    def overview(self) -> BackupOverview:
        """Return all that the page shows."""
        places = self._acts.places
        sets, away = list(shown_sets(self._acts.sets(), lacks=self._lacks)), ""
        medium = places.medium
        if medium is not None and medium != places.folder:
            try:
                carried = self._acts.sets(medium)
                sets += shown_sets(carried, lacks=self._lacks, on_medium=True)
            except Refusal as refusal:
                away = self._resources.words.say(refusal.code, refusal.facts)
            away = away or ("" if medium.is_dir() else "介质没有插好，或文件夹不在了")
        return BackupOverview(tuple(sets), places.folder, medium, away, self._standing(sets))

    def standing(self) -> BackupStanding:
        """Return how old the newest backup is, and whether one is due on the medium."""
        newest = (one for one in shown_sets(self._acts.sets()) if one.verified_at)
        return self._standing(islice(newest, 1))

    def choose_folder(self, folder: Path) -> None:
        """Let backups go to a folder."""
        with self._attendance.witnessed("backup.place", folder.name):
            self._attendance.session.require(Act.BACKUP)
            self._acts.places.choose_folder(folder)
        self._attendance.enter(Act.BACKUP, "backup.place", folder.name)

    def choose_medium(self, folder: Path) -> None:
        """Name the folder on the medium that is carried away."""
        with self._attendance.witnessed("backup.place", folder.name):
            self._attendance.session.require(Act.BACKUP)
            self._acts.places.choose_medium(folder)
        self._attendance.enter(Act.BACKUP, "backup.place", folder.name)

    def make(self, reason: BackupReason, progress: Progress) -> MadeTold:
        """Make a backup in the office's folder and prove it."""
        made = self._acts.make(reason, progress)
        self._trouble = ""
        return MadeTold(made.path, self._said(made.problems))

    def make_before(self, reason: BackupReason, progress: Progress) -> None:
        """Make a backup before an act that changes much; what is wrong is told by `standing`."""
        self._trouble = "".join(self._said(self._acts.make_before(reason, progress)))

    def make_on_medium(self, progress: Progress) -> MadeTold:
        """Make a backup on the medium and prove it. Refuses `backup.no_medium` without one."""
        medium = self._acts.places.medium
        if medium is None:
            raise Refusal("backup.no_medium")
        made = self._acts.make(BackupReason.BY_HAND, progress, medium)
        return MadeTold(made.path, self._said(made.problems))

    def due(self, worked: timedelta) -> bool:
        """Tell whether so much work without a backup asks for one."""
        return self._acts.due(self._attendance.clock.now(), worked) and self._acts.changed()

    def wanted(self) -> bool:
        """Tell whether anything was done since the newest verified backup."""
        return self._acts.changed()

    def skip(self, reason: BackupReason, why: str) -> None:
        """Enter that a backup was left out, and why. Refuses `backup.skipped` without a why."""
        if not why.strip():
            raise Refusal("backup.skipped")
        self._attendance.enter(Act.BACKUP, "backup.skip", f"{reason} {why.strip()}")

    def verify(self, folder: Path, progress: Progress) -> CheckedTold:
        """Prove a set again; return what is wrong with it and what it lacks, in words."""
        return self._told(self._acts.verify(folder, progress))

    def drill(self, folder: Path, progress: Progress) -> CheckedTold:
        """Restore a set in earnest beside the live data, prove what arose, and take it away."""
        return self._told(self._acts.drill(folder, progress))

    def restore(
        self, folder: Path, target: Path, opening: SetOpening | None, progress: Progress
    ) -> RestoredTold:
        """Make a new data folder of a set, beside the one that is open."""
        session, words = self._attendance.session, self._resources.words
        with self._attendance.witnessed("restore.make", folder.name):
            session.require(Act.RESTORE)
            keys = set_keys(folder, session, opening)
            try:
                restoring = Restoring(words, self._attendance.clock, self._prover)
                restored = restoring(folder, target, keys, progress)
            finally:
                keys.wipe()
        self._attendance.enter(Act.RESTORE, "restore.make", folder.name)
        return told_restored(restored, words)

    def preview(
        self, folder: Path, opening: SetOpening | None, progress: Progress
    ) -> RegisterBeside:
        """Open a set beside the ledgers and tell which units it holds otherwise."""
        if self._office is None:
            raise Refusal("role.no_register_key", account=self._attendance.session.account)
        self.end_preview()
        with ExitStack() as stack:
            self._preview = stack.enter_context(previewed(self._office, folder, opening, progress))
            found = self.compare(progress)
            self._held = stack.pop_all()
        return found

    def compare(self, progress: Progress) -> RegisterBeside:
        """Return how the open backup stands to the ledgers now."""
        preview = self._opened()
        return preview.acts.compare(preview.office.actor, progress)

    def look(self, asked: TakeBack) -> UnitReturn:
        """Return what taking a unit back from the open backup would do."""
        preview = self._opened()
        return preview.acts.look(preview.office.actor, asked)

    def take_back(self, asked: TakeBack) -> UnitReturn:
        """Submit a case that takes a unit back from the open backup."""
        return self._opened().take_back(asked)

    def end_preview(self) -> None:
        """Close the backup that is open; its copy goes away."""
        self._preview = None
        self._held.close()

    def _opened(self) -> Preview:
        if self._preview is None:
            raise Refusal("restore.no_preview")
        return self._preview

    def _told(self, found: Checked) -> CheckedTold:
        return CheckedTold(self._said(found.problems), self._lacks(found.manifest), found.unread)

    def _said(self, problems: Iterable[Problem]) -> tuple[str, ...]:
        say = self._resources.words.say
        return tuple(say(problem.code, problem.facts) for problem in problems)

    def _lacks(self, manifest: Manifest) -> tuple[str, ...]:
        return self._said(self._acts.lacks_of(manifest))

    def _standing(self, sets: Iterable[ShownSet]) -> BackupStanding:
        verified = ((one.made, one.lacking) for one in sets if one.verified_at and one.made)
        # Of two sets of the same second the first is the newest: sets come newest first.
        newest, lacking = max(verified, key=itemgetter(0), default=(None, 0))
        places = self._acts.places
        standing = standing_of(
            LastMade(newest, places.medium_made, places.drilled),
            self._resources.backup_rule,
            self._calendar(),
            self._attendance.clock.today(),
        )
        return replace(standing, trouble=self._trouble, lacking=lacking)

    def _calendar(self) -> WorkCalendar:
        county = self._resources.county
        if self._office is None:
            return county.calendar
        with self._office.register.reading() as reader:
            return calendar_of(reader, county)
