"""Which key files are within reach: on the sticks that are mounted, or where the user says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from storage.key_file import SUFFIX, KeyFiles

VARIABLE: Final = "BIANQING_KEY_FILE"
MOUNTED: Final = (Path("/media"), Path("/run/media"))
"""Where desktops mount sticks, each by its name or below the name of a user."""
_MOST: Final = 64
"""So many key files, and so many folders of a folder, are looked at.

Nobody carries more, and a stick may hold anything.
"""


def key_files(environ: Mapping[str, str], mounted: tuple[Path, ...] = MOUNTED) -> KeyFiles:
    """Return what looks for key files: the one that `BIANQING_KEY_FILE` names, then all sticks.

    Desktops mount a stick at /media/STICK, /media/USER/STICK or /run/media/USER/STICK; a key file
    lies in its top folder.
    """

    def within_reach() -> Iterator[Path]:
        named = environ.get(VARIABLE)
        if named:
            yield Path(named)
        yield from islice(_on_sticks(mounted), _MOST)

    return within_reach


def is_stick(folder: Path, mounted: tuple[Path, ...] = MOUNTED) -> bool:
    """Tell whether a key file in this folder would be found: the top folder of a stick."""
    return folder.resolve() in {stick.resolve() for stick in top_folders(mounted)}


def _on_sticks(mounted: tuple[Path, ...]) -> Iterator[Path]:
    for stick in top_folders(mounted):
        yield from _lying(stick)


def top_folders(mounted: tuple[Path, ...] = MOUNTED) -> Iterator[Path]:
    """Yield what may be the top folder of a stick."""
    for root in mounted:
        for below in folders_in(root)[:_MOST]:
            yield below
            yield from folders_in(below)[:_MOST]


def folders_in(folder: Path) -> list[Path]:
    """Return the folders within one that can be read; one that cannot hides no other."""
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if _is_folder(path))
    return []


def _is_folder(path: Path) -> bool:
    with suppress(OSError):
        return path.is_dir() and not path.is_symlink()
    return False


def _lying(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    return []
