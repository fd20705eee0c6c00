"""How the object of an entry is told: as it stands, and in words where it is a word of the program.

Entries say what people know, see `domain.workflow.referring`. Those of earlier programs are never
written anew: their bare numbers are named here by what they count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from domain.audit import REFUSED
from domain.dates import minute_of
from domain.words import Words
from domain.workflow.referring import of_import
from storage.audit_entries import Entry
from storage.states import STATE, kind_and_key

_NUMBERED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "document.": "登记号 {}",
        "attachment.": "附件 {}",
        "problem.": "第 {} 号",
        "reveal.id": "人员登记号 {}",
        "audit.former_head": "第 {} 条",
        "sign_in.failed": "{} 次",
        "office.idle": "{} 分钟",
        "office.calendar": "{} 年",
    }
)
"""What a bare number counts, by how the code of the act begins."""
_OF_WHAT_OWNS: Final = ("attachment.add", REFUSED)
"""What got no attachment was entered by the number of a document or of a problem: nobody knows."""
_FULL: Final = {"full": "逐条核验"}
_COUNTED: Final = re.compile(r"created=(\d+) updated=(\d+)")


def told_act(act: str, words: Words) -> str:
    """Return an act in words, its code when it has none."""
    return words.sentences.get(f"audit.act.{act}", act)


def told_entry(entry: Entry, words: Words) -> dict[str, object]:
    """Return the facts of a sentence that tells an entry: when, who, what, about what."""
    return {
        "at": minute_of(entry.at),
        "actor": entry.actor,
        "act": told_act(entry.act, words),
        "object": told_object(entry, words),
    }


def told_object(entry: Entry, words: Words) -> str:
    """Return in words what the act of an entry was about, "" for nothing."""
    act, named = entry.act, entry.object
    if act == STATE:
        kind, key = kind_and_key(named)
        return f"{words.say(f'audit.kind.{kind}', {})} {key}"
    if named.isdecimal() and (act, entry.result) != _OF_WHAT_OWNS:
        begun = (told for code, told in _NUMBERED.items() if act.startswith(code))
        return next(begun, "{}").format(named)
    counted = _COUNTED.fullmatch(named)
    if counted:
        return of_import(int(counted[1]), int(counted[2]))
    return _FULL.get(named, named) if act == "verify" else named
