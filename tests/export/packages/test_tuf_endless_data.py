"""Endless data: files and streams that say they are small, or never end."""

from __future__ import annotations

import os
import tracemalloc
import zlib
from pathlib import Path

import pytest

from export.packages import trust as rules
from export.packages import whole_sha256
from tests.export.packages.desks import ROUTES, Desk, Route, every_route, refused
from tests.export.packages.forge import Forge
from tests.export.packages.network import Network

MIB = 1024 * 1024
MOST = 24 * MIB


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Return where the attacker puts his file."""
    return tmp_path / "bad.bqp"


@every_route
@pytest.mark.parametrize("size", [2**32, 2**40])
def test_a_file_that_goes_on_is_refused_by_its_length(
    route: Route, size: int, tmp_path: Path, network: Network
) -> None:
    """The bytes after the end are never read."""
    made = route.sealed(tmp_path, network)
    os.truncate(made.path, size)  # a sparse file
    desk = Desk(route.reader_in(network))
    assert desk.refuses(made.path) == "package.size"
    assert refused(lambda: whole_sha256(made.path)) == "package.size"


@pytest.mark.parametrize("size", [1, 4096, 2**31])
def test_a_file_longer_than_it_says_is_refused_unread(
    size: int, tmp_path: Path, network: Network
) -> None:
    made = ROUTES[0].sealed(tmp_path, network)
    os.truncate(made.path, made.size + size)
    tracemalloc.start()
    code = Desk(network.city).refuses(made.path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == "package.size"
    assert peak < MOST


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/full", "/dev/urandom"])
def test_a_device_is_no_file(path: str, network: Network) -> None:
    assert Desk(network.city).refuses(Path(path)) == "package.unreadable"


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(bad: Path, network: Network) -> None:
    os.mkfifo(bad)
    assert Desk(network.city).refuses(bad) == "package.unreadable"


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (2**32 - 1, 100, "package.size"),
        (100, 2**32 - 1, "package.size"),
        (rules.MAX_ENVELOPE + 1, 100, "package.size"),
        (100, rules.MAX_CERTIFICATES + 1, "package.size"),
        (rules.MAX_ENVELOPE, rules.MAX_CERTIFICATES, "package.truncated"),
    ],
)
def test_lengths_are_judged_before_anything_is_allocated(
    first: int, second: int, code: str, bad: Path, network: Network
) -> None:
    lengths = first.to_bytes(4, "big") + second.to_bytes(4, "big")
    bad.write_bytes(rules.MAGIC + lengths + bytes(1000))
    tracemalloc.start()
    found = Desk(network.city).refuses(bad)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == code
    assert peak < MIB // 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one line that never ends", b'{"kind":"' + b"u" * (80 * MIB)),
        ("line ends only", b"\n" * (80 * MIB)),
        ("blanks only", b" " * (80 * MIB)),
        ("small records", b'{"kind":"unit"}\n' * (5 * MIB)),
    ],
)
def test_a_bomb_goes_off_in_small_pieces(
    name: str, content: bytes, bad: Path, network: Network
) -> None:
    """80 MiB out of 80 KiB: it is refused where it exceeds what it declared."""
    assert name
    packed = zlib.compress(content, 9)
    bad.write_bytes(Forge(network.county).build(compressed=lambda _: packed))
    del content
    tracemalloc.start()
    code = Desk(network.city).refuses(bad)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == "package.payload_invalid"
    assert peak < MOST


def test_an_envelope_at_its_limit_is_read_and_no_more(bad: Path, network: Network) -> None:
    noise = b"[" * rules.MAX_ENVELOPE
    lengths = len(noise).to_bytes(4, "big") + (1000).to_bytes(4, "big")
    bad.write_bytes(rules.MAGIC + lengths + noise + bytes(1000))
    assert Desk(network.city).refuses(bad) == "package.envelope_invalid"


def test_certificates_without_end_are_counted(bad: Path, network: Network) -> None:
    """64 KiB hold more than a hundred certificates; the fourth is one too many."""
    forge = Forge(network.county)
    bad.write_bytes(forge.build(area=lambda data: (data * 60)[: rules.MAX_CERTIFICATES]))
    assert Desk(network.city).refuses(bad) == "package.chain_invalid"
