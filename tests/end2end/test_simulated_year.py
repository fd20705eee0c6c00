"""A whole year between a province, a city and a county, by files and the command line alone.

Every month has business, reports and something that goes wrong; in the end all three agree.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.errors import Refusal
from tests.desktop.commanding import PASSWORD, Bianqing, init
from tests.desktop.small_county import EDUCATION, FINANCE, SCHOOL
from tests.desktop.staffing import HEAD
from tests.desktop.test_clock_commands import given
from tests.desktop.test_exchange import enrol
from tests.desktop.unprivileged import without_privilege
from tests.end2end.three_offices import (
    ALONE,
    CLOSED,
    ThreeOffices,
    founded,
    kept,
    put_back,
    reports,
    trouble,
)
from tests.end2end.year_business import edits, enters, grows, leaves, moves, shrinks
from tests.end2end.year_faults import (
    answers,
    brought_again,
    flipped,
    forged,
    killed_at_three_places,
)
from tests.fakes.clock import FixedClock

pytestmark = pytest.mark.slow

MONTHS_OF_VACANCY = "thresholds.vacancy_months"
YEAR_END = ("--from", "12-15", "--to", "01-10")


@pytest.fixture
def year(tmp_path: Path) -> Iterator[ThreeOffices]:
    surroundings = {
        "BIANQING_PASSWORD": PASSWORD,
        "BIANQING_NEW_PASSWORD": PASSWORD,
        "BIANQING_KDF": "test",
        "BIANQING_TODAY": "2027-01-04",
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    with patch.dict(os.environ, surroundings):
        yield founded(tmp_path)


def test_three_offices_agree_at_the_end_of_a_year_full_of_faults(year: ThreeOffices) -> None:
    january_files_are_damaged_forged_and_brought_twice(year)
    february_a_stick_is_lost(year)
    march_files_come_in_the_wrong_order_and_an_old_one_again(year)
    april_the_county_is_put_back_by_a_month(year)
    may_the_city_is_put_back_by_a_month(year)
    june_a_copy_of_the_county_reports_too(year)
    july_the_county_is_put_back_and_its_outbox_is_gone(year)
    august_the_clock_of_the_county_is_years_wrong(year)
    september_the_power_goes_while_files_are_made_and_taken(year)
    october_a_stick_takes_nothing_and_the_county_is_installed_anew(year)
    november_the_city_hands_down_what_it_decided(year)
    december_remarks_are_answered_and_the_freeze_holds(year)
    the_year_is_closed(year)


def january_files_are_damaged_forged_and_brought_twice(year: ThreeOffices) -> None:
    year.on("2027-01-20")
    enters(year, 1, "2027-01-18", EDUCATION, "新一")
    report = year.report()
    whole = report.read_bytes()
    bad = year.stick / "bad.bqp"
    for content, code in (
        (flipped(whole), "package.tampered"),
        (whole[: len(whole) // 2], "package.truncated"),
        (forged(whole), "package.signature_invalid"),
    ):
        bad.write_bytes(content)
        year.refuses(year.city, bad, code)
    bad.unlink()
    year.answered(year.county, year.taken(year.city, report))
    brought_again(year.city, report)
    closed_month(year)


def february_a_stick_is_lost(year: ThreeOffices) -> None:
    year.on("2027-02-20")
    leaves(year, 2, "2027-02-18", "安九")
    lost = year.created(year.county, "上报", "6299")
    Path(lost["path"]).unlink()
    enters(year, 3, "2027-02-19", SCHOOL, "新二")
    second = year.report()
    year.refuses(year.city, second, "package.gap")
    again = year.county.done("package", "write", lost["id"], "--out", year.stick)
    first = year.taken(year.city, again["path"])
    year.answered(year.county, year.taken(year.city, first["waiting"]))
    closed_month(year)


def march_files_come_in_the_wrong_order_and_an_old_one_again(year: ThreeOffices) -> None:
    year.on("2027-03-20")
    old = sorted(year.stick.glob("629925_RPT_*.bqp"))
    moves(year, 4, "2027-03-18", "安三")
    first = year.report()
    edits(year, 5, "2027-03-19", "安一", "安澜城关")
    second = year.report()
    year.refuses(year.city, second, "package.gap")
    year.refuses(year.province, second, "package.wrong_recipient")
    taken = year.taken(year.city, first)
    year.taken(year.city, taken["waiting"])
    year.told_where_it_stands(year.city, year.county, "629925")
    assert len(old) > 2
    for report in old:
        brought_again(year.city, report)
    closed_month(year)


def april_the_county_is_put_back_by_a_month(year: ThreeOffices) -> None:
    year.on("2027-04-20")
    image = kept(year.county, "county-of-march")
    grows(year, 6, "2027-04-10", EDUCATION, 3)
    year.up_to_the_city()
    put_back(year.county, image)
    year.on("2027-04-21")
    grows(year, 7, "2027-04-12", EDUCATION, 4)
    year.refuses(year.city, year.report(), "package.fork")
    year.told_where_it_stands(year.city, year.county, "629925")
    assert "void" in year.states(year.county)
    closed_month(year)


def may_the_city_is_put_back_by_a_month(year: ThreeOffices) -> None:
    year.on("2027-05-20")
    image = kept(year.city, "city-of-april")
    edits(year, 8, "2027-05-10", "安二", "安澜城关")
    missing = year.up_to_the_city()
    year.up_to_the_province()
    put_back(year.city, image)
    year.on("2027-05-21")
    leaves(year, 9, "2027-05-12", "安七")
    following = year.report()
    year.refuses(year.city, following, "package.gap")
    waiting = year.taken(year.city, missing)["waiting"]
    year.answered(year.county, year.taken(year.city, waiting))
    other = year.created(year.city, "上报", "62")["path"]
    year.refuses(year.province, other, "package.fork")
    year.told_where_it_stands(year.province, year.city, "6299")
    closed_month(year)


def june_a_copy_of_the_county_reports_too(year: ThreeOffices) -> None:
    year.on("2027-06-20")
    second = Bianqing(kept(year.county, "second-machine"))
    enters(year, 10, "2027-06-18", EDUCATION, "新三")
    report = year.report()
    (year.folder / "other stick").mkdir()
    create = ("package", "create", "--kind", "上报", "--to", "6299")
    other = Path(second.done(*create, "--out", year.folder / "other stick")["path"])
    year.answered(year.county, year.taken(year.city, report))
    held = set((year.city.data / "quarantine").glob("*.bqp"))
    year.refuses(year.city, other, "package.fork")
    (evidence,) = set((year.city.data / "quarantine").glob("*.bqp")) - held
    assert evidence.read_bytes() == other.read_bytes()
    closed_month(year)


def july_the_county_is_put_back_and_its_outbox_is_gone(year: ThreeOffices) -> None:
    year.on("2027-07-20")
    image = kept(year.county, "county-of-june")
    moves(year, 11, "2027-07-10", "安四")
    year.up_to_the_city()
    put_back(year.county, image, outbox=False)
    year.on("2027-07-21")
    again = ("package", "write", reports(year.county)[0]["id"], "--out", year.stick)
    assert year.county.refused(*again) == "package.not_in_outbox"
    moves(year, 12, "2027-07-12", "安四")
    year.refuses(year.city, year.report(), "package.fork")
    year.told_where_it_stands(year.city, year.county, "629925")
    closed_month(year)


def august_the_clock_of_the_county_is_years_wrong(year: ThreeOffices) -> None:
    year.on("2027-08-20")
    create = ("package", "create", "--kind", "上报", "--to", "6299", "--out", str(year.stick))
    right = datetime(2027, 8, 20, 4, tzinfo=UTC)
    for number, years, doubt, refusal in (
        (13, -8, "behind", "register.not_begun"),
        (14, 6, "ahead", "clock.unconfirmed"),
    ):
        clock = FixedClock(right.replace(year=right.year + years))
        assert given(year.county, HEAD, clock, "clock", "show")[1]["doubt"] == doubt
        note = ("--number", "无文号", "--title", f"钟不准时登记之{number}")
        assert given(year.county, HEAD, clock, "document", "add", *note)[0] == 0
        with pytest.raises(Refusal) as refused:
            given(year.county, HEAD, clock, *create)
        assert refused.value.code == refusal
    assert given(year.county, HEAD, FixedClock(right), "clock", "show")[1]["doubt"] == ""
    edits(year, 15, "2027-08-18", "安三", "安澜河东")
    year.up_to_the_city()
    closed_month(year)


def september_the_power_goes_while_files_are_made_and_taken(year: ThreeOffices) -> None:
    year.on("2027-09-20")
    leaves(year, 16, "2027-09-18", "安六")
    create = ("package", "create", "--kind", "上报", "--to", "6299", "--out", year.stick)
    killed_at_three_places(year.county, create, year.folder)
    for package in year.unanswered(year.county):
        written = year.county.done("package", "write", package, "--out", year.stick)
        year.taken(year.city, written["path"])
    year.told_where_it_stands(year.city, year.county, "629925")
    assert year.unanswered(year.county) == []
    year.up_to_the_city()
    edits(year, 17, "2027-09-19", "安四", "安澜河西")
    report = year.report()
    killed_at_three_places(year.city, ("package", "accept", report), year.folder)
    year.city.done("package", "accept", report)
    year.told_where_it_stands(year.city, year.county, "629925")
    closed_month(year)


def october_a_stick_takes_nothing_and_the_county_is_installed_anew(year: ThreeOffices) -> None:
    year.on("2027-10-20")
    shrinks(year, 18, "2027-10-18", FINANCE, 1)
    locked = year.folder / "locked"
    locked.mkdir(mode=0o500)
    create = ("package", "create", "--kind", "上报", "--to", "6299", "--out", locked)
    with without_privilege():
        refused = year.county(*create)
    assert trouble(refused) == "stick.not_permitted"
    written = year.county.done("package", "write", refused.value["id"], "--out", year.stick)
    year.answered(year.county, year.taken(year.city, written["path"]))
    closed_month(year)
    installed_anew(year)


def installed_anew(year: ThreeOffices) -> None:
    """The county's disk breaks; the new machine is certified again and gets back what it said."""
    before = year.county.digest()
    year.county.data.rename(year.folder / "broken-disk")
    init(year.county.data, "629925", "安澜县", "county", ALONE)
    enrol(year.county, year.city, year.folder)
    year.county.done("package", "accept", year.created(year.city, "初始化", "629925")["path"])
    assert year.county.digest() == before
    enters(year, 19, "2027-10-19", EDUCATION, "新四")
    report = year.report()
    assert year.city.done("package", "inspect", report)["seq"] == 1
    year.answered(year.county, year.taken(year.city, report))
    closed_month(year)


