r"""Key files: what somebody must have beside the password that he knows.

A file of 64 bytes on a stick: `b"BQKEY\x00\x00\x01"`, a number of 16 bytes that tells it from
others, 32 secret bytes that are mixed into the key of the account's slot, and the first 8 bytes of
the SHA-256 over all this, which tell a damaged file from a whole one. The number stands in the
vault in the clear; it is no secret and tells nothing of the password.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage.faults import translated
from storage.files import Files

SUFFIX: Final = ".bqkey"
MAGIC: Final = b"BQKEY\x00\x00\x01"
NUMBER_BYTES: Final = 16
SECRET_BYTES: Final = 32
_CHECK_BYTES: Final = 8
SIZE: Final = len(MAGIC) + NUMBER_BYTES + SECRET_BYTES + _CHECK_BYTES

Random = Callable[[int], bytes]
KeyFiles = Callable[[], Iterable[Path]]
"""Tells where key files lie now; asked only for an account that has one."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyFile:
    """A key file as read: its number, its secret, and where it was found."""

    number: bytes
    secret: bytes
    path: Path


def nowhere() -> tuple[Path, ...]:
    """Know of no key file."""
    return ()


def make_key_file(path: Path, *, random: Random, files: Files) -> KeyFile:
    """Write a new key file, which replaces none, and read it back.

    Raises:
        Refusal: `storage.exists`, `key_file.unwritten` when what comes back is not what was
            written, or a fault of the disk.
    """
    made = KeyFile(random(NUMBER_BYTES), random(SECRET_BYTES), path)
    with translated(path):
        if path.exists() or path.is_symlink():
            raise Refusal("storage.exists", path=str(path))
        try:
            files.write(path, _content(made))
            _require_written(made, files)
        except (OSError, Refusal):
            with suppress(OSError):
                files.remove(path)
            raise
    return made


def _require_written(made: KeyFile, files: Files) -> None:
    if parsed(files.read(made.path, SIZE + 1), made.path) != made:
        raise Refusal("key_file.unwritten", path=str(made.path))


def found_key_file(number: bytes, places: KeyFiles, files: Files) -> KeyFile:
    """Return the key file of that number; what is no key file, or another's, is passed over.

    Raises:
        Refusal: `key_file.missing`, `key_file.damaged` when only a damaged one is there.
    """
    read: list[tuple[Path, bytes]] = []
    for path in places():
        with suppress(OSError):
            read.append((path, files.read(path, SIZE + 1)))
    return chosen(number, read)


def key_file_at(path: Path, files: Files) -> KeyFile:
    """Read the key file at a path.

    Raises:
        Refusal: `key_file.not_there`, `key_file.not_one` when something else lies there or it is
            damaged, or a fault of the stick.
    """
    with translated(path):
        if not path.is_file():
            raise Refusal("key_file.not_there", path=str(path))
        found = parsed(files.read(path, SIZE + 1), path)
    if found is None:
        raise Refusal("key_file.not_one", path=str(path))
    return found


def chosen(number: bytes, contents: Iterable[tuple[Path, bytes]]) -> KeyFile:
    """Choose the key file of that number among what lies on the sticks; refusals as above."""
    damaged: Path | None = None
    for path, content in contents:
        key_file = parsed(content, path)
        if key_file is not None and key_file.number == number:
            return key_file
        if key_file is None and content[len(MAGIC) :].startswith(number):
            damaged = path
    if damaged is not None:
        raise Refusal("key_file.damaged", path=str(damaged))
    raise Refusal("key_file.missing")


def parsed(content: bytes, path: Path) -> KeyFile | None:
    """Read a key file's bytes, `None` for anything else."""
    whole, check = content[:-_CHECK_BYTES], content[-_CHECK_BYTES:]
    if len(content) != SIZE or not whole.startswith(MAGIC) or _check(whole) != check:
        return None
    behind = whole[len(MAGIC) :]
    return KeyFile(behind[:NUMBER_BYTES], behind[NUMBER_BYTES:], path)


def _content(key_file: KeyFile) -> bytes:
    whole = MAGIC + key_file.number + key_file.secret
    return whole + _check(whole)


def _check(whole: bytes) -> bytes:
    return hashlib.sha256(whole).digest()[:_CHECK_BYTES]
