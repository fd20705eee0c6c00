"""One lie per package, each with the one code it must be refused with."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.errors import Refusal
from export.packages import Role, Signer, SoftwareSigningKey, inspect, records
from export.packages import trust as rules
from export.packages.issuing import Subject, issue
from export.packages.keys import SoftwareOpeningKey
from export.packages.manifest import NO_PREVIOUS
from export.packages.offices import Office
from tests.export.packages.forge import Forge, plain_lines
from tests.export.packages.network import NOW, Member, Network, province

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
DAY = timedelta(days=1)
TEXTS = Path(__file__).resolve().parents[3] / "resources" / "texts" / "packages.json"

Build = Callable[[Forge, Network], bytes]


@dataclass(frozen=True, slots=True)
class Fault:
    """A package with one fault, and whatever differs at the city that reads it."""

    name: str
    code: str
    build: Build
    now: datetime = NOW
    reader: Callable[[Network], Member] = lambda network: network.city


def member(name: str, value: object) -> Build:
    """Lie about one member of the manifest, "a.b" for one inside another."""

    def build(forge: Forge, _network: Network) -> bytes:
        def edit(manifest: dict[str, object]) -> None:
            target, *_, last = [manifest, *name.split(".")]
            for step in name.split(".")[:-1]:
                assert isinstance(target, dict)
                target = target[step]
            assert isinstance(target, dict)
            assert isinstance(last, str)
            target[last] = value

        return forge.build(manifest=edit)

    return build


def without(name: str) -> Build:
    return lambda forge, _: forge.build(manifest=lambda manifest: manifest.pop(name) and None)


def body(edit: Callable[[bytes], bytes]) -> Build:
    """Sign a manifest that is encoded otherwise."""
    return lambda forge, _: forge.build(body=edit)


def envelope(edit: Callable[[dict[str, object]], object]) -> Build:
    """Change the envelope around a signed body; other than its canonical form if bytes come."""

    def change(data: bytes) -> bytes:
        value = json.loads(data)
        found = edit(value)
        if isinstance(found, bytes):
            return found
        return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()

    return lambda forge, _: forge.build(envelope=change)


def whole(edit: Callable[[bytes], bytes]) -> Build:
    return lambda forge, _: forge.build(whole=edit)


def plain(data: bytes) -> Build:
    return lambda forge, _: forge.build(plain=data)


def high_s(signature: bytes) -> bytes:
    s = int.from_bytes(signature[32:], "big")
    return signature[:32] + (ORDER - s).to_bytes(32, "big")


def signature_der(signature: bytes) -> bytes:
    return b"\x30" + signature


def lengths(first: int | None, second: int | None) -> Build:
    def edit(data: bytes) -> bytes:
        head = data[8:12] if first is None else first.to_bytes(4, "big")
        tail = data[12:16] if second is None else second.to_bytes(4, "big")
        return data[:8] + head + tail + data[16:]

    return whole(edit)


def forged(
    code: str,
    role: Role = Role.OPERATOR,
    issuer: Callable[[Network], Member] = lambda network: network.county,
    epoch: int = 1,
    name: str = "伪造",
) -> Build:
    """Sign with a leaf that an authority should never have issued."""

    def build(forge: Forge, network: Network) -> bytes:
        above = issuer(network)
        key = SoftwareSigningKey.generate()
        subject = Subject(role, Office(code, name), epoch, key.public_bytes(), "某人")
        leaf = issue(subject, above.trust.own.authority, above.authority, NOW)
        draft = forge.draft(signer=Signer(leaf, key))
        return forge.build(draft=draft, path=(leaf, *above.trust.chain))

    return build


def forged_county(code: str, issuer: Callable[[Network], Member]) -> Build:
    """Sign as a county whose authority was issued by the wrong office."""

    def build(forge: Forge, network: Network) -> bytes:
        above, own, key = issuer(network), SoftwareSigningKey.generate(), forge.member.signer.key
        office = Office(code, "伪造县委编办")
        county = Subject(Role.AUTHORITY, office, 1, own.public_bytes(), office.name)
        authority = issue(county, above.trust.own.authority, above.authority, NOW)
        person = Subject(Role.OPERATOR, office, 1, key.public_bytes(), "某人")
        leaf = issue(person, authority, own, NOW)
        draft = forge.draft(signer=Signer(leaf, key))
        return forge.build(draft=draft, path=(leaf, authority, *above.trust.chain))

    return build


def path(pick: Callable[[Forge, Network], list[object]]) -> Build:
    return lambda forge, network: forge.build(path=pick(forge, network))  # type: ignore[arg-type]  # certificates


def revoked(which: int) -> Callable[[Network], Member]:
    def reader(network: Network) -> Member:
        county = network.county
        chain = (county.signer.operator, county.trust.own.authority)
        trust = network.city.trust.with_revoked(chain[which].fingerprint, NOW.date(), "遗失")
        return replace(network.city, trust=trust)

    return reader


def with_floor(floor: str) -> Callable[[Network], Member]:
    return lambda network: replace(network.city, trust=replace(network.city.trust, floor=floor))


def other_root(network: Network) -> Member:
    trust = replace(network.city.trust, root=network.false_province.trust.root)
    return replace(network.city, trust=trust)


def other_encryption(network: Network) -> Member:
    """Return the city after its encryption certificate was replaced."""
    top, own = network.province, network.city.trust.own
    key = SoftwareOpeningKey.generate()
    subject = Subject(Role.ENCRYPTION, own.office, 1, key.public_bytes(), own.office.name)
    renewed = issue(subject, top.trust.own.authority, top.authority, NOW)
    trust = replace(network.city.trust, own=replace(own, encryption=renewed))
    return replace(network.city, trust=trust)


def false_chain(forge: Forge, network: Network) -> bytes:
    """Sign below a root of the same name that nobody installed."""
    false = network.false_province
    key = forge.member.signer.key
    draft = forge.draft()
    city = Subject(
        Role.AUTHORITY,
        Office("6299", "安河市委编办"),
        1,
        network.city.authority.public_bytes(),
        "市",
    )
    authority = issue(city, false.trust.root, false.authority, NOW)
    honest = network.county.trust.own.authority
    return forge.build(draft=draft, key=key, path=(draft.signer.operator, honest, authority))


def wrap_of_another(forge: Forge, network: Network) -> bytes:
    """Name the city as recipient but seal the key to somebody else."""
    draft = forge.draft()
    stranger = network.other_city.trust.own.encryption.public_key
    wrapped = draft.suite.wrap(stranger, draft.secret, b"x")
    recipients = tuple(replace(item, wrap=wrapped) for item in draft.recipients)
    return forge.build(draft=replace(draft, recipients=recipients))


def wrap_of_short_key(forge: Forge, network: Network) -> bytes:
    draft = forge.draft()
    public = network.city.trust.own.encryption.public_key
    info = b"bianqing-package-key-v1\x00" + draft.context
    recipients = (replace(draft.recipients[0], wrap=draft.suite.wrap(public, b"k" * 16, info)),)
    return forge.build(draft=replace(draft, recipients=recipients))


def payload_of_another(forge: Forge, _network: Network) -> bytes:
    other = forge.build()
    start = 16 + int.from_bytes(other[8:12], "big") + int.from_bytes(other[12:16], "big")
    mine = forge.build()
    cut = 16 + int.from_bytes(mine[8:12], "big") + int.from_bytes(mine[12:16], "big")
    return mine[:cut] + other[start:]


def sent_by(pick: Callable[[Network], Member], to: str) -> Build:
    return lambda _, network: Forge(pick(network), to=(to,)).build()


def chunk_swap(data: bytes) -> bytes:
    head, size = 56, 16 * 1024 + 16
    first, second = data[head : head + size], data[head + size : head + 2 * size]
    return data[:head] + second + first + data[head + 2 * size :]


NOISE = b"".join(
    b'{"kind":"unit","n":"%b"}\n' % base64.b64encode(zlib.crc32(b"%d" % n).to_bytes(4, "big") * 9)
    for n in range(4000)
)
STORED = lambda data: zlib.compress(zlib.decompress(data), 0)  # noqa: E731 - a table's cell

FAULTS = (
    # 1, 2: the file
    Fault("empty file", "package.not_a_package", whole(lambda _: b"")),
    Fault("another kind of file", "package.not_a_package", whole(lambda _: b"PK\x03\x04" * 50)),
    Fault(
        "line ends rewritten", "package.not_a_package", whole(lambda d: d.replace(b"\r\n", b"\n"))
    ),
    Fault("cut within the magic", "package.not_a_package", whole(lambda d: d[:7])),
    Fault("cut after the magic", "package.truncated", whole(lambda d: d[:8])),
    Fault("cut within the lengths", "package.truncated", whole(lambda d: d[:15])),
    Fault("cut within the envelope", "package.truncated", whole(lambda d: d[:100])),
    Fault("no envelope", "package.size", lengths(0, None)),
    Fault("no certificates", "package.size", lengths(None, 0)),
    Fault("envelope of 4 GiB", "package.size", lengths(2**32 - 1, None)),
    Fault("envelope over its limit", "package.size", lengths(1024 * 1024 + 1, None)),
    Fault("certificates over their limit", "package.size", lengths(None, 64 * 1024 + 1)),
    Fault("envelope length beyond the file", "package.truncated", lengths(1024 * 1024, None)),
    # 3: the envelope
    Fault("envelope is no JSON", "package.envelope_invalid", envelope(lambda _: b"not json")),
    Fault("envelope is an array", "package.envelope_invalid", envelope(lambda _: b"[]")),
    Fault("envelope not UTF-8", "package.envelope_invalid", envelope(lambda _: b'{"a":"\xff"}')),
    Fault(
        "envelope with a blank",
        "package.envelope_invalid",
        envelope(lambda value: json.dumps(value, sort_keys=True).encode()),
    ),
    Fault(
        "unknown member in the envelope",
        "package.envelope_invalid",
        envelope(lambda value: value.update(more=1)),
    ),
    Fault(
        "signature stripped",
        "package.envelope_invalid",
        envelope(lambda value: value.update(signatures=[])),
    ),
    Fault(
        "signature doubled",
        "package.envelope_invalid",
        envelope(
            lambda value: value.update(signatures=[*value["signatures"], *value["signatures"]])
        ),  # type: ignore[misc]  # a list
    ),
    Fault(
        "signature is no object",
        "package.envelope_invalid",
        envelope(lambda value: value.update(signatures=["x"])),
    ),
    Fault(
        "body is a number",
        "package.envelope_invalid",
        envelope(lambda value: value.update(payload=7)),
    ),
    Fault(
        "body is no Base64",
        "package.envelope_invalid",
        envelope(lambda value: value.update(payload="!!!!")),
    ),
    Fault(
        "body with stray Base64 bits",
        "package.envelope_invalid",
        envelope(lambda value: value.update(payload="QR==")),
    ),
    Fault(
        "envelope nested deeply",
        "package.envelope_invalid",
        envelope(lambda _: b"[" * 100_000 + b"]" * 100_000),
    ),
    # 4, 5: type and suite
    Fault(
        "another type",
        "package.type_unknown",
        lambda forge, _: forge.build(payload_type="application/json"),
    ),
    Fault(
        "a later version",
        "package.type_unknown",
        lambda forge, _: forge.build(
            payload_type="application/vnd.bianqing.manifest.v2+json;suite=I1"
        ),
    ),
    Fault(
        "an unknown suite",
        "package.suite_unknown",
        lambda forge, _: forge.build(payload_type=rules.PAYLOAD_TYPE + "I0"),
    ),
    Fault(
        "a suite below the floor",
        "package.suite_too_low",
        lambda forge, _: forge.build(),
        reader=with_floor("G1"),
    ),
    # 6: the chain
    Fault(
        "operator alone",
        "package.level_invalid",
        path(lambda f, _: [f.member.signer.operator]),
    ),
    Fault(
        "city missing",
        "package.level_invalid",
        path(lambda f, _: [f.member.signer.operator, f.member.trust.own.authority]),
    ),
    Fault(
        "root carried along",
        "package.chain_invalid",
        path(lambda f, _: [f.member.signer.operator, *f.member.trust.chain, f.member.trust.root]),
    ),
    Fault(
        "certificates in another order",
        "package.level_invalid",
        path(lambda f, _: [f.member.signer.operator, *reversed(f.member.trust.chain)]),
    ),
    Fault(
        "an authority as leaf",
        "package.chain_invalid",
        path(lambda f, _: list(f.member.trust.chain)),
    ),
    Fault(
        "an encryption certificate as leaf",
        "package.chain_invalid",
        path(lambda f, n: [f.member.trust.own.encryption, *n.city.trust.chain]),
    ),
    Fault(
        "bytes after the certificates",
        "package.chain_invalid",
        lambda forge, _: forge.build(area=lambda data: data + b"\x00"),
    ),
    Fault(
        "certificate area is noise",
        "package.chain_invalid",
        lambda forge, _: forge.build(area=lambda _: b"\x30\x82\x01\x00" + b"\x55" * 256),
    ),
    Fault(
        "a certificate's signature broken",
        "package.chain_invalid",
        lambda forge, _: forge.build(area=lambda data: data[:-1] + bytes([data[-1] ^ 1])),
    ),
    Fault("false root of the same name", "package.chain_invalid", false_chain),
    Fault(
        "reader trusts another root",
        "package.chain_invalid",
        lambda forge, _: forge.build(),
        reader=other_root,
    ),
    Fault("operator of another county", "package.region_invalid", forged("629926")),
    Fault("operator of the city by the county", "package.level_invalid", forged("6299")),
    Fault(
        "operator of another epoch",
        "package.chain_invalid",
        forged("629925", epoch=2, name="安澜县委编办"),
    ),
    Fault(
        "county of another city",
        "package.region_invalid",
        forged_county("629801", lambda network: network.city),
    ),
    Fault(
        "county of another province",
        "package.region_invalid",
        forged_county("610101", lambda network: network.city),
    ),
    Fault(
        "county certified by the province",
        "package.level_invalid",
        forged_county("629925", lambda network: network.province),
    ),
    Fault(
        "city certified by a city",
        "package.level_invalid",
        forged_county("6297", lambda network: network.city),
    ),
    Fault(
        "operator's certificate expired",
        "package.certificate_expired",
        lambda forge, _: forge.build(),
        now=NOW + 731 * DAY,
    ),
    Fault(
        "certificates not yet valid",
        "package.certificate_expired",
        lambda forge, _: forge.build(),
        now=NOW - 8 * DAY,
    ),
    # 7: revocation
    Fault("operator revoked", "package.revoked", lambda f, _: f.build(), reader=revoked(0)),
    Fault("county revoked", "package.revoked", lambda f, _: f.build(), reader=revoked(1)),
    # 8: signature and manifest
    Fault(
        "signed with another key",
        "package.signature_invalid",
        lambda forge, _: forge.build(key=SoftwareSigningKey.generate()),
    ),
    Fault(
        "signature of zeros",
        "package.signature_invalid",
        lambda forge, _: forge.build(signature=lambda _: bytes(64)),
    ),
    Fault(
        "signature empty",
        "package.signature_invalid",
        lambda forge, _: forge.build(signature=lambda _: b""),
    ),
    Fault(
        "the other valid s",
        "package.signature_invalid",
        lambda forge, _: forge.build(signature=high_s),
    ),
    Fault(
        "signature in another form",
        "package.signature_invalid",
        lambda forge, _: forge.build(signature=signature_der),
    ),
    Fault(
        "signature names another certificate",
        "package.signature_invalid",
        lambda forge, _: forge.build(key_id="00" * 32),
    ),
    Fault(
        "body exchanged after signing",
        "package.signature_invalid",
        envelope(lambda value: value.update(payload=base64.b64encode(b"{}").decode())),
    ),
    Fault(
        "type exchanged after signing",
        "package.signature_invalid",
        lambda forge, network: forge.build(
            key=network.county.signer.key,
            signature=lambda _: network.county.signer.key.sign(b"DSSEv1 0  2 {}"),
        ),
    ),
    Fault("manifest empty", "package.manifest_invalid", body(lambda _: b"{}")),
    Fault("manifest no JSON", "package.manifest_invalid", body(lambda _: b"\x00")),
    Fault(
        "manifest with a key twice",
        "package.manifest_invalid",
        body(lambda data: data.replace(b'"v":1', b'"v":1,"v":1')),
    ),
    Fault(
        "manifest with a blank",
        "package.manifest_invalid",
        body(lambda data: data.replace(b'"v":1', b'"v": 1')),
    ),
    Fault(
        "manifest with a fraction",
        "package.manifest_invalid",
        body(lambda data: data.replace(b'"v":1', b'"v":1.0')),
    ),
    Fault(
        "manifest with an escape",
        "package.manifest_invalid",
        body(lambda data: data.replace("上报".encode(), b"\\u4e0a\\u62a5")),
    ),
    Fault(
        "manifest not in normal form",
        "package.manifest_invalid",
        body(lambda data: data.replace("安澜县".encode(), "e\u0301".encode())),
    ),
    Fault("manifest cut", "package.manifest_invalid", body(lambda data: data[:-1])),
    Fault("unknown member", "package.manifest_invalid", member("comment", "x")),
    *(
        Fault(f"{name} missing", "package.manifest_invalid", without(name))
        for name in (
            *("v", "suite", "kind", "pkg_id", "sender", "recipients", "stream", "epoch", "seq"),
            *("prev", "created", "not_after", "data_date", "schema", "payload", "facts", "audit"),
            *("certs", "app"),
        )
    ),
    *(
        Fault(f"{name} = {value!r}", "package.manifest_invalid", member(name, value))
        for name, value in (
            ("v", 2),
            ("v", True),
            ("suite", "I0"),
            ("pkg_id", "AB" * 16),
            ("sender.level", "village"),
            ("sender.level", "city"),
            ("sender.code", "62992"),
            ("sender.name", " 安澜"),
            ("sender.cert_fp", "00"),
            ("recipients", []),
            ("recipients", [{"code": "6299", "enc_fp": "0" * 64, "wrap": "A A="}]),
            ("recipients", [{"code": "6299", "enc_fp": "0" * 64, "wrap": "AAAA"}] * 2),
            ("epoch", 0),
            ("seq", 0),
            ("seq", -1),
            ("seq", "1"),
            ("seq", 2**53 + 1),
            ("prev", None),
            ("created", "2026-11-20 08:00:00"),
            ("created", "2026-02-30T08:00:00Z"),
            ("not_after", "2026-11-20T08:00:00+00:00"),
            ("data_date", "20261120"),
            ("data_date", "2026-13-01"),
            ("schema", "a b"),
            ("payload.codec", "zstd"),
            ("payload.len", -1),
            ("payload.len", 2**32 + 1),
            ("payload.plain_len", 2**34 + 1),
            ("payload.rows", {"Unit": 1}),
            ("payload.rows", {"unit": 0}),
            ("payload.rows", {f"k{n}": 1 for n in range(65)}),
            ("payload.totals", {"approved": 1}),
            ("payload.totals", {"quota.approved": "1"}),
            ("audit.size", -1),
            ("audit.head", "zz"),
            ("facts", "AB" * 32),
            ("app", ""),
        )
    ),
    Fault("sender has another name", "package.sender_mismatch", member("sender.name", "定川县")),
    Fault(
        "sender has another certificate",
        "package.sender_mismatch",
        member("sender.cert_fp", "00" * 32),
    ),
    Fault("sender is another county", "package.sender_mismatch", member("sender.code", "629926")),
    Fault("another epoch than certified", "package.sender_mismatch", member("epoch", 2)),
    Fault("another certificate area", "package.sender_mismatch", member("certs", "00" * 32)),
    Fault("made tomorrow", "package.from_future", member("created", "2026-11-21T08:00:01Z")),
    Fault("past its time", "package.expired", lambda f, _: f.build(), now=NOW + 181 * DAY),
    # 9, 10: address and direction
    Fault(
        "for another office",
        "package.wrong_recipient",
        lambda forge, _: forge.build(),
        reader=lambda network: network.other_city,
    ),
    Fault(
        "looked into by the province",
        "package.wrong_recipient",
        lambda forge, _: forge.build(),
        reader=lambda network: network.province,
    ),
    Fault(
        "sealed to a key that was replaced",
        "package.recipient_key_unknown",
        lambda forge, _: forge.build(),
        reader=other_encryption,
    ),
    Fault("an unknown kind", "package.kind_unknown", member("kind", "随便")),
    Fault("another stream", "package.kind_unknown", member("stream", "other")),
    Fault(
        "a report downward",
        "package.wrong_direction",
        sent_by(lambda network: network.city, "629925"),
        reader=lambda network: network.county,
    ),
    Fault(
        "a report to a second office",
        "package.wrong_direction",
        member(
            "recipients",
            [{"code": "629926", "enc_fp": "0" * 64, "wrap": "AAAA"}],
        ),
        reader=lambda network: network.county,
    ),
    # 11: the end, the digest
    Fault("one byte more", "package.size", whole(lambda data: data + b"\x00")),
    Fault("one byte less", "package.truncated", whole(lambda data: data[:-1])),
    Fault("payload missing", "package.truncated", lambda f, _: f.build(swapped=lambda _: b"")),
    Fault(
        "one bit of the payload",
        "package.tampered",
        whole(lambda data: data[:-20] + bytes([data[-20] ^ 4]) + data[-19:]),
    ),
    Fault("payload of another package", "package.tampered", payload_of_another),
    # 13: key, stream, compression, lines
    Fault("key sealed to another", "package.key_mismatch", wrap_of_another),
    Fault("key too short", "package.key_mismatch", wrap_of_short_key),
    Fault("wrap empty", "package.key_mismatch", lambda f, n: wrap_edit(f, n, b"")),
    Fault(
        "sealed under another context",
        "package.tampered",
        lambda forge, _: forge.build(context=b"\x07" * 32),
    ),
    Fault(
        "commitment changed",
        "package.tampered",
        lambda f, _: f.build(sealed=lambda d: d[:30] + bytes([d[30] ^ 1]) + d[31:]),
    ),
    Fault(
        "salt changed", "package.tampered", lambda f, _: f.build(sealed=lambda d: b"\x06" + d[1:])
    ),
    Fault(
        "last chunk cut off",
        "package.tampered",
        lambda f, _: f.build(
            plain=NOISE, compressed=STORED, sealed=lambda d: d[: 56 + 3 * (16 * 1024 + 16)]
        ),
    ),
    Fault(
        "chunks exchanged",
        "package.tampered",
        lambda f, _: f.build(plain=NOISE, compressed=STORED, sealed=chunk_swap),
    ),
    Fault("only a head", "package.tampered", lambda f, _: f.build(sealed=lambda d: d[:56])),
    Fault("no stream at all", "package.tampered", lambda f, _: f.build(sealed=lambda _: b"")),
    Fault(
        "not compressed",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda _: b"plain"),
    ),
    Fault(
        "compressed stream cut",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda d: d[:-1]),
    ),
    Fault(
        "bytes after the compressed stream",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda d: d + b"x"),
    ),
    Fault(
        "two compressed streams",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda d: d + zlib.compress(b"")),
    ),
    Fault(
        "checksum of the compressed stream",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda d: d[:-1] + bytes([d[-1] ^ 1])),
    ),
    Fault(
        "a bomb: more than declared",
        "package.payload_invalid",
        lambda f, _: f.build(compressed=lambda _: zlib.compress(b" " * 50_000_000)),
    ),
    Fault("last line without an end", "package.payload_invalid", plain(b'{"kind":"unit"}')),
    Fault("an empty line", "package.payload_invalid", plain(b'{"kind":"unit"}\n\n')),
    Fault(
        "a line over 64 KiB",
        "package.payload_invalid",
        plain(b'{"kind":"unit","x":"' + b"a" * 65536 + b'"}\n'),
    ),
    Fault("a line that is no object", "package.payload_invalid", plain(b"[1]\n")),
    Fault("a line not UTF-8", "package.payload_invalid", plain(b'"\xff"\n')),
    Fault("a record without a kind", "package.payload_invalid", plain(b'{"name":"x"}\n')),
    Fault("a kind of another form", "package.payload_invalid", plain(b'{"kind":"Unit"}\n')),
    Fault(
        "a record with a fraction", "package.payload_invalid", plain(b'{"kind":"unit","x":1.5}\n')
    ),
    Fault(
        "a record with a key twice",
        "package.payload_invalid",
        plain(b'{"kind":"unit","kind":"unit"}\n'),
    ),
    Fault(
        "a record with half a pair",
        "package.payload_invalid",
        plain(b'{"kind":"unit","x":"\\ud83d"}\n'),
    ),
    Fault(
        "a record nested deeply",
        "package.payload_invalid",
        plain(b'{"kind":"unit","x":' + b"[" * 9 + b"]" * 9 + b"}\n"),
    ),
    # 14: counts
    *(
        Fault(f"{name} wrong", "package.totals_differ", member(f"payload.{name}", value))
        for name, value in (
            ("rows", {"unit": 3, "quota": 3, "person": 39}),
            ("rows", {"unit": 3, "quota": 3, "person": 40, "post": 1}),
            ("totals", {"quota.approved": 31}),
            ("totals", {"unit.approved": 30}),
            ("plain_digest", "00" * 32),
            ("plain_len", len(plain_lines()) + 1),
        )
    ),
    Fault(
        "a total over a text",
        "package.payload_invalid",
        member("payload.totals", {"person.name": 0}),
    ),
)


def wrap_edit(forge: Forge, _network: Network, wrapped: bytes) -> bytes:
    draft = forge.draft()
    bare = (replace(draft.recipients[0], wrap=wrapped or b"\x00"),)
    return forge.build(draft=replace(draft, recipients=bare))


def refusal_at(path: Path, reader: Member, now: datetime) -> Refusal:
    with pytest.raises(Refusal) as caught:
        for _ in records(inspect(path, reader.trust, now), reader.opening):
            pass
    return caught.value


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_one_fault_is_refused_by_its_own_code(
    fault: Fault, forge: Forge, network: Network, place: Callable[[bytes], Path]
) -> None:
    path = place(fault.build(forge, network))
    refusal = refusal_at(path, fault.reader(network), fault.now)
    assert refusal.code == fault.code
    sentence = json.loads(TEXTS.read_text("utf-8"))[refusal.code]
    assert sentence.format(**refusal.facts)


def test_the_corpus_is_not_shrinking() -> None:
    assert len(FAULTS) >= 150
    assert len({fault.code for fault in FAULTS}) >= 25


def test_the_forge_is_honest_when_it_does_not_lie(
    forge: Forge, network: Network, place: Callable[[bytes], Path]
) -> None:
    verified = inspect(place(forge.build()), network.city.trust, NOW)
    assert verified.manifest.prev == NO_PREVIOUS
    assert len(list(records(verified, network.city.opening))) == 46


def test_a_false_province_cannot_speak_to_ours(
    network: Network, place: Callable[[bytes], Path]
) -> None:
    stranger = province()
    forged_file = Forge(stranger, to=("62",)).build()
    refusal = refusal_at(place(forged_file), network.province, NOW)
    assert refusal.code == "package.chain_invalid"
