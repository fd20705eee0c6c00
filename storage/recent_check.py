"""What is compared at every opening: what was changed last, and as much again by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from domain.facts import FACTS, Fact
from storage.audit_entries import Problem
from storage.content import CONTENT, MARK, ends
from storage.content_check import Span, altered_rows, compared, former_changes
from storage.mentioned import mentioned
from storage.reader import SqlReader
from storage.state_check import chosen_states, newest_states, witnessed_objects

NEWEST: Final = 200
BY_CHANCE: Final = 1000
_RUN: Final = 50
"""Versions that lie together and are looked at together."""
_TRANSACTIONS: Final = 20
_LARGEST: Final = 500
"""Versions of one transaction; what an import entered is left to chance and the full check."""
_LAST_SPANS: Final = """
    SELECT object, digest FROM audit_row WHERE act = :act ORDER BY number DESC LIMIT :most
"""
_SIZE: Final = """
    SELECT coalesce(sum(length(marks)), 0) FROM version_mark WHERE change BETWEEN ? AND ?
"""
_BLOCKS: Final = "SELECT kind, first_row, change, length(marks) FROM version_mark"
_MARKS: Final = """
    SELECT substr(marks, :at, :length) FROM version_mark WHERE kind = :kind AND first_row = :first
"""


@dataclass(frozen=True, slots=True)
class RecentCheck:
    """Compares within a time: `expired` tells when no further step is to begin."""

    random: Random
    expired: Callable[[], bool]

    def problems(self, reader: SqlReader) -> Iterator[Problem]:
        """Tell what differs from its witness: the newest first, then what chance picks."""
        for step in (self._newest, _recent_content, self._states, self._versions):
            if self.expired():
                return
            yield from step(reader)

    def _newest(self, reader: SqlReader) -> Iterator[Problem]:
        return newest_states(reader, NEWEST)

    def _states(self, reader: SqlReader) -> Iterator[Problem]:
        objects = witnessed_objects(reader)
        return chosen_states(reader, self.random.sample(objects, min(BY_CHANCE, len(objects))))

    def _versions(self, reader: SqlReader) -> Iterator[Problem]:
        blocks = [(*row[:3], row[3] // MARK) for row in reader.rows(_BLOCKS, {})]
        if not blocks:
            return
        kinds = {kind.KIND: kind for kind in FACTS}
        weights = [block[-1] for block in blocks]
        for kind, first, change, size in self.random.choices(blocks, weights, k=BY_CHANCE // _RUN):
            start = self.random.randrange(max(1, size - _RUN + 1))
            if kind not in kinds:
                continue
            for row in _altered(reader, kinds[kind], first, start):
                who = mentioned(reader, kinds[kind], row) or f"第 {row} 行"
                yield Problem(f"audit.fact.{kind}", {"who": who, "change": change})


def _altered(reader: SqlReader, kind: type[Fact], first: int, start: int) -> Iterator[int]:
    """Return the altered rows of a run that begins `start` versions into the block from `first`."""
    part = {"at": start * MARK + 1, "length": _RUN * MARK, "kind": kind.KIND, "first": first}
    # There are none where a page put back lets the index know of rows that the table has not.
    for (marks,) in reader.rows(_MARKS, part):
        yield from altered_rows(reader, kind, first + start, marks)


def _recent_content(reader: SqlReader) -> Iterator[Problem]:
    former = former_changes(reader)
    chosen: list[Span] = []
    for named, digest in reader.rows(_LAST_SPANS, {"act": CONTENT, "most": _TRANSACTIONS}):
        one = Span(*ends(named), digest)
        (size,) = reader.one(_SIZE, (one.first, one.last))
        if not former < one.first <= one.last or size > _LARGEST * MARK:
            break
        chosen.append(one)
    if chosen:
        yield from compared(reader, chosen[::-1], chosen[-1].first - 1)
