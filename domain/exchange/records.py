"""Facts with their valid intervals as records of a package, and back.

A record is a JSON object `{"kind", "from", "to", "now", "fact"}`: the kind of fact, its valid
interval (`to` null while open), 1 or 0 for whether it is in force on the package's data date, and
its fields by name. `now` is what control totals add up: whoever inspects a package sees how many
units and people it states before opening it. A 上报 carries every currently known version, kinds
in the order of `FACTS`, each sorted by key and start, so that the receiver can look back and can
merge the stream with what it holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from operator import is_
from typing import Any, Final

from domain.dates import Period, is_partial
from domain.errors import Refusal
from domain.facts import FACTS, Fact, columns, values
from domain.versions import Version

SCHEMA: Final = "facts/1"
Record = Mapping[str, Any]

_KINDS: Final[Mapping[str, type[Fact]]] = {kind.KIND: kind for kind in FACTS}
_WHOLE: Final = frozenset({"int", "PersonId"})
_DATED: Final = "PartialDate"
_MEMBERS: Final = frozenset({"kind", "from", "to", "now", "fact"})


def _shape(kind: type[Fact]) -> tuple[Mapping[str, None], tuple[type, ...], tuple[str, ...]]:
    """Return the fields of a kind in their order, the type of each value, and the dates."""
    named = {field.name: str(field.type) for field in fields(kind)}  # type: ignore[arg-type]  # every kind is a dataclass
    types = tuple(int if told in _WHOLE else str for told in named.values())
    dated = tuple(name for name, told in named.items() if told == _DATED)
    return dict.fromkeys(named), types, dated


_SHAPES: Final = {kind: _shape(kind) for kind in FACTS}
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
    of another type, dates that do not exist or are written otherwise than here, intervals that
    hold no day, and a `now` that the interval belies.
    """
    try:
        kind = _KINDS[record["kind"]]
        end = record["to"]
        valid = Period(_day(record["from"]), None if end is None else _day(end))
        now, stated = record["now"], record["fact"]
        sound = (
            record.keys() == _MEMBERS
            and type(now) is int
            and now == valid.contains(day)
            and _states(kind, stated)
        )
    except (KeyError, TypeError, ValueError, Refusal):
        sound = False
    if not sound:
        raise Refusal("package.record_unreadable", kind=str(record.get("kind"))[:20])
    return Version(0, kind(**stated), valid)


def digest_of_records(records: Iterable[Record]) -> str:
    """Return one SHA-256 over records in their order, each in canonical JSON and a line feed.

    Canonical: keys sorted, no white space, nothing escaped that need not be. Of the kinds whose
    facts are their records.
    """
    whole = hashlib.sha256()
    for record in records:
        text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        whole.update(text.encode() + b"\n")
    return whole.hexdigest()


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    # ISO 8601 knows weeks and packed forms too; one day must have one record.
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def _states(kind: type[Fact], stated: object) -> bool:
    names, types, partial = _SHAPES[kind]
    return (
        isinstance(stated, dict)
        and stated.keys() == names.keys()
        and all(map(is_, map(type, map(stated.__getitem__, names)), types))
        and all(is_partial(stated[name]) for name in partial)
    )
