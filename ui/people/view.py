"""The people page: search, grid, record."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.look.theme import Theme
from ui.parts.fields import CalmCombo, SearchField
from ui.parts.furniture import EmptyState, OrEmpty, PageHead, button, row
from ui.parts.panes import below_each_other, side_by_side
from ui.parts.table import Grid
from ui.people.detail import PersonDetail
from ui.people.model import COLUMNS, PeopleTable
from ui.people.others import KINDS, TITLES, OthersPanel

ALL_TYPES = "所有编制类型"
IN_PLACES = "在编"


class PeopleView(QWidget):
    """Lays the page out and announces what was asked for."""

    query_changed = Signal()
    member_chosen = Signal(object)
    export_asked = Signal()
    import_asked = Signal(str)
    kind_asked = Signal(str)

    def __init__(self, theme: Theme, table: PeopleTable) -> None:
        super().__init__()
        self.setObjectName("page")
        self.table, self.grid = table, Grid("人员列表")
        self.search = SearchField("姓名、拼音首字母或身份证号片段")
        self.types, self.tabs = CalmCombo(), QTabBar()
        self.reveal = button("显示号码", "", theme.icon("eye"))
        self.reveal.setToolTip("显示列表中的完整身份证号，半分钟后自动遮盖；会记入审计")
        self.others, self._body = OthersPanel(), QStackedWidget()
        self.detail = PersonDetail(theme)
        self.export = button("导出花名册", "", theme.icon("export"))
        self.import_button = button("导入人员表", "primary", theme.white_icon("import"))
        self._head = PageHead("人员", "", self.export, self.import_button)
        self._none = EmptyState("没有找到人员", "")
        self._list = OrEmpty(self.grid, self._none)
        for title in (IN_PLACES, *KINDS):
            self.tabs.addTab(TITLES.get(title, title))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._arrange(theme)
        self.setFocusProxy(self.search)
        self.search.settled.connect(self._ask_query)
        self.types.currentIndexChanged.connect(self._ask_query)
        self.grid.selectionModel().selectionChanged.connect(self._chosen)
        self.export.clicked.connect(self.export_asked)
        self.import_button.clicked.connect(self._ask_import)

    def _arrange(self, theme: Theme) -> None:
        self.types.setAccessibleName("编制类型")
        self.types.setMinimumWidth(theme.px(170))
        self.types.addItem(ALL_TYPES)
        self.grid.show_table(self.table, COLUMNS)
        self.grid.setSortingEnabled(True)
        self.grid.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.grid.horizontalHeader().setMinimumSectionSize(theme.px(40))
        middle = below_each_other(row(self.search, self.types, self.reveal), self._list)
        self.detail.setMinimumWidth(theme.px(360))
        splitter = side_by_side(theme, (middle, 800), (self.detail, 360), grows=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(self.tabs)
        layout.addWidget(self._body, 1)
        self._body.addWidget(splitter)
        self._body.addWidget(self.others)
        self.tabs.currentChanged.connect(self._turn_to)

    @property
    def kind(self) -> str:
        """Which other people are shown, "" for those who hold places."""
        at = self.tabs.currentIndex()
        return KINDS[at - 1] if at > 0 else ""

    def _turn_to(self, at: int) -> None:
        self._body.setCurrentIndex(1 if at else 0)
        self.import_button.setVisible(not at)
        self.export.setText(f"导出{self.kind or '花'}名册")
        self.kind_asked.emit(self.kind)

    def show_others(self, kind: str, rows: tuple[Mapping[str, str], ...]) -> None:
        """Show a roster of other people."""
        if kind == self.kind:
            self.others.show_rows(kind, rows)
            self._head.say(f"{TITLES.get(kind, kind)} {len(rows)} 人")

    def offer_others(self, *, offered: bool) -> None:
        """Offer who is beside the quota and what people went through, or only who holds places."""
        if not offered:
            self.tabs.setCurrentIndex(0)
        self.tabs.setVisible(offered)
        self.detail.offer_history(offered=offered)

    @property
    def quota_type(self) -> str:
        """The quota type the list is narrowed to, "" for all."""
        return "" if self.types.currentIndex() <= 0 else self.types.currentText()

    def offer_types(self, labels: tuple[str, ...]) -> None:
        """Offer the county's quota types, keeping what is chosen."""
        chosen = self.types.currentText()
        self.types.blockSignals(True)
        self.types.clear()
        self.types.addItems([ALL_TYPES, *labels])
        self.types.setCurrentIndex(max(self.types.findText(chosen), 0))
        self.types.blockSignals(False)

    def narrow(self, text: str, quota_type: str) -> None:
        """Set search and type, and ask for the list once."""
        self.tabs.setCurrentIndex(0)
        for field in (self.search, self.types):
            field.blockSignals(True)
        self.search.setText(text)
        self.types.setCurrentIndex(max(self.types.findText(quota_type), 0))
        for field in (self.search, self.types):
            field.blockSignals(False)
        self.query_changed.emit()

    def show_count(self, count: int, text: str) -> None:
        """Show how many were found, or that nobody was."""
        self._list.choose(filled=bool(count))
        self._head.say(f"共 {count:,} 人".replace(",", " ") if count else "")
        if text:
            self._none.say(
                f"没有找到“{text}”", "可输入姓名、拼音首字母（如 zgf）或身份证号中的几位数字。"
            )
        else:
            self._none.say("还没有人员数据", "点右上角“导入人员表”，选择常用的人员 Excel 表即可。")

    def _ask_query(self, *_: object) -> None:
        self.query_changed.emit()

    def _chosen(self, selected: QItemSelection) -> None:
        indexes: list[QModelIndex] = selected.indexes()
        member = self.table.value_at(indexes[0].row()) if indexes else None
        if member is not None:
            self.member_chosen.emit(member)

    def _ask_import(self) -> None:
        self.import_asked.emit("persons")
