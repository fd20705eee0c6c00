"""Packages on this machine: copied from the medium before they are read, kept when they must wait.

They stay sealed as they came; nothing here opens them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from export.packages.files import BLOCK, NewFile, open_regular, publish, size_of
from export.packages.trust import MAX_FILE

_ARRIVING: Final = "arriving.bqp~"
_LONGEST: Final = MAX_FILE + 1  # one more, so that a longer file is refused for its length


@contextmanager
def spooled(source: Path, folder: Path) -> Iterator[Path]:
    """Copy a package into `folder` for the length of the block; the medium is not read again.

    One that lies there already is used as it is. The copy is gone after the block, unless `keep`
    took it. What an interrupted run left is removed first.

    Raises:
        Refusal: `package.unreadable`, `package.disk_full`, `package.not_written`.
    """
    if source.parent == folder and not source.is_symlink():
        yield source
        return
    target = folder / _ARRIVING
    with suppress(FileNotFoundError):
        target.unlink()
    copy = NewFile(target)
    try:
        _fill(copy, source)
        yield target
    finally:
        copy.discard()


def _fill(copy: NewFile, source: Path) -> None:
    with open_regular(source) as file:
        left = min(size_of(file), _LONGEST)
        while left and (block := file.read(min(BLOCK, left))):
            copy.write(block)
            left -= len(block)
    copy.settle()


def keep(spool: Path, folder: Path, name: str) -> Path:
    """Give a spooled package a lasting place, and return it; one that lies there stays.

    Raises:
        Refusal: `package.disk_full`, `package.not_written`.
    """
    path = folder / name
    if not path.exists():
        publish(spool, path)
    return path
