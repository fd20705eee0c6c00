"""The heads of audits that travel with reports show when an audit was put back."""

from dataclasses import replace

import pytest

from domain.audit import ChainHead
from domain.exchange.telling import told_audit, told_head
from tests.domain.workflow.test_exchange import FACTS, Offices
from tests.fakes.border import COUNTY
from tests.fakes.border import HEAD as CHAIN


@pytest.mark.rule("security 5")
def test_a_sender_whose_audit_is_less_than_before_is_told_of_and_its_data_taken() -> None:
    offices = Offices(*FACTS)
    first = offices.accept(offices.report())
    assert (first.audit, first.audit_cut, told_audit(first)) == (CHAIN, False, ())
    offices.county = replace(offices.county, audit_head=lambda: ChainHead(3, "cd" * 32))
    second = offices.accept(offices.report())
    assert (second.status, second.audit_cut) == ("accepted", True)
    (told,) = told_audit(second)
    assert COUNTY.name in told


def test_where_a_senders_audit_stood_is_told_as_on_paper() -> None:
    assert told_head(ChainHead(7, "00" * 32)) == "共 7 条，短码 0000-0000-0000-0000"
    assert told_head(None) == ""
