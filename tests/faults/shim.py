"""The shim between the program and the C library (shim.c): built, loaded, armed, read back."""

from __future__ import annotations

import ctypes
import hashlib
import mmap
import os
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

_SOURCE: Final = Path(__file__).with_name("shim.c")
_ROOT: Final = _SOURCE.parents[2]
_HEAD: Final = struct.Struct("<6Q")
_ENTRY: Final = struct.Struct("<4I2qQ")
_JOURNAL_BYTES: Final = 64 * 1024 * 1024
PRELOAD: Final = "LD_PRELOAD"


class Kind(IntEnum):
    """What a call does; the numbers are those of shim.c.

    ALTER opens a file to change it, EXCHANGE lets two names change places.
    """

    MARK = 0
    OPEN = 1
    CREATE = 2
    READ = 3
    WRITE = 4
    SYNC = 5
    TRUNCATE = 6
    RENAME = 7
    UNLINK = 8
    MKDIR = 9
    RMDIR = 10
    SEND = 11
    ALTER = 12
    LINK = 13
    EXCHANGE = 14


class Action(IntEnum):
    """What happens at the chosen call; the numbers are those of shim.c.

    STOP lets the process wait until it is told to go on, JUMP sets the clock. ZEROS and FLIP let
    reads in pieces (readv, preadv) give back something else: `error` is the byte from which on, or
    the one that is changed.
    """

    PASS = 0
    KILL_BEFORE = 1
    KILL_AFTER = 2
    KILL_TORN = 3
    FAIL = 4
    SHORT = 5
    STOP = 6
    JUMP = 7
    ZEROS = 8
    FLIP = 9


ALL_KINDS: Final = frozenset(Kind)
CHANGING: Final = ALL_KINDS - {Kind.MARK, Kind.OPEN, Kind.READ}
"""What a medium that can no longer be written refuses."""


@dataclass(frozen=True, slots=True)
class Plan:
    """At call number `at` (the first one of `kinds` from there on) below `scope`: `action`.

    `error` is the errno of FAIL; `lasting` are the kinds that fail with it ever after.
    """

    action: Action = Action.PASS
    at: int = 0
    kinds: frozenset[Kind] = ALL_KINDS
    error: int = 0
    lasting: frozenset[Kind] = frozenset()
    scope: str = ""


NO_PLAN: Final = Plan()


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it was made: its number, kind, paths, place, and for a write the content."""

    number: int
    kind: Kind
    path: str
    other: str
    offset: int
    length: int
    content: bytes


class Journal:
    """Memory shared with forks, in which the shim writes down what they ask of the files."""

    def __init__(self, size: int = _JOURNAL_BYTES) -> None:
        self._memory = mmap.mmap(-1, size)
        self._size = size

    def clear(self, *, contents: bool = False) -> None:
        """Forget everything; `contents` lets the next record hold what is written."""
        self._memory[: _HEAD.size] = _HEAD.pack(self._size, _HEAD.size, 0, 0, int(contents), 0)

    @property
    def fired(self) -> bool:
        """Whether the plan was carried out."""
        return bool(_HEAD.unpack_from(self._memory)[3])

    @property
    def whole(self) -> bool:
        """Whether everything found room."""
        return not _HEAD.unpack_from(self._memory)[5]

    @property
    def address(self) -> int:
        """Where it lies, in this process and its forks."""
        return ctypes.addressof(ctypes.c_char.from_buffer(self._memory))

    def calls(self) -> Iterator[Call]:
        """Yield the calls that were carried out, in order; those that failed were counted only."""
        _, used, _, _, contents, _ = _HEAD.unpack_from(self._memory)
        at = _HEAD.size
        while at < used:
            size, kind, first, second, offset, length, number = _ENTRY.unpack_from(self._memory, at)
            text = at + _ENTRY.size
            path = self._memory[text : text + first].decode()
            text += first
            other = self._memory[text : text + second].decode()
            text += second
            written = contents and kind == Kind.WRITE
            content = self._memory[text : text + length] if written else b""
            yield Call(number, Kind(kind), path, other, offset, length, content)
            at += size


class Shim:
    """The loaded shim of this process."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._library = ctypes.CDLL(None)

    def arm(self, folder: Path, plan: Plan = NO_PLAN) -> None:
        """Count and record what is asked of the files below `folder`, and carry out the plan."""
        self._library.shim_arm(
            ctypes.c_void_p(self.journal.address),
            str(folder).encode(),
            int(plan.action),
            ctypes.c_uint64(plan.at),
            ctypes.c_uint32(_set_of(plan.kinds)),
            plan.error,
            ctypes.c_uint32(_set_of(plan.lasting)),
            (plan.scope or str(folder)).encode(),
        )

    def set_clock(self, ahead: int, later: int = 0) -> None:
        """Let the clock on the wall be so many seconds ahead, and `later` once a plan jumps."""
        self._library.shim_set_clock(ctypes.c_int64(ahead), ctypes.c_int64(later))

    def disarm(self) -> None:
        """Let everything pass again."""
        self._library.shim_disarm()

    def mark(self, label: str) -> None:
        """Count a point of the program as if it were a call."""
        self._library.shim_mark(label.encode())


def _set_of(kinds: frozenset[Kind]) -> int:
    return sum(1 << kind for kind in kinds)


def built() -> Path:
    """Compile the shim unless that was done; return the library."""
    digest = hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:16]
    library = _ROOT / "build" / "faults" / f"shim-{digest}.so"
    if not library.exists():
        library.parent.mkdir(parents=True, exist_ok=True)
        unfinished = library.with_suffix(f".{os.getpid()}")
        command = ("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC")
        subprocess.run((*command, "-o", unfinished, _SOURCE, "-ldl"), check=True)  # noqa: S603 - our own words
        unfinished.replace(library)
    return library


def loaded() -> bool:
    """Tell whether this process runs above the shim."""
    return hasattr(ctypes.CDLL(None), "shim_arm")
