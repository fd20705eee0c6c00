"""Reads the county's form of a list - title, columns, signers - from its data file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a list. `width` in characters, as spreadsheets count it.

    `key` names the value: `unit.`, `person.` or `place.` and a field of that fact, or a name that
    the list itself knows. `group` is the head above, "" for none.
    """

    key: str
    title: str
    width: float
    align: str = "center"
    group: str = ""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A column's heads from the top down, its width in characters and its alignment."""

    path: tuple[str, ...]
    width: float
    align: str = "center"


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One list. `frozen` counts the columns that stay in sight.

    `title` and `issuer` may hold `{office}`, the place; a signer `{filler}`, who fills it in;
    `dated` `{day}`, the day of which the list tells. `measure` says what is counted, "" for none.
    """

    title: str
    issuer: str
    sheet: str
    paper: str
    signers: tuple[str, ...]
    frozen: int
    columns: tuple[SheetColumn, ...]
    counts: Mapping[str, Any] = field(default_factory=dict)
    dated: str = "截止日期：{day}"
    measure: str = ""

    def heads(self) -> list[HeadCell]:
        """Return the columns as the sheet heads them."""
        return [
            HeadCell((*filter(None, (column.group,)), column.title), column.width, column.align)
            for column in self.columns
        ]


def load_sheet_form(path: Path) -> SheetForm:
    """Return the form in `path`; refuses `handbook.form.broken` with `path` and `part`."""
    try:
        data = json.loads(path.read_text("utf-8"))
        data["signers"] = tuple(data["signers"])
        data["columns"] = tuple(SheetColumn(**column) for column in data["columns"])
        return SheetForm(**data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as broken:
        raise Refusal("handbook.form.broken", path=str(path), part=str(broken)) from broken
