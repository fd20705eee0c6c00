"""Releases of the program at a desk, in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from domain.errors import Refusal
from domain.exchange.installers import (
    DIFFERS,
    NEW,
    OTHER_PLATFORM,
    Copied,
    Installer,
    Installers,
    Measured,
    Taken,
)
from domain.exchange.releases import Program, Release, release_of
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed, require
from domain.workflow.ports import Progress

RELEASE = Release("bianqing_1.4.0_amd64.deb", "1.4.0", "x86_64", 180_000_000, "3f9a" * 16)
ARM = replace(RELEASE, name="bianqing_1.4.0_arm64.deb", platform="aarch64", sha256="1c0d" * 16)
RUNNING = Program("1.3.2", "x86_64")
COMMAND = "sudo dpkg -i /home/zhang/bianqing/updates/bianqing_1.4.0_amd64.deb"


class FakeUpdateDesk:
    """Knows the releases that a test gives it; `log` tells what was asked of it."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.log = actor, list[tuple[object, ...]]()
        self.known: tuple[Release, ...] = (RELEASE, ARM)
        self.vouched, self.own_disk = "listed", False
        self.broken = self.foreign = False

    def releases(self) -> tuple[Release, ...]:
        return self.known if allowed(self.actor, Act.READ) else ()

    def measure_installer(self, path: Path, progress: Progress) -> Measured:
        require(self.actor, Act.CONFIGURE)
        progress.step(1, 1)
        self.log.append(("measure", path))
        return Measured(path.name, 181_000_000, "77ab" * 16)

    def offer_installer(
        self, path: Path, found: Measured, version: str, platform: str, progress: Progress
    ) -> Release:
        require(self.actor, Act.CONFIGURE)
        progress.step(1, 1)
        stated = {"name": found.name, "version": version, "platform": platform}
        release = release_of({**stated, "size": found.size, "sha256": found.sha256})
        self.known = (release,)
        self.log.append(("offer", path, version, platform))
        return release

    def copy_installer(self, name: str, folder: Path, progress: Progress) -> Copied:
        require(self.actor, Act.CONFIGURE)
        progress.step(1, 1)
        if self.broken:
            raise Refusal("stick.no_room", folder=str(folder), needed=2, free=1)
        release = next(each for each in self.known if each.name == name)
        self.log.append(("copy", name, folder))
        return Copied(release, str(folder / name), self.own_disk)

    def take_installer(self, path: Path, progress: Progress) -> Taken:
        require(self.actor, Act.ACCEPT_PACKAGE)
        progress.step(1, 1)
        if self.foreign:
            raise Refusal("update.differs", path=str(path), version=RELEASE.version)
        self.log.append(("take", path))
        return Taken(RELEASE, "/home/zhang/bianqing/updates", self.vouched)

    def installers(self, progress: Progress) -> Installers:
        require(self.actor, Act.UPDATE_PROGRAM)
        progress.step(1, 1)
        self.log.append(("installers",))
        state, command = (DIFFERS, "") if self.broken else (NEW, COMMAND)
        there = (
            Installer(RELEASE, "/home/zhang/bianqing/updates", state, command),
            Installer(ARM, "/home/zhang/bianqing/updates", OTHER_PLATFORM, ""),
        )
        return Installers(RUNNING, there if self.known else ())
