"""Giving a workbook back: every row kept, unsound cells tinted, and the reasons in words."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from openpyxl.workbook import Workbook

from domain.errors import Refusal
from export.whole import drop
from export.workbooks.annotate import annotate, defuse
from export.workbooks.archive import Archive, load
from export.workbooks.copies import copies_of
from export.workbooks.heads import MAX_LAYERS, SEARCH_ROWS, Head, find_head
from export.workbooks.layout import Layout
from export.workbooks.rejects import Rejects
from export.workbooks.sheets import read_sheets


def write_returned(source: Path, out: Path, layouts: Sequence[Layout], rejects: Rejects) -> None:
    """Write a copy of the workbook with the rejects shown in it, always as xlsx.

    An xlsx keeps its looks; other formats, and an xlsx that cannot be edited, are rebuilt from
    their values. Formulas become their values. A 原因 column follows the last used column of a
    sheet with rejects; one left by an earlier return is used again, and the earlier tints go.
    Cells to be mended are set to text, so that 1998.10 and an ID number stay as typed. `out`
    is replaced only by a copy that was read back.

    Raises:
        Refusal: what reading refuses; workbook.same_file, workbook.disk_full,
            workbook.not_written, workbook.copy_differs.
    """
    _refuse_same_file(source, out)
    archive = load(source)
    marked = {sheet for sheet, _ in rejects}
    heads = dict(_heads(archive, layouts, marked))
    expected = {name: found.seen() for name, found in heads.items()}
    for book in copies_of(archive, marked):
        for name, found in heads.items():
            reasons = {row: each for (sheet, row), each in rejects.items() if sheet == name}
            if reasons or found.head.reason_index is not None:
                annotate(book[name], found.head, found.width, reasons)
        defuse(book)
        with _saved(book, out) as copy:
            again = _heads(load(copy), layouts, marked)
            if {name: found.seen() for name, found in again} == expected:
                copy.replace(out)
                return
    raise Refusal("workbook.copy_differs", file=out.name)


def _refuse_same_file(source: Path, out: Path) -> None:
    try:
        is_same = out.exists() and source.exists() and out.samefile(source)
    except OSError as error:
        raise Refusal("workbook.not_written", file=out.name) from error
    if is_same:
        raise Refusal("workbook.same_file", file=out.name)


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet's head, its used width from column A, and its last used row's number."""

    head: Head
    width: int
    height: int

    def seen(self) -> tuple[object, ...]:
        """Return what the copy of the sheet must show again."""
        return (self.head.last, self.head.columns, self.head.unknown, self.height)


def _heads(
    archive: Archive, layouts: Sequence[Layout], marked: Collection[str]
) -> Iterator[tuple[str, _Found]]:
    for sheet in read_sheets(archive, None, marked):
        top = list(islice(sheet.rows(), SEARCH_ROWS + MAX_LAYERS))
        head = find_head(sheet, top, layouts)
        if head is not None:
            yield sheet.name, _Found(head, sheet.left + sheet.width, sheet.height)


@contextmanager
def _saved(book: Workbook, out: Path) -> Iterator[Path]:
    """Save under a temporary name beside `out`, which is gone when the block is left."""
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=out.parent, prefix=".", suffix=".xlsx", delete=False
        ) as file:
            temporary = Path(file.name)
            book.save(file)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    except OSError as error:
        code = "disk_full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "not_written"
        raise Refusal(f"workbook.{code}", file=out.name) from error
    finally:
        if temporary is not None:
            drop(temporary)
