"""What the window needs before anybody is signed in; the assembly supplies both protocols.

Every method may be slow, is called on a worker lane and may raise `Refusal` or `Cancelled`.
Only the attributes, and all of `Preferences`, are used on the GUI thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ui.restoring_door import RestoringDoor
from ui.session_desk import Lockable

if TYPE_CHECKING:  # the unlock page comes up without the business
    from domain.keys import RotationAsked
    from domain.outcomes import SelfCheck, SetupAnswers
    from domain.workflow.ports import Progress
    from ui.desk import Desk
    from ui.security_desk import SecurityDesk


class FrontDoor(RestoringDoor, Lockable, Protocol):
    """What happens before anybody is signed in.

    It locks as a desk does: whoever waits at it may have signed in, or look at a recovery code.
    """

    @property
    def new(self) -> bool:
        """Whether no office has been set up in the data folder yet."""
        ...

    @property
    def data_folder(self) -> Path:
        """Where the office's data lies, or where the wizard proposes to put it."""
        ...

    @property
    def backup_folder(self) -> Path:
        """Where the wizard proposes to put backups."""
        ...

    @property
    def last_account(self) -> str:
        """The account that signed in last on this machine, "" when unknown."""
        ...

    @property
    def locked_by(self) -> str:
        """Why the program locked itself before, as `lock` was told it, "" where it did not."""
        ...

    def self_check(self) -> tuple[SelfCheck, ...]:
        """Look at input method and printer; the window adds the fonts itself."""
        ...

    def create_office(self, answers: SetupAnswers, progress: Progress) -> tuple[str, ...]:
        """Set the office up and return the lines of the recovery code, shown once."""
        ...

    def save_recovery_sheet(self, path: Path) -> None:
        """Write the recovery sheet last shown as a PDF for printing."""
        ...

    def confirm_recovery(self, typed: str) -> None:
        """Compare the recovery code typed back; refuses `recovery.mismatch`."""
        ...

    def sign_in(self, account: str, password: str) -> Desk | SecurityDesk | RotationAsked:
        """Open the office, its register for those who have its key; refuses a wrong password.

        An order for new keys comes first: then `enter` opens.
        """
        ...

    def enter(self) -> Desk | SecurityDesk:
        """Go in after an order for new keys was told, or after `accept` was refused."""
        ...

    def rotate(self, progress: Progress) -> tuple[Desk | SecurityDesk, tuple[str, ...]]:
        """Carry out the order for new keys, then go in.

        Told besides, line by line: what got new keys, and what is to be done now.
        """
        ...

    def accept(self, reason: str) -> tuple[Desk | SecurityDesk, tuple[str, ...]]:
        """Take the register as it is, though it is not as witnessed, and open it anew.

        Told besides, line by line: where the old file lies, and what is to be done again.

        Refuses `role.denied`, `register.reason_missing`, `register.damaged`; no desk of before can
        be used then, and `enter` opens another.
        """
        ...

    def open_office(self, account: str, password: str) -> Desk:
        """Sign in to the register; refuses `role.no_register_key` besides."""
        ...

    def wait(self, account: str) -> int:
        """Return the seconds until the account may try again, 0 when it may now."""
        ...

    def open_by_recovery(self, typed: str, account: str, password: str) -> tuple[str, ...]:
        """Open by the recovery code, give the account a new password, return a new code.

        The new code is confirmed like the first one; then the account signs in.
        """
        ...


class Preferences(Protocol):
    """What the window remembers on this machine; never personal data."""

    def read(self, name: str) -> str:
        """Return a remembered value, "" when there is none."""
        ...

    def keep(self, name: str, value: str) -> None:
        """Remember a value."""
        ...
