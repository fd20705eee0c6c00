"""A backup of the town in memory, and the acts on it."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

from domain.dates import Period
from domain.facts import FACTS, Fact, Occupancy, Person, Unit, UnitId, columns, key_of
from domain.versions import Version, splice
from domain.words import Words
from domain.workflow.taking_back import TakingBack
from tests.domain.workflow.office import COUNTY, NOON, TEXTS, words
from tests.fakes.clock import FixedClock
from tests.fakes.facts import CLERK, change
from tests.fakes.register import FakeRegister

Said = set[tuple[str, Fact, object]]


def backup_of(register: FakeRegister) -> FakeRegister:
    return deepcopy(register)


def told() -> Words:
    """Return the words of everything that taking back says."""
    sentences = dict(words().sentences)
    for name in ("taking_back", "history", "fields"):
        sentences |= json.loads((TEXTS / f"{name}.json").read_text("utf-8"))
    return Words(sentences)


def put(register: FakeRegister, day: date, *facts: Fact) -> None:
    """Let facts hold from a day on, by one change."""
    with register.writing(CLERK) as writer:
        number = writer.record(change("导入", day))
        for fact in facts:
            kind, key = type(fact), key_of(type(fact))(fact)
            writer.apply(kind, splice(writer.versions(kind, key), Period(day), fact), number)


def end(register: FakeRegister, day: date, kind: type[Fact], key: object) -> None:
    """Let a fact end on a day, by one change."""
    with register.writing(CLERK) as writer:
        number = writer.record(change("导入", day))
        writer.apply(kind, splice(writer.versions(kind, key), Period(day), None), number)


def acts(register: FakeRegister, backup: FakeRegister, said: Words | None = None) -> TakingBack:
    return TakingBack(register, backup, COUNTY, said or words(), FixedClock(NOON))


def _said(version: Version[Any]) -> tuple[str, Fact, object]:
    return version.content.KIND, version.content, version.valid


def facts_of(register: FakeRegister, unit: UnitId) -> Said:
    """Return all that is known of a unit: what says it, and who has his last place there."""
    with register.reading() as reader:
        found = {
            _said(version)
            for kind in FACTS
            if "unit" in columns(kind)
            for version in reader.all_versions(kind)
            if version.content.unit == unit  # type: ignore[attr-defined]  # asked for
        }
        homes = {
            place.content.person: place.content.unit for place in reader.all_versions(Occupancy)
        }
        return found | {
            _said(version)
            for version in reader.all_versions(Person)
            if homes.get(version.content.person) == unit
        }


def beside_unit(register: FakeRegister, unit: Unit) -> Said:
    """Return all that is known of anything else."""
    with register.reading() as reader:
        every = {_said(version) for kind in FACTS for version in reader.all_versions(kind)}
    return every - facts_of(register, unit.unit)
