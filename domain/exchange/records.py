"""Facts with their valid intervals as records of a package, and back.

A record is a JSON object `{"kind", "from", "to", "now", "fact"}`: the kind of fact, its valid
interval (`to` null while open), 1 or 0 for whether it is in force on the package's data date, and
its fields by name. `now` is what control totals add up: whoever inspects a package sees how many
units and people it states before opening it. A 上报 carries every currently known version, kinds
in the order of `FACTS`, each sorted by key and start, so that the receiver can look back and can
merge the stream with what it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final

from domain.dates import Period
from domain.errors import Refusal
from domain.facts import FACTS, Fact, columns, values
from domain.versions import Version

SCHEMA: Final = "facts/1"
Record = Mapping[str, Any]

_KINDS: Final[Mapping[str, type[Fact]]] = {kind.KIND: kind for kind in FACTS}
_WHOLE: Final[Mapping[type[Fact], frozenset[str]]] = {
    kind: frozenset(
        field.name
        for field in fields(kind)  # type: ignore[arg-type]  # every kind is a dataclass
        if field.type in ("int", "PersonId")
    )
    for kind in FACTS
}
_MEMBERS: Final = frozenset({"kind", "from", "to", "now", "fact"})
TOTALS: Final = ("unit.now", "occupancy.now")
"""The control totals of a 上报: units and people in force on its data date."""


def record_of(version: Version[Fact], day: date) -> dict[str, Any]:
    """Return the record of one version in a package of the data date `day`."""
    fact, valid = version.content, version.valid
    return {
        "kind": fact.KIND,
        "from": valid.start.isoformat(),
        "to": None if valid.end is None else valid.end.isoformat(),
        "now": int(valid.contains(day)),
        "fact": dict(zip(columns(type(fact)), values(fact), strict=True)),
    }


def version_of(record: Record, day: date) -> Version[Fact]:
    """Return the version that a record states; its `row` is 0.

    Refuses `package.record_unreadable` for an unknown kind, missing or additional fields, values
    of another type, intervals that hold no day, and a `now` that the interval belies.
    """
    try:
        kind = _KINDS[record["kind"]]
        start, end = record["from"], record["to"]
        valid = Period(date.fromisoformat(start), None if end is None else date.fromisoformat(end))
        stated = record["fact"]
        sound = (
            frozenset(record) == _MEMBERS
            and record["now"] is not True
            and record["now"] == valid.contains(day)
            and tuple(sorted(stated)) == tuple(sorted(columns(kind)))
            and all(_fits(value, name in _WHOLE[kind]) for name, value in stated.items())
        )
    except (KeyError, TypeError, ValueError, Refusal):
        sound = False
    if not sound:
        raise Refusal("package.record_unreadable", kind=str(record.get("kind"))[:20])
    return Version(0, kind(**stated), valid)


def _fits(value: object, whole: bool) -> bool:  # noqa: FBT001 - what kind of field it is
    return type(value) is (int if whole else str)
