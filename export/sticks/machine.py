"""Where the system tells of mounts and disks, and reading there: bounded, and never refusing."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

_LONGEST: Final = 256
"""Characters of a text that a device tells of itself: a stick may call itself anything."""
_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_UNSEEN: Final = ("C", "Zl", "Zp")
_PIECE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Machine:
    """The folders in which Linux and udev describe the machine."""

    proc: Path = Path("/proc")
    sys: Path = Path("/sys")
    dev: Path = Path("/dev")
    udev: Path = Path("/run/udev/data")

    @property
    def mounts(self) -> Path:
        """The table of mounts as this process sees it."""
        return self.proc / "self" / "mountinfo"

    @property
    def blocks(self) -> Path:
        """The folder with a link for every block device."""
        return self.sys / "class" / "block"


THIS_MACHINE: Final = Machine()


def content(path: Path, most: int) -> bytes:
    """Return at most so many bytes of a regular file, b"" for anything that cannot be read."""
    with suppress(OSError, ValueError):
        number = os.open(path, _FLAGS)
        try:
            if stat.S_ISREG(os.fstat(number).st_mode):
                return read_up_to(number, most)
        finally:
            os.close(number)
    return b""


def read_up_to(number: int, most: int) -> bytes:
    """Return an open file from its beginning, at most so many bytes; raises `OSError`."""
    pieces, done = [], 0
    while done < most and (piece := os.pread(number, min(_PIECE, most - done), done)):
        pieces.append(piece)
        done += len(piece)
    return b"".join(pieces)


def names_in(folder: Path, most: int) -> list[str]:
    """Return the names in a folder in order, at most so many; none where it cannot be read."""
    with suppress(OSError, ValueError), os.scandir(folder) as found:
        return sorted(entry.name for entry in islice(found, most))
    return []


def plain(told: str) -> str:
    """Return a text as it may be shown and logged: one line, no signs that hide or turn others."""
    seen = "".join(_shown(told[: _LONGEST * 4]))
    return " ".join(seen.split())[:_LONGEST]


def _shown(told: str) -> Iterator[str]:
    for sign in told:
        if sign.isspace():
            yield " "
        elif unicodedata.category(sign).startswith(_UNSEEN):
            yield "\N{REPLACEMENT CHARACTER}"
        else:
            yield sign
