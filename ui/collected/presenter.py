"""Joins the page 上报情况 to the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from domain.collected_outcomes import Collection, Compared, FindingCounts
from domain.facts import OfficeCode
from domain.register import Receipt
from domain.report_periods import ReportPeriod
from domain.roles import Act
from domain.workflow.ports import Progress
from ui.collected.model import OfficeRow, is_late, rows_of
from ui.collected.view import CollectedView
from ui.parts.exporting import WORKBOOK, Export
from ui.parts.page import PagePresenter, Surroundings


class CollectedPresenter(PagePresenter):
    """Shows who has reported at once; what they told is counted behind it, checked when asked."""

    def __init__(self, view: CollectedView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page = view
        self._shown: Collection | None = None
        self._compared: dict[OfficeCode, Compared] = {}
        self._found: dict[OfficeCode, FindingCounts] = {}
        view.period_chosen.connect(self._other_period)
        view.office_chosen.connect(self._read_packages)
        view.check_asked.connect(self._check)
        view.export_asked.connect(self._export)
        view.detail.ledger_asked.connect(self._open_ledger)
        view.detail.findings_asked.connect(self.session.open_findings)
        self.only_for(Act.EXPORT, view.export)

    def load(self) -> None:
        desk, period = self.desk, self._page.period
        self._compared, self._found = {}, {}
        self.around.jobs.read(
            self,
            "读取上报情况",
            lambda _: (desk.collection(period), desk.office_names()),
            partial(self._show, period),
        )

    def _other_period(self) -> None:
        if self._visible:
            self.reload()

    def _show(
        self, period: ReportPeriod, read: tuple[Collection, Mapping[OfficeCode, str]]
    ) -> None:
        if period != self._page.period:
            return
        self._shown, self.session.offices = read
        self._fill()
        self._count(self._shown)

    def _fill(self) -> None:
        if self._shown is not None:
            late = is_late(self._shown.period, self.session.today)
            found = rows_of(self._shown, self._compared, self._found, late=late)
            self._page.show_rows(found)

    def _count(self, collection: Collection) -> None:
        desk = self.desk

        def show(compared: Mapping[OfficeCode, Compared]) -> None:
            if collection is self._shown:
                self._compared = dict(compared)
                self._fill()

        if any(each.accepted for each in collection.standings):
            self.around.jobs.write(
                self,
                "汇总报来的数据",
                lambda progress: desk.compared(collection.standings, progress),
                show,
            )

    def _check(self) -> None:
        desk, day = self.desk, self.session.day
        self.around.jobs.write(
            self,
            "校验报来的数据",
            lambda progress: desk.check_collected(day, progress),
            partial(self._checked, day),
            holds=(self._page.check,),
        )

    def _checked(self, day: date, found: Mapping[OfficeCode, FindingCounts]) -> None:
        if day == self.session.day:
            self._found = dict(found)
            self._fill()
            errors = sum(counts.errors for counts in found.values())
            self.around.notices.say(f"校验了 {len(found)} 个单位报来的数据，错误 {errors} 条。")

    def _read_packages(self, row: OfficeRow) -> None:
        desk, office = self.desk, row.standing.office

        def work(_: Progress) -> tuple[tuple[Receipt, ...], dict[str, str]]:
            units = {str(unit.unit): unit.name for unit in desk.units_of(office).units}
            return desk.reports_of(office), units

        def show(read: tuple[tuple[Receipt, ...], dict[str, str]]) -> None:
            if self._page.office is not None and self._page.office.standing.office == office:
                self._page.detail.show_packages(*read)

        self.around.jobs.read(self, "读取往来", work, show)

    def _open_ledger(self, office: OfficeCode) -> None:
        self.session.look_into(office)
        self.session.open_units("units")

    def _export(self) -> None:
        desk, period = self.desk, self._page.period
        missing = Export(
            "导出未报名单",
            lambda path, _: desk.write_missing(period, path),
            _told,
        )
        self.around.exporting.to_file(self._page, f"未报名单{period.text}.xlsx", WORKBOOK, missing)


def _told(path: Path, count: int) -> str:
    return f"未报名单已保存到 {path}，共 {count} 个单位。"
