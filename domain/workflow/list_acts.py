"""The acts on 比对名单: made here, read back, removed, held against the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from domain.errors import Refusal
from domain.exchange.difference_rows import ComparedCounts
from domain.exchange.list_difference import Category, Difference, Held, compared
from domain.exchange.listed import Listed, ListHead, head_of, in_order
from domain.facts import OfficeCode, Unit, UnitId
from domain.identity import clean_unit_name
from domain.register import Actor, PeopleQuery
from domain.roles import Act
from domain.versions import AsOf
from domain.workflow.asking import require_begun
from domain.workflow.permission import require
from domain.workflow.ports import Progress, Reader, Register

SENDING: Final = "lists.sending"
_LAST: Final = "lists.last"


_EVERY: Final = 1000
_ORDER: Final = {category: number for number, category in enumerate(Category)}
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Compared:
    """A list held against the ledger of an office on a day; `people` are those of the ledger.

    The differences are sorted by category, then by unit and name.
    """

    head: ListHead
    office: OfficeCode
    day: date
    people: int
    differences: tuple[Difference, ...]

    @property
    def counted(self) -> ComparedCounts:
        """The same in numbers."""
        named = {one.person for one in self.differences} - {None}
        counted = Counter(one.category for one in self.differences)
        counts = {category: counted[category] for category in Category}
        agreed = self.people - len(named)
        return ComparedCounts(self.head, self.office, self.day, self.people, agreed, counts)


@dataclass(frozen=True, slots=True)
class ListActs:
    """Each is one transaction; all refuse `role.denied`."""

    register: Register

    def lists(self, actor: Actor) -> tuple[ListHead, ...]:
        """Return the lists, the newest first."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return reader.comparison_lists()

    def add(
        self, actor: Actor, item: str, period: str, day: date, rows: Iterable[Listed]
    ) -> ListHead:
        """Make a list; the next package of its kind carries it.

        Refuses what `head_of` and `in_order` refuse.
        """
        require(actor, Act.IMPORT)
        ordered = in_order(rows)
        with self.register.writing(actor) as writer:
            number = int(writer.setting(_LAST) or "0") + 1
            head = head_of(f"{self.register.office.code}-{number}", item, period, day)
            kept = writer.keep_comparison_list(head, ordered)
            writer.keep_setting(_LAST, str(number))
            writer.keep_setting(SENDING, head.key)
            writer.audit("list.add", head.key)
        return ListHead(head.key, item, period, day, rows=kept)

    def send(self, actor: Actor, key: str) -> ListHead:
        """Let the next package of the kind carry a list that was made here.

        Refuses `list.unknown`, and `list.not_own` for one that came from another office.
        """
        require(actor, Act.SUBMIT)
        with self.register.writing(actor) as writer:
            head = list_called(writer, key)
            if head.office != self.register.office.code:
                raise Refusal("list.not_own", key=key, office=head.office)
            writer.keep_setting(SENDING, key)
            writer.audit("list.send", key)
        return head

    def remove(self, actor: Actor, key: str) -> None:
        """Remove a list: people's data is not kept longer than it is needed.

        Refuses `list.unknown`.
        """
        require(actor, Act.IMPORT)
        with self.register.writing(actor) as writer:
            list_called(writer, key)
            writer.remove_comparison_list(key)
            writer.audit("list.remove", key)

    def compare(
        self,
        actor: Actor,
        key: str,
        day: date,
        progress: Progress,
        office: OfficeCode | None = None,
    ) -> Compared:
        """Hold a list against the ledger of the own office, or of one below, as of a day.

        In memory is what `compared` keeps: the list, of 300 000 rows at most. Refuses
        `list.unknown`, `list.office_unknown` for an office of which nothing is held, and
        `register.not_begun`.
        """
        require(actor, Act.READ)
        own = self.register.office.code
        with self.register.reading() as reader:
            head = list_called(reader, key)
            if office not in (None, own) and office not in reader.offices():
                raise Refusal("list.office_unknown", office=office)
            require_begun(reader, day, office)
            people = reader.count_people(PeopleQuery(office=office), AsOf(day))
            steps = _Steps(progress, head.rows + people)
            held = steps.counted(_held(reader, day, office))
            found = sorted(compared(steps.counted(reader.listed(key)), held), key=_place)
            return Compared(head, office or own, day, people, tuple(found))


class _Steps:
    """Tells how far reading two streams after each other has come."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def counted(self, read: Iterable[_Read]) -> Iterator[_Read]:
        for each in read:
            if self._done % _EVERY == 0:
                self._progress.step(self._done, self._total)
            self._done += 1
            yield each


def _place(one: Difference) -> tuple[int, str, str, str]:
    unit, name = one.unit or one.listed_unit, one.name or one.listed_name
    return _ORDER[one.category], unit, name, one.id_no


def list_called(reader: Reader, key: str) -> ListHead:
    """Return the list of that key; refuses `list.unknown`."""
    for head in reader.comparison_lists():
        if head.key == key:
            return head
    raise Refusal("list.unknown", key=key[:20])


def _held(reader: Reader, day: date, office: OfficeCode | None) -> Iterator[Held]:
    when = AsOf(day)
    units: dict[UnitId, tuple[str, frozenset[str]]] = {
        unit.unit: (unit.name, _names(unit)) for unit in reader.units(when, office)
    }
    for member in reader.members(when, office):
        name, known = units.get(member.place.unit, (str(member.place.unit), frozenset[str]()))
        person = member.person
        yield Held(person.id_no, person.name, name, known, person.person)


def _names(unit: Unit) -> frozenset[str]:
    """Return all that a unit is called: its name, short name and other names (加挂牌子)."""
    others = unit.other_names.replace("；", "、").replace(";", "、").split("、")
    return frozenset(
        clean_unit_name(name) for name in (unit.name, unit.short_name, *others) if name.strip()
    )
