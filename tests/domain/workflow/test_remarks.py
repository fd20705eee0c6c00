"""A report is returned or remarked on, each remark is answered, and the next report says how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import PurePath
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.records import Record, digest_of_records
from domain.exchange.remarks import MOST_ANSWERS, Remark, answers_in, left_to_answer, remarks_of
from domain.exchange.shipment import (
    ACCEPTED,
    DELIVERED,
    PRE_AUDIT,
    RECEIPT,
    REPORT,
    RETURN,
    RETURNED,
    SENT,
    TAKEN_OVER,
    Parcel,
)  # fmt: skip
from domain.outcomes import PackageView
from domain.workflow.packing import Packing
from domain.workflow.remarking import Given, Remarking
from tests.domain.workflow.office import ALONE, CLERK, HEAD, REVIEWER, Steps
from tests.domain.workflow.two_offices import Side, TwoOffices
from tests.fakes.border import FakeBorder
from tests.fakes.clock import FixedClock

FOUND = Given(
    (
        Remark(1, "身份证号与出生年月不一致", 12, "6299250001", "629925198803120017"),
        Remark(2, "批文没有上传"),
    ),
    "两处要改",
)
NOW = "2026-11-22T09:00:00+00:00"


@pytest.fixture
def two() -> TwoOffices:
    return TwoOffices()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def packing(side: Side) -> Packing:
    return Packing(side.register, side.exchange, FixedClock())


def send_back(two: TwoOffices, path: PurePath) -> PackageView:
    return packing(two.city).send_back(HEAD, path, FOUND, None, Steps())


def remarked(two: TwoOffices) -> PackageView:
    county = two.county.register.office.code
    return Remarking(two.city.exchange).remark(REVIEWER, county, FOUND, Steps())


def answer(two: TwoOffices, package: str, *numbers: int) -> tuple[int, ...]:
    left: tuple[int, ...] = ()
    for number in numbers:
        left = Remarking(two.county.exchange).answer(CLERK, package, number, f"已改 {number} ")
    return left


def test_a_returned_report_is_answered_remark_by_remark_before_the_next(two: TwoOffices) -> None:
    two.city.accept(two.report())
    two.hire()
    view = send_back(two, two.report())
    assert (view.status, view.seq, two.agree) == (RETURNED, 2, False)
    assert view.answer is not None
    assert (view.answer.kind, view.answer.counts) == (RETURN, {"remark": 2})
    taken = two.county.accept(view.answer.path)
    assert taken.difference["remarks"] == [asdict(remark) for remark in FOUND.remarks]
    assert (taken.difference["about"]["seq"], taken.difference["about"]["reason"]) == (
        2,
        "两处要改",
    )
    assert two.county.sent() == {1: DELIVERED, 2: RETURNED}
    assert refused(two.report) == "package.remarks_unanswered"
    assert answer(two, view.answer.package, 1) == (2,)
    assert refused(two.report) == "package.remarks_unanswered"
    assert answer(two, view.answer.package, 2) == ()
    report = two.report()
    assert two.city.accept(report).seq == 3
    assert two.agree
    (sent,) = [r for r in two.city.history if r.direction == SENT and r.facts["kind"] == RETURN]
    assert {n: one["text"] for n, one in sent.facts["answers"].items()} == {
        "1": "已改 1", "2": "已改 2",
    }  # fmt: skip


def test_an_accepted_report_may_be_remarked_on_too(two: TwoOffices) -> None:
    two.city.accept(two.report())
    sent = remarked(two)
    assert two.county.accept(sent.path).counts == {"remark": 2}
    assert two.county.sent() == {1: TAKEN_OVER}
    answer(two, sent.package, 1, 2)
    two.city.accept(two.report())
    assert two.agree


def test_answers_that_a_report_leaves_out_are_asked_for(two: TwoOffices) -> None:
    view = send_back(two, two.report())
    assert view.answer is not None
    two.county.accept(view.answer.path)
    answer(two, view.answer.package, 1, 2)
    path = two.report()
    honest = two.files[path]
    records = honest.records
    assert [record["kind"] for record in records[:3]] == ["answer", "answer", "office"]
    two.county.border.lie(path, (records[0], *records[2:]))
    assert refused(lambda: two.city.accept(path)) == "package.remarks_open"
    two.county.border.lie(path, ({**records[0], "number": "1"}, *records[2:]))
    assert refused(lambda: two.city.accept(path)) == "package.record_unreadable"
    two.files[path] = honest
    assert two.city.accept(path).status == "accepted"
    two.hire()
    assert two.city.accept(two.report()).status == "accepted"


def test_a_report_that_crossed_the_remarks_on_their_way_is_taken(two: TwoOffices) -> None:
    two.city.accept(two.report())
    remarked(two)
    two.hire()
    assert two.city.accept(two.report()).status == "accepted"


def test_what_was_taken_is_returned_no_more_and_what_was_returned_not_taken(
    two: TwoOffices,
) -> None:
    first = two.report()
    two.city.accept(first)
    assert refused(lambda: send_back(two, first)) == "package.taken_before"
    second = two.report()
    send_back(two, second)
    assert refused(lambda: send_back(two, second)) == "package.taken_before"
    assert two.city.accept(second).status == "already_returned"


def test_only_reports_are_returned_and_only_by_who_may(two: TwoOffices) -> None:
    two.city.accept(two.report())
    receipt = two.receipt()
    act = Packing(two.county.register, two.county.exchange, FixedClock())
    back = (HEAD, receipt, FOUND, None, Steps())
    assert refused(lambda: act.send_back(*back)) == "package.not_returnable"
    path = two.report()
    city = Remarking(two.city.exchange)
    assert refused(lambda: city.send_back(CLERK, path, FOUND, Steps())) == "role.denied"
    nobody = two.city.register.office.code
    below = two.county.register.office.code
    two.city.accept(path)
    assert refused(lambda: two.city.send(PRE_AUDIT)) == "package.no_remarks"
    assert refused(lambda: city.remark(HEAD, nobody, FOUND, Steps())) == "package.wrong_direction"
    assert refused(lambda: city.remark(CLERK, below, FOUND, Steps())) == "role.denied"
    assert refused(lambda: two.city.send(RETURN)) == "package.no_remarks"


def test_a_large_report_tells_how_far_it_was_read(two: TwoOffices) -> None:
    for _ in range(250):
        two.hire()
    told = Steps()
    Remarking(two.city.exchange).send_back(HEAD, two.report(), FOUND, told)
    assert told.steps == [500]


def test_a_return_that_cannot_be_signed_is_told_and_the_report_is_returned(
    two: TwoOffices,
) -> None:
    class Unsigned(type(two.city.border)):  # type: ignore[misc]  # the fake's own class
        def seal(self, *_given: object) -> object:
            raise Refusal("trust.not_certified", account="审核")

    exchange = replace(two.city.exchange, border=Unsigned(two.city.register.office, two.files))
    act = Packing(two.city.register, exchange, FixedClock())
    view = act.send_back(HEAD, two.report(), FOUND, PurePath("stick"), Steps())
    assert view.answer is not None
    assert view.answer.trouble is not None
    assert (view.answer.package, view.answer.trouble.code) == ("", "trust.not_certified")
    assert [r.status for r in two.city.history if r.direction == ACCEPTED] == [RETURNED]


def test_after_accepting_a_report_its_receipt_lies_where_it_was_asked_for(
    two: TwoOffices,
) -> None:
    stick = PurePath("stick")
    view = packing(two.city).accept(HEAD, two.report(), stick, Steps())
    assert view.answer is not None
    assert (view.answer.kind, view.answer.status, view.answer.path.parent) == (
        RECEIPT, "written", stick,
    )  # fmt: skip
    told = packing(two.county).accept(HEAD, view.answer.path, stick, Steps())
    assert (told.kind, told.answer) == (RECEIPT, None)


@pytest.mark.parametrize(
    ("package", "number", "text", "code"),
    [
        ("", 1, "已改", "package.unknown"),
        (None, 3, "已改", "package.remark_unknown"),
        (None, 1, "  ", "package.answer_empty"),
        (None, 1, "长" * 1001, "package.answer_empty"),
    ],
)
def test_an_answer_needs_a_remark_and_words(
    two: TwoOffices, package: str | None, number: int, text: str, code: str
) -> None:
    view = send_back(two, two.report())
    assert view.answer is not None
    two.county.accept(view.answer.path)
    which = view.answer.package if package is None else package
    act = Remarking(two.county.exchange).answer
    assert refused(lambda: act(CLERK, which, number, text)) == code
    receipts = [r for r in two.county.history if r.direction == SENT]
    assert refused(lambda: act(CLERK, receipts[0].package, 1, "已改")) == "package.unknown"
    assert refused(lambda: act(REVIEWER, which, 1, "已改")) == "role.denied"
    assert left_to_answer(two.county.history) == 2
    assert answers_in(two.county.history) == ()


def test_a_package_that_is_no_remarks_takes_no_answer(two: TwoOffices) -> None:
    two.city.accept(two.report())
    two.county.accept(two.receipt())
    (receipt,) = [r for r in two.county.history if r.direction == ACCEPTED]
    act = Remarking(two.county.exchange).answer
    assert refused(lambda: act(CLERK, receipt.package, 1, "已改")) == "package.unknown"


def altered(records: tuple[Any, ...], at: int, **stated: object) -> tuple[Any, ...]:
    return tuple({**r, **stated} if n == at else r for n, r in enumerate(records))


@pytest.mark.parametrize(
    "change",
    [
        lambda _: (),
        lambda records: records[1:],
        lambda records: altered(records, 0, status="gap"),
        lambda records: altered(records, 0, more=1),
        lambda records: altered(records, 1, number=2),
        lambda records: altered(records, 1, text=7),
        lambda records: altered(records, 2, text="长" * 1001),
        lambda records: altered(records, 2, text="清屏\x1b[2J"),
        lambda records: altered(records, 0, reason="一行\n又一行"),
        lambda records: altered(records, 0, status="accepted"),
        lambda records: (*records, {"kind": "unit"}),
    ],
)
def test_remarks_of_another_form_are_refused(
    two: TwoOffices, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]
) -> None:
    view = send_back(two, two.report())
    assert view.answer is not None
    path = view.answer.path
    forged = change(two.files[path].records)
    two.city.border.lie(path, forged)
    assert refused(lambda: two.county.accept(path)) == "package.digest_differs"
    two.city.border.lie(path, forged, digest=digest_of_records(forged))
    assert refused(lambda: two.county.accept(path)) == "package.record_unreadable"


def test_remarks_are_read_from_a_list_of_objects() -> None:
    stated = [{"text": "少一个批文"}, {"text": "重复", "rule": 9, "unit": "U", "person": "P"}]
    assert remarks_of(stated) == (
        Remark(1, "少一个批文"), Remark(2, "重复", 9, "U", "P"),
    )  # fmt: skip
    for wrong, number in (
        ([], 0), ("x", 0), ([{"text": "a"}] * 5001, 0), ([{"text": "a"}, {"text": ""}], 2),
        ([7], 1), ([{"text": "a", "more": 1}], 1), ([{"text": 7}], 1), ([{"text": "长" * 1001}], 1),
        ([{"text": "   "}], 1),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refusal:
            remarks_of(wrong)
        assert (refusal.value.code, refusal.value.facts) == (
            "package.remarks_invalid", {"number": number},
        )  # fmt: skip


def test_what_is_prepared_may_be_remarks_too(two: TwoOffices) -> None:
    send_back(two, two.report())
    to = (two.county.register.office.code,)
    seen = packing(two.city).create(CLERK, RETURN, to, PurePath("stick"), Steps())
    assert (seen.status, seen.counts) == ("prepared", {"remark": 2})
    signed = packing(two.city).sign(REVIEWER, RETURN, None, Steps())
    assert signed.status == "written"
    receipts = packing(two.city).create(CLERK, RECEIPT, to, PurePath("stick"), Steps())
    assert receipts.counts == {"verdict": 1}
    assert packing(two.city).create(ALONE, RECEIPT, to, PurePath("stick"), Steps()).seq == 1
    assert REPORT not in {r.facts.get("kind") for r in two.city.history if r.direction == SENT}


def test_what_people_type_becomes_one_line(two: TwoOffices) -> None:
    assert remarks_of([{"text": " 第一行\n第二行\x1b[2J "}]) == (Remark(1, "第一行 第二行 [2J"),)
    given = Given(FOUND.remarks, "改\n好")
    view = packing(two.city).send_back(HEAD, two.report(), given, None, Steps())
    assert view.answer is not None
    taken = two.county.accept(view.answer.path)
    assert taken.difference["about"]["reason"] == "改 好"
    Remarking(two.county.exchange).answer(CLERK, view.answer.package, 1, "已\t改")
    (told,) = answers_in(two.county.history)
    assert told["text"] == "已 改"


def test_a_report_nobody_has_yet_cannot_be_remarked_on(two: TwoOffices) -> None:
    assert refused(lambda: remarked(two)) == "package.no_report"
    assert two.city.history == ()


def test_a_waiting_report_that_is_returned_waits_no_more_and_tells_the_next(
    two: TwoOffices,
) -> None:
    first, second, third = two.report(), two.report(), two.report()
    for early in (third, second):
        assert refused(lambda path=early: two.city.accept(path)) == "package.gap"  # type: ignore[misc]  # a bound path
    waiting = two.city.accept(first).waiting
    assert waiting is not None
    following = send_back(two, waiting).waiting
    assert following is not None
    assert two.city.accept(following).seq == 3
    assert {r.status for r in two.city.history if r.direction == "held"} == {"void"}


def test_answers_that_nobody_asked_for_are_left_out(two: TwoOffices) -> None:
    view = send_back(two, two.report())
    assert view.answer is not None
    two.county.accept(view.answer.path)
    answer(two, view.answer.package, 1, 2)
    path = two.report()
    honest = two.files[path]
    more = {**honest.records[0], "number": 99}
    two.county.border.lie(path, (more, *honest.records), sha256=honest.parcel.sha256)
    two.city.accept(path)
    (sent,) = [r for r in two.city.history if r.direction == SENT and r.facts["kind"] == RETURN]
    assert set(sent.facts["answers"]) == {"1", "2"}


def test_a_report_is_returned_in_its_turn_only(two: TwoOffices) -> None:
    two.report()
    second = two.report()
    assert refused(lambda: send_back(two, second)) == "package.gap"
    assert [r.direction for r in two.city.history] == ["held"]


def test_a_report_taken_meanwhile_by_another_program_is_not_returned(two: TwoOffices) -> None:
    path = two.report()

    class Meanwhile(FakeBorder):
        def records(self, parcel: Parcel) -> Iterator[Record]:
            found = super().records(parcel)
            two.city.accept(path)
            return found

    border = Meanwhile(two.city.register.office, two.files)
    act = Remarking(replace(two.city.exchange, border=border))
    assert refused(lambda: act.send_back(HEAD, path, FOUND, Steps())) == "package.fork"
    assert [r.status for r in two.city.history if r.direction == ACCEPTED] == [TAKEN_OVER]


def test_what_waits_in_one_stream_is_nothing_to_another(two: TwoOffices) -> None:
    two.city.accept(two.report())
    first, second = remarked(two), remarked(two)
    assert refused(lambda: two.county.accept(second.path)) == "package.gap"
    waiting = two.county.accept(first.path).waiting
    assert waiting is not None
    two.county.accept(waiting)
    assert two.county.accept(two.receipt()).kind == RECEIPT
    assert [r.status for r in two.county.history if r.direction == "held"] == ["void"]


def test_more_answers_than_anybody_asked_for_are_read_no_further(two: TwoOffices) -> None:
    path = two.report()
    records = two.files[path].records
    answer_record = {"kind": "answer", "package": "p", "number": 1, "text": "已改", "at": NOW}
    two.county.border.lie(path, (answer_record,))
    assert refused(lambda: two.city.accept(path)) == "package.record_unreadable"
    two.county.border.lie(path, (*(answer_record for _ in range(MOST_ANSWERS + 1)), *records))
    assert refused(lambda: two.city.accept(path)) == "package.record_unreadable"


def test_one_made_before_the_remarks_waits_for_no_answers(two: TwoOffices) -> None:
    two.city.accept(two.report())
    second, sent = two.report(), remarked(two)
    two.county.accept(sent.path)
    answer(two, sent.package, 1, 2)
    two.hire()
    third = two.report()
    assert refused(lambda: two.city.accept(third)) == "package.gap"
    assert two.city.accept(second).status == "accepted"
    assert two.city.accept(third).status == "accepted"
    assert two.agree
