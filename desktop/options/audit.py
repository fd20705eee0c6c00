"""The options of `audit`."""

from __future__ import annotations

from desktop.commands import audit as acts
from desktop.grammar import Grammar, count, day
from domain.audit import DONE, GROUPS, REFUSED


def audit(grammar: Grammar) -> None:
    """Tell what `audit` takes."""
    add = grammar.acts("list|export|verify|head|check")
    listing = add("list", acts.listing, "列出审计记录，最近的在前")
    _narrowed(listing)
    listing.add_argument("--most", type=count, default=100, metavar="条数", help="默认 100 条")
    export = add("export", acts.export, "导出审计记录和证明文件")
    _narrowed(export)
    export.add_argument("--out", required=True, metavar="文件", help="以 .xlsx 或 .csv 结尾")
    verify = add("verify", acts.verify, "核验审计链条，或核验别处导出的证明文件")
    verify.add_argument(
        "file", nargs="?", metavar="证明文件", help="以 .jsonl 结尾；不写则核验本单位"
    )
    head = add("head", acts.head, "审计记录的条数和短码")
    head.add_argument("--out", default="", metavar="文件", help="打印审计短码单，以 .pdf 结尾")
    check = add("check", acts.check, "核对纸上的短码")
    check.add_argument("code", metavar="短码", help="十六个字母和数字，连字符可以不输")


def _narrowed(grammar: Grammar) -> None:
    grammar.add_argument("--first", type=day, metavar="日期", help="从哪一天起")
    grammar.add_argument("--last", type=day, metavar="日期", help="到哪一天止")
    grammar.add_argument("--account", default="", metavar="账号", help="谁办的")
    grammar.add_argument("--role", default="", metavar="角色", help="以什么角色办的")
    grammar.add_argument("--group", default="", choices=tuple(GROUPS), help="哪一类操作")
    grammar.add_argument(
        "--code", action="append", default=[], metavar="代码", help="哪一种操作，可以写几次"
    )
    grammar.add_argument("--text", default="", metavar="文字", help="对象中有这些文字")
    grammar.add_argument("--result", default="", choices=(DONE, REFUSED), help="成功还是拒绝")
    grammar.add_argument("--single", action="store_true", help="只看单人办理的")
    grammar.add_argument("--witnesses", action="store_true", help="也列出见证记录")
