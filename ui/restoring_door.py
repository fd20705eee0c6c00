"""What restoring needs before anybody is signed in, as part of the front door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the unlock page comes up without the business
    from domain.backups import FoundSets, RestoredTold, SetOpening
    from domain.workflow.ports import Progress


class RestoringDoor(Protocol):
    """Backups of this machine or of a medium, and an office made of one of them."""

    @property
    def today(self) -> date:
        """The program's day."""
        ...

    def backups(self, elsewhere: Sequence[Path] = ()) -> FoundSets:
        """Return the sets of this machine, of the sticks at hand and of further folders."""
        ...

    def restore(
        self,
        folder: Path,
        target: Path,
        opening: SetOpening,
        progress: Progress,
        *,
        replace: bool,
        other_founding: bool,
    ) -> RestoredTold:
        """Make the data folder `target` of a set; what is there goes aside where `replace` says so.

        `other_founding` says that the user knows that it was founded apart from the set. Refuses
        `restore.other_founding` where he does not, what opens the set, what is wrong with it, and
        where it can't be put. Nothing that was there before is changed then.
        """
        ...

    def begin_again(self) -> None:
        """Start the program anew at the unlock page; called on the GUI thread."""
        ...
