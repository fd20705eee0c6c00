"""The window's desk at a city: the ledgers of an office below, read only, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.clock import clock_from
from desktop.desk import OfficeDesk
from desktop.exchange_desk import Silent
from desktop.resources import find_resources
from domain.checks.catalogue import rules_in_force
from domain.collected_outcomes import FindingCounts
from domain.errors import Refusal
from domain.facts import OfficeCode, UnitId
from domain.register import PeopleQuery
from domain.report_periods import period_called
from storage.plain_copies import plain_copies
from tests.desktop.commanding import PASSWORD, TODAY
from tests.desktop.test_collecting import Offices, offices
from tests.desktop.test_witness import acts

from desktop.office import open_office  # isort: skip

__all__ = ["offices"]
COUNTY = OfficeCode("629925")


@pytest.fixture
def desk(offices: Offices) -> Iterator[OfficeDesk]:
    offices.report()
    with city_of(offices) as opened:
        yield opened


@contextmanager
def city_of(offices: Offices) -> Iterator[OfficeDesk]:
    """Open the city as the window does."""
    clock = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
    with open_office(offices.city.data, "负责人", PASSWORD, find_resources(), clock) as opened:
        yield OfficeDesk(opened, plain_copies({}), lambda _: None)


def test_the_ledgers_of_a_county_are_read_as_it_sent_them(
    desk: OfficeDesk, offices: Offices
) -> None:
    ledger, told = desk.ledger_of(COUNTY), offices.county.done("summary")
    day, silent = desk.today, Silent()
    assert ledger.began() == desk.began()
    summary = ledger.summary(day, silent)
    assert summary.people == told["persons"] == ledger.count_people(PeopleQuery(), day)
    units = ledger.units(day)
    assert [unit.name for unit in units] == [unit["name"] for unit in told["units"]]
    assert set(ledger.unit_keys(day)) == {unit.unit for unit in units}
    assert {light.office for light in ledger.lights(day, silent)} == {COUNTY}
    assert ledger.dossier(units[0].unit, day).unit == units[0]
    (first, *_) = ledger.people(PeopleQuery(), day, 0, 5)
    assert ledger.person_by_id(first.person.id_no, day) == first
    assert ledger.person_by_id("0" * 18, day) is None
    assert all(due.member for due in ledger.due_to_retire(day, 600))
    assert ledger.choices("quota_type")
    assert ledger.choices("no such field") == ()


def test_what_the_city_itself_holds_is_not_mixed_with_it(desk: OfficeDesk) -> None:
    unit = desk.ledger_of(COUNTY).units(desk.today)[0].unit
    assert desk.units(desk.today) == ()
    for ledger in (desk, desk.ledger_of(desk.office.code)):
        with pytest.raises(Refusal, match=r"unit\.absent"):
            ledger.dossier(UnitId(unit), desk.today)


def test_the_findings_of_an_office_are_those_that_are_counted(desk: OfficeDesk) -> None:
    day, silent = desk.today, Silent()
    found = desk.ledger_of(COUNTY).check(day, None, silent)
    counts = desk.check_collected(day, silent)[COUNTY]
    told = [each.severity for each in found]
    assert (counts.errors, counts.warnings, counts.infos) == (
        told.count("error"), told.count("warning"), told.count("info"),
    )  # fmt: skip
    one = desk.ledger_of(COUNTY).check(day, UnitId(found[0].unit), silent)
    assert {each.unit for each in one} == {found[0].unit}


def test_only_the_own_people_are_offered_to_be_let_go(desk: OfficeDesk) -> None:
    assert desk.ledger_of(COUNTY).due_to_retire(desk.today, 900)
    assert desk.due_to_retire(desk.today, 900) == ()


def test_the_own_ledgers_are_shown_alone_and_all_that_is_held_is_counted(desk: OfficeDesk) -> None:
    day, silent = desk.today, Silent()
    theirs = desk.ledger_of(COUNTY).summary(day, silent)
    counted = desk.counts(day)
    assert theirs.people > 0
    assert (counted.people, len(counted.units)) == (theirs.people, len(theirs.units))
    assert counted.totals == theirs.totals
    assert desk.summary(day, silent).units == ()
    assert desk.lights(day, silent) == ()


def test_rules_that_have_changed_are_gone_by(desk: OfficeDesk) -> None:
    day, county = desk.today, desk.opened.resources.county
    before = desk.check_collected(day, Silent())[COUNTY]
    assert before.errors + before.warnings + before.infos > 0
    off = {rule.number: "本地不适用" for rule in rules_in_force(county)}
    desk.opened.resources.__dict__["county"] = replace(county, rules_off=off)
    assert desk.check_collected(day, Silent())[COUNTY] == FindingCounts()


def test_an_own_package_is_not_looked_at_as_one_that_came(desk: OfficeDesk, tmp_path: Path) -> None:
    made = desk.create_package("代码表", (COUNTY,), tmp_path)
    with pytest.raises(Refusal) as caught:
        desk.inspect_package(Path(made.path), Silent())
    assert caught.value.code == "package.own"


def test_who_stands_behind_a_difference_is_told_of_a_staged_report(offices: Offices) -> None:
    path = offices.sealed()
    with city_of(offices) as desk:
        view = desk.inspect_package(path, Silent())
        for unit, counts in view.difference["units"].items():
            found = desk.changed_people(Path(view.path), COUNTY, unit, Silent())
            assert [each.state for each in found] == ["added"] * counts["added"]
        desk.accept_package(Path(view.path), Silent())
        again = desk.inspect_package(offices.sealed(), Silent())
        assert desk.changed_people(Path(again.path), COUNTY, unit, Silent()) == ()


def test_what_is_held_and_was_not_looked_at_cannot_be_given_up(
    desk: OfficeDesk, offices: Offices
) -> None:
    made = [offices.sealed() for _ in range(2)]
    with pytest.raises(Refusal) as caught:
        desk.inspect_package(made[1], Silent())
    assert caught.value.code == "package.gap"
    desk.accept_package(made[0], Silent())
    (turn,) = desk.staged_packages()
    desk.discard_package(Path(turn.path))
    assert desk.staged_packages() == (turn,)


def test_the_desk_tells_who_has_reported(desk: OfficeDesk, tmp_path: Path) -> None:
    period = period_called(desk.period_kinds, "2026-11")
    found = desk.collection(period)
    assert [each.state.value for each in found.standings] == ["accepted", "missing"]
    assert desk.compared(found.standings, Silent())[COUNTY].now.units > 0
    assert [one.facts["kind"] for one in desk.reports_of(COUNTY)] == ["上报"]
    assert desk.office_names() == {"629925": "安澜县", "629926": "清平县"}
    assert desk.write_missing(period, tmp_path / "未报.xlsx") == 1


def test_showing_a_number_of_a_county_is_entered_with_the_county(
    desk: OfficeDesk, offices: Offices
) -> None:
    ledger = desk.ledger_of(COUNTY)
    ledger.reveal_id(ledger.people(PeopleQuery(), desk.today, 0, 1)[0])
    assert "reveal.id" in {act for act, _, _ in acts(offices.city)}
