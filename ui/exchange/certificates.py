"""The tab of certificates: a page for each step between offices, one for those who sign."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from domain.exchange.telling import CertificateRequest
from domain.outcomes import CertificateView
from ui.exchange.certificate_steps import FingerprintCard, RevokePage, StepPage
from ui.exchange.model import CERTIFICATES, REQUESTS
from ui.exchange.trust_table import TrustTablePage
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, paragraph, row
from ui.parts.table import Grid, RowTable

TRUST_TABLE: Final = "信任表"
"""The page in the list."""
_EMPTY_BELOW: Final = "先在“申请证书”页写出申请，把文件送上级颁发，拿回后在“安装证书”页安装。"
_EMPTY_TOP: Final = "省级单位没有上级：先在“生成根证书”页生成，再给下级颁发。"
_REQUEST: Final = (
    "点“写出申请文件…”，存到 U 盘。里面只有本办的名称、代码和公开的密钥，没有台账数据。",
    "打印核对单，或记下显示的指纹；把文件送上级编办。",
    "上级打电话来核对指纹，一致才会颁发。拿回证书文件以后，到“安装证书”页。",
)
_GRANT: Final = (
    "插入下级送来的 U 盘，点“选择申请文件…”。程序先显示是谁的申请和它的指纹，什么都不办。",
    "打电话给下级编办办公室的公开号码，逐组核对指纹；一致的，点“核对一致，颁发…”，存出证书文件。",
    "打印核对单，双方签字存档；把证书文件交还下级安装。",
)
_INSTALL: Final = (
    "插入上级交还的 U 盘，点“选择证书文件…”（换根证书时，这里也装信任表文件）。",
    "第一次安装时，程序先显示根证书的指纹：打电话或凭纸面与上级逐组核对，一致才点“核对一致，安装”。",
    "装好以后就能上报、接收。不一致的，什么都不会变，请立即报告上级。",
)
_FOUND: Final = (
    "点“生成根证书”，只做一次。全省的证书都由它颁发，私钥只在本机，不出本机。",
    "打印核对单，把指纹用电话或纸质通知告诉各市，供他们安装时核对。",
)


class CertificatesTab(QWidget):
    """Between offices: request, grant, install, revoke. Within one: operators are certified.

    Where nobody `signs`, as at an officer's, there is nothing to ask for; only an office that
    `leads` others grants.
    """

    request_asked = Signal()
    wish_asked = Signal()
    grant_asked = Signal()
    install_asked = Signal()
    found_asked = Signal()
    certificate_asked = Signal()
    certify_asked = Signal(object)
    sheet_asked = Signal(object)
    revoke_asked = Signal(object, str)

    def __init__(self, *, top: bool, leads: bool = True, signs: bool = True) -> None:
        super().__init__()
        self.table, self.grid = RowTable[CertificateView](CERTIFICATES, self), Grid("证书")
        self.requests = RowTable[CertificateRequest](REQUESTS)
        self._revoke, self._print = button("吊销…"), button("打印核对单…")
        told = _EMPTY_TOP if top else _EMPTY_BELOW
        self._body = OrEmpty(self.grid, EmptyState("还没有证书", told))
        granting = FingerprintCard(yes="核对一致，颁发…", no="不一致，不颁发")
        self.request = StepPage("向上级申请证书", _REQUEST, "写出申请文件…")
        self.grant = StepPage("给下级颁发证书", _GRANT, "选择申请文件…", granting)
        self.install = StepPage("安装上级颁发的证书", _INSTALL, "选择证书文件…")
        self.found = StepPage("生成全省的根证书", _FOUND, "生成根证书")
        self.revoking, self.signing = RevokePage(top=top), FingerprintCard()
        self.trust_table = TrustTablePage(top=top, leads=leads)
        self._ask = button("申请签名证书", "primary")
        if not signs:
            self._ask.hide()
        self.pages, self._stack = QListWidget(), QStackedWidget()
        self._between: list[str] = []
        self._lay_out(top=top, leads=leads, signs=signs)
        self._join()

    def _lay_out(self, *, top: bool, leads: bool, signs: bool) -> None:
        self.pages.setAccessibleName("办哪一步")
        self.pages.setFixedWidth(self.fontMetrics().horizontalAdvance("颁") * 9)
        self._add("证书一览", self._listing())
        for there, name, page in (
            (top, "生成根证书", self.found),
            (not top, "申请证书", self.request),
            (leads, "颁发给下级", self.grant),
            (not top, "安装证书", self.install),
            (True, "吊销证书", self.revoking),
        ):
            if there:
                self._between.append(name)
                self._add(name, page)
        self._add("人员签名证书", self._signing())
        self._add(TRUST_TABLE, self.trust_table)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 12 if signs else 0, 0, 0)
        both.setSpacing(10)
        both.addWidget(self.pages)
        both.addWidget(self._stack, 1)
        self.pages.setCurrentRow(0)

    def _add(self, name: str, page: QWidget) -> None:
        self.pages.addItem(name)
        page.setObjectName("page")
        self._stack.addWidget(page)

    def _listing(self) -> QWidget:
        page, sheet = QWidget(), self._print
        self.grid.show_table(self.table, CERTIFICATES)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(None, sheet, self._revoke))
        layout.addWidget(self._body, 1)
        sheet.clicked.connect(self._sheet)
        self._revoke.clicked.connect(self._lead_to_revoking)
        return page

    def _signing(self) -> QWidget:
        page, certify = QWidget(), button("核对一致，颁发", "primary")
        self._wishes, self._waiting = Card("待颁发的签名证书", certify), Grid("待颁发的签名证书")
        self._waiting.show_table(self.requests, REQUESTS)
        self._waiting.fit_rows(3)
        self._wishes.body.addWidget(
            paragraph("请与申请人当面或打电话核对指纹，选中一行，再点“核对一致，颁发”。")
        )
        self._wishes.body.addWidget(self._waiting)
        self._wishes.hide()
        card = Card("签发数据包的人要有签名证书")
        card.body.addWidget(
            paragraph(
                "单人模式不用申请，第一次上报时自动颁发。多人模式下，签发的人点“申请签名证书”，"
                "安全保密管理员与本人核对指纹以后颁发。有效期两年，到期照样再申请一次。",
                "",
            )
        )
        card.body.addLayout(row(self._ask, None))
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (card, self._wishes, self.signing):
            layout.addWidget(part)
        layout.addStretch(1)
        certify.clicked.connect(self._certify)
        return page

    def _join(self) -> None:
        self.pages.currentRowChanged.connect(self._stack.setCurrentIndex)
        for page, signal in (
            (self.found, self.found_asked),
            (self.request, self.request_asked),
            (self.grant, self.wish_asked),
            (self.install, self.install_asked),
        ):
            page.asked.connect(signal)
            page.fingerprint.sheet_asked.connect(self.sheet_asked)
        self.revoking.fingerprint.sheet_asked.connect(self.sheet_asked)
        self.grant.fingerprint.same.connect(self.grant_asked)
        self._ask.clicked.connect(self.certificate_asked)
        self.revoking.given.connect(self.revoke_asked)

    def open_page(self, name: str) -> None:
        """Show the page of that name, where it is offered."""
        for number in range(self.pages.count()):
            if self.pages.item(number).text() == name:
                self.pages.setCurrentRow(number)

    def only_show(self) -> None:
        """Take away what only those do who may handle certificates."""
        self._revoke.hide()
        self.trust_table.only_show()
        for number in range(self.pages.count()):
            item = self.pages.item(number)
            item.setHidden(item.text() in self._between)

    @property
    def chosen(self) -> CertificateView | None:
        """The certificate whose line is chosen."""
        at = self.grid.currentIndex()
        return self.table.row_at(at) if at.isValid() else None

    def _sheet(self) -> None:
        if self.chosen is not None:
            self.sheet_asked.emit(self.chosen)

    def _lead_to_revoking(self) -> None:
        if self.chosen is not None:
            self.revoking.choose(self.chosen)
            self.open_page("吊销证书")

    def _certify(self) -> None:
        chosen = self._waiting.currentIndex()
        if chosen.isValid():
            self.certify_asked.emit(self.requests.row_at(chosen))

    def show_certificates(self, held: tuple[CertificateView, ...]) -> None:
        """Show the certificates held; a province with any has its root."""
        self.table.fill(held)
        self._body.choose(filled=bool(held))
        self.revoking.show_certificates(held)
        if held and not self.grid.currentIndex().isValid():
            self.grid.selectRow(0)
        for act in (self._print, self._revoke):
            act.setEnabled(bool(held))
        self.found.act.setEnabled(not held)

    def show_requests(self, waiting: tuple[CertificateRequest, ...]) -> None:
        """Show who waits for a certificate."""
        self.requests.fill(waiting)
        self._wishes.setVisible(bool(waiting))
        if waiting:
            self._waiting.selectRow(0)
