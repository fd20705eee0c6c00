"""The shape in which a reader of workbooks hands over a sheet, and complaints about its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeVar

from domain.errors import Refusal
from domain.intake.cells import Cell, Fault
from domain.outcomes import Complaint
from domain.words import Words

Meaning = TypeVar("Meaning")
_KINDS: Final = ("person", "occupancy", "unit")


class Column(Protocol):
    """One recognised column: its place, the field it means and the head as the sheet writes it."""

    @property
    def index(self) -> int:
        """Its place in the row of cells."""
        ...

    @property
    def field(self) -> str:
        """The field it means."""
        ...

    @property
    def title(self) -> str:
        """Its head as the sheet writes it."""
        ...


class Row(Protocol):
    """One data row: the number a spreadsheet shows, and its cells in the order of the columns."""

    @property
    def number(self) -> int:
        """The number a spreadsheet shows."""
        ...

    @property
    def cells(self) -> Sequence[Cell]:
        """The cells, in the order of the columns."""
        ...


class Table(Protocol):
    """One sheet whose head was found. `stated_day` is the day written above the head."""

    @property
    def layout(self) -> str:
        """What the sheet holds: units, inner_organs or persons."""
        ...

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        ...

    @property
    def columns(self) -> Sequence[Column]:
        """The recognised columns."""
        ...

    @property
    def unknown_columns(self) -> Sequence[str]:
        """Heads that mean nothing to us."""
        ...

    @property
    def stated_day(self) -> date | None:
        """The day written above the head."""
        ...

    @property
    def rows(self) -> Iterable[Row]:
        """The data rows; may be read once."""
        ...


class Memo(dict[Cell, Meaning | Fault]):
    """What each distinct value of a column means; a roster repeats most of its cells."""

    def __init__(self, interpret: Callable[[Cell], Meaning | Fault]) -> None:
        super().__init__()
        self._interpret = interpret

    def __missing__(self, cell: Cell) -> Meaning | Fault:
        meaning = self[cell] = self._interpret(cell)
        return meaning


@dataclass(frozen=True, slots=True)
class Complaints:
    """Builds complaints about the rows of one sheet, in the sheet's own column titles."""

    sheet: str
    titles: Mapping[str, str]
    words: Words

    def about(self, row: int, field: str, fault: Fault) -> Complaint:
        """Word one fault of one cell; `field` "" is about the whole row."""
        title = self.titles.get(field, "")
        facts = self.words.with_field_names(fault.facts, *_KINDS)
        said = self.words.say(fault.code, {"column": title, **facts})
        return Complaint(self.sheet, row, title, fault.code, f"第 {row} 行{said}")


def effective_day(stated: date | None, chosen: date | None, today: date) -> date:
    """Return the day a workbook speaks of: as chosen, else as written above its head, else today.

    Refuses `import.future` for a day after today.
    """
    day = chosen or stated or today
    if day > today:
        raise Refusal("import.future", day=day, today=today)
    return day
