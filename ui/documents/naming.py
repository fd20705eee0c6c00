"""What the name of a scanned file tells about the document in it."""

from __future__ import annotations

import re
from typing import Final

from domain.archive import DocumentRecord
from domain.documents import canonical_number, year_of

_NUMBER: Final = re.compile(r"[^\s_\-—]{1,20}?[\[(（〔【［]\d{4}[\])）〕】］]\s*第?\d+号")
_TITLE: Final = re.compile(r"[一-鿿].{3,}")
_EDGES: Final = " _-—.《》"


def told_by_name(stem: str) -> DocumentRecord:
    """Return 文号 and title as far as a file's name holds them; a mere 扫描0012 holds neither."""
    found = _NUMBER.search(stem)
    number = canonical_number(found[0]) if found else ""
    if not year_of(number):
        number = ""
    rest = stem.replace(found[0], " ", 1) if number and found else stem
    title = rest.strip(_EDGES)
    plain = _TITLE.fullmatch(title) and not title.startswith(("扫描", "新建", "图片", "未命名"))
    return DocumentRecord(number, "", title if plain else "")
