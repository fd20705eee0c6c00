"""The options of `decide`."""

from __future__ import annotations

from desktop.commands import decide as deciding
from desktop.grammar import Grammar


def decide(grammar: Grammar) -> None:
    """Tell what `decide` takes."""
    add = grammar.acts("list|set|drop")
    add("list", deciding.decide, "列出可以规定的事项和现在的值")
    for act, explain in (("set", "规定一项，对本办和下级都起作用"), ("drop", "不再规定一项")):
        each = add(act, deciding.decide, explain)
        each.add_argument("name", metavar="名称", help="例如：thresholds.vacancy_months")
        if act == "set":
            each.add_argument(
                "value", metavar="值", help="数字、是或否、标题；可用的值见 decide list"
            )
