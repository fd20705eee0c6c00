"""Offices."""

from __future__ import annotations

from typing import Final

from desktop.commands.console import Answer, Console
from desktop.founding import found_office
from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.register import Office
from domain.roles import OFFICERS
from export.packages.offices import is_code, level_of

_LEVEL_WORDS: Final = {"county": "县", "city": "市", "province": "省"}


def init(console: Console) -> Answer:
    """Found an office with its first account; the recovery code is printed once."""
    wanted = console.arguments
    name = wanted.name.strip()
    if not name:
        raise Refusal("office.name")
    if not _fits(wanted.code, wanted.level):
        raise Refusal("office.level", office=wanted.code, level=_LEVEL_WORDS[wanted.level])
    office = Office(OfficeCode(wanted.code), name, wanted.level)
    created = found_office(
        console.folder("data"),
        office,
        console.user,
        console.password(),
        single_operator=wanted.single_operator,
        profile=console.profile,
        resources=console.resources,
        clock=console.clock,
    )
    value = {
        "recovery_code": created.recovery_code,
        "office": {"code": office.code, "name": office.name, "level": office.level},
        "data": str(console.folder("data")),
        "user": console.user,
    }
    text = (
        f"已建立{office.name}（{office.code}），账号“{console.user}”。\n"
        f"恢复码（只显示这一次，请抄写或打印后封存）：\n{created.recovery_code}\n"
        f"接下来：\n{_next_steps(console, office)}"
    )
    return Answer(value, text)


def _next_steps(console: Console, office: Office) -> str:
    data = console.folder("data")
    alone = console.arguments.single_operator
    officer = "" if alone else " --user 安全保密管理员的账号"
    steps = ["抄写或打印恢复码，封存在保险柜里。"]
    if not alone:
        officers = "、".join(sorted(OFFICERS))
        steps.append(
            f"建立三员账号（{officers}）：bianqing account add 账号 --role 角色 --data {data}"
        )
    if office.level == "county":
        steps.append(f"导入机构：bianqing import units 工作簿 --data {data}")
        steps.append(f"导入人员：bianqing import persons 工作簿 --data {data}")
        steps.append(f"看校验和预警：bianqing check --data {data}；bianqing lights --data {data}")
    if office.level == "province" and not alone:
        steps.append(f"生成根证书：bianqing trust found{officer} --data {data}")
    if office.level != "province":
        steps.append(f"向上级申请证书：bianqing trust request --out 文件{officer} --data {data}")
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))


def _fits(code: str, level: str) -> bool:
    return is_code(code) and level_of(code).name.lower() == level
