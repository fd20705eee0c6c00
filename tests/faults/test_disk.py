"""The disk of the power cuts keeps what was synchronised, and may lose the rest."""

from functools import partial
from random import Random

import pytest

from tests.faults.disk import SECTOR, Disk, Tree, everything, nothing, replayed, some, torn
from tests.faults.shim import Call, Kind

OLD = {"data": None, "data/a": b"old"}
TWO: Tree = {"one": None, "one/a": b"1", "one/in": None, "one/in/b": b"2", "two": None}


def call(kind: Kind, path: str, offset: int = 0, content: bytes = b"", other: str = "") -> Call:
    length = len(content) if kind is Kind.WRITE else offset
    return Call(0, kind, path, other, offset, length, content)


def safe(*calls: Call, lies: str | None = None, before: Tree = OLD) -> Tree:
    return replayed(before, calls, lies).after_a_cut(lambda: False, lambda _file: nothing)


def whole(*calls: Call) -> Tree:
    return replayed(OLD, calls, None).after_a_cut(lambda: True, lambda _file: everything)


WRITE = call(Kind.WRITE, "data/a", 1, b"NEW")
SYNC = call(Kind.SYNC, "data/a")
MOVE = call(Kind.RENAME, "data/a", other="data/b")


def test_what_was_written_is_safe_only_after_it_was_synchronised() -> None:
    assert safe(WRITE)["data/a"] == b"old"
    assert whole(WRITE)["data/a"] == b"oNEW"
    assert safe(WRITE, SYNC)["data/a"] == b"oNEW"


def test_a_medium_that_lies_keeps_nothing() -> None:
    assert safe(WRITE, SYNC, lies="data/a")["data/a"] == b"old"


def test_a_name_is_safe_only_after_its_folder_was_synchronised() -> None:
    assert "data/b" not in safe(MOVE)
    assert safe(MOVE, call(Kind.SYNC, "data")) == {"data": None, "data/b": b"old"}


def test_a_new_file_with_a_safe_name_may_still_be_empty() -> None:
    made = call(Kind.CREATE, "data/c"), call(Kind.WRITE, "data/c", 0, b"content")
    assert safe(*made, call(Kind.SYNC, "data"))["data/c"] == b""


def test_a_file_in_a_folder_that_is_not_safe_is_lost_with_it() -> None:
    calls = (
        call(Kind.MKDIR, "data/in"),
        call(Kind.CREATE, "data/in/c"),
        call(Kind.SYNC, "data/in"),
    )
    assert safe(*calls) == OLD
    assert "data/in/c" in safe(*calls, call(Kind.SYNC, "data"))


MOVED = {"two": None, "two/x": None, "two/x/a": b"1", "two/x/in": None, "two/x/in/b": b"2"}
FOLDER_MOVE = call(Kind.RENAME, "one", other="two/x")


@pytest.mark.parametrize("folder", ["", "two"])
def test_a_folder_moves_with_all_that_lies_in_it_once_a_folder_above_is_safe(folder: str) -> None:
    assert safe(FOLDER_MOVE, before=TWO) == TWO
    assert safe(FOLDER_MOVE, call(Kind.SYNC, folder), before=TWO) == MOVED


def test_what_is_done_in_a_moved_folder_is_done_where_it_lies_now() -> None:
    calls = (
        FOLDER_MOVE,
        call(Kind.WRITE, "two/x/in/b", 0, b"NEW"),
        call(Kind.SYNC, "two/x/in/b"),
        call(Kind.CREATE, "two/x/c"),
        call(Kind.SYNC, "two/x"),
    )
    assert safe(*calls, before=TWO)["one/in/b"] == b"NEW"
    assert safe(*calls, call(Kind.SYNC, ""), before=TWO)["two/x/c"] == b""


def test_two_folders_change_places_as_one() -> None:
    calls = (call(Kind.EXCHANGE, "one", other="two"),)
    there = {"two": None, "two/a": b"1", "two/in": None, "two/in/b": b"2", "one": None}
    assert safe(*calls, before=TWO) == TWO
    assert safe(*calls, call(Kind.SYNC, ""), before=TWO) == there
    seen = [
        replayed(TWO, calls, None).after_a_cut(partial(bool, n), lambda _file: everything)
        for n in range(2)
    ]
    assert seen == [TWO, there]


def test_a_file_moved_before_its_name_was_safe_is_there_once() -> None:
    calls = call(Kind.CREATE, "one/new"), call(Kind.RENAME, "one/new", other="two/new")
    disk = replayed(TWO, [*calls, call(Kind.SYNC, "two")], None)
    for through in (1, 0):
        tree = disk.after_a_cut(partial(bool, through), lambda _file: everything)
        assert ("one/new" in tree, "two/new" in tree) == (False, True)


def test_a_second_name_is_a_name_of_the_same_file() -> None:
    calls = call(Kind.LINK, "one/a", other="two/a"), call(Kind.SYNC, "two")
    assert safe(*calls, before=TWO)["two/a"] == b"1"
    gone = call(Kind.UNLINK, "one/a"), call(Kind.SYNC, "one")
    assert safe(*calls, *gone, before=TWO)["two/a"] == b"1"


def test_a_cut_may_shorten_or_lengthen() -> None:
    assert whole(call(Kind.TRUNCATE, "data/a", 1))["data/a"] == b"o"
    assert whole(call(Kind.TRUNCATE, "data/a", 5))["data/a"] == b"old\0\0"


def test_of_a_long_write_any_sectors_may_be_there() -> None:
    disk = replayed(OLD, [call(Kind.WRITE, "data/a", 0, b"N" * SECTOR * 8)], None)
    seen = {disk.after_a_cut(lambda: True, some(Random(seed)))["data/a"] for seed in range(20)}
    assert len(seen) > 10
    assert all(content is not None and set(content) <= set(b"old\0N") for content in seen)


def test_the_last_write_may_end_in_the_middle_of_its_last_sector() -> None:
    disk = replayed(OLD, [call(Kind.WRITE, "data/a", 0, b"N" * (SECTOR + 400))], None)
    content = disk.after_a_cut(lambda: True, torn(disk.last, Random(1)))["data/a"]
    assert content is not None
    assert SECTOR < len(content) < SECTOR + 400


def test_the_index_of_a_log_is_never_there() -> None:
    assert "data/a-shm" not in Disk({"data": None, "data/a-shm": b"x"}).after_a_cut(
        lambda: True, lambda _file: everything
    )
