"""A TrueType font whose text comes out of the PDF as it went in.

reportlab 5.1.0 writes code points beyond U+FFFF into the ToUnicode map as five hexadecimal
digits, where PDF wants UTF-16BE (ISO 32000-1, 9.10.3); such characters print right but are read
wrong by search and copying. The map is put right after reportlab has made it; nothing of
reportlab is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import reportlab
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

KNOWN_VERSION: Final = "5.1.0"
"""The reportlab whose insides this module relies on; another one needs a look first."""

_BLOCK: Final = 100
"""Entries in one bfchar block, the most that ISO 32000-1 allows."""


class ExtractableFont(TTFont):
    """A font for pages whose text must be found and copied, whatever plane it is from."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802, ANN401 - reportlab's method
        """Add the font's objects as reportlab does and correct their Unicode maps."""
        if reportlab.__version__ != KNOWN_VERSION:
            raise AssertionError(f"reportlab {reportlab.__version__}: look at unicode_map first")
        # The superclass forgets the document's subsets when it is done.
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for at, subset in enumerate(subsets):
            name = b"".join((SUBSETN(at), b"+", self.face.name, self.face.subfontNameX)).decode()
            doc.idToObject[f"toUnicodeCMap:{name}"].content = unicode_map(name, subset)


def unicode_map(font_name: str, subset: Sequence[int]) -> str:
    """Return a ToUnicode CMap for one-byte codes 0, 1, ... that stand for `subset`."""
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *_blocks(subset),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _blocks(subset: Sequence[int]) -> Iterator[str]:
    for start in range(0, len(subset), _BLOCK):
        block = subset[start : start + _BLOCK]
        yield f"{len(block)} beginbfchar"
        for code, point in enumerate(block, start):
            yield f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        yield "endbfchar"
