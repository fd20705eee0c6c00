"""The lists of the documents page: tabs of shelves, search and filters, grid and record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QItemSelection, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from domain.archive import DocumentQuery, DocumentView, ListedDocument
from domain.document_choices import DocumentChoices
from ui.documents.contacts import ContactsPanel
from ui.documents.detail import DocumentDetail
from ui.documents.model import COLUMNS, Shelf, shelves
from ui.look.theme import Theme
from ui.parts.block_table import BlockTable
from ui.parts.fields import CalmCombo, SearchField
from ui.parts.furniture import EmptyState, OrEmpty, PageHead, button, row
from ui.parts.panes import below_each_other, side_by_side
from ui.parts.table import Grid

CONTACTS: Final = "联络员名录"
_ALL_CATEGORIES: Final = "所有类别"
_ALL_YEARS: Final = "所有年份"
_BOTH: Final = "收文和发文"
_YEARS: Final = 40


class DocumentLists(QWidget):
    """Lays the lists out and announces what was asked for."""

    query_changed = Signal()
    document_chosen = Signal(object)
    add_asked = Signal()
    catalogue_asked = Signal(bool)
    contacts_asked = Signal()

    def __init__(self, theme: Theme, choices: DocumentChoices, today: date) -> None:
        super().__init__()
        self._shelves = shelves(choices.shelf)
        self.tabs, self.search = (
            QTabBar(),
            SearchField("文号、标题、发文单位、关键词"),
        )
        self.category, self.year, self.direction = CalmCombo(), CalmCombo(), CalmCombo()
        self.table, self.grid = BlockTable[ListedDocument](COLUMNS, (), self), Grid("文件列表")
        self.detail = DocumentDetail(theme)
        self.contacts = ContactsPanel(theme, choices.contact_roles, today)
        self.add = button("登记批文", "primary", theme.white_icon("plus"))
        self._more = button("更多  ▾", "", theme.icon("export"))
        self._head = PageHead("批文档案", "", self._more, self.add)
        self._none = EmptyState("", "")
        self._list = OrEmpty(self.grid, self._none)
        self._body = QStackedWidget()
        self._offer(choices, today)
        self._arrange(theme)
        self._connect()

    def _offer(self, choices: DocumentChoices, today: date) -> None:
        for field, name, first, labels in (
            (self.category, "类别", _ALL_CATEGORIES, choices.categories),
            (self.direction, "收文还是发文", _BOTH, choices.directions),
            (
                self.year,
                "年份",
                _ALL_YEARS,
                tuple(str(today.year - back) for back in range(_YEARS)),
            ),
        ):
            field.setAccessibleName(name)
            field.addItems([first, *labels])
        menu = QMenu(self)
        for text, act in (
            ("打印档案目录（PDF）…", lambda: self.catalogue_asked.emit(True)),
            ("导出档案目录（Excel）…", lambda: self.catalogue_asked.emit(False)),
            ("导出联络员名录（Excel）…", self.contacts_asked.emit),
        ):
            menu.addAction(text).triggered.connect(act)
        self._more.setMenu(menu)

    def _arrange(self, theme: Theme) -> None:
        for title in (*(shelf.title for shelf in self._shelves), CONTACTS):
            self.tabs.addTab(title)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.grid.show_table(self.table, COLUMNS)
        self._filters = row(self.search, self.category, self.year, self.direction)
        self._filters.setStretch(0, 1)
        middle = below_each_other(self._filters, self._list)
        self.detail.setMinimumWidth(theme.px(410))
        splitter = side_by_side(theme, (middle, 760), (self.detail, 430), grows=0)
        self._body.addWidget(splitter)
        self._body.addWidget(self.contacts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._head)
        layout.addWidget(self.tabs)
        layout.addWidget(self._body, 1)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.settled.connect(self._ask)
        for field in (self.category, self.year, self.direction):
            field.currentIndexChanged.connect(self._ask)
        self.tabs.currentChanged.connect(self._turn_to)
        self.grid.selectionModel().selectionChanged.connect(self._chosen)
        self.add.clicked.connect(self.add_asked)

    @property
    def shelf(self) -> Shelf | None:
        """The shelf that is shown, `None` for the liaison directory."""
        at = self.tabs.currentIndex()
        return self._shelves[at] if at < len(self._shelves) else None

    def query(self) -> DocumentQuery:
        """Return what the list shall show."""
        shelf = self.shelf or self._shelves[0]
        asked = replace(
            shelf.query,
            text=self.search.text().strip(),
            direction=_said(self.direction),
        )
        if not asked.category:
            asked = replace(asked, category=_said(self.category))
        year = int(_said(self.year) or 0)
        return replace(asked, filed_year=year) if asked.filed else replace(asked, year=year)

    def narrow(self, text: str) -> None:
        """Show all documents in which a text is found, and ask for the list once."""
        fields = (self.tabs, self.search, self.category, self.year, self.direction)
        for field in fields:
            field.blockSignals(True)
        self.tabs.setCurrentIndex(0)
        for combo in (self.category, self.year, self.direction):
            combo.setCurrentIndex(0)
        self.search.setText(text)
        for field in fields:
            field.blockSignals(False)
        self._show_body()
        self.query_changed.emit()

    def show_count(self, count: int) -> None:
        """Show how many were found, or what to do when none were."""
        self._list.choose(filled=bool(count))
        self._head.say(f"共 {count:,} 件".replace(",", " ") if count else "")
        shelf = self.shelf or self._shelves[0]
        if self.query() == shelf.query:
            self._none.say(*shelf.empty)
        else:
            self._none.say("没有找到文件", "换一个词，或把类别、年份、收发改回“所有”。")

    def show_changed(self, view: DocumentView) -> None:
        """Show in its row what a document has become."""
        held = sum(one.attached for one in view.attachments)
        changed = ListedDocument(view.record, view.place, held)
        self.table.renew(lambda listed: listed.record.id == view.record.id, changed)

    def _turn_to(self, _: int) -> None:
        self._show_body()
        self.query_changed.emit()

    def _show_body(self) -> None:
        shelf = self.shelf
        self._body.setCurrentIndex(1 if shelf is None else 0)
        self.category.setVisible(shelf is None or not shelf.query.category)

    def _ask(self, *_: object) -> None:
        self.query_changed.emit()

    def _chosen(self, selected: QItemSelection) -> None:
        indexes = selected.indexes()
        listed = self.table.value_at(indexes[0].row()) if indexes else None
        if listed is not None:
            self.document_chosen.emit(listed.record.id)


def _said(field: CalmCombo) -> str:
    return field.currentText() if field.currentIndex() > 0 else ""
