"""The options of the commands that look back."""

from __future__ import annotations

from desktop.commands import history as back
from desktop.grammar import Grammar, day, year
from desktop.history_papers import CHRONICLE, TABLES
from desktop.options import ONE_UNIT, UNIT


def history(grammar: Grammar) -> None:
    """Tell what `history` takes."""
    grammar.set_defaults(run=back.history)
    grammar.add_argument("--out", required=True, metavar="文件", help="写到哪个 .xlsx 文件")
    grammar.add_argument("--unit", metavar="单位", help=ONE_UNIT)
    grammar.add_argument(
        "--table", choices=TABLES, default=CHRONICLE, help=f"哪张表：{'、'.join(TABLES)}，默认沿革"
    )
    grammar.add_argument("--year", type=year, metavar="年", help="人员调动情况表的年份，默认今年")


def compare_days(grammar: Grammar) -> None:
    """Tell what `compare-days` takes."""
    grammar.set_defaults(run=back.compare_days)
    grammar.add_argument("before", type=day, metavar="前一天", help="例如：2026-01-01")
    grammar.add_argument("after", type=day, metavar="后一天", help="例如：2026-11-21")
    grammar.add_argument("--out", metavar="文件", help="同时写到哪个 .xlsx 文件")
    grammar.add_argument(
        "--known-on", type=day, metavar="日期", help="前一天按这一天（含）以前登记的内容看"
    )


def timeline(grammar: Grammar) -> None:
    """Tell what `timeline` takes."""
    grammar.set_defaults(run=back.timeline)
    which = grammar.add_mutually_exclusive_group(required=True)
    which.add_argument("--unit", metavar="单位", help=UNIT)
    which.add_argument("--person", metavar="身份证号", help="人员的公民身份号码")
    grammar.add_argument(
        "--known-on", type=day, metavar="日期", help="只看这一天（含当天）以前登记的内容"
    )
    grammar.add_argument(
        "--entered", action="store_true", help="按登记先后排列，默认按生效日期排列"
    )
