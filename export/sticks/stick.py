"""Which medium a path is on: what it calls itself, its serial number, whether it can be written.

Read from files only: the table of mounts, sysfs, and what udev keeps of each device
(/run/udev/data, one file per device; the names of its properties are those of udev's own rules).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from export.sticks.disks import above, device_of, disks_below, line, numbers
from export.sticks.machine import THIS_MACHINE, Machine, content, plain
from export.sticks.mounts import Mount, mount_over, mounts_of

_MOST_OF_UDEV: Final = 64 * 1024
_ESCAPED: Final = re.compile(rb"\\x([0-9a-fA-F]{2})")
_BY_DRIVER: Final = "fuseblk"
_USB: Final = "idVendor"
_YES: Final = "1"
_TOP: Final = Path("/")
_IN_MEMORY: Final = frozenset({"tmpfs", "ramfs", "devtmpfs", "rootfs"})


@dataclass(frozen=True, slots=True)
class Stick:
    """A medium as far as the system knows it; what is not known is "".

    `device` is that of the volume ("/dev/sdb1"), `mount` the folder where it shows. Texts are fit
    to be shown: a device may call itself anything, so they are short and hold no hidden signs.
    `removable` is true of whatever says so itself and of all that hangs on USB.
    """

    device: str = ""
    filesystem: str = ""
    label: str = ""
    vendor: str = ""
    model: str = ""
    serial: str = ""
    removable: bool = False
    read_only: bool = False
    mount: str = ""


def stick_of(path: Path, machine: Machine = THIS_MACHINE) -> Stick:
    """Return the medium that a path lies on, links and bind mounts seen through; never refuses."""
    mount = mount_over(path, mounts_of(machine))
    return Stick() if mount is None else stick_at(mount, machine)


def stick_at(mount: Mount, machine: Machine = THIS_MACHINE) -> Stick:
    """Return the medium that a mount shows; never refuses."""
    name = device_of(mount, machine)
    volume = _kept_by_udev(name, machine)
    disk = next(iter(disks_below(name, machine)), "")
    told = _kept_by_udev(disk, machine)
    usb = _usb_of(disk, machine)
    own = machine.blocks / disk / "device"
    return Stick(
        device=plain(f"/dev/{name}" if name else mount.source),
        filesystem=plain(_filesystem(mount, volume)),
        label=_first(volume, "ID_FS_LABEL_ENC", "ID_FS_LABEL"),
        vendor=_first(told, "ID_VENDOR_ENC", "ID_VENDOR") or _said(own / "vendor", usb, "maker"),
        model=_first(told, "ID_MODEL_ENC", "ID_MODEL") or _said(own / "model", usb, "product"),
        serial=_first(told, "ID_SERIAL_SHORT") or _said(own / "serial", usb, "serial"),
        removable=bool(disk) and _is_removable(disk, usb, told, machine),
        read_only=mount.read_only or line(machine.blocks / name / "ro") == _YES,
        mount=plain(mount.point),
    )


def is_pulled(stick: Stick, machine: Machine = THIS_MACHINE) -> bool:
    """Tell whether the device that a medium was on is there no more; False where none was known.

    The system forgets a device at once, but may show its folder for a while.
    """
    name = stick.device.removeprefix("/dev/")
    return name != stick.device and not numbers(name, machine)


def is_on_own_disk(
    folder: Path, others: Sequence[Path], machine: Machine = THIS_MACHINE
) -> bool | None:
    """Tell whether a folder is on the disk of the system or of one of `others`, or in memory.

    `None` where the system does not tell.
    """
    mounts = mounts_of(machine)
    there, *own = (mount_over(path, mounts) for path in (folder, _TOP, *others))
    if there is None:
        return None
    if there.filesystem in _IN_MEMORY:
        return True
    lies_on = _disks(there, machine)
    return any(
        mount is not None
        and (mount.device == there.device or not lies_on.isdisjoint(_disks(mount, machine)))
        for mount in own
    )


def _disks(mount: Mount, machine: Machine) -> frozenset[str]:
    return frozenset(disks_below(device_of(mount, machine), machine))


def _filesystem(mount: Mount, volume: Mapping[str, str]) -> str:
    """Return the file system; one that a driver outside of the kernel shows is told by udev."""
    if mount.filesystem == _BY_DRIVER:
        return volume.get("ID_FS_TYPE") or mount.filesystem
    return mount.filesystem


def _is_removable(
    disk: str, usb: Mapping[str, str], told: Mapping[str, str], machine: Machine
) -> bool:
    says_so = line(machine.blocks / disk / "removable") == _YES
    return says_so or bool(usb) or told.get("ID_BUS") == "usb"


def _kept_by_udev(name: str, machine: Machine) -> Mapping[str, str]:
    """Return what udev found out about a device; nothing where it keeps nothing."""
    known = numbers(name, machine) if name else ""
    if not re.fullmatch(r"\d+:\d+", known):
        return {}
    kept = content(machine.udev / f"b{known}", _MOST_OF_UDEV)
    return dict(_properties(kept))


def _properties(kept: bytes) -> Iterator[tuple[str, str]]:
    for each in kept.split(b"\n"):
        key, sign, value = each.removeprefix(b"E:").partition(b"=")
        if each.startswith(b"E:") and sign:
            yield key.decode("ascii", "replace"), _unescaped(value)


def _unescaped(value: bytes) -> str:
    whole = _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), value)
    return whole.decode("utf-8", "replace")


def _first(told: Mapping[str, str], *names: str) -> str:
    return next((text for name in names if (text := plain(told.get(name, "")))), "")


def _said(file: Path, usb: Mapping[str, str], name: str) -> str:
    return plain(line(file)) or plain(usb.get(name, ""))


def _usb_of(disk: str, machine: Machine) -> Mapping[str, str]:
    """Return what the USB device says of itself that a disk hangs on; nothing for other disks."""
    if not disk:
        return {}
    for folder in above(disk, machine):
        if line(folder / _USB):
            files = {"maker": "manufacturer", "product": "product", "serial": "serial"}
            return {"bus": "usb"} | {name: line(folder / file) for name, file in files.items()}
    return {}
