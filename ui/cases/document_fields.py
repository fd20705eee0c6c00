"""The part of a form that every kind has: document, effective day, 变动 or 更正, explanation."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from domain.case import CORRECTED, WORLD_CHANGED, Case
from domain.documents import Document, canonical_number, year_of
from ui.parts.choice import Choice
from ui.parts.document_picker import DocumentPicker
from ui.parts.fields import WRONG_DAY, DayEdit, Field, read_day

_EXPLAIN: Final = "预检有警告：请在这里写明情况（如依据、原因），写了才能提交。"
_WRONG_NUMBER: Final = "文号写成“机关代字〔年份〕序号”，如 安编办函〔2026〕8号，括号随便打。"


class DocumentFields(QWidget):
    """Fields about the document by which something is done, and when it takes effect."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picker = DocumentPicker()
        self.number = Field("批准文号", self.picker, required=True)
        self.dated = Field("批文日期", DayEdit())
        self.issuer, self.title = Field("发文单位", QLineEdit()), Field("文件标题", QLineEdit())
        self.effective = Field("生效日期", DayEdit(), required=True)
        self.explanation = Field("说明（有警告时必填）", QLineEdit())
        self._mode = Choice()
        self._mode.offer((WORLD_CHANGED, CORRECTED))
        self.mode = Field("性质（情况变了选变动，原来录错了选更正）", self._mode, required=True)
        self._unexplained = False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for number, field in enumerate(self._all()):
            grid.addWidget(field, number // 2, number % 2)
            if isinstance(field.editor, QLineEdit):
                field.editor.textChanged.connect(self._changed)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._mode.currentIndexChanged.connect(self._changed)
        self.picker.editingFinished.connect(self._misspelt)
        self.picker.picked.connect(self.show_document)
        self.offer_modes(offered=False)

    def _all(self) -> tuple[Field, ...]:
        own = (self.number, self.effective, self.issuer, self.dated, self.title, self.explanation)
        return (*own, self.mode)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in the order in which Enter visits them."""
        return tuple(field for field in self._all() if field is not self.mode or self._offered)

    def named(self) -> dict[str, Field]:
        """Return the fields by name."""
        names = ("number", "effective", "issuer", "dated", "title", "explanation", "mode")
        return {f"about.{name}": field for name, field in zip(names, self._all(), strict=True)}

    def offer_modes(self, *, offered: bool) -> None:
        """Ask for 变动 or 更正, or don't: then everything is a 变动."""
        self._offered = offered
        self.mode.setVisible(offered)
        self._mode.choose(WORLD_CHANGED)

    def need_document(self, *, needed: bool) -> None:
        """Ask for a 文号, or let it be left empty where there is no document yet."""
        self.number.require(needed=needed)

    def begin(self, case: Case | None, today: date) -> None:
        """Show a draft's document, or an empty one that takes effect today."""
        self._unexplained = False
        self.show_document(case.document if case else Document(""))
        self._write(self.effective, (case.effective if case else today).isoformat())
        self._write(self.explanation, case.explanation if case else "")
        self._mode.choose(case.mode if case else WORLD_CHANGED)
        for field in self._all():
            field.complain("")

    def show_document(self, document: Document) -> None:
        """Show a document."""
        self._write(self.number, document.number)
        self._write(self.issuer, document.issuer)
        self._write(self.title, document.title)
        self._write(self.dated, document.dated.isoformat() if document.dated else "")

    def write_effective(self, text: str) -> None:
        """Show an effective day."""
        self._write(self.effective, text)

    def document(self) -> Document:
        """Return the document as far as it is filled in."""
        return Document(
            canonical_number(self.number.text()),
            self.title.text(),
            self.issuer.text(),
            read_day(self.dated.text()),
        )

    def day(self, today: date) -> date:
        """Return the effective day, today while it is none."""
        return read_day(self.effective.text()) or today

    def correcting(self) -> str:
        """Return 变动 or 更正."""
        return self._mode.label() if self._offered else WORLD_CHANGED

    def want_explanation(self, *, wanted: bool) -> None:
        """Say whether a warning wants an explanation."""
        self._unexplained = wanted
        self.explanation.complain(_EXPLAIN if wanted else "")

    def check(self) -> bool:
        """Complain under every field that is missing or no day; tell whether all is well."""
        sound = [not self.number.missing(), not self.effective.missing(), not self._misspelt()]
        for field in (self.effective, self.dated):
            if field.text() and read_day(field.text()) is None:
                field.complain(WRONG_DAY)
                sound.append(False)
        if self._unexplained and not self.explanation.text():
            self.explanation.complain(_EXPLAIN)
            sound.append(False)
        return all(sound)

    def _misspelt(self) -> bool:
        """Complain of a 文号 that is none; tell whether it is."""
        text = canonical_number(self.number.text())
        wrong = bool(text) and year_of(text) is None
        if text:
            self.number.complain(_WRONG_NUMBER if wrong else "")
        return wrong

    def _changed(self, *_: object) -> None:
        self.changed.emit()

    @staticmethod
    def _write(field: Field, text: str) -> None:
        if isinstance(field.editor, QLineEdit):
            field.editor.setText(text)
