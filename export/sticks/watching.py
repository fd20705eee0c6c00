"""Sticks that come and go: the table of mounts is awaited, never asked again and again.

The kernel wakes whoever polls /proc/self/mountinfo when a file system was mounted or unmounted
(proc_pid_mountinfo(5)); no timer is needed.
"""

from __future__ import annotations

import os
import select
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from export.sticks.disks import device_of, disks_below
from export.sticks.machine import THIS_MACHINE, Machine, read_up_to
from export.sticks.mounts import MOST_BYTES, Mount, parsed
from export.sticks.stick import Stick, stick_at

EVENTS: Final = select.POLLPRI | select.POLLERR
"""What to poll for; a notifier of Qt calls it an exception."""
_TOP: Final = "/"
_BUILT_IN: Final = ("loop", "ram", "zram")
"""Devices that are files and memory of the machine itself."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Which sticks appeared and which are gone since one looked before."""

    came: tuple[Stick, ...] = ()
    gone: tuple[Stick, ...] = ()


def inserted(before: Iterable[Stick], after: Iterable[Stick]) -> Changes:
    """Return what came and went between two looks.

    A stick is the same as long as device, serial number, label and folder are; one that only
    became read-only has neither come nor gone. Of one that was exchanged for its twin (no serial
    number, same label) between two looks nobody can tell.
    """
    old, new = ({_key(stick): stick for stick in sticks} for sticks in (before, after))
    return Changes(
        came=tuple(stick for key, stick in new.items() if key not in old),
        gone=tuple(stick for key, stick in old.items() if key not in new),
    )


def _key(stick: Stick) -> tuple[str, str, str, str]:
    return stick.device, stick.serial, stick.label, stick.mount


class MountWatch:
    """An open table of mounts: `fileno` is polled for `EVENTS`, `sticks` reads it and rearms.

    Where the system has no such table, `fileno` is -1 and there are no sticks; never refuses.
    """

    def __init__(self, machine: Machine = THIS_MACHINE) -> None:
        self._machine = machine
        self._file = -1
        with suppress(OSError):
            self._file = os.open(machine.mounts, os.O_RDONLY | os.O_CLOEXEC)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: object, trace: TracebackType | None
    ) -> None:
        self.close()

    def fileno(self) -> int:
        """Return what to poll."""
        return self._file

    def sticks(self) -> tuple[Stick, ...]:
        """Return the media that are mounted now and are not the system's own disk.

        A medium that shows in several folders is told once for each.
        """
        table = b""
        if self._file >= 0:
            with suppress(OSError):
                table = read_up_to(self._file, MOST_BYTES)
        mounts = tuple(parsed(table))
        own = {disk for each in mounts if each.point == _TOP for disk in self._disks(each)}
        return tuple(stick_at(each, self._machine) for each in mounts if self._is_stick(each, own))

    def close(self) -> None:
        """Stop watching; whatever polls must have stopped before."""
        number, self._file = self._file, -1
        if number >= 0:
            os.close(number)

    def _is_stick(self, mount: Mount, own: set[str]) -> bool:
        disks = self._disks(mount)
        return bool(disks) and own.isdisjoint(disks) and not disks[0].startswith(_BUILT_IN)

    def _disks(self, mount: Mount) -> tuple[str, ...]:
        return disks_below(device_of(mount, self._machine), self._machine)
