"""Who has reported for a period, read from what the office above remembers of packages."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.exchange.collected import ReportState, Standing, below, history_of, standings
from domain.exchange.shipment import (
    ACCEPTED,
    CODE_TABLES,
    CREATED,
    FORK,
    GAP,
    HELD,
    PRE_AUDIT,
    REPORT,
    RETURN,
    RETURNED,
    SENT,
    TAKEN_OVER,
    VOID,
)
from domain.facts import OfficeCode
from domain.register import Receipt
from domain.report_periods import ReportPeriod

CITY, FIRST, SECOND = OfficeCode("6299"), OfficeCode("629925"), OfficeCode("629926")
NOVEMBER = ReportPeriod("月报", "2026-11", date(2026, 11, 1), date(2026, 11, 30))
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NAMES = {FIRST: "安澜县委编办"}


def receipt(
    seq: int,
    status: str = TAKEN_OVER,
    direction: str = ACCEPTED,
    kind: str = REPORT,
    *,
    data_date: str = "2026-11-20",
    peer: OfficeCode = FIRST,
    **facts: object,
) -> Receipt:
    told = {"kind": kind, **({"data_date": data_date} if data_date else {}), **facts}
    at = NOON + timedelta(hours=seq)
    package = f"{direction}-{kind}-{seq}"
    return Receipt(
        direction, peer, "report", 1, seq, package, f"{seq:064}", "", at, status, facts=told
    )


def remarks(*texts: str) -> list[dict[str, Any]]:
    return [
        {"number": number, "text": text, "rule": 0, "unit": "", "person": ""}
        for number, text in enumerate(texts, start=1)
    ]


def stand(*newest_first: Receipt, frozen: bool = False) -> Standing:
    (found,) = standings(NAMES, NOVEMBER, newest_first, NAMES if frozen else ())
    return found


def test_those_report_who_were_certified_who_sent_something_and_who_sent_for_others() -> None:
    told = receipt(1, peer=SECOND, sender_name="清平县委编办")
    held = (CITY, FIRST, OfficeCode("629927"))
    assert below(CITY, {**NAMES, OfficeCode("6398"): "别处"}, held, [told]) == {
        FIRST: "安澜县委编办", SECOND: "清平县委编办", "629927": "629927",
    }  # fmt: skip
    province = below(OfficeCode("62"), {CITY: "安河市委编办"}, (FIRST, SECOND), [])
    assert province == {CITY: "安河市委编办"}
    assert below(CITY, {}, (), [receipt(1, direction=SENT), receipt(1, kind=CODE_TABLES)]) == {}


@pytest.mark.parametrize(
    ("newest_first", "state"),
    [
        ((), ReportState.MISSING),
        ((receipt(1, data_date="2026-10-31"),), ReportState.MISSING),
        ((receipt(1),), ReportState.ACCEPTED),
        ((receipt(2, RETURNED), receipt(1)), ReportState.RETURNED),
        ((receipt(2), receipt(1, RETURNED)), ReportState.ACCEPTED),
        ((receipt(3, GAP, HELD), receipt(1)), ReportState.WAITING),
        ((receipt(3, GAP, HELD, data_date=""),), ReportState.WAITING),
        ((receipt(3, GAP, HELD, data_date="2026-12-01"), receipt(1)), ReportState.ACCEPTED),
        ((receipt(3, VOID, HELD), receipt(1)), ReportState.ACCEPTED),
        ((receipt(3, FORK, HELD),), ReportState.MISSING),
        ((receipt(3, GAP, HELD, kind=CODE_TABLES),), ReportState.MISSING),
        ((receipt(3, GAP, HELD, peer=SECOND),), ReportState.MISSING),
    ],
)
def test_the_newest_package_of_the_period_tells_where_an_office_stands(
    newest_first: tuple[Receipt, ...], state: ReportState
) -> None:
    assert stand(*newest_first).state is state


@pytest.mark.parametrize(
    ("office", "day", "state"),
    [
        (FIRST, date(2026, 11, 30), ReportState.STAGED),
        (FIRST, date(2026, 10, 31), ReportState.RETURNED),
        (SECOND, date(2026, 11, 30), ReportState.RETURNED),
    ],
)
def test_a_report_of_the_period_that_is_not_decided_on_is_not_missing(
    office: OfficeCode, day: date, state: ReportState
) -> None:
    (found,) = standings(NAMES, NOVEMBER, [receipt(1, RETURNED)], NAMES, [(office, day)])
    assert found.state is state
    assert found.report == receipt(1, RETURNED)


def test_nothing_is_missed_of_an_office_while_the_one_above_is_frozen() -> None:
    assert stand(frozen=True).state is ReportState.FROZEN
    assert stand(receipt(1), frozen=True).state is ReportState.ACCEPTED


def test_a_report_is_compared_with_the_one_accepted_before_it() -> None:
    now, back, before = receipt(3), receipt(2, RETURNED), receipt(1, data_date="2026-10-20")
    found = stand(now, back, before)
    assert (found.report, found.accepted, found.before) == (now, now, before)
    found = stand(back, before)
    assert (found.report, found.accepted, found.before) == (back, None, None)
    assert stand(now).before is None
    assert stand(now, back).before is None


def test_remarks_are_told_with_their_answers() -> None:
    report = receipt(1, remarks=remarks("缺批文", "身份证号有误"))
    answers = {"1": {"text": "已补", "at": "2026-11-22T09:00:00+00:00"}}
    sent = receipt(2, CREATED, SENT, PRE_AUDIT, counts={"remark": 2}, answers=answers)
    found = stand(sent, report)
    assert [(one.report, one.remark.text, one.answer) for one in found.remarks] == [
        (1, "缺批文", "已补"),
        (1, "身份证号有误", ""),
    ]
    assert found.open == 1
    assert found.remarks[0].answered_at == "2026-11-22T09:00:00+00:00"


def test_what_gave_way_is_counted_without_its_text() -> None:
    report = receipt(1, remarks=remarks("新的"))
    newer = receipt(3, CREATED, SENT, PRE_AUDIT, counts={"remark": 1})
    older = receipt(2, CREATED, SENT, PRE_AUDIT, counts={"remark": 2})
    found = stand(newer, older, report)
    assert [one.remark.text for one in found.remarks] == ["新的", "", ""]


def test_remarks_belong_to_the_report_that_they_are_about() -> None:
    returned = receipt(3, RETURNED, remarks=remarks("退"))
    to_returned = receipt(4, CREATED, SENT, RETURN, counts={"remark": 1})
    october = receipt(1, data_date="2026-10-20", remarks=remarks("十月的"))
    to_october = receipt(2, CREATED, SENT, PRE_AUDIT, counts={"remark": 1})
    found = stand(to_returned, returned, to_october, october)
    assert [(one.kind, one.remark.text) for one in found.remarks] == [(RETURN, "退")]


@pytest.mark.parametrize(
    "sent",
    [
        receipt(2, VOID, SENT, PRE_AUDIT, counts={"remark": 1}),
        receipt(2, CREATED, SENT, CODE_TABLES, counts={"remark": 1}),
        receipt(2, CREATED, SENT, PRE_AUDIT, peer=SECOND, counts={"remark": 1}),
        receipt(0, CREATED, SENT, PRE_AUDIT, counts={"remark": 1}),
        receipt(2, CREATED, SENT, RETURN, counts={"remark": 1}),
    ],
)
def test_packages_that_count_no_more_or_are_about_nothing_here_tell_no_remarks(
    sent: Receipt,
) -> None:
    assert stand(sent, receipt(1, remarks=remarks("意见"))).remarks == ()


def test_the_history_of_an_office_are_its_reports_and_what_was_said_of_them() -> None:
    sent = receipt(2, CREATED, SENT, PRE_AUDIT)
    ours = receipt(1)
    others = receipt(3, CREATED, SENT, CODE_TABLES), receipt(4, peer=SECOND)
    assert history_of((*others, sent, ours), FIRST) == (sent, ours)
