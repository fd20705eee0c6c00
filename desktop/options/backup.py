"""The options of `backup` and `restore`."""

from __future__ import annotations

from desktop.commands import backup as commands
from desktop.commands import restore as restoring
from desktop.commands.preview import ACTS
from desktop.grammar import Grammar
from desktop.options import ONE_UNIT


def backup(grammar: Grammar) -> None:
    """Tell what `backup` takes; without an act it makes one."""
    grammar.set_defaults(run=commands.backup)
    grammar.add_argument(
        "act",
        nargs="?",
        choices=("make", "list", "verify", "drill", *ACTS),
        default="make",
        metavar="make|list|verify|drill|compare|take-back",
        help="做一份备份（默认）、备份一览、重新核对一份备份、试着恢复一份、与现在的台账对照、取回一个单位",
    )
    grammar.add_argument(
        "set",
        nargs="?",
        metavar="备份",
        help="verify、drill、compare、take-back：哪一份备份；写放备份的文件夹，取最新的一份",
    )
    grammar.add_argument(
        "--out", metavar="文件夹", help="备份放在哪里，默认为数据文件夹里的 backup"
    )
    _preview(grammar)


def _preview(grammar: Grammar) -> None:
    """Tell what comparing a backup and taking a unit back from it take."""
    grammar.add_argument(
        "--unit", metavar="单位", help=f"compare：{ONE_UNIT}；take-back：取回哪个单位"
    )
    grammar.add_argument("--reason", metavar="原因", help="take-back：为什么取回，记入沿革")
    grammar.add_argument(
        "--keep",
        action="append",
        metavar="部分",
        help="take-back：保留现在的样子，不取回，如 person:12；可写多次，名称见 compare --unit",
    )
    grammar.add_argument(
        "--recovery-file",
        metavar="文件",
        help="compare、take-back：本账号的密钥打不开这份备份时，恢复码所在的文件",
    )


def restore(grammar: Grammar) -> None:
    """Tell what `restore` takes."""
    grammar.set_defaults(run=restoring.restore)
    grammar.add_argument("set", metavar="备份", help="备份文件夹；放备份的文件夹则取最新的一份")
    grammar.add_argument("--recovery-file", metavar="文件", help="恢复码所在的文件，不用账号和密码")
    grammar.add_argument(
        "--live",
        metavar="文件夹",
        help="现在的数据文件夹，恢复单比备份新时由它打开备份；默认为 --data",
    )
    grammar.add_argument(
        "--replace", action="store_true", help="换下 --data 现有的数据，原来的整个移入隔离区"
    )
    grammar.add_argument(
        "--yes", action="store_true", help="已知现有的数据与备份不是同一次建立的，仍要换下"
    )
