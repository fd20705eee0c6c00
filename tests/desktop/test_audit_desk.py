"""The audit at the window's desk, over a real office: what it finds, and what it checks against."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from desktop.audit_anchors import anchor_problems, anchors_of
from desktop.clock import clock_from
from desktop.office import open_office
from desktop.resources import find_resources
from desktop.security_desk import SecurityDesk
from domain.audit import AuditQuery
from storage.connect import connect, transaction
from tests.desktop.commanding import TODAY, Bianqing
from tests.desktop.test_cases import Desk
from tests.desktop.test_witness import session_of


class Steps:
    """Hears how far a check is."""

    def step(self, done: int, total: int) -> None:
        pass


@pytest.mark.rule("security 5")
def test_the_chain_is_checked_against_what_the_registers_own_acts_know(
    county: Bianqing, tmp_path: Path
) -> None:
    Desk(county, tmp_path).carry()
    now, resources = clock_from({"BIANQING_TODAY": TODAY}, installed=False), find_resources()
    with open_office(county.data, county.user, county.password, resources, now) as office:
        desk = SecurityDesk.of(office, lambda _: None)
        assert len(anchors_of(office.register, office.audit)) > 3
        assert anchor_problems(office.register, office.audit, full=True) == []
        assert desk.audit.verify(Steps()).problems == ()
        assert desk.audit.left_out(AuditQuery()) > 0
        newest = desk.audit.find(AuditQuery())[:3]
        assert desk.audit.entries(newest)[0].did == "核验审计链条"
        desk.lock()


@pytest.mark.rule("security 5")
def test_an_audit_that_was_made_anew_is_found_by_the_register(
    county: Bianqing, tmp_path: Path
) -> None:
    """Every hash is computed anew after an entry was taken back; only heads kept besides tell."""
    Desk(county, tmp_path).carry()
    key = session_of(county).audit_key
    with closing(connect(county.data / "audit.db", key)) as edited:
        for name in ("entry_stays", "entry_remains", "head_follows"):
            edited.execute(f"DROP TRIGGER {name}")
        with transaction(edited):
            edited.execute("UPDATE entry SET hash = replace(hash, 'a', 'b'), prev = "
                           "replace(prev, 'a', 'b')")  # fmt: skip
            edited.execute("UPDATE head SET hash = replace(hash, 'a', 'b')")
    now, resources = clock_from({"BIANQING_TODAY": TODAY}, installed=False), find_resources()
    with open_office(county.data, county.user, county.password, resources, now) as office:
        assert "audit.put_back" in [problem.code for problem in office.problems]
        (problem,) = anchor_problems(office.register, office.audit, full=True)
        assert problem.code == "audit.anchor"
