"""The options of `backup` and `restore`."""

from __future__ import annotations

from desktop.commands import backup as commands
from desktop.grammar import Grammar


def backup(grammar: Grammar) -> None:
    """Tell what `backup` takes; without an act it makes one."""
    grammar.set_defaults(run=commands.backup)
    grammar.add_argument(
        "act",
        nargs="?",
        choices=("make", "list", "verify"),
        default="make",
        metavar="make|list|verify",
        help="做一份备份（默认）、备份一览、重新核对一份备份",
    )
    grammar.add_argument("set", nargs="?", metavar="备份", help="verify：要核对的备份文件夹")
    grammar.add_argument(
        "--out", metavar="文件夹", help="备份放在哪里，默认为数据文件夹里的 backup"
    )


def restore(grammar: Grammar) -> None:
    """Tell what `restore` takes."""
    grammar.set_defaults(run=commands.restore)
    grammar.add_argument("set", metavar="备份", help="备份文件夹；放备份的文件夹则取最新的一份")
    grammar.add_argument("--recovery-file", metavar="文件", help="恢复码所在的文件，不用账号和密码")
    grammar.add_argument(
        "--replace", action="store_true", help="换下 --data 现有的数据，原来的整个移入隔离区"
    )
