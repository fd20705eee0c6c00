"""What binds a payload key to its package, so that no payload stands in another's place."""

from __future__ import annotations

import hashlib

from export.packages.manifest import Manifest


def payload_context(
    suite: str,
    pkg_id: str,
    cert_fp: str,
    place: tuple[str, int, int],
    recipient_fps: tuple[str, ...],
) -> bytes:
    """Return the 32 bytes that bind a payload key to its package.

    `place` is (stream, epoch, seq). Each part is preceded by its length in four bytes, so that no
    two packages share a context.
    """
    stream, epoch, seq = place
    addressed = hashlib.sha256("".join(recipient_fps).encode("ascii")).hexdigest()
    parts = ["bianqing-package-v1", pkg_id, suite, cert_fp, stream, str(epoch), str(seq), addressed]
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8")
        digest.update(len(encoded).to_bytes(4, "big") + encoded)
    return digest.digest()


def context_of(manifest: Manifest) -> bytes:
    """Return `payload_context` of a whole manifest."""
    return payload_context(
        manifest.suite,
        manifest.pkg_id,
        manifest.sender.cert_fp,
        (manifest.stream, manifest.epoch, manifest.seq),
        tuple(recipient.enc_fp for recipient in manifest.recipients),
    )
