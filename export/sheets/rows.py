"""A list of rows given by name: the rosters of 编外, 离退休, 人编分离 and 减少人员."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from domain.errors import Refusal
from export.sheets.forms import SheetForm
from export.sheets.paper import Heading, Paper, Value


def write_rows(
    rows: Iterable[Mapping[str, str]], out: Path, form: SheetForm, heading: Heading
) -> int:
    """Write one row each and return how many; columns are found by their keys, `no` counts.

    Raises `Refusal` `sheet.not_written` with `path`, or `handbook.form.broken` when the form has
    a column of an unknown key.
    """
    paper = Paper(form, heading, form.heads())
    count = 0
    for cells in rows:
        count += 1
        paper.add([_value(column.key, cells, count) for column in form.columns])
    paper.save(out)
    return count


def _value(key: str, cells: Mapping[str, str], count: int) -> Value:
    if key == "no":
        return count
    if key not in cells:
        raise Refusal("handbook.form.broken", path="roster", part=key)
    return cells[key]
