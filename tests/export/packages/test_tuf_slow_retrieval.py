"""Slow retrieval: a medium that dawdles, changes its mind or is pulled while it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from export.packages import inspect, records
from export.packages.reader_v1 import Verified
from export.packages.records import Record
from export.packages.spooling import spooled
from export.packages.unpacking import unpack
from tests.export.packages.desks import ROUTES, Desk, refused
from tests.export.packages.network import NOW, Network

ROUTE = ROUTES[0]
MANY: list[Record] = [{"kind": "unit", "name": f"{n * 7919:x}" * 9} for n in range(12_000)]


@pytest.fixture
def verified(tmp_path: Path, network: Network) -> Verified:
    """Return a package of several chunks whose cover was verified."""
    made = ROUTE.sealed(tmp_path, network, rows=MANY)
    return inspect(made.path, network.city.trust, NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data[:20],
        lambda _: b"",
        lambda data: data[:-40] + bytes(40),
        lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
    ],
    ids=["one byte gone", "half gone", "all but the head", "empty", "end zeros", "half zeros"],
)
def test_a_file_that_is_another_at_the_second_reading_is_noticed(
    change: Callable[[bytes], bytes], verified: Verified, network: Network
) -> None:
    verified.path.write_bytes(change(verified.path.read_bytes()))
    opened = records(verified, network.city.opening)
    assert refused(lambda: list(opened)) == "package.tampered"


def test_a_file_that_grew_is_read_only_as_far_as_it_was_verified(
    verified: Verified, network: Network
) -> None:
    verified.path.write_bytes(verified.path.read_bytes() + bytes(10**6))
    assert len(list(records(verified, network.city.opening))) == len(MANY)


def test_a_file_that_is_gone_is_told_as_such(verified: Verified, network: Network) -> None:
    verified.path.unlink()
    opened = records(verified, network.city.opening)
    assert refused(lambda: list(opened)) == "package.unreadable"


@pytest.mark.parametrize("most", [0, 1, 55, 1000])
def test_a_medium_that_gives_less_than_asked_does_not_make_it_wait(
    most: int, verified: Verified, network: Network
) -> None:
    """Fewer bytes than asked are the end: nothing is asked again, nothing is believed."""
    asked: list[int] = []

    def read(length: int) -> bytes:
        asked.append(length)
        return bytes(min(length, most))

    recipient = verified.recipient
    assert recipient is not None
    lines = unpack(verified.manifest, verified.suite, recipient, network.city.opening, read)
    assert refused(lambda: list(lines)) == "package.tampered"
    assert len(asked) <= 2


def test_no_more_is_asked_for_than_a_chunk(verified: Verified, network: Network) -> None:
    asked: list[int] = []
    with verified.path.open("rb") as file:
        file.seek(verified.payload_offset)

        def read(length: int) -> bytes:
            asked.append(length)
            return file.read(length)

        recipient = verified.recipient
        assert recipient is not None
        lines = unpack(verified.manifest, verified.suite, recipient, network.city.opening, read)
        assert len(list(lines)) == len(MANY)
    assert len(asked) > 2
    assert max(asked) <= 16 * 1024 + 16


def test_the_stick_may_be_pulled_once_it_was_copied(tmp_path: Path, network: Network) -> None:
    """What is read and verified is the copy: the medium is asked once."""
    made = ROUTE.sealed(tmp_path / "stick", network, rows=MANY)
    spool = tmp_path / "spool"
    spool.mkdir()
    with spooled(made.path, spool) as copy:
        made.path.unlink()
        desk = Desk(network.city)
        desk.take(copy)
        assert desk.taken
    assert list(spool.iterdir()) == []
