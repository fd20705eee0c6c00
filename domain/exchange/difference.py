"""What accepting a package would change, told by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.dossier import Dossier, Member

ADDED: Final = "added"
CHANGED: Final = "changed"
GONE: Final = "gone"
MOST_KEPT: Final = 1000
"""A receipt names so many units at most."""
People = Mapping[str, tuple[str, Member]]
"""Everybody by ID number, with the name of the unit whose place he holds."""


def people_of(dossiers: Iterable[Dossier]) -> People:
    """Return everybody in the dossiers."""
    return {
        member.person.id_no: (dossier.unit.name, member)
        for dossier in dossiers
        for member in dossier.members
    }


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody who is `added` to a unit, `changed` there or `gone` from it.

    `held` and `stated` are his places before and after, each with the name of its unit, `None`
    where he has none. Whoever moves is gone from the one unit and added to the other.
    """

    unit: str
    state: str
    held: tuple[str, Member] | None
    stated: tuple[str, Member] | None

    @property
    def member(self) -> Member:
        """Who it is, as he is stated, as he was held where he is not any more."""
        return (self.stated or self.held)[1]  # type: ignore[index]  # one of them is there


def steps(before: People, after: People) -> Iterator[Step]:
    """Yield what happens to everybody who does not stay as he was."""
    for id_no in before.keys() | after.keys():
        held, stated = before.get(id_no), after.get(id_no)
        if held is not None and (stated is None or stated[0] != held[0]):
            yield Step(held[0], GONE, held, stated)
        if stated is not None and (held is None or stated[0] != held[0]):
            yield Step(stated[0], ADDED, held, stated)
        if held is not None and stated is not None and _changed(held, stated):
            yield Step(stated[0], CHANGED, held, stated)


def by_unit(before: People, after: People) -> dict[str, dict[str, int]]:
    """Return per unit how many people are added, changed and gone; only units with any."""
    counted: dict[str, Counter[str]] = {}
    for step in steps(before, after):
        counted.setdefault(step.unit, Counter())[step.state] += 1
    kinds = (ADDED, CHANGED, GONE)
    return {unit: {kind: counted[unit][kind] for kind in kinds} for unit in sorted(counted)}


def counted(people: People) -> dict[str, dict[str, int]]:
    """Return `by_unit` for an office of which nothing was held before: everybody is added."""
    added = Counter(unit for unit, _ in people.values())
    return {unit: {"added": added[unit], "changed": 0, "gone": 0} for unit in sorted(added)}


def to_keep(difference: Mapping[str, Any]) -> dict[str, Any]:
    """Return a difference as a receipt keeps it.

    Units are left out where there are more than anybody reads, as in a whole city's first report:
    the register knows both states, and every look at the receipts reads all of it.
    """
    kept = dict(difference)
    if len(kept.get("units", ())) > MOST_KEPT:
        kept["units"] = {}
    return kept


def _changed(held: tuple[str, Member], stated: tuple[str, Member]) -> bool:
    return held[0] == stated[0] and held[1] != stated[1]
