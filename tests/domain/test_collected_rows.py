"""上报情况 in words: counts, and the row of an office whose report is missing."""

from datetime import UTC, datetime

from domain.collected_rows import (
    STATE_WORDS,
    counted,
    not_accepted,
    standing_cells,
    told_counts,
)
from domain.exchange.collected import AnsweredRemark, ReportState, Standing
from domain.exchange.remarks import Remark
from domain.exchange.shipment import ACCEPTED, PRE_AUDIT, REPORT, RETURNED
from domain.facts import OfficeCode
from domain.register import Receipt
from domain.report_periods import period_called
from tests.fakes.dossiers import county

NOVEMBER = period_called(county().periods, "2026-11")
FIRST, SECOND = OfficeCode("629925"), OfficeCode("629926")
RECEIPT = Receipt(
    ACCEPTED, FIRST, "report", 1, 7, "a" * 32, "b" * 64, "", datetime(2026, 11, 21, tzinfo=UTC),
    RETURNED, facts={"kind": REPORT, "data_date": "2026-11-20"},
)  # fmt: skip
RETURNED_ONE = Standing(
    FIRST, "安澜县", ReportState.RETURNED, RECEIPT,
    remarks=(AnsweredRemark("c" * 32, 7, PRE_AUDIT, Remark(1, "缺批文")),),
)  # fmt: skip
MISSING = Standing(SECOND, "清平县", ReportState.MISSING)


def test_every_state_has_its_word() -> None:
    assert set(STATE_WORDS) == set(ReportState)


def test_offices_are_counted_by_where_they_stand() -> None:
    accepted = Standing(SECOND, "清平县", ReportState.ACCEPTED)
    frozen = Standing(SECOND, "清平县", ReportState.FROZEN)
    waiting = Standing(SECOND, "清平县", ReportState.WAITING)
    staged = Standing(SECOND, "清平县", ReportState.STAGED)
    some = (accepted, RETURNED_ONE, MISSING, frozen)
    assert counted(some) == {
        "expected": 4, "accepted": 1, "missing": 2, "returned": 1, "staged": 0,
        "waiting": 0,
    }  # fmt: skip
    assert told_counts(some) == "应报 4　已报 1　未报 2　退回 1"
    assert told_counts((*some, waiting, staged)).endswith("退回 1　待决定 1　等前面的包 1")
    assert not_accepted(some) == some[1:]


def test_a_row_tells_what_is_known_of_a_report_that_is_missing() -> None:
    assert standing_cells(RETURNED_ONE, NOVEMBER) == {
        "office": "629925", "name": "安澜县", "period": "2026-11", "state": "已退回", "seq": "7",
        "data_date": "2026-11-20", "open": "1", "remark": "已退回，请按意见改好、逐条答复后再报",
    }  # fmt: skip
    cells = standing_cells(MISSING, NOVEMBER)
    assert [cells[key] for key in ("state", "seq", "data_date", "open", "remark")] == [
        "未报", "", "", "", "",
    ]  # fmt: skip
