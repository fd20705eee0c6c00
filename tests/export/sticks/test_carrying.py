"""A file is on the stick when that is said, and nothing half is there when it is not."""

import hashlib
import os
import resource
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import Cancelled, Refusal
from export.sticks import kernel
from export.sticks.carrying import LARGEST_ON_FAT, Carried, carry
from tests.export.sticks.machines import Laid, laid_out, with_stick
from tests.export.sticks.spaces import in_own_space

NAME = "629901_RPT_00000042_K7QF.bqp"
TEMPORARY = f"~{NAME}.tmp"
CONTENT = os.urandom(9 * 1024 * 1024 + 77)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "outbox" / "package"
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "STICK 1"
    path.mkdir()
    return path


@pytest.fixture
def laid(tmp_path: Path, folder: Path) -> Laid:
    laid = laid_out(tmp_path / "machine")
    with_stick(laid, str(folder).replace(" ", r"\040"))
    return laid


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_carried_and_told_with_its_stick(source: Path, folder: Path, laid: Laid) -> None:
    steps: list[int] = []
    carried = carry(source, folder, NAME, SHA256, step=steps.append, machine=laid.machine)
    assert (carried.path, carried.size, carried.own_disk) == (folder / NAME, len(CONTENT), False)
    assert (carried.stick.serial, carried.stick.filesystem) == ("4C530001", "vfat")
    assert carried.path.read_bytes() == CONTENT
    assert names(folder) == {NAME}
    assert sum(steps) == 2 * len(CONTENT)
    assert carried.path.stat().st_mode & stat.S_IROTH


def test_an_empty_file_is_carried_too(source: Path, folder: Path) -> None:
    source.write_bytes(b"")
    empty = hashlib.sha256().hexdigest()
    assert carry(source, folder, NAME, empty, allow_same=True).size == 0


def test_the_own_disk_is_refused_unless_it_is_meant(source: Path, folder: Path) -> None:
    assert refused(lambda: carry(source, folder, NAME, SHA256)).code == "stick.own_disk"
    assert names(folder) == set()
    assert carry(source, folder, NAME, SHA256, allow_same=True).own_disk


def test_where_the_system_does_not_tell_the_device_decides(
    source: Path, folder: Path, tmp_path: Path
) -> None:
    silent = laid_out(tmp_path / "silent")
    silent.write(b"")
    refusal = refused(lambda: carry(source, folder, NAME, SHA256, machine=silent.machine))
    assert refusal.code == "stick.own_disk"


def test_the_same_file_is_there_already(source: Path, folder: Path) -> None:
    first = carry(source, folder, NAME, SHA256, allow_same=True)
    found = first.path.stat()
    again = carry(source, folder, NAME, SHA256, allow_same=True)
    assert again == first
    assert first.path.stat().st_mtime_ns == found.st_mtime_ns


@pytest.mark.parametrize("other", [b"short", CONTENT[:-1] + b"?", CONTENT + b"?"])
def test_another_file_of_that_name_is_never_replaced(
    source: Path, folder: Path, other: bytes
) -> None:
    (folder / NAME).write_bytes(other)
    refusal = refused(lambda: carry(source, folder, NAME, SHA256, allow_same=True))
    assert (refusal.code, refusal.facts["name"]) == ("stick.other_file", NAME)
    assert (folder / NAME).read_bytes() == other
    assert names(folder) == {NAME}


@pytest.mark.parametrize("name", [NAME, TEMPORARY])
@pytest.mark.parametrize("what", ["link", "folder", "pipe"])
def test_what_is_no_file_is_neither_followed_nor_replaced(
    source: Path, folder: Path, name: str, what: str
) -> None:
    victim = source.with_name("victim")
    victim.write_bytes(b"own")
    place = folder / name
    if what == "link":
        place.symlink_to(victim)
    elif what == "folder":
        place.mkdir()
    else:
        os.mkfifo(place)
    refusal = refused(lambda: carry(source, folder, NAME, SHA256, allow_same=True))
    assert (refusal.code, refusal.facts["name"]) == ("stick.other_file", name)
    assert victim.read_bytes() == b"own"
    assert names(folder) == {name}


