"""What a case changes about people, field by field: old and new side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.case import Case
from domain.case_outcomes import FieldEdit
from domain.changes.scene import Facts, Scene
from domain.facts import Fact, InnerOrgan, Occupancy, Person, Unit, columns
from domain.versions import valid_on

_OfPerson = Person | Occupancy
_KINDS: Final[tuple[type[_OfPerson], ...]] = (Person, Occupancy)


def edits_between(before: Scene, after: Scene, day: date) -> Iterator[FieldEdit]:
    """Yield what amendments change about people who were there before, on the day of effect."""
    amended = dict.fromkeys((amendment.kind, amendment.key) for amendment in after.amendments)
    for kind in _KINDS:
        for key in (key for of, key in amended if of is kind):
            was, will = before.on(kind, key, day), after.on(kind, key, day)
            yield from _differences(after, day, was, will)


def edits_done(reader: Facts, case: Case) -> Iterator[FieldEdit]:
    """Yield the same for a finished case, as its change did it; nothing for any other."""
    if case.change is None:
        return
    scene = Scene(reader)
    for trace in reader.footprint(case.change):
        if trace.kind in _KINDS:
            was, now = valid_on(trace.ended, case.effective), valid_on(trace.added, case.effective)
            yield from _differences(scene, case.effective, was, now)


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
            shown = [_shown(scene, day, field, value) for value in (old, new)]
            yield FieldEdit(was.person, name, f"{was.KIND}.{field}", *shown)


def _shown(scene: Scene, day: date, field: str, value: object) -> str:
    """Return a value as people read it: units and inner organs by name."""
    known: Fact | None = None
    if field == "unit":
        known = scene.on(Unit, value, day)
    elif field == "organ":
        known = scene.on(InnerOrgan, value, day)
    return str(getattr(known, "name", value))
