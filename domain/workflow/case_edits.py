"""What a case changes, field by field: old and new side by side.

A usual case is told by what it changes about people who are there. One that only corrects the
register (冲销, 取回) is told by everything that it corrects, of people and units, on all days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from domain.case import Case
from domain.case_outcomes import FieldEdit
from domain.changes.kinds import corrects
from domain.changes.scene import Scene
from domain.facts import NOBODY, Fact, InnerOrgan, Occupancy, Person, Unit, columns
from domain.history import BEGAN, CHANGED, Difference, apart
from domain.history_words import line_of
from domain.versions import valid_on
from domain.words import Words
from domain.workflow.history import naming_of
from domain.workflow.ports import Reader

_OfPerson = Person | Occupancy
_KINDS: Final[tuple[type[_OfPerson], ...]] = (Person, Occupancy)
_NONE: Final = "没有"
_SOME: Final = "有"


def edits_between(
    reader: Reader, case: Case, before: Scene, after: Scene, words: Words
) -> tuple[FieldEdit, ...]:
    """Return what amendments change about people who were there before, on the day of effect."""
    amended = dict.fromkeys((amendment.kind, amendment.key) for amendment in after.amendments)
    if corrects(case.kind):
        told = [
            Difference(kind, key, *each)
            for kind, key in amended
            for each in apart(before.versions(kind, key), after.versions(kind, key))
        ]
        return tuple(_corrections(reader, told, words))
    day, found = case.effective, list[FieldEdit]()
    for kind in _KINDS:
        for key in (key for of, key in amended if of is kind):
            found += _differences(after, day, before.on(kind, key, day), after.on(kind, key, day))
    return _titled(found, words)


def edits_done(reader: Reader, case: Case, words: Words) -> tuple[FieldEdit, ...]:
    """Return the same for a finished case, as its change did it; nothing for any other."""
    if case.change is None:
        return ()
    traces = reader.footprint(case.change)
    if corrects(case.kind):
        told = [
            Difference(trace.kind, trace.key, *each)
            for trace in traces
            for each in apart(trace.ended, trace.added)
        ]
        return tuple(_corrections(reader, told, words))
    scene, found = Scene(reader), list[FieldEdit]()
    for trace in traces:
        if trace.kind in _KINDS:
            was, now = valid_on(trace.ended, case.effective), valid_on(trace.added, case.effective)
            found += _differences(scene, case.effective, was, now)
    return _titled(found, words)


def _corrections(reader: Reader, told: list[Difference], words: Words) -> Iterator[FieldEdit]:
    """Yield differences in words, a line for each field of what was there and still is."""
    naming = naming_of(reader, told)
    for difference in told:
        line = line_of(difference, naming, words)
        person = getattr(difference.fact, "person", NOBODY)
        about = (person, line.subject or line.label)
        if line.sense == CHANGED:
            for one, raw in zip(line.fields, difference.fields, strict=True):
                field = f"{line.kind}.{raw.name}"
                yield FieldEdit(*about, field, *one.clear, one.name, line.from_day)
            continue
        said = "；".join(f"{one.name}：{one.clear[1]}" for one in line.fields) or _SOME
        sides = (_NONE, said) if line.sense == BEGAN else (_SOME, _NONE)
        yield FieldEdit(*about, line.kind, *sides, line.label, line.from_day)


def _titled(edits: list[FieldEdit], words: Words) -> tuple[FieldEdit, ...]:
    said = words.field_name
    return tuple(replace(edit, title=said(*reversed(edit.field.split(".")))) for edit in edits)


def _differences(
    scene: Scene, day: date, was: _OfPerson | None, now: _OfPerson | None
) -> Iterator[FieldEdit]:
    if was is None or now is None or was == now:
        return
    person = scene.on(Person, was.person, day)
    name = person.name if person else ""
    for field in columns(type(was)):
        old, new = getattr(was, field), getattr(now, field)
        if old != new:
            before, after = (_shown(scene, day, field, value) for value in (old, new))
            yield FieldEdit(was.person, name, f"{was.KIND}.{field}", before, after, since=day)


def _shown(scene: Scene, day: date, field: str, value: object) -> str:
    """Return a value as people read it: units and inner organs by name."""
    known: Fact | None = None
    if field == "unit":
        known = scene.on(Unit, value, day)
    elif field == "organ":
        known = scene.on(InnerOrgan, value, day)
    return str(getattr(known, "name", value))
