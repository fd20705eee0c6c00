"""Arbitrary packages: somebody whom nobody certified, or who is somebody else, says something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from export.packages import Certificate, Judgement, Office, Signer, SoftwareSigningKey
from export.packages.certificates import Role
from export.packages.issuing import Subject, issue
from tests.export.packages.desks import Desk, Route, every_route, joined, parts
from tests.export.packages.forge import Forge
from tests.export.packages.lies import ORDER
from tests.export.packages.network import NOW, Member, Network, province

BytesEdit = Callable[[bytes], bytes]


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Return where the attacker puts his file."""
    return tmp_path / "bad.bqp"


@every_route
def test_an_envelope_of_another_key_is_refused(
    route: Route, tmp_path: Path, bad: Path, network: Network
) -> None:
    """The honest certificates are no secret: anybody can put them under what he wrote."""
    made = route.sealed(tmp_path, network)
    sender = route.sender_in(network)
    lie = Forge(sender, to=route.to).build(key=SoftwareSigningKey.generate())
    bad.write_bytes(lie)
    desk = Desk(route.reader_in(network))
    assert desk.refuses(bad) == "package.signature_invalid"
    assert desk.take(made.path) is Judgement.ACCEPT


@every_route
def test_a_payload_of_the_attackers_is_refused(
    route: Route, tmp_path: Path, bad: Path, network: Network
) -> None:
    envelope, area, payload = parts(route.sealed(tmp_path, network).path.read_bytes())
    desk = Desk(route.reader_in(network))
    for lie in (bytes(len(payload)), payload[:-1] + bytes([payload[-1] ^ 1]), payload[::-1]):
        bad.write_bytes(joined(envelope, area, lie))
        assert desk.refuses(bad) == "package.tampered"


@every_route
def test_a_false_province_and_whom_it_certified_are_refused(
    route: Route, bad: Path, network: Network
) -> None:
    """Names, codes and certificates are right, but for the root that nobody compared."""
    sender, false = route.sender_in(network), network.false_province
    own = sender.trust.own.authority
    key, person = SoftwareSigningKey.generate(), SoftwareSigningKey.generate()
    office = Subject(Role.AUTHORITY, own.office, own.epoch, key.public_bytes(), own.office.name)
    operator = Subject(Role.OPERATOR, own.office, own.epoch, person.public_bytes(), "王安")
    chain: tuple[Certificate, ...]
    if sender.code == "62":
        chain = (issue(operator, false.trust.root, false.authority, NOW),)
    else:
        authority = issue(office, false.trust.root, false.authority, NOW)
        chain = (issue(operator, authority, key, NOW), authority, *sender.trust.chain[1:])
    forge = Forge(sender, to=route.to)
    draft = forge.draft(signer=Signer(chain[0], person))
    bad.write_bytes(forge.build(draft=draft, path=chain))
    code = Desk(route.reader_in(network)).refuses(bad)
    assert code in {"package.chain_invalid", "package.level_invalid"}


@pytest.mark.parametrize(
    "signature",
    [
        lambda _: b"",
        lambda _: bytes(64),
        lambda data: data[:63],
        lambda data: data + b"\x00",
        lambda data: data[32:] + data[:32],
        lambda data: bytes(32) + data[32:],
        lambda data: data[:32] + bytes(32),
        lambda data: data[:32] + (ORDER - int.from_bytes(data[32:], "big")).to_bytes(32, "big"),
        lambda data: ORDER.to_bytes(32, "big") + data[32:],
        lambda _: b"\xff" * 64,
        lambda data: data * 2,
    ],
    ids=[
        *("none", "zeros", "short", "long", "exchanged", "r zero", "s zero", "other s"),
        *("r the order", "all ones", "twice"),
    ],
)
def test_what_only_looks_like_a_signature_is_refused(
    signature: BytesEdit, bad: Path, network: Network
) -> None:
    bad.write_bytes(Forge(network.county).build(signature=signature))
    assert Desk(network.city).refuses(bad) == "package.signature_invalid"


def test_a_certified_office_does_not_speak_for_another(bad: Path, network: Network) -> None:
    """Who signs decides who has spoken, whatever the manifest says."""
    sibling, county = network.other_county, network.county

    def edit(manifest: dict[str, object]) -> None:
        sender = manifest["sender"]
        assert isinstance(sender, dict)
        sender |= {"code": county.code, "name": county.trust.office.name}

    bad.write_bytes(Forge(sibling).build(manifest=edit))
    assert Desk(network.city).refuses(bad) == "package.sender_mismatch"


@pytest.mark.parametrize("spoken_for", ["province", "county", "other_county"])
def test_a_city_does_not_sign_in_the_name_of_others(
    spoken_for: str, bad: Path, network: Network
) -> None:
    """Not even the office above signs for those below it: it can certify, and that shows."""
    other: Member = getattr(network, spoken_for)
    forge = Forge(other, to=("6299",))
    own = network.city.signer
    draft = forge.draft(signer=Signer(own.operator, own.key))
    path = (own.operator, *other.trust.chain)
    bad.write_bytes(forge.build(draft=draft, path=path))
    code = Desk(network.city).refuses(bad)
    assert code in {
        "package.chain_invalid",
        "package.level_invalid",
        "package.region_invalid",
        "package.sender_mismatch",
    }


def test_a_stranger_with_our_name_is_nobody(bad: Path, network: Network) -> None:
    stranger = province()
    assert stranger.trust.office == Office("62", network.province.trust.office.name)
    bad.write_bytes(Forge(stranger, to=("62",)).build())
    assert Desk(network.province).refuses(bad) == "package.chain_invalid"
