"""What one cell means.

Spreadsheets hold text, numbers and days in no reliable way: a month arrives as `1988.03`,
`198803`, `1988年3月`, a day or the number 1988.3; an ID number as text or as a number that has
lost its last digits. Each function here turns a raw value into what a fact holds, or into a
`Fault` that says why it can't.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from domain.codes import CodeTable
from domain.dates import UNKNOWN, PartialDate, partial
from domain.documents import canonical_number
from domain.errors import Refusal
from domain.identity import clean_id_number, id_check_holds, id_number_is_sound

Cell = object
"""What a spreadsheet holds: str, int, float, bool, date, datetime or None."""

_SEPARATED: Final = re.compile(r"(\d{4})[.\-/年](\d{1,2})(?:[.\-/月](\d{1,2})?)?日?")
_PACKED: Final = re.compile(r"(\d{4})(?:(\d{2})(\d{2})?)?年?")
_ID_LENGTH: Final = 18
_EXACT_DIGITS: Final = 10**15
_MONTHS: Final = 12
_LARGEST_COUNT: Final = 10**6


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be taken. `code` is an importers' code; facts hold no ID number."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def text(cell: Cell) -> str:
    """Return a cell as one line of text: whole numbers without a point, spaces collapsed."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return str(cell)[:10]
    return str(cell)


def document_number(cell: Cell) -> str:
    """Return a 文号 in its canonical spelling."""
    return canonical_number(text(cell))


def whole_number(cell: Cell) -> int | Fault:
    """Return a count; an empty cell counts 0."""
    if cell is None or cell == "":
        return 0
    try:
        number = cell if isinstance(cell, float) else float(str(cell).strip() or 0)
    except ValueError:
        return Fault("number.invalid", {"value": text(cell)})
    # NaN and infinity are no integers either; no county has a million of anything.
    if not number.is_integer() or not 0 <= number <= _LARGEST_COUNT:
        return Fault("number.invalid", {"value": text(cell)})
    return int(number)


def month(cell: Cell) -> PartialDate | Fault:
    """Return a month or a more precise day as written, for columns that ask for a month.

    A day cell keeps its month only: spreadsheets turn a typed month into its first day.
    """
    if isinstance(cell, date):
        return _dated(cell, cell.year, cell.month)
    return when(cell)


def when(cell: Cell) -> PartialDate | Fault:
    """Return a date exactly as precise as it was written.

    A number such as 1998.1 may be January or, its zero lost, October: `date.ambiguous`.
    """
    if isinstance(cell, date):
        return _dated(cell, cell.year, cell.month, cell.day)
    if isinstance(cell, float) and math.isfinite(cell) and not cell.is_integer():
        return _decimal_month(cell)
    written = "".join(text(cell).translate(_HALF_WIDTH).split())
    if not written:
        return UNKNOWN
    found = _SEPARATED.fullmatch(written) or _PACKED.fullmatch(written)
    if found is None:
        return Fault("date.invalid", {"value": text(cell)})
    return _dated(cell, *(int(part) for part in found.groups() if part is not None))


def _dated(cell: Cell, *numbers: int) -> PartialDate | Fault:
    try:
        return partial(*numbers)
    except Refusal:
        return Fault("date.invalid", {"value": text(cell)})


_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９．－／—–", "0123456789.-/--")


def _decimal_month(number: float) -> PartialDate | Fault:
    year, hundredths = divmod(round(number * 100), 100)
    if hundredths == 10:  # noqa: PLR2004 - .1 and .10 are the same number
        return Fault("date.ambiguous", {"value": f"{number:g}", "year": year})
    exact = abs(number * 100 - round(number * 100)) < 1e-6  # noqa: PLR2004 - float noise
    months = hundredths if hundredths <= _MONTHS or hundredths % 10 else hundredths // 10
    # A month 0 does not exist, so what is no month at all is refused like one.
    return _dated(number, year, months if exact else 0)


def id_number(cell: Cell) -> str | Fault:
    """Return a sound 18-character ID number.

    Spreadsheets keep 15 digits of a number, so a number cell, and text that ends in 000 and does
    not add up, has lost its end for good.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        lost = abs(cell) >= _EXACT_DIGITS
        return Fault("person.id.truncated" if lost else "person.id.length", {})
    if isinstance(cell, str) and id_number_is_sound(cell):
        return cell
    number = clean_id_number(text(cell))
    if not number or id_number_is_sound(number):
        return number
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", number):
        return Fault("person.id.truncated", {})
    if len(number) != _ID_LENGTH:
        return Fault("person.id.length", {"length": len(number)})
    if not id_check_holds(number):
        truncated = number.endswith("000") and number.isdigit()
        return Fault("person.id.truncated" if truncated else "person.id.check_digit", {})
    return Fault("person.id.date", {})


def choice(table: CodeTable) -> Callable[[Cell], str | Fault]:
    """Return the interpreter of a choice column: its official label, or `code.unknown`."""

    def interpret(cell: Cell) -> str | Fault:
        written = text(cell)
        if not written:
            return ""
        label = table.label_of(written) or table.label_of(written.replace(" ", ""))
        return label or Fault("code.unknown", {"value": written, "choices": table.labels})

    return interpret
