"""Faults of the surroundings become refusals; our own mistakes do not."""

import errno
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from domain.errors import Refusal
from storage.connect import connect
from storage.faults import code_of, contradicted, translated

KEY = bytes(32)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "storage.disk_full"),
        (errno.EDQUOT, "storage.disk_full"),
        (errno.EIO, "storage.io"),
        (errno.ENOMEDIUM, "storage.io"),
        (errno.EUCLEAN, "storage.io"),
        (errno.ENOTCONN, "storage.io"),
        (errno.ETIMEDOUT, "storage.io"),
        (errno.EROFS, "storage.readonly"),
        (errno.EACCES, "storage.readonly"),
        (errno.ENOENT, "storage.missing"),
        (errno.EBUSY, "storage.busy"),
    ],
)
def test_an_error_of_the_system_gets_its_code(number: int, code: str) -> None:
    with pytest.raises(Refusal) as caught, translated("some/file"):
        raise OSError(number, "")
    assert (caught.value.code, caught.value.facts) == (code, {"path": "some/file"})


def test_anything_else_passes_through_as_our_mistake(tmp_path: Path) -> None:
    for error in (OSError(errno.EBADF, ""), OSError("no number"), KeyError("x")):
        with pytest.raises(type(error)), translated("x"):
            raise error
    connection = connect(tmp_path / "x.db", KEY, create=True)
    with pytest.raises(Exception, match="no such table") as caught, translated("x"):
        connection.execute("SELECT 1 FROM nowhere")
    assert code_of(caught.value) is None
    connection.close()


def test_a_refusal_passes_through_unchanged() -> None:
    with pytest.raises(Refusal) as caught, translated("x"):
        raise Refusal("storage.in_use", path="y")
    assert caught.value.code == "storage.in_use"


def test_a_full_database_is_told_as_a_full_disk(tmp_path: Path) -> None:
    connection = connect(tmp_path / "x.db", KEY, create=True)
    connection.execute("CREATE TABLE filled (content BLOB)")
    connection.set_authorizer(None)
    connection.execute("PRAGMA max_page_count = 4")
    with pytest.raises(Refusal) as caught, translated("x.db"):
        connection.execute("INSERT INTO filled VALUES (zeroblob(100000))")
    assert caught.value.code == "storage.disk_full"
    connection.close()


def broken_database() -> dbapi2.OperationalError:
    error = dbapi2.OperationalError("disk I/O error")
    error.sqlite_errorcode = 10
    return error


def test_a_database_without_room_for_its_log_is_told_as_a_full_disk(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught, translated(tmp_path / "x.db", room=2**62):
        raise broken_database()
    assert caught.value.code == "storage.disk_full"


def test_a_database_on_a_disk_with_room_or_on_none_is_told_as_broken(tmp_path: Path) -> None:
    for path, room in ((tmp_path / "x.db", 1), (tmp_path / "gone" / "x.db", 2**62)):
        with pytest.raises(Refusal) as caught, translated(path, room=room):
            raise broken_database()
        assert caught.value.code == "storage.io"


def test_a_page_that_could_not_be_encrypted_is_a_fault_of_the_disk() -> None:
    with pytest.raises(Refusal, match=r"storage\.io"), translated("register.db"):
        raise MemoryError


def test_what_contradicts_itself_is_damaged() -> None:
    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE TABLE entry (n INTEGER PRIMARY KEY)")
    connection.execute("INSERT INTO entry VALUES (1)")
    with pytest.raises(Refusal, match=r"storage\.damaged"), contradicted("audit.db"):
        connection.execute("INSERT INTO entry VALUES (1)")
    connection.close()
