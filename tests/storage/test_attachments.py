"""The store of attached files: kept whole, found damaged, never confused by what lies there."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from domain.archive import StoredFile
from domain.errors import Refusal
from storage.attachment_folder import AttachmentFolder
from storage.attachments import Attachments
from tests.storage.attached_files import DOCX, PDF, put
from tests.storage.registers import KEY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "attachments"


@pytest.fixture
def store(folder: Path) -> Attachments:
    return Attachments(AttachmentFolder(folder), KEY, largest=1024 * 1024)


def plain(store: Attachments, file: StoredFile) -> bytes:
    return b"".join(store.content(file))


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def kept(store: Attachments, source: Path) -> StoredFile:
    file = store.take(source)
    store.keep(file.name)
    return file


def lying(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_read_back_from_where_it_was_taken_and_where_it_is_kept(
    store: Attachments, tmp_path: Path, folder: Path
) -> None:
    file = store.take(put(tmp_path))
    assert (file.size, file.media) == (len(PDF), "pdf")
    assert plain(store, file) == PDF
    assert store.waiting() == (file.name,)
    store.keep(file.name)
    assert (store.waiting(), plain(store, file), lying(folder)) == ((), PDF, [file.name])
    store.require(file)


def test_nothing_of_content_or_name_is_told(
    store: Attachments, tmp_path: Path, folder: Path
) -> None:
    file = kept(store, put(tmp_path, name="张三任职.pdf"))
    stored = (folder / file.name).read_bytes()
    assert PDF not in stored
    assert file.sha256 not in file.name
    assert "张三" not in "".join(lying(folder))
    assert (folder / file.name).stat().st_mode & 0o077 == 0
    other = Attachments(AttachmentFolder(tmp_path / "other"), b"\x01" * 32)
    assert kept(other, tmp_path / "张三任职.pdf").name != file.name


def test_the_same_content_is_stored_once(store: Attachments, tmp_path: Path, folder: Path) -> None:
    first = kept(store, put(tmp_path))
    assert store.take(put(tmp_path, name="again.pdf")) == first
    assert (store.waiting(), lying(folder)) == ((), [first.name])


def test_what_is_dropped_leaves_nothing(store: Attachments, tmp_path: Path, folder: Path) -> None:
    file = store.take(put(tmp_path))
    store.drop(file.name)
    assert lying(folder) == []
    assert code(lambda: plain(store, file)) == "stored_file.missing"
    assert code(lambda: store.require(file)) == "stored_file.missing"


def test_an_altered_file_is_told_and_the_same_content_restores_it(
    store: Attachments, tmp_path: Path, folder: Path
) -> None:
    file = kept(store, put(tmp_path))
    stored = bytearray((folder / file.name).read_bytes())
    stored[-1] ^= 1
    (folder / file.name).write_bytes(stored)
    store.require(file)
    assert code(lambda: plain(store, file)) == "stored_file.altered"
    (folder / file.name).write_bytes(stored[:-1])
    assert code(lambda: store.require(file)) == "stored_file.altered"
    assert kept(store, put(tmp_path)) == file
    assert plain(store, file) == PDF


def test_another_sound_file_in_its_place_is_altered(
    store: Attachments, tmp_path: Path, folder: Path
) -> None:
    file = kept(store, put(tmp_path))
    other = kept(store, put(tmp_path, PDF + b"%"))
    (folder / other.name).replace(folder / file.name)
    assert code(lambda: plain(store, file)) == "stored_file.altered"


def test_a_link_or_a_folder_in_its_place_is_not_followed(
    store: Attachments, tmp_path: Path, folder: Path
) -> None:
    file = kept(store, put(tmp_path))
    (folder / file.name).replace(tmp_path / "away")
    (folder / file.name).symlink_to(tmp_path / "away")
    assert code(lambda: plain(store, file)) == "stored_file.altered"
    assert kept(store, put(tmp_path)) == file
    assert not (folder / file.name).is_symlink()
    (folder / file.name).unlink()
    (folder / file.name).mkdir()
    assert code(lambda: plain(store, file)) == "stored_file.altered"
    (folder / file.name).rmdir()
    os.mkfifo(folder / file.name)
    assert code(lambda: store.require(file)) == "stored_file.altered"


def test_a_link_in_place_of_a_folder_takes_nothing_in(
    store: Attachments, tmp_path: Path, folder: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "incoming").symlink_to(elsewhere)
    assert code(lambda: store.take(put(tmp_path))) == "storage.damaged"
    assert code(store.waiting) == "storage.damaged"
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("empty.pdf", b"", "attachment.empty"),
        ("large.pdf", PDF + bytes(1024 * 1024), "attachment.too_large"),
        ("program.pdf", b"MZ" + bytes(99), "attachment.kind"),
    ],
)
def test_what_is_not_kept_is_refused_and_leaves_nothing(
    store: Attachments, tmp_path: Path, name: str, content: bytes, refusal: str
) -> None:
    assert code(lambda: store.take(put(tmp_path, content, name))) == refusal
    assert lying(tmp_path / "attachments") == []


def test_what_is_no_file_is_refused_without_waiting_for_it(
    store: Attachments, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "absent", tmp_path / "scan.pdf" / "x"):
        assert code(lambda path=path: store.take(path)) == "attachment.unreadable"  # type: ignore[misc]  # the loop's own path


def test_a_hostile_name_reaches_no_path(store: Attachments, tmp_path: Path, folder: Path) -> None:
    source = put(tmp_path, DOCX, "..\u202efdp.exe\n;rm -rf $HOME.docx")
    file = kept(store, source)
    assert file.media == "docx"
    assert lying(folder) == [file.name]
    assert set(file.name) <= set("0123456789abcdef.sealed")


class Failing(AttachmentFolder):
    """A folder whose changing steps fail from number `fails_at` on."""

    def __init__(self, path: Path, fails_at: int, with_errno: int) -> None:
        super().__init__(path)
        self.steps = 0
        self._fails_at = fails_at
        self._with_errno = with_errno

    def _step(self) -> None:
        self.steps += 1
        if self.steps >= self._fails_at:
            raise OSError(self._with_errno, os.strerror(self._with_errno))

    def create(self, name: str) -> BinaryIO:
        self._step()
        return super().create(name)

    def sync(self, stream: BinaryIO) -> None:
        self._step()
        super().sync(stream)

    def rename(self, name: str, other: str) -> None:
        self._step()
        super().rename(name, other)

    def publish(self, name: str) -> None:
        self._step()
        super().publish(name)


@pytest.mark.parametrize("fails_at", [1, 2, 3])
@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, "storage.disk_full"),
        (errno.EIO, "storage.io"),
        (errno.EROFS, "storage.readonly"),
    ],
)
def test_a_disk_that_fails_while_a_file_is_taken_leaves_nothing(
    tmp_path: Path, folder: Path, fails_at: int, number: int, refusal: str
) -> None:
    store = Attachments(Failing(folder, fails_at, number), KEY)
    assert code(lambda: store.take(put(tmp_path))) == refusal
    assert lying(folder) == []


def test_a_disk_that_fails_while_a_file_is_kept_leaves_it_waiting(
    tmp_path: Path, folder: Path
) -> None:
    store = Attachments(Failing(folder, 4, errno.EIO), KEY)
    file = store.take(put(tmp_path))
    assert code(lambda: store.keep(file.name)) == "storage.io"
    assert store.waiting() == (file.name,)
    assert plain(store, file) == PDF


class Forgetting(AttachmentFolder):
    """A medium that reports success and brings back something else."""

    def sync(self, stream: BinaryIO) -> None:
        super().sync(stream)
        stream.seek(-1, os.SEEK_END)
        stream.write(b"\x00")
        stream.flush()


def test_a_medium_that_lies_is_found_out_before_anybody_relies_on_it(
    tmp_path: Path, folder: Path
) -> None:
    store = Attachments(Forgetting(folder), KEY)
    assert code(lambda: store.take(put(tmp_path))) == "storage.io"
    assert lying(folder) == []


def test_a_store_without_a_folder_waits_for_nothing(store: Attachments) -> None:
    assert store.waiting() == ()
