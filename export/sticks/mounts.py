"""The table of mounts (proc_pid_mountinfo(5)), and which mount a path lies on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final

from export.sticks.machine import THIS_MACHINE, Machine, content

MOST_BYTES: Final = 4 * 1024 * 1024
_MOST_MOUNTS: Final = 20_000
_LINE: Final = re.compile(
    rb"(?P<id>\d{1,18}) (?P<parent>\d{1,18}) (?P<major>\d{1,9}):(?P<minor>\d{1,9}) "
    rb"(?P<root>[^ ]+) (?P<point>[^ ]+) (?P<options>[^ ]+)(?: [^ ]+)* - "
    rb"(?P<kind>[^ ]+) (?P<source>[^ ]*) (?P<super>[^ ]+)",
    re.DOTALL,
)
"""Names may hold any byte but those that stand there as octal numbers: a line end never does."""
_OCTAL: Final = re.compile(rb"\\([0-3][0-7]{2})")
_TOP: Final = "/"


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system as it hangs in the tree of folders."""

    number: int
    parent: int
    device: tuple[int, int]
    """The numbers of its block device; major 0 for one without a device."""
    root: str
    """Which part of the file system shows here; not "/" for a bind mount."""
    point: str
    filesystem: str
    source: str
    read_only: bool


def mounts_of(machine: Machine = THIS_MACHINE) -> tuple[Mount, ...]:
    """Return the mounts as this process sees them; none where the system does not tell."""
    return tuple(parsed(content(machine.mounts, MOST_BYTES)))


def parsed(table: bytes) -> Iterator[Mount]:
    """Yield the mounts of a table; a line that says something else is passed over."""
    for line in islice(table.split(b"\n"), _MOST_MOUNTS):
        if found := _LINE.fullmatch(line):
            options = {*found["options"].split(b","), *found["super"].split(b",")}
            yield Mount(
                number=int(found["id"]),
                parent=int(found["parent"]),
                device=(int(found["major"]), int(found["minor"])),
                root=_text(found["root"]),
                point=_text(found["point"]),
                filesystem=_text(found["kind"]),
                source=_text(found["source"]),
                read_only=b"ro" in options,
            )


def mount_over(path: Path, mounts: Sequence[Mount]) -> Mount | None:
    """Return the mount that a path lies on, links resolved; `None` where no table says.

    The way down is walked as the system walks it, so that a mount that another one covers is not
    taken for what is seen.
    """
    above = {(mount.parent, mount.point): mount for mount in mounts}
    here = _beginning(mounts)
    if here is None:
        return None
    for folder in _way(_resolved(path)):
        passed = {here.number}
        while (there := above.get((here.number, folder))) and there.number not in passed:
            here = there
            passed.add(here.number)
    return here


def _beginning(mounts: Iterable[Mount]) -> Mount | None:
    """Return the mount that all others hang on."""
    tops = [mount for mount in mounts if mount.point == _TOP]
    known = {mount.number for mount in tops}
    return next(
        (each for each in tops if each.parent == each.number or each.parent not in known), None
    )


def _way(path: str) -> Iterator[str]:
    whole = PurePosixPath(path)
    yield from map(str, reversed(whole.parents))
    if path != _TOP:
        yield str(whole)


def _resolved(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return _TOP


def _text(told: bytes) -> str:
    """Return a field; space, tab, line end and backslash stand there as octal numbers."""
    return os.fsdecode(_OCTAL.sub(lambda found: bytes([int(found[1], 8)]), told))
