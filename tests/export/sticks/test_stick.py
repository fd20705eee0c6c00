"""Which medium a path lies on is read right of any table, and hostile ones are harmless."""

from dataclasses import astuple, fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.sticks.machine import Machine
from export.sticks.mounts import mount_over, parsed
from export.sticks.stick import Stick, is_on_own_disk, stick_of
from tests.export.sticks.machines import USB, Laid, laid_out, with_stick

HERE = "/media/zhang/报送"


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    return laid_out(tmp_path)


def test_a_stick_is_told_with_all_that_is_known(laid: Laid) -> None:
    with_stick(laid, HERE)
    assert stick_of(Path(HERE, "below", "deeper"), laid.machine) == Stick(
        device="/dev/sdb1",
        filesystem="vfat",
        label="报送 A",
        vendor="SanDisk",
        model="Ultra Fit",
        serial="4C530001",
        removable=True,
        read_only=False,
        mount=HERE,
    )


def test_without_udev_the_system_itself_tells(laid: Laid) -> None:
    with_stick(laid, HERE)
    for kept in laid.machine.udev.iterdir():
        kept.unlink()
    found = stick_of(Path(HERE), laid.machine)
    assert (found.vendor, found.model, found.serial) == ("SanDisk", "Ultra", "4C530001")
    assert (found.removable, found.label) == (True, "")


def test_a_path_beside_is_on_the_own_disk(laid: Laid) -> None:
    with_stick(laid, HERE)
    beside = stick_of(Path("/media/zhang/报送2"), laid.machine)
    assert (beside.device, beside.mount, beside.removable) == ("/dev/sda1", "/", False)
    assert beside.model == "OWN DISK"


def test_a_bind_mount_is_the_stick_that_it_shows(laid: Laid) -> None:
    with_stick(laid, HERE)
    laid.mount("8:17", "/home/zhang/stick", "vfat", "/dev/sdb1", root="/报送/2027")
    shown = stick_of(Path("/home/zhang/stick/x"), laid.machine)
    assert (shown.device, shown.serial) == ("/dev/sdb1", "4C530001")


def test_a_mount_that_another_covers_is_not_taken_for_what_is_seen(laid: Laid) -> None:
    with_stick(laid, HERE)
    laid.mount("0:50", "/media", "tmpfs", "tmpfs")
    assert stick_of(Path(HERE), laid.machine).filesystem == "tmpfs"


def test_of_two_mounts_in_one_folder_the_later_is_seen(laid: Laid) -> None:
    with_stick(laid, HERE)
    below = 20 + len(laid.lines) - 1
    laid.mount("0:51", HERE, "tmpfs", "tmpfs", parent=below)
    assert stick_of(Path(HERE), laid.machine).filesystem == "tmpfs"


@pytest.mark.parametrize(
    ("written", "point"),
    [
        (r"/media/MY\040STICK", "/media/MY STICK"),
        (r"/media/a\134040b", r"/media/a\040b"),
        (r"/media/a\011b\012c", "/media/a\tb\nc"),
        ("/media/-", "/media/-"),
        ("/media/\r\x0b\x85", "/media/\r\x0b\x85"),
    ],
)
def test_whatever_a_stick_is_called_its_folder_is_read_right(
    laid: Laid, written: str, point: str
) -> None:
    with_stick(laid, written)
    assert stick_of(Path(point, "x"), laid.machine).device == "/dev/sdb1"


def test_an_encrypted_stick_is_told_by_the_disk_below(laid: Laid) -> None:
    with_stick(laid, "/elsewhere")
    laid.mapped("dm-3", "253:3", "sdb1")
    laid.mount("253:3", HERE, "ext4", "/dev/mapper/luks-1")
    found = stick_of(Path(HERE), laid.machine)
    assert (found.device, found.serial, found.removable) == ("/dev/dm-3", "4C530001", True)


def test_mapped_devices_in_a_circle_end(laid: Laid) -> None:
    laid.mapped("dm-1", "253:1", "dm-2")
    laid.mapped("dm-2", "253:2", "dm-1", "dm-2")
    laid.mount("253:1", HERE, "ext4", "/dev/mapper/one")
    assert stick_of(Path(HERE), laid.machine).removable is False


