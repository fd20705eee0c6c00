"""People move, are edited and put back through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.commanding import Bianqing, run
from tests.desktop.small_county import EDUCATION, FINANCE, number_of
from tests.desktop.test_cases import Desk

AN = number_of("安一")
DAY = "2026-11-20"


@pytest.fixture
def desk(county: Bianqing, tmp_path: Path) -> Desk:
    return Desk(county, tmp_path)


def test_a_move_is_taken_back_by_its_number(desk: Desk) -> None:
    digest = desk.bianqing.done("digest", "--as-of", DAY)["digest"]
    here, there = (desk.actual(unit, "行政编制", DAY) for unit in (EDUCATION, FINANCE))
    move = {"id": number_of("安三"), "change": "调动", "to": EDUCATION}
    moved = desk.carry(kind="人员异动", persons=[move])
    assert desk.actual(EDUCATION, "行政编制", DAY) == here + 1
    assert desk.actual(FINANCE, "行政编制", DAY) == there - 1
    undone = desk.carry(kind="冲销", persons=..., entries=[{"case": moved["id"]}])
    assert desk.bianqing.done("digest", "--as-of", DAY)["digest"] == digest
    shown = desk.bianqing.done("case", "show", moved["id"])["case"]
    assert (shown["reversed_by"], shown["restored_by"]) == (undone["id"], "")


@pytest.mark.parametrize("mark", [None, "清空"])
def test_a_field_is_emptied_by_null_or_by_word(desk: Desk, mark: str | None) -> None:
    for value in ("安澜城关", mark):
        desk.carry(kind="人员修改", persons=[{"id": AN, "native_place": value}])
    case = desk.bianqing.done("case", "list", "--kind", "人员修改")["cases"][0]
    case = desk.bianqing.done("case", "show", case["id"])["case"]
    assert [(edit["old"], edit["new"]) for edit in case["edits"]] == [("安澜城关", "")]


def test_old_and_new_stand_side_by_side(desk: Desk) -> None:
    edited = {"id": AN, "native_place": "安澜城关"}
    case = desk.carry(kind="人员修改", mode="更正", persons=[edited])
    assert case["edits"] == [
        {
            "name": "安一",
            "field": "person.native_place",
            "old": "",
            "new": "安澜城关",
            "from": "2026-11-20",
        }
    ]
    desk.carry(kind="冲销", persons=..., entries=[{"case": case["id"]}])
    bianqing = desk.bianqing
    said = run(
        "--data", bianqing.data, "--user", bianqing.user, "case", "show", case["id"],
        BIANQING_PASSWORD=bianqing.password,
    ).out  # fmt: skip
    assert "  安一 籍贯： → 安澜城关\n" in said
    assert "  已由业务 2026-" in said
