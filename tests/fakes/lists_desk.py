"""Comparison lists at the desk over the invented county."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from domain.errors import Refusal
from domain.exchange.difference_rows import (
    ComparedCounts,
    DifferenceQuery,
    DifferenceRow,
    Sifting,
)
from domain.exchange.list_difference import Held, compared
from domain.exchange.listed import Listed, ListHead
from domain.facts import OfficeCode
from domain.workflow.list_acts import Compared
from domain.workflow.ports import Progress
from tests.fakes.county import County
from tests.fakes.exchange_desk import OFFICE


class FakeListsDesk:
    """Holds the lists that a test put here against the invented county, by the real rules."""

    county: County

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - the next fake's
        super().__init__(*given, **named)
        self.lists: dict[str, tuple[ListHead, tuple[Listed, ...]]] = {}
        self.brought: tuple[Listed, ...] = (Listed("629925197001010014", "某局", "编外某"),)
        self.ledgers: tuple[OfficeCode, ...] = (OFFICE.code,)
        self.list_acts: list[str] = []
        self._sifting = Sifting()

    def comparison_lists(self) -> tuple[ListHead, ...]:
        return tuple(head for head, _ in reversed(self.lists.values()))

    def held_offices(self) -> tuple[OfficeCode, ...]:
        return self.ledgers

    def add_list(
        self, path: Path, item: str, period: str, day: date, progress: Progress
    ) -> ListHead:
        if not self.brought:
            raise Refusal("list.empty")
        key = f"{OFFICE.code}-{len(self.lists) + 1}"
        head = ListHead(key, item, period, day, rows=len(self.brought))
        self.lists[key] = head, self.brought
        return head

    def choose_list(self, key: str) -> ListHead:
        self.list_acts.append(f"choose {key}")
        return self.lists[key][0]

    def remove_list(self, key: str) -> None:
        if self.lists.pop(key, None) is None:
            raise Refusal("list.unknown", key=key)

    def compare_list(
        self, key: str, day: date, office: OfficeCode, progress: Progress
    ) -> ComparedCounts:
        head, rows = self.lists[key]
        names = {unit.unit: unit.name for unit in self.county.units}
        held = []
        for member in self.county.members:
            person, name = member.person, names[member.place.unit]
            held.append(Held(person.id_no, person.name, name, frozenset({name}), person.person))
        found = Compared(head, office, day, len(held), tuple(compared(rows, held)))
        self._sifting = Sifting(found.differences)
        self.list_acts.append(f"compare {key} {office} {day}")
        return found.counted

    def count_differences(self, query: DifferenceQuery) -> int:
        return len(self._sifting.found(query))

    def differences(
        self, query: DifferenceQuery, offset: int, limit: int
    ) -> tuple[DifferenceRow, ...]:
        return self._sifting.block(query, offset, limit)

    def write_differences(self, query: DifferenceQuery, path: Path) -> int:
        self.list_acts.append(f"write {query.category} {path.name}")
        return self.count_differences(query)
