"""The options of `rule`."""

from __future__ import annotations

from desktop.commands.rules import rules
from desktop.grammar import Grammar


def rule(grammar: Grammar) -> None:
    """Tell what `rule` takes."""
    grammar.acts("list")("list", rules, "规则一览")
