"""Where files that are answers go and requests come from, and what is said when they cannot."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from domain.errors import Cancelled, Refusal

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_WORKBOOK: Final = ".xlsx"
_BEGINNINGS: Final = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))
"""How a workbook's file begins, and one that is kept under a password."""
_SIGNATURE: Final = 8


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Refuse `command.disk_full` or `command.not_written` for what the medium does not take."""
    try:
        yield
    except OSError as error:
        code = "command.disk_full" if error.errno in _FULL else "command.not_written"
        raise Refusal(code, path=str(path)) from error


def require_above(folder: Path) -> None:
    """Refuse `command.no_folder` where the folder that would hold this one is missing too.

    A whole path that is missing may well be a stick that is not plugged in.
    """
    if not folder.parent.is_dir():
        raise Refusal("command.no_folder", path=str(folder))


def require_folder(folder: Path) -> None:
    """Make a folder where the one above it is there, its name on the medium when this returns.

    Refuses as `require_above`, or for a fault of the medium.
    """
    from storage.medium import sync_folder

    require_above(folder)
    with writing(folder):
        if not folder.is_dir():
            folder.mkdir()
            sync_folder(folder.parent)


@contextmanager
def fresh(folder: Path, made: Iterable[str]) -> Iterator[None]:
    """Let a folder that is filled in the block be whole or as before, stopped or refused.

    `made` names the folders that the block makes in it: what somebody else puts there stays.
    Refuses `command.exists` where something lies already, and as `require_above`.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refusal("command.exists", path=str(folder))
    require_above(folder)
    existed = folder.exists()
    try:
        yield
    except (Cancelled, Refusal):
        for name in made:
            shutil.rmtree(folder / name, ignore_errors=True)
        if not existed:
            with suppress(OSError):  # not made yet, or somebody else keeps something in it
                folder.rmdir()
        raise


def require_workbook(path: Path) -> None:
    """Refuse a list where it would not be a workbook or would replace something else.

    Refuses `command.not_xlsx` for another name and `command.not_workbook` for a file in the way
    that is none; an older workbook of that name is replaced.
    """
    if path.suffix.lower() != _WORKBOOK:
        raise Refusal("command.not_xlsx", path=str(path))
    if not path.is_file():
        return
    with writing(path), path.open("rb") as file:
        beginning = file.read(_SIGNATURE)
    if not beginning.startswith(_BEGINNINGS):
        raise Refusal("command.not_workbook", path=str(path))


def require_place(path: Path) -> None:
    """Refuse before an act, rather than after it, a file that could not be written."""
    require_folder(path.parent)
    with writing(path):
        if path.is_dir():
            raise IsADirectoryError
        with NamedTemporaryFile(dir=path.parent, prefix=".bianqing-"):
            pass


def deliver(path: Path, pieces: Iterable[bytes]) -> str:
    """Write a file whole or not at all, in place of one of that name; returns its path.

    Refuses as `require_folder`, and `command.disk_full` or `command.not_written`.
    """
    require_folder(path.parent)
    half = path.with_name(f".{path.name}.part")
    with writing(path):
        try:
            with half.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    return str(path)


def fetch(path: Path) -> bytes:
    """Return a file that was brought here; refuses `command.file_unreadable`."""
    try:
        return path.read_bytes()
    except OSError:
        raise Refusal("command.file_unreadable", path=str(path)) from None
