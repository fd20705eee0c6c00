"""Extraneous dependencies: more than the format names is brought along, and nothing follows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from export.packages import Certificate
from tests.export.packages.desks import Desk
from tests.export.packages.forge import Forge
from tests.export.packages.lies import setting
from tests.export.packages.network import Network

PLACES = ("", "sender", "recipients.0", "payload", "audit")
MEMBERS = ("signers", "lists", "crl", "url", "depends", "$schema", "__class__")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Return where the attacker puts his file."""
    return tmp_path / "bad.bqp"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", MEMBERS)
def test_a_member_that_the_format_does_not_name_is_refused(
    place: str, name: str, bad: Path, network: Network
) -> None:
    """Even signed by the sender: what one reader ignored, another might follow."""
    where = f"{place}.{name}".removeprefix(".")
    bad.write_bytes(Forge(network.county).build(manifest=setting(where, "x")))
    assert Desk(network.city).refuses(bad) == "package.manifest_invalid"


def cross(network: Network) -> list[Certificate]:
    return [network.other_city.trust.own.authority]


@pytest.mark.parametrize(
    "more",
    [
        lambda n: [n.province.trust.root],
        lambda n: [n.false_province.trust.root],
        cross,
        lambda n: [n.city.trust.own.encryption],
        lambda n: [n.county.signer.operator],
        lambda n: [n.city.trust.own.authority],
    ],
    ids=["root", "false root", "another city", "encryption", "operator again", "city again"],
)
@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_certificate_more_makes_no_path(
    more: Callable[[Network], list[Certificate]], at: int, bad: Path, network: Network
) -> None:
    """The path is not searched for: there is one, in one order, without a rest."""
    county = network.county
    path = [county.signer.operator, *county.trust.chain]
    path[at:at] = more(network)
    forge = Forge(county)
    bad.write_bytes(forge.build(path=path, key_id=county.signer.operator.fingerprint))
    assert Desk(network.city).refuses(bad) == "package.chain_invalid"


@pytest.mark.parametrize("count", [0, 2, 3, 100])
def test_one_signature_counts_however_many_there_are(
    count: int, bad: Path, network: Network
) -> None:
    """The same twice is not two; a further one beside it is not looked at, but refused."""

    def edit(data: bytes) -> bytes:
        value: dict[str, Any] = json.loads(data)
        value["signatures"] *= count
        return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()

    bad.write_bytes(Forge(network.county).build(envelope=edit))
    assert Desk(network.city).refuses(bad) == "package.envelope_invalid"


@pytest.mark.parametrize("other", ["city", "other_county"])
def test_a_good_signature_beside_a_bad_one_does_not_heal_it(
    other: str, bad: Path, network: Network
) -> None:
    member = getattr(network, other)

    def edit(data: bytes) -> bytes:
        value: dict[str, Any] = json.loads(data)
        more = {**value["signatures"][0], "keyid": member.signer.operator.fingerprint}
        value["signatures"].append(more)
        return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()

    bad.write_bytes(Forge(network.county).build(envelope=edit))
    assert Desk(network.city).refuses(bad) == "package.envelope_invalid"


def test_nothing_is_fetched_by_a_name_in_the_package(bad: Path, network: Network) -> None:
    """Kinds and schemas are names of what the program knows; a path or an address is no kind."""
    for kind in ("../../etc/passwd", "http://bianqing.invalid/x", "上报/../代码表"):
        bad.write_bytes(Forge(network.county).build(manifest=setting("kind", kind)))
        assert Desk(network.city).refuses(bad) == "package.kind_unknown"
