"""Whatever the program's writer makes, the second reader reads, equal to the last member."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from export.packages import Ack, Office, Outline, seal
from export.packages.records import Record
from tests.export.packages.forge import Forge
from tests.export.packages.network import (
    NOW,
    Member,
    Network,
    enrol,
    outline,
    province,
    sample_records,
)
from tests.second_reader.bridge import ACCEPTED, Both

CHUNK = 16_384
HEAD, TAG = 24 + 32, 16
SHORTEST_LINE = b'{"kind":"a"}'
AWKWARD: list[Record] = [
    {"kind": "person", "name": "𠮷㐂·买买提", "flag": True, "none": None, "in": {"a": [-1, [[]]]}},
    {"kind": "person", "name": 'e\u0301 "\\/\b\f\n\r\t\x00\x1f\x7f\u2028', "": 2**53},
]


def sealed(folder: Path, sender: Member, given: Outline, rows: Sequence[Record | bytes]) -> bytes:
    made = seal(folder, given, rows, signer=sender.signer, trust=sender.trust, now=NOW)
    return made.path.read_bytes()


def line_of(length: int) -> bytes:
    """Return a line that has this length with its end, of noise."""
    room = length - 1 - len(SHORTEST_LINE) - len(b',"x":""')
    noise = os.urandom(room // 2 + 1).hex()[:room].encode()
    return SHORTEST_LINE[:-1] + b',"x":"' + noise + b'"}'


def kind_of(name: str, to: tuple[str, ...], schema: str, *acks: Ack) -> Outline:
    return replace(outline(to=to), kind=name, schema=schema, totals=(), acks=acks)


@pytest.mark.parametrize("length", [CHUNK - 1, CHUNK, CHUNK + 1, 65_537])
def test_one_line_of_an_awkward_length(
    tmp_path: Path, network: Network, both: Both, length: int
) -> None:
    data = sealed(tmp_path, network.county, outline(), [line_of(length)])
    found = both.agree(data, network.city)
    assert found.code == ACCEPTED
    assert isinstance(found.manifest, dict)
    assert found.manifest["payload"]["plain_len"] == length


def test_no_line_and_the_shortest_line(tmp_path: Path, network: Network, both: Both) -> None:
    for rows in ([], [SHORTEST_LINE]):
        found = both.agree(sealed(tmp_path, network.county, outline(), rows), network.city)
        assert found.code == ACCEPTED
        assert len(found.records) == len(rows)


@pytest.mark.parametrize(
    "length", [11, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1]
)
def test_the_last_chunk_is_shorter_than_the_others(
    forge: Forge, network: Network, both: Both, length: int
) -> None:
    # Stored, zlib adds 2 bytes before, 4 behind, and 5 for each block of at most 65,535.
    room = length - 2 - 4 - 5
    rest = room % 8192
    plain = b"".join(
        [(line_of(8192) + b"\n") * (room // 8192), line_of(rest) + b"\n" if rest else b""]
    )
    data = forge.build(
        plain=plain, compressed=lambda _: zlib.compress(plain, 0), manifest=lambda m: fit(m, plain)
    )
    found = both.agree(data, network.city)
    assert found.code == ACCEPTED
    assert isinstance(found.manifest, dict)
    whole = HEAD + length + TAG * (length // CHUNK + 1)
    assert found.manifest["payload"]["len"] == whole


def fit(manifest: dict[str, object], plain: bytes) -> None:
    payload = manifest["payload"]
    assert isinstance(payload, dict)
    payload["totals"] = {}
    assert payload["plain_len"] == len(plain)


def test_names_and_signs_come_through_as_they_are(
    tmp_path: Path, network: Network, both: Both
) -> None:
    found = both.agree(sealed(tmp_path, network.county, outline(), AWKWARD), network.city)
    assert list(found.records) == AWKWARD


def test_many_records_and_their_totals(tmp_path: Path, network: Network, both: Both) -> None:
    rows = sample_records() * 100
    found = both.agree(sealed(tmp_path, network.county, outline(), rows), network.city)
    assert isinstance(found.manifest, dict)
    assert found.manifest["payload"]["totals"] == {"quota.approved": 3000}
    assert len(found.records) == 4600


def test_every_kind_on_each_of_its_ways(tmp_path: Path, network: Network, both: Both) -> None:
    top, city, county = network.province, network.city, network.county
    ack = Ack("6299", "report", 1, 3, "ab" * 32)
    ways = [
        (county, city, outline()),
        (city, top, outline(to=("62",))),
        (county, city, kind_of("回执", ("6299",), "receipt/1", ack)),
        (city, county, kind_of("回执", ("629925",), "receipt/1")),
        (city, county, kind_of("退回", ("629925",), "findings/1")),
        (city, county, kind_of("预审反馈", ("629925", "6299"), "findings/1")),
        (city, county, kind_of("代码表", ("629926", "629925", "6299"), "tables/1")),
        (top, city, kind_of("代码表", ("6299", "6298"), "tables/1")),
    ]
    for sender, reader, given in ways:
        found = both.agree(sealed(tmp_path, sender, given, sample_records()), reader)
        assert found.code == ACCEPTED, given
        assert list(found.records) == sample_records()


def test_the_sender_opens_his_own_copy_and_else_sees_the_cover(
    tmp_path: Path, network: Network, both: Both
) -> None:
    county = network.county
    own = sealed(tmp_path, county, outline(to=("6299", "629925")), sample_records())
    assert both.agree(own, county).code == ACCEPTED
    other = sealed(tmp_path, county, outline(), sample_records())
    assert both.agree(other, county).code == "package.wrong_recipient"


def test_sixty_four_recipients(tmp_path: Path, both: Both) -> None:
    top = province()
    root = top.trust.root.fingerprint
    cities = {}
    for number in range(10, 73):
        top, cities[f"62{number}"] = enrol(top, root, Office(f"62{number}", f"第{number}市委编办"))
    given = kind_of("代码表", (*cities, "62"), "tables/1")
    data = sealed(tmp_path, top, given, sample_records())
    for reader in (top, cities["6210"], cities["6272"]):
        found = both.agree(data, reader)
        assert found.code == ACCEPTED
        assert isinstance(found.manifest, dict)
        assert len(found.manifest["recipients"]) == 64
