"""The options of `list` and `compare`."""

from __future__ import annotations

from typing import Final

from desktop.commands import comparing
from desktop.grammar import Add, Grammar, day

_KEY: Final = "package lists 里的编号，例如 6299-1"


def lists(grammar: Grammar) -> None:
    """Tell what `list` takes."""
    add = grammar.acts("add|send|drop")
    made = add("add", comparing.lists, "从工作簿建立比对名单（身份证号、姓名、单位三列）")
    made.add_argument("file", metavar="工作簿", help="财政、人社等部门给的名单")
    made.add_argument("--item", required=True, metavar="项目", help="例如：财政供养、社保、工资")
    made.add_argument("--period", required=True, metavar="期间", help="例如：2026-11")
    made.add_argument("--day", type=day, metavar="日期", help="名单截至哪天，默认今天")
    for act, explain in (("send", "选定下一个比对名单包带哪个名单"), ("drop", "删掉一个名单")):
        add(act, comparing.lists, explain).add_argument("id", metavar="编号", help=_KEY)


def add_lists(add: Add) -> None:
    """Add the list of lists to the acts on packages."""
    add("lists", comparing.lists, "列出本办建立和收到的比对名单")


def compare(grammar: Grammar) -> None:
    """Tell what `compare` takes."""
    grammar.set_defaults(run=comparing.compare)
    grammar.add_argument("--list", required=True, metavar="编号", help=_KEY)
    grammar.add_argument(
        "--office", metavar="代码", help="与这个下级单位报来的台账相比，默认与本单位的"
    )