def november_the_city_hands_down_what_it_decided(year: ThreeOffices) -> None:
    year.on("2027-11-20")
    year.city.done("calendar", "set", 2028, "--rest", "01-03", "--work", "01-08")
    year.county.done("package", "accept", year.created(year.city, "代码表", "629925")["path"])
    year.city.done("decide", "set", MONTHS_OF_VACANCY, "6")
    year.city.done("freeze", "reports", *YEAR_END, "--reason", "年度统计")
    handed = year.created(year.city, "下发", "629925")["path"]
    year.county.done("package", "accept", handed)
    items = year.county.done("decide", "list")["items"]
    (vacancy,) = (item for item in items if item["name"] == MONTHS_OF_VACANCY)
    assert (vacancy["value"], vacancy["source"]) == (6, "above")
    edits(year, 20, "2027-11-18", "安五", "安澜河东")
    year.up_to_the_city()
    closed_month(year)


def december_remarks_are_answered_and_the_freeze_holds(year: ThreeOffices) -> None:
    year.on("2027-12-05")
    findings = year.folder / "意见.json"
    findings.write_text(json.dumps([{"text": "缺批文"}, {"text": "请核对空编"}]), encoding="utf-8")
    told = ("--findings", findings, "--reason", "改好再报", "--out", year.stick)
    remarks = year.city.done("package", "remark", "629925", *told)
    year.county.done("package", "accept", remarks["path"])
    create = ("package", "create", "--kind", "上报", "--to", "6299", "--out", year.stick)
    assert year.county.refused(*create) == "package.remarks_unanswered"
    answers(year.county)
    year.on("2027-12-08")
    returned = year.city.done("package", "return", year.report(), *told)
    year.county.done("package", "accept", returned["receipt"]["path"])
    assert year.states(year.county)[0] == "returned"
    answers(year.county)
    year.up_to_the_city()
    year.on("2027-12-20")
    edits(year, 21, "2027-12-18", "安八", "安澜河西")
    assert year.county.refused(*create) == "package.reporting_frozen"
    year.city.done("freeze", "allow", "629925", "--until", "2027-12-25", "--reason", "更正")
    year.county.done("package", "accept", year.created(year.city, "下发", "629925")["path"])
    year.up_to_the_city()
    closed_month(year)


def the_year_is_closed(year: ThreeOffices) -> None:
    year.on("2027-12-31")
    year.converged()
    ends = [f"2027-{month:02}-28" for month in range(1, 13)]
    assert len(year.digests(*ends)) == 1
    assert len({year.county.digest("--as-of", end) for end in ends}) == len(ends)
    for office in year.all:
        assert office.done("verify", "--full")["ok"]
        assert set(year.states(office)) <= CLOSED
        assert not list((office.data / "inbox").glob("*"))


def closed_month(year: ThreeOffices) -> None:
    """Let the county's last word go up to the province, and hold that all agree."""
    year.up_to_the_city()
    year.up_to_the_province()
    year.converged()
