"""The options of `verify`."""

from __future__ import annotations

from desktop.commands import upkeep
from desktop.grammar import Grammar, clearing


def verify(grammar: Grammar) -> None:
    """Tell what `verify` takes."""
    grammar.set_defaults(run=upkeep.verify)
    grammar.add_argument(
        "--accept",
        type=clearing,
        metavar="理由",
        help="台账与见证不一致时，由负责人写明理由确认现状",
    )
    grammar.add_argument("--full", action="store_true", help="逐页核验，并把台账与审计记录对照")
