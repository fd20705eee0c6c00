"""The reading half of the register in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar, cast

from domain.case import Case, CaseId
from domain.checks.staffing import approved_posts
from domain.dates import Period
from domain.dossier import Dossier, Member
from domain.errors import Refusal
from domain.facts import (
    CHIEF,
    FACTS,
    INNER_POSTS,
    ConcurrentPost,
    Fact,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    OfficeCode,
    Person,
    PersonId,
    PostHold,
    Quota,
    Slot,
    Unit,
    UnitId,
    key_of,
)  # fmt: skip
from domain.register import TAKEN_OVER, PeopleQuery, Receipt, Sighting, UnitStaffing
from domain.stated import Stated, by_kind, stated
from domain.versions import AsOf, Version
from domain.working_copy import WorkingCopy
from storage.search import fold, terms
from tests.fakes.changes import FakeChangeReads
from tests.fakes.comparison_lists import FakeComparisonListReads
from tests.fakes.documents import FakeDocumentReads
from tests.fakes.history import FakeHistoryReads
from tests.fakes.other_people import FakeOtherPeople
from tests.fakes.problems import FakeProblemReads
from tests.fakes.state import Held, State

Kind = TypeVar("Kind", bound=Fact)


ORDERS: Mapping[str, Callable[[Member], object]] = {
    "name": lambda member: member.person.name,
    "id_no": lambda member: member.person.id_no,
    "birth": lambda member: member.person.birth,
    "quota_type": lambda member: member.place.quota_type,
}


class FakeLedgerReads:
    """Satisfies the `LedgerReads` port."""

    def __init__(self, state: State, own: OfficeCode, post_of_role: Mapping[str, str]) -> None:
        self.state = state
        self.own = own
        self.post_of_role = post_of_role

    def _held(self, kind: type[Fact]) -> list[Held]:
        return self.state.held.get(kind, [])

    def _current(self, kind: type[Fact], office: OfficeCode) -> list[Held]:
        return [
            held for held in self._held(kind) if held.office == office and held.known_to is None
        ]

    def _facts(self, kind: type[Kind], office: OfficeCode, when: AsOf) -> list[Kind]:
        return [
            cast("Kind", held.version.content)
            for held in self._held(kind)
            if held.office == office and held.holds(when)
        ]

    def offices(self) -> tuple[OfficeCode, ...]:
        found = {held.office for held in self._held(Unit) if held.known_to is None}
        return tuple(sorted(found, key=lambda office: (office != self.own, office)))

    def began(self, office: OfficeCode | None = None) -> date | None:
        return min(
            (held.version.valid.start for held in self._current(Unit, office or self.own)),
            default=None,
        )

    def units(self, when: AsOf, office: OfficeCode | None = None) -> tuple[Unit, ...]:
        units = self._facts(Unit, office or self.own, when)
        return tuple(sorted(units, key=lambda unit: (unit.order, unit.unit)))

    def dossiers(
        self, when: AsOf, office: OfficeCode | None = None, units: Iterable[UnitId] | None = None
    ) -> Iterator[Dossier]:
        chosen = None if units is None else set(units)
        for each in self.offices() if office is None else (office,):
            held = self.units(when, each)
            for unit in held:
                if chosen is None or unit.unit in chosen:
                    yield self._dossier(each, unit, when, {u.unit: u for u in held})

    def _dossier(
        self, office: OfficeCode, unit: Unit, when: AsOf, held: Mapping[str, Unit]
    ) -> Dossier:
        def own(kind: type[Any], order: Callable[[Any], Any]) -> tuple[Any, ...]:
            facts = (fact for fact in self._facts(kind, office, when) if fact.unit == unit.unit)
            return tuple(sorted(facts, key=order))

        return Dossier(
            when.day,
            unit,
            organs=own(InnerOrgan, lambda organ: (organ.order, organ.organ)),
            quotas=own(Quota, lambda quota: quota.quota_type),
            posts=own(LeaderPost, lambda post: (post.post_kind != CHIEF, post.post_kind)),
            ledger=own(LedgerEntry, lambda entry: entry.entry),
            members=tuple(
                sorted(
                    (one for one in self.members(when, office) if one.place.unit == unit.unit),
                    key=_in_unit,
                )
            ),
            supervisor=held.get(unit.supervisor),
            slots=own(Slot, lambda slot: slot.slot_no),
            holds=own(PostHold, lambda hold: hold.hold_no),
            concurrent=own(ConcurrentPost, lambda post: (post.person, post.post)),
        )

    def staffing(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[UnitStaffing]:
        for each in self.offices() if office is None else (office,):
            for dossier in self.dossiers(when, each):
                places = (one.place for one in dossier.members)
                roles = [place.role for place in places if not place.uncounted]
                roles += [post.role for post in dossier.concurrent if not post.uncounted]
                filled = Counter(self.post_of_role.get(role, "") for role in roles)
                del filled[""]
                approved = approved_posts(dossier).items()
                posts = {kind: n for kind, n in approved if n or kind not in INNER_POSTS}
                yield UnitStaffing(
                    each,
                    dossier.unit,
                    {count.quota_type: count for count in dossier.counts()},
                    {kind: (posts.get(kind, 0), filled[kind]) for kind in {**posts, **filled}},
                )  # fmt: skip

    def seen_twice(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Sighting]:
        found = self._sightings(when, office)
        seen = Counter(one.id_no for one in found)
        return (one for one in found if one.id_no and seen[one.id_no] > 1)

    def _sightings(self, when: AsOf, office: OfficeCode | None) -> list[Sighting]:
        found = [
            Sighting(one.person.id_no, one.person.name, each, one.place.unit, one.person.person)
            for each in (self.offices() if office is None else (office,))
            for one in self.members(when, each)
        ]
        return sorted(found, key=lambda one: (one.id_no, one.office, one.person))

    def namesakes(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Sighting]:
        found, numbers = self._sightings(when, office), defaultdict[tuple[str, str], set[str]](set)
        for one in found:
            numbers[one.name, one.id_no[6:14]].add(one.id_no)
        shared = [one for one in found if len(numbers[one.name, one.id_no[6:14]]) > 1]
        return iter(sorted(shared, key=lambda one: (one.name, one.id_no[6:14], one.id_no)))

    def members(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Member]:
        persons = {fact.person: fact for fact in self._facts(Person, office or self.own, when)}
        places = self._facts(Occupancy, office or self.own, when)
        return (Member(persons[place.person], place) for place in places if place.person in persons)

    def find_by_id(self, id_no: str, when: AsOf) -> tuple[Member, ...]:
        found = (one for one in self.members(when) if one.person.id_no == id_no)
        return tuple(sorted(found, key=lambda one: one.person.person))

    def known_person(self, id_no: str) -> PersonId | None:
        persons = (cast("Person", held.version.content) for held in self._current(Person, self.own))
        return min((one.person for one in persons if one.id_no == id_no), default=None)

    def known_numbers(self) -> Iterator[str]:
        persons = (cast("Person", held.version.content) for held in self._current(Person, self.own))
        return iter({one.id_no for one in persons})

    def taken_over(self) -> Iterator[tuple[PersonId, date]]:
        entered: dict[tuple[PersonId, date], int] = {}
        for held in self._held(Occupancy):
            if held.office == self.own:
                place = cast("Occupancy", held.version.content)
                at = place.person, held.version.valid.start
                entered[at] = min(held.known_from, entered.get(at, held.known_from))
        modes = [change.mode for change in self.state.changes]
        return (at for at, number in entered.items() if modes[number - 1] == TAKEN_OVER)

    def count_people(self, query: PeopleQuery, when: AsOf) -> int:
        return len(self._find(query, when))

    def people(self, query: PeopleQuery, when: AsOf, offset: int, limit: int) -> tuple[Member, ...]:
        return tuple(self._find(query, when)[offset : offset + limit])

    def _find(self, query: PeopleQuery, when: AsOf) -> list[Member]:
        units = {unit.unit: unit for unit in self.units(when, query.office)}
        chosen = set(units) if query.unit is None else {query.unit}
        while query.with_subordinates and query.unit is not None:
            under = {unit.unit for unit in units.values() if unit.supervisor in chosen} - chosen
            if not under:
                break
            chosen |= under
        found = [
            one
            for one in self.members(when, query.office)
            if one.place.unit in units
            and one.place.unit in chosen
            and query.quota_type in {"", one.place.quota_type}
            and _matches(one.person, fold(query.text))
        ]

        def order(one: Member) -> tuple[Any, ...]:
            if query.order != "unit":
                return ORDERS[query.order](one), one.person.person
            return units[one.place.unit].order, one.place.unit, _in_unit(one)

        return sorted(found, key=order, reverse=query.descending)

    def facts(
        self,
        kind: type[Kind],
        when: AsOf,
        unit: UnitId | None = None,
        office: OfficeCode | None = None,
    ) -> tuple[Kind, ...]:
        read: Callable[[Fact], Any] = key_of(kind)
        held = self._facts(kind, office or self.own, when)
        chosen = (fact for fact in held if unit is None or cast("Any", fact).unit == unit)
        return tuple(sorted(chosen, key=read))

    def versions(self, kind: type[Kind], key: object) -> tuple[Version[Kind], ...]:
        read = key_of(kind)
        return tuple(version for version in self.all_versions(kind) if read(version.content) == key)

    def versions_from(
        self, kind: type[Kind], day: date, unit: UnitId | None = None
    ) -> tuple[Version[Kind], ...]:
        lasting = (one for one in self.all_versions(kind) if one.valid.overlaps(Period(day)))
        return tuple(one for one in lasting if unit in (None, getattr(one.content, "unit", None)))

    def all_versions(
        self, kind: type[Kind], office: OfficeCode | None = None
    ) -> Iterator[Version[Kind]]:
        read: Callable[[Fact], Any] = key_of(kind)
        held = (
            cast("Version[Kind]", held.version) for held in self._current(kind, office or self.own)
        )
        return iter(sorted(held, key=lambda one: (read(one.content), one.valid.start)))


class FakeStatedReads(FakeLedgerReads):
    """Satisfies the part of the `LedgerReads` port that packages are made of and held against."""

    def stated(self, office: OfficeCode) -> Iterator[Stated]:
        for kind in FACTS:
            yield from map(stated, self.all_versions(kind, office))

    def compared(
        self, office: OfficeCode, facts: Iterable[Stated]
    ) -> Mapping[str, tuple[int, int]]:
        held, counted = set(self.stated(office)), {}
        for kind, given in by_kind(facts):
            wanted, there = set(given), {one for one in held if one.kind is kind}
            counted[kind.KIND] = (len(wanted - there), len(there - wanted))
        return counted


class FakeReader(
    FakeStatedReads,
    FakeChangeReads,
    FakeHistoryReads,
    FakeDocumentReads,
    FakeOtherPeople,
    FakeProblemReads,
    FakeComparisonListReads,
):
    """Satisfies the `Reader` port."""

    def case(self, case: CaseId) -> Case:
        if case not in self.state.cases:
            raise Refusal("case.unknown", case=case)
        return self.state.cases[case]

    def cases(self, states: Iterable[str] = (), kind: str = "") -> tuple[Case, ...]:
        wanted = set(states)
        return tuple(
            case
            for case in reversed(self.state.cases.values())
            if (not wanted or case.state in wanted) and kind in {"", case.kind}
        )

    def last_receipt(self, direction: str, peer: OfficeCode, stream: str) -> Receipt | None:
        for receipt in self.receipts():
            if (receipt.direction, receipt.peer, receipt.stream) == (direction, peer, stream):
                return receipt
        return None

    def receipts(self) -> tuple[Receipt, ...]:
        return tuple(reversed(self.state.receipts))

    def setting(self, name: str) -> str:
        return self.state.settings.get(name, "")

    def last_change(self) -> int:
        return len(self.state.changes)

    def working_copies(self, account: str) -> tuple[WorkingCopy, ...]:
        mine = [copy for (whose, _), copy in self.state.copies.items() if whose == account]
        in_order = sorted(mine, key=lambda copy: copy.key)
        return tuple(sorted(in_order, key=lambda copy: copy.kept_at, reverse=True))


def _in_unit(member: Member) -> tuple[str, int, int]:
    return member.place.organ, member.place.order, member.person.person


def _matches(person: Person, typed: str) -> bool:
    if typed.rstrip("x").isascii() and typed.rstrip("x").isdigit() and len(typed) > 0:
        return typed.upper() in person.id_no
    return any(term.startswith(typed) for term in terms(person.name)) or not typed
