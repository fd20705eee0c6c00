"""When things were done, as the audit knows it: moments are compared as moments, not as text."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from storage.audit_entries import COLUMNS, Recorded, recorded
from storage.connect import Connection
from storage.fact_tables import sql

_NEWEST: Final = """
    SELECT at, max(julianday(at)) FROM entry
     WHERE substr(at, 1, 10) >= :since AND n > :after AND julianday(at) <= julianday(:until)
"""
_LAST: Final = sql(
    "SELECT", ", ".join(COLUMNS), "FROM entry WHERE act = ? AND result = '成功'",
    "ORDER BY n DESC LIMIT 1",
)  # fmt: skip
_ANY_ZONE: Final = timedelta(days=2)
"""A day as some clock showed it may differ so much from the day of the same moment elsewhere."""


def newest_in(
    connection: Connection, until: datetime, since: datetime | None, after: int
) -> datetime | None:
    """Return when the newest entry was made of those from `since` to `until`, above a number."""
    from_day = "" if since is None else (since - _ANY_ZONE).date().isoformat()
    bound = {"until": until.isoformat(), "since": from_day, "after": after}
    at, _ = connection.execute(_NEWEST, bound).fetchone()
    return None if at is None else datetime.fromisoformat(at)


def last_in(connection: Connection, act: str) -> Recorded | None:
    """Return the last entry of an act that was done, `None` before the first."""
    row = connection.execute(_LAST, (act,)).fetchone()
    return None if row is None else recorded(row)