def test_a_rest_of_a_stick_that_was_pulled_is_removed_first(source: Path, folder: Path) -> None:
    (folder / TEMPORARY).write_bytes(CONTENT[:1000])
    carry(source, folder, NAME, SHA256, allow_same=True)
    assert names(folder) == {NAME}


def test_a_source_that_is_not_what_was_promised_is_not_carried(source: Path, folder: Path) -> None:
    source.write_bytes(CONTENT[:-1] + b"?")
    refusal = refused(lambda: carry(source, folder, NAME, SHA256, allow_same=True))
    assert refusal.code == "stick.source_differs"
    source.unlink()
    refusal = refused(lambda: carry(source, folder, NAME, SHA256, allow_same=True))
    assert refusal.code == "stick.source_unreadable"
    source.symlink_to("/dev/zero")
    refusal = refused(lambda: carry(source, folder, NAME, SHA256, allow_same=True))
    assert refusal.code == "stick.source_unreadable"
    assert names(folder) == set()


def test_a_medium_that_changes_what_it_was_given_is_found_out(source: Path, folder: Path) -> None:
    done = 0

    def spoil(size: int) -> None:
        nonlocal done
        done += size
        if done == len(CONTENT):
            with (folder / TEMPORARY).open("r+b") as file:
                file.seek(5_000_000)
                file.write(b"\0" * 512)

    refusal = refused(lambda: carry(source, folder, NAME, SHA256, allow_same=True, step=spoil))
    assert refusal.code == "stick.read_back_differs"
    assert names(folder) == set()


def test_another_stick_in_the_place_of_the_first_is_found_out(source: Path, folder: Path) -> None:
    done = 0

    def exchange(size: int) -> None:
        nonlocal done
        done += size
        if done == 2 * len(CONTENT):
            folder.rename(folder.with_name("pulled"))
            folder.mkdir()

    refusal = refused(lambda: carry(source, folder, NAME, SHA256, allow_same=True, step=exchange))
    assert refusal.code == "stick.gone"
    assert names(folder) == names(folder.with_name("pulled")) == set()


@pytest.mark.parametrize(
    ("pulled", "code"), [(False, "stick.not_read_back"), (True, "stick.gone")], ids=str
)
def test_a_stick_that_answers_with_errors_may_have_been_pulled(
    source: Path, folder: Path, laid: Laid, pulled: object, code: str
) -> None:
    def break_it(_size: int) -> None:
        (folder / TEMPORARY).rename(folder / "aside")
        (folder / TEMPORARY).symlink_to("/dev/zero")
        if pulled:
            (laid.machine.blocks / "sdb1").unlink()

    source.write_bytes(CONTENT[:1000])
    sha256 = hashlib.sha256(CONTENT[:1000]).hexdigest()
    refusal = refused(
        lambda: carry(source, folder, NAME, sha256, step=break_it, machine=laid.machine)
    )
    assert refusal.code == code
    assert NAME not in names(folder)


def test_whoever_comes_first_with_the_name_keeps_it(source: Path, folder: Path) -> None:
    def interfere(_size: int) -> None:
        (folder / NAME).write_bytes(b"other")

    refusal = refused(lambda: carry(source, folder, NAME, SHA256, allow_same=True, step=interfere))
    assert refusal.code == "stick.other_file"
    assert (folder / NAME).read_bytes() == b"other"
    assert names(folder) == {NAME}


