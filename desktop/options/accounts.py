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
    add = grammar.acts("add|grant|take|release|lock|unlock|leave|password|reset|single|list")
    for act, explain in (
        ("add", "新建账号"),
        ("grant", "授予角色"),
        ("take", "收回角色"),
        ("release", "放行账号"),
        ("lock", "停用账号，同时吊销它的签名证书"),
        ("unlock", "启用账号；业务账号要重新放行，签名证书要重新申请"),
        ("leave", "人员离任：收回角色和密钥，注销账号，不能再恢复"),
        ("reset", "替忘记密码或丢失密钥文件的人重设密码，本人登录后必须先改"),
    ):
        each = add(act, run, explain)
        each.add_argument("name", metavar="账号", help="账号的名字")
        if act in ("add", "grant", "take"):
            each.add_argument(
                "--role",
                action="append",
                required=act != "add",
                metavar="角色",
                help=f"可以写几次：{_ROLES}",
            )
        if act == "add":
            each.add_argument(
                "--first", action="store_true", help="密码不是本人设的，本人登录后必须先改"
            )
        if act in ("add", "reset"):
            _takes_password(each, "新账号的密码所在的文件")
    _takes_password(add("password", run, "更换自己的密码"), "新密码所在的文件")
    single = add("single", run, "单人模式：on 打开，off 关闭")
    single.add_argument("state", choices=("on", "off"), metavar="on|off", help="打开或关闭")
    add("list", run, "账号一览")


def _takes_password(grammar: Grammar, explain: str) -> None:
    grammar.add_argument("--new-password-file", metavar="文件", help=explain)
