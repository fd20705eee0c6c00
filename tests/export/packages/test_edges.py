"""What stands at its bound is taken: the faults of the corpus are one step beyond it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from export.packages import inspect, records
from export.packages.fields import moment_text
from tests.export.packages.corpus_acks import ack
from tests.export.packages.corpus_payload import NOISE, stored
from tests.export.packages.corpus_records import HONEST, more, of_length
from tests.export.packages.desks import refused
from tests.export.packages.forge import Forge
from tests.export.packages.lies import DAY, Build, body, lines, member, setting
from tests.export.packages.network import NOW, Network

MOST = 2**53
SECOND = timedelta(seconds=1)
Place = Callable[[bytes], Path]
TOKEN = "x" * 64


def unit_more(line: bytes) -> Build:
    """Add a record of one kind."""
    return more(line + b"\n", unit=4)


def sums(*values: int) -> Build:
    told = b"".join(b'{"kind":"sum","n":%d}\n' % value for value in values)
    total = setting("payload.totals", {"quota.approved": 30, "sum.n": sum(values)})
    return lines(HONEST + told, total, sum=len(values))


def honest(forge: Forge, _network: Network) -> bytes:
    return forge.build()


EDGES: tuple[tuple[str, Build], ...] = (
    ("made a day ahead", member("created", moment_text(NOW + DAY))),
    ("made at the beginning of time", member("created", "0001-01-01T00:00:00Z")),
    ("valid until now", member("not_after", moment_text(NOW))),
    ("valid until the end of time", member("not_after", "9999-12-31T23:59:59Z")),
    ("told for the first day", member("data_date", "0001-01-01")),
    ("told for a leap day", member("data_date", "2028-02-29")),
    ("an audit of nothing", member("audit.size", 0)),
    ("an audit of the largest size", member("audit.size", MOST)),
    ("a schema of one letter", member("schema", "x")),
    ("a schema of 64 letters", member("schema", TOKEN)),
    ("a program with all signs", member("app", "0._/+-")),
    ("acks: one", member("acks", [ack()])),
    ("acks: 256", member("acks", [ack(stream=f"s{n:03d}") for n in range(256)])),
    ("acks: the largest numbers", member("acks", [ack(epoch=MOST, seq=MOST)])),
    ("acks: a stream of 64 letters", member("acks", [ack(stream=TOKEN)])),
    ("acks: streams by code point", member("acks", [ack(stream="Z"), ack(stream="a")])),
    ("a line of 65,536 bytes", unit_more(of_length(65_536))),
    ("a kind of 32 letters", lines(b'{"kind":"%b"}\n' % (b"u" * 32) + HONEST, **{"u" * 32: 1})),
    (
        "a record eight deep",
        unit_more(b'{"kind":"unit","x":' + b"[" * 7 + b"]" * 7 + b"}"),
    ),
    (
        "a record with the largest number",
        unit_more(b'{"kind":"unit","n":%d}' % MOST),
    ),
    (
        "a record with the smallest number",
        unit_more(b'{"kind":"unit","n":%d}' % -MOST),
    ),
    ("a record in parts", more('{"kind":"unit","x":"e\u0301"}\n'.encode(), unit=4)),
    ("a total of the largest number", sums(MOST)),
    ("a total of the smallest number", sums(-MOST)),
    ("a total that goes up and down", sums(MOST, -MOST, -MOST, MOST)),
    ("chunks that are not compressed", lambda f, _: f.build(plain=NOISE, compressed=stored)),
    ("nothing in it", lambda f, _: f.build(plain=b"")),
)


@pytest.mark.parametrize("build", [edge[1] for edge in EDGES], ids=[edge[0] for edge in EDGES])
def test_what_stands_at_its_bound_is_taken(
    build: Build, forge: Forge, network: Network, place: Place
) -> None:
    verified = inspect(place(build(forge, network)), network.city.trust, NOW)
    for _ in records(verified, network.city.opening):
        pass


@pytest.mark.parametrize("now", [NOW - DAY, NOW, NOW + 180 * DAY], ids=str)
def test_a_life_has_both_its_ends(
    now: datetime, forge: Forge, network: Network, place: Place
) -> None:
    path = place(honest(forge, network))
    assert inspect(path, network.city.trust, now).manifest.created == NOW
    for beyond in (NOW - DAY - SECOND, NOW + 180 * DAY + SECOND):
        assert refused(lambda beyond=beyond: inspect(path, network.city.trust, beyond))  # type: ignore[misc]  # called at once


def test_the_same_encoding_is_taken_however_it_was_made(
    forge: Forge, network: Network, place: Place
) -> None:
    """The way that the corpus edits bytes changes nothing by itself."""
    path = place(body(lambda data: data)(forge, network))
    assert inspect(path, network.city.trust, NOW).manifest.seq == 1


def test_more_kinds_than_a_manifest_can_tell_end_the_reading(
    forge: Forge, network: Network, place: Place
) -> None:
    many = b"".join(b'{"kind":"k%d"}\n' % n for n in range(65))
    rows = setting("payload.rows", {f"k{n}": 1 for n in range(64)})
    verified = inspect(place(lines(many, rows)(forge, network)), network.city.trust, NOW)
    opened = records(verified, network.city.opening)
    assert refused(lambda: list(opened)) == "package.payload_invalid"
