"""The order of packages: one stream per sender, one number after the other, none twice.

Of kinds whose packages each state the whole, numbers may be missing and what came before does not
matter: the newest says it all. Order comes from numbers and from the digest of the file before,
never from the time.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import Enum

from domain.errors import Refusal
from export.packages.kinds import states_whole
from export.packages.manifest import NO_PREVIOUS, Manifest


@dataclass(frozen=True, slots=True)
class StreamState:
    """The last accepted (or, at the sender, sealed) package of a stream; `sha256` of its file."""

    epoch: int
    seq: int
    sha256: str


class Judgement(Enum):
    """What to do with a verified package."""

    ACCEPT = "accept"
    ALREADY_ACCEPTED = "already_accepted"


def judge_sequence(
    last: StreamState | None, manifest: Manifest, file_sha256: str, accepted: Container[str]
) -> Judgement:
    """Tell whether a verified package is the next of its stream.

    `last` is the state of the stream `manifest.stream` of `manifest.sender.code`, `accepted` holds
    the digests of all files ever accepted.

    Raises:
        Refusal: `package.replayed` for an older number or epoch, `package.gap` if packages are
            missing in between that none makes up for, `package.fork` if the sender's history
            differs from what was accepted: another file under the same number, or before this one.
            Of those that state the whole only a number used twice is a fork.
    """
    if file_sha256 in accepted:
        return Judgement.ALREADY_ACCEPTED
    if last is None or manifest.epoch > last.epoch:
        last = StreamState(manifest.epoch, 0, NO_PREVIOUS)
    facts = {"office": manifest.sender.name, "seq": manifest.seq, "last": last.seq}
    if (manifest.epoch, manifest.seq) < (last.epoch, last.seq):
        raise Refusal("package.replayed", **facts)
    whole = states_whole(manifest.kind)
    if manifest.seq > last.seq + 1 and not whole:
        first, until = last.seq + 1, manifest.seq - 1
        missing = {"first": first, "until": until, "count": until - first + 1}
        raise Refusal("package.gap", **facts, **missing)
    if manifest.seq == last.seq or (manifest.prev != last.sha256 and not whole):
        raise Refusal("package.fork", **facts)
    return Judgement.ACCEPT


def next_place(last: StreamState | None, epoch: int) -> tuple[int, str]:
    """Return the number and `prev` of the next package that a sender of that epoch seals."""
    if last is None or last.epoch < epoch:
        return 1, NO_PREVIOUS
    return last.seq + 1, last.sha256
