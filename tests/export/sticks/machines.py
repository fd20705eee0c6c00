"""A machine laid out in a folder: its mounts, its disks in sysfs, and what udev keeps of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from export.sticks.machine import Machine


@dataclass
class Laid:
    """A laid-out machine; the first mount is the system's own, on sda1."""

    root: Path
    lines: list[str] = field(default_factory=list)

    @property
    def machine(self) -> Machine:
        return Machine(self.root / "proc", self.root / "sys", self.root / "dev", self.root / "udev")

    def mount(
        self,
        numbers: str,
        point: str,
        filesystem: str = "vfat",
        source: str = "none",
        options: str = "rw",
        *,
        parent: int = 20,
        root: str = "/",
    ) -> int:
        """Add a mount; returns its number."""
        number = 20 + len(self.lines)
        shared = " shared:5 master:2" if number % 2 else ""
        self.lines.append(
            f"{number} {parent if self.lines else 1} {numbers} {root} {point} {options},nosuid"
            f"{shared} - {filesystem} {source} {options},errors=remount-ro"
        )
        self.write("\n".join([*self.lines, ""]).encode())
        return number

    def write(self, table: bytes) -> None:
        """Lay the table of mounts."""
        self.machine.mounts.parent.mkdir(parents=True, exist_ok=True)
        self.machine.mounts.write_bytes(table)

    def disk(self, name: str, numbers: str, bus: str = "pci0000:00/ata1", **files: str) -> Path:
        """Lay a whole disk; `files` lie in its folder, `device__model` in the one below."""
        return self._block(self.root / "sys" / "devices" / bus / "block" / name, numbers, files)

    def partition(self, disk: Path, name: str, numbers: str, **files: str) -> Path:
        """Lay a partition of a disk."""
        return self._block(disk / name, numbers, {"partition": "1", **files})

    def mapped(self, name: str, numbers: str, *below: str) -> Path:
        """Lay what the device mapper makes of others."""
        block = self.disk(name, numbers, "virtual")
        (block / "slaves").mkdir()
        for each in below:
            (block / "slaves" / each).symlink_to(self.machine.blocks / each)
        return block

    def usb(self, bus: str, **files: str) -> None:
        """Lay what a USB device says of itself."""
        folder = self.root / "sys" / "devices" / bus
        folder.mkdir(parents=True, exist_ok=True)
        for file, said in files.items():
            (folder / file).write_text(f"{said}\n", "utf-8")

    def udev(self, numbers: str, properties: Mapping[str, str]) -> None:
        """Lay what udev keeps of a device."""
        self.machine.udev.mkdir(parents=True, exist_ok=True)
        kept = ["S:disk/by-id/x", "I:12345", *(f"E:{k}={v}" for k, v in properties.items()), "V:1"]
        (self.machine.udev / f"b{numbers}").write_text("\n".join(kept), "utf-8")

    def _block(self, folder: Path, numbers: str, files: Mapping[str, str]) -> Path:
        folder.mkdir(parents=True)
        for name, said in {"dev": numbers, **files}.items():
            file = folder.joinpath(*name.split("__"))
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"{said}\n", "utf-8")
        self.machine.blocks.mkdir(parents=True, exist_ok=True)
        link = self.machine.blocks / folder.name
        link.symlink_to(os.path.relpath(folder, link.parent))
        return folder


USB = "pci0000:00/0000:00:14.0/usb1/1-4"


def laid_out(root: Path) -> Laid:
    """Lay a machine with its own disk."""
    laid = Laid(root)
    disk = laid.disk("sda", "8:0", removable="0", device__model="OWN DISK")
    laid.partition(disk, "sda1", "8:1")
    laid.mount("8:1", "/", "ext4", "/dev/sda1")
    return laid


def with_stick(laid: Laid, point: str, filesystem: str = "vfat", options: str = "rw") -> None:
    """Put a stick in, and mount it; `point` as the table writes it."""
    laid.usb(USB, idVendor="0781", manufacturer="SanDisk", product="Ultra", serial="4C530001")
    disk = laid.disk("sdb", "8:16", f"{USB}/1-4:1.0/host6/target6:0:0/6:0:0:0", removable="1")
    laid.partition(disk, "sdb1", "8:17", ro="0")
    udev = {"ID_VENDOR": "SanDisk", "ID_MODEL_ENC": r"Ultra\x20Fit\x20\x20", "ID_BUS": "usb"}
    laid.udev("8:16", {**udev, "ID_SERIAL_SHORT": "4C530001"})
    laid.udev("8:17", {"ID_FS_LABEL_ENC": r"\xe6\x8a\xa5\xe9\x80\x81\x20A", "ID_FS_TYPE": "vfat"})
    laid.mount("8:17", point, filesystem, "/dev/sdb1", options)
