"""The form that enters a document, or amends its record with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from domain.archive import DocumentRecord
from domain.document_choices import DocumentChoices
from ui.documents.naming import told_by_name
from ui.documents.record_fields import RecordFields
from ui.look.theme import Theme
from ui.parts.enter import let_keys_end
from ui.parts.furniture import Card, PageHead, button, label, paragraph, row
from ui.parts.session import NOT_TODAY

_KEEP: Final = "登记（Ctrl+Enter）"
_KEEP_CHANGES: Final = "保存修改（Ctrl+Enter）"


class DocumentForm(QWidget):
    """Announces what was asked for: keep it, or keep it and adjust places by it."""

    keep_asked = Signal(bool)
    back_asked = Signal()
    file_asked = Signal()

    def __init__(self, theme: Theme, choices: DocumentChoices, today: date) -> None:
        super().__init__()
        self._today, self.amended = today, None
        self.files: tuple[Path, ...] = ()
        self.fields = RecordFields(choices)
        self._paper = label("", "strong")
        self._choose = button("选择扫描件…", "", theme.icon("folder"))
        self._none = button("不附", "flat")
        self.keep = button(_KEEP, "primary")
        self.adjust = button("登记并调整编制")
        self._back = button("返回")
        self._head = PageHead("登记批文", "", self._back, self.adjust, self.keep)
        self._scan = Card("扫描件")
        self._arrange()
        self._back.clicked.connect(self.back_asked)
        self._choose.clicked.connect(self.file_asked)
        self._none.clicked.connect(self._take_none)
        self.keep.clicked.connect(self._ask)
        self.adjust.clicked.connect(self._ask_adjusting)
        let_keys_end(self, self.keep)

    amended: DocumentRecord | None

    def _arrange(self) -> None:
        hint = paragraph(
            "把 PDF、图片或 OFD 文件拖进窗口也可以；文件加密保存，原文件不动。", "hint"
        )
        self._scan.body.addLayout(row(self._choose, self._paper, self._none, None))
        self._scan.body.addWidget(hint)
        about = Card("登记内容")
        about.body.addWidget(self.fields)
        content = QWidget()
        both = QVBoxLayout(content)
        both.setContentsMargins(0, 0, 8, 0)
        both.setSpacing(10)
        both.addWidget(self._scan)
        both.addWidget(about)
        both.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._head)
        layout.addWidget(area, 1)

    def begin(self, files: tuple[Path, ...] = ()) -> None:
        """Show an empty record, with the files to attach and what their names tell."""
        self.amended = None
        told = told_by_name(files[0].stem) if files else DocumentRecord("", "", "")
        self.fields.fill(replace(told, received_on=self._today), amending=False)
        self._call("登记批文", "登记以后可以凭它办业务、归档，随时查到", _KEEP)
        self.take(files)
        self._head_for(told)

    def _head_for(self, told: DocumentRecord) -> None:
        for field, text in ((self.fields.number, told.number), (self.fields.title, told.title)):
            field.note("按文件名填的，请核对" if text else "")
        first = self.fields.issuer if told.number else self.fields.number
        first.editor.setFocus()

    def resume(self, record: DocumentRecord) -> None:
        """Show a record to be amended."""
        self.amended = record
        self.fields.fill(record, amending=True)
        self._call("修改登记", "改了什么、为什么改，都会留下记录", _KEEP_CHANGES)
        self.take(())
        self.fields.title.editor.setFocus()

    def _call(self, title: str, hint: str, keep: str) -> None:
        self._head.call(title)
        self._head.say(hint)
        self.keep.setText(keep)
        self.adjust.setVisible(self.amended is None)
        self._scan.setVisible(self.amended is None)

    def take(self, files: tuple[Path, ...]) -> None:
        """Take the files to attach."""
        self.files = files
        self._paper.setText("、".join(file.name for file in files))
        self._none.setVisible(bool(files))

    @property
    def begun(self) -> bool:
        """Whether something stands in the form that leaving it would lose."""
        fields = (self.fields.number, self.fields.title)
        return self.amended is not None or bool(self.files) or any(f.text() for f in fields)

    def let_adjust(self, *, allowed: bool) -> None:
        """Offer to adjust places by the document, or say why not."""
        self.adjust.setEnabled(allowed)
        self.adjust.setToolTip("" if allowed else NOT_TODAY)

    def _take_none(self) -> None:
        self.take(())

    def _ask(self) -> None:
        self._check(adjusting=False)

    def _ask_adjusting(self) -> None:
        self._check(adjusting=True)

    def _check(self, *, adjusting: bool) -> None:
        wrong = self.fields.check()
        if wrong is None:
            self.keep_asked.emit(adjusting)
        else:
            wrong.editor.setFocus()
