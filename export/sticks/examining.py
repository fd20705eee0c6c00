"""What else lies on a stick: told by name and kind, hardly ever opened, never followed.

A stick that carries packages should carry nothing else, and programs least of all (GB/T 22239
8.1.4.5). Nothing here is removed: people decide.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final

from export.packages.trust import MAGIC
from export.sticks.faults import close, told
from export.sticks.machine import plain

PACKAGE: Final = ".bqp"
MOST: Final = 500
"""So many names are looked at: a stick may hold anything."""
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_UNFINISHED: Final = re.compile(r"~.+\.tmp", re.IGNORECASE)
_AUTORUN: Final = "autorun.inf"
_SHORTCUTS: Final = frozenset({".lnk", ".url", ".desktop", ".website", ".scf", ".library-ms"})
_PROGRAM: Final = re.compile(
    r"""\.(exe|com|scr|pif|bat|cmd|msi|msp|dll|sys|ocx|cpl|drv|hta|inf|reg|ps1|psm1|gadget|chm
    |vb|vbs|vbe|js|jse|ws|wsf|wsh|jar|apk|sh|bash|csh|zsh|run|bin|py|pyc|pl|rb|deb|rpm|so|elf
    |appimage|flatpakref|docm|xlsm|pptm|xlam|iso|img|vhd|vhdx)""",
    re.VERBOSE,
)
"""What Windows or Linux runs at a double click, holds macros, or is mounted as a disk."""
_FURNITURE: Final = re.compile(
    r"system volume information|\$recycle\.bin|lost\+found|lost\.dir|found\.\d{3}"
    r"|\.trash-\d+|\.trashes|\.spotlight-v100|\.fseventsd",
    re.IGNORECASE,
)
"""Folders that systems make on every stick by themselves."""
_TURNING: Final = "Cf"


class Unknown(StrEnum):
    """What something is that does not belong on a stick; the value is the code of its sentence."""

    AUTORUN = "stick.found.autorun"
    PROGRAM = "stick.found.program"
    SHORTCUT = "stick.found.shortcut"
    LINK = "stick.found.link"
    DEVICE = "stick.found.device"
    DISGUISED = "stick.found.disguised"
    NOT_A_PACKAGE = "stick.found.not_a_package"
    UNFINISHED = "stick.found.unfinished"
    HIDDEN = "stick.found.hidden"
    UNREADABLE = "stick.found.unreadable"
    FOLDER = "stick.found.folder"
    FILE = "stick.found.file"
    MORE = "stick.found.more"


@dataclass(frozen=True, slots=True)
class Unexpected:
    """Something on the stick: what it is, its name fit to be shown, its bytes.

    MORE stands last, without a name, when there was more than was looked at.
    """

    kind: Unknown
    name: str = ""
    size: int = 0


def examine(folder: Path, known: Callable[[str], bool], most: int = MOST) -> tuple[Unexpected, ...]:
    """Return what lies in a folder and does not belong there, the worst kinds first.

    `known` says of a name whether such a file belongs; a known name is believed of regular files
    only, and of a package only if it begins as one: those are opened, for their first bytes.

    Raises:
        Refusal: `stick.*` when the folder cannot be listed.
    """
    with told(folder, "stick.not_examined"):
        number = os.open(folder, _FOLDER)
        try:
            with os.scandir(number) as entries:
                names = [entry.name for entry in islice(entries, most + 1)]
            found = [each for name in names[:most] for each in _told(number, name, known)]
        finally:
            close(number)
    found.sort(key=lambda each: (_ORDER.index(each.kind), each.name))
    return (*found, *([Unexpected(Unknown.MORE)] if len(names) > most else []))


_ORDER: Final = tuple(Unknown)


def _told(folder: int, name: str, known: Callable[[str], bool]) -> Iterator[Unexpected]:
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        kind = _kind(folder, name, found.st_mode, known)
    except OSError:
        yield Unexpected(Unknown.UNREADABLE, plain(name))
        return
    if kind is not None:
        size = found.st_size if stat.S_ISREG(found.st_mode) else 0
        yield Unexpected(kind, plain(name), size)


def _kind(folder: int, name: str, mode: int, known: Callable[[str], bool]) -> Unknown | None:
    if stat.S_ISLNK(mode):
        return Unknown.LINK
    if stat.S_ISDIR(mode):
        return _kind_of_folder(name)
    if not stat.S_ISREG(mode):
        return Unknown.DEVICE
    bad = _kind_by_name(name)
    if bad is not None and not (bad is Unknown.HIDDEN and known(name)):
        return bad
    if name.casefold().endswith(PACKAGE) and not _begins_as_package(folder, name):
        return Unknown.NOT_A_PACKAGE
    return None if known(name) else Unknown.FILE


def _kind_of_folder(name: str) -> Unknown | None:
    if _FURNITURE.fullmatch(name):
        return None
    if _is_disguised(name):
        return Unknown.DISGUISED
    return Unknown.HIDDEN if name.startswith(".") else Unknown.FOLDER


def _kind_by_name(name: str) -> Unknown | None:
    """Return what a regular file is by its name alone, `None` for one that may belong here."""
    small = name.casefold()
    suffix = Path(small.rstrip(". ")).suffix
    judged = (
        (Unknown.AUTORUN, small == _AUTORUN),
        (Unknown.DISGUISED, _is_disguised(name)),
        (Unknown.PROGRAM, bool(_PROGRAM.fullmatch(suffix))),
        (Unknown.SHORTCUT, suffix in _SHORTCUTS),
        (Unknown.UNFINISHED, bool(_UNFINISHED.fullmatch(small))),
        (Unknown.HIDDEN, small.startswith(".")),
    )
    return next((kind for kind, applies in judged if applies), None)


def _is_disguised(name: str) -> bool:
    """Tell whether a name holds signs that hide or turn what stands beside them."""
    return any(unicodedata.category(sign) in (_TURNING, "Cc") for sign in name)


def _begins_as_package(folder: int, name: str) -> bool:
    number = os.open(name, _FLAGS, dir_fd=folder)
    try:
        is_file = stat.S_ISREG(os.fstat(number).st_mode)
        return is_file and os.pread(number, len(MAGIC), 0) == MAGIC
    finally:
        close(number)
