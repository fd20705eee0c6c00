"""Making certificates of the profile in `certificates`.

The issuer's private key is only ever asked to sign, so that it may live in a device.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Never, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import utils as asymmetric
from cryptography.x509.oid import NameOID

from domain.errors import Refusal
from export.packages import certificates, keys
from export.packages.certificates import Certificate, Role, read_certificate
from export.packages.keys import SigningKey
from export.packages.offices import Level, Office, is_name

YEAR: Final = timedelta(days=365)
BACKDATED: Final = timedelta(days=7)  # offices without a network disagree about the time
AUTHORITY_YEARS: Final = {Level.PROVINCE: 20, Level.CITY: 15, Level.COUNTY: 10}
ENCRYPTION_YEARS: Final = 5
OPERATOR_YEARS: Final = 2
_ONLY_SIGNS: Final = "this key only signs"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a new certificate is for; `public_key` is DER SubjectPublicKeyInfo."""

    role: Role
    office: Office
    epoch: int
    public_key: bytes
    label: str

    @property
    def lifetime(self) -> timedelta:
        """How long such a certificate is good for at most."""
        if self.role is Role.AUTHORITY:
            return AUTHORITY_YEARS[self.office.level] * YEAR
        return (ENCRYPTION_YEARS if self.role is Role.ENCRYPTION else OPERATOR_YEARS) * YEAR


def issue_root(subject: Subject, key: SigningKey, now: datetime) -> Certificate:
    """Return the self-signed authority of a province.

    Raises:
        Refusal: `trust.name_invalid` if a person's name cannot stand in a certificate.
    """
    now = now.replace(microsecond=0)
    return _issue(subject, subject, key, (now - BACKDATED, now + subject.lifetime))


def issue(subject: Subject, issuer: Certificate, key: SigningKey, now: datetime) -> Certificate:
    """Return a certificate for `subject` signed by `issuer`; it does not outlive its issuer.

    Raises:
        Refusal: `trust.certificate_expired` if the issuer is not valid now,
            `trust.key_mismatch` if `key` is not the issuer's, `trust.name_invalid` as above.
    """
    if not issuer.is_valid_at(now):
        raise expired(issuer, now)
    if key.public_bytes() != issuer.public_key:
        raise Refusal("trust.key_mismatch", office=issuer.office.code)
    now = now.replace(microsecond=0)
    above = Subject(issuer.role, issuer.office, issuer.epoch, issuer.public_key, issuer.label)
    end = min(now + subject.lifetime, issuer.not_after)
    return _issue(subject, above, key, (max(now - BACKDATED, issuer.not_before), end))


def expired(certificate: Certificate, now: datetime) -> Refusal:
    """Return the refusal of a certificate that is not valid at `now`."""
    return Refusal(
        "trust.certificate_expired",
        holder=certificate.label,
        since=certificate.not_before.date().isoformat(),
        until=certificate.not_after.date().isoformat(),
        today=now.date().isoformat(),
    )


def _issue(
    subject: Subject, issuer: Subject, key: SigningKey, validity: tuple[datetime, datetime]
) -> Certificate:
    if not is_name(subject.label) or not is_name(_common_name(subject)):
        raise Refusal("trust.name_invalid", name=subject.label)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(_load(subject.public_key))
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity[0])
        .not_valid_after(validity[1])
    )
    for extension, critical in _extensions(subject, issuer):
        builder = builder.add_extension(extension, critical=critical)
    signed = builder.sign(_Delegating(key), hashes.SHA256())
    return read_certificate(signed.public_bytes(serialization.Encoding.DER))


def _extensions(subject: Subject, issuer: Subject) -> list[tuple[x509.ExtensionType, bool]]:
    role, code = subject.role, subject.office.code
    if role is Role.AUTHORITY:
        own: x509.ExtensionType = certificates.name_constraints(code)
    else:
        own = certificates.extended_key_usage(role)
    names = x509.SubjectAlternativeName(
        [
            x509.UniformResourceIdentifier(certificates.uri(role, code, subject.epoch)),
            x509.DNSName(certificates.dns_name(code)),
        ]
    )
    held, signing = _load(subject.public_key), _load(issuer.public_key)
    return [
        (certificates.basic_constraints(role, code), True),
        (certificates.key_usage(role), True),
        (own, True),
        (names, False),
        (x509.SubjectKeyIdentifier.from_public_key(held), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(signing), False),
    ]


def _name(subject: Subject) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, subject.office.name),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, subject.office.code),
            x509.NameAttribute(NameOID.COMMON_NAME, _common_name(subject)),
        ]
    )


def _common_name(subject: Subject) -> str:
    """Return what of the label a common name holds; of a person's name all or nothing.

    The name of a county of three peoples is longer; it stands in full as the organisation.
    """
    short = subject.label.encode()[: certificates.MAX_COMMON_NAME].decode(errors="ignore").strip()
    whole = short == subject.label or subject.role is not Role.OPERATOR
    return short if whole else ""


def _load(public: bytes) -> ec.EllipticCurvePublicKey:
    keys.check_public(public)
    key = serialization.load_der_public_key(public)
    assert isinstance(key, ec.EllipticCurvePublicKey)  # noqa: S101 - check_public has refused others
    return key


class _Delegating(ec.EllipticCurvePrivateKey):
    """Lets the X.509 builder sign with a `SigningKey`; it can do nothing else."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def sign(self, data: object, signature_algorithm: object) -> bytes:
        """Return a DER signature over `data`."""
        assert isinstance(signature_algorithm, ec.ECDSA)  # noqa: S101 - all the builder asks for
        raw = self._key.sign(bytes(data))  # type: ignore[call-overload]  # a buffer, untyped above
        half = len(raw) // 2
        return asymmetric.encode_dss_signature(
            int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")
        )

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """Return the public half."""
        return _load(self._key.public_bytes())

    @property
    def curve(self) -> ec.EllipticCurve:
        """P-256."""
        return ec.SECP256R1()

    @property
    def key_size(self) -> int:
        """256 bits."""
        return self.curve.key_size

    def exchange(self, *_: object, **__: object) -> Never:
        """Refuse: this key only signs."""
        raise TypeError(_ONLY_SIGNS)

    def private_numbers(self) -> Never:
        """Refuse: the secret stays where it is."""
        raise TypeError(_ONLY_SIGNS)

    def private_bytes(self, *_: object, **__: object) -> Never:
        """Refuse: the secret stays where it is."""
        raise TypeError(_ONLY_SIGNS)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self
