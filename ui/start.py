"""The window before anybody is signed in: set-up on a new machine, the unlock page afterwards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from ui.front_door import FrontDoor
from ui.look.theme import Theme
from ui.parts.choosers import FileChooser
from ui.parts.jobs import BusyBar, Jobs
from ui.parts.notices import NoticeBar
from ui.tasks import Lanes
from ui.unlock.presenter import UnlockPresenter
from ui.unlock.view import UnlockView

if TYPE_CHECKING:  # the unlock page comes up without the business
    from ui.desk import Desk
    from ui.help.opener import HelpOpener
    from ui.restoring.view import RestoringView
    from ui.security_desk import SecurityDesk
    from ui.shell.locking import Locking
    from ui.wizard.view import WizardView


class StartWindow(QMainWindow):
    """Announces the desk of whoever got in. Its title tells nothing about the office.

    It locks like any other window from the moment on that something secret is in it: then
    `guarded` tells whoever hears of the screen and of sleep.
    """

    signed_in = Signal(object)
    guarded = Signal()

    def __init__(self, door: FrontDoor, lanes: Lanes, files: FileChooser, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("编清")
        self.setMinimumSize(1000, 640)
        self._lanes, self._door, self._handed_over = lanes, door, False
        self.restoring: RestoringView | None = None
        self.locking: Locking | None = None
        self.help: HelpOpener | None = None
        self.notices, busy = NoticeBar(), BusyBar()
        self.jobs = Jobs(lanes, self.notices, busy)
        self.page = self._page(door, files, theme)
        shell = QWidget()
        shell.setObjectName("shell")
        layout = QVBoxLayout(shell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        self._layout, self._theme = layout, theme
        self.page.restore_asked.connect(partial(self._offer_restore, door, files))
        layout.addWidget(self.notices)
        layout.addWidget(busy)
        self.setCentralWidget(shell)
        theme.wardrobe.add(self.page, self.notices, busy)
        QShortcut(QKeySequence("F1"), self, self._open_help)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        self.page.begin()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._handed_over:
            self._lanes.close()
        if self.help is not None:
            self.help.close()
        super().closeEvent(event)

    def _open_help(self) -> None:
        if self.help is None:
            # Whoever only signs in does not wait for it.
            from ui.help.opener import HelpOpener  # noqa: PLC0415 - see above

            self.help = HelpOpener(self._theme, self)
        restores = self.restoring is not None and self.restoring.isVisible()
        self.help.open_for("restoring" if restores else self._place)

    def _page(self, door: FrontDoor, files: FileChooser, theme: Theme) -> UnlockView | WizardView:
        self._place = "wizard" if door.new else "unlock"
        if door.new:
            return self._wizard(door, files, theme)
        unlock = UnlockView(theme)
        presenter = UnlockPresenter(unlock, door, self.jobs, files)
        presenter.signed_in.connect(self._hand_over)
        presenter.waits.connect(self._guard)
        return unlock

    def _wizard(self, door: FrontDoor, files: FileChooser, theme: Theme) -> WizardView:
        # Seen once in an office's life: the unlock page does not wait for it.
        from ui.wizard.presenter import WizardPresenter  # noqa: PLC0415 - see above
        from ui.wizard.view import WizardView  # noqa: PLC0415 - see above

        wizard = WizardView(theme, door.data_folder, door.backup_folder)
        steps = WizardPresenter(
            wizard, door, self.jobs, notices=self.notices, files=files, theme=theme
        )
        steps.finished.connect(self._hand_over)
        steps.waits.connect(self._guard)
        return wizard

    def _offer_restore(self, door: FrontDoor, files: FileChooser) -> None:
        """Show 从备份恢复 in place of the page, which comes back by 返回."""
        if self.restoring is None:
            # Needed where data are lost, or on a new machine: nobody else waits for it.
            from ui.restoring.presenter import RestoringPresenter  # noqa: PLC0415 - see above
            from ui.restoring.view import RestoringView  # noqa: PLC0415 - see above

            self.restoring = RestoringView(self._theme, door.data_folder, door.today)
            RestoringPresenter(self.restoring, door, self.jobs, files)
            self.restoring.back.clicked.connect(self._leave_restoring)
            self._layout.insertWidget(0, self.restoring, 1)
            self._theme.wardrobe.add(self.restoring)
        self._guard()
        self.page.hide()
        self.restoring.show()

    def _leave_restoring(self) -> None:
        if self.restoring is not None:
            self.restoring.hide()
        self.page.show()

    def _guard(self) -> None:
        """Lock after the office's minutes, with the screen and with the key file from now on."""
        if self.locking is not None:
            self.locking.ask_minutes()
            return
        # Most sign-ins wait for nothing.
        from ui.parts.session import Session  # noqa: PLC0415 - see above
        from ui.shell.locking import Locking  # noqa: PLC0415 - see above

        session = Session(self._door.today, self)
        self.locking = Locking(self, self._door, self._lanes, session, self._theme)
        self.guarded.emit()

    def _hand_over(self, desk: Desk | SecurityDesk) -> None:
        """Let somebody in, but for one who left while his keys were being made."""
        if self.locking is not None and self.locking.under_way:
            return
        self._handed_over = True
        self.signed_in.emit(desk)
