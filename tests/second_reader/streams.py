"""Section 9 of the format: the place of a package in its stream."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from tests.second_reader.refused import Refused

NONE_BEFORE = "0" * 64
WHOLE = {"回执", "代码表", "下发", "升级", "初始化", "信任表"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a package stands: `digest` is of its own file, or of the file before it."""

    epoch: int
    seq: int
    digest: str


def is_next(
    last: Place | None, place: Place, digest: str, taken: Container[str], *, kind: str
) -> bool:
    """Tell whether a package is to be taken; False if it was taken before.

    Args:
        last: the last package taken of the stream, with the digest of its file.
        place: the place the package says it has, with the digest it says of the one before.
        digest: of the package's file.
        taken: the digests of all files taken.
        kind: of the package.

    Raises:
        Refused: `replayed`, `gap` or `fork`.
    """
    if digest in taken:
        return False
    here = (place.epoch, place.seq)
    if last is not None and here < (last.epoch, last.seq):
        raise Refused("replayed")
    if last is not None and here == (last.epoch, last.seq):
        raise Refused("fork", "another file under the last number")
    anew = last is None or place.epoch > last.epoch
    before = Place(place.epoch, 0, NONE_BEFORE) if last is None or anew else last
    if kind in WHOLE:
        return True
    if place.seq > before.seq + 1:
        raise Refused("gap")
    if place.digest != before.digest:
        raise Refused("fork", "another file before")
    return True
