"""One entry of a 机构修改 at work: what it states, what the ledger says of it, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar, cast

from domain.changes.amendment import Obstacle
from domain.changes.work import Work
from domain.codes import UnitChange
from domain.dates import PartialDate, Period, from_day
from domain.facts import (
    ABOLISHED,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Quota,
    Unit,
    UnitId,
)  # fmt: skip
from domain.finding import Severity
from domain.identity import clean_unit_name
from domain.intake.cells import Fault, text, when, whole_number
from domain.intake.unit_names import UnitNames
from domain.transfers import Condition

Cited = TypeVar("Cited", bound=Unit | InnerOrgan | Quota | LeaderPost)
_OF_ENTRIES: Final = ("counterpart", "source", "due_back")
_NONE: Final = UnitId("")
_SUMMARY: Final = "summary"
_FIELD: Final = "entry."


@dataclass(slots=True)
class Reform:
    """The entries of one case, carried out one after the other.

    `founded` are the units that the case set up, by name. `closed` are those it ended and `shut`
    the inner organs that it ended or moved, each with the entry that did so; `conditions` are
    asked of the people whom it moves.
    """

    work: Work
    founded: dict[str, UnitId] = field(default_factory=dict)
    closed: dict[UnitId, Entry] = field(default_factory=dict)
    shut: dict[str, tuple[InnerOrgan, Entry]] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)

    def next(self, series: str) -> int:
        """Return the next number of a series, from 1, for placeholders."""
        self.given[series] += 1
        return self.given[series]

    @property
    def latest(self) -> date:
        """The later of the day of effect and today: what a late document must fit."""
        return max(self.work.day, self.work.ground.today)

    def units(self) -> tuple[Unit, ...]:
        """Return the units as the entries so far leave them, in ledger order, the closed last."""
        held = self.work.scene.facts(Unit, self.work.day)
        return tuple(
            sorted(held, key=lambda unit: (unit.status == ABOLISHED, unit.order, unit.unit))
        )

    def find(self, name: str) -> UnitId | Fault:
        """Return the unit that a text means: one set up here, as it is called now, or before."""
        known = self.founded.get(clean_unit_name(name))
        if known is not None:
            return known
        found = UnitNames.of(self.units()).find(name)
        if isinstance(found, Fault):
            before = UnitNames.of(self.work.ground.units).find(name)
            return found if isinstance(before, Fault) else before
        return found


@dataclass(slots=True)
class Entry:
    """One entry. `row` counts from 1, `how` is what the county says of this change."""

    reform: Reform
    row: int
    how: UnitChange
    stated: Mapping[str, str]
    unit: UnitId = _NONE

    @property
    def work(self) -> Work:
        """The work that the entry is part of."""
        return self.reform.work

    @property
    def held(self) -> Unit:
        """The entry's unit as it is on the day, after the entries before."""
        return cast("Unit", self.work.unit(self.unit))

    @property
    def approved_on(self) -> PartialDate:
        """The day of the document, of the effect where the document has none."""
        return from_day(self.work.case.document.dated or self.work.day)

    def refuse(self, rule: int, code: str, /, **facts: object) -> None:
        """Enter what stops the case, with the entry's row and word."""
        fault = Fault(code, {"row": self.row, "change": self.how.label, **facts})
        self.work.obstacles.append(Obstacle(rule, Severity.ERROR, "", fault))

    def warn(self, rule: int, code: str, /, **facts: object) -> None:
        """Enter what the entry may do once it is explained."""
        fault = Fault(code, {"row": self.row, "change": self.how.label, **facts})
        self.work.obstacles.append(Obstacle(rule, Severity.WARNING, "", fault))

    def says(self, name: str) -> str:
        """Return what the entry states under a name, on one line; "" for nothing."""
        return text(self.stated.get(name, ""))

    def needs(self, name: str) -> str:
        """Return what the entry states; nothing is refused."""
        said = self.says(name)
        if not said:
            self.refuse(1, "change.missing", field=_FIELD + name)
        return said

    def count(self, name: str, least: int = 1) -> int | None:
        """Return a whole number from `least` on, `None` where it was refused."""
        said = self.needs(name)
        number = whole_number(said)
        if said and (isinstance(number, Fault) or number < least):
            self.refuse(2, "change.number", field=_FIELD + name, value=said, least=least)
            return None
        return number if said and isinstance(number, int) else None

    def counts(self, *names: str) -> dict[str, int] | None:
        """Return those numbers, from 0 on, that are stated; `None` where one was refused."""
        stated = {name: self.count(name, least=0) for name in names if self.says(name)}
        found = {name: number for name, number in stated.items() if number is not None}
        return found if len(found) == len(stated) else None

    def choice(self, kind: str, name: str) -> str | None:
        """Return the county's word for a choice, "" for nothing, `None` where it was refused."""
        said = self.says(name)
        table = self.work.ground.county.table(kind, name)
        label = table.label_of(said) if said and table else said
        if label is None and table:
            facts = {"value": said, "choices": table.labels}
            self.refuse(2, "change.choice", field=_FIELD + name, **facts)
        return label

    def choices(self, kind: str, *names: str) -> dict[str, str] | None:
        """Return those choices that are stated; `None` where one was refused."""
        found = {name: self.choice(kind, name) for name in names if self.says(name)}
        taken = {name: label for name, label in found.items() if label is not None}
        return taken if len(taken) == len(found) else None

    def day_of(self, name: str) -> PartialDate | None:
        """Return a date as precisely as stated, `None` where it was refused."""
        found = when(self.says(name))
        if isinstance(found, Fault):
            self.refuse(7, "change.date", field=_FIELD + name, value=self.says(name))
            return None
        return found

    def unit_of(self, name: str) -> UnitId | None:
        """Return a unit in force that the entry names, `None` where it was refused."""
        said = self.needs(name)
        found = self.reform.find(said)
        if not said:
            return None
        if isinstance(found, Fault):
            self._unknown(said, found)
            return None
        return self.in_force(found)

    def in_force(self, unit: UnitId) -> UnitId | None:
        """Return the unit where it is in force on the day; `None` and a refusal otherwise.

        A case's own unit that is not there at all is refused with the case's frame.
        """
        held = self.work.unit(unit)
        if held is not None and held.status == ABOLISHED:
            self.refuse(28, "change.unit_abolished", unit=held.name)
        return unit if held is not None and held.status != ABOLISHED else None

    def _unknown(self, name: str, fault: Fault) -> None:
        later = UnitNames.of(self.work.scene.facts(Unit, self.reform.latest)).find(name)
        if isinstance(later, Fault):
            self.refuse(28, "change.unit_unknown", **fault.facts)
            return
        first = min(version.valid.start for version in self.work.scene.versions(Unit, later))
        self.refuse(28, "change.unit_later", unit=name, first=first)

    def worded(self, pattern: str, **facts: object) -> str:
        """Return a 变动摘要: the county's pattern filled in; what is unknown shows as such."""
        shown = {"name": self.held.name, "old": "", "value": "", "other": "", **facts}
        known = {name: "（未定）" if fact == "" else fact for name, fact in shown.items()}
        return pattern.format(**known)

    def enter(self, item: str = "", delta: int = 0, **facts: object) -> None:
        """Put what the entry does to its own unit into the ledger, in its own words if it has any.

        `counterpart`, `source` and `due_back` go into the ledger entry, other facts into the words.
        """
        item = item or self.how.item
        said = self.says(_SUMMARY)
        summary = said or self.worded(self.how.summary, item=item, **facts)
        entry = LedgerEntry(self.unit, 0, self.how.subject, item, delta, summary=summary)
        own = {name: facts[name] for name in _OF_ENTRIES if name in facts}
        self.record(replace(entry, **own))  # type: ignore[arg-type]  # fields by name

    def mirror(self, unit: UnitId, item: str = "", delta: int = 0, **facts: object) -> None:
        """Put the same into the ledger of the other unit, as seen from there."""
        item, how = item or self.how.item, self.how
        other = {"name": self.work.unit_name(unit), "other": self.held.name}
        summary = self.worded(how.mirror_summary, item=item, **{**facts, **other})
        entry = LedgerEntry(unit, 0, how.subject, item, delta, how.mirror, summary=summary)
        own = {name: facts[name] for name in _OF_ENTRIES if name in facts}
        self.record(replace(entry, **own, counterpart=self.unit))  # type: ignore[arg-type]  # fields by name

    def record(self, entry: LedgerEntry) -> None:
        """Put an entry into the ledger of its unit; number, type and document are filled in."""
        number = -self.reform.next("entry")
        cited = replace(
            entry,
            entry=number,
            entry_type=entry.entry_type or self.how.label,
            doc_no=self.work.case.document.number,
            approved_on=self.approved_on,
        )
        key = (entry.unit, number)
        self.work.scene.amend(LedgerEntry, key, Period(self.work.day), cited)

    def acting(self, act: str) -> Entry:
        """Return this entry doing what another change does, under its own word and without its own.

        So a 合并 hands places over in the words of 编制划转, as a ledger entry of type 合并.
        """
        how = self.work.ground.county.unit_changes.doing(act)
        mirror = how.mirror and self.how.label
        stated = {name: said for name, said in self.stated.items() if name != _SUMMARY}
        return replace(self, how=replace(how, label=self.how.label, mirror=mirror), stated=stated)

    def cited(self, fact: Cited) -> Cited:
        """Return a fact that cites the case's document, unless it cites a newer one."""
        if fact.approved_on > self.approved_on:
            return fact
        return replace(fact, doc_no=self.work.case.document.number, approved_on=self.approved_on)
