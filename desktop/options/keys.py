"""The options of `key`."""

from __future__ import annotations

from desktop.commands.keys import key as run
from desktop.grammar import Grammar


def key(grammar: Grammar) -> None:
    """Tell what `key` takes."""
    add = grammar.acts("rotate|sheet|drill|recover|file")
    rotate = add("rotate", run, "更换数据密钥：下令（安全保密管理员），不带选项则办理（业务人员）")
    which = rotate.add_mutually_exclusive_group()
    which.add_argument("--order", action="store_true", help="下令更换，须写 --reason")
    which.add_argument("--cancel", action="store_true", help="撤回命令")
    rotate.add_argument("--reason", metavar="原因", help="为什么更换")
    sheet = add("sheet", run, "换一张恢复单，旧的作废")
    sheet.add_argument("--out", metavar="文件", help="同时写成可打印的 PDF")
    drill = add("drill", run, "核对恢复单：照纸面打回，证明能打开；什么都不改")
    recover = add("recover", run, "用恢复单给 --user 的账号重设密码")
    for each in (drill, recover):
        each.add_argument("--code-file", metavar="文件", help="恢复码所在的文件")
    recover.add_argument("--new-password-file", metavar="文件", help="新密码所在的文件")
    file = add("file", run, "密钥文件（存在 U 盘上的第二重身份凭证）")
    file.add_argument(
        "what",
        choices=("make", "require", "drop"),
        metavar="make|require|drop",
        help="写一个新的；从此需要它；不再需要",
    )
    file.add_argument("place", nargs="?", metavar="位置", help="make 写文件夹，require 写文件")
