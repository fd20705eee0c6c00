"""An office above reads what came in: who reported, what it adds up to, what the rules find."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.collected_outcomes import FindingCounts, OfficePart, OfficeTotal
from domain.errors import Refusal
from domain.exchange.collected import ReportState
from domain.exchange.shipment import ACCEPTED, REPORT, RETURNED, TAKEN_OVER
from domain.facts import FACTS, Fact, OfficeCode, UnitId
from domain.register import Change, Office, Receipt
from domain.report_periods import period_called
from domain.tallies import Tally
from domain.versions import Splice, amended
from domain.workflow.collecting import Collecting
from domain.workflow.facts_carried import RECEIVED
from domain.workflow.report_freezes import ReportFreezes
from tests.domain.workflow.office import AUDITOR, COUNTY, HEAD, Steps
from tests.fakes.clock import FixedClock
from tests.fakes.facts import BEGIN, person, place, quota, unit
from tests.fakes.register import FakeRegister

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
FIRST, SECOND = OfficeCode("629925"), OfficeCode("629926")
NAMES = {FIRST: "安澜县委编办", SECOND: "清平县委编办", CITY.code: "市里报来的"}
NOVEMBER = period_called(COUNTY.periods, "2026-11")
TODAY = date(2026, 11, 23)
EDUCATION = unit(1, "安澜县教育局")
LI, WANG = person(1), person(2)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class City:
    """A city that takes reports, one change each, as accepting a package leaves them."""

    def __init__(self, office: Office = CITY) -> None:
        self.register = FakeRegister(office)
        self.act = Collecting(self.register, COUNTY)
        self.taken = 0

    def take(
        self,
        peer: OfficeCode,
        *facts: Fact,
        day: date = date(2026, 11, 20),
        of: OfficeCode | None = None,
        status: str = TAKEN_OVER,
        ended: OfficeCode | None = None,
    ) -> None:
        """Take a report that says these facts anew, of its sender or of an office below it.

        It leaves out the office that is `ended`.
        """
        self.taken += 1
        package = f"{self.taken:032}"
        at = NOON + timedelta(minutes=self.taken)
        told = Change("接收上报", RECEIVED, day, "sun", "sun", at, single=False, summary=package)
        receipt = Receipt(
            ACCEPTED, peer, "report", 1, self.taken, package, f"{self.taken:064}", "", at, status,
            facts={
                "kind": REPORT, "data_date": day.isoformat(),
                "offices": {
                    each: {"name": NAMES[peer], "data_date": day.isoformat()}
                    for each in dict.fromkeys((peer, of or peer))
                },
            },
        )  # fmt: skip
        with self.register.writing(HEAD) as writer:
            if status == TAKEN_OVER:
                number = writer.record(told)
                for fact in facts:
                    writer.apply(type(fact), amended((), BEGIN, fact), number, of or peer)
                for kind in FACTS if ended else ():
                    left: Splice[Any] = Splice(tuple(writer.all_versions(kind, ended)), ())
                    writer.apply(kind, left, number, ended)
            writer.keep_receipt(receipt)

    def states(self, text: str = "2026-11") -> dict[str, str]:
        period = period_called(COUNTY.periods, text)
        found = self.act.status(HEAD, period, NAMES, TODAY)
        return {each.office: each.state.value for each in found.standings}


@pytest.fixture
def city() -> City:
    made = City()
    made.take(FIRST, EDUCATION, quota(EDUCATION, 1), LI, place(LI, EDUCATION))
    return made


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def test_the_status_tells_who_has_reported_and_who_has_not(city: City) -> None:
    assert city.states() == {FIRST: "accepted", SECOND: "missing"}
    assert city.states("2026-10") == {FIRST: "missing", SECOND: "missing"}
    city.take(SECOND, status=RETURNED)
    assert city.states()[SECOND] == "returned"
    assert len(city.act.history(HEAD, FIRST)) == 1
    found = city.act.status(HEAD, NOVEMBER, NAMES, TODAY)
    assert (found.ledger_of(FIRST), found.ledger_of(SECOND)) == (FIRST, None)
    assert city.act.names(HEAD, NAMES) == {FIRST: "安澜县委编办", SECOND: "清平县委编办"}


def test_within_a_freeze_nobody_is_late(city: City) -> None:
    freezes = ReportFreezes(city.register, FixedClock())
    freezes.add(HEAD, "2026-11-24", "2026-12-03", "还没有开始")
    assert city.states()[SECOND] == ReportState.MISSING
    freezes.add(HEAD, "2026-11-20", "2026-12-03", "年度核查")
    assert city.states() == {FIRST: "accepted", SECOND: "frozen"}
    freezes.allow(HEAD, SECOND, date(2026, 11, 30), "补报")
    assert city.states()[SECOND] == ReportState.MISSING


def test_a_report_is_compared_with_what_the_office_told_before(city: City) -> None:
    city.take(FIRST, WANG, place(WANG, EDUCATION), day=date(2026, 11, 22))
    standings = city.act.status(HEAD, NOVEMBER, NAMES, TODAY).standings
    steps = Steps()
    found = city.act.compared(HEAD, standings, steps)
    now, before = Tally(1, 2, 1, 0, 1), Tally(1, 1, 1, 0, 0)
    assert (found[FIRST].now, found[FIRST].before) == (now, before)
    assert found[FIRST].parts == (OfficePart(FIRST, "安澜县委编办", now, before),)
    assert SECOND not in found
    assert steps.steps == [1]
    assert city.act.compared(HEAD, standings, steps) == found


def test_the_first_report_has_nothing_before_it(city: City) -> None:
    standings = city.act.status(HEAD, NOVEMBER, NAMES, TODAY).standings
    found = city.act.compared(HEAD, standings, Steps())[FIRST]
    assert found.before is None
    assert found.parts == (OfficePart(FIRST, "安澜县委编办", found.now),)


def test_what_the_register_has_lost_is_compared_with_nothing(city: City) -> None:
    (first, _) = city.act.status(HEAD, NOVEMBER, NAMES, TODAY).standings
    assert first.accepted is not None
    lost = replace(first, accepted=replace(first.accepted, package="0" * 31 + "9"))
    assert city.act.compared(HEAD, [lost], Steps()) == {}


def test_totals_are_told_office_by_office(city: City) -> None:
    own = replace(unit(7, "市教育局"), unit=UnitId("62990007"))
    assert [one.office for one in city.act.totals(HEAD, TODAY, NAMES, Steps())] == [FIRST, SECOND]
    with city.register.writing(HEAD) as writer:
        change = Change("导入", "变动", BEGIN, "sun", "", NOON, single=False)
        writer.add((own,), BEGIN, writer.record(change))
    first = OfficeTotal(FIRST, "安澜县委编办", Tally(1, 1, 1, 0, 0))
    assert city.act.totals(HEAD, TODAY, NAMES, Steps()) == (
        OfficeTotal(CITY.code, CITY.name, Tally(1)), first,
        OfficeTotal(SECOND, "清平县委编办", Tally()),
    )  # fmt: skip
    assert city.act.totals(HEAD, TODAY, NAMES, Steps(), FIRST) == (first,)
    unheld = lambda: city.act.totals(HEAD, TODAY, NAMES, Steps(), SECOND)  # noqa: E731 - an act
    assert refused(unheld) == "office.not_held"


def test_a_province_adds_up_what_a_city_sent_of_its_counties() -> None:
    province = City(Office(OfficeCode("62"), "甘泉省委编办", "province"))
    theirs = replace(unit(7, "市教育局"), unit=UnitId("62990007"))
    province.take(CITY.code, theirs, quota(theirs, 4))
    province.take(CITY.code, EDUCATION, LI, place(LI, EDUCATION), of=FIRST)
    (city,) = province.act.totals(HEAD, TODAY, {CITY.code: CITY.name}, Steps())
    assert city == OfficeTotal(
        CITY.code, CITY.name, Tally(2, 1, 4, 4, 1),
        (
            OfficePart(CITY.code, CITY.name, Tally(1, 0, 4, 4, 0)),
            OfficePart(FIRST, "市里报来的", Tally(1, 1, 0, 0, 1)),
        ),
    )  # fmt: skip
    (alone,) = province.act.totals(HEAD, TODAY, {}, Steps(), FIRST)
    assert (alone.name, alone.tally, alone.parts) == ("市里报来的", Tally(1, 1, 0, 0, 1), ())
    standings = province.act.status(HEAD, NOVEMBER, {}, TODAY).standings
    assert province.act.status(HEAD, NOVEMBER, {}, TODAY).ledger_of(CITY.code) == CITY.code
    assert province.act.names(HEAD, {})[FIRST] == "市里报来的"
    found = province.act.compared(HEAD, standings, Steps())[CITY.code]
    assert [part.office for part in found.parts] == [CITY.code, FIRST]
    assert found.parts[1].before is None


def test_what_a_city_left_out_since_is_still_counted_as_it_was_told() -> None:
    province = City(Office(OfficeCode("62"), "甘泉省委编办", "province"))
    province.take(CITY.code, EDUCATION, LI, place(LI, EDUCATION), of=FIRST)
    province.take(CITY.code, ended=FIRST)
    standings = province.act.status(HEAD, NOVEMBER, {}, TODAY).standings
    found = province.act.compared(HEAD, standings, Steps())[CITY.code]
    assert (found.now, found.before) == (Tally(), Tally(1, 1, 0, 0, 1))
    gone = OfficePart(FIRST, "市里报来的", Tally(), Tally(1, 1, 0, 0, 1))
    assert found.parts == (OfficePart(CITY.code, "市里报来的", Tally(), Tally()), gone)


def test_a_receipt_that_names_no_offices_tells_of_those_held(city: City) -> None:
    (first, _) = city.act.status(HEAD, NOVEMBER, NAMES, TODAY).standings
    assert first.accepted is not None
    told = {"kind": REPORT, "data_date": "2026-11-20"}
    unnamed = replace(first, accepted=replace(first.accepted, facts=told))
    assert city.act.compared(HEAD, [unnamed], Steps())[FIRST].now == Tally(1, 1, 1, 0, 0)


def test_a_city_that_sent_only_its_counties_is_told_with_its_parts() -> None:
    province = City(Office(OfficeCode("62"), "甘泉省委编办", "province"))
    province.take(CITY.code, EDUCATION, of=FIRST)
    (city,) = province.act.totals(HEAD, TODAY, {}, Steps())
    assert city.parts == (OfficePart(FIRST, "市里报来的", Tally(1)),)
    assert province.act.totals(HEAD, TODAY, {}, Steps(), CITY.code)[0].parts == city.parts


def test_the_rules_are_run_over_what_came_in(city: City) -> None:
    twice = replace(person(9), id_no=LI.id_no, name=LI.name)
    theirs = replace(unit(8, "清平县教育局"), unit=UnitId("6299260001"))
    alone = city.act.checked(HEAD, TODAY, Steps())
    city.take(SECOND, theirs, twice, place(twice, theirs))
    both = city.act.checked(HEAD, TODAY, Steps())
    assert set(both) == {FIRST, SECOND}
    assert both[FIRST].errors == alone[FIRST].errors + 1
    assert both[SECOND].errors > 0


def test_what_was_checked_is_read_again_only_when_something_new_came(city: City) -> None:
    first = Steps()
    found = city.act.checked(HEAD, TODAY, first)
    again = Steps()
    assert city.act.checked(HEAD, TODAY, again) == found
    assert len(again.steps) < len(first.steps)
    city.take(FIRST, quota(EDUCATION, 9, "工勤编制"))
    anew = Steps()
    city.act.checked(HEAD, TODAY, anew)
    assert len(anew.steps) == len(first.steps)


def test_an_office_of_whose_facts_no_package_is_remembered_is_checked_too() -> None:
    city = City()
    with city.register.writing(HEAD) as writer:
        number = writer.record(Change("接收", RECEIVED, BEGIN, "sun", "", NOON, single=False))
        held = amended((), BEGIN, EDUCATION)
        writer.apply(type(EDUCATION), held, number, FIRST)
    assert isinstance(city.act.checked(HEAD, TODAY, Steps())[FIRST], FindingCounts)


def test_only_who_may_read_is_told() -> None:
    act = City().act
    assert refused(lambda: act.status(AUDITOR, NOVEMBER, NAMES, TODAY)) == "role.denied"
    assert refused(lambda: act.totals(AUDITOR, TODAY, NAMES, Steps())) == "role.denied"
    assert refused(lambda: act.checked(AUDITOR, TODAY, Steps())) == "role.denied"
    assert refused(lambda: act.compared(AUDITOR, (), Steps())) == "role.denied"
    assert refused(lambda: act.history(AUDITOR, FIRST)) == "role.denied"


def test_a_county_has_nobody_below() -> None:
    county = City(Office(FIRST, "安澜县委编办", "county"))
    assert county.act.names(HEAD, {}) == {}
    assert refused(county.states) == "report.nothing_below"
