"""Releases of the program: offered to those below, taken in, and what 系统管理员 does with them."""

from __future__ import annotations

from typing import Any, Final

from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.installers import looked_at, running
from desktop.office import actor_of
from desktop.update_acts import UpdateActs
from domain.exchange.installers import DIFFERS, VOUCHED, Installer
from domain.roles import Act
from domain.workflow.permission import require

_OFFERED: Final = (
    "已登记。请发“升级”包给下级（package create --kind 升级），安装文件放在同一个 U 盘上。"
)


def update(console: Console) -> Answer:
    """Offer a release to those below, or take the file of one that is known."""
    wanted, path = console.arguments, console.path("file")
    with console.office() as office:
        acts, progress, kept, vouched = UpdateActs(office), console.progress, "", ""
        if wanted.act == "offer":
            found = acts.measure(path, progress)
            release = acts.offer(path, found, wanted.release, wanted.platform, progress)
            told = _OFFERED
        else:
            took = acts.take(path, progress)
            release, kept, vouched = took.release, took.path, took.vouched
            told = (
                f"已核对并放在 {kept}，没有运行。{VOUCHED[vouched]}"
                "请系统管理员用 update show 再核对一遍并安装。"
            )
    lines = [f"{release.name}  {release.version}  {release.platform}  {release.size} 字节"]
    lines += [f"SHA-256：{release.sha256}", told]
    return Answer({**release.record(), "path": kept, "vouched": vouched}, "\n".join(lines))


def show(console: Console) -> Answer:
    """Look at the installers in the data folder again, and tell how to install what fits."""
    with console.attended() as attendance:
        with attendance.witnessed("update.show", ""):
            require(actor_of(attendance.session), Act.UPDATE_PROGRAM)
        held = looked_at(attendance.session.folder, running())
    lines = [f"正在用的程序：{held.program.version}（{held.program.platform}）"]
    for each in held.files:
        release = each.release
        state = "与登记的不一致或不见了，不要安装" if each.state == DIFFERS else "核对无误"
        lines.append(f"{release.name}  {release.version}  {release.platform}  {state}")
        lines.append(f"  SHA-256：{release.sha256}（请与负责人处下发的核对）")
        if each.command:
            lines.append(f"  先备份、退出程序，再安装：{each.command}")
    if not held.files:
        lines.append("没有收下的安装文件。")
    files = [_shown(each) for each in held.files]
    value = {"running": held.program.version, "platform": held.program.platform, "files": files}
    whole = all(each.state != DIFFERS for each in held.files)
    return Answer(value, "\n".join(lines), DONE if whole else NEEDS_A_PERSON)


def _shown(each: Installer) -> dict[str, Any]:
    told = {"path": each.path, "whole": each.state != DIFFERS, "command": each.command}
    return {**each.release.record(), **told}
