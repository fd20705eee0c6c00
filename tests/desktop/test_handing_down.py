"""A city decides and freezes; two counties get it by one file and go by it, over real offices."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.renewing import renew
from domain.workflow.decisions import Decisions
from tests.desktop.commanding import Bianqing
from tests.desktop.test_code_tables import Offices, three_enrolled
from tests.desktop.test_exchange_desk import desk_of
from tests.desktop.test_witness import acts, entries

MONTHS = "thresholds.vacancy_months"
YEARLY = ("--from", "11-15", "--to", "12-10")


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    made = three_enrolled(tmp_path_factory.mktemp("offices"))
    (made.folder / "other").mkdir()
    return made


@pytest.fixture
def offices(enrolled: Offices, tmp_path: Path) -> Offices:
    """Return copies that a test may change."""
    for name in ("province", "city", "county"):
        shutil.copytree(enrolled.folder / name, tmp_path / name)
    return Offices(tmp_path)


def hand_down(offices: Offices) -> Any:  # noqa: ANN401 - any JSON
    stick = offices.folder / "stick"
    stick.mkdir(exist_ok=True)
    create = ("package", "create", "--kind", "下发", "--to", "629925", "--out", stick)
    return offices.city.done(*create)


def item(office: Bianqing, name: str = MONTHS) -> tuple[object, str]:
    (found,) = (i for i in office.done("decide", "list")["items"] if i["name"] == name)
    return found["value"], found["source"]


def test_what_a_city_decides_holds_in_the_county_from_then_on(offices: Offices) -> None:
    city, county = offices.city, offices.county
    assert item(county) == (12, "program")
    city.done("decide", "set", MONTHS, "6")
    city.done("decide", "set", "forms.roster.title", "{office}在编名册")
    city.done("freeze", "reports", *YEARLY, "--reason", "年报")
    assert item(city) == (6, "own")
    made = hand_down(offices)
    assert (made["kind"], made["status"]) == ("下发", "written")
    assert {k: v for k, v in made["counts"].items() if k != "work_year"} == {
        "decision": 2, "report_freeze": 1, "report_leave": 0,
    }  # fmt: skip
    assert county.done("package", "inspect", made["path"])["status"] == "verified"
    told = county.in_words("package", "accept", made["path"], "--dry-run")
    assert "空编几个月以上预警：新定，12 → 6" in told
    assert "上报冻结：增加 每年 11-15 至 12-10" in told
    assert item(county) == (12, "program")
    before = len(entries(county))
    county.done("package", "accept", made["path"])
    assert {act for act, _, _ in acts(county, before)} >= {"office.decided_above", "package.accept"}
    assert item(county) == (6, "above")
    assert item(county, "forms.roster.title") == ("{office}在编名册", "above")
    assert county.refused("decide", "set", MONTHS, "7") == "decision.from_above"
    periods = county.done("freeze", "list")["from_above"]
    assert (periods["office"], periods["periods"][0]["from"]) == ("6299", "11-15")
    city.done("decide", "drop", MONTHS)
    county.done("package", "accept", hand_down(offices)["path"])
    assert item(county) == (12, "program")


def test_a_decided_threshold_and_title_reach_the_papers_and_the_open_window(
    county: Bianqing, tmp_path: Path
) -> None:
    with desk_of(county) as desk:
        opened = desk.opened
        assert opened.overview.county.thresholds.vacancy_months == 12
        shipped = opened.resources
        assert renew(opened).resources is shipped
        county_before = opened.overview
        Decisions(opened.register).decide(opened.actor, MONTHS, "6")
        renew(opened)
        assert opened.overview is not county_before
        assert opened.overview.county.thresholds.vacancy_months == 6
        assert opened.archive.unentered.county.thresholds.vacancy_months == 6
    county.done("decide", "set", "forms.roster.title", "{office}在编名册")
    out = tmp_path / "名册.xlsx"
    county.done("roster", "--out", out)
    cells = [
        cell for sheet in load_workbook(out).worksheets for row in sheet.values for cell in row
    ]
    assert any(str(cell).endswith("在编名册") for cell in cells)


def test_what_may_not_be_decided_is_refused_with_what_may(offices: Offices) -> None:
    answer = offices.city("decide", "set", MONTHS, "500")
    assert (answer.exit, answer.code) == (1, "decision.value")
    assert "0 至 120 的整数" in answer.text
    assert offices.city.refused("decide", "drop", "nothing") == "decision.not_decided"
    assert offices.city.refused("decide", "set", "nothing", "5") == "decision.unknown"
    create = ("package", "create", "--kind", "下发", "--to", "6299", "--out", offices.folder)
    assert offices.county.refused(*create) == "package.wrong_direction"


def test_a_freeze_holds_on_both_sides_until_an_exception(offices: Offices) -> None:
    city, county, stick = offices.city, offices.county, offices.folder / "stick"
    stick.mkdir()
    report = ("package", "create", "--kind", "上报", "--to", "6299", "--out", stick)
    early = county.done(*report)
    city.done("freeze", "reports", *YEARLY, "--reason", "年报")
    answer = city("package", "accept", early["path"])
    assert (answer.exit, answer.code) == (1, "package.report_frozen")
    assert "freeze allow 629925" in answer.text
    county.done("package", "accept", hand_down(offices)["path"])
    refused = county(*report)
    assert (refused.exit, refused.code) == (1, "package.reporting_frozen")
    assert "2026-11-15 至 2026-12-10" in refused.text
    city.done("freeze", "allow", "629925", "--reason", "更正")
    city.done("package", "accept", early["path"])
    assert county.refused(*report) == "package.reporting_frozen"
    county.done("package", "accept", hand_down(offices)["path"])
    city.done("package", "accept", county.done(*report)["path"])
