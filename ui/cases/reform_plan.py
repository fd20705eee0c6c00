"""A reform that merges units (机构改革方案): what is chosen, and the case that it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.dossier import Dossier, Member
from domain.facts import Person
from domain.transfers import Condition
from ui.cases.model import Group

FOUNDED = ("name", "kind", "rank", "series", "supervisor")
"""What is said of the new unit; the rest is as in the first of those merged."""
_LIKE = ("category", "nature", "funding")
_WAY = "机构划转"


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody of a merged unit: where he comes from and which conditions he fails."""

    member: Member
    unit_name: str
    fails: tuple[str, ...] = ()
    kept_out: bool = False

    @property
    def moves(self) -> bool:
        """Whether he goes into the new unit."""
        return not self.kept_out


@dataclass(frozen=True, slots=True)
class Plan:
    """Which units become which new unit, and where those go who don't come along.

    `founded` says what the new unit is, by the names of `FOUNDED`; `turned` are the people whose
    place in the plan was turned round by hand; `changes` are the county's words for 设立 and 合并.
    """

    dossiers: tuple[Dossier, ...] = ()
    founded: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    elsewhere: str = ""
    turned: frozenset[int] = frozenset()
    changes: Mapping[str, str] = field(default_factory=dict)
    ways: tuple[str, ...] = ()

    def movers(self) -> tuple[Mover, ...]:
        """Return everybody of the merged units; who fails a condition is kept out at first."""
        return tuple(
            self._mover(member, dossier.unit.name)
            for dossier in self.dossiers
            for member in dossier.members
        )

    def _mover(self, member: Member, unit_name: str) -> Mover:
        fails = tuple(
            name
            for name, condition in self.conditions.items()
            if not condition.holds(_value(member, condition))
        )
        kept_out = bool(fails) != (member.person.person in self.turned)
        return Mover(member, unit_name, fails, kept_out)

    def stranded(self, spoken_of: Iterable[Member]) -> int:
        """Return how many neither come along nor are told where to go."""
        told = {member.person.person for member in spoken_of}
        staying = (mover for mover in self.movers() if not self._goes(mover))
        return sum(mover.member.person.person not in told for mover in staying)

    def group(self) -> Group | None:
        """Return the case that the plan means, `None` while no unit is chosen."""
        if not self.dossiers:
            return None
        unit = self.dossiers[0].unit.unit
        return Group(unit, tuple(self._persons()), tuple(self._entries()))

    def _entries(self) -> Iterator[Mapping[str, str]]:
        first = self.dossiers[0].unit
        like = {name: str(getattr(first, name)) for name in _LIKE}
        founded = {name: value for name, value in {**like, **self.founded}.items() if value}
        yield {"change": self.changes.get("set_up", ""), **founded}
        for dossier in self.dossiers:
            yield {
                "change": self.changes.get("merge", ""),
                "unit": dossier.unit.name,
                "into": self.founded.get("name", ""),
            }

        if self.conditions and not any(
            mover.fails and self._goes(mover) for mover in self.movers()
        ):
            names = "、".join(self.conditions)
            yield {"change": self.changes.get("ask_conditions", ""), "conditions": names}

    def _goes(self, mover: Mover) -> str:
        """Return where somebody goes, "" where he is not spoken of."""
        return self.founded.get("name", "") if mover.moves else self.elsewhere

    def _persons(self) -> Iterator[Mapping[str, str]]:
        for mover in self.movers():
            place = mover.member.place
            to = self._goes(mover)
            if not to:
                continue
            stated = {"name": mover.member.person.name, "id": mover.member.person.id_no, "to": to}
            stated |= {"role": place.role} if place.role else {}
            yield stated | ({"entry_mode": _WAY} if _WAY in self.ways else {})


def _value(member: Member, condition: Condition) -> str:
    held = member.person if condition.kind == Person.KIND else member.place
    return str(getattr(held, condition.field))
