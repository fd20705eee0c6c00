"""One lie each about the file, the envelope, the certificates or the manifest: steps 1 to 8."""

from __future__ import annotations

import base64
import json

from export.packages import SoftwareSigningKey
from export.packages import trust as rules
from tests.export.packages.lies import (
    DAY,
    Fault,
    doubled,
    envelope,
    false_chain,
    forged,
    forged_county,
    high_s,
    lengths,
    member,
    other_root,
    path,
    revoked,
    signature_der,
    whole,
    with_floor,
)
from tests.export.packages.network import NOW

COVER_FAULTS = (
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
        envelope(doubled),
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
    Fault("unknown member", "package.manifest_invalid", member("comment", "x")),
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
)
