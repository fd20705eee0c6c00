"""Checking that entries are one chain, be they from the audit or from an exported file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from storage.audit_entries import GENESIS, Head, Problem, Recorded, hash_of

Step = Callable[[int, int], None]
"""Told how far a check is: entries read, and entries there are."""
START: Final = Head(0, GENESIS)
_EVERY: Final = 2000


def chain_problems(
    entries: Iterable[Recorded],
    head: Head,
    anchors: Sequence[Head] = (),
    *,
    start: Head = START,
    step: Step | None = None,
) -> Iterator[Problem]:
    """Tell what is wrong with a chain, nothing when it is sound.

    `head` says how long it must be. `anchors` are heads kept outside (in packages, on paper, with
    the register's acts): the chain must pass through them, which finds even a chain that was
    computed anew. `start` is what the first entry must follow.
    """
    expected = {anchor.n: anchor.hash for anchor in anchors if anchor.n > start.n}
    last = start
    for entry in entries:
        yield from _wrong_with(entry, last)
        if expected.pop(entry.n, entry.hash) != entry.hash:
            yield Problem("audit.anchor", {"n": entry.n})
        last = Head(entry.n, entry.hash)
        if step is not None and entry.n % _EVERY == 0:
            step(entry.n, head.n)
    yield from (Problem("audit.anchor", {"n": n}) for n in sorted(expected))
    if head != last:
        yield Problem("audit.truncated", {"last": last.n, "expected": head.n})


def _wrong_with(entry: Recorded, last: Head) -> Iterator[Problem]:
    if entry.n != last.n + 1:
        yield Problem("audit.gap", {"after": last.n, "found": entry.n})
    if entry.prev != last.hash:
        yield Problem("audit.broken_chain", {"n": entry.n})
    if hash_of(entry) != entry.hash:
        yield Problem("audit.edited", {"n": entry.n})
