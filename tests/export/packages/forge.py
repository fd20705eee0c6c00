"""A sender in memory who can lie at every layer, with everything above the lie made consistent."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from export.packages import Outline, Signer, TrustStore
from export.packages import trust as rules
from export.packages.certificates import Certificate
from export.packages.drafts import Draft
from export.packages.envelope import Envelope, pre_authentication
from export.packages.keys import SigningKey
from export.packages.kinds import REPORT
from export.packages.manifest import PayloadFacts
from export.packages.payload import ChunkSealer
from export.packages.records import encode_record
from export.packages.strict_json import canonical
from tests.export.packages.network import NOW, Member, outline, sample_records

ManifestEdit = Callable[[dict[str, object]], None]
BytesEdit = Callable[[bytes], bytes]


def same(data: bytes) -> bytes:
    return data


def plain_lines(records: Sequence[dict[str, object]] | None = None) -> bytes:
    found = sample_records() if records is None else records
    return b"".join(encode_record(record) + b"\n" for record in found)


def edited(manifest: bytes, edit: ManifestEdit | None) -> bytes:
    value = json.loads(manifest)
    if edit is not None:
        edit(value)
    return canonical(value)


class Forge:
    """Builds packages of one member; every argument of `build` is one place to lie in."""

    def __init__(self, member: Member, *, to: tuple[str, ...] = ("6299",)) -> None:
        self.member = member
        self.to = to

    def draft(
        self,
        trust: TrustStore | None = None,
        signer: Signer | None = None,
        given: Outline | None = None,
    ) -> Draft:
        return Draft.of(
            given or outline(to=self.to),
            REPORT,
            signer or self.member.signer,
            trust or self.member.trust,
            NOW,
        )

    def payload(
        self,
        draft: Draft,
        plain: bytes,
        *,
        compressed: BytesEdit = same,
        context: bytes | None = None,
        sealed: BytesEdit = same,
    ) -> bytes:
        sealer = ChunkSealer(draft.suite, draft.secret, context or draft.context, b"\x05" * 24)
        body = compressed(zlib.compress(plain))
        return sealed(sealer.head + sealer.update(body) + sealer.finish())

    def facts(self, plain: bytes, payload: bytes, counted: bytes | None = None) -> PayloadFacts:
        """Return what is true of a payload, but for rows and totals: those of `counted`."""
        told = plain if counted is None else counted
        records = [json.loads(line) for line in told.splitlines() if line.startswith(b"{")]
        kinds = [str(record["kind"]) for record in records if str(record.get("kind", "")).islower()]
        approved = sum(r["approved"] for r in records if r.get("kind") == "quota")
        return PayloadFacts(
            len=len(payload),
            digest=hashlib.sha256(payload).hexdigest(),
            plain_len=len(plain),
            plain_digest=hashlib.sha256(plain).hexdigest(),
            codec="zlib",
            rows={kind: kinds.count(kind) for kind in dict.fromkeys(kinds)},
            totals={"quota.approved": approved},
        )

    def build(
        self,
        *,
        draft: Draft | None = None,
        plain: bytes | None = None,
        counted: bytes | None = None,
        compressed: BytesEdit = same,
        context: bytes | None = None,
        sealed: BytesEdit = same,
        swapped: BytesEdit = same,
        manifest: ManifestEdit | None = None,
        body: BytesEdit = same,
        payload_type: str = rules.PAYLOAD_TYPE + "I1",
        key: SigningKey | None = None,
        key_id: str | None = None,
        signature: BytesEdit = same,
        envelope: BytesEdit = same,
        path: Sequence[Certificate] | None = None,
        area: BytesEdit = same,
        whole: BytesEdit = same,
    ) -> bytes:
        """Return a package; with no argument an honest one.

        `sealed` changes the ciphertext before the manifest signs its digest, `swapped` after.
        """
        draft, plain = draft or self.draft(), plain_lines() if plain is None else plain
        payload = self.payload(draft, plain, compressed=compressed, context=context, sealed=sealed)
        chain = (draft.signer.operator, *draft.trust.chain) if path is None else path
        certificates = area(b"".join(item.der for item in chain))
        honest = draft.manifest(self.facts(plain, payload, counted))
        value = json.loads(replace(honest, certs=hashlib.sha256(certificates).hexdigest()).encode())
        if manifest is not None:
            manifest(value)
        signed = body(canonical(value))
        message = pre_authentication(payload_type, signed)
        sig = signature((key or draft.signer.key).sign(message))
        signer = key_id or chain[0].fingerprint
        cover = envelope(Envelope(payload_type, signed, signer, sig).encode())
        lengths = len(cover).to_bytes(4, "big") + len(certificates).to_bytes(4, "big")
        return whole(rules.MAGIC + lengths + cover + certificates + swapped(payload))
