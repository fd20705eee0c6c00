"""Rows of a 人员花名册 as people and the places they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from itertools import islice
from operator import itemgetter
from typing import Any, Final, NamedTuple

from domain.codes import County
from domain.facts import Occupancy, Person, PersonId, columns
from domain.identity import birth_of, contradicts_birth, sex_of
from domain.intake.cells import Cell, Fault
from domain.intake.person_cells import interpreter
from domain.intake.table import Memo, Row, Table
from domain.intake.unit_names import UnitNames

KEY_FIELDS: Final = ("unit", "name", "id_no", "quota_type")
"""Without these a row names nobody or no place (contract: `field.missing`)."""
_PERSON: Final = (
    "name", "id_no", "sex", "birth", "nation", "native_place", "politics", "party_joined",
    "work_start", "education", "degree", "school", "graduated_on", "prof_title", "identity",
    "retire_track",
)  # fmt: skip
_PLACE: Final = (
    "unit", "quota_type", "organ", "funding", "post_class", "role", "position", "lead_level",
    "grade", "appointed_on", "appoint_doc", "entry_mode", "entry_source", "entered_on",
    "quota_since", "quota_doc", "slot_no", "on_duty", "off_duty_reason", "order", "remark",
)  # fmt: skip
_NOBODY: Final = PersonId(0)
_BATCH: Final = 500
_MONTH_LENGTH: Final = 7
_Spot = tuple[int, int]
"""The number of a table in its file, and a row's number in it."""


class Candidate(NamedTuple):
    """One sound row: the person and place it states, made once a number is known or asked for.

    `personal` and `placed` are the values of either fact, but for the person's number.
    """

    row: int
    id_no: str
    personal: tuple[Any, ...]
    placed: tuple[Any, ...]
    warnings: tuple[tuple[str, Fault], ...] = ()

    @property
    def person(self) -> Person:
        """The person, under the number 0."""
        return Person(_NOBODY, *self.personal)

    @property
    def place(self) -> Occupancy:
        """The place, under the person's number 0."""
        return Occupancy(_NOBODY, *self.placed)

    def numbered(self, number: PersonId) -> tuple[Person, Occupancy]:
        """Return person and place under the number that the register gives."""
        return Person(number, *self.personal), Occupancy(number, *self.placed)


@dataclass(frozen=True, slots=True)
class Unsound:
    """One row that is not taken, with every fault found in it as (field, fault)."""

    row: int
    faults: tuple[tuple[str, Fault], ...]


def read_persons(table: Table, units: UnitNames, county: County) -> Iterator[Candidate | Unsound]:
    """Interpret one roster as `read_rosters` does."""
    ((_, results),) = read_rosters((table,), units, county)
    return results


def read_rosters(
    tables: Sequence[Table], units: UnitNames, county: County
) -> Iterator[tuple[Table, Iterator[Candidate | Unsound]]]:
    """Interpret all rosters of one file, then refuse every row whose ID number stands there twice.

    A row that is unsound for another reason counts too: nobody knows which of the two is right.
    """
    read: list[list[tuple[str, Candidate | Unsound]]] = []
    first: dict[str, _Spot] = {}
    several: dict[str, list[_Spot]] = {}
    for number, table in enumerate(tables):
        roster = _Roster(tuple(column.field for column in table.columns), units, county)
        results: list[tuple[str, Candidate | Unsound]] = []
        read.append(results)
        for id_no, result in roster.interpreted(table.rows):
            results.append((id_no, result))
            if id_no in first:
                several.setdefault(id_no, [first[id_no]]).append((number, result.row))
            elif id_no:
                first[id_no] = number, result.row
    for number, (table, results) in enumerate(zip(tables, read, strict=True)):
        yield table, _each_once(results, several, number, tables)


def _each_once(
    results: list[tuple[str, Candidate | Unsound]],
    several: Mapping[str, list[_Spot]],
    number: int,
    tables: Sequence[Table],
) -> Iterator[Candidate | Unsound]:
    for id_no, result in results:
        if id_no not in several:
            yield result
            continue
        others = [
            row if there == number else f"（{tables[there].sheet}）{row}"
            for there, row in several[id_no]
            if (there, row) != (number, result.row)
        ]
        known = result.faults if isinstance(result, Unsound) else ()
        twice = ("id_no", Fault("person.id.duplicate", {"rows": others}))
        yield Unsound(result.row, (*known, twice))


def interpret_person(
    number: int, stated: Mapping[str, Cell], units: UnitNames, county: County
) -> Candidate | Unsound:
    """Interpret one person stated field by field, by the same rules as a row of a roster."""
    roster = _Roster(tuple(stated), units, county)
    return roster.row(number, roster.meanings(stated.values()))


