"""What is wrong with a row, as far as a returned workbook shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Reject:
    """One reason: the column's title (`Column.title`), or None for the row as a whole."""

    column: str | None
    text: str
    severity: Severity


Rejects = Mapping[tuple[str, int], Sequence[Reject]]
"""Reasons by (sheet name, row number as the spreadsheet shows it)."""
