"""Certificates of offices and operators: one fixed X.509 profile, read strictly.

Three roles. An *authority* is an office's own certificate and signs others; an *operator* signs
packages; an *encryption* certificate is what packages for an office are sealed to. The office's
region code stands in the SAN twice: as a URI for our own checks, and as a DNS name below the
parent's (629925.6299.62.bianqing.invalid) so that X.509 name constraints bind every authority
to its own region in any standard verifier.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Final, cast

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtensionOID, NameOID

from domain.errors import Refusal
from export.packages import encoding, keys
from export.packages.offices import Level, Office, is_code, is_name, level_of

MAX_CERTIFICATE: Final = 4096
MAX_COMMON_NAME: Final = 64  # bytes of UTF-8; the library neither writes nor quietly reads more
DOMAIN: Final = "bianqing.invalid"
_ARC: Final = "2.25.171992105296581673326978405721920378832"  # an arc nobody else has, by UUID
SIGNING_USE: Final = x509.ObjectIdentifier(_ARC + ".1")
ENCRYPTION_USE: Final = x509.ObjectIdentifier(_ARC + ".2")
_URI: Final = re.compile(
    r"urn:bianqing:(authority|operator|encryption):([0-9]{2,6}):([1-9]\d{0,8})"
)
_LEAF: Final = {
    ExtensionOID.BASIC_CONSTRAINTS: True,
    ExtensionOID.KEY_USAGE: True,
    ExtensionOID.EXTENDED_KEY_USAGE: True,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME: False,
    ExtensionOID.SUBJECT_KEY_IDENTIFIER: False,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER: False,
}
_AUTHORITY: Final = {
    **{oid: critical for oid, critical in _LEAF.items() if oid != ExtensionOID.EXTENDED_KEY_USAGE},
    ExtensionOID.NAME_CONSTRAINTS: True,
}


class Role(Enum):
    """What a certificate is for; the value is what the SAN carries."""

    AUTHORITY = "authority"
    OPERATOR = "operator"
    ENCRYPTION = "encryption"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate of our profile says; its signature is *not* yet verified.

    `label` is the operator's name, or the office's. `epoch` counts how often the office was set up
    anew. `public_key` is DER SubjectPublicKeyInfo, `fingerprint` the SHA-256 of `der` in hex.
    """

    der: bytes
    role: Role
    office: Office
    label: str
    epoch: int
    not_before: datetime
    not_after: datetime
    public_key: bytes
    fingerprint: str

    @property
    def level(self) -> Level:
        """The level of the office."""
        return self.office.level

    def is_valid_at(self, moment: datetime) -> bool:
        """Tell whether `moment` lies within the validity, both ends included."""
        return self.not_before <= moment <= self.not_after


def fingerprint(der: bytes) -> str:
    """Return the SHA-256 of a certificate in lower-case hexadecimal."""
    return hashlib.sha256(der).hexdigest()


def printable(digest: str) -> str:
    """Return a fingerprint in groups of four, to be read out over the telephone."""
    upper = digest.upper()
    return " ".join(upper[start : start + 4] for start in range(0, len(upper), 4))


def same_fingerprint(typed: str, digest: str) -> bool:
    """Tell whether what a person typed is this fingerprint, whatever blanks and case."""
    return "".join(typed.split()).replace("-", "").lower() == digest


def dns_name(code: str) -> str:
    """Return the DNS form of an office code, each office below its parent."""
    labels = [code[:length] for length in (6, 4, 2) if length <= len(code)]
    return ".".join([*labels, DOMAIN])


def uri(role: Role, code: str, epoch: int) -> str:
    """Return the URI form of a role in an office."""
    return f"urn:bianqing:{role.value}:{code}:{epoch}"


@lru_cache(maxsize=256)
def read_certificate(der: bytes) -> Certificate:
    """Return what a certificate says, after checking it against the profile field by field.

    The newest are remembered: every act on packages reads the whole trust list, some several times.

    Raises:
        Refusal: `trust.certificate_invalid`, with `reason` for the log; `trust.key_invalid` if its
            key is not of P-256.
    """
    if len(der) > MAX_CERTIFICATE:
        raise _invalid("too long")
    try:
        found = x509.load_der_x509_certificate(der)
        return _read(found, der)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.UnsupportedGeneralNameType) as error:
        raise _invalid("not a certificate") from error
    except UserWarning as error:  # serial number or common name, where warnings are errors
        raise _invalid("serial number or common name") from error
    except (x509.DuplicateExtension, x509.InvalidVersion, x509.ExtensionNotFound) as error:
        raise _invalid("extensions") from error


