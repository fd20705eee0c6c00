"""Section 6 of the format: one certificate of the profile."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from Crypto.Hash import SHA1, SHA256
from Crypto.PublicKey import ECC
from Crypto.Signature import DSS

from tests.second_reader import der
from tests.second_reader.der import Element, NotDerError

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
LARGEST = 4096
LONGEST_LABEL = 64
ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
P256_KEY = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
CODE = re.compile(r"[1-9][0-9](?:[0-9]{2}){0,2}", re.ASCII)
URI, DNS = 0x86, 0x82
PURPOSES = "2.25.171992105296581673326978405721920378832"
ATTRIBUTES = {"2.5.4.10": "name", "2.5.4.5": "code", "2.5.4.3": "label"}
USAGE = {"authority": "03020106", "operator": "03020780", "encryption": "03020308"}
PURPOSE = {"operator": PURPOSES + ".1", "encryption": PURPOSES + ".2"}


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate of the profile says, and what is needed to check it in its place."""

    raw: bytes
    body: bytes
    signature: bytes
    subject: bytes
    issuer: bytes
    not_before: datetime
    not_after: datetime
    point: bytes
    key_id: bytes
    issuer_key_id: bytes
    role: str
    code: str
    name: str
    epoch: int

    @property
    def fingerprint(self) -> str:
        return SHA256.new(self.raw).hexdigest()

    @property
    def level(self) -> int:
        """1 for a province, 2 for a city, 3 for a county."""
        return len(self.code) // 2

    def vouches_for(self, other: Certificate) -> bool:
        """Tell whether the other's signature was made with the key of this one."""
        return other.issuer_key_id == self.key_id and verify(
            self.point, other.body, other.signature
        )


