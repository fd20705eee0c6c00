"""Tables as a reader of workbooks hands them over, written down in a few lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.intake.cells import Cell


@dataclass(frozen=True)
class Column:
    index: int
    field: str
    title: str


@dataclass(frozen=True)
class Row:
    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Sheet:
    """Satisfies the `Table` protocol; data rows begin below a head in row 4."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    layout: str = "persons"
    sheet: str = "Sheet1"
    unknown_columns: tuple[str, ...] = ()
    stated_day: date | None = None


def sheet(
    fields: Sequence[str],
    *rows: Iterable[Cell],
    layout: str = "persons",
    stated_day: date | None = None,
    unknown: tuple[str, ...] = (),
) -> Sheet:
    columns = tuple(Column(i, name, f"〔{name}〕") for i, name in enumerate(fields))
    data = tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 5))
    return Sheet(columns, data, layout, unknown_columns=unknown, stated_day=stated_day)
