"""What must be known of a part before a parser sees it, told from its bytes going by."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Final

from domain.errors import Refusal

MAX_ROWS: Final = 1_000_000
PROLOG: Final = 64 * 1024
"""Within so many first bytes the root element of an XML part must begin."""

_XML: Final = (".xml", ".rels", ".vml")
# Every group is atomic: a crafted run of comments must not make the match explode.
_ROOT: Final = re.compile(rb"\s*+(?>(?><\?.*?\?>|<!--.*?-->)\s*+)*+<[A-Za-z_]", re.DOTALL)
_ROW: Final = b"<row"
_VALUES: Final = (b"<v", b"<is")
_ERROR: Final = b't="e"'
_OVERLAP: Final = 8
_LONG_ROW: Final = 1024 * 1024


def refuse_document_type(name: str, head: bytes) -> None:
    """Refuse an XML part whose root element does not begin at once: nothing may come before it.

    A document type could define entities that explode or fetch files; a workbook never needs one.

    Raises:
        Refusal: workbook.suspicious.
    """
    if not name.endswith(_XML) or not head:
        return
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "replace").encode()
    if not _ROOT.match(head.removeprefix(codecs.BOM_UTF8)):
        raise Refusal("workbook.suspicious", reason="doctype")


class SheetWatch:
    """Notices error cells, and whether the rows of a sheet need counting.

    Both questions are first asked of single letters that are rare in such parts, which costs
    next to nothing; only a part that fails the cheap question is looked at closely.
    """

    def __init__(self, name: str) -> None:
        self._is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
        self._tail = b""
        self._letters = 0
        self.has_error_cells = False

    @property
    def may_be_too_long(self) -> bool:
        """Tell whether there may be more than MAX_ROWS rows."""
        return self._letters > MAX_ROWS

    def see(self, chunk: bytes) -> None:
        """Take the next bytes."""
        if self._is_sheet:
            self._letters += chunk.count(b"w")
            if not self.has_error_cells and b"e" in chunk:
                self.has_error_cells = _ERROR in self._tail + chunk
            self._tail = chunk[-_OVERLAP:]


def refuse_too_many_rows(chunks: Iterable[bytes], limit: int = MAX_ROWS) -> None:
    """Count the rows of a sheet that hold values, before a parser builds them all.

    Rows that carry only formatting do not count: many office workbooks are formatted to the
    last line.

    Raises:
        Refusal: workbook.too_many_rows.
    """
    rows, last = 0, b""
    for chunk in chunks:
        *whole, last = (last + chunk).split(_ROW)
        rows += sum(map(_holds_value, whole))
        if len(last) > _LONG_ROW:
            # Of an endless row only what counting needs is kept, so that the work stays linear.
            last = (_VALUES[0] if _holds_value(last) else b"") + last[-_OVERLAP:]
        if rows > limit:
            raise Refusal("workbook.too_many_rows", limit=limit)
    if rows + _holds_value(last) > limit:
        raise Refusal("workbook.too_many_rows", limit=limit)


def _holds_value(row: bytes) -> bool:
    return _VALUES[0] in row or _VALUES[1] in row
