"""The options of `use`."""

from __future__ import annotations

from desktop.commands import use as uses
from desktop.grammar import Grammar
from desktop.options import CASE, UNIT


def use(grammar: Grammar) -> None:
    """Tell what `use` takes."""
    add = grammar.acts("deliberation|notice|hold|slip|block|release|blocked")
    for act, explain in (
        ("deliberation", "空缺编制使用审议表"),
        ("hold", "领导职数使用预审单"),
        ("slip", "办结后的核准通知单：上编、下编、编制调整的人员"),
    ):
        each = add(act, uses.paper, explain)
        each.add_argument("target", metavar="业务编号", help=CASE)
        each.add_argument("--out", required=True, metavar="文件", help="写到哪个 .pdf 文件")
    notice = add("notice", uses.notice, "编制使用通知单")
    notice.add_argument("target", metavar="业务编号", help=CASE)
    notice.add_argument("--out", required=True, metavar="文件夹", help="通知单写到哪个文件夹")
    block = add("block", uses.block, "限制单位用编")
    block.add_argument("unit", metavar="单位", help=UNIT)
    block.add_argument("--reason", required=True, metavar="原因", help="哪项问题逾期未整改")
    add("release", uses.block, "解除用编限制").add_argument("unit", metavar="单位", help=UNIT)
    add("blocked", uses.block, "被限制用编的单位")
