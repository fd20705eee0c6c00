"""Document numbers (文号): one canonical spelling for all the ways offices write them.

A 文号 names the issuing body by its 机关代字, the year and the running number:
`安编办函〔2026〕8号` (党政机关公文处理工作条例 第九条, GB/T 9704-2012). Offices type square, round,
lenticular or full-width brackets, spaces and full-width digits, and leave the last 号 out; all mean
the same document.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

_BRACKETS: Final = str.maketrans(
    dict.fromkeys("[(【［〔（〖《<「{", "〔") | dict.fromkeys("])】］〕）〗》>」}", "〕")
)
_NUMBER: Final = re.compile(
    r"(?P<body>[^〔〕0-9]+?)〔(?P<year>[0-9]{4})〕第?0*(?P<serial>[0-9]+)号"
)
_TYPED: Final = re.compile(f"{_NUMBER.pattern}?")
FIRST_YEAR: Final = 1949


@dataclass(frozen=True, slots=True)
class Document:
    """An approval document (批文) as a case cites it; `number` is canonical."""

    number: str
    title: str = ""
    issuer: str = ""
    dated: date | None = None


@lru_cache(maxsize=65536)
def canonical_number(text: str) -> str:
    """Return the 文号 with 〔〕, half-width digits and no spaces; other text comes back trimmed.

    Text that is no 文号 is kept as written, since a ledger may cite "无文号" or a meeting.
    """
    squeezed = "".join(unicodedata.normalize("NFKC", text.translate(_BRACKETS)).split())
    found = _TYPED.fullmatch(squeezed.translate(_BRACKETS))
    if not found:
        return text.strip()
    return f"{found['body']}〔{found['year']}〕{found['serial']}号"


@lru_cache(maxsize=65536)
def is_document_number(text: str, today: date) -> bool:
    """Tell whether `text` is a canonical 文号 of a year from 1949 to `today`."""
    found = _NUMBER.fullmatch(text)
    return (
        found is not None
        and text == canonical_number(text)
        and FIRST_YEAR <= int(found["year"]) <= today.year
    )


def year_of(number: str) -> int | None:
    """Return the year that a canonical 文号 states, `None` for text that is no 文号."""
    found = _NUMBER.fullmatch(number)
    return int(found["year"]) if found else None
