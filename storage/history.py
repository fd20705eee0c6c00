"""Reads of the past: everything ever known of a unit or person, and two moments compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final, TypeVar

from domain.case import CaseId
from domain.facts import (
    FACTS,
    Departure,
    Fact,
    Occupancy,
    OfficeCode,
    Person,
    PersonId,
    UnitId,
    columns,
    key_of,
)
from domain.footprint import Known
from domain.register import Change
from domain.versions import AsOf
from storage.fact_tables import TABLES, Row, names, sql
from storage.view import View

Held = TypeVar("Held", bound=Fact)

_RECORDED: Final = """
    SELECT number, kind, mode, effective, entered_by, approved_by, at, single, document, "case",
           summary
      FROM change WHERE number IN (SELECT value FROM json_each(:numbers))
"""
# Moments are written with their zone, so they are compared as moments and not as text.
_BEFORE: Final = "SELECT coalesce(max(number), 0) FROM change WHERE unixepoch(at) < unixepoch(?)"
_LAST_KNOWN: Final = sql(
    "SELECT", names(Person, "p"), "FROM person_version AS p",
    "WHERE p.office = :office AND p.person IN (SELECT value FROM json_each(:persons))",
    "ORDER BY p.person, p.known_to IS NULL, p.known_to, p.valid_from",
)  # fmt: skip
_MOVED: Final = """
    SELECT v.person, v.valid_from, v.unit, v.known_from, v.known_to, c.document
      FROM occupancy_version AS v JOIN change AS c ON c.number = v.known_from
     WHERE v.office = :office AND v.person IN (
           SELECT m.person FROM occupancy_version AS m WHERE m.office = :office
            GROUP BY m.person HAVING min(m.unit) <> max(m.unit))
     ORDER BY v.person, v.valid_from, v.known_from
"""
_TITLES: Final = """
    SELECT c.number, c.title FROM citation AS c
     WHERE c.title <> '' AND c.number IN (SELECT value FROM json_each(:numbers))
     ORDER BY c.id DESC
"""
_REGISTERED_TITLES: Final = """
    SELECT d.number, d.title FROM document AS d
     WHERE d.title <> '' AND d.number IN (SELECT value FROM json_each(:numbers))
     ORDER BY d.id DESC
"""


def _ever(kind: type[Fact]) -> str:
    """Return the statement of all versions of facts whose key is chosen, in the key's order."""
    name = f"{kind.KIND}_version"
    held = sql(
        "SELECT v.known_from, v.known_to, v.row, v.valid_from, v.valid_to,", names(kind, "v")
    )
    order = ", ".join(f'v."{field}"' for field in kind.KEY)
    first = kind.KEY[0]
    return sql(
        held, "FROM", name, "AS v WHERE v.office = :office AND", f'v."{first}"', "IN (<chosen>)",
        "ORDER BY", order, ", v.known_from, v.row",
    )  # fmt: skip


def _of_unit(kind: type[Fact]) -> str:
    """A fact that is keyed by something else is found whole: also where it said another unit."""
    first = kind.KEY[0]
    if first == "unit":
        chosen = ":unit"
    else:
        # Departures have no index by unit; who left was in a place there before.
        table = (Occupancy if kind is Departure else kind).KIND
        chosen = sql(
            f'SELECT c."{first}" FROM', f"{table}_version", "AS c",
            'WHERE c.office = :office AND c."unit" = :unit',
        )  # fmt: skip
    return _ever(kind).replace("<chosen>", chosen)


_BY_UNIT: Final = {kind: _of_unit(kind) for kind in FACTS if "unit" in columns(kind)}
_BY_PERSON: Final = {
    kind: _ever(kind).replace("<chosen>", ":person") for kind in FACTS if kind.KEY[0] == "person"
}


def _in_force(day: str, known: str) -> str:
    return sql(
        f"(v.valid_from <= {day} AND (v.valid_to IS NULL OR v.valid_to > {day})",
        f"AND CASE WHEN {known} IS NULL THEN v.known_to IS NULL ELSE v.known_from <= {known}",
        f"AND (v.known_to IS NULL OR v.known_to > {known}) END)",
    )


