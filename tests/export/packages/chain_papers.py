"""Certificates in which every byte can be chosen, and paths of them.

A `Paper` is what an issuer signs; `climb` takes the honest papers from a leaf up to the root,
edits some of them, and has each signed by the one above it. Keys follow from their names, so that
every run tries the same certificates (but for the signatures' chance).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from export.packages.certificates import ENCRYPTION_USE, SIGNING_USE, Role, dns_name, uri
from tests.export.packages.chain_der import (
    DNS,
    PRINTABLE,
    TRUE,
    URI,
    attribute,
    bits,
    integer,
    moment,
    name,
    octets,
    oid,
    sequence,
    tlv,
)
from tests.export.packages.network import NOW

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"))
V3 = bytes.fromhex("a003020102")
COUNTRY, ORGANISATION, CODE, COMMON = "2.5.4.6", "2.5.4.10", "2.5.4.5", "2.5.4.3"
BASIC, USAGE, PURPOSE, NAMES = "2.5.29.19", "2.5.29.15", "2.5.29.37", "2.5.29.17"
OWN_KEY, ISSUER_KEY, REGION = "2.5.29.14", "2.5.29.35", "2.5.29.30"
USAGES = {Role.AUTHORITY: "03020106", Role.OPERATOR: "03020780", Role.ENCRYPTION: "03020308"}
LEAF_USES = {Role.OPERATOR: SIGNING_USE, Role.ENCRYPTION: ENCRYPTION_USE}
PROVINCE, CITY, COUNTY = "河陇省委编办", "安河市委编办", "安澜县委编办"

Key = ec.EllipticCurvePrivateKey
Signing = Callable[[Key, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension as it is encoded: identifier, critical flag, value."""

    kind: str
    critical: bytes
    value: bytes

    def encode(self) -> bytes:
        return sequence(oid(self.kind), self.critical, octets(self.value))


@cache
def key(owner: str) -> Key:
    """Return the key of that name."""
    secret = int.from_bytes(hashlib.sha256(owner.encode()).digest(), "big") % ORDER
    return ec.derive_private_key(secret, ec.SECP256R1())


def point(private: Key) -> bytes:
    return private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def spki(private: Key) -> bytes:
    return private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def key_id(private: Key) -> bytes:
    return hashlib.sha1(point(private)).digest()  # noqa: S324 - what RFC 5280 names a key by


def low_signature(private: Key, message: bytes) -> bytes:
    r, s = decode_dss_signature(private.sign(message, ec.ECDSA(hashes.SHA256())))
    return encode_dss_signature(r, min(s, ORDER - s))


@dataclass(frozen=True, slots=True)
class Paper:
    """One certificate before it is signed; what is `None` follows from the rest."""

    role: Role
    code: str
    office: str
    key: Key
    above: str  # the honest paper above, by its name in PAPERS
    label: str | None = None
    epoch: int = 1
    begin: datetime = NOW - timedelta(days=100)
    end: datetime = NOW + timedelta(days=600)
    version: bytes = V3
    serial: bytes = integer(7)
    inner: bytes = ECDSA_SHA256
    outer: bytes = ECDSA_SHA256
    validity: bytes | None = None
    subject: bytes | None = None
    public: bytes | None = None
    extras: bytes = b""
    extensions: tuple[Extension, ...] | None = None
    block: bytes | None = None
    sign: Signing = low_signature
    unused: int = 0
    tail: bytes = b""
    issuer_name: bytes | None = None
    signer: Key | None = None

    @property
    def name(self) -> bytes:
        """The subject as it is encoded."""
        return self.subject or subject(self.code, self.office, self.label or self.office)

    def listed(self, issuer: Key) -> tuple[Extension, ...]:
        """Return the extensions under a key that signs."""
        return honest_extensions(self, issuer) if self.extensions is None else self.extensions

    def encode(self, above: Paper) -> bytes:
        """Return the certificate, issued by the paper above it."""
        issuer = self.signer or above.key
        block = self.block
        if block is None:
            items = (item.encode() for item in self.listed(above.key))
            block = tlv(0xA3, sequence(*items))
        body = sequence(
            self.version,
            self.serial,
            self.inner,
            self.issuer_name or above.name,
            self.validity or sequence(moment(self.begin), moment(self.end)),
            self.name,
            self.public or spki(self.key),
            self.extras,
            block,
        )
        signature = bits(self.sign(issuer, body), self.unused)
        return sequence(body, self.outer, signature, self.tail)


