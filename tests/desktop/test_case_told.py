"""Cases shown and listed, fields that mean nothing, and the shortcut to a 冲销."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.facts import UnitId
from tests.desktop.commanding import Bianqing
from tests.desktop.small_county import EDUCATION, FINANCE, number_of
from tests.desktop.test_cases import Desk
from tests.desktop.test_exchange_desk import desk_of

DAY = "2026-11-20"
HAND_OVER = {
    "change": "编制划转", "unit": EDUCATION, "to": FINANCE, "quota_type": "行政编制", "number": "1",
}  # fmt: skip


@pytest.fixture
def desk(county: Bianqing, tmp_path: Path) -> Desk:
    return Desk(county, tmp_path)


def test_a_case_tells_its_entries_in_words_and_every_unit_it_touches(desk: Desk) -> None:
    case = desk.new(kind="机构修改", persons=..., entries=[HAND_OVER])
    assert (case["mode"], case["entries"], case["persons"]) == ("变动", [HAND_OVER], [])
    here, there = case["impacts"]
    assert [each["unit"] for each in (here, there)] == [EDUCATION, FINANCE]
    for impact, more in ((here, -1), (there, 1)):
        was, now = (impact[when]["行政编制"]["approved"] for when in ("before", "after"))
        assert now == was + more
    assert set(here["posts_before"]) == set(here["posts_after"])
    said = desk.bianqing.in_words("case", "show", case["id"])
    assert f"1. 编制划转：单位 {EDUCATION}，对方单位 {FINANCE}，编制类型 行政编制，数量 1" in said
    head = said.splitlines()[0]
    assert "1 项" in head
    assert " 人 " not in head
    assert f"\n  {FINANCE}\n  行政编制：核定 " in said
    desk.bianqing.done("case", "submit", case["id"])
    assert "  待审核：负责人 2026-" in desk.bianqing.in_words("case", "show", case["id"])


def test_posts_that_change_are_told(desk: Desk) -> None:
    entry = {"change": "职数增加", "post_kind": "副职", "number": "1"}
    case = desk.new(kind="机构修改", persons=..., entries=[entry])
    said = desk.bianqing.in_words("case", "show", case["id"])
    assert "  副职职数：核定 " in said


def test_what_a_line_states_about_somebody_is_named(desk: Desk) -> None:
    moved = {"id": number_of("安三"), "change": "调动", "to": EDUCATION, "role": "非领导人员"}
    case = desk.new(kind="人员异动", persons=[moved])
    said = desk.bianqing.in_words("case", "show", case["id"])
    assert f"  调动  单位 {EDUCATION}  人员分类 非领导人员" in said
    assert number_of("安三") not in said


def test_cases_are_listed_by_kind_and_unit(desk: Desk) -> None:
    entry = desk.new()["id"]
    reform = desk.new(kind="机构修改", persons=..., entries=[HAND_OVER])["id"]

    def listed(*words: str) -> list[str]:
        return [case["id"] for case in desk.bianqing.done("case", "list", *words)["cases"]]

    assert listed() == [reform, entry]
    assert listed("--kind", "人员上编") == [entry]
    assert listed("--unit", EDUCATION) == [reform, entry]
    assert listed("--unit", FINANCE) == [reform]
    assert listed("--unit", FINANCE, "--state", "done") == []
    assert desk.bianqing.refused("case", "list", "--unit", "没有的局") == "case.unit_unknown"


STRANGE: list[tuple[dict[str, Any], list[str]]] = [
    (
        {"kind": "机构修改", "persons": ..., "entries": [{**HAND_OVER, "color": "红"}]},
        ["entries.color"],
    ),
    (
        {"kind": "用编核准", "persons": ..., "entries": [{"post_kind": "副职", "number": "1"}]},
        ["entries.post_kind"],
    ),
    ({"entries": [{"change": "控制数"}]}, ["entries.change"]),
]


@pytest.mark.parametrize(("stated", "ignored"), STRANGE)
def test_a_field_of_an_entry_that_means_nothing_is_named(
    desk: Desk, stated: dict[str, Any], ignored: list[str]
) -> None:
    answer = desk.bianqing("case", "new", desk.file(**stated))
    assert answer.value["ignored"] == ignored


def test_a_finished_case_is_taken_back_by_its_number_alone(desk: Desk) -> None:
    digest = desk.bianqing.done("digest", "--as-of", DAY)["digest"]
    done = desk.carry(effective="2026-11-10")
    words = ("case", "reverse", done["id"], "--document", "安编办函[2026]99号")
    trial = desk.bianqing.done(*words, "--dry-run")
    assert trial["dry_run"]
    drafted = desk.bianqing.done(*words, "--date", "2026-11-19", "--reason", "重复办理")["case"]
    assert (drafted["unit"], drafted["effective"]) == (EDUCATION, "2026-11-10")
    assert (drafted["mode"], drafted["explanation"]) == ("更正", "重复办理")
    assert drafted["document"] == "安编办函〔2026〕99号"
    for act in ("submit", "approve"):
        desk.bianqing.done("case", act, drafted["id"])
    assert desk.bianqing.done("digest", "--as-of", DAY)["digest"] == digest
    assert f"  已由业务 {drafted['id']} 冲销" in desk.bianqing.in_words("case", "show", done["id"])
    assert "冲销（更正）" in desk.bianqing.in_words("case", "list", "--kind", "冲销")
    again = desk.bianqing(*words)
    assert again.value["case"]["blocked_by"][0]["rule"] == 19
    assert desk.bianqing.refused("case", "reverse", "2026-99999", "--document", "无") == (
        "case.unknown"
    )


def test_a_unit_is_found_by_what_it_was_called(desk: Desk) -> None:
    entry = {"change": "更名", "name": "安澜县教育体育局"}
    desk.carry(kind="机构修改", persons=..., entries=[entry], effective="2026-11-10")
    for day in ("2026-11-09", "2026-11-20"):
        summary = desk.bianqing.done("summary", "--unit", EDUCATION, "--as-of", day)
        assert len(summary["units"]) == 1
    assert desk.new()["unit"] == "安澜县教育体育局"
    with desk_of(desk.bianqing) as window:
        keys = window.unit_keys(date(2026, 11, 20))[UnitId("6299250001")].split()
    assert {EDUCATION, "jyj", "alxjyj", "jytyj"} <= set(keys)
    assert "安澜县教育体育局" not in keys
