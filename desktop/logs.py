"""Where defects are written down: a small file on this machine, without personal data."""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from platformdirs import user_log_path

_NAME: Final = "bianqing.log"
_SIZE: Final = 512 * 1024
_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


class PlacesOnly(logging.Formatter):
    """Writes where an exception passed and of which type it was, never what it said.

    Messages of exceptions quote values, and values here are people.
    """

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name logging calls
        """Return the places of the traceback and the exception's type."""
        if not isinstance(ei, tuple) or ei[0] is None:
            return ""
        places = traceback.extract_tb(ei[2])
        lines = [f"  {place.filename}:{place.lineno} {place.name}" for place in places]
        return "\n".join([*lines, f"  {ei[0].__name__}"])


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
