"""Kinds that go to one office, in a stream of its own, and what they acknowledge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import Refusal
from export.packages import Ack, Office, Outline, check_way, inspect, seal
from export.packages.kinds import PRE_AUDIT, RECEIPT, RETURN
from tests.export.packages.forge import Forge
from tests.export.packages.network import NOW, Member, Network, outline

CITY = Office("6299", "安河市委编办")
RefusalOf = Callable[[Callable[[], object]], Refusal]
OLD, NEW = Ack("6299", "receipt/629925", 1, 4, "a" * 64), Ack("6299", "tables", 2, 1, "b" * 64)


def receipt(to: str, *acks: Ack) -> Outline:
    kind, schema = RECEIPT.name, "receipt/1"
    return replace(outline(to=(to,)), kind=kind, schema=schema, totals=(), acks=acks)


def sealed(folder: Path, sender: Member, given: Outline) -> Path:
    return seal(folder, given, [], signer=sender.signer, trust=sender.trust, now=NOW).path


def test_each_office_has_a_stream_of_its_own(tmp_path: Path, network: Network) -> None:
    for reader in (network.county, network.other_county):
        path = sealed(tmp_path, network.city, receipt(reader.code))
        assert inspect(path, reader.trust, NOW).manifest.stream == f"receipt/{reader.code}"
    path = sealed(tmp_path, network.county, receipt("6299"))
    assert inspect(path, network.city.trust, NOW).manifest.stream == "receipt/6299"


def test_what_is_for_one_office_goes_to_no_second(refusal_of: RefusalOf) -> None:
    for name in (RECEIPT.name, RETURN.name, PRE_AUDIT.name):
        assert (
            check_way(name, CITY, ("629925", "6299"))
            .stream_to("6299", ("629925",))
            .endswith("/629925")
        )
        both = refusal_of(lambda: check_way(name, CITY, ("629925", "629926")))  # noqa: B023 - called here
        assert both.code == "package.wrong_direction"
    assert check_way(RECEIPT.name, CITY, ("62",)) is RECEIPT
    assert refusal_of(lambda: check_way(RETURN.name, CITY, ("62",))).code == (
        "package.wrong_direction"
    )


def test_a_package_in_the_stream_of_another_office_is_refused(
    tmp_path: Path, network: Network, refusal_of: RefusalOf
) -> None:
    path = sealed(tmp_path, network.city, receipt("629925"))
    made = inspect(path, network.county.trust, NOW).manifest
    forged = Forge(network.city, to=("629925",)).build(
        manifest=lambda value: value.update(kind=RECEIPT.name, stream="receipt/629926")
    )
    assert made.stream == "receipt/629925"
    other = tmp_path / "other.bqp"
    other.write_bytes(forged)
    assert refusal_of(lambda: inspect(other, network.county.trust, NOW)).code == (
        "package.kind_unknown"
    )


def test_acknowledgements_travel_in_one_order(tmp_path: Path, network: Network) -> None:
    path = sealed(tmp_path, network.county, receipt("6299", NEW, OLD))
    assert inspect(path, network.city.trust, NOW).manifest.acks == (OLD, NEW)


@pytest.mark.parametrize(
    "acks",
    [
        [{"office": "6299", "stream": "report", "epoch": 1, "seq": 0, "sha256": "a" * 64}],
        [{"office": "6299", "stream": "report", "epoch": 1, "seq": 1, "sha256": "a"}],
        [{"office": "06", "stream": "report", "epoch": 1, "seq": 1, "sha256": "a" * 64}],
        [{"office": "629926", "stream": "report", "epoch": 1, "seq": 1, "sha256": "a" * 64}],
        [{"office": "6299", "stream": "/report", "epoch": 1, "seq": 1, "sha256": "a" * 64}],
        [{"office": "6299", "stream": "report", "epoch": 1, "seq": 1, "sha256": "a" * 64}] * 2,
        [{"office": "6299", "stream": "report", "epoch": 1, "seq": 1}],
        [{"office": "6299"}] * 257,
        {},
        None,
    ],
)
def test_acknowledgements_of_another_form_are_refused(
    tmp_path: Path, network: Network, refusal_of: RefusalOf, acks: object
) -> None:
    path = tmp_path / "forged.bqp"
    path.write_bytes(Forge(network.county).build(manifest=lambda value: value.update(acks=acks)))
    code = refusal_of(lambda: inspect(path, network.city.trust, NOW)).code
    assert code == "package.manifest_invalid"
