"""Working copies of forms in the register: encrypted like all of it, witnessed like none of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from domain.case import CaseId
from domain.facts import UnitId
from domain.working_copy import Basis, Typed, TypedLine, WorkingCopy
from storage.fact_tables import Row
from storage.view import View

_HELD: Final = """
    SELECT key, kept_at, content FROM working_copy WHERE account = :account
     ORDER BY kept_at DESC, key
"""
_KEEP: Final = """
    INSERT INTO working_copy (account, key, kept_at, content) VALUES (?, ?, ?, ?)
    ON CONFLICT (account, key) DO UPDATE SET kept_at = excluded.kept_at, content = excluded.content
"""
_REMOVE: Final = "DELETE FROM working_copy WHERE account = ? AND key = ?"


class WorkingCopyReads(View):
    """The part of the `Reader` port that answers about working copies."""

    __slots__ = ()

    def working_copies(self, account: str) -> tuple[WorkingCopy, ...]:
        """Return an account's working copies, kept last first."""
        return tuple(map(_copy_of, self.rows(_HELD, {"account": account})))


class WorkingCopyWrites(WorkingCopyReads):
    """The part of the `Writer` port that keeps working copies."""

    __slots__ = ()

    def keep_working_copy(self, account: str, copy: WorkingCopy) -> None:
        """Keep a working copy in the place of the one with its key."""
        held = asdict(copy)
        key, kept_at = held.pop("key"), held.pop("kept_at")
        content = json.dumps(held, ensure_ascii=False)
        self.connection.execute(_KEEP, (account, key, kept_at, content))

    def remove_working_copy(self, account: str, key: str) -> None:
        """Remove a working copy; one that is not there is no fault."""
        self.connection.execute(_REMOVE, (account, key))


def _copy_of(row: Row) -> WorkingCopy:
    key, kept_at, content = row
    held: dict[str, Any] = json.loads(content)
    typed = held["typed"]
    lists = {name: tuple(items) for name, items in typed["lists"].items()}
    lines = tuple(
        TypedLine(line["title"], line["values"], tuple(line["people"])) for line in typed["lines"]
    )
    based_on = tuple(
        Basis(UnitId(one["unit"]), CaseId(one["case"]), one["mark"]) for one in held["based_on"]
    )
    shown = Typed(typed["fields"], lists, lines)
    return WorkingCopy(key, held["form"], held["subject"], shown, based_on, kept_at)
