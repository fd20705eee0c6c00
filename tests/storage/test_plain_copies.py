"""Plain copies lie in memory only and do not outlive the process that made them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from domain.errors import Refusal
from storage.plain_copies import PlainCopies, plain_copies


def mounted(folder: Path, kind: str = "tmpfs") -> str:
    return f"/dev/root / ext4 rw 0 0\n{kind} {folder} {kind} rw 0 0\nbroken\n"


def test_a_copy_is_the_owners_alone_and_gone_when_cleared(tmp_path: Path) -> None:
    copies = PlainCopies([tmp_path], mounted(tmp_path), os.getpid())
    first = copies.write(iter([b"ab", b"c"]), "ofd")
    second = copies.write(iter([b"x"]), "ofd")
    assert (first.read_bytes(), first.name, second.name) == (b"abc", "1.ofd", "2.ofd")
    assert first.stat().st_mode & 0o777 == 0o400
    assert first.parent.stat().st_mode & 0o077 == 0
    copies.clear()
    assert list(tmp_path.iterdir()) == []
    copies.clear()


def test_no_copy_is_made_on_a_disk(tmp_path: Path) -> None:
    for mounts in ("", mounted(tmp_path, "ext4")):
        copies = PlainCopies([tmp_path, tmp_path / "absent"], mounts, os.getpid())
        with pytest.raises(Refusal) as caught:
            copies.write(iter([b"x"]), "ofd")
        assert caught.value.code == "attachment.no_memory_place"
        copies.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_disk_is_a_disk(tmp_path: Path) -> None:
    disk, memory = tmp_path / "disk", tmp_path / "memory"
    disk.mkdir()
    memory.mkdir()
    (memory / "link").symlink_to(disk)
    copies = PlainCopies([memory / "link"], mounted(memory), os.getpid())
    with pytest.raises(Refusal, match="no_memory_place"):
        copies.write(iter([b"x"]), "ofd")


def test_a_content_that_is_refused_leaves_no_copy(tmp_path: Path) -> None:
    def altered() -> Iterator[bytes]:
        yield b"half"
        raise Refusal("attachment.altered")

    copies = PlainCopies([tmp_path], mounted(tmp_path), os.getpid())
    with pytest.raises(Refusal, match=r"attachment\.altered"):
        copies.write(altered(), "ofd")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_crashed_process_left_is_removed_and_a_living_ones_stays(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, living = tmp_path / f"bianqing-{ended.pid}", tmp_path / f"bianqing-{os.getppid()}"
    strange, link = tmp_path / "bianqing-x", tmp_path / f"bianqing-{ended.pid}0000000"
    for folder in (left, living, strange):
        folder.mkdir()
        (folder / "1.ofd").write_bytes(b"x")
    link.symlink_to(strange)
    PlainCopies([tmp_path], mounted(tmp_path), os.getpid())
    assert not left.exists()
    assert (living / "1.ofd").exists()
    assert (strange / "1.ofd").exists()


def test_the_folder_that_a_user_has_on_a_disk_is_not_taken(tmp_path: Path) -> None:
    copies = plain_copies({"XDG_RUNTIME_DIR": str(tmp_path)})
    with suppress(Refusal):
        copies.write(iter([b"x"]), "ofd")
    copies.clear()
    assert list(tmp_path.iterdir()) == []
