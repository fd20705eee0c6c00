"""The options of `problem`."""

from __future__ import annotations

from typing import Final

from desktop.commands import problems
from desktop.grammar import Add, Grammar, clearing, count, day
from desktop.options import ONE_UNIT, UNIT
from domain.problem import CLOSED, ENDS, OTHER, PENDING, SOURCES, STATES
from domain.workflow.attaching import EVIDENCE

_NUMBER: Final = "问题台账的号，见 problem list"


def problem(grammar: Grammar) -> None:
    """Tell what `problem` takes."""
    add = grammar.acts("list|show|add|check|special|update|remind|attach|close|reopen")
    _reading(add)
    _entering(add)
    _changing(add)
    _ending(add)


def _reading(add: Add) -> None:
    listed = add("list", problems.problem, "问题一览")
    listed.add_argument("--unit", metavar="单位", help=ONE_UNIT)
    listed.add_argument("--state", action="append", choices=STATES, help="只列这些状态，可以写几次")
    listed.add_argument("--pending", action="store_true", help="只列没有销号的")
    listed.add_argument("--source", choices=SOURCES, help="只列这个来源的")
    listed.add_argument("--special", metavar="专项", help="只列这个专项的，例如：人编分离")
    listed.add_argument("--overdue", action="store_true", help="只列到 --as-of 那天已逾期的")
    listed.add_argument("--out", metavar="文件", help="写到 .xlsx 或 .pdf 文件")
    _numbered(add, "show", "查看问题和每一步")


def _entering(add: Add) -> None:
    entered = add("add", problems.problem, "登记问题")
    entered.add_argument("--unit", required=True, metavar="单位", help=f"责任{UNIT}")
    entered.add_argument("--text", required=True, metavar="文字", help="是什么问题")
    entered.add_argument("--source", default=OTHER, choices=SOURCES, help=f"来源，默认{OTHER}")
    entered.add_argument("--person", metavar="身份证号", help="涉及的人员")
    entered.add_argument("--rule", type=count, metavar="编号", help="依据的校验规则")
    entered.add_argument("--found", type=day, metavar="日期", help="发现日期，默认今天")
    entered.add_argument("--deadline", type=day, metavar="日期", help="整改期限，默认按县里的天数")
    entered.add_argument("--contact", metavar="责任人", help="责任人，默认取联络名录")
    checked = add("check", problems.problem, "校验，把错误和警告转入台账")
    checked.add_argument("--unit", metavar="单位", help=ONE_UNIT)
    checked.add_argument(
        "--rule", type=count, action="append", metavar="编号", help="只查这条规则，可以写几次"
    )
    special = add("special", problems.problem, "专项，把查到的人转入台账")
    special.add_argument("name", metavar="专项", help="例如：人编分离")
    for each in (checked, special):
        each.add_argument(
            "--deadline", type=day, metavar="日期", help="新登记的整改期限，默认按县里的天数"
        )
        each.add_argument("--dry-run", action="store_true", help="只看会登记什么，不保存")


def _changing(add: Add) -> None:
    edited = _numbered(add, "update", "修改期限、责任人、说明、状态")
    edited.add_argument("--deadline", type=day, metavar="日期", help="整改期限")
    edited.add_argument("--contact", type=clearing, metavar="责任人", help="责任人")
    edited.add_argument("--explanation", type=clearing, metavar="说明", help="整改情况、说明")
    edited.add_argument("--state", choices=PENDING, help="单位报来整改完的，改为已整改待核")
    reminded = _numbered(add, "remind", "登记提醒")
    reminded.add_argument("--grade", required=True, metavar="方式", help="例如：电话通知")
    reminded.add_argument("--on", type=day, metavar="日期", help="提醒日期，默认今天")
    reminded.add_argument("--told", metavar="接收人", help="通知了谁")
    for each in (edited, reminded):
        each.add_argument("--note", metavar="备注", help="原因或内容")
    attached = _numbered(add, "attach", "附上整改佐证")
    attached.add_argument("file", metavar="文件", help="PDF、图片、OFD、docx 或 xlsx")
    attached.add_argument("--material", default=EVIDENCE, metavar="名称", help="材料名称")


def _ending(add: Add) -> None:
    closed = _numbered(add, "close", "销号")
    closed.add_argument("--explanation", metavar="说明", help="整改结果或理由")
    closed.add_argument("--end", default=CLOSED, choices=ENDS, help=f"了结方式，默认{CLOSED}")
    again = _numbered(add, "reopen", "重新整改")
    again.add_argument("--reason", metavar="原因", help="原因，必填")
    again.add_argument("--deadline", type=day, metavar="日期", help="新的整改期限")


def _numbered(add: Add, act: str, explain: str) -> Grammar:
    each = add(act, problems.problem, explain)
    each.add_argument("number", type=count, metavar="台账号", help=_NUMBER)
    return each
