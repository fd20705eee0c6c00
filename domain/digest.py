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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

from domain.dossier import Dossier
from domain.facts import Fact, InnerOrgan, LeaderPost, Occupancy, Person, Quota, Unit, columns

_HEADER: Final = b"bianqing digest 1\n"
_LEFT_OUT: Final = frozenset({"unit", "person", "slot_no", "order"})
_LEFT_OUT_OF: Final[Mapping[type[Fact], frozenset[str]]] = {InnerOrgan: frozenset({"organ"})}


class Digest(NamedTuple):
    """The digest in hexadecimal and the number of rows that went into it."""

    digest: str
    rows: int


# What the standard encoder does to a text that it does not escape beyond need.
_text: Final[Callable[[str], str]] = json.encoder.encode_basestring


class _Layout:
    """How the rows of one kind are written: each attribute's key, in the order of the keys.

    `kinds` are the facts that one row tells, with what stands before their names; the name of the
    unit comes behind their values where the row belongs to one.
    """

    def __init__(self, kind: str, *kinds: tuple[type[Fact], str], in_unit: bool = True) -> None:
        names: list[str] = []
        readers = []
        for fact, before in kinds:
            out = _LEFT_OUT | _LEFT_OUT_OF.get(fact, frozenset())
            own = [name for name in columns(fact) if name not in out]
            names += [before + name for name in own]
            readers.append(attrgetter(*own))
        names += ["unit"] * in_unit
        order = sorted(range(len(names)), key=names.__getitem__)
        self.readers: tuple[Callable[[object], tuple[object, ...]], ...] = tuple(readers)
        self.at = {name: at for at, name in enumerate(names)}
        self._keys = tuple(f"{_text(names[at])}:" for at in order)
        self._in_order = itemgetter(*order)
        self._head = f"[{_text(kind)},{{"

    def row(self, values: Sequence[object]) -> bytes:
        """Return the bytes of one row; what is "" or 0 is left out."""
        written = [
            key + (_text(value) if type(value) is str else str(value))
            for key, value in zip(self._keys, self._in_order(values), strict=True)
            if value
        ]
        return f"{self._head}{','.join(written)}}}]".encode()


_UNIT: Final = _Layout(Unit.KIND, (Unit, ""), in_unit=False)
_IN_UNIT: Final[Mapping[type[Fact], _Layout]] = {
    kind: _Layout(kind.KIND, (kind, "")) for kind in (InnerOrgan, Quota, LeaderPost)
}
_MEMBER: Final = _Layout(Person.KIND, (Person, ""), (Occupancy, "place."))


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
    name = dossier.unit.name
    (read,) = _UNIT.readers
    own = list(read(dossier.unit))
    if dossier.supervisor is not None:
        own[_UNIT.at["supervisor"]] = dossier.supervisor.name
    yield _UNIT.row(own)
    for fact in (*dossier.organs, *dossier.quotas, *dossier.posts):
        layout = _IN_UNIT[type(fact)]
        (read,) = layout.readers
        yield layout.row((*read(fact), name))
    organs = {str(organ.organ): organ.name for organ in dossier.organs}
    of_person, of_place = _MEMBER.readers
    at_organ = _MEMBER.at["place.organ"]
    for member in dossier.members:
        values = [*of_person(member.person), *of_place(member.place), name]
        values[at_organ] = organs.get(str(values[at_organ]), values[at_organ])
        yield _MEMBER.row(values)
