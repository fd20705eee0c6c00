"""Time in the register: a fact is a version with two half-open intervals.

*Valid* `[from, to)` counts days in the world; *known* `[from, to)` counts changes of the register.
A version's content never changes. The one thing ever set later is the end of *known*. Whether a
fact begins, ends, is back-dated or corrected, the same happens: the versions it overlaps stop
being known, and what remains of them, together with the new content, is added (`splice`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from domain.dates import Period

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Version(Generic[Content]):
    """One version as the register holds it. `row` is the register's own number for it."""

    row: int
    content: Content
    valid: Period


@dataclass(frozen=True, slots=True)
class Splice(Generic[Content]):
    """What one act does to the versions of one fact."""

    ended: tuple[Version[Content], ...]
    added: tuple[tuple[Period, Content], ...]

    @property
    def empty(self) -> bool:
        """Whether the register already says exactly this."""
        return not self.ended and not self.added


def splice(
    held: Iterable[Version[Content]], during: Period, content: Content | None
) -> Splice[Content]:
    """Say what must end and what must be added so that `content` holds throughout `during`.

    `held` are the currently known versions of one fact; they do not overlap each other.
    `None` as content means that the fact does not exist during those days. Where a held version
    already says the same for all of `during`, nothing changes.
    """
    touched = [version for version in held if version.valid.overlaps(during)]
    if content is None and not touched:
        return Splice((), ())
    if any(version.content == content and _covers(version.valid, during) for version in touched):
        return Splice((), ())
    added = [piece for version in touched for piece in _remains(version, during)]
    if content is not None:
        added.append((during, content))
    added.sort(key=lambda piece: piece[0].start)
    return Splice(tuple(touched), tuple(added))


def _covers(outer: Period, inner: Period) -> bool:
    return outer.start <= inner.start and (
        outer.end is None or (inner.end is not None and inner.end <= outer.end)
    )


def _remains(version: Version[Content], during: Period) -> list[tuple[Period, Content]]:
    pieces = []
    if version.valid.start < during.start:
        pieces.append((Period(version.valid.start, during.start), version.content))
    if during.end is not None and (version.valid.end is None or during.end < version.valid.end):
        pieces.append((Period(during.end, version.valid.end), version.content))
    return pieces


def valid_on(versions: Iterable[Version[Content]], day: date) -> Content | None:
    """Return the content in force on `day`, `None` when there is none."""
    for version in versions:
        if version.valid.contains(day):
            return version.content
    return None


@dataclass(frozen=True, slots=True)
class AsOf:
    """What every read asks: the facts of which day, as the register knows them since when.

    `known` is a change number: only what was known when that change had just been recorded.
    `None` means what is known now.
    """

    day: date
    known: int | None = None


def amended(held: Iterable[Version[Content]], day: date, content: Content) -> Splice[Content]:
    """Say what must change so that `content` holds from `day` to the end of what holds then.

    Where nothing holds on `day`, the content holds until the next version begins.
    """
    known = sorted(held, key=lambda version: version.valid.start)
    end = next(
        (version.valid.end for version in known if version.valid.contains(day)),
        next((version.valid.start for version in known if version.valid.start > day), None),
    )
    return splice(known, Period(day, end), content)
