"""The exchange page: report upwards, take in, look back, certificates."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from domain.exchange.remarks import left_to_answer
from domain.facts import OfficeCode
from domain.register import Receipt
from ui.exchange.accepting import AcceptTab
from ui.exchange.answering import AnswersTab
from ui.exchange.certificates import CertificatesTab
from ui.exchange.handing_down import HandDownTab
from ui.exchange.history import HistoryTab
from ui.exchange.remarks import heard_remarks
from ui.exchange.sending import ReportTab
from ui.exchange.strangers import Strangers
from ui.look.theme import Theme
from ui.parts.furniture import PageHead


class ExchangeView(QWidget):
    """Hosts the tabs; a province reports to nobody, a county has nobody below it."""

    def __init__(
        self, theme: Theme, to: OfficeCode | None, *, alone: bool = True, leads: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.report = ReportTab(theme, to, alone=alone) if to else None
        self.down = HandDownTab(theme, alone=alone) if leads else None
        self.accept = AcceptTab(theme)
        self.certificates = CertificatesTab(top=to is None, leads=leads)
        self.history = HistoryTab(theme)
        self.strangers = Strangers()
        self.answers = AnswersTab() if to else None
        self._tabs = tabs = QTabWidget()
        for title, part in (
            ("上报", self.report),
            ("下发", self.down),
            ("接收", self.accept),
            ("上级意见", self.answers),
            ("往来记录", self.history),
            ("证书", self.certificates),
        ):
            if part is not None:
                part.setObjectName("page")
                part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
                tabs.addTab(part, title)
        tabs.setObjectName("bare")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(PageHead("交换上报", "数据包用 U 盘传递，本机不联网"))
        layout.addWidget(self.strangers)
        layout.addWidget(tabs, 1)

    def show_receipts(
        self, receipts: tuple[Receipt, ...], units: Mapping[str, str], offices: Mapping[str, str]
    ) -> None:
        """Show what went out and came in, and the remarks among it; both names go by code."""
        self.history.show_receipts(receipts, offices)
        if self.answers is not None:
            left = left_to_answer(receipts)
            at = self._tabs.indexOf(self.answers)
            self._tabs.setTabText(at, f"上级意见（{left}）" if left else "上级意见")
            self.answers.show_remarks(heard_remarks(receipts, units))

    def let_send(self, *, prepares: bool, signs: bool) -> None:
        """Offer to send and to answer only to those whose act it is."""
        for tab in (self.report, self.down):
            if tab is not None:
                tab.let_send(prepares=prepares, signs=signs)
        self.history.offer_to_write(may=signs)
        if self.answers is not None:
            self.answers.save.setVisible(prepares)

    def only_show(self) -> None:
        """Offer neither to accept nor to return nor to remark: whoever is here only looks."""
        self.accept.may_decide = False
        self.history.offer_no_remark()

    def begin_with(self, part: QWidget) -> None:
        """Come up with one of the tabs."""
        self._tabs.setCurrentWidget(part)

    def begin_with_accept(self) -> None:
        """Come up where packages are taken in, for an office that has others below it."""
        self._tabs.setCurrentWidget(self.accept)
