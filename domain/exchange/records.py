"""Facts with their valid intervals as records of a package, and back.

A record is a JSON object `{"kind", "from", "to", "now", "fact"}`: the kind of fact, its valid
interval (`to` null while open), 1 or 0 for whether it is in force on the package's data date, and
its fields by name. `now` is what control totals add up: whoever inspects a package sees how many
units and people it states before opening it. A 上报 carries every currently known version, office
by office (`domain.exchange.sections`), kinds in the order of `FACTS`, each sorted by key and start,
so that the receiver can look back and can merge the stream with what it holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from operator import is_
from typing import Any, Final

from domain.dates import is_partial
from domain.errors import Refusal
from domain.facts import FACTS, Fact, columns
from domain.stated import Stated

SCHEMA: Final = "facts/2"
Record = Mapping[str, Any]

_WHOLE: Final = frozenset({"int", "PersonId"})
_DATED: Final = "PartialDate"
_MEMBERS: Final = len(("kind", "from", "to", "now", "fact"))


def _shape(kind: type[Fact]) -> tuple[tuple[str, ...], tuple[type, ...], tuple[int, ...]]:
    """Return the fields of a kind in their order, the type of each value, and which are dates."""
    told = [str(field.type) for field in fields(kind)]  # type: ignore[arg-type]  # every kind is a dataclass
    types = tuple(int if name in _WHOLE else str for name in told)
    return columns(kind), types, tuple(at for at, name in enumerate(told) if name == _DATED)


_SHAPES: Final = {kind.KIND: (kind, *_shape(kind)) for kind in FACTS}
TOTALS: Final = ("unit.now", "occupancy.now")
"""The control totals of a 上报: units and people in force on its data date."""


def record_of(stated: Stated, day: date) -> dict[str, Any]:
    """Return the record of one version in a package of the data date `day`."""
    kind, values, start, end = stated
    return {
        "kind": kind.KIND,
        "from": start,
        "to": end,
        "now": _in_force(start, end, day),
        "fact": dict(zip(columns(kind), values, strict=True)),
    }


def stated_of(record: Record, day: date) -> Stated:
    """Return what a record states in a package of the data date `day`.

    Refuses `package.record_unreadable` for an unknown kind, missing or additional fields, values
    of another type, dates that do not exist or are written otherwise than here, intervals that
    hold no day, and a `now` that the interval belies.
    """
    try:
        kind, names, types, dated = _SHAPES[record["kind"]]
        start, end, now, fact = record["from"], record["to"], record["now"], record["fact"]
        values = tuple(map(fact.__getitem__, names))
        sound = (
            type(now) is int
            and now == _in_force(start, end, day)
            and len(record) == _MEMBERS
            and len(fact) == len(names)
            and all(map(is_, map(type, values), types))
            and all(is_partial(values[at]) for at in dated)
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        sound = False
    if not sound:
        raise Refusal("package.record_unreadable", kind=str(record.get("kind"))[:20])
    return Stated(kind, values, start, end)


@lru_cache(maxsize=4096)
def _in_force(start: str, end: str | None, day: date) -> int:
    """Return 1 or 0 for whether an interval holds a day; few intervals stand in many records."""
    first, last = _day(start), None if end is None else _day(end)
    if last is not None and last <= first:
        raise ValueError(end)
    return int(first <= day and (last is None or day < last))


def at_most(records: Iterable[Record], most: int, kind: str = "") -> Iterator[Record]:
    """Yield records, of which a package holds no more than so many.

    Whoever signs a package does not decide how much memory reading it takes. Refuses
    `package.record_unreadable` for the first one too many, with its kind or the `kind` given.
    """
    for number, record in enumerate(records):
        if number >= most:
            told = kind or str(record.get("kind"))[:20]
            raise Refusal("package.record_unreadable", kind=told)
        yield record


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
