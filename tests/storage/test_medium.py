"""Copying to a medium and reading back from it, byte for byte."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from storage.medium import Syncing, copied, linked, read_back, silent, sync_folder, written

PIECE = 4 * 1024 * 1024


@pytest.mark.parametrize(
    "size", [0, 1, 511, 512, 4095, 4096, PIECE - 1, PIECE, PIECE + 1, 9_000_001]
)
def test_a_copy_is_read_back_as_it_was(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    (tmp_path / "a").write_bytes(content)
    counted: list[int] = []
    expected = (size, hashlib.sha256(content).hexdigest())
    assert copied(tmp_path / "a", tmp_path / "b", counted.append) == expected
    assert read_back(tmp_path / "b", counted.append) == expected
    assert sum(counted) == 2 * size
    assert (tmp_path / "b").read_bytes() == content


@given(st.binary(max_size=9000))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("medium") / "file"
    assert (
        written(path, content)
        == read_back(path)
        == (len(content), hashlib.sha256(content).hexdigest())
    )


def test_nothing_is_written_over(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(name.encode())
    with pytest.raises(Refusal, match=r"storage\.exists"):
        copied(tmp_path / "a", tmp_path / "b")
    with pytest.raises(Refusal, match=r"storage\.exists"):
        written(tmp_path / "b", b"c")
    assert (tmp_path / "b").read_bytes() == b"b"


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with pytest.raises(Refusal, match=r"storage\.damaged"):
        read_back(tmp_path / "link")
    with pytest.raises(Refusal, match=r"storage\.damaged"):
        copied(tmp_path / "link", tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_pipe_in_the_place_of_a_file_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refusal, match=r"storage\.damaged"):
        read_back(tmp_path / "pipe")


def test_a_missing_file_is_told_by_its_own_path(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        copied(tmp_path / "none", tmp_path / "b")
    assert refused.value.facts == {"path": str(tmp_path / "none")}


def test_a_second_name_is_given_where_the_medium_knows_such(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    assert linked(tmp_path / "a", tmp_path / "b")
    assert not linked(tmp_path / "a", tmp_path / "b")
    sync_folder(tmp_path)


def test_many_files_are_synced_while_others_are_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a" * 5000)
    with Syncing() as syncing:
        for number in range(50):
            copied(tmp_path / "a", tmp_path / str(number), silent, syncing.soon)
        syncing.wait()
    assert all((tmp_path / str(number)).stat().st_size == 5000 for number in range(50))


def test_a_file_that_does_not_reach_the_medium_is_told(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with Syncing() as syncing:
        syncing.soon(writing, tmp_path / "x")
        with pytest.raises(OSError, match="Invalid argument"):
            syncing.wait()
    os.close(reading)
    os.close(writing)
