"""Rules 37, 38, 49, 62, 63, 72, 84, 85 and the part of 18 on people outside the quota."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from domain.alerts.lights import level_of
from domain.dates import PartialDate
from domain.dossier import Dossier
from domain.facts import (
    ABOLISHED,
    GIVEN_UP,
    STRUCK,
    USED,
    ContractControl,
    ContractWorker,
    Detachment,
    LedgerEntry,
    PersonId,
    Quota,
    Slot,
    UnitId,
)
from domain.finding import Context
from domain.others import Others
from tests.fakes.dossiers import DOCUMENT, MEMBER, PERSON, UNIT, codes, context, dossier, place
from tests.fakes.dossiers import found as findings

PUBLIC = "全额事业编制"
LENDER = UnitId("6299250002")


def beside(
    workers: Iterable[ContractWorker] = (),
    controls: Iterable[ContractControl] = (),
    detached: Iterable[Detachment] = (),
    off_duty: date | None = None,
) -> Context:
    since = {PersonId(1): off_duty} if off_duty else {}
    return context(others=Others(workers, controls, detached, since))


def worker(number: int = 1, id_no: str = "", unit: UnitId = UNIT.unit) -> ContractWorker:
    return ContractWorker(number, unit, "孙亮", id_no)


def away(kind: str = "借调", **changes: str) -> Detachment:
    return Detachment(PersonId(1), UNIT.unit, kind, "市委组织部", **changes)  # type: ignore[arg-type]  # by name


def test_nobody_holds_a_place_and_is_employed_outside_the_quota() -> None:
    known = beside([worker(id_no=PERSON.id_no)], [ContractControl(UNIT.unit, 1)])
    (finding,) = findings(dossier(), known)
    assert (finding.code, finding.facts["where"]) == ("check.18.contract", "安澜县教育局")
    elsewhere = beside([worker(id_no=PERSON.id_no, unit=LENDER)])
    (finding,) = findings(dossier(), elsewhere)
    assert finding.facts["where"] == LENDER
    assert codes(dossier(), beside([worker(unit=LENDER)])) == []


def test_more_employed_than_the_control_number() -> None:
    two = [worker(), worker(2)]
    assert codes(dossier(), beside(two, [ContractControl(UNIT.unit, 2)])) == []
    assert codes(dossier(), beside(two, [ContractControl(UNIT.unit, 1)])) == ["check.72"]
    assert codes(dossier(), beside(two)) == ["check.72.none"]


@pytest.mark.parametrize(
    ("until", "code"),
    [
        ("", "check.38"),
        ("2026-11-21", "check.38"),
        ("2026-11-20", "check.38.over"),
        ("2026", "check.38"),
        ("2026-10", "check.38.over"),
    ],
)
def test_who_is_away_from_his_place_is_named_and_whether_it_should_be_over(
    until: str, code: str
) -> None:
    assert codes(dossier(), beside(detached=[away(until=until)])) == [code]


def test_who_is_long_not_on_duty_has_a_registered_reason() -> None:
    absent, long = place(on_duty="否"), beside(off_duty=date(2026, 5, 20))
    (finding,) = findings(dossier(absent), long)
    assert (finding.code, finding.facts["since"], finding.facts["months"]) == (
        "check.37.unregistered",
        "2026-05-20",
        6,
    )
    assert codes(dossier(absent), beside(off_duty=date(2026, 5, 21))) == []
    assert codes(dossier(absent)) == []
    assert codes(dossier(place(on_duty="否", off_duty_reason="病假")), long) == []
    gone = beside(detached=[away()], off_duty=date(2026, 5, 20))
    assert codes(dossier(absent), gone) == ["check.38"]


@pytest.mark.parametrize(
    ("kind", "since", "measure", "long"),
    [
        ("长期病假", "2026-04-30", "", True),
        ("长期病假", "2026-05-01", "", False),
        ("长期病假", "2026-04-30", "函告", False),
        ("长期病假", "", "", False),
        ("长期病假", "2025", "", True),
        ("长期病假", "2026", "", False),
        ("借调", "2020-01-01", "", False),
    ],
)
def test_long_absence_wants_a_measure(kind: str, since: str, measure: str, long: bool) -> None:  # noqa: FBT001 - a table
    known = beside(detached=[away(kind, since=since, measure=measure)])
    assert ("check.37.long" in codes(dossier(), known)) == long


def entry(number: int, delta: int, **changes: str) -> LedgerEntry:
    return LedgerEntry(UNIT.unit, number, "编制", PUBLIC, delta, doc_no=DOCUMENT, **changes)  # type: ignore[arg-type]  # by name


def borrowed(*entries: LedgerEntry, people: int = 0) -> Dossier:
    public = [place(quota_type=PUBLIC, post_class="专业技术岗位")] * people
    known = dossier()
    approved = sum(one.delta for one in entries)
    return dossier(
        MEMBER,
        *public,
        quotas=(*known.quotas, Quota(UNIT.unit, PUBLIC, approved, doc_no=DOCUMENT)),
        ledger=(*known.ledger, *entries),
    )


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2027-06-30", []),
        ("2027-02-19", ["check.62.soon"]),
        ("2026-11-21", ["check.62.soon"]),
        ("2026-11-20", ["check.62.over"]),
        ("", []),
    ],
)
def test_turnover_places_go_back_in_time(due: str, expected: list[str]) -> None:
    lent = entry(3, 1, due_back=due, entry_type="周转借入", counterpart=LENDER)
    of = borrowed(lent)
    assert codes(of) == expected
    for finding in findings(of):
        assert finding.facts["lender"] == LENDER
    own = entry(3, 1, due_back=due, counterpart=UNIT.unit)
    for finding in findings(borrowed(own)):
        assert finding.facts["lender"] == "安澜县教育局"


def test_turnover_places_that_went_back_are_done_with() -> None:
    lent = entry(3, 1, due_back="2026-01-01", entry_type="周转借入", counterpart=LENDER)
    back = entry(4, -1, entry_type="周转归还", counterpart=LENDER)
    assert codes(borrowed(lent, back)) == []


def test_too_many_people_even_with_turnover_places() -> None:
    lent = entry(3, 1, due_back="2028-01-01", entry_type="周转借入")
    assert codes(borrowed(lent, people=1)) == []
    assert codes(borrowed(lent, people=2)) == ["check.48", "check.49"]
    assert codes(borrowed(entry(3, 1), people=2)) == ["check.48"]


def test_only_demobilised_officers_hold_their_places() -> None:
    def holding(mode: str) -> Dossier:
        known = dossier()
        places = Quota(UNIT.unit, "军转干部行政编制", 1, doc_no=DOCUMENT)
        granted = LedgerEntry(UNIT.unit, 3, "编制", "军转干部行政编制", 1, doc_no=DOCUMENT)
        member = place(quota_type="军转干部行政编制", entry_mode=mode)
        return dossier(member, quotas=(*known.quotas, places), ledger=(*known.ledger, granted))

    assert codes(holding("军转安置")) == []
    assert codes(holding("")) == []
    assert codes(holding("转任")) == ["check.63"]


def slot(granted: str = "2026-05-20", expires: str = "2027-05-20", **changes: str) -> Slot:
    return Slot(
        "安编用〔2026〕1号", UNIT.unit, PUBLIC, granted_on=PartialDate(granted),
        expires_on=PartialDate(expires), **changes,  # type: ignore[arg-type]  # fields by name
    )  # fmt: skip


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (slot(), ["check.84"]),
        (slot("2026-05-21"), []),
        (slot(expires=""), ["check.84"]),
        (slot(expires="2026-11-21"), ["check.84"]),
        (slot(expires="2026-11-20"), ["check.85"]),
        (slot("2026-10-01", "2026-11-20"), ["check.85"]),
        (slot("2025-12-31", "2026-11-20"), []),
        (slot("", "2026-11-20"), []),
        (slot(expires="2026-11-20", state=USED), []),
        (slot(expires="2026-11-20", state=STRUCK), []),
        (slot(expires="2026-11-20", state=GIVEN_UP), []),
    ],
)
def test_slots_are_used_in_time_and_struck_when_they_lapse(held: Slot, expected: list[str]) -> None:
    known = context(began=date(2026, 1, 1))
    assert codes(dossier(slots=(held,)), known) == expected
    assert codes(dossier(slots=(held,)), context(began=None)) == []
    closed = dossier(slots=(held,))
    closed = replace(closed, unit=replace(closed.unit, status=ABOLISHED))
    assert not {"check.84", "check.85"} & set(codes(closed, known))


def test_an_unused_slot_is_yellow_and_a_lapsed_one_red() -> None:
    known = context(began=date(2026, 1, 1))
    for held, level in ((slot(), "yellow"), (slot(expires="2026-11-20"), "red")):
        (finding,) = findings(dossier(slots=(held,)), known)
        assert level_of(finding, known) == level
        assert finding.facts["slot"] == "安编用〔2026〕1号"
