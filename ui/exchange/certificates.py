"""The tab of certificates: carried by file between offices, asked for and given within one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from domain.exchange.telling import CertificateRequest
from domain.outcomes import CertificateView
from ui.exchange.model import CERTIFICATES, REQUESTS, grouped
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, paragraph, row
from ui.parts.table import Grid, RowTable

_EMPTY_BELOW = "先点“1 生成申请”，把文件送上级颁发，拿回后点“3 安装”。"
_EMPTY_TOP = "省级单位没有上级：点“生成根证书”，再给下级颁发。"


class FingerprintCard(Card):
    """A fingerprint to be compared by telephone, with the answer where one is awaited."""

    same = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._result, self._fingerprint = paragraph("", "lead"), label("", "code")
        self._fingerprint.setWordWrap(True)
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._same, self._differs = button("核对一致，安装", "primary"), button("不一致，不安装")
        self.body.addWidget(self._result)
        self.body.addWidget(self._fingerprint)
        self.body.addLayout(row(self._same, self._differs, None))
        self._same.clicked.connect(self.same)
        self._differs.clicked.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What is said above the fingerprint."""
        return self._result.text()

    def show_fingerprint(self, text: str, fingerprint: str, *, asks: bool = False) -> None:
        """Show a fingerprint; `asks` for an answer before anything is done."""
        self._result.setText(text)
        self._fingerprint.setText(grouped(fingerprint))
        self._same.setVisible(asks)
        self._differs.setVisible(asks)
        self.show()


class RevokeCard(Card):
    """What revoking a certificate means, why, and the button; nothing is done before that."""

    given = Signal(object, str)

    def __init__(self) -> None:
        super().__init__("吊销证书")
        self._held: CertificateView | None = None
        self._told, self.reason = paragraph("", "lead"), QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText("吊销原因，例如：人员调离、密钥遗失")
        self.reason.setAccessibleName("吊销原因")
        self._act, back = button("吊销", "danger"), button("不吊销")
        self.body.addWidget(self._told)
        self.body.addWidget(self.reason)
        self.body.addLayout(row(self._act, back, None))
        self.reason.textChanged.connect(lambda text: self._act.setEnabled(bool(text.strip())))
        self._act.clicked.connect(self._give)
        back.clicked.connect(self.hide)
        self.hide()

    def ask(self, held: CertificateView, *, top: bool) -> None:
        """Ask why a certificate is to be revoked."""
        self._held = held
        scope = "省级吊销后，要把新的信任表发给下级。" if top else "只对本办有效；请同时报告上级。"
        self._told.setText(
            f"吊销“{held.name}”（{held.office}）的证书，指纹 {grouped(held.fingerprint)}。"
            f"以后用它签名的数据包一律不收，也不再给它发数据包；已接收的数据不受影响。"
            f"吊销后不能恢复，只能重新颁发。{scope}"
        )
        self.reason.clear()
        self._act.setEnabled(False)
        self.show()
        self.reason.setFocus()

    def _give(self) -> None:
        self.hide()
        self.given.emit(self._held, self.reason.text().strip())


class CertificatesTab(QWidget):
    """Between offices: request, grant, install. Within one: operators ask and are certified.

    Where nobody `signs`, as at an officer's, there is nothing to ask for.
    """

    request_asked = Signal()
    grant_asked = Signal()
    install_asked = Signal()
    found_asked = Signal()
    certificate_asked = Signal()
    certify_asked = Signal(object)
    sheet_asked = Signal(object)
    revoke_asked = Signal(object, str)

    def __init__(self, *, top: bool, signs: bool = True) -> None:
        super().__init__()
        self.table, grid = RowTable[CertificateView](CERTIFICATES, self), Grid("证书")
        grid.show_table(self.table, CERTIFICATES)
        self.grid, self.revoking = grid, RevokeCard()
        sheet, revoke = button("打印核对单…"), button("吊销…")
        told = _EMPTY_TOP if top else _EMPTY_BELOW
        self._body = OrEmpty(grid, EmptyState("还没有证书", told))
        self._top, self._found = top, button("生成根证书")
        request, install = button("1 生成申请…"), button("3 安装证书…")
        grant, ask = button("2 颁发给下级…"), button("申请签名证书")
        unneeded = (request, install) if top else (self._found,)
        for hidden in unneeded if signs else (*unneeded, ask):
            hidden.hide()
        self.fingerprint, self.requests = FingerprintCard(), RowTable[CertificateRequest](REQUESTS)
        self._grid = Grid("待颁发的签名证书")
        self._wishes = self._waiting()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12 if signs else 0, 0, 0)
        layout.addLayout(row(self._found, request, grant, install, None, sheet, revoke, ask))
        layout.addWidget(self.fingerprint)
        layout.addWidget(self.revoking)
        layout.addWidget(self._wishes)
        layout.addWidget(self._body, 1)
        for step, signal in (
            (self._found, self.found_asked),
            (request, self.request_asked),
            (grant, self.grant_asked),
            (install, self.install_asked),
            (ask, self.certificate_asked),
        ):
            step.clicked.connect(signal)
        sheet.clicked.connect(self._sheet)
        revoke.clicked.connect(self._revoke)
        self.revoking.given.connect(self.revoke_asked)

    @property
    def chosen(self) -> CertificateView | None:
        """The certificate whose line is chosen."""
        at = self.grid.currentIndex()
        return self.table.row_at(at) if at.isValid() else None

    def _sheet(self) -> None:
        if self.chosen is not None:
            self.sheet_asked.emit(self.chosen)

    def _revoke(self) -> None:
        if self.chosen is not None:
            self.revoking.ask(self.chosen, top=self._top)

    def _waiting(self) -> QWidget:
        certify = button("核对一致，颁发", "primary")
        card = Card("待颁发的签名证书", certify)
        self._grid.show_table(self.requests, REQUESTS)
        self._grid.fit_rows(2)
        card.body.addWidget(
            paragraph("请与申请人当面或打电话核对指纹，选中一行，再点“核对一致，颁发”。")
        )
        card.body.addWidget(self._grid)
        card.hide()
        certify.clicked.connect(self._certify)
        return card

    def _certify(self) -> None:
        chosen = self._grid.currentIndex()
        if chosen.isValid():
            self.certify_asked.emit(self.requests.row_at(chosen))

    def show_certificates(self, held: tuple[CertificateView, ...]) -> None:
        """Show the certificates held; a province with any has its root."""
        self.table.fill(held)
        self._body.choose(filled=bool(held))
        if held and not self.grid.currentIndex().isValid():
            self.grid.selectRow(0)
        self._found.setVisible(self._top and not held)

    def show_requests(self, waiting: tuple[CertificateRequest, ...]) -> None:
        """Show who waits for a certificate."""
        self.requests.fill(waiting)
        self._wishes.setVisible(bool(waiting))
        if waiting:
            self._grid.selectRow(0)
