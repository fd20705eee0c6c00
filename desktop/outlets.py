"""Where answers that are files go, and what is said when they cannot go there."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from domain.errors import Refusal

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Refuse `command.disk_full` or `command.not_written` for what the medium does not take."""
    try:
        yield
    except OSError as error:
        code = "command.disk_full" if error.errno in _FULL else "command.not_written"
        raise Refusal(code, path=str(path)) from error


def make_folder(folder: Path) -> None:
    """Make a folder with those above it."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def require_place(path: Path) -> None:
    """Refuse before an act, rather than after it, a file that could not be written."""
    make_folder(path.parent)
    with writing(path):
        if path.is_dir():
            raise IsADirectoryError
        with NamedTemporaryFile(dir=path.parent, prefix=".bianqing-"):
            pass


def deliver(path: Path, content: bytes) -> str:
    """Write a file whole or not at all, in place of one of that name; returns its path."""
    make_folder(path.parent)
    half = path.with_name(f".{path.name}.part")
    with writing(path):
        try:
            half.write_bytes(content)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    return str(path)
