"""The overview page: four figures, lights worst first, who retires, what is unfinished."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from domain.case_outcomes import CaseFigures
from domain.dossier import TypeCount
from domain.outcomes import DueRetirement, Summary
from domain.problem_outcomes import ProblemFigures
from ui.look.theme import Theme
from ui.overview.model import ALARMS, RETIREMENTS, TYPES, Alarm, over, vacant
from ui.overview.reported import Reported
from ui.overview.todo import ToDo
from ui.parts.furniture import Card, EmptyState, Figure, OrEmpty, PageHead, button, label, row
from ui.parts.table import Grid, RowTable
from ui.parts.unsaved import Unsaved
from ui.units.model import counted

_TYPE_ROWS = 3
_TARGETS = ("units", "people", "vacant", "over", "cases", "problems")
_AT_ONCE = 30


class OverviewView(QWidget):
    """Lays the overview out and announces what was clicked."""

    unit_chosen = Signal(object)
    person_chosen = Signal(object)
    case_chosen = Signal(str)
    document_chosen = Signal(object)
    departure_asked = Signal(object)
    import_asked = Signal(str)
    figure_chosen = Signal(str)
    problems_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self._theme, self.leads = theme, False
        self.figures = (
            Figure("核定编制", "名", "各单位核定编制之和，按数据日期"),
            Figure("实有人员", "人", "占用编制的人员总数，按数据日期"),
            Figure(
                "空编", "名", "各单位、各编制类型尚未使用的编制之和（核定减实有，不含超编单位）"
            ),
            Figure("超编", "名", "各单位、各编制类型实有超过核定的人数之和"),
            Figure("当日办结率", "%", "今年办结的业务中，提交当天办结的占多少"),
            Figure("未销号问题", "项", "问题台账中没有销号的，包括待核的"),
        )
        self.alarms, self.types = RowTable[Alarm](ALARMS), RowTable[TypeCount](TYPES)
        self.due, self.drafts = RowTable[DueRetirement](RETIREMENTS), ToDo()
        self._alarm_grid, self._type_grid = Grid("红黄灯"), Grid("按编制类型")
        self._due_grid = Grid("到龄退休")
        self._head, self.unsaved = PageHead("工作台", ""), Unsaved()
        self.reported = Reported()
        self._light_count = label("", "hint")
        self._leave = button("办理下编", "flat", theme.icon("leave"))
        self._units_in = button("导入机构表", "primary", theme.white_icon("import"))
        self._people_in = button("导入人员表", "", theme.icon("import"))
        self.imports = (self._units_in, self._people_in)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._content())
        self._body = OrEmpty(scroll, self._nothing_yet())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(self.unsaved)
        layout.addWidget(self.reported)
        layout.addWidget(self._body, 1)
        self._connect()

    def _content(self) -> QWidget:
        content = QWidget()
        content.setObjectName("page")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        figures = row(*self.figures, spacing=10)
        grid.addLayout(figures, 0, 0, 1, 2)
        lights = Card("各单位红黄灯", self._light_count)
        lights.body.addWidget(self._alarm_grid, 1)
        grid.addWidget(lights, 1, 0, 3, 1)
        self.leaving = QWidget()
        self.leaving.setLayout(row(self._leave))
        types, due = Card("按编制类型"), Card("六个月内到龄退休", self.leaving)
        types.body.addWidget(self._type_grid)
        types.body.addStretch(1)
        due.body.addWidget(self._due_grid, 1)
        for number, card in enumerate((types, due, self.drafts), 1):
            grid.addWidget(card, number, 1)
        for at, stretch in ((0, 7), (1, 4)):
            grid.setColumnStretch(at, stretch)
        grid.setRowStretch(2, 1)
        self._dress_grids()
        return content

    def _dress_grids(self) -> None:
        self._alarm_grid.show_table(self.alarms, ALARMS)
        self._type_grid.show_table(self.types, TYPES)
        self._due_grid.show_table(self.due, RETIREMENTS)
        self._type_grid.fit_rows(_TYPE_ROWS)
        self._due_grid.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._due_grid.setToolTip(
            "已到龄的人已经选好；按住 Ctrl 点一行可加选或去掉，再点“办理下编”"
        )
        for sortable in (self._alarm_grid, self._due_grid):
            sortable.setMinimumHeight(self._theme.px(100))

    def _nothing_yet(self) -> QWidget:
        return EmptyState(
            "台账里还没有数据",
            "先导入机构编制表，再导入人员表。常用的 Excel 表可以直接使用，不必改格式；"
            "有问题的行会退回一份标红的表，其余行照常入库。",
            self._units_in,
            self._people_in,
        )

    def _connect(self) -> None:
        self._alarm_grid.activated.connect(self._alarm_opened)
        self._alarm_grid.clicked.connect(self._alarm_opened)
        self._due_grid.activated.connect(self._due_opened)
        self._due_grid.selectionModel().selectionChanged.connect(self._count_leaving)
        self.drafts.chosen.connect(self.case_chosen)
        self.drafts.document_chosen.connect(self.document_chosen)
        self.drafts.problems_chosen.connect(self.problems_chosen)
        self.drafts.all_asked.connect(self._all_cases)
        self._type_grid.clicked.connect(self._type_opened)
        self._leave.clicked.connect(self._ask_departure)
        self._units_in.clicked.connect(self._ask_units_import)
        self._people_in.clicked.connect(self._ask_people_import)
        for figure, name in zip(self.figures, _TARGETS, strict=True):
            figure.setProperty("target", name)
            figure.chosen.connect(self._figure_opened)

    def show_summary(self, summary: Summary) -> None:
        """Show the figures and the counts by type, or what to do when there are none."""
        self._body.choose(filled=bool(summary.units))
        approved = sum(count.approved for count in summary.totals)
        values = (approved, summary.people, vacant(summary), over(summary))
        for figure, value in zip(self.figures, values, strict=False):
            figure.show_value(value)
        self.types.fill(summary.totals)
        self._type_grid.fit_rows(max(len(summary.totals), _TYPE_ROWS), least=_TYPE_ROWS - 1)
        self._head.say(f"{counted(summary.units)} · 截至 {summary.day.isoformat()}")

    def show_pace(self, figures: tuple[CaseFigures, ...]) -> None:
        """Show how many of this year's cases ended on the day of submission."""
        done = sum(each.done for each in figures)
        same_day = sum(each.same_day for each in figures)
        late = sum(each.late for each in figures)
        told = f"超期 {late} 件" if late else f"办结 {done} 件"
        self.figures[4].show_value(round(100 * same_day / done) if done else None, told)

    def show_problems(self, figures: ProblemFigures) -> None:
        """Show how many problems are pending, and how many of them are overdue."""
        told = f"逾期 {figures.overdue} 项" if figures.overdue else ""
        self.figures[5].show_value(figures.pending, told)

    def show_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        """Show the lights, worst first."""
        self.alarms.fill(alarms)
        counts = [sum(a[0].light == light for a in alarms) for light in ("red", "yellow", "green")]
        whose = "（本单位的；下级的在“上报情况”里校验）" if self.leads else ""
        self._light_count.setText("红 {} · 黄 {} · 绿 {}".format(*counts) + whose)

    def show_due(self, due: tuple[DueRetirement, ...], day: date) -> None:
        """Show who retires soon; those whose month has come are chosen at once."""
        self.due.fill(due)
        month, chosen = f"{day:%Y-%m}", QItemSelection()
        last = self.due.columnCount() - 1
        reached = [number for number, held in enumerate(due) if held.month <= month]
        # More than a month brings is a backlog that wants to be looked through first.
        for number in reached if len(reached) <= _AT_ONCE else ():
            chosen.select(self.due.index(number, 0), self.due.index(number, last))
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._due_grid.selectionModel().select(chosen, select)
        self._leave.setVisible(bool(due))
        self._count_leaving()

    def _count_leaving(self, *_: object) -> None:
        count = len(self._due_grid.selectionModel().selectedRows())
        self._leave.setText(f"办理下编（已选 {count} 人）" if count else "办理下编")
        self._leave.setEnabled(bool(count))

    def _alarm_opened(self, index: QModelIndex) -> None:
        self.unit_chosen.emit(self.alarms.row_at(index)[0])

    def _due_opened(self, index: QModelIndex) -> None:
        self.person_chosen.emit(self.due.row_at(index).member)

    def _all_cases(self) -> None:
        self.figure_chosen.emit("cases")

    def _type_opened(self, index: QModelIndex) -> None:
        self.figure_chosen.emit(self.types.row_at(index).quota_type)

    def _figure_opened(self) -> None:
        self.figure_chosen.emit(str(self.sender().property("target")))

    def _ask_departure(self) -> None:
        rows = self._due_grid.selectionModel().selectedRows()
        chosen = tuple(self.due.row_at(index).member for index in rows)
        self.departure_asked.emit(chosen)

    def _ask_units_import(self) -> None:
        self.import_asked.emit("units")

    def _ask_people_import(self) -> None:
        self.import_asked.emit("persons")
