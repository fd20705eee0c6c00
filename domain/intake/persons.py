"""Rows of a 人员花名册 as people and the places they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.codes import County
from domain.dates import same_as_far_as_known
from domain.facts import Occupancy, Person, PersonId
from domain.identity import birth_of, clean_person_name, sex_of
from domain.intake.cells import (
    Cell,
    Fault,
    choice,
    document_number,
    id_number,
    month,
    text,
    when,
    whole_number,
)
from domain.intake.table import Memo, Table
from domain.intake.unit_names import UnitNames

KEY_FIELDS: Final = ("unit", "name", "id_no", "quota_type")
"""Without these a row names nobody or no place (contract: `field.missing`)."""
_MONTHS: Final = ("birth", "work_start", "party_joined", "graduated_on")
_DAYS: Final = ("quota_since", "entered_on", "appointed_on")
_NUMBERS: Final = ("order",)
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sound row: the person and place it states, and the fields that the sheet has at all.

    `person.person` and `place.person` are 0 until the register gives a number.
    """

    row: int
    person: Person
    place: Occupancy
    warnings: tuple[tuple[str, Fault], ...] = ()


@dataclass(frozen=True, slots=True)
class Unsound:
    """One row that is not taken, with every fault found in it as (field, fault)."""

    row: int
    faults: tuple[tuple[str, Fault], ...]


def read_persons(table: Table, units: UnitNames, county: County) -> Iterator[Candidate | Unsound]:
    """Interpret a roster row by row, then refuse every row whose ID number stands there twice.

    A row that is unsound for another reason counts too: nobody knows which of the two is right.
    """
    fields = tuple(column.field for column in table.columns)
    memos = tuple(Memo(_interpreter(field, units, county)) for field in fields)
    results = []
    rows_of: dict[str, list[int]] = {}
    place = fields.index("id_no") if "id_no" in fields else None
    for row in table.rows:
        meanings = [memo[cell] for memo, cell in zip(memos, row.cells, strict=True)]
        stated = None if place is None else meanings[place]
        id_no = stated if isinstance(stated, str) else ""
        rows_of.setdefault(id_no, []).append(row.number)
        results.append((id_no, _row(row.number, fields, meanings)))
    rows_of[""] = []
    for id_no, result in results:
        others = [row for row in rows_of[id_no] if row != result.row]
        if others:
            known = result.faults if isinstance(result, Unsound) else ()
            twice = ("id_no", Fault("person.id.duplicate", {"rows": others}))
            yield Unsound(result.row, (*known, twice))
        else:
            yield result


def interpret_person(
    number: int, stated: Mapping[str, Cell], units: UnitNames, county: County
) -> Candidate | Unsound:
    """Interpret one person stated field by field, by the same rules as a row of a roster."""
    fields = tuple(stated)
    meanings = [_interpreter(field, units, county)(stated[field]) for field in fields]
    return _row(number, fields, meanings)


def _interpreter(field: str, units: UnitNames, county: County) -> Callable[[Cell], Any]:
    plain: Mapping[str, Callable[[Cell], Any]] = {
        "name": lambda cell: clean_person_name(text(cell)),
        "id_no": id_number,
        "quota_type": lambda cell: _quota_type(cell, county),
        "unit": lambda cell: units.find(cell) if text(cell) else "",
        "quota_doc": document_number,
        "appoint_doc": document_number,
        **dict.fromkeys(_MONTHS, month),
        **dict.fromkeys(_DAYS, when),
        **dict.fromkeys(_NUMBERS, whole_number),
    }
    table = county.tables.get(field)
    return plain.get(field) or (choice(table) if table else text)


def _quota_type(cell: Cell, county: County) -> str | Fault:
    written = text(cell)
    if not written:
        return ""
    choices = [known.label for known in county.quota_types]
    return county.quota_label(written) or Fault(
        "quota_type.unknown", {"value": written, "choices": choices}
    )


def _row(number: int, fields: tuple[str, ...], meanings: list[Any]) -> Candidate | Unsound:
    faults = [
        (field, meaning)
        for field, meaning in zip(fields, meanings, strict=True)
        if type(meaning) is Fault
    ]
    stated = dict(zip(fields, meanings, strict=True))
    faults += [
        (field, Fault("field.missing")) for field in KEY_FIELDS if stated.get(field, "") == ""
    ]
    if faults:
        return Unsound(number, tuple(faults))
    return _sound(number, stated)


def _sound(number: int, stated: dict[str, Any]) -> Candidate | Unsound:
    id_no = stated["id_no"]
    sex, birth = sex_of(id_no), birth_of(id_no)
    if stated.get("sex") and stated["sex"] != sex:
        return Unsound(number, (("sex", Fault("person.id.sex", {"sex": sex})),))
    stated["sex"] = sex
    warnings: tuple[tuple[str, Fault], ...] = ()
    if not stated.get("birth"):
        stated["birth"] = birth
    elif not same_as_far_as_known(stated["birth"][:7], birth):
        fault = Fault("person.id.birth", {"written": stated["birth"], "by_number": birth[:7]})
        warnings = (("birth", fault),)
    if stated.get("major"):
        stated["school"] = f"{stated.get('school', '')} {stated['major']}".strip()
    person = Person(_NOBODY, **{name: stated[name] for name in _PERSON if name in stated})
    place = Occupancy(_NOBODY, **{name: stated[name] for name in _PLACE if name in stated})
    return Candidate(number, person, place, warnings)
