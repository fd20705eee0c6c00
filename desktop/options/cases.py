"""The options of `case`."""

from __future__ import annotations

from typing import Final

from desktop.commands.cases import case as run
from desktop.grammar import Add, Grammar, day
from desktop.options import CASE, ONE_UNIT
from desktop.options.flow import CASE_ACTS, add_case_acts
from domain.case import STATE_WORDS
from domain.changes.kinds import KINDS

_STATES: Final = "只列这些状态，可以写几次：" + "、".join(
    f"{state} {word}" for state, word in STATE_WORDS.items()
)


def case(grammar: Grammar) -> None:
    """Tell what `case` takes."""
    add = grammar.acts(f"new|edit|submit|approve|return|withdraw|reverse|show|list|{CASE_ACTS}")
    for act, explain in (("new", "从业务文件起草"), ("edit", "按业务文件重写草稿")):
        each = add(act, run, explain)
        if act == "edit":
            each.add_argument("target", metavar="业务编号", help=CASE)
        each.add_argument("file", metavar="业务文件", help="JSON 文件，样例见帮助")
        each.add_argument("--dry-run", action="store_true", help="只试办，不保存")
    for act, explain in (
        ("submit", "提交审核"),
        ("approve", "审核办结"),
        ("return", "退回"),
        ("withdraw", "撤回"),
        ("show", "查看"),
    ):
        each = add(act, run, explain)
        each.add_argument("target", metavar="业务编号", help=CASE)
        if act == "return":
            each.add_argument("--reason", metavar="原因", help="退回原因")
    _reverse_and_list(add)
    add_case_acts(add)


def _reverse_and_list(add: Add) -> None:
    reverse = add("reverse", run, "起草冲销：单位、生效日期与原业务相同")
    reverse.add_argument("target", metavar="业务编号", help="要冲销的办结业务")
    reverse.add_argument("--document", required=True, metavar="文号", help="冲销依据的文号")
    reverse.add_argument("--date", type=day, metavar="日期", help="文件日期")
    reverse.add_argument("--reason", metavar="原因", help="冲销原因，记入说明")
    reverse.add_argument("--dry-run", action="store_true", help="只试办，不保存")
    listed = add("list", run, "业务一览")
    listed.add_argument("--state", action="append", choices=tuple(STATE_WORDS), help=_STATES)
    listed.add_argument("--kind", choices=tuple(KINDS), help="只列这种业务")
    listed.add_argument("--unit", metavar="单位", help=f"{ONE_UNIT}，对方单位也算")
