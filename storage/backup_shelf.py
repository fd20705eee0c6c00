"""A folder of backup sets: which are there, which are being made, which are taken away.

Folders whose names are none of the office's sets are not looked into, and never touched.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage import backup_set, backup_text
from storage.backup_set import MANIFEST, MARK, Manifest
from storage.backup_text import Signed
from storage.faults import translated
from storage.files import DiskFiles, Files
from storage.json_record import Damaged
from storage.medium import make_folder, sync_folder

UNFINISHED: Final = ".unfinished"
_REMOVING: Final = ".removing"
_LOCK: Final = ".编清备份.lock"
_MOST_BYTES: Final = 256 * 1024 * 1024
_DISK: Final = DiskFiles()
KeyOf = Callable[[Path], "bytes | bytearray | None"]
"""Returns the audit key of a set's folder, `None` when it cannot be opened."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A set as it lies in a folder.

    `signed` is `None` for a manifest that cannot be read; `known` tells that somebody who holds
    the set's audit key asked, and the manifest is the program's own. `verified_at` is ISO text,
    "" for a set that was not verified since it was made; `unread` names what the verification
    could not read for want of a key.
    """

    path: Path
    signed: Signed | None
    known: bool = False
    verified_at: str = ""
    unread: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether every byte was read back and found sound."""
        return bool(self.verified_at)


def read_set(folder: Path, files: Files = _DISK) -> Signed:
    """Read the manifest of a set.

    Raises:
        Refusal: `backup.no_set` for a folder without one, `backup.manifest` for one that is
            damaged, `storage.too_new`, or a fault of the medium.
    """
    path = folder / MANIFEST
    with translated(path):
        if not path.is_file():
            raise Refusal("backup.no_set", path=str(folder))
        content = files.read(path, _MOST_BYTES)
    try:
        return backup_text.from_bytes(content)
    except Damaged:
        raise Refusal("backup.manifest", path=str(path)) from None


def sets_in(shelf: Path, office: str | None, key_of: KeyOf) -> Iterator[Shelved]:
    """Yield an office's sets in a folder, all offices' when `None`, the newest first.

    A set is read when it is asked for: whoever wants the newest reads no other. What cannot be
    read is yielded too. A folder that is not there holds no sets.

    Raises:
        Refusal: for a medium that does not answer.
    """
    with translated(shelf):
        if not shelf.is_dir():
            return
        with os.scandir(shelf) as entries:
            ours = [one.name for one in entries if _is_ours(one.name, office) and _may_be_set(one)]
    for name in sorted(ours, key=backup_set.age_of, reverse=True):
        yield shelved(shelf / name, key_of)


def sets_at(folder: Path, key_of: KeyOf) -> Iterator[Shelved]:
    """Yield the set that a folder is itself, else those of all offices in it, as `sets_in`."""
    with translated(folder):
        alone = (folder / MANIFEST).is_file()
    if alone:
        yield shelved(folder, key_of)
    else:
        yield from sets_in(folder, None, key_of)


def newest_verified(sets: Iterable[Shelved]) -> tuple[Path, Manifest] | None:
    """Return the first verified one of sets that come the newest first, reading no further."""
    for each in sets:
        if each.verified and each.signed is not None:
            return each.path, each.signed.manifest
    return None


def shelved(folder: Path, key_of: KeyOf) -> Shelved:
    """Return one set with what its mark says, as far as it can be believed."""
    try:
        signed = read_set(folder)
    except Refusal:
        return Shelved(folder, None)
    key = key_of(folder)
    if key is None or not signed.is_authentic(key):
        return Shelved(folder, signed)
    said = _mark(folder, signed, key)
    unread = said.get("unread", ())
    return Shelved(
        folder,
        signed,
        known=True,
        verified_at=str(said.get("at", "")),
        unread=tuple(map(str, unread)) if isinstance(unread, list) else (),
    )


def said_verified(each: Shelved) -> str:
    """Return when a set was verified as it says itself, in ISO text; "" where it says nothing.

    Without the audit key nobody vouches for it: it helps to choose a set, and proves nothing.
    """
    if each.signed is None:
        return ""
    at = str(_said_mark(each.path, each.signed)[0].get("at", ""))
    try:
        backup_text.moment_in(at)
    except Damaged:
        return ""
    return at


def mark(folder: Path, content: bytes, files: Files = _DISK) -> None:
    """Put the mark of a verified set beside its manifest. Refuses for faults of the medium."""
    beside = folder / f"{MARK}.new"
    with translated(beside):
        files.write(beside, content)
        files.rename(beside, folder / MARK)


def unmark(folder: Path) -> None:
    """Take the mark off a set that is not sound. Refuses for faults of the medium."""
    with translated(folder):
        (folder / MARK).unlink(missing_ok=True)


def next_number(shelf: Path, office: str) -> int:
    """Return the running number of the office's next set, greater than all that are there."""
    with translated(shelf):
        names = [path.name.removesuffix(UNFINISHED) for path in shelf.iterdir()]
    numbers = (backup_set.number_in(name, office) for name in names)
    return max((number for number in numbers if number is not None), default=0) + 1


@contextmanager
def held(shelf: Path) -> Iterator[None]:
    """Keep every other backup away from a folder while the block runs, and clear what they left.

    Refuses `backup.running`, or for a medium that cannot be written.
    """
    with translated(shelf):
        make_folder(shelf)
        handle = os.open(shelf / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refusal("backup.running", path=str(shelf)) from None
        _clear(shelf)
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)


def remove(folder: Path) -> None:
    """Take a set away; half removed it is no set any more. Refuses for faults of the medium."""
    with translated(folder):
        leaving = folder.with_name(folder.name + _REMOVING)
        folder.rename(leaving)
        sync_folder(folder.parent)
        shutil.rmtree(leaving)


def _clear(shelf: Path) -> None:
    with translated(shelf):
        for path in tuple(shelf.iterdir()):
            for ending in (UNFINISHED, _REMOVING):
                if path.name.endswith(ending) and _is_ours(path.name.removesuffix(ending), None):
                    shutil.rmtree(path)


def _may_be_set(entry: os.DirEntry[str]) -> bool:
    """Tell whether it is a folder, also of one of which the disk does not tell."""
    with suppress(OSError):
        return entry.is_dir(follow_symlinks=False)
    return True


def _is_ours(name: str, office: str | None) -> bool:
    if office is None:
        return backup_set.is_set_name(name)
    return backup_set.number_in(name, office) is not None


def _mark(folder: Path, signed: Signed, key: bytes | bytearray) -> dict[str, object]:
    """Return what the mark says, nothing when it is of another set or was written by others."""
    said, mac = _said_mark(folder, signed)
    return said if said and mac == backup_text.mac_of(said, key) else {}


def _said_mark(folder: Path, signed: Signed) -> tuple[dict[str, object], bytes]:
    """Return what the mark says with its MAC, nothing when it is of another set."""
    try:
        with translated(folder):
            content = _DISK.read(folder / MARK, _MOST_BYTES)
        said, mac = backup_text.mark_from(content)
    except (Refusal, Damaged):
        return {}, b""
    return ({}, b"") if said.get("manifest") != signed.sha256 else (said, mac)
