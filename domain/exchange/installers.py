"""Installers of the program as people speak of them: looked at, taken, copied, to be installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.exchange.releases import Program, Release, place_of

NEW: Final = "new"
"""May be installed here."""
SAME: Final = "same"
OLDER: Final = "older"
OTHER_PLATFORM: Final = "other_platform"
DIFFERS: Final = "differs"
"""The file is missing, or is not the one that was registered."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A file that somebody chose: its name, its length in bytes, its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


VOUCHED: Final[Mapping[str, str]] = {
    "listed": "省级信任表里有登记，一致。",
    "unlisted": "省级信任表里没有登记这个文件，请向上级核实 SHA-256。",
    "": "",
}
"""What the province's trust table says of a file that was taken, in words."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A release whose file lies in the data folder now, at `path`.

    `vouched` tells what the province's trust table says of it: `listed`, `unlisted`, or "" where
    it lists no file.
    """

    release: Release
    path: str
    vouched: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A release whose file was written to `path` and read back from there.

    `own_disk` tells that this is the machine's own disk: nothing has left it yet.
    """

    release: Release
    path: str
    own_disk: bool


@dataclass(frozen=True, slots=True)
class Installer:
    """A file in the data folder, how it stands, and the command that installs it, if it may be."""

    release: Release
    path: str
    state: str
    command: str


@dataclass(frozen=True, slots=True)
class Installers:
    """The files that were taken, and the program that is running beside them."""

    program: Program
    files: tuple[Installer, ...]


def state_of(release: Release, program: Program, *, whole: bool) -> str:
    """Return how a file stands to the running program; `whole`: it is the one registered."""
    if not whole:
        return DIFFERS
    if release.platform != program.platform:
        return OTHER_PLATFORM
    offered, running = place_of(release.version), place_of(program.version)
    if offered == running:
        return SAME
    return NEW if offered > running else OLDER
