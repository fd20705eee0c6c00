"""The three tables of the past - 沿革表, 基本情况表, 人员调动情况表 - and two days compared.

Each is a form of `resources/forms`; `{year}` and `{began}` in its title and signers are the year
it is about and the day from which the register can answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from domain.between_words import ToldStep
from domain.errors import Refusal
from domain.facts import INNER_POSTS
from domain.handbook.parts import written_out
from domain.history_rows import BasicRow, ChronicleRow, TransferRow
from domain.identity import masked
from export.sheets.forms import SheetColumn, SheetForm
from export.sheets.paper import Heading, Paper, Value

Row = TypeVar("Row")
Reads = Mapping[str, Callable[[Row], Value]]
_NUMBER: Final = "no"


@dataclass(frozen=True, slots=True)
class Span:
    """Of which time a table tells: the register's first day, and the year it is about."""

    began: date | None
    year: int


def write_chronicle(
    rows: Iterable[ChronicleRow], out: Path, form: SheetForm, heading: Heading, span: Span
) -> int:
    """Write the 沿革表, a row per document and unit; returns how many.

    Raises `Refusal` `sheet.not_written` with `path`, or `handbook.form.broken` when the form has
    a column of an unknown key; so do the others.
    """
    return _write(rows, out, _dated(form, span), heading, _CHRONICLE)


def write_basics(
    rows: Iterable[BasicRow], out: Path, form: SheetForm, heading: Heading, span: Span
) -> int:
    """Write the 基本情况表, a row per unit and a column per year since the register began."""
    first = span.began.year if span.began else span.year
    years = range(first, span.year + 1)
    width, group = form.counts["width"], form.counts["used"]
    reads: dict[str, Callable[[BasicRow], Value]] = dict(_BASICS)
    added = []
    for year in years:
        key = f"used.{year}"
        reads[key] = _used_in(year)
        added.append(SheetColumn(key, f"{year}年", width, group=group))
    form = replace(form, columns=(*form.columns, *added))
    return _write(rows, out, _dated(form, span), heading, reads)


def write_transfers(
    rows: Iterable[TransferRow], out: Path, form: SheetForm, heading: Heading, span: Span
) -> int:
    """Write the 人员调动情况表 of a year, a row for everybody who came, left or was moved."""
    return _write(rows, out, _dated(form, span), heading, _TRANSFERS)


def write_between(
    rows: Iterable[ToldStep], out: Path, form: SheetForm, heading: Heading, days: tuple[date, date]
) -> int:
    """Write what two days tell apart, a row each; `{from}` and `{to}` in the form are the days."""
    said = dict(zip(("{from}", "{to}"), map(written_out, days), strict=True))
    columns = (replace(one, title=_said(one.title, said)) for one in form.columns)
    form = replace(form, title=_said(form.title, said), columns=tuple(columns))
    return _write(rows, out, form, heading, _BETWEEN)


def _write(
    rows: Iterable[Row],
    out: Path,
    form: SheetForm,
    heading: Heading,
    reads: Reads[Row],
) -> int:
    columns = [_reader(column.key, reads, form) for column in form.columns]
    paper = Paper(form, heading, form.heads())
    count = 0
    sums: list[Value] = [""] * len(columns)
    for count, row in enumerate(rows, 1):
        values = [count if read is None else read(row) for read in columns]
        paper.add(values)
        sums = [_added(one, value) for one, value in zip(sums, values, strict=True)]
    if count and form.counts.get("total"):
        paper.add(["", form.counts["total"], *sums[2:]], strong=True)
    paper.save(out)
    return count


def _added(total: Value, value: Value) -> Value:
    """Return the sum of a column so far; texts add up to nothing."""
    if not isinstance(value, int):
        return total
    return value + total if isinstance(total, int) else value


def _reader(key: str, reads: Reads[Row], form: SheetForm) -> Callable[[Row], Value] | None:
    """Return how a column reads a row; `None` for the running number."""
    if key == _NUMBER:
        return None
    if key not in reads:
        raise Refusal("handbook.form.broken", path=form.sheet, part=key)
    return reads[key]


def _dated(form: SheetForm, span: Span) -> SheetForm:
    began = span.began
    said = {
        "{year}": f"{span.year}",
        "{began}": written_out(began) if began else "",
    }
    # A register without facts begins on no day.
    signers = (_said(text, said) for text in form.signers if began or "{began}" not in text)
    return replace(form, title=_said(form.title, said), signers=tuple(signers))


def _said(text: str, said: Mapping[str, str]) -> str:
    for mark, value in said.items():
        text = text.replace(mark, value)
    return text


def _used_in(year: int) -> Callable[[BasicRow], Value]:
    return lambda row: row.used.get(year, 0)


def _points(day: str) -> str:
    return day.replace("-", ".")


def _listed(counts: Mapping[str, int]) -> str:
    """Return counts as 14（行政编制12、工勤编制2）, one alone without the sum."""
    parts = [f"{name}{count}" for name, count in counts.items()]
    if len(parts) <= 1:
        return "".join(parts)
    return f"{sum(counts.values())}（{'、'.join(parts)}）"


def _approved(row: BasicRow) -> dict[str, int]:
    return {name: one.approved for name, one in row.staffing.types.items() if one.approved}


def _places(row: BasicRow, field: str) -> int:
    return sum(getattr(count, field) for count in row.staffing.types.values())


def _posts(row: BasicRow, at: int) -> int:
    """Return leading posts of the unit; those of inner organs are approved with the organs."""
    held = row.staffing.posts.items()
    return sum(count[at] for kind, count in held if kind not in INNER_POSTS)


_CHRONICLE: Final[Reads[ChronicleRow]] = {
    "doc_no": lambda row: row.doc_no,
    "issued_on": lambda row: _points(row.issued_on),
    "effective": lambda row: _points(row.day.isoformat()),
    "title": lambda row: row.title,
    "summary": lambda row: row.summary,
    "name": lambda row: row.unit.name,
    "supervisor": lambda row: row.supervisor,
    "funding": lambda row: row.unit.funding,
    "duties": lambda row: row.unit.duties,
    "places": lambda row: _listed(row.places),
    "posts": lambda row: _listed(row.posts),
}
_BASICS: Final[Reads[BasicRow]] = {
    "name": lambda row: row.staffing.unit.name,
    "supervisor": lambda row: row.supervisor,
    "funding": lambda row: row.staffing.unit.funding,
    "places": lambda row: _listed(_approved(row)),
    "approved": lambda row: _places(row, "approved"),
    "actual": lambda row: _places(row, "actual"),
    "vacant": lambda row: _places(row, "vacant"),
    "posts_approved": lambda row: _posts(row, 0),
    "posts_filled": lambda row: _posts(row, 1),
    "category": lambda row: row.staffing.unit.category or row.staffing.unit.kind,
}
_TRANSFERS: Final[Reads[TransferRow]] = {
    "day": lambda row: _points(row.day.isoformat()),
    "name": lambda row: row.name,
    "to_unit": lambda row: row.to_unit,
    "from_unit": lambda row: row.from_unit,
    "funding": lambda row: row.funding,
    "doc_no": lambda row: row.doc_no,
    "kind": lambda row: row.kind,
}
_BETWEEN: Final[Reads[ToldStep]] = {
    "label": lambda row: row.label,
    "subject": lambda row: row.subject,
    "unit": lambda row: row.unit,
    "before": lambda row: row.before,
    "after": lambda row: row.after,
    "id_no": lambda row: masked(row.id_no) if row.id_no else "",
}
