"""Where defects are written down: a small file on this machine, without personal data."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from platformdirs import user_log_path

_NAME: Final = "bianqing.log"
_SIZE: Final = 512 * 1024
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
_OURS: Final = ("desktop", "ui", "storage", "export", "domain")
_PLAIN: Final = re.compile(r"[A-Za-z0-9 _.:/-]{1,200}")
"""Codes, names of our modules, running numbers. Names of people and files are not of this kind."""
_ID_NUMBER: Final = re.compile(r"\d{15}")
_WITHHELD: Final = "-"

log = logging.getLogger(__name__)


class PlacesOnly(logging.Formatter):
    """Writes codes, and where an exception passed and of which type it was, never what it said.

    Messages of exceptions and of libraries quote values, and values here are people.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record; what is no code of our own is withheld."""
        said = record.getMessage() if record.name.split(".")[0] in _OURS else ""
        sound = _PLAIN.fullmatch(said) and not _ID_NUMBER.search(said)
        told = logging.makeLogRecord(
            {**record.__dict__, "msg": said if sound else _WITHHELD, "args": (), "exc_text": None}
        )
        told.stack_info = None
        return super().format(told)

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name logging calls
        """Return the places of the traceback and the exception's type."""
        if not isinstance(ei, tuple) or ei[0] is None:
            return ""
        return places(ei[0], ei[2])


def places(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return where an exception passed and its type, without its message or any value."""
    passed = traceback.extract_tb(trace, limit=None)
    lines = [f"  {place.filename}:{place.lineno} {place.name}" for place in passed]
    return "\n".join([*lines, f"  {kind.__name__}"])


def say_places_only() -> None:
    """Have exceptions that nobody catches told by their places, not by their values.

    What a program in a desktop session says to its standard error is kept in a file there.
    """
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    sys.stderr.write(f"unexpected failure\n{places(kind, trace)}\n")
    log.error("unexpected failure", exc_info=(kind, error, trace))


def _uncaught_in_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        _uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def _unraisable(told: sys.UnraisableHookArgs) -> None:
    if told.exc_value is not None:
        _uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def start_log(folder: Path | None = None) -> Path | None:
    """Send errors to a rotating file; returns it, `None` where the machine won't have one.

    A second start within one process takes the place of the first.
    """
    path = (folder or user_log_path("bianqing")) / _NAME
    root = logging.getLogger()
    for earlier in [held for held in root.handlers if isinstance(held.formatter, PlacesOnly)]:
        root.removeHandler(earlier)
        earlier.close()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=_SIZE, backupCount=2, encoding="utf-8"
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(PlacesOnly(_FORMAT))
    handler.setLevel(logging.WARNING)
    root.addHandler(handler)
    return path
