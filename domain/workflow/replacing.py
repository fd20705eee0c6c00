"""What taking a report over changes, told office by office while it happens or would happen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.digest import digest
from domain.dossier import Dossier, Member
from domain.exchange.difference import by_unit, counted, people_of
from domain.facts import OfficeCode
from domain.versions import AsOf
from domain.workflow.cargo import Arrival, require_digest
from domain.workflow.ports import Reader

_TOTALS: Final = ("units", "persons")
Replaced = Mapping[str, tuple[int, int]]
"""By kind of fact: how many versions are added and how many ended."""
Replace = Callable[[OfficeCode], Replaced]


@dataclass(frozen=True, slots=True)
class Replacing:
    """Tells office by office what a report changes, each as it is (or would be) replaced.

    `after` is where the facts stand once an office was replaced: the register itself, or the
    stage where it is only looked at. Memory holds the people of one office at a time.
    """

    before: Reader
    arrival: Arrival
    after: Reader

    def told(self, replace_office: Replace) -> dict[str, Any]:
        """Replace every office and return the difference; refuses `package.digest_differs`."""
        when = AsOf(self.arrival.parcel.data_date)
        stated = tuple(map(OfficeCode, self.arrival.opened.notes["offices"]))
        held_before = _below(self.before, self.arrival.parcel.sender)
        before = _sums(self.before, when, held_before)
        records: Counter[tuple[str, int]] = Counter()
        units: dict[str, dict[str, int]] = {}

        def passing() -> Iterator[Dossier]:
            for office in (*stated, *sorted(set(held_before) - set(stated))):
                known = office in held_before
                people = people_of(self.before.dossiers(when, office)) if known else {}
                for kind, (added, ended) in replace_office(office).items():
                    records[kind, 0] += added
                    records[kind, 1] += ended
                then: dict[str, tuple[str, Member]] = {}
                for dossier in self.after.dossiers(when, office):
                    then.update(people_of((dossier,)))
                    yield dossier
                self._add(units, office, by_unit(people, then) if known else counted(then))

        require_digest(self.arrival.parcel, digest(passing()).digest)
        kinds = dict.fromkeys(kind for kind, _ in records)
        return {
            "records": {k: {"added": records[k, 0], "ended": records[k, 1]} for k in kinds},
            "units": units,
            **_compared(before, _sums(self.after, when, stated)),
            "offices": self.arrival.opened.notes["offices"],
        }

    def _add(
        self, units: dict[str, dict[str, int]], office: OfficeCode, of: dict[str, dict[str, int]]
    ) -> None:
        """Add what changed in the units of an office; those below the sender bear its name."""
        if office == self.arrival.parcel.sender:
            units |= of
            return
        name = self.arrival.opened.notes["offices"].get(office, {}).get("name", office)
        units |= {f"{name} {unit}": counts for unit, counts in of.items()}


def _below(reader: Reader, office: OfficeCode) -> tuple[OfficeCode, ...]:
    """Return the offices held that are this one or below it."""
    return tuple(code for code in reader.offices() if code.startswith(office))


def totals(reader: Reader, when: AsOf, offices: Iterable[OfficeCode]) -> dict[str, int]:
    """Return how many units and people some offices have on a day."""
    found = _sums(reader, when, offices)
    return {name: found[name] for name in _TOTALS}


def _sums(reader: Reader, when: AsOf, offices: Iterable[OfficeCode]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for office in offices:
        for staffing in reader.staffing(when, office):
            found["units"] += 1
            found["persons"] += sum(count.actual for count in staffing.types.values())
            found["approved"] += sum(count.approved for count in staffing.types.values())
    return found


def _compared(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, Any]:
    """Return units and people before and after, and the places approved by both (核定编制)."""
    return {
        "before": {name: before[name] for name in _TOTALS},
        "after": {name: after[name] for name in _TOTALS},
        "approved": {"before": before["approved"], "after": after["approved"]},
    }
