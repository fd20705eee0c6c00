"""The commands of 用编 with their options."""

from __future__ import annotations

from argparse import _SubParsersAction
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desktop.commands import use
from desktop.grammar import Grammar
from domain.workflow.rosters import KINDS

if TYPE_CHECKING:
    Commands = _SubParsersAction[Grammar]

_CASE: Final = "例如：2026-00001"
_UNIT: Final = "单位：全称、简称、编码或信用代码"


def add_use_commands(
    add: Callable[..., Grammar], group: Callable[[str, str, str], Commands]
) -> None:
    """Add the commands of 用编."""
    acts = group("use", "用编和职数预审", "deliberation|notice|hold|block|release|blocked")
    for act, explain in (
        ("deliberation", "空缺编制使用审议表"),
        ("hold", "领导职数使用预审单"),
    ):
        each = add(act, use.paper, explain, acts)
        each.add_argument("target", metavar="业务编号", help=_CASE)
        each.add_argument("--out", required=True, metavar="文件", help="写到哪个 .pdf 文件")
    notice = add("notice", use.notice, "编制使用通知单", acts)
    notice.add_argument("target", metavar="业务编号", help=_CASE)
    notice.add_argument("--out", required=True, metavar="文件夹", help="通知单写到哪个文件夹")
    block = add("block", use.block, "限制单位用编", acts)
    block.add_argument("unit", metavar="单位", help=_UNIT)
    block.add_argument("--reason", required=True, metavar="原因", help="哪项问题逾期未整改")
    add("release", use.block, "解除用编限制", acts).add_argument("unit", metavar="单位", help=_UNIT)
    add("blocked", use.block, "被限制用编的单位", acts)


def add_roster_kind(to: Grammar) -> None:
    """Add which roster is wanted instead of the 花名册 of who holds a place."""
    to.add_argument(
        "--kind",
        choices=KINDS,
        default="",
        help=f"其他名册：{'、'.join(KINDS)}，默认在编人员花名册",
    )
