"""Trust tables: taken on the root's word only, forward only, and what they change."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import Refusal
from export.packages import Revocation, Role, SoftwareSigningKey, TrustStore, inspect
from export.packages.envelope import from_base64, to_base64
from export.packages.floors import Floors
from export.packages.strict_json import NotStrict, canonical
from export.packages.table_signing import MAX_TABLE, is_table, sign_table
from export.packages.table_taking import judge_table, next_table, roll_over, take_table
from export.packages.trust_table import Release, TrustTable
from tests.export.packages.desks import Desk, Route, refused
from tests.export.packages.network import NOW, Network
from tests.export.packages.tables import MONTH, Province, draft, forged, version

UP = Route("上报", "county", ("6299",), "city")
DOWN = Route("代码表", "city", ("629925",), "county")


def full(network: Network) -> TrustTable:
    entry = Revocation(NOW.date(), "密钥遗失", "629925", Role.OPERATOR, 1, 7)
    return replace(
        draft(),
        version=3,
        revoked={"ab" * 32: entry, "01" * 32: replace(entry, office="")},
        floors=Floors("I1", {"6299": "I1", "629925": "G1"}),
        least_version="0.2",
        releases=(Release("bianqing-0.2.deb", "0.2", "cd" * 32),),
        offices={"6299": network.city.trust.own},
    )


def test_a_table_is_read_as_it_was_written(network: Network) -> None:
    table = full(network)
    assert TrustTable.decode(table.encode()) == table


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("v", 2),
        ("province", "6"),
        ("version", 0),
        ("issued", "2026-11-20"),
        ("next_update", "2026-11-19T08:00:00Z"),
        ("revoked", {}),
        ("revoked", [{}]),
        ("floor", "none"),
        ("floors", []),
        ("floors", {"x": "I1"}),
        ("floors", {"62": 1}),
        ("least_version", "new"),
        ("releases", [{"name": "a"}]),
        ("releases", [{"name": n, "version": "1", "digest": "ab" * 32} for n in "ba"]),
        ("offices", [{}]),
        ("offices", [{"authority": "AAAA", "encryption": "AAAA"}]),
        ("more", 1),
    ],
)
def test_a_table_of_another_form_is_refused(network: Network, name: str, value: object) -> None:
    members = json.loads(full(network).encode())
    with pytest.raises(NotStrict):
        TrustTable.decode(canonical({**members, name: value}))


def test_a_table_reaches_a_county_through_its_city_byte_for_byte(network: Network) -> None:
    signed = Province.of(network.province).sign()
    city = take_table(signed.data, network.city.trust, NOW)
    assert city.table is not None
    county = take_table(city.table.data, network.county.trust, NOW)
    assert county.table == signed
    assert TrustStore.from_value(json.loads(json.dumps(county.to_value()))) == county


def test_what_a_table_revokes_is_refused_and_not_sealed_to(
    network: Network, tmp_path: Path
) -> None:
    top, made = Province.of(network.province), UP.sealed(tmp_path, network)
    entry = Revocation(NOW.date(), "失窃", "629925", Role.AUTHORITY)
    top.store = top.store.with_revoked(network.county.trust.own.authority.fingerprint, entry)
    city = take_table(top.sign().data, network.city.trust, NOW)
    assert refused(lambda: inspect(made.path, city, NOW)) == "package.revoked"
    assert refused(lambda: city.recipient("629925", NOW)) == "trust.revoked"
    assert city.recipient("629926", NOW).office.code == "629926"


def test_what_was_revoked_once_stays_so_in_every_later_table(network: Network) -> None:
    top = Province.of(network.province)
    top.store = top.store.with_revoked("ab" * 32, Revocation(NOW.date(), "遗失"))
    assert [set(top.sign().table.revoked) for _ in range(2)] == [{"ab" * 32}] * 2
    assert set(top.roll_over().table.revoked) == {"ab" * 32}


def test_only_a_province_signs(network: Network) -> None:
    city = network.city
    for act in (
        lambda: next_table(city.trust, city.authority, NOW, draft()),
        lambda: roll_over(city.trust, city.authority, city.authority, NOW, draft()),
    ):
        assert refused(act) == "trust.table_not_root"
    top, other = network.province, SoftwareSigningKey.generate()
    assert refused(lambda: next_table(top.trust, other, NOW, draft())) == "trust.key_mismatch"
    assert refused(lambda: roll_over(top.trust, other, other, NOW, draft())) == "trust.key_mismatch"


def test_a_city_cannot_put_its_own_table_into_a_countys_hands(network: Network) -> None:
    city = network.city
    for root in (city.trust.own.authority, network.false_province.trust.root):
        key = city.authority if root.office.code == "6299" else network.false_province.authority
        data = sign_table(draft(), root, key).data
        code = refused(lambda data=data: take_table(data, network.county.trust, NOW))  # type: ignore[misc]  # called at once
        assert code == "trust.table_other_root"


def flipped(data: bytes) -> bytes:
    value = json.loads(data)
    body = bytearray(from_base64(value["table"]["payload"]))
    body[body.index(b"I1")] ^= 1
    value["table"]["payload"] = to_base64(bytes(body))
    return canonical(value)


def of_another_type(data: bytes) -> bytes:
    value = json.loads(data)
    value["table"]["payloadType"] += "x"
    return canonical(value)


@pytest.mark.parametrize(
    "change",
    [
        flipped,
        of_another_type,
        lambda data: data[:-1],
        lambda data: data + b" " * MAX_TABLE,
        lambda _: b"{}",
        lambda _: b"",
        lambda data: canonical({**json.loads(data), "v": 2}),
        lambda data: canonical({**json.loads(data), "roots": [{"root": "", "sig": ""}]}),
    ],
)
def test_a_table_that_was_touched_is_refused(
    network: Network, change: Callable[[bytes], bytes]
) -> None:
    data = change(Province.of(network.province).sign().data)
    assert refused(lambda: judge_table(data, network.county.trust, NOW)) == "trust.table_invalid"


def test_a_table_for_another_province_is_refused(network: Network) -> None:
    data = forged(network, lambda table: replace(table, province="63"))
    assert refused(lambda: judge_table(data, network.city.trust, NOW)) == "trust.table_invalid"


def test_a_table_and_a_grant_are_told_apart(network: Network) -> None:
    assert is_table(forged(network, version(1)))
    assert not is_table(b'{"v":1}')
    assert not is_table(b"PK")


def test_a_table_that_fits_no_file_is_not_signed(network: Network) -> None:
    entry = Revocation(NOW.date(), "失" * 200)
    many = {f"{n:064x}": entry for n in range(2000)}
    with pytest.raises(Refusal, match=r"trust\.table_too_long"):
        forged(network, lambda table: replace(table, revoked=many))


# The attacks of TUF, on the table itself.


def test_rollback_an_older_table_is_refused(network: Network) -> None:
    top = Province.of(network.province)
    first, second = top.sign(), top.sign()
    county = take_table(second.data, network.county.trust, NOW)
    assert refused(lambda: take_table(first.data, county, NOW)) == "trust.table_rolled_back"
    assert take_table(second.data, county, NOW) == county


def test_fork_two_tables_of_one_version_are_refused(network: Network) -> None:
    county = take_table(forged(network, version(4)), network.county.trust, NOW)
    other = forged(network, lambda table: replace(table, version=4, least_version="0.3"))
    assert refused(lambda: take_table(other, county, NOW)) == "trust.table_forked"
    again = judge_table(forged(network, version(4)), county, NOW)
    assert not again.fresh


def test_fast_forward_a_table_ahead_is_taken_and_holds_back_nothing_but_older_ones(
    network: Network,
) -> None:
    """Whoever holds the root may count by any step; nobody else can count at all."""
    ahead = 2**53 - 1
    county = take_table(forged(network, version(ahead)), network.county.trust, NOW)
    older = forged(network, version(5))
    assert refused(lambda: take_table(older, county, NOW)) == "trust.table_rolled_back"


def test_a_table_from_the_future_is_refused_beyond_a_day(network: Network) -> None:
    early = NOW - timedelta(hours=24, seconds=1)
    data = Province.of(network.province).sign().data
    assert refused(lambda: take_table(data, network.city.trust, early)) == "trust.table_from_future"
    assert take_table(data, network.city.trust, NOW - timedelta(hours=24)).table is not None


def test_freeze_an_overdue_table_goes_on_revoking(network: Network, tmp_path: Path) -> None:
    """Nobody is kept from working because the next table does not come: he is told."""
    top, made = Province.of(network.province), UP.sealed(tmp_path, network)
    entry = Revocation(NOW.date(), "失窃")
    top.store = top.store.with_revoked(network.county.signer.operator.fingerprint, entry)
    city = take_table(top.sign().data, network.city.trust, NOW + 5 * MONTH)
    late = replace(network.city, trust=city)
    assert Desk(late).refuses(made.path, NOW + 5 * MONTH) == "package.revoked"
    other = Route("上报", "other_county", ("6299",), "city").sealed(tmp_path / "o", network)
    assert inspect(other.path, city, NOW + timedelta(days=179)).sender.office.code == "629926"


def test_mix_and_match_an_old_package_under_a_new_table_is_judged_by_the_new(
    network: Network, tmp_path: Path
) -> None:
    """A table does not travel back with the package that was made under an older one."""
    top, made = Province.of(network.province), DOWN.sealed(tmp_path, network)
    old = top.sign()
    fingerprint = network.city.signer.operator.fingerprint
    top.store = top.store.with_revoked(fingerprint, Revocation(NOW.date(), "失窃"))
    county = take_table(top.sign().data, network.county.trust, NOW)
    assert refused(lambda: take_table(old.data, county, NOW)) == "trust.table_rolled_back"
    assert refused(lambda: inspect(made.path, county, NOW)) == "package.revoked"
