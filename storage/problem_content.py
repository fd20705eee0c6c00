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
from storage.digest_key import KEYED, digest_key, keyed
from storage.fact_tables import Row, sql
from storage.problems import PROBLEM_STEPS
from storage.view import View

PROBLEM_CONTENT: Final = "problem.content"
_SPAN: Final = "-"
_ENTERED: Final = sql(PROBLEM_STEPS, "WHERE s.row BETWEEN :first AND :last ORDER BY s.row")
_ALL: Final = sql(PROBLEM_STEPS, "ORDER BY s.row")
_OLDER: Final = """
    SELECT coalesce(
        (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'schema.5.steps'), 0)
"""
_UNIT_NAME, _PERSON_NAME = 4, 10
"""Where a step's row names the problem's unit and person."""
_WITNESSED: Final = "SELECT object, digest FROM audit_row WHERE act = :act ORDER BY number"


def steps_named(rows: Sequence[int]) -> str:
    """Return how an audit row names steps: the first and the last."""
    return f"{rows[0]}{_SPAN}{rows[-1]}"


def steps_digest(view: View, rows: Sequence[int]) -> str:
    """Return the digest over all that these steps say, which follow each other."""
    said = view.rows(_ENTERED, {"first": rows[0], "last": rows[-1]})
    return keyed(digest_key(view.connection), _written(said))


def problem_faults(view: View) -> Iterator[Fault]:
    """Compare the problem ledger with what its audit rows witness, and tell what differs.

    A step that no witness covers is told too, unless an earlier program entered it: the first of
    those with a problem ledger witnessed nothing of it.
    """
    held = list(view.rows(_ALL, {}))
    key, (older,) = digest_key(view.connection), view.one(_OLDER)
    numbers = [row[-1] for row in held]
    loose = {number for number in numbers if not 0 < number <= older}
    for named, digest in view.rows(_WITNESSED, {"act": PROBLEM_CONTENT}):
        first, last = _ends(named)
        inside = slice(bisect_left(numbers, first), bisect_right(numbers, last))
        if digest not in _digests(key, held[inside], digest):
            yield _fault(first, held[inside])
        loose.difference_update(numbers[inside])
    if loose:
        first = min(loose)
        yield _fault(first, [row for row in held if row[-1] == first])


def _ends(named: str) -> tuple[int, int]:
    first, _, last = named.partition(_SPAN)
    if first.isdecimal() and last.isdecimal():
        return int(first), int(last)
    return 0, 0


def _fault(step: int, rows: Sequence[Row]) -> Fault:
    """Return what is told of steps: whose they are, by unit and person."""
    about = dict.fromkeys(_about(row[_UNIT_NAME], row[_PERSON_NAME]) for row in rows)
    numbers = sorted({row[0] for row in rows})
    return Fault("audit.problem", {"step": step, "numbers": numbers, "about": list(about)})


def _about(unit: str, person: str) -> str:
    return f"{person}（{unit}）" if person else unit


def _digests(key: bytes, rows: Sequence[Row], witnessed: str) -> tuple[str, ...]:
    """Return the digests of steps that a witness of its kind may hold."""
    written = _written(rows)
    if witnessed.startswith(KEYED):
        return (keyed(key, written),)
    # The first of them only joined the fields.
    joined = "".join("\x1f".join(map(str, row)) + "\x1e" for row in rows)
    return tuple(hashlib.sha256(form).hexdigest() for form in (written, joined.encode()))


def _written(rows: Iterable[Row]) -> bytes:
    # What people type may hold any character: only an encoding tells where a field ends.
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)
