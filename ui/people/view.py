"""The people page: search, grid, record."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from domain.dossier import Member
from ui.look.theme import Theme
from ui.parts.business_menu import OF_PEOPLE, BusinessMenu
from ui.parts.fields import CalmCombo, SearchField
from ui.parts.furniture import Card, EmptyState, OrEmpty, PageHead, button, label, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid
from ui.people.model import COLUMNS, PeopleTable, particulars, shown_id

ALL_TYPES = "所有编制类型"


class PersonDetail(QWidget):
    """The record of one person; the ID number is masked until it is asked for."""

    reveal_asked = Signal(object)
    unit_asked = Signal(str)
    business_asked = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._member: Member | None = None
        self._unit_name = ""
        self._name, self._text = label("", "title"), Particulars()
        self._reveal = button("显示号码", "", theme.icon("eye"))
        self._reveal.setToolTip("显示完整号码；本次查看会记入审计")
        self._unit = button("看单位", "", theme.icon("units"))
        self.business = BusinessMenu(OF_PEOPLE, theme.icon("cases"))
        card = Card()
        card.body.addWidget(self._name)
        card.body.addLayout(row(self.business, self._reveal, self._unit, None, spacing=6))
        card.body.addWidget(self._text, 1)
        self._body = OrEmpty(
            card, EmptyState("未选择人员", "在列表中点一个人，这里显示他的详细信息。")
        )
        self.show_nobody()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self._reveal.clicked.connect(self._ask_reveal)
        self._unit.clicked.connect(self._ask_unit)
        self.business.chosen.connect(self._ask_business)

    def show_member(self, member: Member, unit_name: str) -> None:
        """Show a person, the number masked."""
        self._member, self._unit_name = member, unit_name
        self._body.choose(filled=True)
        self._name.setText(member.person.name)
        self._reveal.setEnabled(True)
        self._text.show_pairs(particulars(member, unit_name, shown_id(member.person.id_no)))

    def show_nobody(self) -> None:
        """Show that nobody is chosen."""
        self._member = None
        self._body.choose(filled=False)

    def reveal(self, member: Member) -> None:
        """Show the number in full, if this person is still the one shown."""
        if self._member is member:
            self._reveal.setEnabled(False)
            self._text.show_pairs(particulars(member, self._unit_name, member.person.id_no))

    def hideEvent(self, event: QHideEvent) -> None:
        if self._member is not None:
            self.show_member(self._member, self._unit_name)
        super().hideEvent(event)

    def _ask_reveal(self) -> None:
        self.reveal_asked.emit(self._member)

    def _ask_unit(self) -> None:
        if self._member is not None:
            self.unit_asked.emit(self._member.place.unit)

    def _ask_business(self, kind: str) -> None:
        self.business_asked.emit(kind, self._member)


class PeopleView(QWidget):
    """Lays the page out and announces what was asked for."""

    query_changed = Signal()
    member_chosen = Signal(object)
    export_asked = Signal()
    import_asked = Signal(str)

    def __init__(self, theme: Theme, table: PeopleTable) -> None:
        super().__init__()
        self.setObjectName("page")
        self.table, self.grid = table, Grid("人员列表")
        self.search = SearchField("姓名、拼音首字母或身份证号片段")
        self.types = CalmCombo()
        self.detail = PersonDetail(theme)
        self._export = button("导出花名册", "", theme.icon("export"))
        self._import = button("导入人员表", "primary", theme.white_icon("import"))
        self._head = PageHead("人员", "", self._export, self._import)
        self._none = EmptyState("没有找到人员", "")
        self._list = OrEmpty(self.grid, self._none)
        self._arrange(theme)
        self.setFocusProxy(self.search)
        self.search.settled.connect(self._ask_query)
        self.types.currentIndexChanged.connect(self._ask_query)
        self.grid.selectionModel().selectionChanged.connect(self._chosen)
        self._export.clicked.connect(self.export_asked)
        self._import.clicked.connect(self._ask_import)

    def _arrange(self, theme: Theme) -> None:
        self.types.setAccessibleName("编制类型")
        self.types.setMinimumWidth(theme.px(170))
        self.types.addItem(ALL_TYPES)
        self.grid.show_table(self.table, COLUMNS)
        self.grid.setSortingEnabled(True)
        self.grid.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.grid.horizontalHeader().setMinimumSectionSize(theme.px(40))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row(self.search, self.types))
        column.addWidget(self._list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(10)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(middle)
        splitter.addWidget(self.detail)
        self.detail.setMinimumWidth(theme.px(330))
        splitter.setSizes([theme.px(820), theme.px(340)])
        splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(splitter, 1)

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
