"""The commands that look back, with their options."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from typing import Final

from desktop.commands import history
from desktop.grammar import Grammar, day
from desktop.history_papers import CHRONICLE, TABLES

_UNIT: Final = "只看一个单位：全称、简称、编码或信用代码"
_KNOWN_ON: Final = "只按这一天（含当天）以前登记的内容看，默认按现在所知"
_YEARS: Final = range(1900, 2200)


def add_history_commands(add: Callable[..., Grammar]) -> None:
    """Add the commands that look back."""
    tables = add("history", history.history, "机构编制沿革表、基本情况表、人员调动情况表")
    tables.add_argument("--out", required=True, metavar="文件", help="写到哪个 .xlsx 文件")
    tables.add_argument("--unit", metavar="单位", help=_UNIT)
    tables.add_argument(
        "--table", choices=TABLES, default=CHRONICLE, help=f"哪张表：{'、'.join(TABLES)}，默认沿革"
    )
    tables.add_argument("--year", type=year, metavar="年", help="人员调动情况表的年份，默认今年")
    compared = add("compare-days", history.compare_days, "两个日期的变化对比")
    compared.add_argument("before", type=day, metavar="前一天", help="例如：2026-01-01")
    compared.add_argument("after", type=day, metavar="后一天", help="例如：2026-11-21")
    compared.add_argument("--out", metavar="文件", help="同时写到哪个 .xlsx 文件")
    compared.add_argument(
        "--known-on", type=day, metavar="日期", help="前一天按这一天（含）以前登记的内容看"
    )
    timeline = add("timeline", history.timeline, "一个单位的沿革或一个人的变动")
    which = timeline.add_mutually_exclusive_group(required=True)
    which.add_argument("--unit", metavar="单位", help="单位：全称、简称、编码或信用代码")
    which.add_argument("--person", metavar="身份证号", help="人员的公民身份号码")
    timeline.add_argument(
        "--entered", action="store_true", help="按登记先后排列，默认按生效日期排列"
    )


def add_known_on(to: Grammar) -> None:
    """Add the day whose knowledge is asked for."""
    to.add_argument("--known-on", type=day, metavar="日期", help=_KNOWN_ON)


def year(text: str) -> int:
    """Read a year of the form 2026; anything else is a wrong command."""
    if text.isdecimal() and int(text) in _YEARS:
        return int(text)
    raise ArgumentTypeError(f"应写成 2026 这样的年份，“{text}”不是")
