"""Search as you type: what is written down for each person, and what a typed text looks up.

A text of digits is part of an ID number, anything else begins an ending of a name (so it is found
anywhere in the name) or its pinyin initials. What is typed is always taken literally.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from storage.pinyin import initials

INSERT_TERMS: Final = "INSERT INTO person_search (term, row) VALUES"
INSERT_ID: Final = "INSERT INTO person_id_search (rowid, id_no) VALUES (?, ?)"

_TERM: Final = """
    p.row IN (SELECT s.row FROM person_search AS s WHERE s.term >= :low AND s.term < :high)
"""
_FRAGMENT: Final = """
    p.row IN (SELECT i.rowid FROM person_id_search AS i WHERE i.id_no MATCH :low)
"""
_SHORT_FRAGMENT: Final = "instr(p.id_no, :low) > 0"
_IN_NAME: Final = "instr(p.name, :low) > 0"
_TRIGRAM: Final = 3
_ID_FRAGMENT: Final = re.compile(r"[0-9]+[Xx]?")
_IGNORED: Final = re.compile(r"[\s·•‧∙⋅・･．●▪ᐧ᛫\ud800-\udfff]+")
_LAST: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Search:
    """A condition on the persons under the alias `p`, and what it binds. `typed` "": everybody."""

    condition: str
    low: str = ""
    high: str = ""


EVERYBODY: Final = Search("")


def terms(name: str) -> set[str]:
    """Return everything under which a name is found."""
    folded = fold(name)
    return {*initials(folded), *[folded[start:] for start in range(len(folded))]}


def fold(text: str) -> str:
    """Return a name or a typed text without what people type differently: width, case, dots."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


def search_for(text: str) -> Search:
    """Return what a typed text looks up; text without a letter or digit finds everybody."""
    folded = fold(text)
    if not folded:
        return EVERYBODY
    if not _ID_FRAGMENT.fullmatch(folded):
        return Search(_TERM, folded, folded + _LAST)
    fragment = folded.upper()
    if len(fragment) < _TRIGRAM:
        return Search(_SHORT_FRAGMENT, fragment)
    return Search(_FRAGMENT, f'"{fragment}"')


def search_unlisted(text: str) -> Search:
    """Return what a text looks up among people of other offices, who are not written down.

    Their names and ID numbers are read one by one, and pinyin initials find nobody.
    """
    folded = fold(text)
    if not folded:
        return EVERYBODY
    if _ID_FRAGMENT.fullmatch(folded):
        return Search(_SHORT_FRAGMENT, folded.upper())
    return Search(_IN_NAME, folded)
