"""Numbers, keys, algorithms, signatures and encodings: one form each, whoever has signed it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.export.packages.chain_case import (
    BODY,
    KEY,
    NUMBER_OR_NAME,
    PATH,
    SIGNATURES,
    Case,
    accepted,
    certificate,
)
from tests.export.packages.chain_der import bits, integer, moment, octets, oid, sequence, tlv
from tests.export.packages.chain_papers import (
    ORDER,
    PAPERS,
    Build,
    Built,
    Extension,
    Key,
    Signing,
    change,
    climb,
    key,
    low_signature,
    point,
)

NO_FORM, NOT_ONE, NUMBER = (
    "another form of the signature",
    "not a certificate",
    "serial number",
)


def operator(**fields: object) -> Build:
    return climb(operator=change(**fields))


LARGEST = 2**159 - 1
NUMBERS = (
    accepted("operator: number 1", operator(serial=integer(1))),
    accepted("operator: the largest number of 20 bytes", operator(serial=integer(LARGEST))),
    certificate("operator: number 0", NUMBER_OR_NAME, operator(serial=integer(0))),
    certificate("operator: number -1", NUMBER_OR_NAME, operator(serial=integer(-1))),
    certificate(
        "operator: a very negative number", NUMBER_OR_NAME, operator(serial=integer(-LARGEST))
    ),
    certificate("county: number 0", NUMBER_OR_NAME, climb(county=change(serial=integer(0)))),
    certificate(
        "operator: a number in a longer form", NOT_ONE, operator(serial=b"\x02\x02\x00\x07")
    ),
    certificate("operator: an empty number", NOT_ONE, operator(serial=b"\x02\x00")),
    certificate("operator: a number that is text", NOT_ONE, operator(serial=b"\x0c\x017")),
    certificate("operator: no number", NOT_ONE, operator(serial=b"")),
    certificate("operator: a number of 21 bytes", NUMBER, operator(serial=integer(2**159))),
    certificate("operator: a number of 1000 bytes", NUMBER, operator(serial=integer(2**7999 - 1))),
)
VERSIONS = tuple(
    certificate(f"operator: {what}", why, operator(version=version))
    for what, version, why in (
        ("of version 1", b"", "version"),
        ("of version 1, written out", bytes.fromhex("a003020100"), NOT_ONE),
        ("of version 2", bytes.fromhex("a003020101"), "extensions"),
        ("of version 4", bytes.fromhex("a003020103"), "extensions"),
        ("of version -1", bytes.fromhex("a0030201ff"), NOT_ONE),
        ("of version 3 in a longer form", bytes.fromhex("a00402020002"), NOT_ONE),
    )
)


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def described(
    public: ec.EllipticCurvePublicKey | rsa.RSAPublicKey | ed25519.Ed25519PublicKey,
) -> bytes:
    return public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def of_curve(curve: ec.EllipticCurve) -> bytes:
    return described(ec.derive_private_key(7, curve).public_key())


def pointed(form: bytes) -> bytes:
    """Return a P-256 key with its point in another form."""
    curve = sequence(oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7"))
    return sequence(curve, bits(form))


def compressed() -> bytes:
    whole = point(key("operator"))
    return bytes([2 + whole[-1] % 2]) + whole[1:33]


def hybrid() -> bytes:
    whole = point(key("operator"))
    return bytes([6 + whole[-1] % 2]) + whole[1:]


PUBLIC_KEYS = (
    *(
        Case(f"operator: key of {what}", KEY, lambda make=make: operator(public=make())())  # type: ignore[misc]  # bound now
        for what, make in (
            ("RSA", lambda: described(rsa_key().public_key())),
            ("P-384", lambda: of_curve(ec.SECP384R1())),
            ("P-521", lambda: of_curve(ec.SECP521R1())),
            ("the curve of bitcoin", lambda: of_curve(ec.SECP256K1())),
            (
                "Ed25519",
                lambda: described(
                    ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
                ),
            ),
        )
    ),
    *(
        certificate(f"operator: key {what}", why, operator(public=public))
        for what, public, why in (
            ("with a compressed point", pointed(compressed()), BODY),
            ("with a hybrid point", pointed(hybrid()), BODY),
            ("at infinity", pointed(b"\x00"), NOT_ONE),
            ("off the curve", pointed(b"\x04" + bytes(64)), NOT_ONE),
            ("with a point cut short", pointed(point(key("operator"))[:-1]), NOT_ONE),
            ("of no known kind", sequence(sequence(oid("2.25.7")), bits(b"x")), NOT_ONE),
            ("that is none", b"\x05\x00", NOT_ONE),
        )
    ),
)
SHA1, SHA384, SHA512 = (
    sequence(oid("1.2.840.10045.4.1")),
    sequence(oid("1.2.840.10045.4.3.3")),
    sequence(oid("1.2.840.10045.4.3.4")),
)
RSA_SHA256 = sequence(oid("1.2.840.113549.1.1.11"), b"\x05\x00")
ED25519 = sequence(oid("1.3.101.112"))
WITH_NULL = sequence(oid("1.2.840.10045.4.3.2"), b"\x05\x00")


def hashed(algorithm: hashes.HashAlgorithm) -> Signing:
    return lambda private, message: private.sign(message, ec.ECDSA(algorithm))


def by_rsa(_private: Key, message: bytes) -> bytes:
    return rsa_key().sign(message, padding.PKCS1v15(), hashes.SHA256())


def by_edwards(_private: Key, message: bytes) -> bytes:
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)).sign(message)


ALGORITHMS = (
    *(
        certificate(
            f"operator: signed by {what}",
            why,
            operator(inner=named, outer=named, sign=sign),
        )
        for what, named, sign, why in (
            ("ECDSA with SHA-1", SHA1, hashed(hashes.SHA1()), NO_FORM),  # noqa: S303 - to be refused
            ("ECDSA with SHA-384", SHA384, hashed(hashes.SHA384()), NO_FORM),
            ("ECDSA with SHA-512", SHA512, hashed(hashes.SHA512()), NO_FORM),
            ("RSA", RSA_SHA256, by_rsa, NOT_ONE),
            ("Ed25519", ED25519, by_edwards, NOT_ONE),
            ("ECDSA with SHA-256 and a parameter", WITH_NULL, low_signature, NOT_ONE),
            ("an unknown algorithm", sequence(oid("2.25.9")), low_signature, NO_FORM),
        )
    ),
    certificate("operator: only outside named SHA-384", NO_FORM, operator(outer=SHA384)),
    Case("operator: only inside named SHA-384", PATH, operator(inner=SHA384), SIGNATURES),
    Case("operator: only inside named RSA", PATH, operator(inner=RSA_SHA256), SIGNATURES),
    certificate("operator: a parameter only inside", NOT_ONE, operator(inner=WITH_NULL)),
    Case(
        "operator: named SHA-256, made with SHA-384",
        PATH,
        operator(
            sign=lambda private, message: lowered(private.sign(message, ec.ECDSA(hashes.SHA384())))
        ),
        SIGNATURES,
    ),
)


def lowered(signature: bytes) -> bytes:
    r, s = decode_dss_signature(signature)
    return sequence(integer(r), integer(min(s, ORDER - s)))


def written(write: Callable[[int, int], bytes]) -> Signing:
    """Return a signing that writes a good r and s in a form of its own."""
    return lambda private, message: write(*decode_dss_signature(low_signature(private, message)))


def padded(number: int) -> bytes:
    """Return a number with one byte too many in front."""
    body = integer(number)[2:]
    return tlv(2, b"\x00" + body)


def ending(bit: int) -> Signing:
    """Return a signing that tries until the last bit is as asked."""

    def sign(private: Key, message: bytes) -> bytes:
        while True:
            found = low_signature(private, message)
            if found[-1] % 2 == bit:
                return found

    return sign


SIGNATURE_FORMS = (
    *(
        certificate(f"operator: signature {what}", why, operator(sign=written(write)))
        for what, write, why in (
            ("with the higher s", lambda r, s: sequence(integer(r), integer(ORDER - s)), NO_FORM),
            ("with a longer r", lambda r, s: sequence(padded(r), integer(s)), NOT_ONE),
            ("with a longer s", lambda r, s: sequence(integer(r), padded(s)), NOT_ONE),
            (
                "with a number more",
                lambda r, s: sequence(integer(r), integer(s), integer(0)),
                NOT_ONE,
            ),
            (
                "with a byte behind",
                lambda r, s: sequence(integer(r), integer(s)) + b"\x00",
                NOT_ONE,
            ),
            ("without s", lambda r, _: sequence(integer(r)), NOT_ONE),
            ("as 64 bytes", lambda r, s: r.to_bytes(32, "big") + s.to_bytes(32, "big"), NOT_ONE),
            ("empty", lambda _r, _s: b"", NOT_ONE),
            (
                "with a length in two bytes",
                lambda r, s: long_form(integer(r) + integer(s)),
                NOT_ONE,
            ),
            (
                "with s too large by the order",
                lambda r, s: sequence(integer(r), integer(s + ORDER)),
                NOT_ONE,
            ),
            ("with s negative", lambda r, s: sequence(integer(r), integer(-s)), NOT_ONE),
        )
    ),
    *(
        Case(f"operator: signature {what}", PATH, operator(sign=written(write)), SIGNATURES)
        for what, write in (
            ("of zeros", lambda _r, _s: sequence(integer(0), integer(0))),
            ("of ones", lambda _r, _s: sequence(integer(1), integer(1))),
            ("with r and s swapped", lambda r, s: lowered(sequence(integer(s), integer(r)))),
            (
                "with r too large by the order",
                lambda r, s: sequence(integer(r + ORDER), integer(s)),
            ),
            ("with another r", lambda r, s: sequence(integer(r ^ 1), integer(s))),
        )
    ),
    *(
        certificate(
            f"operator: signature with an unused bit, {what}",
            why,
            operator(sign=ending(bit), unused=1),
        )
        for what, bit, why in (("clear", 0, NO_FORM), ("set", 1, NOT_ONE))
    ),
    Case(
        "operator: signature over other bytes",
        PATH,
        operator(sign=lambda private, message: low_signature(private, message + b"x")),
        SIGNATURES,
    ),
)


def long_form(body: bytes) -> bytes:
    return b"\x30\x81" + bytes([len(body)]) + body


def touched(place: int, old: bytes, new: bytes) -> Build:
    """Return a path in which bytes of one certificate were exchanged after it was signed."""

    def build() -> Built:
        built = list(climb()())
        assert old in built[place]
        built[place] = built[place].replace(old, new, 1)
        return tuple(built)

    return build


def much(count: int) -> bytes:
    return Extension("2.25.1", b"", octets(bytes(count))).encode()


def nested(depth: int) -> bytes:
    found = b""
    for _ in range(depth):
        found = sequence(found)
    return found


LAST = moment(PAPERS["operator"].end)[2:]
STRANGE = (
    certificate("operator: something behind the signature", NOT_ONE, operator(tail=b"\x05\x00")),
    certificate(
        "operator: an identifier of the issuer", BODY, operator(extras=tlv(0x81, b"\x00\x01"))
    ),
    certificate(
        "operator: an identifier of the subject", BODY, operator(extras=tlv(0x82, b"\x00\x01"))
    ),
    certificate(
        "operator: over 4096 bytes", "too long", operator(block=tlv(0xA3, sequence(much(4000))))
    ),
    certificate(
        "operator: 3500 bytes of an extension",
        "extensions",
        operator(block=tlv(0xA3, sequence(much(3500)))),
    ),
    certificate(
        "operator: a certificate of nothing",
        NOT_ONE,
        lambda: (b"\x30\x82\x01\x00" + bytes(256), *climb()()[1:]),
    ),
    certificate(
        "operator: nested a thousand times", NOT_ONE, lambda: (nested(1000), *climb()()[1:])
    ),
    *(
        Case(f"{what} exchanged after signing", code, touched(place, old, new), why)
        for what, place, old, new, code, why in (
            ("operator's name", 0, "王安".encode(), "李安".encode(), PATH, SIGNATURES),
            ("operator's end", 0, LAST, b"400101000000Z", PATH, SIGNATURES),
            ("county's end", 1, LAST, b"400101000000Z", PATH, SIGNATURES),
            ("city's number", 2, integer(7), integer(8), PATH, SIGNATURES),
        )
    ),
)
FORM_CASES = (*NUMBERS, *VERSIONS, *PUBLIC_KEYS, *ALGORITHMS, *SIGNATURE_FORMS, *STRANGE)
