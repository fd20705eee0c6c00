"""Remarks go to the report that they were written on, and to no other."""

from __future__ import annotations

import pytest

from domain.errors import Refusal
from domain.exchange.remarks import Remark, told_remarks
from domain.workflow.accepting import Accepting
from domain.workflow.remarking import Given, Remarking
from tests.domain.workflow.office import REVIEWER, Steps
from tests.domain.workflow.two_offices import TwoOffices
from tests.fakes.border import COUNTY

FOUND = Given((Remark(1, "批文没有上传"),), "一处要改")


def test_remarks_on_a_report_that_a_newer_one_has_followed_are_refused() -> None:
    two = TwoOffices()
    first = two.city.accept(two.report())
    two.hire()
    second = two.city.accept(two.report())
    act, county = Remarking(two.city.exchange), COUNTY.code
    with pytest.raises(Refusal) as refusal:
        act.remark(REVIEWER, county, FOUND, Steps(), report=first.package)
    assert (refusal.value.code, refusal.value.facts) == ("package.newer_report", {"seq": 2})
    assert all("remarks" not in receipt.facts for receipt in two.city.history)
    sealed = act.remark(REVIEWER, county, FOUND, Steps(), report=second.package)
    assert sealed.counts == {"remark": 1}


def test_answers_are_seen_before_the_report_that_brings_them_is_accepted() -> None:
    two = TwoOffices()
    two.city.accept(two.report())
    sent = Remarking(two.city.exchange).remark(REVIEWER, COUNTY.code, FOUND, Steps())
    two.county.accept(sent.path)
    two.answer_all()
    report, city = two.report(), Accepting(two.city.exchange)
    seen = city.stage(REVIEWER, report, Steps())
    assert told_remarks(seen.difference) == ("答复第 1 条意见：已改",)
    assert "answers" not in city.accept(REVIEWER, seen.path, Steps()).difference
