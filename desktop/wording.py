"""Refusals in plain words: lists of sentences read on, and nothing is said of nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.words import Words

_STOP: Final = "。"
_NOTHING_NEAR_REFUSALS: Final = {
    "case.unit_unknown": "case.unit_unknown.nothing_near",
    "unit.unknown": "unit.unknown.nothing_near",
}
"""What is said instead where no unit comes near."""


class PlainWords(Words):
    """The program's sentences, with facts joined as a person would."""

    __slots__ = ()

    def say(self, code: str, facts: Mapping[str, object]) -> str:
        """Return the sentence for a code with its facts filled in."""
        if not facts.get("near", True):
            code = _NOTHING_NEAR_REFUSALS.get(code, code)
        return super().say(code, {name: _running(fact) for name, fact in facts.items()})


def _running(fact: object) -> object:
    """Return whole sentences as one text; everything else as it is."""
    if isinstance(fact, list | tuple) and fact and all(str(each).endswith(_STOP) for each in fact):
        return "".join(str(each) for each in fact)
    return fact
