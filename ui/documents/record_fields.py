"""The fields of a document's record."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from domain.archive import ISSUED, DocumentRecord
from domain.document_choices import DocumentChoices
from domain.documents import canonical_number
from ui.documents.units_field import UnitsField
from ui.parts.choice import Choice
from ui.parts.fields import WRONG_DAY, DayEdit, Field, read_day
from ui.parts.furniture import EnterMoves

EMPTY: Final = DocumentRecord("", "", "")
_NO_SECRECY: Final = "未定密级"
_NUMBER_HINT: Final = "如 安编办函〔2026〕8号，括号随便打；确无文号的写“无文号”"
_ACROSS: Final = 7


class RecordFields(QWidget):
    """Fills, reads and checks the fields; `number_typed` tells a 文号 in its canonical spelling."""

    number_typed = Signal(str)

    def __init__(self, choices: DocumentChoices) -> None:
        super().__init__()
        self._held = EMPTY
        self._choices = {
            "direction": _choice(choices.directions),
            "category": _choice(choices.categories),
            "secrecy": _choice((_NO_SECRECY, *choices.secrecy)),
        }
        self.number = Field("文号", QLineEdit(), required=True)
        self.issuer = Field("发文单位", QLineEdit())
        self.title = Field("标题", QLineEdit(), required=True)
        self.dated, self.received = Field("文件日期", DayEdit()), Field("收文日期", DayEdit())
        self.category = Field("类别", self._choices["category"])
        self.direction = Field("收文还是发文", self._choices["direction"])
        self.secrecy = Field("密级", self._choices["secrecy"])
        self.term = Field("保密期限", QLineEdit())
        self.keywords = Field("关键词（用空格隔开）", QLineEdit())
        self.summary, self.note = Field("摘要", QLineEdit()), Field("备注", QLineEdit())
        self.reason = Field("修改原因", QLineEdit(), required=True)
        self.units = UnitsField()
        self._movement = EnterMoves(self)
        self._arrange()

    @property
    def _texts(self) -> tuple[Field, ...]:
        return (
            self.number, self.issuer, self.title, self.dated, self.received, self.term,
            self.keywords, self.summary, self.note, self.reason,
        )  # fmt: skip

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        order = (
            self.number, self.issuer, self.title, self.dated, self.category, self.direction,
            self.received, self.keywords, self.secrecy, self.term, self.summary, self.note,
        )  # fmt: skip
        for number, field in enumerate(order):
            grid.addWidget(field, number // 2, number % 2)
        grid.addWidget(self.units, _ACROSS - 1, 0)
        grid.addWidget(self.reason, _ACROSS, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for field in (*order, self.reason):
            field.editor.installEventFilter(self._movement)
            field.editor.setAcceptDrops(False)
        number_edit = self.number.editor
        if isinstance(number_edit, QLineEdit):
            number_edit.setPlaceholderText(_NUMBER_HINT)
            number_edit.editingFinished.connect(self._spell)
        self._choices["direction"].currentIndexChanged.connect(self._call_day)

    def fill(self, record: DocumentRecord, *, amending: bool) -> None:
        """Show a record; one that is amended asks for a reason."""
        self._held = record if amending else EMPTY
        texts = (
            record.number, record.issuer, record.title, str(record.dated or ""),
            str(record.received_on or ""), record.secrecy_term, " ".join(record.keywords),
            record.summary, record.note, "",
        )  # fmt: skip
        for field, text in zip(self._texts, texts, strict=True):
            if isinstance(field.editor, QLineEdit):
                field.editor.setText(text)
        self._choices["direction"].choose(record.direction)
        self._choices["category"].choose(record.category)
        self._choices["secrecy"].choose(record.secrecy or _NO_SECRECY)
        self.units.fill(record.units)
        self.reason.setVisible(amending)
        for field in self._texts:
            field.complain("")
            field.note("")

    def record(self) -> DocumentRecord:
        """Return what is filled in, on top of the record that is amended."""
        secrecy = self._choices["secrecy"].label()
        words = self.keywords.text().replace("、", " ").replace("，", " ").split()
        return replace(
            self._held,
            number=canonical_number(self.number.text()),
            issuer=self.issuer.text(),
            title=self.title.text(),
            dated=read_day(self.dated.text()),
            direction=self._choices["direction"].label(),
            received_on=read_day(self.received.text()),
            secrecy="" if secrecy == _NO_SECRECY else secrecy,
            secrecy_term=self.term.text(),
            category=self._choices["category"].label(),
            keywords=tuple(words),
            summary=self.summary.text(),
            note=self.note.text(),
            units=self.units.codes(),
        )

    def check(self) -> Field | None:
        """Complain under what is missing or no day; return the first such field."""
        asked = (self.number, self.title, self.reason)
        wrong = [field for field in asked if not field.isHidden() and field.missing()]
        for field in (self.dated, self.received):
            sound = not field.text() or read_day(field.text()) is not None
            field.complain("" if sound else WRONG_DAY)
            wrong += [] if sound else [field]
        if not self.units.settle():
            wrong.append(self.units.field)
        return wrong[0] if wrong else None

    def suggest_issuer(self, number: str, issuer: str) -> None:
        """Fill in who issues documents under such a 文号, unless something is there."""
        edit = self.issuer.editor
        same = canonical_number(self.number.text()) == number
        if issuer and same and isinstance(edit, QLineEdit) and not edit.text():
            edit.setText(issuer)
            self.issuer.note("按以前同类文号带出，请核对")
            if edit.hasFocus():
                edit.selectAll()

    def _spell(self) -> None:
        edit = self.number.editor
        if not isinstance(edit, QLineEdit):
            return
        typed = edit.text().strip()
        canonical = canonical_number(typed)
        if canonical != edit.text():
            edit.setText(canonical)
            self.number.note("已改成规范写法" if canonical != typed else "")
        if canonical:
            self.number_typed.emit(canonical)

    def _call_day(self, *_: object) -> None:
        issued = self._choices["direction"].label() == ISSUED
        self.received.rename("发出日期" if issued else "收文日期")


def _choice(labels: tuple[str, ...]) -> Choice:
    made = Choice()
    made.offer(labels)
    return made
