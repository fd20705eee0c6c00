"""The options of `demo`."""

from __future__ import annotations

from desktop.demo import demo as run
from desktop.grammar import Grammar, number


def demo(grammar: Grammar) -> None:
    """Tell what `demo` takes."""
    grammar.set_defaults(run=run)
    grammar.add_argument("out", metavar="文件夹", help="新的或空的文件夹，全部成果放在里面")
    grammar.add_argument(
        "--seed", type=number, default=1, metavar="数", help="挑选单位和人员的随机数，默认 1"
    )
