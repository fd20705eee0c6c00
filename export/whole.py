"""Files that are whole or not there at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from domain.errors import Refusal


@contextmanager
def whole(out: Path, *failures: type[Exception], code: str) -> Iterator[Path]:
    """Give a path beside `out` to write to, and put the file in its place once it is written.

    An older file is replaced only then. Refuses `code` with `path` when the disk will not take
    the file or one of `failures` says that it is not as it should be; nothing is left behind.
    """
    unfinished = out.with_name(f".{out.name}.part")
    refused: tuple[type[Exception], ...] = (OSError, *failures)
    try:
        yield unfinished
        unfinished.replace(out)
    except refused as failed:
        drop(unfinished)
        raise Refusal(code, path=str(out)) from failed


def drop(unfinished: Path) -> None:
    """Remove an unfinished file; where the medium no longer answers there is nothing to remove.

    It is called while a refusal is under way, which says more than a second fault would.
    """
    with suppress(OSError):
        unfinished.unlink()
