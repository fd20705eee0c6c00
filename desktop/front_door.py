"""What happens before anybody is signed in: setting up, signing in, recovery."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.restoring_door import DATA_FOLDER, RestoringDoor
from storage import vault_place

# The unlock page is on the screen before the business, the keys and the databases are loaded:
# what a method needs beyond this is imported where it is used, on the worker that calls it.
if TYPE_CHECKING:
    from desktop.desk import OfficeDesk
    from desktop.preferences import FilePreferences
    from desktop.presence import Presence
    from desktop.resources import Resources
    from desktop.security_desk import SecurityDesk
    from domain.keys import RotationAsked
    from domain.outcomes import SelfCheck, SetupAnswers
    from domain.workflow.ports import Clock, Progress

LAST_ACCOUNT: Final = "account"
_INPUT_METHODS: Final = ("fcitx", "fcitx5", "ibus-daemon")


@dataclass
class OfficeDoor(RestoringDoor):
    """Satisfies the window's `FrontDoor` for one data folder.

    `restart` starts the program anew at the unlock page; it never returns. The reason that it is
    given, "" where somebody locked by hand, comes back as `locked_by` of the door that follows.
    """

    data_folder: Path
    resources: Resources
    clock: Clock
    preferences: FilePreferences
    restart: Callable[[str], None]
    locked_by: str = ""
    _shown: str = field(default="", repr=False)
    _presence: Presence | None = field(default=None, repr=False)

    @property
    def new(self) -> bool:
        """Whether no office has been set up here yet."""
        folder = self.data_folder
        return not (vault_place.exists(folder) or vault_place.is_lost(folder))

    @property
    def backup_folder(self) -> Path:
        """Where backups are proposed to go."""
        return self.data_folder.with_name(f"{self.data_folder.name}-backup")

    @property
    def last_account(self) -> str:
        """The account that signed in last."""
        return self.preferences.read(LAST_ACCOUNT)

    def self_check(self) -> tuple[SelfCheck, ...]:
        """Look at input method and printer."""
        from desktop.spool import kept_jobs
        from domain.outcomes import SelfCheck

        running = _running()
        typing = next((name for name in _INPUT_METHODS if name in running), "")
        printer = shutil.which("lp") is not None
        kept = kept_jobs() if printer else ""
        return (
            SelfCheck(
                "中文输入法",
                bool(typing),
                f"正在运行 {typing}" if typing else "没有发现输入法，请先启动输入法再录入",
            ),
            SelfCheck(
                "打印",
                printer and not kept,
                kept or "打印服务可用"
                if printer
                else "没有发现打印服务；可先存为 PDF，再到别处打印",
            ),
        )

    def create_office(self, answers: SetupAnswers, progress: Progress) -> tuple[str, ...]:
        """Set the office up; the recovery code's lines are returned this once."""
        from desktop.backup_places import BackupPlaces
        from desktop.founding import found_office
        from domain.register import Office
        from storage import recovery
        from storage.key_profiles import calibrated, profile_from

        self.data_folder = Path(answers.data_folder)
        profile = profile_from(os.environ)
        places = BackupPlaces(self.data_folder)
        places.require_place(Path(answers.backup_folder))
        progress.step(0, 0)
        created = found_office(
            self.data_folder,
            Office(answers.code, answers.name, answers.level),
            answers.account,
            answers.password,
            single_operator=answers.single_operator,
            profile=profile if profile.below_floor else calibrated(),
            resources=self.resources,
            clock=self.clock,
            sheet_proved=False,
        )
        created.session.wipe()
        places.choose_folder(Path(answers.backup_folder))
        self.preferences.keep(DATA_FOLDER, str(self.data_folder))
        self.preferences.keep(LAST_ACCOUNT, answers.account)
        self._shown = created.recovery_code
        return recovery.lines_of(created.recovery_code)

    def save_recovery_sheet(self, path: Path) -> None:
        """Write the sheet last shown as a PDF."""
        from export.recovery_sheet import write_recovery_sheet
        from storage import recovery
        from storage.vault import office_of

        office = office_of(self.data_folder)
        write_recovery_sheet(
            path,
            recovery.lines_of(self._shown),
            office=office.name,
            account=self.last_account,
            day=self.clock.today().isoformat(),
            fonts=self.resources.fonts,
        )

    def confirm_recovery(self, typed: str) -> None:
        """Prove that what was typed back opens this office; the code shown is then forgotten."""
        from storage.rescue import check_sheet

        check_sheet(self.data_folder, typed)
        self._shown = ""

    def sign_in(self, account: str, password: str) -> OfficeDesk | SecurityDesk | RotationAsked:
        """Open the office, for an officer without its ledgers; an order for new keys comes first.

        A wait after wrong passwords is refused, so that it can be shown.
        """
        from desktop.presence import Presence

        self._presence = Presence(self.data_folder, self.resources, self.clock, self._leave)
        answer = self._presence.sign_in(account, password)
        self.preferences.keep(LAST_ACCOUNT, account)
        return answer

    def enter(self) -> OfficeDesk | SecurityDesk:
        """Go in after an order for new keys was told, or after `accept` was refused."""
        return self._present.enter()

    def rotate(self, progress: Progress) -> tuple[OfficeDesk | SecurityDesk, tuple[str, ...]]:
        """Carry out the order for new keys, then go in, telling what follows from it."""
        return self._present.rotate(progress)

    def accept(self, reason: str) -> tuple[OfficeDesk | SecurityDesk, tuple[str, ...]]:
        """Take the register as it is and open it anew, telling what follows from it.

        Refused, `enter` opens it as before.
        """
        return self._present.accept(reason)

    def open_office(self, account: str, password: str) -> OfficeDesk:
        """Open the office with its ledgers."""
        from desktop.desk import OfficeDesk
        from domain.errors import Refusal

        desk = self.sign_in(account, password)
        if isinstance(desk, OfficeDesk):
            return desk
        self._present.close()
        raise Refusal("role.no_register_key", account=account)

    @property
    def _present(self) -> Presence:
        if self._presence is None:
            raise RuntimeError("nobody has signed in")
        return self._presence

    def wait(self, account: str) -> int:
        """Return the seconds until the account may try again."""
        from storage.sign_in import wait_left

        return wait_left(self.data_folder, account)

    def open_by_recovery(self, typed: str, account: str, password: str) -> tuple[str, ...]:
        """Open by the sheet, give the account a new password, and return the new code's lines."""
        from desktop.attendance import enter_recovery
        from storage import recovery
        from storage.key_profiles import profile_from
        from storage.lock_file import single_instance
        from storage.rescue import open_by_recovery

        with single_instance(self.data_folder):
            created = open_by_recovery(
                self.data_folder,
                typed,
                account=account,
                new_password=password,
                profile=profile_from(os.environ),
                rules=self.resources.password_rules,
                password_set=self.clock.today().isoformat(),
                witness=partial(enter_recovery, self.data_folder, self.clock),
            )
        created.session.wipe()
        self._shown = created.recovery_code
        return recovery.lines_of(created.recovery_code)

    @property
    def key_file(self) -> Path | None:
        """The key file of whoever has signed in."""
        return None if self._presence is None else self._presence.key_file

    def idle_minutes(self) -> int:
        """Return the office's minutes, what is usual where none is open."""
        from domain.workflow.idling import USUAL

        return USUAL if self._presence is None else self._presence.idle_minutes()

    def lock(self, reason: str = "") -> None:
        """Enter it where somebody has signed in, give up what is held, and start again."""
        self._shown = ""
        if self._presence is None:
            self.restart(reason)
        else:
            self._presence.lock(reason)

    def _leave(self, reason: str) -> None:
        self._present.close()
        self.restart(reason)


def _running() -> set[str]:
    """Return the names of running programs, nothing where the system does not tell."""
    names = set()
    for path in Path("/proc").glob("[0-9]*/comm"):
        try:
            names.add(path.read_text().strip())
        except OSError:
            continue
    return names
