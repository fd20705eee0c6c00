"""Findings and rules in words; the sentences themselves stand in `resources/texts`."""

from __future__ import annotations

from domain.finding import Finding
from domain.words import Words

_FIELD_FACTS = ("field", "earlier")


def sentence(finding: Finding, words: Words) -> str:
    """Return what a finding says to a person; fields of facts are called by their names."""
    facts = {"unit": finding.unit_name, **finding.facts}
    for name in _FIELD_FACTS:
        if name in facts:
            facts[name] = words.say(f"field.{facts[name]}", {})
    return words.say(finding.code, facts)


def title(rule: int, words: Words) -> str:
    """Return the name of a rule as lists show it."""
    return words.say(f"check.{rule}.title", {})
