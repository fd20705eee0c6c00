"""A table on paper as a value: what it is called, its columns and rows, what stands below it."""

from __future__ import annotations

from dataclasses import dataclass

A3 = "A3"
A4 = "A4"


@dataclass(frozen=True, slots=True)
class PaperTable:
    """One table. `columns` are titles with their widths in Chinese characters.

    `lead` stands between the title and the table, `foot` below it, a paragraph each. `paper` is
    `A4` upright or `A3` across.
    """

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]
    lead: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    paper: str = A4
