"""Only certificates of the one profile are read, and each in one form only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.x509.oid import NameOID

from domain.errors import Refusal
from export.packages import Level, Office, Role, SoftwareSigningKey, read_certificate
from export.packages import paths as path_rules
from export.packages.certificates import (
    ENCRYPTION_USE,
    basic_constraints,
    dns_name,
    extended_key_usage,
    key_usage,
    name_constraints,
    printable,
    same_fingerprint,
    uri,
)
from export.packages.issuing import Subject, issue
from export.packages.offices import level_of, parent_of
from tests.export.packages.network import NOW, Network

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
Extensions = list[tuple[x509.ExtensionType, bool]]
KEY = ec.generate_private_key(ec.SECP256R1())
CODE = "629925"


def names(*extra: x509.GeneralName, code: str = CODE, told: str = CODE) -> x509.ExtensionType:
    first = x509.UniformResourceIdentifier(uri(Role.OPERATOR, told, 1))
    return x509.SubjectAlternativeName([first, x509.DNSName(dns_name(code)), *extra])


def honest(role: Role = Role.OPERATOR) -> Extensions:
    return [
        (basic_constraints(role, CODE), True),
        (key_usage(role), True),
        (extended_key_usage(role), True),
        (names(), False),
        (x509.SubjectKeyIdentifier.from_public_key(KEY.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(KEY.public_key()), False),
    ]


def subject(code: str = CODE, label: str = "王安") -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "安澜县委编办"),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, code),
            x509.NameAttribute(NameOID.COMMON_NAME, label),
        ]
    )


def made(
    extensions: Extensions,
    name: x509.Name | None = None,
    public: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey | None = None,
    algorithm: hashes.SHA384 | None = None,
) -> bytes:
    builder = (
        x509.CertificateBuilder()
        .subject_name(name or subject())
        .issuer_name(subject())
        .public_key(public or KEY.public_key())
        .serial_number(7)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    signed = builder.sign(KEY, algorithm or hashes.SHA256())
    der = signed.public_bytes(serialization.Encoding.DER)
    return resigned(der, low) if algorithm is None else der


def resigned(der: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Write a certificate with another form of its signature value."""
    found = x509.load_der_x509_certificate(der)
    value = change(found.signature)
    body = found.tbs_certificate_bytes + bytes.fromhex("300a06082a8648ce3d040302")
    body += b"\x03" + bytes([len(value) + 1]) + b"\x00" + value
    return b"\x30\x82" + len(body).to_bytes(2, "big") + body


def low(signature: bytes) -> bytes:
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, ORDER - s))


def high(signature: bytes) -> bytes:
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, max(s, ORDER - s))


def but(index: int, extension: x509.ExtensionType, *, critical: bool) -> Extensions:
    changed = honest()
    changed[index] = (extension, critical)
    return changed


def test_the_honest_form_is_read() -> None:
    found = read_certificate(made(honest()))
    assert (found.role, found.office, found.label, found.epoch) == (
        Role.OPERATOR,
        Office(CODE, "安澜县委编办"),
        "王安",
        1,
    )


LIES: dict[str, Callable[[], bytes]] = {
    "noise": lambda: b"\x30\x82\x00\x10" + b"\x00" * 16,
    "empty": lambda: b"",
    "too long": lambda: made(honest()) + b"\x00" * 4096,
    "bytes after": lambda: made(honest()) + b"\x00",
    "the other valid s": lambda: resigned(made(honest()), high),
    "stray bits": lambda: stray_bits(made(honest())),
    "another hash": lambda: made(honest(), algorithm=hashes.SHA384()),
    "no purpose": lambda: made([*honest()[:2], *honest()[3:]]),
    "another purpose": lambda: made(but(2, x509.ExtendedKeyUsage([ENCRYPTION_USE]), critical=True)),
    "purpose not critical": lambda: made(but(2, extended_key_usage(Role.OPERATOR), critical=False)),
    "an authority's usage": lambda: made(but(1, key_usage(Role.AUTHORITY), critical=True)),
    "may issue": lambda: made(but(0, x509.BasicConstraints(ca=True, path_length=0), critical=True)),
    "no identifier of the issuer's key": lambda: made(honest()[:-1]),
    "one extension more": lambda: made([*honest(), (x509.OCSPNoCheck(), False)]),
    "constraints on a leaf": lambda: made([*honest(), (name_constraints(CODE), True)]),
    "a third name": lambda: made(but(3, names(x509.DNSName("example.invalid")), critical=False)),
    "a second office": lambda: made(
        but(
            3,
            names(x509.UniformResourceIdentifier(uri(Role.OPERATOR, "629926", 1))),
            critical=False,
        )
    ),
    "two regions": lambda: made(but(3, names(code="629926"), critical=False)),
    "no such code": lambda: made(but(3, names(told="62992"), critical=False)),
    "no names": lambda: made([*honest()[:3], *honest()[4:]]),
    "another code in the subject": lambda: made(honest(), subject("629926")),
    "a blank name": lambda: made(honest(), subject(label=" 王安")),
    "a line end in the name": lambda: made(honest(), subject(label="王\n安")),
    "P-384": lambda: made(honest(), public=ec.generate_private_key(ec.SECP384R1()).public_key()),
    "Ed25519": lambda: made(honest(), public=ed25519.Ed25519PrivateKey.generate().public_key()),
}


