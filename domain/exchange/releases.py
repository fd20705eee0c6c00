"""升级: which release of the program the office above hands down, told by its digest.

The package holds no program: it names the file that lies beside it on the medium, with size and
SHA-256, so that one signed statement vouches for it whatever medium it comes by, and no package
grows by the hundreds of megabytes of an installer. What is taken is kept, never executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from domain.errors import Refusal
from domain.exchange.records import Record, at_most

RELEASE: Final = "release"
SCHEMA: Final = "update/1"
PLATFORMS: Final = ("x86_64", "aarch64")
MOST_BYTES: Final = 2**32 - 1
"""No larger than a file may be on FAT."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){1,3}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PARTS: Final = {
    "name": "文件名",
    "version": "版本",
    "platform": "处理器",
    "size": "长度",
    "sha256": "SHA-256",
}


@dataclass(frozen=True, slots=True)
class Program:
    """The program that is running: its version and the processor it was built for."""

    version: str
    platform: str


UNKNOWN: Final = Program("0", "")
"""A program of which nothing is known: no release is older, none fits."""


@dataclass(frozen=True, slots=True)
class Release:
    """One installer: the file's name, the version of the program, processor, bytes, SHA-256."""

    name: str
    version: str
    platform: str
    size: int
    sha256: str

    def record(self) -> dict[str, Any]:
        """Return the record of a package, which is also what is kept."""
        return {"kind": RELEASE, **asdict(self)}


def release_of(stated: Mapping[str, Any]) -> Release:
    """Return a release; refuses `update.release` with `part`, in words what cannot be."""
    name, version, platform = (stated.get(key) for key in ("name", "version", "platform"))
    size, sha256 = stated.get("size"), stated.get("sha256")
    if not (type(name) is str and _NAME.fullmatch(name)):
        raise _impossible("name")
    if not (type(version) is str and _VERSION.fullmatch(version)):
        raise _impossible("version")
    if type(platform) is not str or platform not in PLATFORMS:
        raise _impossible("platform")
    if not (type(size) is int and 0 < size <= MOST_BYTES):
        raise _impossible("size")
    if not (type(sha256) is str and _DIGEST.fullmatch(sha256)):
        raise _impossible("sha256")
    return Release(name, version, platform, size, sha256)


def _impossible(part: str) -> Refusal:
    return Refusal("update.release", part=_PARTS[part])


def releases_of(records: Iterable[Record]) -> tuple[Release, ...]:
    """Return the releases of one version that records state, at most one for each platform.

    Refuses `package.record_unreadable` for another shape, none, a platform that comes twice or out
    of order, a name that comes twice or versions that differ, and what `release_of` refuses.
    """
    found: list[Release] = []
    for record in at_most(records, len(PLATFORMS), RELEASE):
        release = release_of(record)
        if record != release.record():
            raise _unreadable()
        found.append(release)
    platforms = [release.platform for release in found]
    same = len({release.version for release in found}) == 1
    names = {release.name for release in found}
    if not same or platforms != sorted(set(platforms)) or len(names) != len(found):
        raise _unreadable()
    return tuple(found)


def place_of(version: str) -> tuple[int, ...]:
    """Return where a version stands among others: 0.10 comes after 0.9, and 1.0 is 1.0.0."""
    digits = re.match(r"[0-9]+(\.[0-9]+)*", version)
    numbers = [int(part) for part in digits[0].split(".")] if digits else [0]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def judge(releases: Iterable[Release], program: Program) -> str:
    """Return what releases mean for the running program: `new`, `same`, `other_platform`.

    Refuses `update.older` for a version below the running one: an older program brings back what
    was mended since. One that was handed down before and never ran holds nothing back: a version
    that somebody mistyped would bar every later one for good, and no package is taken twice.
    """
    offered = tuple(releases)
    version = offered[0].version
    if place_of(version) < place_of(program.version):
        raise Refusal("update.older", version=version, known=program.version)
    if all(release.platform != program.platform for release in offered):
        return "other_platform"
    return "same" if place_of(version) == place_of(program.version) else "new"


def told_update(difference: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words what a package of releases means, and what 系统管理员 is to do."""
    if "releases" not in difference:
        return
    for each in difference["releases"]:
        yield f"程序 {each['version']}（{each['platform']}）：{each['name']}，{each['size']} 字节"
        yield f"SHA-256：{each['sha256']}"
    yield {
        "new": "接收以后，请在“安全管理”的“程序升级”里收下安装文件，再由系统管理员核对、安装。",
        "same": "正在用的就是这一版，不用安装。",
        "other_platform": "里面没有本机处理器的安装文件，本机装不了；可以转发给下级。",
    }[difference["state"]]


def _unreadable() -> Refusal:
    return Refusal("package.record_unreadable", kind=RELEASE)
