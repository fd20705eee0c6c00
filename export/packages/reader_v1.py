"""Reading a package of format version 1 from a file: the I/O around `trust` and `unpacking`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from domain.errors import Refusal
from export.packages import trust as rules
from export.packages.certificates import Certificate
from export.packages.files import BLOCK, open_regular, size_of
from export.packages.keys import OpeningKey
from export.packages.manifest import Manifest, Recipient
from export.packages.records import Record
from export.packages.suites import SUITES, Digest, Suite
from export.packages.trust_store import TrustStore
from export.packages.unpacking import unpack


@dataclass(frozen=True, slots=True)
class Verified:
    """A package file that passed steps 1 to 11 of `trust`; made by `inspect` only.

    `sender` is the operator's certificate, `sha256` the digest of the whole file in hex, `size`
    its bytes, `payload_offset` where its payload begins. `recipient` is `None` where a sender
    looks at a package of his own that he cannot open.
    """

    path: Path
    manifest: Manifest
    sender: Certificate
    sha256: str
    size: int
    suite: Suite
    recipient: Recipient | None
    payload_offset: int


def whole_sha256(path: Path) -> str:
    """Return the SHA-256 of a whole file in hex: what an accepted package is known by.

    Raises:
        Refusal: `package.unreadable`, `package.size`.
    """
    digest = hashlib.sha256()
    with open_regular(path) as file:
        if size_of(file) > rules.MAX_FILE:
            raise Refusal("package.size")
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def inspect(
    path: Path, trust: TrustStore, now: datetime, suites: tuple[Suite, ...] = SUITES
) -> Verified:
    """Return what a package is, after verifying every byte of the file; nothing is decrypted.

    `now` is the later of the clock and the time floor. The file's name means nothing.

    Raises:
        Refusal: By the first step of `trust`, 1 to 11, that fails.
    """
    whole = hashlib.sha256()
    with open_regular(path) as file:
        size = size_of(file)
        head = file.read(rules.HEAD)
        header = rules.read_header(head, size)
        envelope, certificates = file.read(header.envelope), file.read(header.certificates)
        examined = rules.Examiner(trust, now, suites).examine(envelope, certificates)
        rules.check_end(header, examined.manifest, size)
        whole.update(head + envelope + certificates)
        payload = examined.suite.digest()
        _drain(file, whole, payload)
    if payload.hexdigest() != examined.manifest.payload.digest:
        raise Refusal("package.tampered")
    return Verified(
        path=path,
        manifest=examined.manifest,
        sender=examined.operator,
        sha256=whole.hexdigest(),
        size=size,
        suite=examined.suite,
        recipient=examined.recipient,
        payload_offset=header.payload_offset,
    )


def examine_cover(path: Path, trust: TrustStore, now: datetime) -> Manifest:
    """Return what the cover of a package says, verified; its payload is not read.

    Raises:
        Refusal: By the first step of `trust`, 1 to 10, that fails.
    """
    with open_regular(path) as file:
        header = rules.read_header(file.read(rules.HEAD), size_of(file))
        envelope, certificates = file.read(header.envelope), file.read(header.certificates)
    return rules.Examiner(trust, now).examine(envelope, certificates).manifest


def records(verified: Verified, key: OpeningKey) -> Iterator[Record]:
    """Yield the records of a verified package; stage them, and accept only after the last.

    The file is read again and held to the signed digest again, so a stick that answers otherwise
    the second time is noticed.

    Raises:
        Refusal: By steps 13 and 14 of `trust`, some only at the end; `package.wrong_recipient` if
            the package is not sealed to this office; `package.unreadable`.
    """
    if verified.recipient is None:
        codes = "、".join(item.code for item in verified.manifest.recipients)
        own = verified.manifest.sender.code
        raise Refusal("package.wrong_recipient", recipients=codes, own=own)
    with open_regular(verified.path) as file:
        file.seek(verified.payload_offset)
        yield from unpack(verified.manifest, verified.suite, verified.recipient, key, file.read)


def _drain(file: BinaryIO, whole: Digest, payload: Digest) -> None:
    while block := file.read(BLOCK):
        whole.update(block)
        payload.update(block)
