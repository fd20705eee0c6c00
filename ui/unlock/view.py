"""The unlock page: account and password, or the recovery code."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ui.look.theme import Theme
from ui.parts.furniture import Card, row
from ui.parts.recovery_sheet import RecoverySheet
from ui.parts.room import scrolled
from ui.unlock.cards import RecoveryCard, SignInCard

if TYPE_CHECKING:  # the unlock page comes up without the business
    from ui.accounts.own_password import FirstPasswordForm
    from ui.parts.side_form import SideForm
    from ui.unlock.settling import AcceptedForm, DoubtForm, ProofForm, RotatedForm, RotationForm

_WIDTH = 460
_SHEET_WIDTH = 640


class UnlockView(QWidget):
    """Hosts sign-in; recovery and the new recovery sheet once they are asked for."""

    restore_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self._theme = theme
        self.sign_in = SignInCard(theme)
        self.sign_in.restore_asked.connect(self.restore_asked)
        self._stack = QStackedWidget()
        self._stack.setFrameShape(QFrame.Shape.NoFrame)
        self._places: dict[QWidget, int] = {}
        self._add(self.sign_in, _WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _add(self, card: QWidget, width: int) -> None:
        frame = QWidget()
        frame.setObjectName("page")
        column = QVBoxLayout(frame)
        column.addStretch(2)
        card.setFixedWidth(self._theme.px(width))
        # Inside a row, a card that gets a line of text more grows instead of squeezing its fields.
        column.addLayout(row(None, card, None))
        column.addStretch(3)
        # What is told of damaged data may be longer than the window is high.
        self._places[card] = self._stack.addWidget(scrolled(frame))

    @cached_property
    def recovery(self) -> RecoveryCard:
        """The fields of the recovery code, built when first asked for."""
        card = RecoveryCard()
        self._add(card, _SHEET_WIDTH)  # all of the code is to be seen while it is typed
        return card

    @cached_property
    def sheet(self) -> RecoverySheet:
        """The new recovery sheet, built when first asked for."""
        sheet, holder = RecoverySheet(self._theme), Card("新的恢复码")
        holder.body.addWidget(sheet)
        self._add(holder, _SHEET_WIDTH)
        self._places[sheet] = self._places[holder]
        return sheet

    @cached_property
    def first(self) -> FirstPasswordForm:
        """The fields of one's own password, built when first asked for."""
        # Who has signed in before does not wait for it.
        from ui.accounts.own_password import FirstPasswordForm  # noqa: PLC0415 - see above

        form = FirstPasswordForm()
        self._add(form, _WIDTH)
        return form

    @cached_property
    def rotation(self) -> RotationForm:
        """The order for new keys, built when there is one."""
        from ui.unlock.settling import RotationForm  # noqa: PLC0415 - hardly ever needed

        form = RotationForm()
        self._add(form, _SHEET_WIDTH)
        return form

    @cached_property
    def rotated(self) -> RotatedForm:
        """What follows from new keys, built when they were made."""
        from ui.unlock.settling import RotatedForm  # noqa: PLC0415 - hardly ever needed

        form = RotatedForm()
        self._add(form, _SHEET_WIDTH)
        return form

    @cached_property
    def proof(self) -> ProofForm:
        """The question for a recovery sheet that nobody has typed back, built when needed."""
        from ui.unlock.settling import ProofForm  # noqa: PLC0415 - hardly ever needed

        form = ProofForm()
        self._add(form, _SHEET_WIDTH)
        return form

    @cached_property
    def doubt(self) -> DoubtForm:
        """The register that is not as witnessed, built when it is not."""
        from ui.unlock.settling import DoubtForm  # noqa: PLC0415 - hardly ever needed

        form = DoubtForm()
        self._add(form, _SHEET_WIDTH)
        return form

    @cached_property
    def accepted(self) -> AcceptedForm:
        """What follows from an acceptance, built when there was one."""
        from ui.unlock.settling import AcceptedForm  # noqa: PLC0415 - hardly ever needed

        form = AcceptedForm()
        self._add(form, _SHEET_WIDTH)
        return form

    def ask(self, form: SideForm) -> None:
        """Show one of the forms, as it is when nothing was typed yet."""
        self._stack.setCurrentIndex(self._places[form])
        form.begin()

    def begin(self) -> None:
        """Put the cursor where typing begins; a window gives focus away only once it is shown."""
        if self._stack.currentIndex() == 0:
            self.sign_in.wait()

    def show_sign_in(self) -> None:
        """Show account and password."""
        self._stack.setCurrentIndex(0)
        self.sign_in.wait()

    def show_recovery(self) -> None:
        """Show the recovery code's fields."""
        self._stack.setCurrentIndex(self._places[self.recovery])
        self.recovery.begin(self.sign_in.account.text())

    def show_new_code(self, lines: tuple[str, ...]) -> None:
        """Show the new recovery sheet."""
        self.sheet.show_code(lines)
        self._stack.setCurrentIndex(self._places[self.sheet])
        self.sheet.typed.editor.setFocus()
