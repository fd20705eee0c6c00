"""What every page is given, and when it loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk import Desk, LedgerDesk
from ui.front_door import Preferences
from ui.look.theme import Theme
from ui.parts.barring import Barring
from ui.parts.choosers import FileChooser
from ui.parts.confirming import Confirming
from ui.parts.exporting import Exporting
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices
from ui.parts.session import Session


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything a page may use."""

    desk: Desk
    session: Session
    jobs: Jobs
    notices: Notices
    files: FileChooser
    theme: Theme
    preferences: Preferences
    confirming: Confirming

    @property
    def exporting(self) -> Exporting:
        """The way out for whatever a page writes to a file."""
        return Exporting(self.jobs, self.notices, self.files, self.confirming.ask)


class PagePresenter(QObject):
    """Joins a page to the desk. A page loads when it is shown and something has changed."""

    def __init__(self, view: QWidget, around: Surroundings) -> None:
        super().__init__(view)
        self.view, self.around = view, around
        self.desk, self.session = around.desk, around.session
        self._stale, self._visible = True, False
        barring = Barring(self.desk.actor, around.jobs, lambda: around.session.why_wait)
        self.only_for, self.only_today = barring.only_for, barring.only_today
        around.session.day_changed.connect(barring.look)
        around.session.office_changed.connect(barring.look)
        around.theme.wardrobe.add(*self.parts())
        around.session.day_changed.connect(self._outdate)
        around.session.ledger_changed.connect(self._outdate)

    def reads_ledgers_of_others(self, *only_ours: QWidget) -> None:
        """Load anew where another office's ledgers are looked at; bar what is `only_ours` then."""
        session = self.session
        self._ours = Barring(self.desk.actor, self.around.jobs, lambda: session.why_not_ours)
        self._ours.only_today(*only_ours)
        session.office_changed.connect(self._ours.look)
        session.office_changed.connect(self._outdate)

    @property
    def ledger(self) -> LedgerDesk:
        """The two ledgers that are looked at: those of an office below, else the own ones."""
        return self.desk.ledger_of(self.session.office or self.desk.office.code)

    @property
    def topic(self) -> str:
        """The topic of the help that belongs to what is shown, "" for that of the page."""
        return ""

    def parts(self) -> tuple[QWidget, ...]:
        """Return what is dressed in one go: the page, unless its view sees to its parts itself."""
        return (self.view,)

    def prepare(self) -> Iterator[None]:
        """Make the page ready, a step per turn of the event loop; the first suffices to show it."""
        for part in self.parts():
            self.around.theme.wardrobe.dress(part)
            yield

    def shown(self) -> None:
        """Load when something has changed since the page was shown last."""
        self._visible = True
        if self._stale:
            self.reload()

    def come_home(self) -> None:
        """Show what the page begins with: its button was pressed while it was shown already."""

    def hidden(self) -> None:
        """Do not load until the page is shown again."""
        self._visible = False

    def load(self) -> None:
        """Read what the page shows."""

    def reload(self) -> None:
        """Load now."""
        self._stale = False
        self.load()

    def _outdate(self, *_: object) -> None:
        self._stale = True
        if self._visible:
            self.shown()
