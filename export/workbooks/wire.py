"""How a reading child speaks to its parent: one JSON list per line, values plain.

JSON, because what comes from the side that touched a hostile file is parsed, never unpickled.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from export.workbooks.body import Row, Skipped
from export.workbooks.heads import Column
from export.workbooks.table import Table

BATCH: Final = 500
"""Rows per line: enough that lines cost nothing, few enough that progress moves."""

_BYTE: Final = 256
_BYTES: Final = "latin-1"
_DATETIME: Final = "$datetime"
_DATE: Final = "$date"
_TIME: Final = "$time"
_SPAN: Final = "$seconds"


def encode(frame: list[Any]) -> bytes:
    """Return the frame as one line of bytes."""
    text = json.dumps(frame, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def decode(line: bytes) -> list[Any]:
    """Return the frame of a line. Raises ValueError when the line is not one."""
    frame = json.loads(line, object_hook=_value)
    if not isinstance(frame, list):
        raise ValueError("not a frame")  # noqa: TRY004 - malformed input, not a wrong argument
    return frame


def table_frame(table: Table) -> list[Any]:
    """Return the frame that announces a table; its rows follow in frames of their own."""
    columns = [[each.index, each.field, each.title] for each in table.columns]
    return [
        "table",
        table.sheet,
        table.layout,
        list(table.head_rows),
        table.height,
        columns,
        list(table.unknown_columns),
        table.stated_day,
        table.is_last,
    ]


def table_of(frame: list[Any]) -> Table:
    """Return the table a frame announces, without rows."""
    _, sheet, layout, head_rows, height, columns, unknown, stated, is_last = frame
    return Table(
        sheet=sheet,
        layout=layout,
        head_rows=(head_rows[0], head_rows[1]),
        height=height,
        columns=tuple(Column(*each) for each in columns),
        unknown_columns=tuple(unknown),
        stated_day=stated,
        rows=iter(()),
        is_last=is_last,
    )


def rows_frame(rows: list[Row]) -> list[Any]:
    """Return the frame of a batch of rows: column by column, which repeat most of their texts."""
    columns = zip(*(row.cells for row in rows), strict=True)
    numbers, sections = [row.number for row in rows], tuple(row.section for row in rows)
    return ["rows", numbers, _packed(sections), [_packed(column) for column in columns]]


def rows_of(frame: list[Any]) -> list[Row]:
    """Return the rows of a frame."""
    _, numbers, sections, columns = frame
    cells = zip(*map(_unpacked, columns), strict=True)
    return list(map(Row, numbers, _unpacked(sections), cells))


def _packed(column: Sequence[object]) -> list[Any]:
    """Return a column's values, or its distinct texts and for each cell which of them it holds.

    Which one is a character whose code is the text's place: numbers would cost most of the line.
    """
    # Texts only: numbers and truth values may be equal and yet differ.
    if set(map(type, column)) == {str}:
        places = {text: place for place, text in enumerate(dict.fromkeys(column))}
        if len(places) <= min(len(column) // 2, _BYTE):
            held = bytes(map(places.__getitem__, column))
            return [list(places), held.decode(_BYTES)]
    return [list(column)]


def _unpacked(packed: list[Any]) -> Iterable[Any]:
    values, *places = packed
    return map(values.__getitem__, places[0].encode(_BYTES)) if places else values


def skipped_frame(skipped: Skipped) -> list[Any]:
    """Return the frame that ends a table."""
    return ["skipped", asdict(skipped)]


def _plain(value: object) -> Mapping[str, Any]:
    if isinstance(value, dt.datetime):
        return {_DATETIME: value.isoformat()}
    if isinstance(value, dt.date):
        return {_DATE: value.isoformat()}
    if isinstance(value, dt.time):
        return {_TIME: value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {_SPAN: value.total_seconds()}
    raise TypeError(f"no wire form for {type(value).__name__}")


def _value(plain: dict[str, Any]) -> object:
    if _DATE in plain:
        return dt.date.fromisoformat(plain[_DATE])
    if _DATETIME in plain:
        return dt.datetime.fromisoformat(plain[_DATETIME])
    if _TIME in plain:
        return dt.time.fromisoformat(plain[_TIME])
    if _SPAN in plain:
        return dt.timedelta(seconds=plain[_SPAN])
    return plain
