"""The way of cases at the command line: 补正, archive, figures, 工作日, frozen days, notices."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from tests.desktop.commanding import Bianqing
from tests.desktop.small_county import number_of
from tests.desktop.test_cases import DOCUMENT, Desk, leaving

REST = ("01-01", "02-08", "02-09")


@pytest.fixture
def desk(county: Bianqing, tmp_path: Path) -> Desk:
    return Desk(county, tmp_path)


def words(path: Path) -> str:
    pages = pypdf.PdfReader(path).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_case_tells_its_way_and_what_it_lacks(desk: Desk) -> None:
    case = desk.new(kind="人员下编", persons=leaving("安一"))
    assert case["progress"] == {
        "word": "草稿", "waiting_for": "", "due": "", "left": None, "certain": True, "lag": 0,
        "late": [], "urgency": "green",
    }  # fmt: skip
    assert [stage["state"] for stage in case["stages"]] == ["draft"]
    (paper,) = case["materials"]
    assert (paper["name"], paper["required"], paper["filed"]) == ("干部调动通知", True, False)
    progress = desk.bianqing.done("case", "submit", case["id"])["case"]["progress"]
    assert (progress["word"], progress["due"], progress["left"]) == ("待审核", "2026-11-27", 5)


def test_a_late_case_is_told_in_words_and_days_and_lights_its_unit(desk: Desk) -> None:
    document = {**DOCUMENT, "date": "2026-11-02"}
    case = desk.new(
        kind="人员下编", persons=leaving("安一"), document=document, effective="2026-11-02"
    )
    late = case["progress"]["late"]
    assert [(lag["rule"], lag["days"], lag["red"]) for lag in late] == [
        (27, 14, False),
        (66, 14, True),
    ]
    lights = desk.bianqing.done("lights")["units"]
    (reasons,) = (light["reasons"] for light in lights if light["name"] == case["unit"])
    assert f"规则 66：业务 {case['id']} 的文件在成文 14 个工作日后才录入" in reasons
    assert f"规则 27：业务 {case['id']} 在事由发生 14 个工作日后才申报下编" in reasons


def test_everything_missing_is_asked_for_once_and_printed(desk: Desk, tmp_path: Path) -> None:
    case, out = desk.new()["id"], tmp_path / "bz.pdf"
    assert desk.bianqing.refused("case", "supplement", case, "--item", "身份证") == "case.state"
    desk.bianqing.done("case", "submit", case)
    items = ("--item", "身份证复印件", "--item", "录用手续")
    given = desk.bianqing.done("case", "supplement", case, *items)["case"]
    assert (given["state"], given["reason"]) == ("returned", "1.身份证复印件；2.录用手续")
    printed = desk.bianqing.done("case", "notice", case, "--out", out)
    assert printed == {"path": str(out), "missing_glyphs": []}
    assert "1.身份证复印件2.录用手续" in words(out)
    desk.bianqing.done("case", "submit", case)
    again = desk.bianqing.refused("case", "supplement", case, "--item", "又缺一份")
    assert again == "case.supplement_twice"


def test_a_finished_case_is_filed(desk: Desk) -> None:
    done = desk.carry()
    assert desk.bianqing.refused("case", "step", done["id"]) == "case.no_step"
    filed = desk.bianqing.done("case", "archive", done["id"])["case"]
    assert (filed["state"], filed["state_text"]) == ("archived", "归档")
    assert [stage["state"] for stage in filed["stages"]] == [
        "draft", "submitted", "done", "archived",
    ]  # fmt: skip
    assert desk.bianqing.refused("case", "archive", done["id"]) == "case.state"


def test_figures_tell_how_many_ended_on_the_day_of_submission(desk: Desk) -> None:
    desk.carry()
    desk.carry(kind="人员下编", persons=leaving("安三"), unit="安澜县财政局")
    found = desk.bianqing.done("case", "figures")
    assert (found["from"], found["to"]) == ("2026-01-01", "2026-11-21")
    assert found["total"] == {"done": 2, "same_day": 2, "same_day_percent": 100, "late": 0}
    assert [each["kind"] for each in found["kinds"]] == ["人员上编", "人员下编"]
    before = desk.bianqing.done("case", "figures", "--to", "2026-11-20")
    assert (before["kinds"], before["total"]["same_day_percent"]) == ([], 0)


def test_a_year_is_entered_and_deadlines_follow(desk: Desk) -> None:
    bianqing = desk.bianqing
    unknown = bianqing.done("calendar", "show", 2027)
    assert (unknown["known"], unknown["source"]) == (False, "")
    assert bianqing.done("calendar", "show", 2026)["source"] == "program"
    assert bianqing.refused("calendar", "set", 1999) == "calendar.year"
    case = desk.new()["id"]
    year = ("calendar", "set", 2026, "--rest", "11-23", "--work", "11-28")
    assert bianqing.done(*year)["rest"] == ["11-23"]
    progress = bianqing.done("case", "submit", case)["case"]["progress"]
    assert (progress["due"], progress["certain"]) == ("2026-11-28", True)
    assert bianqing.done("calendar", "set", 2027, "--rest", *REST) == {
        "year": 2027, "known": True, "source": "own", "rest": list(REST), "work": [],
    }  # fmt: skip
    assert bianqing.refused("calendar", "set", 2027, "--rest", "02-30") == "calendar.day"


def test_frozen_days_take_no_case_until_they_are_lifted(desk: Desk) -> None:
    days = ("--from", "2026-11-01", "--to", "2026-11-20")
    why = ("--reason", "年报", "--document", "安编发[2026]5号")
    held = desk.bianqing.done("freeze", "add", *days, *why)["freezes"]
    assert held == [
        {
            "from": "2026-11-01",
            "to": "2026-11-20",
            "reason": "年报",
            "document": "安编发〔2026〕5号",
        }
    ]
    assert (75, "error") in desk.blocked()
    assert desk.bianqing.done("freeze", "list")["freezes"] == held
    assert desk.bianqing.done("freeze", "lift", *days)["freezes"] == []
    assert desk.bianqing.refused("freeze", "lift", *days) == "freeze.unknown"
    assert desk.blocked() == []


def test_a_notice_is_printed_for_a_kind_and_refused_for_nothing(
    standing: Bianqing, tmp_path: Path
) -> None:
    out = tmp_path / "notices" / "上编.pdf"
    standing.done("case", "notice", "人员上编", "--out", out)
    assert words(out).startswith("人员上编业务一次性告知单")
    assert "5个工作日内办结" in words(out)
    other = tmp_path / "other.pdf"
    assert standing.refused("case", "notice", "2026-99999", "--out", other) == "case.unknown"
    assert not other.exists()


def test_what_is_asked_for_in_words_is_answered_in_words(desk: Desk, tmp_path: Path) -> None:
    def said(*asked: object) -> str:
        return str(desk.bianqing.in_words(*asked))

    case = desk.new(kind="人员下编", persons=leaving("安一"))["id"]
    desk.bianqing.done("case", "submit", case)
    told = said("case", "show", case)
    assert "办结期限：2026-11-27，还剩 5 个工作日" in told
    assert "缺少要件：干部调动通知" in told
    assert number_of("安一") not in told
    assert "人员下编  办结 0 件" not in said("case", "figures")
    assert "合计  办结 0 件  当日办结 0 件（0%）  超期 0 件" in said("case", "figures")
    assert "还没有录入" in said("calendar", "show", "2031")
    assert "休息的工作日：01-01、01-02" in said("calendar", "show", "2026")
    assert said("freeze", "list").strip() == "没有冻结期。"
    out = tmp_path / "告知单.pdf"
    assert said("case", "notice", "用编核准", "--out", out).strip() == str(out)
