"""The record of one document: what it says, what is attached, whom it served, how it changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from domain.archive import NO_ACTION, Attachment, DocumentView
from ui.documents.asking import FilingLine, ReasonLine, detaching_line
from ui.documents.model import ATTACHMENTS, edit_lines, particulars
from ui.look.theme import Theme
from ui.parts.business_menu import BusinessMenu
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, paragraph, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable

ADJUST: Final = "调整编制"
BY_DOCUMENT: Final = (
    ADJUST, "机构修改", "用编核准", "人员上编", "人员下编", "人员异动", "人员修改", "职数预审",
)  # fmt: skip
"""What can be done by a document; 调整编制 is the 机构修改 that adds places."""
_ROLE: Final = Qt.ItemDataRole.UserRole


class DocumentDetail(QWidget):
    """Shows one document in tabs and announces what is to be done with it."""

    business_asked = Signal(str)
    handling_given = Signal(str, str)
    edit_asked = Signal()
    attach_asked = Signal()
    attachment_chosen = Signal(object)
    unit_chosen = Signal(str)
    case_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name, self._number = paragraph("", "section"), label("", "hint")
        self.act = BusinessMenu(BY_DOCUMENT, theme.white_icon("cases"), "据此办理", "primary")
        self.act.menu.addSeparator()
        self.drop = self.act.menu.addAction("")
        self.dropping = ReasonLine("原因（会留在修改记录里）", "确定", "取消")
        self._handling = ""
        self._edit = button("修改", "", theme.icon("edit"))
        self._attach = button("附扫描件…", "", theme.icon("plus"))
        self.file = button("归档", "", theme.icon("folder"))
        self.filing = FilingLine()
        self._tabs, self._text = QTabWidget(), Particulars()
        self.attachments = RowTable[Attachment](ATTACHMENTS, self)
        self._attached = Grid("附件")
        self._see = button("看选中的附件", "", theme.icon("eye"))
        self._take_down, self.detaching = button("取下…", "flat"), detaching_line()
        self.served, self._edits = QListWidget(), Particulars()
        card = Card()
        card.body.addWidget(self._name)
        card.body.addWidget(self._number)
        self.acts = QWidget()
        self.acts.setLayout(row(self.act, self._edit, self._attach, self.file, None, spacing=6))
        card.body.addWidget(self.acts)
        card.body.addWidget(self.filing)
        card.body.addWidget(self.dropping)
        card.body.addWidget(self._tabs, 1)
        self._fill_tabs()
        empty = EmptyState("未选择文件", "在列表中点一份文件，这里显示它的登记内容、扫描件和用途。")
        self._body = OrEmpty(card, empty)
        self._body.choose(filled=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self._connect()

    def _fill_tabs(self) -> None:
        self._attached.show_table(self.attachments, ATTACHMENTS)
        self.served.setAccessibleName("涉及的单位和业务")
        papers = QWidget()
        column = QVBoxLayout(papers)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(row(self._see, self._take_down, None))
        column.addWidget(self.detaching)
        column.addWidget(self._attached, 1)
        for title, part in (
            ("登记", self._text),
            ("附件", papers),
            ("单位和业务", self.served),
            ("修改记录", self._edits),
        ):
            self._tabs.addTab(part, title)

    def _connect(self) -> None:
        self.act.chosen.connect(self.business_asked)
        self.drop.triggered.connect(self.dropping.open)
        self.dropping.reason_given.connect(self._ask_handling)
        self._edit.clicked.connect(self.edit_asked)
        self._attach.clicked.connect(self.attach_asked)
        self._see.clicked.connect(self._ask_attachment)
        self._take_down.clicked.connect(self.detaching.open)
        self._attached.activated.connect(self._open_attachment)
        self.served.itemActivated.connect(self._open_served)

    def show_document(self, view: DocumentView, names: Mapping[str, str]) -> None:
        """Show a document; `names` are the units' names by code."""
        self._body.choose(filled=True)
        self.filing.hide()
        record = view.record
        self._name.setText(record.title)
        self._number.setText("  ".join(filter(None, (record.number, record.issuer))))
        self._text.show_pairs(particulars(view))
        held = tuple(one for one in view.attachments if one.attached)
        self.attachments.fill(held)
        self._attached.selectRow(0)
        self.detaching.hide()
        for pressed in (self._see, self._take_down):
            pressed.setEnabled(bool(held))
        self._tabs.setTabText(1, f"附件 {len(held)}")
        self.file.setEnabled(view.place is None)
        self._handling = record.handling
        self.drop.setText("仍需办理…" if record.handling else f"{NO_ACTION}…")
        self.dropping.hide()
        self._show_served(view, names)
        self._edits.show_pairs(
            edit_lines(view.edits, lambda code: names.get(code, code))
            or (("修改", "登记以后没有改过。"),)
        )

    def _show_served(self, view: DocumentView, names: Mapping[str, str]) -> None:
        self.served.clear()
        for unit in view.units:
            self._add_served(f"单位　{names.get(unit, unit)}", "unit", unit)
        for case in view.cases:
            self._add_served(f"业务　{case}", "case", case)
        if not self.served.count():
            self.served.addItem("还没有单位或业务用到这份文件")
        self._tabs.setTabText(2, f"单位和业务 {len(view.units) + len(view.cases)}")

    def _add_served(self, text: str, kind: str, code: str) -> None:
        item = QListWidgetItem(text)
        item.setData(_ROLE, (kind, code))
        item.setToolTip("双击打开")
        self.served.addItem(item)

    def clear(self) -> None:
        """Show that no document is chosen."""
        self._body.choose(filled=False)

    @property
    def attachment(self) -> Attachment | None:
        """The attachment that is chosen in the list."""
        index = self._attached.currentIndex()
        return self.attachments.row_at(index) if index.isValid() else None

    def _ask_handling(self, reason: str) -> None:
        self.handling_given.emit("" if self._handling else NO_ACTION, reason)

    def _ask_attachment(self) -> None:
        self._open_attachment(self._attached.currentIndex())

    def _open_attachment(self, index: QModelIndex) -> None:
        if index.isValid():
            self.attachment_chosen.emit(self.attachments.row_at(index))

    def _open_served(self, item: QListWidgetItem) -> None:
        kind, code = item.data(_ROLE) or ("", "")
        if kind == "unit":
            self.unit_chosen.emit(code)
        elif kind == "case":
            self.case_chosen.emit(code)
