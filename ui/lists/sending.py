"""The card that sends a list to a neighbour."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from domain.exchange.listed import ListHead
from domain.exchange.shipment import COMPARISON_LIST
from domain.facts import OfficeCode
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.exchange.model import OfficeBelow
from ui.exchange.sending import SendTab
from ui.look.theme import Theme
from ui.parts.fields import CalmCombo, Field
from ui.parts.furniture import Card, button, paragraph

_NOBODY = "还没有上级或下级的证书，不能为它加密。请先在“交换上报”的“证书”页办好证书，再回来发。"


class SendCard(SendTab):
    """Sends one list to one office; who only prepares or only signs sees that button alone."""

    left = Signal()
    kind = COMPARISON_LIST
    name = "名单包"

    def __init__(self, theme: Theme, actor: Actor) -> None:
        super().__init__(theme, alone=actor.single)
        self.key = ""
        self.to, back = CalmCombo(), button("返回")
        self._what, self._nobody = paragraph("", "lead"), paragraph(_NOBODY, "fielderror")
        self._nobody.hide()
        self._own = False
        self.let_send(prepares=allowed(actor, Act.SUBMIT), signs=allowed(actor, Act.SIGN_PACKAGE))
        card = Card("发出名单", back)
        card.body.addWidget(self._what)
        self._fill(
            card,
            "一个包发给一个单位，已加密并签名，只有它能打开；文件名不含个人信息。",
            Field("发给哪个单位", self.to),
        )
        card.body.addWidget(self._nobody)
        card.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        back.clicked.connect(self.left)
        self.hide()

    @property
    def recipients(self) -> tuple[OfficeCode, ...]:
        code = self.to.currentData()
        return (OfficeCode(code),) if code else ()

    def offer(self, offices: tuple[OfficeBelow, ...]) -> None:
        """Offer the offices that a list can be sealed to; the one that was chosen stays so."""
        chosen = self.to.currentData()
        self.to.clear()
        for office in offices:
            self.to.addItem(f"{office.name}（{office.code}）", str(office.code))
        self.to.setCurrentIndex(max(self.to.findData(chosen), 0))
        self._let()

    def begin(self, head: ListHead | None, *, own: bool) -> None:
        """Come up for a list; only one that was made here can be sent, whatever may be signed."""
        self.key, self._own = (head.key if head else ""), own
        named = f"名单：{head.key}，{head.item}，{head.period}，{head.rows} 人。" if head else ""
        received = "这是别的单位发来的名单，不能由本办再发。" if head and not own else ""
        self._what.setText(named + received)
        self._done.setText("")
        self._let()
        self.show()

    def _let(self) -> None:
        some = bool(self.recipients)
        self._nobody.setVisible(not some)
        for act in (self._pack, self._prepare):
            act.setEnabled(some and self._own)
