"""The options of the acts on the way of a case, and of `calendar` and `freeze`."""

from __future__ import annotations

from typing import Final

from desktop.commands import flow
from desktop.grammar import Add, Grammar, day, number, year
from desktop.options import CASE

CASE_ACTS: Final = "step|supplement|archive|notice|figures"
"""What this module adds to the acts on cases."""
_DAYS: Final = "例如 10-01，可以写几个"


def add_case_acts(add: Add) -> None:
    """Add the acts on the way of a case."""
    step = add("step", flow.move, "办理下一环节（受理、初审、审议等）")
    step.add_argument("target", metavar="业务编号", help=CASE)
    step.add_argument("--note", metavar="意见", help="本环节的意见")
    supplement = add("supplement", flow.move, "一次性告知补正")
    supplement.add_argument("target", metavar="业务编号", help=CASE)
    supplement.add_argument(
        "--item",
        action="append",
        required=True,
        metavar="内容",
        help="需要补正的内容，可以写几次；一件业务只能补正一次，请一次写全",
    )
    archived = add("archive", flow.archive, "办结后归档：业务、依据文件和要件一起")
    archived.add_argument("target", metavar="业务编号", help=CASE)
    archived.add_argument("--year", type=year, metavar="年", help="归档年度，默认今年")
    archived.add_argument("--box", default="", metavar="盒号", help="盒号，默认业务名称")
    notice = add("notice", flow.notice, "打印一次性告知单或补正告知书")
    notice.add_argument(
        "target",
        metavar="业务或编号",
        help="业务名称（例如：人员上编）打印告知单，业务编号打印补正告知书",
    )
    notice.add_argument("--out", required=True, metavar="文件", help="写到哪个 PDF 文件")
    figures = add("figures", flow.figures, "办结件数和当日办结率")
    figures.add_argument(
        "--from", dest="first", type=day, metavar="日期", help="从哪天起，默认今年 1 月 1 日"
    )
    figures.add_argument("--to", dest="last", type=day, metavar="日期", help="到哪天止，默认今天")


def calendar(grammar: Grammar) -> None:
    """Tell what `calendar` takes."""
    add = grammar.acts("show|set")
    for act, explain in (("show", "查看一年的放假安排"), ("set", "录入一年的放假安排")):
        each = add(act, flow.calendar, explain)
        each.add_argument("year", type=number, metavar="年", help="例如：2027")
        if act == "set":
            each.add_argument(
                "--rest", nargs="*", default=[], metavar="月-日",
                help=f"周一至周五中休息的日子，{_DAYS}",
            )  # fmt: skip
            each.add_argument(
                "--work", nargs="*", default=[], metavar="月-日",
                help=f"周六、周日中上班的日子，{_DAYS}",
            )  # fmt: skip


def freeze(grammar: Grammar) -> None:
    """Tell what `freeze` takes."""
    add = grammar.acts("add|list|lift|reports|resume|allow|disallow")
    for act, explain in (("add", "冻结一段日子"), ("lift", "解除冻结")):
        each = add(act, flow.freeze, explain)
        for name, dest, which in (("--from", "first", "第一天"), ("--to", "last", "最后一天")):
            each.add_argument(
                name, dest=dest, type=day, required=True, metavar="日期", help=f"冻结的{which}"
            )
        if act == "add":
            each.add_argument("--reason", required=True, metavar="原因", help="为什么冻结")
            each.add_argument("--document", default="", metavar="文号", help="依据哪个文件")
    add("list", flow.freeze, "冻结期一览，上报冻结期和例外也在内")
    for act, explain in (
        ("reports", "冻结下级的上报，随下发包带下去"),
        ("resume", "解除上报冻结期"),
    ):
        each = add(act, flow.freeze, explain)
        for name, dest, which in (("--from", "first", "第一天"), ("--to", "last", "最后一天")):
            each.add_argument(
                name, dest=dest, required=True, metavar="日期",
                help=f"冻结的{which}：2026-12-15，或每年都冻结的 12-15",
            )  # fmt: skip
        if act == "reports":
            each.add_argument("--reason", required=True, metavar="原因", help="为什么冻结")
            each.add_argument("--document", default="", metavar="文号", help="依据哪个文件")
    allow = add("allow", flow.freeze, "冻结期内让一个下级单位报送更正（例外）")
    allow.add_argument("office", metavar="代码", help="下级单位的区划代码")
    allow.add_argument("--until", type=day, metavar="日期", help="到哪天为止，默认冻结的最后一天")
    allow.add_argument("--reason", required=True, metavar="原因", help="为什么开例外")
    add("disallow", flow.freeze, "收回例外").add_argument(
        "office", metavar="代码", help="下级单位的区划代码"
    )
