"""Writing a finished file onto a medium, so that 已写入并核对，可以拔出 is true when it is said.

The order: the folder and its medium are judged; the file is written under a temporary name, synced
piece by piece, and read back from the medium; it gets its name, never in another file's place; the
folder and the whole medium are synced; the folder is listed once more. A rename on FAT is not
journalled, so a reader must in any case trust only a file that verifies.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.sizes import Size
from export.sticks.faults import close, told
from export.sticks.machine import THIS_MACHINE, Machine
from export.sticks.place import Identity, Place
from export.sticks.reading_back import PIECE, READ, Step, require_regular
from export.sticks.stick import Stick, is_on_own_disk, is_pulled, stick_of

LARGEST_ON_FAT: Final = 4 * 1024**3 - 1
"""Bytes of the largest file that FAT can hold (FAT specification: DIR_FileSize has 32 bits)."""
_FAT: Final = frozenset({"vfat", "msdos", "umsdos", "fat"})
_NAME: Final = re.compile(r"[^\x00-\x1f\x7f\"*/:<>?\\|~. ](?:[^\x00-\x1f\x7f\"*/:<>?\\|]*[^. ])?")
"""A name that every file system of a stick takes, and that is not one of our temporary ones."""
_LONGEST_NAME: Final = 200
_ERRORS: Final = frozenset({"stick.not_written", "stick.not_read_back"})
_SPARE: Final = 10
"""A tenth more than the file itself must be free, and one cluster."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that is on a medium: read back from it, its name synced, so that it can be pulled.

    `own_disk` tells that the medium is the disk of the system or of the source, or that nobody
    can tell what it is: nothing has left the machine yet. `stick` is as it was before writing.
    """

    path: Path
    size: int
    stick: Stick
    own_disk: bool


@dataclass(frozen=True, slots=True)
class _Source:
    """The finished file, open."""

    path: Path
    number: int
    size: int

    def read(self, buffer: bytearray) -> int:
        """Fill the buffer with what comes next; return how much it was."""
        with _from(self.path):
            return os.readv(self.number, [buffer])


def silent(_bytes: int) -> None:
    """Report to nobody."""


def carry(
    source: Path,
    folder: Path,
    name: str,
    sha256: str,
    *,
    allow_same: bool = False,
    step: Step = silent,
    machine: Machine = THIS_MACHINE,
) -> Carried:
    """Copy a finished file into a folder on a medium, under `name`, and make sure that it is there.

    `sha256` (hex) is what the source must be and what the medium must give back. The same file
    under the same name, from an earlier time, is success once it was read from the medium. `step`
    hears of every byte twice, written and read back (once, if it lay there), and may raise to
    stop. `allow_same` lets the folder be on the system's own disk.

    Raises:
        Refusal: `stick.*`. Nothing stays under `name` then but what was there before, as long as
            the medium still answers; a rest under the temporary name is removed at the next try.
    """
    _require_name(name)
    with _opened(source) as reading, Place.opened(folder) as place:
        size = reading.size
        own_disk = _require_other_disk(source, folder, machine, allow_same=allow_same)
        stick = stick_of(folder, machine)
        if stick.filesystem in _FAT and size > LARGEST_ON_FAT:
            raise Refusal("stick.too_large_for_fat", folder=str(folder), size=Size(size))
        with _pulled_told(stick, folder, machine):
            _be_there(reading, place, name, sha256, step)
        return Carried(folder / name, size, stick, own_disk)


def _be_there(reading: _Source, place: Place, name: str, sha256: str, step: Step) -> None:
    before = place.size_of(name)
    if before is None:
        _written(reading, place, name, sha256, step)
        return
    _require_same(place, name, (before, reading.size), sha256, step)
    place.settle()
    place.require_listed(name, reading.size)


def _written(reading: _Source, place: Place, name: str, sha256: str, step: Step) -> None:
    temporary = f"~{name}.tmp"
    place.require_writable()
    _remove_unfinished(place, temporary)
    _require_room(place, reading.size)
    with _unfinished(place, temporary, name) as writing:
        if _copied(reading, writing, place, step) != sha256:
            raise Refusal("stick.source_differs", name=name)
        if place.sha256(temporary, step) != sha256:
            raise Refusal("stick.read_back_differs", folder=str(place.path), name=name)
        place.rename(temporary, name)
        place.settle()
        place.require_listed(name, reading.size)


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name) or len(os.fsencode(name)) > _LONGEST_NAME:
        raise Refusal("stick.name", name=name)


def _require_other_disk(source: Path, folder: Path, machine: Machine, *, allow_same: bool) -> bool:
    """Tell whether the folder is on an own disk; refuses unless that is allowed."""
    own = is_on_own_disk(folder, (source,), machine)
    if own is None:
        with told(folder, "stick.not_written"):
            own = folder.stat().st_dev in (Path("/").stat().st_dev, source.stat().st_dev)
    if own and not allow_same:
        raise Refusal("stick.own_disk", folder=str(folder))
    return own


def _require_same(place: Place, name: str, sizes: tuple[int, int], sha256: str, step: Step) -> None:
    """Refuse `stick.other_file` unless what lies there is this very file, on the medium."""
    there, wanted = sizes
    if there == wanted:
        place.settle_file(name)
    if there != wanted or place.sha256(name, step) != sha256:
        raise Refusal("stick.other_file", folder=str(place.path), name=name)


def _remove_unfinished(place: Place, temporary: str) -> None:
    """Remove what a stick that was pulled too early still holds of an earlier try."""
    left = place.size_of(temporary)
    if left == -1:
        raise Refusal("stick.other_file", folder=str(place.path), name=temporary)
    if left is not None:
        place.remove(temporary)


def _require_room(place: Place, size: int) -> None:
    free, cluster = place.room()
    needed = size + size // _SPARE + cluster
    if free < needed:
        folder = str(place.path)
        raise Refusal("stick.no_room", folder=folder, needed=Size(needed), free=Size(free))


@contextmanager
def _pulled_told(stick: Stick, folder: Path, machine: Machine) -> Iterator[None]:
    """Say of a medium that answers with errors that it was pulled, where it was."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code in _ERRORS and is_pulled(stick, machine):
            raise Refusal("stick.gone", folder=str(folder)) from refusal
        raise


