"""Rows of a 机构编制基本情况表 as units with their approved places and leading posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.codes import County
from domain.facts import InnerOrgan, OrganId, Unit, UnitId
from domain.identity import clean_unit_name, uscc_is_sound
from domain.intake.cells import Cell, Fault, choice, document_number, text, when, whole_number
from domain.intake.persons import Unsound
from domain.intake.table import Memo, Table
from domain.intake.unit_names import UnitNames

QUOTA: Final = "quota:"
POST: Final = "post:"
_DATES: Final = ("approved_on", "established_on")
_NUMBERS: Final = ("order", "inner_count", "quota", "chiefs", "deputies")
_DOCUMENTS: Final = ("doc_no", "established_doc")
_UNIT: Final = (
    "short_name", "other_names", "kind", "rank", "nature", "category", "series", "uscc",
    "funding", "doc_no", "approved_on", "established_on", "established_doc", "inner_count",
    "duties", "address", "head", "contact", "order", "remark",
)  # fmt: skip
_ORGAN: Final = (
    "kind", "rank", "quota", "chiefs", "deputies", "doc_no", "approved_on", "order", "remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatedUnit:
    """One sound row of units. `unit.unit` is "" unless the sheet gives a code.

    `supervisor` is the supervising unit's name as written, resolved once all units are known;
    `quotas` and `posts` are counts per quota type and per kind of leading post, without zeros;
    `zeros` are the fields in which the sheet states a 0 where it might have left the cell empty.
    """

    row: int
    unit: Unit
    supervisor: str
    quotas: Mapping[str, int]
    posts: Mapping[str, int]
    warnings: tuple[tuple[str, Fault], ...] = ()
    zeros: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitRows:
    """The rows of all tables of units in one file, table by table.

    `codes` are all that rows state, unsound ones included: a mended file states them again.
    """

    results: tuple[tuple[StatedUnit | Unsound, ...], ...]
    codes: frozenset[UnitId]


@dataclass(frozen=True, slots=True)
class StatedOrgan:
    """One sound row of inner organs; `organ.organ` is "" until the register gives a code."""

    row: int
    organ: InnerOrgan


def read_units(table: Table, county: County) -> Iterator[StatedUnit | Unsound]:
    """Interpret a table of units row by row; two rows of one name or code are both refused."""
    yield from read_all_units((table,), county).results[0]


def read_all_units(tables: Iterable[Table], county: County) -> UnitRows:
    """Interpret all tables of units in one file; no name or code may stand there twice."""
    read = [list(_interpreted(table, county)) for table in tables]
    units = [one.unit for rows in read for _, one in rows if isinstance(one, StatedUnit)]
    names, codes = Counter(unit.name for unit in units), Counter(unit.unit for unit in units)
    codes[UnitId("")] = 0

    def once(result: StatedUnit | Unsound) -> StatedUnit | Unsound:
        if isinstance(result, StatedUnit) and names[result.unit.name] > 1:
            return Unsound(result.row, (("name", Fault("unit.duplicate")),))
        if isinstance(result, StatedUnit) and codes[result.unit.unit] > 1:
            return Unsound(result.row, (("code", Fault("unit.code.duplicate")),))
        return result

    return UnitRows(
        tuple(tuple(once(result) for _, result in rows) for rows in read),
        frozenset(UnitId(code) for rows in read for code, _ in rows if code),
    )


def _interpreted(table: Table, county: County) -> Iterator[tuple[str, StatedUnit | Unsound]]:
    """Yield the code that each row states, "" without one, and what the row says."""
    fields = tuple(_unit_field(column.field, county) for column in table.columns)
    memos = tuple(Memo(_interpreter(field, county)) for field in fields)
    for row in table.rows:
        meanings = [memo[cell] for memo, cell in zip(memos, row.cells, strict=True)]
        code = str(dict(zip(fields, meanings, strict=True)).get("code", ""))
        yield code, _unit_row(row.number, fields, meanings)


def _unit_field(field: str, county: County) -> str:
    if not field.startswith(QUOTA):
        return field
    written = field.removeprefix(QUOTA)
    return QUOTA + (county.quota_label(written) or written)


def _interpreter(field: str, county: County, kind: str = "unit") -> Callable[[Cell], Any]:
    if field.startswith(QUOTA):
        known = county.quota_type(field.removeprefix(QUOTA)) is not None
        return _count if known else _unknown_type(field.removeprefix(QUOTA))
    plain: dict[str, Callable[[Cell], Any]] = {
        "name": lambda cell: clean_unit_name(text(cell)),
        "supervisor": lambda cell: clean_unit_name(text(cell)),
        **dict.fromkeys(_DATES, when),
        **dict.fromkeys(_NUMBERS, whole_number),
        **dict.fromkeys(_DOCUMENTS, document_number),
    }
    if field.startswith(POST):
        return _count
    table = county.tables.get(f"{kind}.{field}") or county.tables.get(field)
    return plain.get(field) or (choice(table) if table else text)


def _count(cell: Cell) -> int | Fault | None:
    """Return a count, `None` for an empty cell: a 0 says that nothing is approved."""
    return whole_number(cell) if text(cell) else None


def _unknown_type(label: str) -> Callable[[Cell], int | Fault]:
    def interpret(cell: Cell) -> int | Fault:
        count = whole_number(cell)
        return count if count == 0 else Fault("quota_type.unknown", {"value": label})

    return interpret


def _faults_of(
    fields: tuple[str, ...], meanings: list[Any], keys: tuple[str, ...]
) -> tuple[tuple[str, Fault], ...]:
    faults = [(f, m) for f, m in zip(fields, meanings, strict=True) if type(m) is Fault]
    stated = dict(zip(fields, meanings, strict=True))
    faults += [(key, Fault("field.missing")) for key in keys if not stated.get(key)]
    return tuple(faults)


def _unit_row(number: int, fields: tuple[str, ...], meanings: list[Any]) -> StatedUnit | Unsound:
    faults = _faults_of(fields, meanings, ("name",))
    if faults:
        return Unsound(number, faults)
    stated = dict(zip(fields, meanings, strict=True))
    unit = Unit(
        UnitId(stated.get("code", "")),
        stated["name"],
        **{name: stated[name] for name in _UNIT if name in stated},
    )
    unsound_code = unit.uscc and not uscc_is_sound(unit.uscc)
    return StatedUnit(
        number,
        unit,
        stated.get("supervisor", ""),
        {f.removeprefix(QUOTA): n for f, n in stated.items() if f.startswith(QUOTA) and n},
        {f.removeprefix(POST): n for f, n in stated.items() if f.startswith(POST) and n},
        (("uscc", Fault("unit.uscc")),) if unsound_code else (),
        tuple(f for f, n in stated.items() if f.startswith((QUOTA, POST)) and n == 0),
    )


def read_organs(table: Table, units: UnitNames, county: County) -> Iterator[StatedOrgan | Unsound]:
    """Interpret a table of inner organs; the organ's unit must be known."""
    fields = tuple(column.field for column in table.columns)
    memos = tuple(Memo(_organ_interpreter(field, units, county)) for field in fields)
    for row in table.rows:
        meanings = [memo[cell] for memo, cell in zip(memos, row.cells, strict=True)]
        faults = _faults_of(fields, meanings, ("unit", "name"))
        if faults:
            yield Unsound(row.number, faults)
            continue
        stated: dict[str, Any] = dict(zip(fields, meanings, strict=True))
        given = {name: stated[name] for name in _ORGAN if stated.get(name)}
        yield StatedOrgan(
            row.number, InnerOrgan(OrganId(""), stated["unit"], stated["name"], **given)
        )


def _organ_interpreter(field: str, units: UnitNames, county: County) -> Callable[[Cell], Any]:
    if field == "unit":
        return lambda cell: units.find(cell) if text(cell) else ""
    return _interpreter(field, county, "inner_organ")