def subject(code: str, office: str, label: str) -> bytes:
    return name(
        attribute(COUNTRY, "CN", PRINTABLE),
        attribute(ORGANISATION, office),
        attribute(CODE, code, PRINTABLE),
        attribute(COMMON, label),
    )


def alternative_names(*items: tuple[int, str | bytes]) -> bytes:
    return sequence(*(tlv(tag, v.encode() if isinstance(v, str) else v) for tag, v in items))


def subtrees(*items: str) -> bytes:
    """Return name constraints that permit these DNS names."""
    return sequence(tlv(0xA0, *(sequence(tlv(DNS, item.encode())) for item in items)))


def constraints_of_basic(code: str) -> bytes:
    return sequence(TRUE, integer(3 - len(code) // 2))


def honest_extensions(paper: Paper, issuer: Key) -> tuple[Extension, ...]:
    role, code = paper.role, paper.code
    names = alternative_names((URI, uri(role, code, paper.epoch)), (DNS, dns_name(code)))
    if role is Role.AUTHORITY:
        basic, own = constraints_of_basic(code), Extension(REGION, TRUE, subtrees(dns_name(code)))
    else:
        use = sequence(oid(LEAF_USES[role].dotted_string))
        basic, own = sequence(), Extension(PURPOSE, TRUE, use)
    return (
        Extension(BASIC, TRUE, basic),
        Extension(USAGE, TRUE, bytes.fromhex(USAGES[role])),
        own,
        Extension(NAMES, b"", names),
        Extension(OWN_KEY, b"", octets(key_id(paper.key))),
        Extension(ISSUER_KEY, b"", sequence(tlv(0x80, key_id(issuer)))),
    )


PAPERS = {
    "root": Paper(Role.AUTHORITY, "62", PROVINCE, key("root"), "root"),
    "city": Paper(Role.AUTHORITY, "6299", CITY, key("city"), "root"),
    "county": Paper(Role.AUTHORITY, "629925", COUNTY, key("county"), "city"),
    "operator": Paper(Role.OPERATOR, "629925", COUNTY, key("operator"), "county", "王安"),
    "city operator": Paper(Role.OPERATOR, "6299", CITY, key("city operator"), "city", "李河"),
    "province operator": Paper(Role.OPERATOR, "62", PROVINCE, key("top operator"), "root", "赵陇"),
    "encryption": Paper(Role.ENCRYPTION, "629925", COUNTY, key("opening"), "city"),
    "city encryption": Paper(Role.ENCRYPTION, "6299", CITY, key("city opening"), "root"),
    "province encryption": Paper(Role.ENCRYPTION, "62", PROVINCE, key("top opening"), "root"),
}

Edit = Callable[[Paper], Paper]
Built = tuple[bytes, ...]  # leaf first, the installed root last
Build = Callable[[], Built]


def climb(leaf: str = "operator", /, **edits: Edit) -> Build:
    """Return a way to build the path above a leaf; `_` in a name stands for a blank."""

    def build() -> Built:
        papers, at = [], leaf
        while True:
            paper = edits.get(at.replace(" ", "_"), same)(PAPERS[at])
            papers.append(paper)
            if at == "root":
                break
            at = paper.above
        above = (*papers[1:], papers[-1])
        return tuple(paper.encode(upper) for paper, upper in zip(papers, above, strict=True))

    return build


def same(paper: Paper) -> Paper:
    return paper


def change(**fields: object) -> Edit:
    """Return an edit of a paper's fields."""
    return lambda paper: replace(paper, **fields)  # type: ignore[arg-type]  # names as in Paper


def extend(edit: Callable[[dict[str, Extension]], object], above: str | None = None) -> Edit:
    """Return an edit of a paper's extensions, by identifier; `above` names the one that signs."""

    def change_extensions(paper: Paper) -> Paper:
        listed = {item.kind: item for item in paper.listed(PAPERS[above or paper.above].key)}
        edit(listed)
        return replace(paper, extensions=tuple(listed.values()))

    return change_extensions


def both(*edits: Edit) -> Edit:
    """Return an edit that does one after the other."""

    def run(paper: Paper) -> Paper:
        for edit in edits:
            paper = edit(paper)
        return paper

    return run


def picked(build: Build, *places: int) -> Build:
    """Return another order of a path's certificates; the installed root stays."""

    def run() -> Built:
        built = build()
        return (*(built[place] for place in places), built[-1])

    return run


def under(build: Build, root: Build) -> Build:
    """Return a path before another installed root."""
    return lambda: (*build()[:-1], root()[-1])
