"""What the page 程序升级 shows of releases and of the files that were taken."""

from __future__ import annotations

import re
from typing import Final

from domain.exchange.installers import (
    DIFFERS,
    NEW,
    OLDER,
    OTHER_PLATFORM,
    SAME,
    VOUCHED,
    Copied,
    Installer,
    Taken,
)
from domain.exchange.releases import Release
from domain.sizes import size_text
from ui.exchange.model import grouped
from ui.look.lights import GREEN, GREY, RED, LightMark
from ui.parts.table import Column

PROCESSORS: Final = {
    "x86_64": "x86_64（海光、兆芯、英特尔等）",
    "aarch64": "aarch64（鲲鹏、飞腾等）",
}
"""What the processors are called, by the name that a release states."""
_NAMED: Final = {"amd64": "x86_64", "arm64": "aarch64"}
_STATES: Final = {
    NEW: LightMark(GREEN, "核对无误"),
    SAME: LightMark(GREEN, "核对无误，正在用"),
    OLDER: LightMark(GREY, "比正在用的旧"),
    OTHER_PLATFORM: LightMark(GREY, "不是本机的处理器"),
    DIFFERS: LightMark(RED, "与登记的不一致"),
}
_TOLD: Final = {
    NEW: "与登记的一致。请先与上级编办的通知（或负责人处）核对上面的 SHA-256，一致再安装。",
    SAME: "正在用的就是这一版，不用安装。",
    OLDER: "比正在用的程序旧，不要安装：旧版会带回已经改正的毛病。",
    OTHER_PLATFORM: "不是本机的处理器，本机装不了；可以拷给用这种处理器的下级。",
    DIFFERS: "文件不见了，或者与登记的不一致，不要安装。请负责人在“程序升级”里重新收下。",
}
RELEASES: Final = (
    Column[Release]("文件", lambda each: each.name, 18, rest=True),
    Column[Release]("版本", lambda each: each.version, 6),
    Column[Release]("处理器", lambda each: PROCESSORS.get(each.platform, each.platform), 18),
    Column[Release]("长度", lambda each: size_text(each.size), 6),
)
INSTALLERS: Final = (
    Column[Installer]("状态", lambda each: _STATES[each.state], 10),
    Column[Installer]("文件", lambda each: each.release.name, 18, rest=True),
    Column[Installer]("版本", lambda each: each.release.version, 6),
    Column[Installer](
        "处理器", lambda each: PROCESSORS.get(each.release.platform, each.release.platform), 18
    ),
)


def length_text(size: int) -> str:
    """Return a length as people and as papers state it."""
    return f"{size_text(size)}（{size} 字节）"


def told_state(installer: Installer) -> str:
    """Return what is to be done with a file that was taken."""
    return _TOLD[installer.state]


def told_taken(taken: Taken) -> str:
    """Return what became of a file that was to be taken."""
    return (
        f"“{taken.release.name}”与升级包里写的一致，已收进本机，没有运行。{VOUCHED[taken.vouched]}"
        "请系统管理员在“程序升级”里核对、安装。"
    )


def told_copied(copied: Copied) -> str:
    """Return where a file was written, and that it has not left the machine where it has not."""
    if copied.own_disk:
        return f"已写入并核对：{copied.path}。这是本机硬盘，不是 U 盘，请再拷到 U 盘。"
    return f"已写入并核对，可以拔出：{copied.path}"


def told_registered(release: Release) -> str:
    """Return what comes after a file was registered."""
    return (
        f"已登记 {release.name}（{release.version}）。下一步：在“交换上报”的“下发”里发“升级”包，"
        "再回到这里点“拷到 U 盘…”，安装文件拷到同一个 U 盘。"
    )


def digest_text(sha256: str) -> str:
    """Return a SHA-256 in groups, to be read out and compared, in two lines of the same length."""
    half = len(sha256) // 2
    return f"SHA-256  {grouped(sha256[:half])}\n         {grouped(sha256[half:])}"


def version_in(name: str) -> str:
    """Return the version that a file's name tells, "" where it tells none."""
    found = re.search(r"(?<![0-9.])[0-9]+(\.[0-9]+){1,3}(?![0-9])", name)
    return found[0] if found else ""


def processor_in(name: str) -> str:
    """Return the processor that a file's name tells, "" where it tells none."""
    known = {**_NAMED, **{each: each for each in PROCESSORS}}
    return next((of for told, of in known.items() if told in name), "")