@contextmanager
def _unfinished(place: Place, temporary: str, name: str) -> Iterator[int]:
    """Give a new file to write; unless the block ends well, neither name is left."""
    writing = place.create(temporary)
    try:
        found = os.fstat(writing)
        identity: Identity = (found.st_dev, found.st_ino)
        try:
            yield writing
        except BaseException:
            place.forget(temporary, identity)
            place.forget(name, identity)
            raise
    finally:
        close(writing)


def _copied(reading: _Source, writing: int, place: Place, step: Step) -> str:
    """Write all of the source onto the medium, piece by piece; return its SHA-256 (hex)."""
    digest, buffer = hashlib.sha256(), bytearray(PIECE)
    view = memoryview(buffer)
    while found := reading.read(buffer):
        digest.update(view[:found])
        with told(place.path, "stick.not_written"):
            _write(writing, view[:found])
            # A stick is slow: what it has not taken yet would only seem to be done.
            os.fdatasync(writing)
        step(found)
    with told(place.path, "stick.not_written"):
        os.fsync(writing)
    return digest.hexdigest()


def _write(writing: int, view: memoryview) -> None:
    done = 0
    while done < len(view):
        done += os.write(writing, view[done:])


@contextmanager
def _opened(source: Path) -> Iterator[_Source]:
    with _from(source):
        number = os.open(source, READ)
    try:
        with _from(source):
            size = require_regular(number).st_size
        yield _Source(source, number, size)
    finally:
        close(number)


@contextmanager
def _from(source: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refusal("stick.source_unreadable", path=str(source)) from error
