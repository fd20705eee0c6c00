"""The options of `account`."""

from __future__ import annotations

from typing import Final

from desktop.commands.accounts import account as run
from desktop.grammar import Grammar
from domain.roles import Role

_ROLES: Final = "、".join(Role)


def account(grammar: Grammar) -> None:
    """Tell what `account` takes."""
    grammar.epilog = f"角色：{_ROLES}。"
    add = grammar.acts("add|grant|release|lock|list")
    for act, explain in (
        ("add", "新建账号"),
        ("grant", "授予角色"),
        ("release", "放行账号"),
        ("lock", "锁定账号"),
    ):
        each = add(act, run, explain)
        each.add_argument("name", metavar="账号", help="账号的名字")
        if act in ("add", "grant"):
            each.add_argument(
                "--role",
                action="append",
                required=act == "grant",
                metavar="角色",
                help=f"可以写几次：{_ROLES}",
            )
        if act == "add":
            each.add_argument("--new-password-file", metavar="文件", help="新账号的密码所在的文件")
    add("list", run, "账号一览")
