"""A table on paper as a value: what it is called, its columns and rows, what stands below it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.handbook.parts import Column

A3 = "A3"
A4 = "A4"
A4_ACROSS = "A4 across"


@dataclass(frozen=True, slots=True)
class PaperTable:
    """One table, to be printed.

    `lead` stands between the title and the table, `foot` below it, a paragraph each. `paper` is
    `A4` upright, `A4_ACROSS` or `A3` across. With fewer rows than `least_rows` the table is ruled
    further, to be filled in by hand. `seal` is the text of the place for a seal, "" for none.
    `mark` tells on every page that the paper is not, or no more, in force, such as 草稿.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    lead: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    paper: str = A4
    least_rows: int = 0
    seal: str = ""
    mark: str = ""
