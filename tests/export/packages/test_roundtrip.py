"""What is sealed at the county is what the city unpacks, at every awkward length."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from export.packages import StreamState, inspect, records, seal, whole_sha256
from export.packages.records import Record, decode_record, encode_record
from export.packages.strict_json import NotStrict
from tests.export.packages.network import NOW, TODAY, Network, outline, sample_records


def sealed(folder: Path, network: Network, rows: list[Record]) -> list[Record]:
    county = network.county
    made = seal(folder, outline(), rows, signer=county.signer, trust=county.trust, now=NOW)
    return list(records(inspect(made.path, network.city.trust, NOW), network.city.opening))


def noise(length: int) -> list[Record]:
    """Return records whose compressed form has about `length` bytes."""
    return [{"kind": "unit", "x": os.urandom(500).hex()} for _ in range(length // 560)]


@pytest.mark.parametrize("count", [0, 1, 2, 1000])
def test_records_come_back_as_they_were(tmp_path: Path, network: Network, count: int) -> None:
    rows: list[Record] = [
        {
            "kind": "person",
            "n": n,
            "name": "𠮷㐂·买买提",
            "flag": True,
            "none": None,
            "in": {"a": [n]},
        }
        for n in range(count)
    ]
    assert sealed(tmp_path, network, rows) == rows


@pytest.mark.parametrize("length", [16_000, 33_000, 600_000])
def test_incompressible_records_come_back_over_many_chunks(
    tmp_path: Path, network: Network, length: int
) -> None:
    rows = noise(length)
    assert sealed(tmp_path, network, rows) == rows


def test_very_compressible_records_come_back(tmp_path: Path, network: Network) -> None:
    rows: list[Record] = [{"kind": "unit", "x": " " * 60_000}] * 300
    assert sealed(tmp_path, network, rows) == rows


def test_ready_lines_are_taken_as_they_are(tmp_path: Path, network: Network) -> None:
    line = b'{"kind":"unit","code":"1"}'
    county = network.county
    made = seal(tmp_path, outline(), [line], signer=county.signer, trust=county.trust, now=NOW)
    assert made.manifest.payload.plain_len == len(line) + 1
    verified = inspect(made.path, network.city.trust, NOW)
    assert list(records(verified, network.city.opening)) == [{"kind": "unit", "code": "1"}]


@pytest.mark.rule("39786 8.4 h")
def test_the_city_sees_who_sent_what(tmp_path: Path, network: Network) -> None:
    county = network.county
    made = seal(
        tmp_path, outline(), sample_records(), signer=county.signer, trust=county.trust, now=NOW
    )
    verified = inspect(made.path, network.city.trust, NOW)
    manifest = verified.manifest
    assert verified.sender.office.name == "安澜县委编办"
    assert verified.sender.label == "王安"
    assert (manifest.kind, manifest.seq, manifest.data_date) == ("上报", 1, TODAY)
    assert manifest.payload.rows == {"unit": 3, "quota": 3, "person": 40}
    assert manifest.payload.totals == {"quota.approved": 30}
    assert verified.sha256 == made.sha256 == whole_sha256(made.path)
    assert verified.size == made.size == made.path.stat().st_size


def test_a_city_reports_to_the_province(tmp_path: Path, network: Network) -> None:
    city, top = network.city, network.province
    given_outline = outline(to=("62",))
    made = seal(
        tmp_path, given_outline, sample_records(), signer=city.signer, trust=city.trust, now=NOW
    )
    assert len(list(records(inspect(made.path, top.trust, NOW), top.opening))) == 46


def test_the_sender_may_look_at_the_cover_but_not_inside(tmp_path: Path, network: Network) -> None:
    county = network.county
    made = seal(tmp_path, outline(), [], signer=county.signer, trust=county.trust, now=NOW)
    verified = inspect(made.path, county.trust, NOW)
    with pytest.raises(Refusal) as refusal:
        next(records(verified, county.opening))
    assert refusal.value.code == "package.wrong_recipient"


def test_a_copy_for_the_sender_himself_opens_at_both(tmp_path: Path, network: Network) -> None:
    county, city = network.county, network.city
    made = seal(
        tmp_path,
        outline(to=("6299", "629925")),
        sample_records(),
        signer=county.signer,
        trust=county.trust,
        now=NOW,
    )
    for reader in (county, city):
        verified = inspect(made.path, reader.trust, NOW)
        assert len(list(records(verified, reader.opening))) == 46


@pytest.mark.rule("39786 8.4 d", "22239 8.1.4.8")
def test_the_wrong_private_key_opens_nothing(tmp_path: Path, network: Network) -> None:
    county, city = network.county, network.city
    made = seal(tmp_path, outline(), [], signer=county.signer, trust=county.trust, now=NOW)
    with pytest.raises(Refusal) as refusal:
        next(records(inspect(made.path, city.trust, NOW), network.other_city.opening))
    assert refusal.value.code == "package.key_mismatch"


def test_a_file_that_changes_after_inspection_is_noticed(tmp_path: Path, network: Network) -> None:
    county, city = network.county, network.city
    signer, trust = county.signer, county.trust
    first = seal(tmp_path, outline(), noise(40_000), signer=signer, trust=trust, now=NOW)
    verified = inspect(first.path, city.trust, NOW)
    data = bytearray(first.path.read_bytes())
    data[-100] ^= 1
    first.path.write_bytes(data)
    with pytest.raises(Refusal) as refusal:
        list(records(verified, city.opening))
    assert refusal.value.code == "package.tampered"


def test_records_stream_out_before_the_last_one_is_read(tmp_path: Path, network: Network) -> None:
    county, city = network.county, network.city
    rows = noise(2_000_000)
    made = seal(tmp_path, outline(), rows, signer=county.signer, trust=county.trust, now=NOW)
    cut = bytearray(made.path.read_bytes())
    verified = inspect(made.path, city.trust, NOW)
    cut[-20] ^= 1
    made.path.write_bytes(cut)
    stream = records(verified, city.opening)
    assert next(stream) == rows[0]
    with pytest.raises(Refusal):
        list(stream)


def test_sealing_takes_records_one_by_one(tmp_path: Path, network: Network) -> None:
    """The payload's file grows while records are still to come: nothing waits in memory."""
    sizes: list[int] = []

    def rows() -> Iterator[Record]:
        for row in noise(3_000_000):
            sizes.append(sum(path.stat().st_size for path in tmp_path.iterdir()))
            yield row

    county = network.county
    seal(tmp_path, outline(), rows(), signer=county.signer, trust=county.trust, now=NOW)
    assert sizes[len(sizes) // 2] > sizes[-1] // 3 > 0


def test_the_chain_of_files_binds_each_to_the_one_before(tmp_path: Path, network: Network) -> None:
    county = network.county
    first = seal(tmp_path, outline(), [], signer=county.signer, trust=county.trust, now=NOW)
    last = StreamState(1, 1, first.sha256)
    second = seal(tmp_path, outline(last), [], signer=county.signer, trust=county.trust, now=NOW)
    assert (second.manifest.seq, second.manifest.prev) == (2, first.sha256)
    assert second.manifest.pkg_id != first.manifest.pkg_id


def test_seconds_are_enough_for_the_time_of_making(tmp_path: Path, network: Network) -> None:
    county = network.county
    late = replace(outline(), totals=())
    now = NOW.replace(microsecond=999_999)
    made = seal(tmp_path, late, [], signer=county.signer, trust=county.trust, now=now)
    assert made.manifest.created == NOW


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=6), JSON, max_size=6))
def test_every_record_that_can_be_written_reads_back_the_same(record: dict[str, object]) -> None:
    assert decode_record(encode_record(record)) == record


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        2**53 + 1,
        b"x",
        {1: 2},
        object(),
        "\ud83d",
        [[[[[[[[1]]]]]]]],
        "x" * 65_536,
    ],
)
def test_what_could_not_be_read_back_is_not_written(value: object) -> None:
    with pytest.raises(NotStrict):
        encode_record({"kind": "unit", "x": value})


def test_a_line_of_exactly_the_limit_passes() -> None:
    record: Record = {"k": "x" * (65_536 - 8)}
    assert len(encode_record(record)) == 65_536
    assert decode_record(encode_record(record)) == record
