"""Comparing objects that change in place with the states that the audit rows witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

from storage.audit_entries import Problem
from storage.fact_tables import Row
from storage.mentioned import mentioned_object
from storage.states import GONE, STATEMENTS, all_objects, kind_and_key, named_object, state_digests
from storage.view import View

_ALL: Final = """
    SELECT object, before, digest FROM audit_row WHERE act = 'register.state'
     ORDER BY object, number
"""
_NEWEST: Final = """
    SELECT object FROM audit_row WHERE act = 'register.state' ORDER BY number DESC LIMIT :most
"""
_OBJECTS: Final = "SELECT DISTINCT object FROM audit_row WHERE act = 'register.state'"
_LAST: Final = """
    SELECT digest FROM audit_row WHERE act = 'register.state' AND object = :object
     ORDER BY number DESC LIMIT 1
"""
_BEFORE_WITNESSES: Final = "SELECT object FROM unwitnessed"
_BLOCK: Final = 500


def state_problems(view: View) -> Iterator[Problem]:
    """Compare all objects with what the audit rows witness, and tell what differs.

    Also what was altered behind the program before an act went on from it, and objects that no
    act made. Those from before the first witness are not judged until an act changes them.
    """
    last: dict[str, str] = {}
    broken: list[str] = []
    for named, rows in groupby(view.rows(_ALL, {}), key=itemgetter(0)):
        last[named], unbroken = _course(rows)
        if not unbroken:
            broken.append(named)
    known = last.keys() | {row[0] for row in view.rows(_BEFORE_WITNESSES, {})}
    slipped = (named_object(*one) for one in all_objects(view.connection))
    wrong = {*broken, *(named for named in slipped if named not in known)}
    wrong.update(_differing(view, last))
    yield from (_problem(view, named) for named in sorted(wrong))


def newest_states(view: View, most: int) -> Iterator[Problem]:
    """Compare the objects that were changed last."""
    newest = dict.fromkeys(row[0] for row in view.rows(_NEWEST, {"most": most}))
    yield from chosen_states(view, newest)


def witnessed_objects(view: View) -> list[str]:
    """Return all objects that an audit row witnesses."""
    return [named for (named,) in view.rows(_OBJECTS, {})]


def chosen_states(view: View, objects: Iterable[str]) -> Iterator[Problem]:
    """Compare some objects that audit rows witness with the newest of these.

    Where index and table disagree, as when a page was put back, a row that was listed is not found:
    such an object differs.
    """
    last = {named: _newest_digest(view, named) for named in objects}
    for named in _differing(view, last):
        yield _problem(view, named)


def _newest_digest(view: View, named: str) -> str:
    return _held(str(next(view.rows(_LAST, {"object": named}), ("",))[0]))


def _held(digest: str) -> str:
    return "" if digest == GONE else digest


def _course(rows: Iterable[Row]) -> tuple[str, bool]:
    """Return an object's last state, and whether each act went on from where the last had ended."""
    unbroken, last = True, ""
    for at, (_, before, digest) in enumerate(rows):
        unbroken = unbroken and (at == 0 or before == last)
        last = _held(digest)
    return last, unbroken


def _differing(view: View, last: dict[str, str]) -> Iterator[str]:
    for kind, group in groupby(sorted(last), key=lambda named: kind_and_key(named)[0]):
        while block := [kind_and_key(named)[1] for named in islice(group, _BLOCK)]:
            held = state_digests(view.connection, kind, block)
            for key in block:
                if held.get(key, "") != last[named_object(kind, key)]:
                    yield named_object(kind, key)


def _problem(view: View, named: str) -> Problem:
    kind, key = kind_and_key(named)
    if kind not in STATEMENTS:
        return Problem("audit.state.unknown", {"key": named})
    return Problem(f"audit.state.{kind}", {"key": key, "about": mentioned_object(view, kind, key)})
