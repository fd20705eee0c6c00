"""The options of `report`."""

from __future__ import annotations

from desktop.commands import collecting
from desktop.grammar import Grammar


def report(grammar: Grammar) -> None:
    """Tell what `report` takes."""
    add = grammar.acts("status|totals")
    status = add("status", collecting.status, "哪个下级单位已报、未报（市、省）")
    status.add_argument(
        "--period",
        metavar="报送期",
        help="例如 2026-11、2026上半年、2026，默认本月",
    )
    status.add_argument("--out", metavar="文件", help="把未报名单写到哪个 .xlsx 文件")
    totals = add("totals", collecting.totals, "下级单位报来的数据合计（市、省）")
    totals.add_argument("--office", metavar="代码", help="只看这个下级单位，默认全部")
