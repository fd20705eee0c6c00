"""The pages of certificates: asked for, granted, installed, revoked, one step a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from domain.outcomes import CertificateView, CertificateWish
from ui.exchange.model import grouped, told_certificate
from ui.parts.fields import Field
from ui.parts.furniture import Card, button, label, paragraph, row
from ui.parts.steps import StepsCard

Printed = CertificateView | CertificateWish | None


class FingerprintCard(Card):
    """A fingerprint to be compared by telephone, with the answer where one is awaited."""

    same = Signal()
    sheet_asked = Signal(object)

    def __init__(self, *, yes: str = "核对一致，安装", no: str = "不一致，不安装") -> None:
        super().__init__()
        self._printed: Printed = None
        self._result, self._fingerprint = paragraph("", "lead"), label("", "code")
        self._fingerprint.setWordWrap(True)
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._same, self._differs = button(yes, "primary"), button(no)
        self._sheet = button("打印核对单…")
        self.body.addWidget(self._result)
        self.body.addWidget(self._fingerprint)
        self.body.addLayout(row(self._same, self._differs, self._sheet, None))
        self._same.clicked.connect(self.same)
        self._differs.clicked.connect(self.hide)
        self._sheet.clicked.connect(lambda: self.sheet_asked.emit(self._printed))
        self.hide()

    @property
    def text(self) -> str:
        """What is said above the fingerprint."""
        return self._result.text()

    def show_fingerprint(
        self, text: str, fingerprint: str, *, asks: bool = False, printed: Printed = None
    ) -> None:
        """Show a fingerprint; `asks` for an answer before anything is done.

        `printed` is what a sheet can be printed of, to be compared on paper.
        """
        self._printed = printed
        self._result.setText(text)
        self._fingerprint.setText(grouped(fingerprint))
        self._same.setVisible(asks)
        self._differs.setVisible(asks)
        self._sheet.setVisible(printed is not None)
        self.show()


class StepPage(QWidget):
    """One step: what it is for, what to do in which order, its button, what came of it."""

    asked = Signal()

    def __init__(
        self, title: str, steps: Sequence[str], act: str, fingerprint: FingerprintCard | None = None
    ) -> None:
        super().__init__()
        self.act = button(act, "primary")
        self.fingerprint = fingerprint or FingerprintCard()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(StepsCard(title, steps, self.act))
        layout.addWidget(self.fingerprint)
        layout.addStretch(1)
        self.act.clicked.connect(self.asked)


class RevokePage(QWidget):
    """What revoking a certificate means, which one, why, and the button."""

    given = Signal(object, str)

    def __init__(self, *, top: bool) -> None:
        super().__init__()
        self.which, self.reason = QComboBox(), QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText("例如：人员调离、密钥遗失")
        self._told = paragraph("", "lead")
        self._act, self.fingerprint = button("吊销", "danger"), FingerprintCard()
        scope = "省级吊销后，程序随即签发新一版信任表，请发给下级。" if top else ""
        card = Card("吊销证书")
        card.body.addWidget(
            paragraph(
                "人员调离、密钥遗失或被盗时办。以后用它签名的数据包一律不收，也不再给它发数据包；"
                "已接收的数据不受影响。吊销后不能恢复，只能重新颁发。一个单位有“签发”“收件”两张证书，"
                "机器或密钥盘丢了、被盗的，吊销“签发”那张就全部停用。"
                + (scope or "市、县吊销的只对本办有效，请同时报告上级。"),
                "",
            )
        )
        card.body.addWidget(Field("吊销哪一张", self.which))
        card.body.addWidget(self._told)
        card.body.addWidget(Field("吊销原因", self.reason, required=True))
        card.body.addLayout(row(self._act, None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(card)
        layout.addWidget(self.fingerprint)
        layout.addStretch(1)
        self.which.currentIndexChanged.connect(self._tell)
        self.reason.textChanged.connect(self._let)
        self._act.clicked.connect(self._give)
        self._let()

    @property
    def chosen(self) -> CertificateView | None:
        """The certificate that would be revoked."""
        held: CertificateView | None = self.which.currentData()
        return held

    def show_certificates(self, held: Sequence[CertificateView]) -> None:
        """Offer those that are not revoked yet; the chosen one stays chosen."""
        chosen = self.chosen
        self.which.clear()
        for each in held:
            if each.state != "revoked":
                self.which.addItem(told_certificate(each), each)
        self.which.setCurrentIndex(-1)
        if chosen is not None:
            self.choose(chosen)
        self._let()

    def choose(self, held: CertificateView) -> None:
        """Choose a certificate, where it can be revoked."""
        numbers = range(self.which.count())
        prints = [self.which.itemData(number).fingerprint for number in numbers]
        found = held.fingerprint in prints
        self.which.setCurrentIndex(prints.index(held.fingerprint) if found else -1)

    def _tell(self, *_: object) -> None:
        held = self.chosen
        self._told.setText(f"指纹 {grouped(held.fingerprint)}" if held is not None else "")
        self._let()

    def _let(self, *_: object) -> None:
        self._act.setEnabled(self.chosen is not None and bool(self.reason.text().strip()))

    def _give(self) -> None:
        self.given.emit(self.chosen, self.reason.text().strip())

    def show_revoked(self, text: str, held: CertificateView) -> None:
        """Show what was revoked, and begin anew."""
        self.reason.clear()
        self.which.setCurrentIndex(-1)
        self.fingerprint.show_fingerprint(text, held.fingerprint, printed=held)