def _unstated(kind: type[Person | Occupancy]) -> tuple[Any, ...]:
    """Return what a fact holds where a sheet states nothing, but for its key."""
    return tuple("" if each.default is MISSING else each.default for each in fields(kind)[1:])


_UNSTATED: Final = ("", *_unstated(Person), *_unstated(Occupancy))
_DERIVED: Final = ("sex", "birth", "school")


class _Roster:
    """The columns of one roster: what their cells mean, and which of them fill which field.

    A roster has tens of thousands of rows, so each distinct cell of a column is interpreted once,
    and facts are filled from places that are worked out beforehand. The values of a row are those
    of its columns, then `_UNSTATED`, then `_DERIVED`.
    """

    def __init__(self, stated: tuple[str, ...], units: UnitNames, county: County) -> None:
        # Columns of one meaning share what is known: a roster repeats its days across columns.
        known: dict[Callable[[Cell], Any], Memo[Any]] = {}
        interpreters = [interpreter(field, units, county) for field in stated]
        self._memos = tuple(known.setdefault(each, Memo(each)) for each in interpreters)
        self._fields = stated
        places = {field: place for place, field in enumerate(stated)}
        nothing = len(stated)
        self._id = places.get("id_no", nothing)
        self._keys = itemgetter(*(places.get(field, nothing) for field in KEY_FIELDS))
        self._written = itemgetter(
            *(places.get(field, nothing) for field in ("id_no", *_DERIVED, "major"))
        )
        after = nothing + len(_UNSTATED)
        places |= {field: after + place for place, field in enumerate(_DERIVED)}
        self._person = itemgetter(*_filled(Person, _PERSON, places, nothing + 1))
        self._place = itemgetter(
            *_filled(Occupancy, _PLACE, places, nothing + len(columns(Person)))
        )

    def meanings(self, cells: Iterable[Cell]) -> tuple[Any, ...]:
        """Return what the cells of one row mean."""
        return tuple(memo[cell] for memo, cell in zip(self._memos, cells, strict=True))

    def interpreted(self, rows: Iterable[Row]) -> Iterator[tuple[str, Candidate | Unsound]]:
        """Yield each row's sound ID number, "" without one, and what the row states."""
        remaining = iter(rows)
        while batch := list(islice(remaining, _BATCH)):
            cells = zip(*(row.cells for row in batch), strict=True)
            meant = (map(memo.__getitem__, c) for memo, c in zip(self._memos, cells, strict=True))
            for row, meanings in zip(batch, zip(*meant, strict=True), strict=True):
                id_no = (*meanings, "")[self._id]
                yield "" if type(id_no) is Fault else id_no, self.row(row.number, meanings)

    def row(self, number: int, meanings: tuple[Any, ...]) -> Candidate | Unsound:
        """Return the person and place that a row states, or every fault in it."""
        stated = meanings + _UNSTATED
        if Fault in map(type, meanings) or "" in self._keys(stated):
            return Unsound(number, self._faults(stated))
        id_no, written_sex, written_birth, school, major = self._written(stated)
        sex = sex_of(id_no)
        if written_sex and written_sex != sex:
            return Unsound(number, (("sex", Fault("person.id.sex", {"sex": sex})),))
        school = f"{school} {major}".strip() if major else school
        derived = sex, written_birth or birth_of(id_no), school
        whole = stated + derived
        return Candidate(
            number,
            id_no,
            self._person(whole),
            self._place(whole),
            _doubts(written_birth, id_no),
        )

    def _faults(self, stated: tuple[Any, ...]) -> tuple[tuple[str, Fault], ...]:
        found = zip(self._fields, stated, strict=False)
        faults = [(field, meaning) for field, meaning in found if type(meaning) is Fault]
        keys = zip(KEY_FIELDS, self._keys(stated), strict=True)
        return (*faults, *((field, Fault("field.missing")) for field, key in keys if key == ""))


def _filled(
    kind: type[Person | Occupancy], taken: tuple[str, ...], places: Mapping[str, int], unstated: int
) -> Iterator[int]:
    """Yield where the values of a fact stand in a row, but for its key."""
    for place, field in enumerate(columns(kind)[1:], start=unstated):
        yield places.get(field, place) if field in taken else place


def _doubts(written: str, id_no: str) -> tuple[tuple[str, Fault], ...]:
    # Judged by the month: a day more or less is a slip, and files often give none.
    if not contradicts_birth(id_no, written[:_MONTH_LENGTH]):
        return ()
    facts = {"written": written, "by_number": birth_of(id_no)[:_MONTH_LENGTH]}
    return (("birth", Fault("person.id.birth", facts)),)
