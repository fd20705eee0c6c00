"""The options of `init`."""

from __future__ import annotations

from typing import Final

from desktop.commands import offices
from desktop.grammar import Grammar, clearing

LEVELS: Final = ("county", "city", "province")


def init(grammar: Grammar) -> None:
    """Tell what `init` takes."""
    grammar.set_defaults(run=offices.init)
    grammar.add_argument(
        "--code", required=True, metavar="代码", help="区划代码：省 2 位、市 4 位、县 6 位"
    )
    grammar.add_argument(
        "--name", required=True, type=clearing, metavar="名称", help="地名，例如：安澜县"
    )
    grammar.add_argument("--level", required=True, choices=LEVELS, help="级别：县、市、省")
    grammar.add_argument("--single-operator", action="store_true", help="单人模式：一人录入并审核")