def _read(found: x509.Certificate, der: bytes) -> Certificate:
    _only(encoding.other_cover(found, der))
    role, code, epoch = _identity(found)
    organisation = _subject(found.subject, NameOID.ORGANIZATION_NAME)
    label = _subject(found.subject, NameOID.COMMON_NAME)
    if _subject(found.subject, NameOID.SERIAL_NUMBER) != code:
        raise _invalid("subject")
    if not is_name(label) or not is_name(organisation) or len(label.encode()) > MAX_COMMON_NAME:
        raise _invalid("subject")
    public = found.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    keys.check_public(public)
    _check_extensions(found, role, code)
    _only(encoding.other_body(found, public, (organisation, code, label)))
    return Certificate(
        der=der,
        role=role,
        office=Office(code, organisation),
        label=label,
        epoch=epoch,
        not_before=found.not_valid_before_utc,
        not_after=found.not_valid_after_utc,
        public_key=public,
        fingerprint=fingerprint(der),
    )


def _only(other: str) -> None:
    if other:
        raise _invalid(other)


def _identity(found: x509.Certificate) -> tuple[Role, str, int]:
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    uris = names.get_values_for_type(x509.UniformResourceIdentifier)
    match = _URI.fullmatch(uris[0]) if len(uris) == 1 else None
    if match is None or not is_code(match[2]):
        raise _invalid("alternative name")
    role, code, epoch = Role(match[1]), match[2], int(match[3])
    if len(names) != len(uris) + 1 or names.get_values_for_type(x509.DNSName) != [dns_name(code)]:
        raise _invalid("alternative name")
    return role, code, epoch


def _subject(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(oid)
    if len(values) != 1:
        raise _invalid("subject")
    return cast("str", values[0].value)


def _check_extensions(found: x509.Certificate, role: Role, code: str) -> None:
    expected = _AUTHORITY if role is Role.AUTHORITY else _LEAF
    if {extension.oid: extension.critical for extension in found.extensions} != expected:
        raise _invalid("extensions")
    value = {extension.oid: extension.value for extension in found.extensions}
    if value[ExtensionOID.BASIC_CONSTRAINTS] != basic_constraints(role, code):
        raise _invalid("basic constraints")
    if value[ExtensionOID.KEY_USAGE] != key_usage(role):
        raise _invalid("key usage")
    if role is Role.AUTHORITY:
        if value[ExtensionOID.NAME_CONSTRAINTS] != name_constraints(code):
            raise _invalid("name constraints")
    elif value[ExtensionOID.EXTENDED_KEY_USAGE] != extended_key_usage(role):
        raise _invalid("extended key usage")
    own = x509.SubjectKeyIdentifier.from_public_key(found.public_key())
    if value[ExtensionOID.SUBJECT_KEY_IDENTIFIER] != own:
        raise _invalid("subject key identifier")


def basic_constraints(role: Role, code: str) -> x509.BasicConstraints:
    """Return the profile's basic constraints: a province may stand above two more authorities."""
    if role is not Role.AUTHORITY:
        return x509.BasicConstraints(ca=False, path_length=None)
    return x509.BasicConstraints(ca=True, path_length=Level.COUNTY.depth - level_of(code).depth)


def key_usage(role: Role) -> x509.KeyUsage:
    """Return the profile's key usage for a role."""
    return x509.KeyUsage(
        digital_signature=role is Role.OPERATOR,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=role is Role.ENCRYPTION,
        key_cert_sign=role is Role.AUTHORITY,
        crl_sign=role is Role.AUTHORITY,
        encipher_only=False,
        decipher_only=False,
    )


def extended_key_usage(role: Role) -> x509.ExtendedKeyUsage:
    """Return the profile's purpose for a leaf."""
    return x509.ExtendedKeyUsage([SIGNING_USE if role is Role.OPERATOR else ENCRYPTION_USE])


def name_constraints(code: str) -> x509.NameConstraints:
    """Return the constraint that keeps an authority within its region."""
    return x509.NameConstraints([x509.DNSName(dns_name(code))], None)


def _invalid(reason: str) -> Refusal:
    return Refusal("trust.certificate_invalid", reason=reason)
