"""Lines that ask, in the record itself, for what an act needs besides: a box, a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.parts.fields import Field
from ui.parts.furniture import button, row


class FilingLine(QWidget):
    """Asks for year and box of the archive, and for a remark where there is a place for one."""

    filing_asked = Signal(int, str, str)

    def __init__(self, *, remarks: bool = True) -> None:
        super().__init__()
        self.year, self.box = Field("归档年度", QLineEdit()), Field("盒号（卷号）", QLineEdit())
        self.remark = Field("备注", QLineEdit())
        if not remarks:
            self.remark.hide()
        self._file = button("确定归档", "primary")
        self._no = button("不归档", "flat")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.year, self.box, self.remark))
        layout.addLayout(row(None, self._no, self._file))
        self._file.clicked.connect(self._ask)
        self._no.clicked.connect(self.hide)
        self.hide()

    def open_for(self, year: int, box: str) -> None:
        """Ask, proposing a year and the box used last."""
        for field, text in ((self.year, str(year)), (self.box, box), (self.remark, "")):
            assert isinstance(field.editor, QLineEdit)  # noqa: S101 - built so above
            field.editor.setText(text)
            field.complain("")
        self.show()
        self.box.editor.setFocus()

    def _ask(self) -> None:
        year, box = self.year.text(), self.box.text()
        self.year.complain("" if year.isdecimal() else "写四位年份，如 2026。")
        self.box.complain("" if box else "请填写盒号，如 1。")
        if year.isdecimal() and box:
            self.filing_asked.emit(int(year), box, self.remark.text())


class ReasonLine(QWidget):
    """Asks why something is done: an attachment taken away, a document laid aside."""

    reason_given = Signal(str)

    def __init__(self, asked: str, yes: str, no: str) -> None:
        super().__init__()
        self.reason = Field(asked, QLineEdit(), required=True)
        self.yes, self._no = button(yes, "primary"), button(no, "flat")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.reason)
        layout.addLayout(row(None, self._no, self.yes))
        self.yes.clicked.connect(self._ask)
        self._no.clicked.connect(self.hide)
        self.hide()

    def open(self) -> None:
        """Ask for a reason."""
        if isinstance(self.reason.editor, QLineEdit):
            self.reason.editor.clear()
        self.reason.complain("")
        self.show()
        self.reason.editor.setFocus()

    def _ask(self) -> None:
        if not self.reason.missing():
            self.reason_given.emit(self.reason.text())


def detaching_line() -> ReasonLine:
    """Return what asks why an attachment is taken away; it stays on record."""
    return ReasonLine("取下原因", "确定取下", "不取下")
