"""Joins the page 数据比对 to the desk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from domain.exchange.difference_rows import ComparedCounts, DifferenceQuery, DifferenceRow
from domain.exchange.listed import ListHead
from domain.facts import OfficeCode
from domain.roles import Act
from domain.workflow.permission import allowed
from domain.workflow.ports import Progress
from ui.exchange.model import OfficeBelow
from ui.lists.model import ListRow, neighbours, rows_of
from ui.lists.sending_acts import SendingActs
from ui.lists.view import ListsView
from ui.parts.block_table import BLOCK
from ui.parts.exporting import WORKBOOK, Export
from ui.parts.page import PagePresenter, Surroundings

_TABLES = "表格 (*.xlsx *.xls *.et *.csv);;所有文件 (*)"


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows before anything is compared."""

    rows: tuple[ListRow, ...]
    offices: tuple[tuple[OfficeCode, str], ...]
    neighbours: tuple[OfficeBelow, ...]


class ListsPresenter(PagePresenter):
    """Makes, sends and removes lists; compares when asked, and fetches differences as looked at.

    A comparison holds until the ledger or the day changes.
    """

    def __init__(self, view: ListsView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page, self._turn, self._asked = view, 0, 0
        self._compared: ComparedCounts | None = None
        self._query = DifferenceQuery()
        self._acts = SendingActs(view.sending, around)
        view.making.given.connect(self._make)
        view.removing.given.connect(self._remove)
        view.send_asked.connect(self._send)
        view.compare_asked.connect(self._compare)
        view.results.query_changed.connect(self._count)
        view.results.table.block_wanted.connect(self._fetch)
        view.results.opened.connect(self._open)
        view.results.export_asked.connect(self._export)
        may = partial(allowed, self.desk.actor)
        view.make.setVisible(may(Act.IMPORT))
        view.remove.setVisible(may(Act.IMPORT))
        view.send.setVisible(may(Act.SUBMIT) or may(Act.SIGN_PACKAGE))
        view.results.export.setVisible(may(Act.EXPORT))

    def load(self) -> None:
        self._turn += 1
        self._compared = None
        self._page.results.forget()
        self._read()

    def _read(self) -> None:
        desk, office = self.desk, self.desk.office

        def work(_: Progress) -> _Read:
            held = desk.certificates()
            names = {each.office: each.name for each in held if each.role == "office"}
            names = {**names, **desk.office_names()}
            below = ((code, names.get(code, str(code))) for code in desk.held_offices())
            others = tuple(each for each in below if each[0] != office.code)
            rows = rows_of(desk.comparison_lists(), office, names)
            return _Read(rows, others, neighbours(office, held))

        self.around.jobs.read(self, "读取比对名单", work, self._show)

    def _show(self, read: _Read) -> None:
        self._page.show_lists(read.rows)
        self._page.offer_offices(read.offices)
        self._page.sending.offer(read.neighbours)
        keys = {each.head.key for each in read.rows}
        if self._compared is not None and self._compared.head.key not in keys:
            self._compared = None
            self._page.results.forget()

    def _make(self) -> None:
        path = self.around.files.open_file("选择名单表格", _TABLES)
        if path is None:
            return
        desk, form = self.desk, self._page.making
        item, period, day = form.entered

        def made(head: ListHead) -> None:
            self._page.close_form()
            self._page.grid.clearSelection()
            self.around.notices.say(f"已建立名单 {head.key}，共 {head.rows} 人。")
            self._read()

        self.around.jobs.write(
            self,
            "建立名单",
            lambda progress: desk.add_list(path, item, period, day, progress),
            made,
            failed=form.refuse,
            holds=(form,),
        )

    def _remove(self) -> None:
        desk, key = self.desk, self._page.removing.key

        def removed(_: object) -> None:
            self._page.close_form()
            self.around.notices.say(f"已删除名单 {key}。")
            self._read()

        form = self._page.removing
        self.around.jobs.write(
            self,
            "删除名单",
            lambda _: desk.remove_list(key),
            removed,
            failed=form.refuse,
            holds=(form,),
        )

    def _send(self) -> None:
        chosen = self._page.chosen
        own = chosen is not None and chosen.head.office == self.desk.office.code
        self._page.open_sending(own=own)

    def _compare(self) -> None:
        chosen = self._page.chosen
        if chosen is None:
            return
        desk, day, key = self.desk, self.session.day, chosen.head.key
        office = self._page.office or desk.office.code
        self._page.close_form()
        self._turn += 1
        self.around.jobs.write(
            self,
            "与台账相比",
            lambda progress: desk.compare_list(key, day, office, progress),
            partial(self._show_compared, self._turn, self._page.offices.currentText()),
            holds=(self._page.compare, self._page.results),
        )

    def _show_compared(self, turn: int, office: str, counted: ComparedCounts) -> None:
        if turn == self._turn:
            self._compared = counted
            self._page.results.show_counts(counted, office)

    def _count(self) -> None:
        if self._compared is None:
            return
        self._asked += 1
        asked, desk = self._asked, self.desk
        query = self._query = self._page.results.query

        def begin(count: int) -> None:
            if asked == self._asked:
                self._page.results.start(count)

        self.around.jobs.read(self, "查找差异", lambda _: desk.count_differences(query), begin)

    def _fetch(self, offset: int) -> None:
        asked, desk, query = self._asked, self.desk, self._query

        def put(rows: tuple[DifferenceRow, ...]) -> None:
            if asked == self._asked:
                self._page.results.table.put(offset, rows)

        self.around.jobs.read(
            self, "读取差异", lambda _: desk.differences(query, offset, BLOCK), put
        )

    def _open(self, row: DifferenceRow) -> None:
        """Show the record of whoever a difference is about, in the ledger it was found in."""
        if row.person is None or self._compared is None:
            self.around.notices.say("这个人只在名单里，台账里没有记录。")
            return
        theirs, own = self._compared.office, self.desk.office.code
        self.session.look_into(None if theirs == own else theirs)
        self.session.open_person(row.name, row.person)

    def _export(self) -> None:
        desk, query, shown = self.desk, self._query, self._compared
        if shown is None:
            return

        def write(path: Path, _: Progress) -> int:
            return desk.write_differences(query, path)

        name = f"比对差异_{shown.head.key}.xlsx"
        differences = Export("导出比对差异", write, _told)
        self.around.exporting.to_file(self._page, name, WORKBOOK, differences)


def _told(path: Path, count: int) -> str:
    return f"比对差异已保存到 {path}，共 {count} 条，身份证号已遮盖。"
