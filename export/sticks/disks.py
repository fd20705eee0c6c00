"""Which block device a mount is of, and which disks lie below it (sysfs)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from export.sticks.machine import Machine, content, names_in
from export.sticks.mounts import Mount

_MOST_DEVICES: Final = 4096
_MOST_BELOW: Final = 64
_DEEPEST: Final = 8
_SHORT: Final = 4096
_DEV: Final = "/dev/"


def line(path: Path) -> str:
    """Return what a short file of sysfs says, "" where it is not there."""
    return content(path, _SHORT).decode("utf-8", "replace").strip()


def device_of(mount: Mount, machine: Machine) -> str:
    """Return the name of a mount's block device, as "sdb1"; "" for one without.

    Its numbers decide, for the source of a mount may be any link. Only a file system that hides
    its numbers (btrfs) is told by its source.
    """
    if mount.device[0]:
        wanted = f"{mount.device[0]}:{mount.device[1]}"
        names = names_in(machine.blocks, _MOST_DEVICES)
        return next((name for name in names if numbers(name, machine) == wanted), "")
    if not mount.source.startswith(_DEV):
        return ""
    name = Path(_real(machine.dev / mount.source.removeprefix(_DEV))).name
    return name if numbers(name, machine) else ""


def numbers(name: str, machine: Machine) -> str:
    """Return the numbers of a block device, as "8:17"."""
    return line(machine.blocks / name / "dev")


def disks_below(name: str, machine: Machine) -> tuple[str, ...]:
    """Return the disks that a block device lies on, in order; itself for a whole disk.

    A partition lies on its disk; what the device mapper makes (an encrypted or a joined volume)
    lies on all that it is made of.
    """
    return tuple(sorted(set(_below(name, machine, _DEEPEST))))


def _below(name: str, machine: Machine, deeper: int) -> Iterator[str]:
    if not name or not deeper:
        return
    block = machine.blocks / name
    if line(block / "partition"):
        yield Path(_real(block)).parent.name
        return
    parts = names_in(block / "slaves", _MOST_BELOW)
    if not parts:
        yield name
    for part in parts:
        yield from _below(part, machine, deeper - 1)


def above(name: str, machine: Machine) -> Iterator[Path]:
    """Yield the folders of sysfs from a block device's own up to the bus that it is on."""
    here = Path(_real(machine.blocks / name))
    top = Path(_real(machine.sys))
    yield from (folder for folder in (here, *here.parents) if folder.is_relative_to(top))


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return ""
