"""Private-key operations behind two small interfaces, and their software form.

Whoever signs or opens asks a `SigningKey` or an `OpeningKey`; a certified USB key implements the
same two and never shows its secret: only `SoftwareKey.to_bytes` hands one out, for the vault. Such
a key (SKF, GM/T 0016) comes in where the keys of the vault become objects: `desktop.office_key`,
`desktop.operators` and `desktop.opening_key`; SM2 as another row of `suites` with its own three
operations. Curve P-256 throughout: the X.509 verifier refuses Ed25519.
"""

from __future__ import annotations

from typing import Final, Protocol, Self

from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from domain.errors import Refusal

SIGNATURE_LENGTH: Final = 64
WRAP_OVERHEAD: Final = 65 + 16  # an uncompressed point and an authentication tag
_HALF: Final = 32
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_HPKE: Final = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class SigningKey(Protocol):
    """A private key that signs; it may live in a device."""

    def public_bytes(self) -> bytes:
        """Return the public key as DER SubjectPublicKeyInfo."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature over `message` in the one form the suite allows."""
        ...


class OpeningKey(Protocol):
    """A private key that opens what was sealed to its public key; it may live in a device."""

    def public_bytes(self) -> bytes:
        """Return the public key as DER SubjectPublicKeyInfo."""
        ...

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Return what was sealed under the same `info`.

        Raises:
            Refusal: `package.key_mismatch` if it was sealed to another key or under other `info`.
        """
        ...


class SoftwareKey:
    """A P-256 private key held in memory; the caller keeps its bytes sealed when at rest."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private

    @classmethod
    def generate(cls) -> Self:
        """Return a new random key."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_bytes(cls, der: bytes) -> Self:
        """Return the key that `to_bytes` wrote.

        Raises:
            Refusal: `trust.key_invalid` if `der` is not an unencrypted P-256 PKCS#8 key.
        """
        try:
            private = serialization.load_der_private_key(der, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise Refusal("trust.key_invalid") from error
        if not isinstance(private, ec.EllipticCurvePrivateKey) or not _is_p256(private):
            raise Refusal("trust.key_invalid")
        return cls(private)

    def to_bytes(self) -> bytes:
        """Return the secret as DER PKCS#8, unencrypted: seal it before it is stored."""
        return self._private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def public_bytes(self) -> bytes:
        """Return the public key as DER SubjectPublicKeyInfo."""
        return self._private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )


class SoftwareSigningKey(SoftwareKey):
    """ECDSA P-256 with SHA-256 in software."""

    def sign(self, message: bytes) -> bytes:
        """Return r and s, 32 bytes each, big-endian, s in the lower half of the group order.

        Of the two values of s that verify only the lower is allowed, so that nobody without the
        key can make a second valid file out of one.
        """
        r, s = decode_dss_signature(self._private.sign(message, ec.ECDSA(hashes.SHA256())))
        s = min(s, _ORDER - s)
        return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


class SoftwareOpeningKey(SoftwareKey):
    """HPKE, DHKEM(P-256), HKDF-SHA256, AES-256-GCM in software."""

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Return what was sealed under the same `info`; refuses `package.key_mismatch`."""
        try:
            return _HPKE.decrypt(sealed, self._private, info)
        except (InvalidTag, ValueError) as error:
            raise Refusal("package.key_mismatch") from error


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether `signature` is the one allowed form of a signature over `message`.

    Raises:
        Refusal: `trust.key_invalid` if `public` is not a P-256 SubjectPublicKeyInfo.
    """
    key = _public(public)
    if len(signature) != SIGNATURE_LENGTH:
        return False
    r, s = int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big")
    if s > _ORDER // 2:
        return False
    try:
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def canonical_signature(signature: bytes) -> bytes:
    """Return a DER signature in its one form: minimal encoding, s in the lower half.

    Raises:
        ValueError: If `signature` is not DER.
    """
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, _ORDER - s))


def wrap(public: bytes, secret: bytes, info: bytes) -> bytes:
    """Return `secret` sealed to `public` under `info`; `WRAP_OVERHEAD` bytes longer.

    Raises:
        Refusal: `trust.key_invalid` if `public` is not a P-256 SubjectPublicKeyInfo.
    """
    return _HPKE.encrypt(secret, _public(public), info)


def check_public(public: bytes) -> None:
    """Refuse `trust.key_invalid` unless `public` is the canonical DER of a P-256 public key."""
    key = _public(public)
    again = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    if again != public:
        raise Refusal("trust.key_invalid")


def _public(der: bytes) -> ec.EllipticCurvePublicKey:
    try:
        key = serialization.load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Refusal("trust.key_invalid") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not _is_p256(key):
        raise Refusal("trust.key_invalid")
    return key


def _is_p256(key: ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey) -> bool:
    return isinstance(key.curve, ec.SECP256R1)
