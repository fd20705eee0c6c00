"""What the second writer makes, the program accepts."""

from __future__ import annotations

import os

import pytest

from tests.export.packages.network import Member, Network, sample_records
from tests.second_reader.bridge import ACCEPTED, Both, chain_of, signing_key
from tests.second_reader.payload import Record
from tests.second_reader.strict_json import Json
from tests.second_reader.writer import write

TOLD: dict[str, Json] = {
    "kind": "上报",
    "stream": "report",
    "seq": 1,
    "prev": "0" * 64,
    "created": "2026-11-20T08:00:00Z",
    "not_after": "2027-05-19T08:00:00Z",
    "data_date": "2026-11-20",
    "schema": "facts/1",
    "facts": "ab" * 32,
    "audit": {"size": 17, "head": "cd" * 32},
    "acks": [],
    "app": "second/1",
}


def json_records(rows: list[dict[str, object]]) -> list[Record]:
    return [
        {name: value for name, value in row.items() if isinstance(value, str | int)} for row in rows
    ]


def written(sender: Member, to: list[Member], rows: list[Record], **told: Json) -> bytes:
    return write(
        {**TOLD, **told},
        rows,
        chain=chain_of(sender),
        key=signing_key(sender),
        recipients={member.code: member.trust.own.encryption.der for member in to},
        totals=["quota.approved"],
    )


@pytest.mark.parametrize("count", [0, 1, 200, 16_384])
def test_the_program_reads_records_of_a_county(network: Network, both: Both, count: int) -> None:
    rows: list[Record] = [{"kind": "unit", "n": n, "x": os.urandom(3).hex()} for n in range(count)]
    found = both.agree(written(network.county, [network.city], rows), network.city)
    assert found.code == ACCEPTED
    assert list(found.records) == rows


def test_the_program_counts_the_same_totals(network: Network, both: Both) -> None:
    rows = json_records(sample_records())
    found = both.agree(written(network.county, [network.city, network.county], rows), network.city)
    assert isinstance(found.manifest, dict)
    assert found.manifest["payload"]["totals"] == {"quota.approved": 30}
    assert list(found.records) == sample_records()


def test_a_city_reports_and_acknowledges(network: Network, both: Both) -> None:
    acks: list[Json] = [
        {"office": "62", "stream": "findings/6299", "epoch": 1, "seq": 2, "sha256": "0a" * 32},
        {"office": "62", "stream": "tables", "epoch": 1, "seq": 7, "sha256": "0b" * 32},
    ]
    data = written(network.city, [network.province], [], acks=acks)
    found = both.agree(data, network.province)
    assert found.code == ACCEPTED
    assert isinstance(found.manifest, dict)
    assert found.manifest["acks"] == acks


def test_a_province_sends_tables_to_its_cities(network: Network, both: Both) -> None:
    year: Record = {"kind": "work_year", "year": 2027, "rest": ["01-01"], "work": []}
    data = written(
        network.province,
        [network.city, network.other_city],
        [year],
        kind="代码表",
        stream="tables",
        schema="tables/1",
    )
    for reader in (network.city, network.other_city):
        assert both.agree(data, reader).records == (year,)
    assert both.agree(data, network.province).code == "package.wrong_recipient"
    assert both.agree(data, network.county).code == "package.wrong_recipient"
