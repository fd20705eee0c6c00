"""A receipt is read as strictly as any package, and told in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.records import digest_of_records
from domain.exchange.shipment import REPORT, SENT, TAKEN_OVER, VOID
from domain.exchange.telling import told_verdicts
from domain.workflow.accepting import Accepting
from tests.domain.workflow.office import HEAD, Steps
from tests.domain.workflow.two_offices import TwoOffices


@pytest.fixture
def two() -> TwoOffices:
    return TwoOffices()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


@pytest.mark.parametrize(
    "change",
    [
        {"status": "void"},
        {"seq": "1"},
        {"more": 1},
        {"reason": "长" * 1001},
        {"at": "yesterday"},
        {"at": "2026-06-01 09:00:00+00:00"},
        {"kind": "unit"},
    ],
)
def test_a_verdict_of_another_form_is_refused(two: TwoOffices, change: dict[str, Any]) -> None:
    two.city.accept(two.report())
    path = two.receipt()
    forged = [{**record, **change} for record in two.files[path].records]
    two.city.border.lie(path, forged, digest=digest_of_records(forged))
    assert refused(lambda: two.county.accept(path)) == "package.record_unreadable"
    two.city.border.lie(path, two.files[path].records, digest="f" * 64)
    assert refused(lambda: two.county.accept(path)) == "package.record_unreadable"


def test_verdicts_that_were_left_out_are_noticed(two: TwoOffices) -> None:
    two.city.accept(two.report())
    path = two.receipt()
    two.city.border.lie(path, ())
    assert refused(lambda: two.county.accept(path)) == "package.digest_differs"


def test_what_is_out_of_its_turn_is_looked_at_no_further(two: TwoOffices) -> None:
    two.report()
    second = two.report()
    look = Accepting(two.city.exchange).look
    assert refused(lambda: look(HEAD, second, Steps())) == "package.gap"
    assert two.city.history == ()


def test_what_became_of_each_package_is_told_in_a_sentence(two: TwoOffices) -> None:
    two.city.accept(two.report())
    view = two.county.accept(two.receipt())
    assert told_verdicts(view.difference) == ("上报第 1 号：对方已接收入库",)
    returned = {"kind": "", "seq": 2, "status": "returned", "reason": "缺批文", "before": "written"}
    assert told_verdicts({"verdicts": [returned]}) == ("数据包第 2 号：对方已退回，理由：缺批文",)
    assert told_verdicts({"verdicts": [{**returned, "before": "returned"}]}) == ()


def test_what_was_confirmed_stays_so_when_a_later_number_is_another(two: TwoOffices) -> None:
    two.city.accept(two.report())
    two.county.accept(two.receipt())
    backup = two.county.register.snapshot()
    two.city.accept(two.report())
    two.county.register.set_back(backup)
    two.report()
    two.county.accept(two.receipt())
    sent = [(r.seq, r.status) for r in reversed(two.county.history) if r.direction == SENT]
    assert sent == [(1, TAKEN_OVER), (2, VOID), (2, TAKEN_OVER)]
    assert {r.facts.get("kind", "") for r in two.county.history if r.direction == SENT} == {
        REPORT, "",
    }  # fmt: skip
