"""The options of `roster`, `ledger`, `plan` and `handbook`."""

from __future__ import annotations

from desktop.commands import papers
from desktop.commands import plan as plans
from desktop.grammar import Grammar
from desktop.options import CASE, ONE_UNIT
from domain.workflow.rosters import KINDS


def roster(grammar: Grammar) -> None:
    """Tell what `roster` takes."""
    grammar.set_defaults(run=papers.roster)
    _sheet_of_units(grammar)
    grammar.add_argument(
        "--kind",
        choices=KINDS,
        default="",
        help=f"其他名册：{'、'.join(KINDS)}，默认在编人员花名册",
    )
    grammar.add_argument("--masked", action="store_true", help="遮盖身份证号、民族等敏感信息")


def ledger(grammar: Grammar) -> None:
    """Tell what `ledger` takes."""
    grammar.set_defaults(run=papers.ledger)
    _sheet_of_units(grammar)


def _sheet_of_units(grammar: Grammar) -> None:
    grammar.add_argument("--out", required=True, metavar="文件", help="写到哪个 .xlsx 文件")
    grammar.add_argument("--unit", metavar="单位", help=ONE_UNIT)


def plan(grammar: Grammar) -> None:
    """Tell what `plan` takes."""
    grammar.set_defaults(run=plans.plan)
    grammar.add_argument("target", metavar="业务编号", help=CASE)
    grammar.add_argument("--out", required=True, metavar="文件", help="写到哪个 .pdf 文件")


def handbook(grammar: Grammar) -> None:
    """Tell what `handbook` takes."""
    grammar.set_defaults(run=papers.handbook)
    grammar.add_argument("--out", required=True, metavar="文件夹", help="手册写到哪个文件夹")
    which = grammar.add_mutually_exclusive_group(required=True)
    which.add_argument("--unit", metavar="单位", help="一个单位的手册：全称、简称、编码或信用代码")
    which.add_argument("--all", action="store_true", help="全部单位的手册")
