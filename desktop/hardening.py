"""What the program does first of all: nothing it holds in memory may reach a disk by itself."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import MutableMapping
from functools import partial
from pathlib import Path
from typing import Final

from export.undumpable import forbid_dumps
from storage.memory_places import (
    first_in_memory,
    folder_of,
    mounts_of_this_machine,
    places_of,
    remove_left_behind,
)

_OWNER: Final = 0o700


def harden(environ: MutableMapping[str, str]) -> None:
    """Write no core files, tell no values of exceptions, keep temporary files in memory."""
    from desktop.logs import say_places_only

    forbid_dumps()
    say_places_only()
    place = private_temp(environ, os.getpid())
    if place is not None:
        atexit.register(partial(shutil.rmtree, place, ignore_errors=True))


def private_temp(environ: MutableMapping[str, str], process: int) -> Path | None:
    """Send the temporary files of libraries, and of our children, to a folder of ours in memory.

    Returns the folder, `None` where the machine has no such place: the system's own is used then.
    What stands there from the life before a lock is removed.
    """
    place = first_in_memory(places_of(environ), mounts_of_this_machine())
    if place is None:
        return None
    remove_left_behind(place)
    folder = folder_of(place, process, "tmp")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=_OWNER)
    except OSError:
        return None
    environ["TMPDIR"] = str(folder)
    return folder
