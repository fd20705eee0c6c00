"""The options of the commands about the two ledgers."""

from __future__ import annotations

from desktop.commands import ledgers
from desktop.grammar import Grammar, count, day
from desktop.options import ONE_UNIT


def imports(grammar: Grammar) -> None:
    """Tell what `import` takes."""
    add = grammar.acts("units|persons")
    for kind, explain in (("units", "机构编制基本情况表"), ("persons", "人员花名册")):
        each = add(kind, ledgers.import_workbook, explain)
        each.add_argument("file", metavar="工作簿", help="单位报来的 Excel 文件")
        each.add_argument("--dry-run", action="store_true", help="只试不存")
        each.add_argument(
            "--returned", metavar="文件", help="写出错误表：同一工作簿，标明错误和原因"
        )
        each.add_argument("--sheet", metavar="工作表", help="只读这一张工作表，默认全部")
        each.add_argument(
            "--effective", type=day, metavar="日期", help="从哪天起有效，默认按表上的日期"
        )
        each.add_argument("--document", metavar="文号", help="依据的文号")
        each.add_argument(
            "--no-backup", action="store_true", help="导入前不做备份，默认先做一份并核对"
        )


def summary(grammar: Grammar) -> None:
    """Tell what `summary` takes."""
    grammar.set_defaults(run=ledgers.summary)
    grammar.add_argument("--unit", metavar="单位", help=ONE_UNIT)
    grammar.add_argument(
        "--known-on",
        type=day,
        metavar="日期",
        help="只按这一天（含当天）以前登记的内容看，默认按现在所知",
    )


def check(grammar: Grammar) -> None:
    """Tell what `check` takes."""
    grammar.set_defaults(run=ledgers.check)
    grammar.add_argument("--unit", metavar="单位", help=ONE_UNIT)
    grammar.add_argument(
        "--rule", type=count, metavar="编号", help="只查这一条规则，编号见 rule list"
    )


def lights(grammar: Grammar) -> None:
    """Tell what `lights` takes."""
    grammar.set_defaults(run=ledgers.lights)


def digest(grammar: Grammar) -> None:
    """Tell what `digest` takes."""
    grammar.set_defaults(run=ledgers.digest)
    grammar.add_argument("--office", metavar="代码", help="下级单位的区划代码，默认本单位")
