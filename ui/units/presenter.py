"""Joins the units page to the desk."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from domain.dossier import Dossier, Member
from domain.facts import UnitId
from domain.history import Timeline
from domain.outcomes import PrintedHandbook, Summary
from domain.roles import Act
from domain.workflow.ports import Progress
from ui.history.knowledge import Knowledge, Pairs, recalled
from ui.history.papers import write_table
from ui.look.lights import RED
from ui.messages import UserMessage
from ui.parts.beginning import Beginning
from ui.parts.exporting import WORKBOOK, Export
from ui.parts.page import PagePresenter, Surroundings
from ui.parts.roster_terms import hand_out
from ui.units.model import facts, sentence
from ui.units.view import UnitsView


class UnitsPresenter(PagePresenter):
    """Shows the units of the day and the record of the one chosen."""

    def __init__(self, view: UnitsView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page, self._summary = view, None
        view.leads = self.desk.office.leads
        self._chosen, self._wanted, self._lit = "", "", ""
        view.unit_chosen.connect(self._choose)
        view.import_asked.connect(self.session.begin_import)
        view.handbooks_asked.connect(self._print_all)
        view.ledger_asked.connect(self._write_ledger)
        view.detail.handbook_asked.connect(self._print_one)
        view.detail.roster_asked.connect(self._write_roster)
        view.detail.person_chosen.connect(self._open_person)
        view.detail.business_asked.connect(self._begin)
        self._join_history(view)
        self.only_for(Act.DRAFT, view.detail.business)
        self.only_for(Act.IMPORT, view.import_button)
        self.only_today(view.detail.business, view.import_button)
        self.reads_ledgers_of_others(view.more, view.detail.output)
        self.session.office_changed.connect(self._other_office)
        self.session.unit_asked.connect(self._go_to)
        self.session.units_asked.connect(self._go_to_lit)

    _summary: Summary | None
    _dossier: Dossier | None = None

    def _join_history(self, view: UnitsView) -> None:
        detail, session = view.detail, self.session
        view.table_asked.connect(lambda table: write_table(view, self.around, table, None))
        view.comparison_asked.connect(session.compare_days)
        detail.table_asked.connect(self._write_own_table)
        detail.history_asked.connect(self._read_history)
        detail.timeline.known_asked.connect(self._read_history)
        detail.copy_asked.connect(self._copy)
        detail.timeline.document_chosen.connect(session.open_document)
        detail.timeline.case_chosen.connect(session.open_case)

    def _other_office(self) -> None:
        self._chosen = ""
        self._page.detail.clear()

    def load(self) -> None:
        self._page.detail.offer_history(offered=self.session.office is None)
        day, ledger = self.session.day, self.ledger

        def work(progress: Progress) -> tuple[Summary, dict[str, str]]:
            keys = {str(unit): spelt for unit, spelt in ledger.unit_keys(day).items()}
            return ledger.summary(day, progress), keys

        self.around.jobs.read(self, "读取机构", work, self._show)

    def _show(self, read: tuple[Summary, dict[str, str]]) -> None:
        summary, keys = read
        if summary.day != self.session.day:
            return
        self._summary = summary
        self._page.show_units(summary.units, keys)
        if self._lit:
            self._page.show_lit(self._lit)
            self._lit = ""
        unit = self._wanted or self._chosen
        self._wanted, self._chosen = "", ""
        if unit:
            self._page.find_unit(unit)
        if not self._chosen:
            self._page.detail.clear()

    def _choose(self, unit: str) -> None:
        if unit == self._chosen:
            return
        self._chosen = unit
        day, ledger = self.session.day, self.ledger
        self.around.jobs.read(
            self,
            "读取单位",
            lambda _: ledger.dossier(UnitId(unit), day),
            partial(self._show_unit, unit),
        )

    def _show_unit(self, unit: str, dossier: Dossier) -> None:
        if unit != self._chosen or dossier.day != self.session.day or self._summary is None:
            return
        held = next((h for h in self._summary.units if h.unit.unit == unit), None)
        self._dossier = dossier
        self._page.detail.show_unit(dossier, held)

    def _go_to(self, unit: str) -> None:
        self._wanted = unit
        self.session.open_page("units")
        if self._wanted and not self._stale and self._page.find_unit(unit):
            self._wanted = ""

    def _go_to_lit(self, which: str) -> None:
        self._lit = RED if which == "over" else ""
        self.session.open_page("units")
        if self._summary is not None and not self._stale:
            self._page.show_lit(self._lit)
            self._lit = ""

    def _open_person(self, member: Member) -> None:
        self.session.open_person(member.person.name, member.person.person)

    def _write_own_table(self, table: str) -> None:
        write_table(self._page, self.around, table, UnitId(self._chosen))

    def _read_history(self, known_on: date | None = None) -> None:
        unit, desk, day = UnitId(self._chosen), self.desk, self.session.day
        self._page.detail.timeline.propose(day)

        def held(at: date, on: date | None) -> Pairs:
            return facts(desk.dossier_as_known(unit, at, on))

        def work(_: Progress) -> Timeline | Knowledge:
            return recalled(known_on, day, partial(desk.timeline_of_unit, unit), held)

        def show(found: Timeline | Knowledge) -> None:
            if unit == self._chosen:
                self._page.detail.show_history(found)

        def refused(message: UserMessage) -> None:
            self._page.detail.timeline.refuse(message.text)

        self.around.jobs.read(self, "读取沿革", work, show, failed=refused)

    def _copy(self) -> None:
        if self._dossier is not None:
            text = sentence(self._dossier)
            QGuiApplication.clipboard().setText(text)
            self.around.notices.say(f"已复制：{text}")

    def _begin(self, kind: str) -> None:
        self.session.begin_case(Beginning(kind, unit=self._chosen))

    def _print_one(self) -> None:
        self._print((UnitId(self._chosen),))

    def _print_all(self) -> None:
        self._print(None)

    def _print(self, units: tuple[UnitId, ...] | None) -> None:
        desk = self.desk
        handbooks = Export(
            "打印管理手册",
            lambda folder, progress: desk.print_handbooks(units, folder, progress),
            _printed,
        )
        self.around.exporting.to_folder(self._page, "手册放到哪个文件夹", handbooks)

    def _write_roster(self) -> None:
        write = partial(self.desk.write_roster, UnitId(self._chosen))
        hand_out(self._page, self.around, "花名册", write)

    def _write_ledger(self) -> None:
        desk = self.desk
        ledger = Export(
            "导出机构编制一览表",
            lambda path, _: desk.write_ledger(path),
            lambda path, count: f"机构编制一览表已保存到 {path}，共 {count} 个单位。",
        )
        self.around.exporting.to_file(self._page, "机构编制一览表.xlsx", WORKBOOK, ledger)


def _printed(_: Path, made: tuple[PrintedHandbook, ...]) -> str:
    """Return in words what was printed, and which characters no font has."""
    missing = sorted({glyph for book in made for glyph in book.missing_glyphs})
    where = made[0].path.parent if made else ""
    lack = f"；字体缺少 {'、'.join(missing)}，请核对这些字" if missing else ""
    return f"已生成 {len(made)} 本管理手册，保存在 {where}{lack}。"
