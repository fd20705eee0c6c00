"""The root of a province changes: signed by the one before, in order, none left out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from export.packages import Office, Revocation, SoftwareSigningKey, TrustStore, inspect
from export.packages.envelope import to_base64
from export.packages.issuing import Subject, issue_root
from export.packages.strict_json import canonical
from export.packages.table_signing import SignedTable, Succession, sign_table, succeed
from export.packages.table_taking import take_table
from tests.export.packages.desks import Route, refused
from tests.export.packages.network import NOW, Member, Network, enrol, member
from tests.export.packages.tables import Province, draft

DOWN = Route("代码表", "city", ("629925",), "county")


def moved(network: Network, signed: SignedTable) -> Network:
    """Return the offices below the province after they took a table."""

    def taken(who: Member) -> Member:
        return replace(who, trust=take_table(signed.data, who.trust, NOW))

    return replace(
        network,
        city=taken(network.city),
        county=taken(network.county),
        other_city=taken(network.other_city),
    )


def test_packages_travel_under_the_new_root_with_the_old_keys(
    network: Network, tmp_path: Path
) -> None:
    after = moved(network, Province.of(network.province).roll_over())
    made = DOWN.sealed(tmp_path, after)
    assert inspect(made.path, after.county.trust, NOW).sender.office.code == "6299"
    up = Route("上报", "county", ("6299",), "city").sealed(tmp_path / "up", after)
    assert inspect(up.path, after.city.trust, NOW).sender.office.code == "629925"
    assert after.county.trust.root.epoch == network.county.trust.root.epoch + 1


def test_the_province_signs_packages_with_an_operator_of_its_new_root(
    network: Network, tmp_path: Path
) -> None:
    top = Province.of(network.province)
    after = moved(network, top.roll_over())
    province = member(top.key, network.province.opening, top.store)
    route = Route("代码表", "province", ("6299",), "city")
    made = route.sealed(tmp_path, replace(after, province=province))
    assert inspect(made.path, after.city.trust, NOW).manifest.epoch == 2
    # What the old root certified is worth nothing to whoever has moved, and the other way round.
    old = route.sealed(tmp_path / "old", network)
    assert refused(lambda: inspect(old.path, after.city.trust, NOW)) == "package.chain_invalid"
    assert refused(lambda: inspect(made.path, network.city.trust, NOW)) == "package.chain_invalid"


def test_whoever_missed_some_walks_every_root_in_order(network: Network) -> None:
    top = Province.of(network.province)
    signed = [top.roll_over() for _ in range(3)]
    assert take_table(signed[2].data, network.county.trust, NOW).root == top.store.root
    stepwise = network.county.trust
    for each in signed:
        stepwise = take_table(each.data, stepwise, NOW)
    assert stepwise.root == top.store.root
    assert refused(lambda: take_table(signed[0].data, stepwise, NOW)) == "trust.table_other_root"
    assert TrustStore.from_value(json.loads(json.dumps(stepwise.to_value()))) == stepwise


@pytest.mark.parametrize("left_out", [0, 1])
def test_a_root_cannot_be_jumped_over(network: Network, left_out: int) -> None:
    top = Province.of(network.province)
    top.roll_over()
    whole = json.loads(top.roll_over().data)
    del whole["roots"][left_out]
    data = canonical(whole)
    code = refused(lambda: take_table(data, network.county.trust, NOW))
    assert code == "trust.table_other_root"


def new_root(network: Network, key: SoftwareSigningKey, epoch: int = 2, name: str = "") -> Subject:
    held = network.province.trust.root
    office = replace(held.office, name=name or held.office.name)
    return Subject(held.role, office, epoch, key.public_bytes(), office.name)


def table_of(network: Network, subject: Subject, key: SoftwareSigningKey) -> bytes:
    root, top = issue_root(subject, key, NOW), network.province
    step = succeed(top.trust.root, top.authority, root)
    return sign_table(draft(), root, key, (step,)).data


@pytest.mark.parametrize(("epoch", "name"), [(1, ""), (3, ""), (2, "别省委编办")])
def test_a_root_of_another_epoch_or_name_does_not_follow(
    network: Network, epoch: int, name: str
) -> None:
    key = SoftwareSigningKey.generate()
    data = table_of(network, new_root(network, key, epoch, name), key)
    code = refused(lambda: take_table(data, network.city.trust, NOW))
    assert code == "trust.table_other_root"


def test_a_root_that_the_former_did_not_sign_does_not_follow(network: Network) -> None:
    key = SoftwareSigningKey.generate()
    root = issue_root(new_root(network, key), key, NOW)
    itself = succeed(root, key, root).signature
    for signature in (itself, b"", b"\0" * 64):
        data = sign_table(draft(), root, key, (Succession(root, signature),)).data
        code = refused(lambda data=data: take_table(data, network.city.trust, NOW))  # type: ignore[misc]  # called at once
        assert code == "trust.table_other_root"


def test_the_old_root_signs_no_table_after_its_successor(network: Network) -> None:
    top = network.province
    city = take_table(Province.of(top).roll_over().data, network.city.trust, NOW)
    later = replace(draft(), version=9)
    data = sign_table(later, top.trust.root, top.authority).data
    assert refused(lambda: take_table(data, city, NOW)) == "trust.table_other_root"


def test_two_successors_of_one_root_are_not_mixed(network: Network) -> None:
    """Whoever stole the old key names another successor: those who have moved do not follow."""
    city = take_table(Province.of(network.province).roll_over().data, network.city.trust, NOW)
    thief = Province.of(network.province)
    thief.roll_over()
    other = thief.sign()
    assert refused(lambda: take_table(other.data, city, NOW)) == "trust.table_other_root"


def test_a_new_root_that_is_not_valid_yet_is_refused(network: Network) -> None:
    later = NOW + timedelta(days=30)
    data = Province.of(network.province).roll_over(later).data
    code = refused(lambda: take_table(data, network.city.trust, NOW))
    assert code == "trust.certificate_expired"


def test_a_root_that_is_no_certificate_of_ours_is_refused(network: Network) -> None:
    value = json.loads(Province.of(network.province).roll_over().data)
    value["roots"][0]["root"] = to_base64(b"\x30\x82")
    code = refused(lambda: take_table(canonical(value), network.city.trust, NOW))
    assert code == "trust.table_invalid"


def test_a_revoked_city_is_not_certified_by_the_new_root(network: Network) -> None:
    top = Province.of(network.province)
    fingerprint = network.city.trust.own.authority.fingerprint
    top.store = top.store.with_revoked(fingerprint, Revocation(NOW.date(), "失窃", "6299"))
    assert set(top.roll_over().table.offices) == {"62", "6298"}


def test_a_city_with_other_keys_than_the_table_has_keeps_its_own(network: Network) -> None:
    """It has asked for new certificates, and the grant is on its way."""
    top = Province.of(network.province)
    signed = top.roll_over()
    waiting = replace(network.city.trust, own=network.other_city.trust.own)
    assert take_table(signed.data, waiting, NOW).own == signed.table.offices["6298"]
    foreign = replace(network.city.trust, own=network.false_province.trust.own)
    assert take_table(signed.data, foreign, NOW).own == signed.table.offices["62"]


def test_offices_are_granted_under_the_new_root(network: Network) -> None:
    top = Province.of(network.province)
    top.roll_over()
    province = Member(top.key, network.province.opening, top.store, network.province.signer)
    _, child = enrol(province, top.store.root.fingerprint, Office("6297", "新市委编办"))
    assert child.trust.root == top.store.root
