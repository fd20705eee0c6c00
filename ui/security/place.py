"""What a page of the security side is given, and what a window asks of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QWidget

from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.look.theme import Theme
from ui.parts.barring import why_not
from ui.parts.choosers import FileChooser
from ui.parts.exporting import Confirm, Exporting
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices
from ui.tasks import ignore


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands, with or without the ledgers beside it.

    `confirm` asks for the password again before what brings much out or makes keys anew, and goes
    on once it was right; `ledger_changed` tells whoever shows the ledgers that they say something
    else now, `backups_changed` whoever shows how the backups stand, `accounts_changed` whoever
    shows who waits to be let in. What is given to `when_ledger_changes` is called whenever anybody
    has told that the ledgers changed. `go_to` shows a page of the security side by its name.
    """

    jobs: Jobs
    notices: Notices
    files: FileChooser
    theme: Theme
    today: date
    actor: Actor
    confirm: Confirm
    ledger_changed: Callable[[], None] = ignore
    backups_changed: Callable[[], None] = ignore
    when_ledger_changes: Callable[[Callable[[], None]], object] = ignore
    accounts_changed: Callable[[], None] = ignore
    go_to: Callable[[str], None] = ignore

    @property
    def exporting(self) -> Exporting:
        """The way out for whatever a page writes to a file."""
        return Exporting(self.jobs, self.notices, self.files, self.confirm)

    def may(self, act: Act) -> bool:
        """Tell whether this is an act of whoever is signed in."""
        return allowed(self.actor, act)

    def only_for(self, act: Act, *buttons: QWidget) -> None:
        """Bar buttons whose act is not that of whoever is signed in; their tips say whose it is."""
        why = why_not(self.actor, act, self.jobs)
        for pressed in buttons if why else ():
            pressed.setEnabled(False)
            pressed.setToolTip(why)


class SecurityPage(Protocol):
    """A page of accounts, keys, backups, the audit or certificates."""

    @property
    def view(self) -> QWidget:
        """What is shown; whoever hosts the page dresses it."""
        ...

    @property
    def topic(self) -> str:
        """The topic of the help that belongs to the page."""
        ...

    def shown(self) -> None:
        """Load: the page has come up."""
        ...

    def hidden(self) -> None:
        """Do nothing more: another page is shown."""
        ...
