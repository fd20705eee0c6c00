"""Every attached file sealed anew under another key, beside the old ones, and read back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from storage.attachment_folder import AttachmentFolder
from storage.faults import translated
from storage.sealed_file import SALT, Altered, Sealed, seal, unseal
from storage.slots import Random

_UNFINISHED: Final = ".part"
_AT_ONCE: Final = 1024 * 1024
_ENDLESS: Final = 1 << 62


class _Plain:
    """The plain content of a sealed file, to be read like any other."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        """Return the next `size` bytes, fewer only at the end; raises `Altered`."""
        while len(self._rest) < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._rest += piece
        some, self._rest = self._rest[:size], self._rest[size:]
        return some


@dataclass(frozen=True, slots=True)
class Resealing:
    """From which folder and key to which; `random` makes the salts."""

    source: AttachmentFolder
    target: AttachmentFolder
    old: bytes
    new: bytes
    random: Random

    def names(self) -> list[Path]:
        """Return the files to seal anew, as paths below the folder."""
        found = []
        for folder in (self.source.path, self.source.incoming):
            if folder.is_dir():
                found += [
                    path.relative_to(self.source.path)
                    for path in sorted(folder.iterdir())
                    if path.is_file() and not path.is_symlink() and path.suffix != _UNFINISHED
                ]
        return found

    def reseal(self, step: Callable[[], None]) -> tuple[str, ...]:
        """Seal every file anew and read it back; returns the names of those that do not open.

        What does not open is copied as it is: it is told as before, and the former key, which the
        vault keeps, still fits it. Refuses for faults of the disk.
        """
        damaged = []
        with translated(self.target.path):
            self.target.prepare()
            for name in self.names():
                if not self._reseal(name):
                    damaged.append(name.name)
                step()
            self.target.settle()
        return tuple(damaged)

    def _reseal(self, name: Path) -> bool:
        with open_sealed(self.source.path / name) as old:
            target = self.target.path / name
            with self.target.make(target) as new:
                try:
                    sealed = seal(
                        _Plain(unseal(old, self.old)), new, self.new, self.random(SALT), _ENDLESS
                    )
                except Altered:
                    sealed = None
                    _copy(old, new)
                self.target.sync(new)
                if sealed is not None:
                    _require_same(new, self.new, sealed)
        return sealed is not None


def open_sealed(path: Path) -> BinaryIO:
    """Open a sealed file for reading; a link is not followed."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")


def _copy(old: BinaryIO, new: BinaryIO) -> None:
    old.seek(0)
    new.seek(0)
    new.truncate()
    while some := old.read(_AT_ONCE):
        new.write(some)


def _require_same(stream: BinaryIO, key: bytes, sealed: Sealed) -> None:
    stream.seek(0)
    digest = hashlib.sha256()
    try:
        for piece in unseal(stream, key):
            digest.update(piece)
    except Altered:
        digest = hashlib.sha256()
    if digest.hexdigest() != sealed.sha256:
        raise OSError(5, "what was sealed anew does not come back", stream.name)
