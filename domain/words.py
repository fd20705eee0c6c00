"""Sentences for codes: the same words in the window, on the command line and in a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.sizes import Size, size_text

_UNSTATED: Final = "（未写明）"
_NONE: Final = "无"
_STOP: Final = "。"
_NOTHING_NEAR_REFUSALS: Final = {
    "case.unit_unknown": "case.unit_unknown.nothing_near",
    "unit.unknown": "unit.unknown.nothing_near",
}
"""What is said instead where no unit comes near."""


class _Facts(dict[str, object]):
    """Facts for a sentence; what was not given shows as such instead of failing the sentence."""

    def __missing__(self, name: str) -> str:
        return _UNSTATED


@dataclass(frozen=True, slots=True)
class Words:
    """All sentences of the program by code, from `resources/texts`."""

    sentences: Mapping[str, str]

    def say(self, code: str, facts: Mapping[str, object]) -> str:
        """Return the sentence for a code with its facts filled in.

        A code without a sentence comes back as itself: an unworded refusal is still a refusal.
        """
        if not facts.get("near", True):
            code = _NOTHING_NEAR_REFUSALS.get(code, code)
        sentence = self.sentences.get(code)
        if sentence is None:
            return code
        return sentence.format_map(_Facts({name: shown(fact) for name, fact in facts.items()}))

    def field_name(self, field: str, *kinds: str) -> str:
        """Return what people call a field of a fact of one of the kinds, else the text itself."""
        names = (self.sentences.get(f"field.{kind}.{field}") for kind in kinds)
        return next((name for name in names if name), field)

    def with_field_names(self, facts: Mapping[str, object], *kinds: str) -> Mapping[str, object]:
        """Return facts whose list `fields` calls fields as people do."""
        fields = facts.get("fields")
        if not isinstance(fields, tuple):
            return facts
        return {**facts, "fields": [self.field_name(str(field), *kinds) for field in fields]}


def shown(fact: object) -> str:
    """Return a fact as a person reads it: days as yyyy-mm-dd, 是 and 否, sizes, lists joined.

    Whole sentences follow each other, anything else is enumerated.
    """
    if isinstance(fact, bool):
        return "是" if fact else "否"
    if isinstance(fact, Size):
        return size_text(fact)
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, (list, tuple, set, frozenset)):
        parts = [shown(part) for part in fact]
        sentences = all(part.endswith(_STOP) for part in parts)
        return ("" if sentences else "、").join(parts) or _NONE
    return str(fact)
