"""A composed handbook: pages of neutral text, fields and tables. Drawing needs nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.facts import UnitId
from domain.handbook.parts import Column

_SHORT: Final = 12
_SEPARATOR: Final = "\x1f"


@dataclass(frozen=True, slots=True)
class FieldCell:
    """A label and its value; `wide` takes the whole line. An empty value is left to the pen."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover. `seal` names the place for the issuing body's seal, over `issuer`."""

    title: str
    secrecy: str
    unit_name: str
    fields: tuple[FieldCell, ...]
    issuer: str
    seal: str

    def texts(self) -> Iterator[str]:
        """Yield everything that is printed, in order."""
        yield from (self.title, self.secrecy, self.unit_name, self.issuer)
        yield from (cell.value for cell in self.fields)


@dataclass(frozen=True, slots=True)
class TextPage:
    """Running text. With `ruled` the page is lined down to its foot, for entries by hand."""

    title: str
    paragraphs: tuple[str, ...]
    note: str = ""
    seal: str = ""
    ruled: bool = False

    def texts(self) -> Iterator[str]:
        """Yield everything that is printed, in order."""
        yield from (self.title, *self.paragraphs, self.note)


@dataclass(frozen=True, slots=True)
class FieldPage:
    """A form of labelled fields, two to a line unless wide."""

    title: str
    cells: tuple[FieldCell, ...]
    note: str = ""
    seal: str = ""

    def texts(self) -> Iterator[str]:
        """Yield everything that is printed, in order."""
        yield from (self.title, self.note)
        for cell in self.cells:
            yield from (cell.label, cell.value)


@dataclass(frozen=True, slots=True)
class TablePage:
    """A table of as many sheets as it needs; every row has one text per column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    landscape: bool
    tall: bool
    ending: str

    def texts(self) -> Iterator[str]:
        """Yield everything that is printed, in order."""
        yield from (self.title, self.note)
        yield from (column.title for column in self.columns)
        for row in self.rows:
            yield from row


Page = TextPage | FieldPage | TablePage


@dataclass(frozen=True, slots=True)
class HandbookContent:
    """The whole handbook of one unit on one day. `number` is the 证号."""

    unit: UnitId
    unit_name: str
    number: str
    day: date
    cover: Cover
    pages: tuple[Page, ...]

    def fingerprint(self) -> str:
        """Return 12 hexadecimal digits over everything printed, to compare paper with register."""
        digest = hashlib.sha256(f"{self.unit}{_SEPARATOR}{self.number}{self.day}".encode())
        for part in (self.cover, *self.pages):
            digest.update(_SEPARATOR.join(("", *part.texts())).encode())
        return digest.hexdigest()[:_SHORT].upper()