def stray_bits(der: bytes) -> bytes:
    signature = x509.load_der_x509_certificate(der).signature
    at = der.rindex(b"\x00" + signature)
    return der[:at] + b"\x01" + signature[:-1] + bytes([signature[-1] & 0xFE])


@pytest.mark.parametrize("name", LIES)
def test_any_other_form_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_certificate(LIES[name]())
    assert refusal.value.code in {"trust.certificate_invalid", "trust.key_invalid"}


def test_a_revoked_certificate_cannot_come_back_under_another_digest(network: Network) -> None:
    """Its holder could otherwise use the second signature value that ECDSA allows."""
    operator = network.county.signer.operator
    with pytest.raises(Refusal):
        read_certificate(resigned(operator.der, high))
    assert read_certificate(resigned(operator.der, low)) == operator


def test_the_standard_verifier_alone_keeps_a_city_within_its_region(network: Network) -> None:
    """Name constraints hold even where our own check of the codes is left out."""
    city, key = network.city, SoftwareSigningKey.generate()
    for code, refused in (("629927", False), ("629801", True)):
        office = Office(code, "某县委编办")
        wanted = Subject(Role.AUTHORITY, office, 1, key.public_bytes(), office.name)
        county = issue(wanted, city.trust.own.authority, city.authority, NOW)
        person = Subject(Role.OPERATOR, office, 1, key.public_bytes(), "某人")
        path = (issue(person, county, key, NOW), county, *city.trust.chain)
        if refused:
            with pytest.raises(Refusal) as caught:
                path_rules._check_signatures(path, city.trust.root, NOW)
            assert caught.value.code == "trust.path_invalid"
        else:
            path_rules._check_signatures(path, city.trust.root, NOW)


def test_the_standard_verifier_refuses_a_path_that_is_too_long(network: Network) -> None:
    county, key = network.county, SoftwareSigningKey.generate()
    office = Office(CODE, "安澜县委编办")
    wanted = Subject(Role.AUTHORITY, office, 1, key.public_bytes(), office.name)
    below = issue(wanted, county.trust.own.authority, county.authority, NOW)
    person = Subject(Role.OPERATOR, office, 1, key.public_bytes(), "某人")
    path = (issue(person, below, key, NOW), below, *county.trust.chain)
    with pytest.raises(Refusal) as caught:
        path_rules._check_signatures(path, county.trust.root, NOW)
    assert caught.value.code == "trust.path_invalid"


def test_nobody_outlives_his_issuer(network: Network) -> None:
    late = network.county.trust.own.authority.not_after - timedelta(days=10)
    key = SoftwareSigningKey.generate()
    wanted = Subject(Role.OPERATOR, network.county.trust.office, 1, key.public_bytes(), "王安")
    found = issue(wanted, network.county.trust.own.authority, network.county.authority, late)
    assert found.not_after == network.county.trust.own.authority.not_after


def test_an_expired_office_issues_nothing(network: Network) -> None:
    county = network.county
    key = SoftwareSigningKey.generate()
    wanted = Subject(Role.OPERATOR, county.trust.office, 1, key.public_bytes(), "王安")
    with pytest.raises(Refusal) as refusal:
        issue(wanted, county.trust.own.authority, county.authority, NOW + timedelta(days=9000))
    assert refusal.value.code == "trust.certificate_expired"


@pytest.mark.parametrize(
    ("label", "key", "code"),
    [("", "own", "trust.name_invalid"), ("王安", "other", "trust.key_mismatch")],
)
def test_issuing_refuses_what_would_not_verify(
    network: Network, label: str, key: str, code: str
) -> None:
    county = network.county
    signing = county.authority if key == "own" else network.city.authority
    wanted = Subject(Role.OPERATOR, county.trust.office, 1, signing.public_bytes(), label)
    with pytest.raises(Refusal) as refusal:
        issue(wanted, county.trust.own.authority, signing, NOW)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "code", ["", "6", "629", "62992", "6299251", "ab", "０６２９", "0199", "62 "]
)
def test_a_code_has_two_four_or_six_digits(code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        Office(code, "某委编办")
    assert refusal.value.code == "trust.office_code_invalid"


@pytest.mark.parametrize("name", ["", " 县", "县\n", "县" * 65, "e\u0301"])
def test_a_name_can_be_printed(name: str) -> None:
    with pytest.raises(Refusal) as refusal:
        Office("62", name)
    assert refusal.value.code == "trust.office_name_invalid"


def test_the_code_tells_level_and_parent() -> None:
    assert [level_of(code) for code in ("62", "6299", "629925")] == list(Level)
    assert [parent_of(code) for code in ("62", "6299", "629925")] == [None, "62", "6299"]


def test_a_fingerprint_is_read_out_in_groups_of_four(network: Network) -> None:
    digest = network.city.trust.root.fingerprint
    groups = printable(digest).split(" ")
    assert [len(group) for group in groups] == [4] * 16
    assert same_fingerprint(printable(digest), digest)
    assert same_fingerprint(digest.replace("a", "A"), digest)
    assert not same_fingerprint(printable(digest)[:-1], digest)


def test_offices_differ_where_only_the_name_differs(network: Network) -> None:
    office = network.county.trust.office
    assert replace(office, name="别的县") != office