def _differing(kind: type[Fact]) -> str:
    """Return the statement of the versions that one of two moments has and the other has not.

    Which they are is read from narrow columns alone; wide rows are fetched for them only.
    """
    name = f"{kind.KIND}_version"
    before, after = _in_force(":day", ":known"), _in_force(":later", ":later_known")
    order = ", ".join(f'f."{field}"' for field in kind.KEY)
    return sql(
        "SELECT a.after,", names(kind, "f"), "FROM",
        "(SELECT v.row AS row,", after, "AS after FROM", name, "AS v",
        "WHERE v.office = :office AND", before, "<>", after, ") AS a",
        "CROSS JOIN", name, "AS f ON f.row = a.row ORDER BY", order, ", a.after",
    )  # fmt: skip


_DIFFERING: Final = {kind: _differing(kind) for kind in FACTS}


class HistoryReads(View):
    """The part of the `Reader` port that answers about the past."""

    __slots__ = ()

    def ever_of_unit(self, unit: UnitId) -> Iterator[tuple[type[Fact], Known]]:
        """Stream every version ever known of the facts that say or once said a unit."""
        return self._ever(_BY_UNIT, {"office": self.own, "unit": unit})

    def ever_of_person(self, person: PersonId) -> Iterator[tuple[type[Fact], Known]]:
        """Stream every version ever known of the facts keyed by a person."""
        return self._ever(_BY_PERSON, {"office": self.own, "person": person})

    def _ever(
        self, statements: Mapping[type[Fact], str], bound: Mapping[str, object]
    ) -> Iterator[tuple[type[Fact], Known]]:
        for kind, statement in statements.items():
            for since, until, *row in self.rows(statement, bound):
                yield kind, Known(TABLES[kind].to_version(tuple(row)), since, until)

    def recorded(self, numbers: Iterable[int]) -> Mapping[int, Change]:
        """Return changes as they were recorded, by number."""
        rows = self.rows(_RECORDED, {"numbers": json.dumps(list(numbers))})
        return {row[0]: _to_change(row[1:]) for row in rows}

    def last_change_before(self, moment: datetime) -> int:
        """Return the number of the last change entered before a moment, 0 for none."""
        (number,) = self.one(_BEFORE, (moment.isoformat(),))
        return int(number)

    def last_known(self, persons: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        """Return the newest that is known of people's attributes, else the last that was."""
        bound = {"office": self.own, "persons": json.dumps(list(persons))}
        found = (Person(*row) for row in self.rows(_LAST_KNOWN, bound))
        return {person.person: person for person in found}

    def moved_by(self) -> Mapping[tuple[PersonId, date], str]:
        """Return the documents of moves: person and first day in a unit to 文号."""
        found: dict[tuple[PersonId, date], str] = {}
        before: tuple[object, ...] = ()
        for person, start, unit, since, until, document in self.rows(_MOVED, {"office": self.own}):
            if before != (person, start, unit, since):
                found[person, date.fromisoformat(start)] = document
            before = (person, start, unit, until)
        return found

    def titles(self, numbers: Iterable[str]) -> Mapping[str, str]:
        """Return what documents are called, by 文号: as registered, else as first cited."""
        bound = {"numbers": json.dumps(list(numbers))}
        # A later row overrules: the first of each, those registered last of all.
        return {
            number: title
            for statement in (_TITLES, _REGISTERED_TITLES)
            for number, title in self.rows(statement, bound)
        }

    def differing(
        self, kind: type[Held], before: AsOf, after: AsOf, office: OfficeCode | None = None
    ) -> Iterator[tuple[Held | None, Held | None]]:
        """Stream the facts of a kind that two moments tell apart, as each has them, by key."""
        bound = {
            "office": office or self.own,
            "day": before.day.isoformat(),
            "known": before.known,
            "later": after.day.isoformat(),
            "later_known": after.known,
        }
        return paired(kind, self.rows(_DIFFERING[kind], bound))


def paired(kind: type[Held], rows: Iterable[Row]) -> Iterator[tuple[Held | None, Held | None]]:
    """Pair rows (whether of the later moment, columns...), which come by key, earlier first."""
    read = key_of(kind)
    waiting: Held | None = None
    for late, *fields in rows:
        fact = kind(*fields)
        if waiting is not None and late and read(waiting) == read(fact):
            if waiting != fact:
                yield waiting, fact
            waiting = None
            continue
        if waiting is not None:
            yield waiting, None
        waiting = None if late else fact
        if late:
            yield None, fact
    if waiting is not None:
        yield waiting, None


def _to_change(row: Row) -> Change:
    kind, mode, effective, entered_by, approved_by, at, single, document, case, summary = row
    return Change(
        kind,
        mode,
        date.fromisoformat(effective),
        entered_by,
        approved_by,
        datetime.fromisoformat(at),
        bool(single),
        document,
        CaseId(case) if case else None,
        summary,
    )
