"""Certificate paths: from a leaf up to the one root this office installed.

Our own fixed-depth profile is checked first (roles, levels, regions, epochs), then validity, then
the library's verifier checks signatures, path length and name constraints, then revocation. No
path is searched for: the certificates must come in their one order.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.x509 import verification

from domain.errors import Refusal
from export.packages.certificates import Certificate, Role
from export.packages.issuing import expired
from export.packages.offices import Level, parent_of

MAX_DEPTH: Final = 3  # operator, county, city below the root


def check_path(
    path: Sequence[Certificate], root: Certificate, revoked: Container[str], now: datetime
) -> None:
    """Refuse unless `path`, leaf first and without the root, leads to `root` at `now`.

    Raises:
        Refusal: `trust.path_invalid`, `trust.level_invalid`, `trust.region_invalid`,
            `trust.revoked` or `trust.certificate_expired`.
    """
    check_profile(path, root)
    for certificate in (*path, root):
        if not certificate.is_valid_at(now):
            raise expired(certificate, now)
    _check_signatures(path, root, now)
    for certificate in (*path, root):
        if certificate.fingerprint in revoked:
            raise Refusal(
                "trust.revoked", holder=certificate.label, fingerprint=certificate.fingerprint
            )


def check_root(root: Certificate, revoked: Container[str], now: datetime) -> None:
    """Refuse a province's root that does not sign itself, is revoked or not valid at `now`.

    Raises:
        Refusal: `trust.path_invalid`, `trust.revoked` or `trust.certificate_expired`.
    """
    anchor = x509.load_der_x509_certificate(root.der)
    _check_key_identifier(anchor, anchor)
    _check_self_signed(anchor)
    if not root.is_valid_at(now):
        raise expired(root, now)
    if root.fingerprint in revoked:
        raise Refusal("trust.revoked", holder=root.label, fingerprint=root.fingerprint)


def check_profile(path: Sequence[Certificate], root: Certificate) -> None:
    """Refuse a path whose roles, levels, regions or epochs do not fit together."""
    if not 1 <= len(path) <= MAX_DEPTH:
        raise _path_invalid("length")
    if root.role is not Role.AUTHORITY or root.level is not Level.PROVINCE:
        raise _path_invalid("root")
    for child, issuer in zip(path, [*path[1:], root], strict=True):
        _check_pair(child, issuer)


def split_certificates(data: bytes) -> list[bytes]:
    """Return the DER certificates that stand one after the other in the certificate area.

    Raises:
        Refusal: `trust.path_invalid` if they do not fill it exactly, or there are too many.
    """
    found: list[bytes] = []
    rest = data
    while rest:
        # SEQUENCE with its length in two bytes: our certificates have 256 to 4096 bytes.
        end = 4 + int.from_bytes(rest[2:4], "big")
        if rest[:2] != b"\x30\x82" or end > len(rest) or len(found) == MAX_DEPTH:
            raise _path_invalid("certificate area")
        found.append(rest[:end])
        rest = rest[end:]
    return found


def _check_pair(child: Certificate, issuer: Certificate) -> None:
    if issuer.role is not Role.AUTHORITY:
        raise _path_invalid("issuer is no authority")
    of_own_office = _is_of_own_office(child)
    if child.level.depth != issuer.level.depth + (not of_own_office):
        raise Refusal("trust.level_invalid", office=child.office.code, issuer=issuer.office.code)
    region = child.office.code if of_own_office else parent_of(child.office.code)
    if region != issuer.office.code:
        raise _region_invalid(child, issuer)
    if of_own_office and (child.office, child.epoch) != (issuer.office, issuer.epoch):
        raise _path_invalid("office or epoch")


def _is_of_own_office(child: Certificate) -> bool:
    # An operator is certified by his own office; so is a province's encryption certificate,
    # because nobody stands above it. Everything else comes from the office above.
    if child.role is Role.ENCRYPTION:
        return child.level is Level.PROVINCE
    return child.role is Role.OPERATOR


def _check_signatures(path: Sequence[Certificate], root: Certificate, now: datetime) -> None:
    leaf, *authorities = (x509.load_der_x509_certificate(item.der) for item in path)
    anchor = x509.load_der_x509_certificate(root.der)
    above = [*authorities, anchor]
    for child, issuer in zip([leaf, *above], [*above, anchor], strict=True):
        _check_key_identifier(child, issuer)
    policy = (
        verification.PolicyBuilder()
        .store(verification.Store([anchor]))
        .time(now)
        .max_chain_depth(len(authorities))
        .extension_policies(ca_policy=_authority_policy(), ee_policy=_leaf_policy(path[0]))
    )
    try:
        verified = policy.build_client_verifier().verify(leaf, authorities)
    except verification.VerificationError as error:
        raise _path_invalid("signatures") from error
    if [
        x509_certificate.public_bytes(serialization.Encoding.DER)
        for x509_certificate in verified.chain
    ] != [item.der for item in (*path, root)]:
        raise _path_invalid("order")
    _check_self_signed(anchor)  # the verifier takes an anchor as it is


def _check_self_signed(anchor: x509.Certificate) -> None:
    try:
        anchor.verify_directly_issued_by(anchor)
    except (InvalidSignature, ValueError) as error:
        raise _path_invalid("root") from error


def _check_key_identifier(child: x509.Certificate, issuer: x509.Certificate) -> None:
    # The verifier looks for an issuer by name and signature and leaves the identifiers unread.
    own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    expected = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)
    if child.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value != expected:
        raise _path_invalid("authority key identifier")


def _authority_policy() -> verification.ExtensionPolicy:
    return verification.ExtensionPolicy.webpki_defaults_ca().require_present(
        x509.NameConstraints, verification.Criticality.CRITICAL, None
    )


def _leaf_policy(leaf: Certificate) -> verification.ExtensionPolicy:
    required = verification.ExtensionPolicy.permit_all().require_present(
        x509.SubjectAlternativeName, verification.Criticality.NON_CRITICAL, None
    )
    if leaf.role is Role.AUTHORITY:
        return required
    return required.require_present(x509.ExtendedKeyUsage, verification.Criticality.CRITICAL, None)


def _path_invalid(reason: str) -> Refusal:
    return Refusal("trust.path_invalid", reason=reason)


def _region_invalid(child: Certificate, issuer: Certificate) -> Refusal:
    return Refusal("trust.region_invalid", office=child.office.code, issuer=issuer.office.code)
