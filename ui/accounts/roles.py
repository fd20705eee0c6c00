"""The form in which roles are given to an account and taken from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QWidget

from domain.accounts import AccountView
from domain.roles import OFFICERS, Role, forbidden_pair
from ui.accounts.model import MEANINGS
from ui.parts.furniture import paragraph
from ui.parts.panes import below_each_other
from ui.parts.side_form import SideForm

_CLOSE: Final = 4  # all roles are seen at once on a small screen
_LEAST: Final = 120


class Shrinking(QScrollArea):
    """Is as high as what it shows wants to be, and scrolls that where there is less room."""

    def __init__(self, shown: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(shown)
        shown.setObjectName("plain")

    def sizeHint(self) -> QSize:
        wanted = self.widget().sizeHint()
        return QSize(wanted.width(), self.widget().heightForWidth(self.viewport().width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(_LEAST, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


class RolesForm(SideForm):
    """All roles to choose from; what cannot be chosen says why beforehand.

    Its buttons stay in sight: where there is no room, the roles are scrolled above them.
    """

    def __init__(self, may_give: Callable[[Role], str]) -> None:
        self.boxes = {role: QCheckBox(f"{role.value}") for role in Role}
        self._told = {role: paragraph(MEANINGS[role], "hint") for role in Role}
        self._may_give, self._held = may_give, frozenset[Role]()
        pairs = [below_each_other(self.boxes[role], self._told[role]) for role in Role]
        for pair in pairs:
            pair.layout().setSpacing(0)
        roles = below_each_other(*pairs)
        roles.layout().setSpacing(_CLOSE)
        super().__init__("角色", "", "保存角色", Shrinking(roles))
        self.body.setSpacing(_CLOSE)
        for role, box in self.boxes.items():
            box.setAccessibleDescription(MEANINGS[role])
            box.toggled.connect(self._look)

    def hasHeightForWidth(self) -> bool:
        """Take the height that there is: what is beside the list would scroll the buttons too."""
        return False

    def begin(self) -> None:
        """Put the cursor on the first role that can be chosen."""
        super().begin()
        first = next((box for box in self.boxes.values() if box.isEnabled()), self.back)
        first.setFocus()

    def show_account(self, account: AccountView) -> None:
        """Show what an account holds."""
        self._held = frozenset(account.roles)
        for role, box in self.boxes.items():
            box.setChecked(role in self._held)
        self._look()

    @property
    def unsaved(self) -> bool:
        return any(self.changes)

    @property
    def chosen(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    @property
    def changes(self) -> tuple[frozenset[Role], frozenset[Role]]:
        """The roles to be given, and those to be taken."""
        return self.chosen - self._held, self._held - self.chosen

    def _look(self, *_: object) -> None:
        chosen = self.chosen
        barred = {role: self._may_give(role) for role in Role}
        for role, box in self.boxes.items():
            pair = _clash(role, chosen)
            why = barred[role] or (pair and f"不能与“{pair}”由同一个账号担任，请分给不同的人员。")
            box.setEnabled(not why)
            box.setToolTip(why)
            # One line for another: a form that grew would take its buttons out of sight.
            short = f"不能与“{pair}”由同一个账号担任" if pair and not barred[role] else ""
            self._told[role].setText(short or MEANINGS[role])
            self._told[role].setToolTip(why)
        self._tell([why for why in barred.values() if why])
        self.act.setEnabled(any(self.changes))

    def _tell(self, reasons: list[str]) -> None:
        """Say above the roles what bars several of them alike, and where none can be chosen.

        Said below each of them, it would let those that can be chosen sink below the edge.
        """
        told = [why for why in dict.fromkeys(reasons) if reasons.count(why) > 1]
        if not any(box.isEnabled() for box in self.boxes.values()):
            told.insert(0, "这个账号的角色，您不能改。")
            if self._held - OFFICERS:
                told.append("三员不能由办业务的账号兼任，请另建账号。")
        self.meaning.setText("".join(told))
        self.meaning.setVisible(bool(told))


def _clash(role: Role, chosen: frozenset[Role]) -> str:
    """Return the chosen role beside which another cannot stand, "" where there is none."""
    if role in chosen:
        return ""
    return next((other for other in Role if other in chosen and forbidden_pair({role, other})), "")
