"""The acts on 比对名单: made here, read back, removed, held against the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.errors import Refusal
from domain.exchange.list_difference import Difference, Held, compared
from domain.exchange.listed import Listed, ListHead, head_of, in_order
from domain.facts import Unit, UnitId
from domain.identity import clean_unit_name
from domain.register import Actor
from domain.roles import Act
from domain.versions import AsOf
from domain.workflow.asking import require_begun
from domain.workflow.permission import require
from domain.workflow.ports import Reader, Register

SENDING: Final = "lists.sending"
_LAST: Final = "lists.last"


@dataclass(frozen=True, slots=True)
class Compared:
    """A list held against the ledger of a day."""

    head: ListHead
    day: date
    differences: tuple[Difference, ...]


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

    def compare(self, actor: Actor, key: str, day: date) -> Compared:
        """Hold a list against the own ledger as of a day, by ID number.

        Refuses `list.unknown` and `register.not_begun`.
        """
        require(actor, Act.READ)
        with self.register.reading() as reader:
            head = list_called(reader, key)
            require_begun(reader, day)
            return Compared(head, day, tuple(compared(reader.listed(key), _held(reader, day))))


def list_called(reader: Reader, key: str) -> ListHead:
    """Return the list of that key; refuses `list.unknown`."""
    for head in reader.comparison_lists():
        if head.key == key:
            return head
    raise Refusal("list.unknown", key=key[:20])


def _held(reader: Reader, day: date) -> Iterator[Held]:
    when = AsOf(day)
    units: dict[UnitId, tuple[str, frozenset[str]]] = {
        unit.unit: (unit.name, _names(unit)) for unit in reader.units(when)
    }
    for member in reader.members(when):
        name, known = units.get(member.place.unit, (str(member.place.unit), frozenset[str]()))
        yield Held(member.person.id_no, member.person.name, name, known)


def _names(unit: Unit) -> frozenset[str]:
    """Return all that a unit is called: its name, short name and other names (加挂牌子)."""
    others = unit.other_names.replace("；", "、").replace(";", "、").split("、")
    return frozenset(
        clean_unit_name(name) for name in (unit.name, unit.short_name, *others) if name.strip()
    )
