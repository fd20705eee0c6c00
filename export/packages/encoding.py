"""The one encoding in which a certificate of the profile may be written.

Revocation names a certificate by its digest, so whoever holds a revoked one must not be able to
write the same certificate with another signature value, or with stray bits around it. And the
library reads more than the profile has: unique identifiers, older strings, subtrees from a depth
on, a compressed point. What it does not show is found by writing the same again.
"""

from __future__ import annotations

from typing import Final

from cryptography import x509

from export.packages.keys import canonical_signature

LARGEST_SERIAL: Final = 2**159 - 1  # what fits into 20 bytes, as RFC 5280 asks
_ECDSA_SHA256: Final = bytes.fromhex("300a06082a8648ce3d040302")  # AlgorithmIdentifier
_ARC: Final = bytes.fromhex("551d")  # id-ce, below which all extensions of the profile stand
_SEQUENCE, _BITS, _OCTETS, _IDENTIFIER, _LIST = b"\x30", b"\x03", b"\x04", b"\x06", b"\xa3"
_TEXTS: Final = (b"\x0c", b"\x13")  # UTF8String, PrintableString
_TRUE: Final = b"\x01\x01\xff"


def other_cover(found: x509.Certificate, der: bytes) -> str:
    """Return what around the certified body is another form than the one, or nothing.

    Raises:
        ValueError: If the signature is not DER.
    """
    signature = _element(_BITS, b"\x00" + canonical_signature(found.signature))
    if der != _element(_SEQUENCE, found.tbs_certificate_bytes + _ECDSA_SHA256 + signature):
        return "another form of the signature"
    if found.version is not x509.Version.v3:
        return "version"
    if not 0 < found.serial_number <= LARGEST_SERIAL:
        return "serial number"
    return ""


def other_body(found: x509.Certificate, public: bytes, texts: tuple[str, ...]) -> str:
    """Return what within the certified body is another form than the one, or nothing.

    `public` is the key's canonical DER, `texts` what the subject says; the extensions must be of
    the profile already.
    """
    if any(len(list(part)) != 1 for part in found.subject.rdns):
        return "subject"
    subject = found.subject.public_bytes()
    if not all(any(_element(tag, t.encode()) in subject for tag in _TEXTS) for t in texts):
        return "subject"
    listed = b"".join(_extension(item) for item in found.extensions)
    if not found.tbs_certificate_bytes.endswith(
        public + _element(_LIST, _element(_SEQUENCE, listed))
    ):
        return "another form of the public key or the extensions"
    return ""


def _extension(item: x509.Extension[x509.ExtensionType]) -> bytes:
    last = int(item.oid.dotted_string.rpartition(".")[2])
    kind = _element(_IDENTIFIER, _ARC + bytes([last]))
    value = _element(_OCTETS, item.value.public_bytes())
    return _element(_SEQUENCE, kind + (_TRUE if item.critical else b"") + value)


def _element(tag: bytes, content: bytes) -> bytes:
    length = len(content)
    if length < 128:  # noqa: PLR2004 - DER's short form
        return tag + bytes([length]) + content
    digits = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return tag + bytes([128 + len(digits)]) + digits + content
