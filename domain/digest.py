r"""The canonical digest: one SHA-256 over all facts in force on a day.

Two registers have the same digest when they hold the same facts, in whatever order, under
whatever codes and through whatever cases and imports they came. What is hashed:

- Rows. One for each unit, inner organ, approved quota and leading post, and one for each person
  together with the place held. The ledger and departures are how facts came about, not facts of
  the day, and make no rows; every row carries the 文号 it cites.
- A row is a JSON array `[kind, attributes]` in UTF-8: no spaces, keys sorted by code point, no
  escapes beyond what JSON demands. Attributes named below as identifiers or sort orders are left
  out, and so is every attribute that holds "" or 0: a later version of the program may know
  attributes that an earlier one does not.
- Natural keys. A unit is its `name`; rows of what belongs to it carry `unit`, the name. A
  supervising unit that is held is named by its name, a person's inner organ too. A person is
  keyed by `id_no`.
- Identifiers and sort orders left out: `unit` (the code), `organ` of an inner organ (its code),
  `person`, `slot_no`, `order`.
- Each row's SHA-256 is taken. Per unit the rows' hashes (32 bytes each) are sorted, joined and
  hashed; the units' hashes are sorted, joined and hashed after the line `bianqing digest 1\n`.
  The result is written as 64 lower-case hexadecimal digits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from operator import attrgetter
from typing import Final, NamedTuple

from domain.dossier import Dossier
from domain.facts import Fact, InnerOrgan, LeaderPost, Occupancy, Person, Quota, Unit, columns

_HEADER: Final = b"bianqing digest 1\n"
_LEFT_OUT: Final = frozenset({"unit", "person", "slot_no", "order"})
_LEFT_OUT_OF: Final[Mapping[type[Fact], frozenset[str]]] = {InnerOrgan: frozenset({"organ"})}
_Row = dict[str, object]


class Digest(NamedTuple):
    """The digest in hexadecimal and the number of rows that went into it."""

    digest: str
    rows: int


class _Reader(NamedTuple):
    names: tuple[str, ...]
    read: Callable[[object], tuple[object, ...]]


def _reader(kind: type[Fact]) -> _Reader:
    out = _LEFT_OUT | _LEFT_OUT_OF.get(kind, frozenset())
    names = tuple(name for name in columns(kind) if name not in out)
    return _Reader(names, attrgetter(*names))


_READERS: Final[Mapping[type[Fact], _Reader]] = {
    kind: _reader(kind) for kind in (Unit, InnerOrgan, Quota, LeaderPost, Person, Occupancy)
}
_encode: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def digest(dossiers: Iterable[Dossier]) -> Digest:
    """Return the digest of the dossiers of one day; memory holds one hash per unit."""
    units = []
    rows = 0
    for dossier in dossiers:
        hashes = sorted(sha256(row).digest() for row in rows_of(dossier))
        rows += len(hashes)
        units.append(sha256(b"".join(hashes)).digest())
    return Digest(sha256(_HEADER + b"".join(sorted(units))).hexdigest(), rows)


def rows_of(dossier: Dossier) -> Iterator[bytes]:
    """Yield the bytes of a dossier's rows, in no order that matters."""
    unit = dossier.unit
    own = _attributes(unit)
    if dossier.supervisor is not None:
        own["supervisor"] = dossier.supervisor.name
    yield _bytes(Unit.KIND, own)
    for fact in (*dossier.organs, *dossier.quotas, *dossier.posts):
        yield _bytes(fact.KIND, {**_attributes(fact), "unit": unit.name})
    organs = {str(organ.organ): organ.name for organ in dossier.organs}
    for member in dossier.members:
        held = {f"place.{name}": value for name, value in _attributes(member.place).items()}
        if member.place.organ in organs:
            held["place.organ"] = organs[member.place.organ]
        yield _bytes(Person.KIND, {**_attributes(member.person), **held, "unit": unit.name})


def _attributes(fact: Fact) -> _Row:
    names, read = _READERS[type(fact)]
    return {name: value for name, value in zip(names, read(fact), strict=True) if value}


def _bytes(kind: str, attributes: _Row) -> bytes:
    return _encode([kind, attributes]).encode()
