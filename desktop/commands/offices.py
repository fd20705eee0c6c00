"""Offices and packages."""

from __future__ import annotations

from typing import Final

from desktop.answers import package_answer
from desktop.commands.console import DONE, Answer, Console
from desktop.founding import found_office
from desktop.outlets import require_folder
from domain.errors import Refusal
from domain.exchange.shipment import REPORT
from domain.exchange.telling import told_audit, told_years
from domain.exchange.years import WORK_YEAR
from domain.facts import OfficeCode
from domain.outcomes import PackageView
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


def package(console: Console) -> Answer:
    """Create, sign, inspect or accept a package."""
    wanted = console.arguments
    with console.office() as office:
        exchange, actor = office.exchange, office.actor
        if wanted.act == "create":
            out = console.path("out")
            require_folder(out)
            to = tuple(map(OfficeCode, wanted.to))
            view = office.packing.create(actor, wanted.kind, to, out, console.progress)
        elif wanted.act == "sign":
            chosen = console.path("out") if wanted.out else None
            if chosen is not None:
                require_folder(chosen)
            view = office.packing.sign(
                actor,
                wanted.kind,
                chosen,
                console.progress,
                to=tuple(map(OfficeCode, wanted.to)),
            )
        elif wanted.act == "inspect":
            view = exchange.inspect(actor, console.path("file"))
            office.enter("package.inspect", view.package)
        else:
            view = exchange.accept(
                actor, console.path("file"), console.progress, dry_run=wanted.dry_run
            )
            if wanted.dry_run:
                office.enter("package.inspect", view.package)
    return Answer(package_answer(view), _package_text(view), DONE)


_STATUS_WORDS = {
    "created": "已写出并核对",
    "prepared": "已起草，等审核或负责人签发（package sign）",
    "verified": "核验通过",
    "accepted": "已接收入库",
    "already_accepted": "此前已经接收，数据未变",
}


def _package_text(view: PackageView) -> str:
    number = "" if view.status == "prepared" else f"第 {view.seq} 号"
    what = f"{view.sender_name}（{view.sender}）{view.kind}{number}"
    lines = [
        f"{_STATUS_WORDS[view.status]}：{what}，{_how_much(view)}",
        f"文件：{view.path}",
        f"摘要：{view.digest}",
    ]
    return "\n".join((*lines, *told_years(view.difference), *told_audit(view)))


def _how_much(view: PackageView) -> str:
    counts = view.counts
    if view.kind == REPORT:
        return f"单位 {counts['units']} 个、人员 {counts['persons']} 人"
    return f"发给 {'、'.join(view.recipients)}，工作日历 {counts[WORK_YEAR]} 年"
