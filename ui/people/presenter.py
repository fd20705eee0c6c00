"""Joins the people page to the desk."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from domain.dossier import Member
from domain.facts import UnitId
from domain.history import Timeline
from domain.register import PeopleQuery
from domain.roles import Act
from domain.roster_terms import RosterTerms
from domain.workflow.ports import Progress
from ui.history.knowledge import Knowledge, Pairs, recalled
from ui.messages import UserMessage
from ui.parts.beginning import Beginning
from ui.parts.page import PagePresenter, Surroundings
from ui.parts.roster_terms import hand_out
from ui.people.model import BLOCK, PeopleTable, facts
from ui.people.revealing import ListRevealing
from ui.people.view import PeopleView
from ui.tasks import ignore

_Beginning = tuple[int, dict[str, str], tuple[str, ...], tuple[Member, ...]]


class PeoplePresenter(PagePresenter):
    """Counts a query, shows its first block, fetches the others as they come into sight."""

    def __init__(self, view: PeopleView, table: PeopleTable, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page, self._table = view, table
        self._order, self._descending = "unit", False
        self._query, self._turn = PeopleQuery(), 0
        self._wanted: int | None = None
        table.block_wanted.connect(self._fetch)
        table.order_chosen.connect(self._reorder)
        view.query_changed.connect(self.reload)
        view.member_chosen.connect(self._show_member)
        view.export_asked.connect(self._export)
        view.import_asked.connect(self.session.begin_import)
        view.detail.reveal_asked.connect(self._reveal)
        view.detail.unit_asked.connect(self._open_unit)
        view.detail.business_asked.connect(self._begin_case)
        view.detail.history_asked.connect(self._read_history)
        view.detail.timeline.known_asked.connect(self._read_known)
        view.detail.timeline.document_chosen.connect(self.session.open_document)
        view.detail.timeline.case_chosen.connect(self.session.open_case)
        view.kind_asked.connect(self.reload)
        self.revealing = ListRevealing(view, table, around)
        self.only_for(Act.DRAFT, view.detail.business)
        self.only_for(Act.IMPORT, view.import_button)
        self.only_today(view.detail.business, view.import_button)
        self.reads_ledgers_of_others(view.export)
        self.session.person_asked.connect(self._go_to)
        self.session.people_asked.connect(self._go_to_type)

    def load(self) -> None:
        self._page.offer_others(offered=self.session.office is None)
        if self._page.kind:
            self._load_others(self._page.kind)
        else:
            self._load_members()

    def _load_others(self, kind: str) -> None:
        desk, day = self.desk, self.session.day
        self.around.jobs.read(
            self,
            "读取名册",
            lambda _: desk.other_people(kind, day),
            partial(self._page.show_others, kind),
        )

    def _read_known(self, known_on: date | None) -> None:
        if self._page.detail.member is not None:
            self._read_history(self._page.detail.member, known_on)

    def _read_history(self, member: Member, known_on: date | None = None) -> None:
        desk, person, day = self.desk, member.person.person, self.session.day
        names = self._table.unit_name
        self._page.detail.timeline.propose(day)

        def held(at: date, on: date | None) -> Pairs:
            return facts(desk.member_as_known(person, at, on), names)

        def work(_: Progress) -> Timeline | Knowledge:
            return recalled(known_on, day, partial(desk.timeline_of_person, person), held)

        def show(found: Timeline | Knowledge) -> None:
            if self._page.detail.member is member:
                self._page.detail.show_history(found)

        def refused(message: UserMessage) -> None:
            self._page.detail.timeline.refuse(message.text)

        self.around.jobs.read(self, "读取变动", work, show, failed=refused)

    def _load_members(self) -> None:
        self._turn += 1
        turn, day, desk, ledger = self._turn, self.session.day, self.desk, self.ledger
        query = self._query = PeopleQuery(
            text=self._page.search.text().strip(),
            quota_type=self._page.quota_type,
            order=self._order,
            descending=self._descending,
        )

        def work(_: Progress) -> _Beginning:
            names = {str(unit.unit): unit.name for unit in ledger.units(day)}
            count = ledger.count_people(query, day)
            first = ledger.people(query, day, 0, BLOCK) if count else ()
            return count, names, desk.choices("quota_type"), first

        self.around.jobs.read(self, "查找人员", work, partial(self._begin, turn))

    def _begin(self, turn: int, read: _Beginning) -> None:
        if turn != self._turn:
            return
        count, names, types, first = read
        self._page.offer_types(types)
        self._page.detail.show_nobody()
        self._table.begin(count, names)
        self._table.put(0, first)
        self._page.show_count(count, self._query.text)
        self._choose_wanted(first)

    def _choose_wanted(self, members: tuple[Member, ...]) -> None:
        for number, member in enumerate(members):
            if member.person.person == self._wanted or len(members) == 1:
                self._page.grid.selectRow(number)
                break
        self._wanted = None

    def _fetch(self, offset: int) -> None:
        turn, day, ledger, query = self._turn, self.session.day, self.ledger, self._query
        self.around.jobs.lanes.read(
            self,
            lambda _: ledger.people(query, day, offset, BLOCK),
            done=partial(self._put, turn, offset),
            failed=self.around.notices.tell,
            cancelled=ignore,
        )

    def _put(self, turn: int, offset: int, members: tuple[Member, ...]) -> None:
        if turn == self._turn:
            self._table.put(offset, members)

    def _reorder(self, order: str, descending: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._order, self._descending = order, descending
        if self._visible:
            self.reload()

    def _show_member(self, member: Member) -> None:
        self._page.detail.show_member(member, self._table.unit_name(member.place.unit))

    def _reveal(self, member: Member) -> None:
        ledger = self.ledger
        self.around.jobs.write(
            self,
            "记录查看",
            lambda _: ledger.reveal_id(member),
            lambda _: self._page.detail.reveal(member),
        )

    def hidden(self) -> None:
        self.revealing.veil()
        super().hidden()

    def _open_unit(self, unit: str) -> None:
        self.session.open_unit(UnitId(unit))

    def _begin_case(self, kind: str, member: Member) -> None:
        self.session.begin_case(Beginning(kind, members=(member,)))

    def _go_to(self, name: str, person: int | None) -> None:
        self._wanted = person
        self._go(name, "")

    def _go_to_type(self, quota_type: str) -> None:
        self._go("", quota_type)

    def _go(self, text: str, quota_type: str) -> None:
        self._stale = False
        if quota_type and self._page.types.findText(quota_type) < 0:
            self._page.offer_types((quota_type,))
        self.session.open_page("people")
        self._page.narrow(text, quota_type)

    def _export(self) -> None:
        if self._page.kind:
            self._export_others(self._page.kind)
        else:
            self._export_members()

    def _export_others(self, kind: str) -> None:
        desk, day = self.desk, self.session.day

        def write(path: Path, terms: RosterTerms) -> int:
            return desk.write_other_roster(kind, day, path, terms)

        hand_out(self._page, self.around, f"{kind}名册", write)

    def _export_members(self) -> None:
        hand_out(self._page, self.around, "花名册", partial(self.desk.write_roster, None))
