"""Key compromise: what a stolen key can do, and that it ends with its revocation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from export.packages import (
    Judgement,
    Office,
    Revocation,
    Role,
    Signer,
    SoftwareSigningKey,
    TrustStore,
)
from export.packages.issuing import Subject, issue
from tests.export.packages.desks import Desk, Route, after, every_route, refused
from tests.export.packages.forge import Forge
from tests.export.packages.network import NOW, Member, Network, enrol

REPORT = Route("上报", "county", ("6299",), "city")


def without(reader: Member, fingerprint: str) -> Member:
    """Return a reader who has learnt of a revocation."""
    return replace(
        reader, trust=reader.trust.with_revoked(fingerprint, Revocation(NOW.date(), "失窃"))
    )


@every_route
def test_a_revoked_operator_is_not_believed(route: Route, tmp_path: Path, network: Network) -> None:
    made = route.sealed(tmp_path, network)
    operator = route.sender_in(network).signer.operator
    reader = without(route.reader_in(network), operator.fingerprint)
    assert Desk(reader).refuses(made.path) == "package.revoked"


@every_route
def test_what_was_believed_before_is_verified_again(
    route: Route, tmp_path: Path, network: Network
) -> None:
    """A path that was good yesterday is walked anew against today's list."""
    desk = Desk(route.reader_in(network))
    made = route.sealed(tmp_path, network)
    next_one = route.sealed(tmp_path, network, after(made))
    assert desk.take(made.path) is Judgement.ACCEPT
    operator = route.sender_in(network).signer.operator
    desk.owner = without(desk.owner, operator.fingerprint)
    assert desk.refuses(next_one.path) == "package.revoked"
    assert desk.refuses(made.path) == "package.revoked"


def test_a_revoked_city_takes_its_counties_with_it(tmp_path: Path, network: Network) -> None:
    """The province reads what a county addressed to its city: nothing below is believed."""
    city = network.city.trust.own.authority
    made = Route("上报", "city", ("62",), "province").sealed(tmp_path, network)
    reader = without(network.province, city.fingerprint)
    assert Desk(network.province).take(made.path) is Judgement.ACCEPT
    assert Desk(reader).refuses(made.path) == "package.revoked"
    county = tmp_path / "county.bqp"
    county.write_bytes(Forge(network.county).build())
    assert Desk(reader).refuses(county) == "package.revoked"


def test_another_operator_of_the_office_goes_on(tmp_path: Path, network: Network) -> None:
    """Only the stolen key is revoked: the stream goes on under a colleague's."""
    county = network.county
    key = SoftwareSigningKey.generate()
    authority = county.trust.own.authority
    subject = Subject(Role.OPERATOR, county.trust.office, 1, key.public_bytes(), "李澜")
    colleague = Signer(issue(subject, authority, county.authority, NOW), key)
    first = REPORT.sealed(tmp_path, network)
    desk = Desk(network.city)
    desk.take(first.path)
    desk.owner = without(network.city, county.signer.operator.fingerprint)
    renewed = replace(network, county=replace(county, signer=colleague))
    second = REPORT.sealed(tmp_path, renewed, after(first))
    assert desk.take(second.path) is Judgement.ACCEPT


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("629926", "清河县委编办", "package.region_invalid"),
        ("6299", "安河市委编办", "package.level_invalid"),
        ("62", "河陇省委编办", "package.level_invalid"),
        ("629801", "定川县委编办", "package.region_invalid"),
    ],
)
def test_a_stolen_county_key_certifies_nobody_elsewhere(
    code: str, name: str, expected: str, tmp_path: Path, network: Network
) -> None:
    county, key = network.county, SoftwareSigningKey.generate()
    subject = Subject(Role.OPERATOR, Office(code, name), 1, key.public_bytes(), "某人")
    leaf = issue(subject, county.trust.own.authority, county.authority, NOW)
    forge = Forge(county)
    draft = forge.draft(signer=Signer(leaf, key))
    path = tmp_path / "elsewhere.bqp"
    path.write_bytes(forge.build(draft=draft, path=(leaf, *county.trust.chain)))
    assert Desk(network.city).refuses(path) == expected


def test_an_operators_key_certifies_nobody(tmp_path: Path, network: Network) -> None:
    county, key = network.county, SoftwareSigningKey.generate()
    subject = Subject(Role.OPERATOR, county.trust.office, 1, key.public_bytes(), "某人")
    leaf = issue(subject, county.signer.operator, county.signer.key, NOW)
    forge = Forge(county)
    path = tmp_path / "below.bqp"
    for chain in (
        (leaf, county.signer.operator, *county.trust.chain[1:]),
        (leaf, *county.trust.chain),
    ):
        draft = forge.draft(signer=Signer(leaf, key))
        path.write_bytes(forge.build(draft=draft, path=chain))
        assert Desk(network.city).refuses(path) == "package.chain_invalid"


def test_a_new_certificate_ends_what_the_stolen_key_can_say(
    tmp_path: Path, network: Network
) -> None:
    """After the office was set up anew, its former epoch is past, revoked or not."""
    stolen = REPORT.sealed(tmp_path, network)
    root = network.province.trust.root.fingerprint
    city, county = enrol(network.city, root, Office("629925", "安澜县委编办"))
    assert county.trust.own.epoch == network.county.trust.own.epoch + 1
    renewed = replace(network, city=city, county=county)
    desk = Desk(city)
    first = REPORT.sealed(tmp_path / "anew", renewed)
    assert desk.take(first.path) is Judgement.ACCEPT
    assert desk.refuses(stolen.path) == "package.replayed"


def test_the_root_and_the_own_certificates_are_not_revoked_by_mistake(network: Network) -> None:
    """Whoever could make an office revoke its own root would silence everybody."""
    trust: TrustStore = network.city.trust
    desk = Desk(network.city)
    own = (trust.root, trust.own.authority, trust.own.encryption)
    for item in own:
        code = refused(
            lambda item=item: desk.owner.trust.with_revoked(
                item.fingerprint, Revocation(NOW.date(), "")
            )  # type: ignore[misc]  # called at once
        )
        assert code == "trust.revoke_own"
