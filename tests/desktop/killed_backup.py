"""A program that makes or restores a backup and is killed before the n-th thing it does to a disk.

Run as `python -m tests.desktop.killed_backup make|restore DATA FOLDER N`; with N = 0 it is not
killed and prints how many things it did.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Final

from tests.desktop.backing_up import made, restored
from tests.desktop.commanding import Bianqing

_ON_DISK: Final = frozenset({"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link"})


class Killing:
    """Counts what is done to the folders of a test; ends the process before the n-th."""

    def __init__(self, place: Path, at: int) -> None:
        self._place = str(place)
        self._at = at
        self.count = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Satisfy `sys.addaudithook`."""
        if event not in _ON_DISK or self._place not in str(arguments[0]):
            return
        self.count += 1
        if self.count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


def main(act: str, data: Path, folder: Path, at: int) -> None:
    """Do it, as far as it comes."""
    killing = Killing(data.parent, at)
    sys.addaudithook(killing)
    if act == "make":
        made(Bianqing(data), folder)
    else:
        restored(folder, data, replace=True)
    sys.stdout.write(str(killing.count))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