def verify(point: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether r and s with the lower s sign the message under an uncompressed point."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "big") > ORDER // 2:
        return False
    key = ECC.import_key(point, curve_name="P-256")
    try:
        DSS.new(key, "fips-186-3").verify(SHA256.new(message), signature)
    except ValueError:
        return False
    return True


def read_certificate(data: bytes) -> Certificate:
    """Return a certificate.

    Raises:
        NotDerError: for whatever is not in the profile.
    """
    if len(data) > LARGEST:
        raise NotDerError("too long")
    parts = der.whole(data, der.SEQUENCE).children()
    if len(parts) != 3 or parts[1].raw != ECDSA_SHA256:
        raise NotDerError("another form or algorithm")
    fields = parts[0].of(der.SEQUENCE).children()
    if len(fields) != 8 or fields[0].raw != bytes.fromhex("a003020102"):
        raise NotDerError("another version")
    if not 0 < fields[1].integer() < 2**159 or fields[2].raw != ECDSA_SHA256:
        raise NotDerError("another serial number or algorithm")
    begin, end = (moment(item) for item in exactly(fields[4].of(der.SEQUENCE).children(), 2))
    names = name_of(fields[5])
    point = point_of(fields[6])
    key_id = SHA1.new(point).digest()
    role, code, epoch, issuer_key_id = extensions(fields[7], key_id)
    if code != names["code"]:
        raise NotDerError("two codes")
    return Certificate(
        raw=data,
        body=parts[0].raw,
        signature=two_numbers(parts[2].bits()),
        subject=fields[5].raw,
        issuer=fields[3].of(der.SEQUENCE).raw,
        not_before=begin,
        not_after=end,
        point=point,
        key_id=key_id,
        issuer_key_id=issuer_key_id,
        role=role,
        code=code,
        name=names["name"],
        epoch=epoch,
    )


def exactly(found: list[Element], count: int) -> list[Element]:
    if len(found) != count:
        raise NotDerError("another number of parts")
    return found


def two_numbers(data: bytes) -> bytes:
    r, s = (n.integer() for n in exactly(der.whole(data, der.SEQUENCE).children(), 2))
    if not (0 < r < ORDER and 0 < s <= ORDER // 2):
        raise NotDerError("not the lower s")
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def moment(item: Element) -> datetime:
    form, start = ("%y%m%d%H%M%SZ", 13) if item.tag == der.UTC_TIME else ("%Y%m%d%H%M%SZ", 15)
    if item.tag not in (der.UTC_TIME, der.GENERAL_TIME) or not re.fullmatch(
        rb"[0-9]{%d}Z" % (start - 1), item.body
    ):
        raise NotDerError("no time")
    text = item.body.decode()
    if item.tag == der.UTC_TIME:  # RFC 5280, 4.1.2.5.1: 50 to 99 are of the 20th century
        form, text = "%Y%m%d%H%M%SZ", ("19" if text >= "50" else "20") + text
    elif text < "2050":
        raise NotDerError("a time before 2050 in the long form")
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError as impossible:
        raise NotDerError("an impossible time") from impossible


def name_of(field: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in field.of(der.SEQUENCE).children():
        (attribute,) = exactly(item.of(der.SET).children(), 1)
        kind, value = exactly(attribute.of(der.SEQUENCE).children(), 2)
        member = ATTRIBUTES.get(kind.oid())
        if member in found:
            raise NotDerError("told twice")
        if member is not None:
            found[member] = printable_text(value)
    if found.keys() != set(ATTRIBUTES.values()) or len(found["label"].encode()) > LONGEST_LABEL:
        raise NotDerError("another subject")
    return found


def printable_text(value: Element) -> str:
    if value.tag not in (der.UTF8, der.PRINTABLE):
        raise NotDerError("another form of text")
    try:
        text = value.body.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise NotDerError("not UTF-8") from broken
    if not 1 <= len(text) <= 64 or not text.isprintable() or text != text.strip():
        raise NotDerError("no printable text")
    if unicodedata.normalize("NFC", text) != text:
        raise NotDerError("no printable text")
    return text


def point_of(field: Element) -> bytes:
    point = field.raw[len(P256_KEY) :]
    if not field.raw.startswith(P256_KEY) or len(point) != 65 or point[0] != 4:
        raise NotDerError("another key")
    try:
        ECC.import_key(point, curve_name="P-256")
    except ValueError as off:
        raise NotDerError("not on the curve") from off
    return point


def extensions(field: Element, key_id: bytes) -> tuple[str, str, int, bytes]:
    """Return role, code, epoch and the issuer's key identifier."""
    (listed,) = exactly(field.of(0xA3).children(), 1)
    found: dict[str, tuple[bool, bytes]] = {}
    for item in listed.of(der.SEQUENCE).children():
        parts = item.of(der.SEQUENCE).children()
        critical = len(parts) == 3 and parts[1].raw == b"\x01\x01\xff"
        if len(parts) != 2 + critical or parts[0].oid() in found:
            raise NotDerError("another extension")
        found[parts[0].oid()] = critical, parts[-1].of(der.OCTETS).body
    names = found.get("2.5.29.17", (False, b""))[1]
    role, code, epoch = alternative_names(names)
    issuer = found.get("2.5.29.35", (False, b""))[1]
    if len(issuer) != 24 or not issuer.startswith(b"\x30\x16\x80\x14"):
        raise NotDerError("another authority key identifier")
    as_told = {"2.5.29.17": (False, names), "2.5.29.35": (False, issuer)}
    if found != as_told | expected_extensions(role, code, key_id):
        raise NotDerError("other extensions than the profile has")
    return role, code, epoch, issuer[4:]


def alternative_names(data: bytes) -> tuple[str, str, int]:
    names = exactly(der.whole(data, der.SEQUENCE).children(), 2)
    uri = min(names, key=lambda name: name.tag != URI)
    match = re.fullmatch(
        rb"urn:bianqing:(authority|operator|encryption):([0-9]+):([1-9][0-9]{0,8})", uri.body
    )
    if uri.tag != URI or match is None or not CODE.fullmatch(match[2].decode()):
        raise NotDerError("another URI")
    code = match[2].decode()
    if wrap(DNS, dns_of(code)) not in (name.raw for name in names):
        raise NotDerError("another DNS name")
    return match[1].decode(), code, int(match[3])


def dns_of(code: str) -> bytes:
    labels = [code[:end] for end in range(len(code), 0, -2)]
    return ".".join([*labels, "bianqing.invalid"]).encode()


def expected_extensions(role: str, code: str, key_id: bytes) -> dict[str, tuple[bool, bytes]]:
    found = {
        "2.5.29.15": (True, bytes.fromhex(USAGE[role])),
        "2.5.29.14": (False, b"\x04\x14" + key_id),
    }
    if role == "authority":
        length = 3 - len(code) // 2
        found["2.5.29.19"] = True, bytes.fromhex("30060101ff0201") + bytes([length])
        found["2.5.29.30"] = True, wrap(0x30, wrap(0xA0, wrap(0x30, wrap(DNS, dns_of(code)))))
    else:
        found["2.5.29.19"] = True, b"\x30\x00"
        found["2.5.29.37"] = True, wrap(0x30, oid_bytes(PURPOSE[role]))
    return found


def wrap(tag: int, body: bytes) -> bytes:
    """Return an element of less than 128 bytes."""
    return bytes([tag, len(body)]) + body


def oid_bytes(text: str) -> bytes:
    first, second, *rest = map(int, text.split("."))
    body = b""
    for arc in (40 * first + second, *rest):
        digits = [arc & 0x7F]
        while arc := arc >> 7:
            digits.append(arc & 0x7F | 0x80)
        body += bytes(reversed(digits))
    return wrap(6, body)
