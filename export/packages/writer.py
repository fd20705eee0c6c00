"""Sealing a package: one pass over the records, flat memory, never half a file under its name.

The ciphertext goes to a temporary file first, because the manifest signs its digest; then the whole
is assembled beside it, brought to the medium, read back and verified like any package that comes
in, and only then given its name.
"""

from __future__ import annotations

import hashlib
import secrets
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.errors import Refusal
from export.packages.certificates import Role
from export.packages.drafts import Draft, Outline, Signer
from export.packages.files import BLOCK, NewFile, open_regular, publish
from export.packages.kinds import Kind, check_way
from export.packages.manifest import CODEC, Manifest, PayloadFacts
from export.packages.paths import check_path
from export.packages.payload import SALT, ChunkSealer
from export.packages.reader_v1 import inspect
from export.packages.records import Record, Tally, decode_record, encode_record
from export.packages.strict_json import NotStrict
from export.packages.suites import SUITES, Suite
from export.packages.trust_store import TrustStore


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package that was written, read back and verified; `sha256` is that of the whole file."""

    path: Path
    manifest: Manifest
    sha256: str
    size: int


def seal(
    folder: Path,
    outline: Outline,
    records: Iterable[Record | bytes],
    *,
    signer: Signer,
    trust: TrustStore,
    now: datetime,
    suites: tuple[Suite, ...] = SUITES,
) -> Sealed:
    """Write a package into `folder` and return it; on any failure nothing is left there.

    Records are dictionaries with a `kind`, or such a record as a ready line of JSON. The package
    is sealed with the last of `suites`, the strongest one.

    Raises:
        Refusal: `package.kind_unknown`, `package.wrong_direction`, `package.record_invalid`,
            `package.suite_below_floor`, `package.disk_full`, `package.not_written`,
            `package.target_exists`; `trust.*` if the signer or a recipient cannot be trusted now.
    """
    kind = check_way(outline.kind, trust.office, outline.to)
    _check_signer(signer, trust, now)
    draft = Draft.of(outline, kind, signer, trust, now, suite=suites[-1])
    with _temporary(folder / f".{draft.pkg_id}.payload~") as payload:
        facts = _write_payload(payload, draft, records, outline.totals)
        payload.settle()
        manifest = draft.manifest(facts)
        with _temporary(folder / f".{draft.pkg_id}.bqp~") as whole:
            sha256 = _assemble(whole, draft.cover(manifest), payload.path)
            whole.settle()
            found = inspect(whole.path, trust, now, suites)
            if found.sha256 != sha256:
                raise Refusal("package.not_written", folder=str(folder))
            path = folder / file_name(manifest, kind)
            publish(whole.path, path)
    return Sealed(path, manifest, sha256, found.size)


def file_name(manifest: Manifest, kind: Kind) -> str:
    """Return the name a package is filed under: ASCII, without personal data, never relied upon."""
    number, tail = f"{manifest.seq:08d}", manifest.pkg_id[:4].upper()
    return f"{manifest.sender.code}_{kind.mark}_{number}_{tail}.bqp"


def _check_signer(signer: Signer, trust: TrustStore, now: datetime) -> None:
    check_path((signer.operator, *trust.chain), trust.root, trust.untrusted, now)
    if signer.operator.role is not Role.OPERATOR:
        raise Refusal("trust.path_invalid", reason="leaf is no operator")
    if signer.key.public_bytes() != signer.operator.public_key:
        raise Refusal("trust.key_mismatch", office=trust.office.code)


@contextmanager
def _temporary(path: Path) -> Iterator[NewFile]:
    file = NewFile(path)
    try:
        yield file
    finally:
        file.discard()


def _write_payload(
    out: NewFile, draft: Draft, records: Iterable[Record | bytes], totals: Sequence[str]
) -> PayloadFacts:
    tally = Tally(draft.suite, totals)
    digest, length = draft.suite.digest(), 0
    for block in _sealed(draft, _compressed(tally, records)):
        digest.update(block)
        length += len(block)
        out.write(block)
    return PayloadFacts(
        len=length,
        digest=digest.hexdigest(),
        plain_len=tally.plain_len,
        plain_digest=tally.plain_digest,
        codec=CODEC,
        rows=dict(tally.rows),
        totals=tally.totals,
    )


def _compressed(tally: Tally, records: Iterable[Record | bytes]) -> Iterator[bytes]:
    engine = zlib.compressobj()
    for number, given in enumerate(records, start=1):
        try:
            if isinstance(given, bytes):
                line, record = given, decode_record(given)
            else:
                line, record = encode_record(given), given
            tally.add(record, line)
        except NotStrict as error:
            raise Refusal("package.record_invalid", number=number, reason=str(error)) from error
        yield engine.compress(line + b"\n")
    yield engine.flush()


def _sealed(draft: Draft, pieces: Iterable[bytes]) -> Iterator[bytes]:
    sealer = ChunkSealer(draft.suite, draft.secret, draft.context, secrets.token_bytes(SALT))
    yield sealer.head
    for piece in pieces:
        if piece:
            yield sealer.update(piece)
    yield sealer.finish()


def _assemble(whole: NewFile, cover: bytes, payload: Path) -> str:
    digest = hashlib.sha256()
    with open_regular(payload) as file:
        block = cover
        while block:
            digest.update(block)
            whole.write(block)
            block = file.read(BLOCK)
    return digest.hexdigest()
