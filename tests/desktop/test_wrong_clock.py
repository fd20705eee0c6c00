"""A clock that is years off locks nobody out: the office opens, and order is that of numbers.

That a clock that is behind is told is tested with the floor of time.
"""

from __future__ import annotations

import pytest

from storage.audit import open_audit
from storage.sign_in import sign_in
from tests.desktop.commanding import PASSWORD, Bianqing

DAYS = ("1980-01-06", "2011-11-21", "2041-11-21", "2105-02-07")


@pytest.mark.parametrize("day", DAYS)
def test_the_office_opens_whatever_the_clock_says(county: Bianqing, day: str) -> None:
    assert county("case", "list", BIANQING_TODAY=day).exit == 0


@pytest.mark.rule("22239 8.1.4.3")
@pytest.mark.parametrize("day", DAYS)
def test_what_was_entered_with_a_wrong_clock_keeps_its_place(county: Bianqing, day: str) -> None:
    """审计次序按编号，不按系统时间."""
    wrong = ("--number", "无文号", "--title", "钟不准时登记")
    right = ("--number", "无文号", "--title", "校正后登记")
    assert county("document", "add", *wrong, BIANQING_TODAY=day).exit == 0
    county.done("document", "add", *right)
    assert county.done("verify", "--full") == {
        "ok": True,
        "problems": [],
        "unread": [],
        "proved": [],
        "notes": [],
    }
    listed = county.done("document", "list")["documents"]
    assert {one["title"] for one in listed} >= {right[3], wrong[3]}
    session = sign_in(county.data, county.user, PASSWORD)
    log = open_audit(county.data, session.audit_key)
    rows = list(log.rows())
    log.close()
    assert [row.n for row in rows] == list(range(1, len(rows) + 1))
    added = [row.at[:10] for row in rows if row.act == "document.add"]
    assert added[0] == day
    assert sorted(row.at for row in rows) != [row.at for row in rows]


@pytest.mark.parametrize("day", DAYS)
def test_wrong_passwords_under_a_wrong_clock_lock_nobody_out(county: Bianqing, day: str) -> None:
    wrong = Bianqing(county.data, county.user, "Falsch-2026-falsch")
    assert wrong("summary", BIANQING_TODAY=day).code == "vault.password_wrong"
    assert county("case", "list").exit == 0
