"""Releases of the program: offered to those below, taken in, and what 系统管理员 does with them."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.installers import FOLDER, is_whole, measured, running, take, taken
from desktop.office import actor_of
from domain.exchange.releases import Release, place_of, release_of
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.updates import Updates


def update(console: Console) -> Answer:
    """Offer a release to those below, or take the file of one that is known."""
    wanted, path = console.arguments, console.path("file")
    with console.office() as office:
        acts = Updates(office.register, running())
        if wanted.act == "offer":
            require(office.actor, Act.CONFIGURE)
            release = _offered(path, wanted.release, wanted.platform)
            acts.offer(office.actor, release)
            kept = ""
        else:
            require(office.actor, Act.ACCEPT_PACKAGE)
            release = acts.named(path.name)
            kept = str(take(path, release, office.session.folder))
            office.enter("office.update_taken", f"{release.version} {release.sha256}")
    lines = [f"{release.name}  {release.version}  {release.platform}  {release.size} 字节"]
    lines.append(f"SHA-256：{release.sha256}")
    if kept:
        lines.append(
            f"已核对并放在 {kept}，没有运行。请系统管理员用 update show 再核对一遍并安装。"
        )
    else:
        lines.append(
            "已登记。请发“升级”包给下级（package create --kind 升级），安装文件放在同一个 U 盘上。"
        )
    return Answer({**release.record(), "path": kept}, "\n".join(lines))


def _offered(path: Path, version: str, platform: str) -> Release:
    size, sha256 = measured(path)
    stated = {"name": path.name, "version": version, "platform": platform}
    return release_of({**stated, "size": size, "sha256": sha256})


def show(console: Console) -> Answer:
    """Look at the installers in the data folder again, and tell how to install what fits."""
    with console.attended() as attendance:
        with attendance.witnessed("update.show", ""):
            require(actor_of(attendance.session), Act.UPDATE_PROGRAM)
        data = attendance.session.folder.absolute()
        found = [_shown(release, data) for release in taken(data)]
        program = running()
    lines = [f"正在用的程序：{program.version}（{program.platform}）"]
    for each in found:
        state = "核对无误" if each["whole"] else "与登记的不一致或不见了，不要安装"
        lines.append(f"{each['name']}  {each['version']}  {each['platform']}  {state}")
        lines.append(f"  SHA-256：{each['sha256']}（请与负责人处下发的核对）")
        if each["command"]:
            lines.append(f"  先备份、退出程序，再安装：{each['command']}")
    if not found:
        lines.append("没有收下的安装文件。")
    value = {"running": program.version, "platform": program.platform, "files": found}
    whole = all(each["whole"] for each in found)
    return Answer(value, "\n".join(lines), DONE if whole else NEEDS_A_PERSON)


def _shown(release: Release, data: Path) -> dict[str, Any]:
    path, program = data / FOLDER / release.name, running()
    whole = is_whole(release, data)
    newer = place_of(release.version) > place_of(program.version)
    fits = whole and newer and release.platform == program.platform
    command = f"sudo dpkg -i {shlex.quote(str(path))}" if fits else ""
    return {**release.record(), "path": str(path), "whole": whole, "command": command}
