"""Request, grant, install: who can make whom believe what."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone
from functools import partial

import pytest

from domain.errors import Refusal
from export.packages import (
    Granted,
    Office,
    OfficeKeys,
    Revocation,
    Role,
    SoftwareOpeningKey,
    SoftwareSigningKey,
    TrustStore,
    found_province,
    grant,
    install,
    make_request,
    printable,
    read_grant,
    read_request,
)
from export.packages.envelope import to_base64
from export.packages.strict_json import canonical
from tests.export.packages.network import NOW, Member, Network

COUNTY = Office("629927", "新设县委编办")
Code = Callable[[Callable[[], object]], Refusal]


class Applicant:
    """An office that has keys but no certificates yet."""

    def __init__(self, office: Office = COUNTY) -> None:
        self.office = office
        self.authority = SoftwareSigningKey.generate()
        self.opening = SoftwareOpeningKey.generate()

    @property
    def keys(self) -> OfficeKeys:
        return OfficeKeys(self.authority.public_bytes(), self.opening.public_bytes())

    def request(self) -> bytes:
        return make_request(self.office, self.authority, self.keys.encryption, NOW)

    def granted(self, parent: Member) -> Granted:
        return grant(self.request(), parent.trust, parent.authority, NOW)


def test_a_county_comes_to_trust_its_city_and_province(network: Network) -> None:
    new = Applicant()
    granted = new.granted(network.city)
    root = printable(network.province.trust.root.fingerprint)
    trust = install(granted.data, new.keys, NOW, root_fingerprint=root)
    assert trust.office == COUNTY
    assert [item.office.code for item in trust.chain] == ["629927", "6299"]
    assert trust.root == network.province.trust.root
    assert set(trust.offices) == {"6299"}
    assert granted.trust.offices["629927"].authority == trust.own.authority
    assert trust.recipient("6299", NOW) == network.city.trust.own.encryption
    assert granted.trust.recipient("629927", NOW) == trust.own.encryption


def test_the_request_shows_what_to_compare() -> None:
    new = Applicant()
    data = new.request()
    request = read_request(data)
    assert (request.office, request.keys, request.created) == (COUNTY, new.keys, NOW)
    assert len(printable(request.fingerprint)) == 79


def test_a_first_root_is_not_believed_unasked(network: Network, refusal_of: Code) -> None:
    new = Applicant()
    data = new.granted(network.city).data
    refusal = refusal_of(lambda: install(data, new.keys, NOW))
    assert refusal.code == "trust.root_unconfirmed"
    shown = str(refusal.facts["fingerprint"])
    assert install(data, new.keys, NOW, root_fingerprint=shown).root == network.city.trust.root


def test_another_fingerprint_than_told_is_refused(network: Network, refusal_of: Code) -> None:
    new = Applicant()
    data = new.granted(network.city).data
    refusal = refusal_of(lambda: install(data, new.keys, NOW, root_fingerprint="00" * 32))
    assert refusal.code == "trust.root_differs"


def test_a_known_root_is_never_replaced(network: Network, refusal_of: Code) -> None:
    city = Applicant(Office("6299", "安河市委编办"))
    false = city.granted(network.false_province)
    refusal = refusal_of(
        lambda: install(false.data, city.keys, NOW, known=network.city.trust, root_fingerprint=None)
    )
    assert refusal.code == "trust.root_differs"


def test_a_grant_for_other_keys_is_refused(network: Network, refusal_of: Code) -> None:
    data = Applicant().granted(network.city).data
    root = network.city.trust.root.fingerprint
    refusal = refusal_of(lambda: install(data, Applicant().keys, NOW, root_fingerprint=root))
    assert refusal.code == "trust.grant_not_ours"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("629801", "trust.region_invalid"),
        ("610101", "trust.region_invalid"),
        ("6297", "trust.level_invalid"),
    ],
)
def test_a_city_grants_only_its_own_counties(
    network: Network, refusal_of: Code, code: str, expected: str
) -> None:
    new = Applicant(Office(code, "某委编办"))
    assert refusal_of(lambda: new.granted(network.city)).code == expected


def test_a_county_grants_nobody(network: Network, refusal_of: Code) -> None:
    assert refusal_of(lambda: Applicant().granted(network.county)).code == "trust.level_invalid"


def test_a_province_asks_nobody(refusal_of: Code) -> None:
    new = Applicant(Office("62", "某省委编办"))
    assert refusal_of(new.request).code == "trust.request_needless"


def test_only_a_province_founds_itself(refusal_of: Code) -> None:
    new = Applicant()
    refusal = refusal_of(lambda: found_province(COUNTY, new.authority, new.keys.encryption, NOW))
    assert refusal.code == "trust.level_invalid"


def test_granting_takes_the_office_own_key(network: Network, refusal_of: Code) -> None:
    request = Applicant().request()
    stranger = network.other_city.authority
    refusal = refusal_of(lambda: grant(request, network.city.trust, stranger, NOW))
    assert refusal.code == "trust.key_mismatch"


def test_the_same_key_again_renews_and_a_new_key_starts_a_new_epoch(network: Network) -> None:
    first = Applicant()
    city = network.city
    granted = first.granted(city)
    later = NOW + timedelta(days=400)
    renewed = grant(first.request(), granted.trust, city.authority, later)
    again = Applicant()
    anew = grant(again.request(), renewed.trust, city.authority, later)
    assert [item.office.epoch for item in (granted, renewed, anew)] == [1, 1, 2]
    assert renewed.office.authority.not_after > granted.office.authority.not_after


def test_a_renewal_keeps_what_was_known(network: Network) -> None:
    new = Applicant()
    granted = new.granted(network.city)
    root = network.city.trust.root.fingerprint
    held = install(granted.data, new.keys, NOW, root_fingerprint=root)
    held = held.with_revoked("ab" * 32, Revocation(NOW.date(), "遗失")).with_office(
        network.other_city.trust.own
    )
    renewed = grant(new.request(), granted.trust, network.city.authority, NOW)
    trust = install(renewed.data, new.keys, NOW, known=held)
    assert set(trust.offices) == {"6299", "6298"}
    assert set(trust.revoked) == {"ab" * 32}
    assert trust.own.authority == renewed.office.authority


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"{}",
        lambda data: data + b" ",
        lambda data: data[:-1],
        lambda _: b" " * 20_000,
        lambda data: data.replace(b"request.v1", b"request.v2"),
        lambda data: changed_request(data, name="别的县委编办"),
        lambda data: changed_request(data, code="629926"),
        lambda data: changed_request(data, encryption="AAAA"),
        lambda data: changed_request(data, authority=to_base64(b"x")),
        lambda data: changed_request(data, v=2),
    ],
)
def test_a_spoilt_request_is_refused(
    network: Network, refusal_of: Code, spoil: Callable[[bytes], bytes]
) -> None:
    data = spoil(Applicant().request())
    city = network.city
    refusal = refusal_of(lambda: grant(data, city.trust, city.authority, NOW))
    assert refusal.code == "trust.request_invalid"


def changed_request(data: bytes, **members: object) -> bytes:
    """Change the body of a request and leave its signature."""
    import base64  # noqa: PLC0415 - beside its one use

    envelope = json.loads(data)
    body = json.loads(base64.b64decode(envelope["payload"])) | members
    envelope["payload"] = to_base64(canonical(body))
    return canonical(envelope)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"v": 2}, "trust.grant_invalid"),
        ({"more": 1}, "trust.grant_invalid"),
        ({"chain": []}, "trust.grant_invalid"),
        ({"chain": ["AAAA"]}, "trust.grant_invalid"),
        ({"authority": "encryption"}, "trust.grant_invalid"),
        ({"parent_encryption": "encryption"}, "trust.grant_invalid"),
        ({"encryption": 7}, "trust.grant_invalid"),
    ],
)
def test_a_spoilt_grant_is_refused(
    network: Network, refusal_of: Code, members: dict[str, object], code: str
) -> None:
    new = Applicant()
    value = json.loads(new.granted(network.city).data)
    value |= {k: value[v] if isinstance(v, str) and v in value else v for k, v in members.items()}
    root = network.city.trust.root.fingerprint
    refusal = refusal_of(lambda: install(canonical(value), new.keys, NOW, root_fingerprint=root))
    assert refusal.code == code


def test_a_grant_below_a_false_city_is_refused(network: Network, refusal_of: Code) -> None:
    """The chain must be signed, not only named, up to the confirmed root."""
    new = Applicant()
    value = json.loads(new.granted(network.city).data)
    false_city = Applicant(Office("6299", "安河市委编办")).granted(network.false_province)
    value["chain"][0] = to_base64(false_city.office.authority.der)
    root = network.city.trust.root.fingerprint
    refusal = refusal_of(lambda: install(canonical(value), new.keys, NOW, root_fingerprint=root))
    assert refusal.code == "trust.path_invalid"


def test_a_grant_installed_too_late_is_refused(network: Network, refusal_of: Code) -> None:
    new = Applicant()
    data = new.granted(network.city).data
    root, late = network.city.trust.root.fingerprint, NOW + timedelta(days=4000)
    refusal = refusal_of(lambda: install(data, new.keys, late, root_fingerprint=root))
    assert refusal.code == "trust.certificate_expired"


def test_the_offer_can_be_shown_before_it_is_believed(network: Network) -> None:
    offer = read_grant(Applicant().granted(network.city).data)
    assert (offer.own.office, offer.parent.office.code) == (COUNTY, "6299")


def test_every_list_survives_being_kept_as_json(network: Network) -> None:
    lists = [network.province.trust, network.city.trust, network.county.trust]
    lists.append(network.city.trust.with_revoked("ab" * 32, Revocation(NOW.date(), "操作员调离")))
    for trust in lists:
        assert TrustStore.from_value(json.loads(json.dumps(trust.to_value()))) == trust


@pytest.mark.parametrize(
    "members",
    [
        {"v": 3},
        {"more": 1},
        {"root": "AAAA"},
        {"own": {}},
        {"above": None},
        {"revoked": {}},
        {"revoked": [{"day": "2026-11-20", "reason": ""}]},
        {"floors": {"x": "I1"}},
        {"floors": []},
        {"table": "AAAA"},
        {"floor": "none"},
    ],
)
def test_a_damaged_list_is_refused(
    network: Network, refusal_of: Code, members: dict[str, object]
) -> None:
    value = network.city.trust.to_value() | members
    assert refusal_of(lambda: TrustStore.from_value(value)).code == "trust.list_damaged"
    assert refusal_of(lambda: TrustStore.from_value(None)).code == "trust.list_damaged"


@pytest.mark.parametrize("revoked", [[], {"ab" * 32: {"day": "x", "reason": ""}}])
def test_a_damaged_list_of_before_there_were_tables_is_refused(
    network: Network, refusal_of: Code, revoked: object
) -> None:
    value = {**network.city.trust.to_value(), "v": 1, "revoked": revoked}
    del value["floors"], value["table"]
    assert refusal_of(lambda: TrustStore.from_value(value)).code == "trust.list_damaged"


def test_a_list_of_before_there_were_tables_is_read_as_it_was_meant(network: Network) -> None:
    held = network.city.trust
    entry = {"day": "2026-11-20", "reason": "遗失"}
    value = {**held.to_value(), "v": 1, "revoked": {"ab" * 32: entry}}
    del value["floors"], value["table"]
    read = TrustStore.from_value(value)
    assert read == replace(held, revoked={"ab" * 32: Revocation(NOW.date(), "遗失")})
    assert TrustStore.from_value(read.to_value()) == read


def test_sealing_is_refused_to_strangers_and_revoked_offices(
    network: Network, refusal_of: Code
) -> None:
    city = network.city.trust
    assert refusal_of(lambda: city.recipient("629999", NOW)).code == "trust.office_unknown"
    revoked = city.with_revoked(
        city.offices["629925"].encryption.fingerprint, Revocation(NOW.date(), "")
    )
    assert refusal_of(lambda: revoked.recipient("629925", NOW)).code == "trust.revoked"
    late = NOW + timedelta(days=2000)
    assert refusal_of(lambda: city.recipient("629925", late)).code == "trust.certificate_expired"


def test_a_far_office_is_unknown_even_if_its_certificates_are_held(
    network: Network, refusal_of: Code
) -> None:
    trust = network.city.trust.with_office(network.other_city.trust.own)
    foreign = trust.with_office(network.false_province.trust.own)
    assert refusal_of(lambda: foreign.recipient("62", NOW)).code == "trust.path_invalid"
    assert trust.recipient("6298", NOW).office.code == "6298"


def test_nobody_revokes_himself_or_the_root(network: Network, refusal_of: Code) -> None:
    trust, day = network.city.trust, NOW.date()
    for own in (trust.root, trust.own.authority, trust.own.encryption):
        revoke = partial(trust.with_revoked, own.fingerprint, Revocation(day, ""))
        refusal = refusal_of(revoke)
        assert refusal.code == "trust.revoke_own"
    assert (
        refusal_of(lambda: trust.with_revoked("xyz", Revocation(day, ""))).code
        == "trust.fingerprint_invalid"
    )


def test_the_list_shows_every_certificate_once(network: Network) -> None:
    shown = network.city.trust.certificates()
    assert [(item.office.code, item.role) for item in shown] == [
        ("62", Role.AUTHORITY),
        ("6299", Role.AUTHORITY),
        ("6299", Role.ENCRYPTION),
        ("62", Role.ENCRYPTION),
        ("629925", Role.AUTHORITY),
        ("629925", Role.ENCRYPTION),
        ("629926", Role.AUTHORITY),
        ("629926", Role.ENCRYPTION),
    ]


@pytest.mark.parametrize("data", [b"", b"noise", b"\x30\x03\x02\x01\x00"])
def test_a_damaged_key_is_refused(refusal_of: Code, data: bytes) -> None:
    assert refusal_of(lambda: SoftwareSigningKey.from_bytes(data)).code == "trust.key_invalid"


def test_keys_survive_being_kept() -> None:
    signing, opening = SoftwareSigningKey.generate(), SoftwareOpeningKey.generate()
    assert (
        SoftwareSigningKey.from_bytes(signing.to_bytes()).public_bytes() == signing.public_bytes()
    )
    again = SoftwareOpeningKey.from_bytes(opening.to_bytes())
    assert again.public_bytes() == opening.public_bytes()


def test_a_request_tells_one_moment_whatever_zone_the_clock_shows() -> None:
    applicant = Applicant()
    eastern = NOW.astimezone(timezone(timedelta(hours=8)))
    data = make_request(COUNTY, applicant.authority, applicant.keys.encryption, eastern)
    assert read_request(data).created == NOW
