"""A city asks who has reported for which period, and what it adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.desktop.commanding import Bianqing, init, run
from tests.desktop.test_exchange import enrol
from tests.desktop.test_witness import acts


@dataclass(frozen=True)
class Offices:
    """A city with two counties, of which one has facts."""

    city: Bianqing
    county: Bianqing
    folder: Path

    def report(self) -> None:
        """Let the county report, and the city accept."""
        self.city.done("package", "accept", self.sealed())

    def sealed(self) -> Path:
        """Return a report of the county that lies on the stick."""
        stick = self.folder / "stick"
        stick.mkdir(exist_ok=True)
        sent = ("--kind", "上报", "--to", "6299", "--out", stick)
        return Path(self.county.done("package", "create", *sent)["path"])


@pytest.fixture
def offices(county: Bianqing, tmp_path: Path) -> Offices:
    alone = "--single-operator"
    province = init(tmp_path / "province", "62", "陇原省", "province", alone)
    city = init(tmp_path / "city", "6299", "安河市", "city", alone)
    other = init(tmp_path / "other", "629926", "清平县", "county", alone)
    enrol(city, province, tmp_path)
    for lower in (county, other):
        enrol(lower, city, tmp_path)
    return Offices(city, county, tmp_path)


def states(city: Bianqing, *words: str) -> dict[str, str]:
    told = city.done("report", "status", *words)
    return {each["code"]: each["state"] for each in told["offices"]}


def test_who_has_reported_and_who_has_not_is_told(offices: Offices) -> None:
    assert states(offices.city) == {"629925": "missing", "629926": "missing"}
    offices.report()
    answer = offices.city("report", "status")
    assert answer.exit == 3
    assert answer.value["counts"] == {
        "expected": 2, "accepted": 1, "missing": 1, "returned": 0, "staged": 0,
        "waiting": 0,
    }  # fmt: skip
    reported, missing = answer.value["offices"]
    assert (reported["name"], reported["state"], reported["state_text"], reported["seq"]) == (
        "安澜县", "accepted", "已接收", 1,
    )  # fmt: skip
    held = offices.county.done("summary")
    assert reported["now"]["persons"] == held["persons"] > 0
    assert reported["now"]["units"] == len(held["units"])
    assert reported["before"] is None
    assert (missing["package"], missing["now"], missing["remarks"]["sent"]) == ("", None, 0)


def test_every_period_has_its_own_status(offices: Offices) -> None:
    offices.report()
    assert states(offices.city, "--period", "2026-11")["629925"] == "accepted"
    assert states(offices.city, "--period", "2026下半年")["629925"] == "accepted"
    assert states(offices.city, "--period", "2026-10")["629925"] == "missing"
    assert offices.city.refused("report", "status", "--period", "十一月") == "report.period_unknown"


def test_the_list_of_those_who_are_missing_is_a_workbook(offices: Offices) -> None:
    offices.report()
    out = offices.folder / "未报.xlsx"
    told = offices.city.done("report", "status", "--out", out)
    assert told["rows"] == 1
    texts = {str(cell) for row in load_workbook(out).worksheets[0].values for cell in row}
    assert {"清平县", "629926", "2026-11", "未报"} <= texts
    assert "安澜县" not in texts
    assert "export.collected" in {act for act, _, _ in acts(offices.city)}


def test_what_came_in_is_added_up_office_by_office(offices: Offices) -> None:
    offices.report()
    held = offices.county.done("summary")
    told = offices.city.done("report", "totals")
    assert [each["code"] for each in told["offices"]] == ["629925", "629926"]
    assert told["total"]["persons"] == held["persons"]
    assert told["total"]["approved"] == sum(t["approved"] for t in held["totals"].values())
    alone = offices.city.done("report", "totals", "--office", "629925")
    assert alone["total"] == told["total"]
    assert offices.city.refused("report", "totals", "--office", "629926") == "office.not_held"


def test_a_county_has_nobody_below_it(county: Bianqing) -> None:
    assert county.refused("report", "status") == "report.nothing_below"
    assert county.refused("report", "totals") == "report.nothing_below"


def test_a_city_that_has_no_certificates_yet_knows_of_nobody(tmp_path: Path) -> None:
    city = init(tmp_path / "city", "6299", "安河市", "city", "--single-operator")
    answer = city("report", "status")
    assert (answer.exit, answer.value["offices"]) == (0, [])


def test_the_status_is_told_in_words_too(offices: Offices) -> None:
    offices.report()
    told = run("--data", offices.city.data, "report", "status").out
    assert "应报 2　已报 1　未报 1　退回 0" in told
    assert "[未报] 629926 清平县" in told
    told = run("--data", offices.city.data, "report", "totals").out
    assert told.splitlines()[-1].startswith("合计　单位 ")