def test_stopping_leaves_nothing(source: Path, folder: Path) -> None:
    def stop(_size: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        carry(source, folder, NAME, SHA256, allow_same=True, step=stop)
    assert names(folder) == set()


def test_a_file_too_large_for_fat_is_refused_before_anything_is_written(
    source: Path, folder: Path, laid: Laid
) -> None:
    os.truncate(source, LARGEST_ON_FAT + 1)
    refusal = refused(lambda: carry(source, folder, NAME, SHA256, machine=laid.machine))
    assert (refusal.code, refusal.facts["size"]) == ("stick.too_large_for_fat", 4 * 1024**3)
    assert names(folder) == set()


@pytest.mark.parametrize("wrong", ["absent", "file", "file/below", "a\0b"])
def test_a_folder_that_is_none_is_refused(source: Path, folder: Path, wrong: str) -> None:
    (folder / "file").touch()
    refusal = refused(lambda: carry(source, folder / wrong, NAME, SHA256, allow_same=True))
    assert refusal.code == "stick.no_folder"


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "../a", "~a", ".a", "a.", "a ", "a:b", "a\nb", "a" * 201, "编" * 70],
)
def test_a_name_that_a_stick_would_not_take_is_refused(
    source: Path, folder: Path, name: str
) -> None:
    refusal = refused(lambda: carry(source, folder, name, SHA256, allow_same=True))
    assert refusal.code == "stick.name"
    assert names(folder) == set()


@pytest.mark.parametrize("name", ["a", "a.b", "629901.bqp", "上报 1.bqp", "a" * 200])
def test_names_that_any_stick_takes_are_taken(source: Path, folder: Path, name: str) -> None:
    assert carry(source, folder, name, SHA256, allow_same=True).path.name == name


def test_a_file_system_that_cannot_rename_with_care_is_looked_at_first(folder: Path) -> None:
    (folder / "old").write_bytes(b"1")
    (folder / "taken").write_bytes(b"2")
    number = os.open(folder, os.O_RDONLY)
    try:
        with pytest.raises(FileExistsError):
            kernel.rename_new(number, "old", "taken")
        with pytest.raises(FileNotFoundError):
            kernel.rename_new(number, "absent", "new")
        kernel.rename_new(number, "old", "new")
    finally:
        os.close(number)
    assert (folder / "new").read_bytes() == b"1"


def attempt(source: Path, folder: Path, step: Callable[[int], None]) -> list[object]:
    try:
        carried: Carried = carry(source, folder, NAME, SHA256, allow_same=True, step=step)
    except Refusal as refusal:
        return [refusal.code, sorted(names(folder))]
    return ["carried", carried.stick.filesystem]


def test_a_stick_that_is_too_small_is_refused_before_anything_is_written(source: Path) -> None:
    """Where nothing may be mounted, the file is as large as all that is free."""

    def act(mounted: Path | None) -> list[object]:
        if mounted is not None:
            return attempt(source, mounted, lambda _size: None)
        os.truncate(source, shutil.disk_usage(source.parent).free)
        folder = source.with_name("stick")
        folder.mkdir()
        return attempt(source, folder, lambda _size: None)

    assert in_own_space(act, "9m") == ["stick.no_room", []]


def test_a_stick_that_fills_up_on_the_way_is_refused(source: Path) -> None:
    """Where nothing may be mounted, the process may not write longer files."""

    def act(mounted: Path | None) -> list[object]:
        folder = mounted or source.with_name("stick")
        folder.mkdir(exist_ok=True)

        def fill(_size: int) -> None:
            if mounted is None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 22, 1 << 22))
            elif not (rest := source.with_name("filled")).exists():
                rest.touch()
                os.posix_fallocate(os.open(mounted / "rest", os.O_WRONLY | os.O_CREAT), 0, 19 << 20)

        code, left = attempt(source, folder, fill)
        return [code, [name for name in left if name != "rest"]]  # type: ignore[attr-defined]  # a list of names

    assert in_own_space(act) == ["stick.full", []]


def test_a_folder_on_a_medium_of_its_own_is_told_by_its_file_system(source: Path) -> None:
    def act(mounted: Path | None) -> list[object]:
        told = attempt(source, mounted or source.parent, lambda _size: None)
        return [told[0], mounted is None or told[1] == "tmpfs"]

    assert in_own_space(act) == ["carried", True]
