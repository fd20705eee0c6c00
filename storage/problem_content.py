"""What the audit witnesses of the problem ledger: a digest over the steps a transaction entered.

Each transaction that enters steps ends with an audit row of its own, `PROBLEM_CONTENT`, whose
object names the first and last of them and whose digest covers each step with all that was found.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from storage.audit_entries import Problem as Fault
from storage.fact_tables import Row, sql
from storage.problems import PROBLEM_STEPS
from storage.view import View

PROBLEM_CONTENT: Final = "problem.content"
_SPAN: Final = "-"
_ENTERED: Final = sql(PROBLEM_STEPS, "WHERE s.row BETWEEN :first AND :last ORDER BY s.row")
_ALL: Final = sql(PROBLEM_STEPS, "ORDER BY s.row")
_WITNESSED: Final = "SELECT object, digest FROM audit_row WHERE act = :act ORDER BY number"


def steps_named(rows: Sequence[int]) -> str:
    """Return how an audit row names steps: the first and the last."""
    return f"{rows[0]}{_SPAN}{rows[-1]}"


def steps_digest(view: View, rows: Sequence[int]) -> str:
    """Return the SHA-256 (hex) over all that these steps say, which follow each other."""
    return _digest(view.rows(_ENTERED, {"first": rows[0], "last": rows[-1]}))


def problem_faults(view: View) -> Iterator[Fault]:
    """Compare the problem ledger with what its audit rows witness, and tell what differs.

    Nothing of it is older than its witness: a step that none covers is told too.
    """
    held = list(view.rows(_ALL, {}))
    numbers = [row[-1] for row in held]
    loose = set(numbers)
    for named, digest in view.rows(_WITNESSED, {"act": PROBLEM_CONTENT}):
        first, last = _ends(named)
        inside = slice(bisect_left(numbers, first), bisect_right(numbers, last))
        if _digest(held[inside]) != digest:
            yield Fault("audit.problem", {"step": first})
        loose.difference_update(numbers[inside])
    if loose:
        yield Fault("audit.problem", {"step": min(loose)})


def _ends(named: str) -> tuple[int, int]:
    first, _, last = named.partition(_SPAN)
    if first.isdecimal() and last.isdecimal():
        return int(first), int(last)
    return 0, 0


def _digest(rows: Iterable[Row]) -> str:
    whole = hashlib.sha256()
    for row in rows:
        # What people type may hold any character: only an encoding tells where a field ends.
        whole.update(json.dumps(row).encode() + b"\n")
    return whole.hexdigest()