def test_a_file_system_that_hides_its_numbers_is_told_by_its_source(laid: Laid) -> None:
    with_stick(laid, "/elsewhere")
    (laid.root / "dev/disk/by-label").mkdir(parents=True)
    (laid.root / "dev/sdb1").touch()
    (laid.root / "dev/disk/by-label/X").symlink_to("../../sdb1")
    laid.mount("0:44", HERE, "btrfs", "/dev/disk/by-label/X", root="/@")
    assert stick_of(Path(HERE), laid.machine).serial == "4C530001"


def test_a_driver_outside_of_the_kernel_does_not_hide_the_file_system(laid: Laid) -> None:
    with_stick(laid, HERE, "fuseblk")
    assert stick_of(Path(HERE), laid.machine).filesystem == "vfat"


@pytest.mark.parametrize("where", ["table", "device"])
def test_a_stick_that_cannot_be_written_says_so(laid: Laid, where: str) -> None:
    with_stick(laid, HERE, options="ro" if where == "table" else "rw")
    (laid.machine.blocks / "sdb1" / "ro").write_text("1\n" if where == "device" else "0\n")
    assert stick_of(Path(HERE), laid.machine).read_only


def test_a_disk_on_usb_is_removable_though_it_denies_it(laid: Laid) -> None:
    with_stick(laid, HERE)
    (laid.machine.blocks / "sdb" / "removable").write_text("0\n")
    laid.udev("8:16", {})
    assert stick_of(Path(HERE), laid.machine).removable
    (laid.root / "sys/devices" / USB / "idVendor").unlink()
    assert not stick_of(Path(HERE), laid.machine).removable


def test_names_that_a_device_gives_itself_cannot_deceive(laid: Laid) -> None:
    with_stick(laid, HERE)
    forged = "a\u202eb\x1b[31m\u2028c\u200d" + "长" * 5000
    laid.udev("8:16", {"ID_SERIAL_SHORT": forged, "ID_VENDOR_ENC": r"\xff\x00\x0a" * 2000})
    found = stick_of(Path(HERE), laid.machine)
    assert found.serial.startswith("a\ufffdb\ufffd[31m c\ufffd长")
    assert max(map(len, (found.serial, found.vendor))) <= 256
    assert all(sign.isprintable() for sign in found.serial + found.vendor)


def test_nothing_known_is_no_stick(tmp_path: Path) -> None:
    nowhere = Machine(*(tmp_path / name for name in ("a", "b", "c", "d")))
    assert stick_of(tmp_path, nowhere) == Stick()
    assert stick_of(Path("\0"), nowhere) == Stick()
    assert is_on_own_disk(tmp_path, (), nowhere) is None


def test_this_machine_is_told_without_a_fault(tmp_path: Path) -> None:
    assert stick_of(tmp_path).mount


def test_the_own_disk_is_told_whole_with_all_its_partitions(laid: Laid) -> None:
    with_stick(laid, HERE)
    laid.partition(laid.root / "sys/devices/pci0000:00/ata1/block/sda", "sda5", "8:5")
    laid.mount("8:5", "/data", "ext4", "/dev/sda5")
    laid.mount("0:60", "/memory", "tmpfs", "tmpfs")
    laid.disk("nvme0n1", "259:0")
    laid.mount("259:0", "/second", "ext4", "/dev/nvme0n1")
    own = {
        folder
        for folder in (HERE, "/home/zhang", "/data", "/memory", "/second")
        if is_on_own_disk(Path(folder), (Path("/second/outbox"),), laid.machine)
    }
    assert own == {"/home/zhang", "/data", "/memory", "/second"}


@given(st.lists(st.binary(max_size=80) | st.sampled_from([b"20 20 8:1 / / rw - a b rw"])))
@settings(max_examples=200)
def test_any_table_is_read_without_a_fault(lines: list[bytes]) -> None:
    mounts = tuple(parsed(b"\n".join(lines)))
    found = mount_over(Path(HERE), mounts)
    assert found is None or found in mounts


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_whatever_udev_holds_is_read_without_a_fault(
    tmp_path_factory: pytest.TempPathFactory, kept: bytes
) -> None:
    laid = laid_out(tmp_path_factory.mktemp("m"))
    with_stick(laid, HERE)
    (laid.machine.udev / "b8:16").write_bytes(b"E:ID_MODEL_ENC=" + kept)
    found = stick_of(Path(HERE), laid.machine)
    assert len(fields(found)) == len(astuple(found))
    assert found.model.isprintable() or not found.model
