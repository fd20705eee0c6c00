"""Findings and rules in words; the sentences themselves stand in `resources/texts`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.finding import Finding
from domain.words import Words

_FIELD_FACTS: Final = ("field", "earlier")
_LAST: Final = 4
CHECK: Final = "check."
"""How the codes of the checks' sentences begin."""


def sentence(finding: Finding, words: Words) -> str:
    """Return what a finding says to a person, as `said` does."""
    return said(finding.code, {"unit": finding.unit_name, **finding.facts}, words)


def said(code: str, facts: Mapping[str, object], words: Words) -> str:
    """Return the sentence of a check's code.

    Fields of facts are called by their names. Whoever it is about is told from his namesakes by
    the last characters of the ID number, and named first where the sentence names nobody.
    """
    known = dict(facts)
    for field in _FIELD_FACTS:
        if field in known:
            known[field] = words.say(f"field.{known[field]}", {})
    if "name" not in known:
        return words.say(code, known)
    known["name"] = named = _named(str(known["name"]), str(known.get("id_no", "")))
    text = words.say(code, known)
    return text if named in text else f"{named}：{text}"


def _named(name: str, id_no: str) -> str:
    return f"{name}（…{id_no[-_LAST:]}）" if id_no else name


def title(rule: int, words: Words) -> str:
    """Return the name of a rule as lists show it."""
    return words.say(f"check.{rule}.title", {})
