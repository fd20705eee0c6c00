"""`backup compare` and `backup take-back`: a unit is seen beside a backup and put back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desktop.backing_up import made
from tests.desktop.commanding import Bianqing
from tests.desktop.small_county import EDUCATION, PEOPLE
from tests.desktop.staffing import CLERK, REVIEWER, staffed_office
from tests.desktop.test_witness import acts

DAY = "2026-11-20"


@pytest.fixture
def edited(county: Bianqing, tmp_path: Path) -> Path:
    """Return the folder of a backup after which two people were edited."""
    return edited_since(county, tmp_path, county)


def edited_since(office: Bianqing, folder: Path, decides: Bianqing) -> Path:
    """Make a backup, let two people be edited and somebody decide it; returns where it lies."""
    shelf = made(office, folder / "usb").path.parent
    case = {
        "kind": "人员修改",
        "unit": EDUCATION,
        "document": {"number": "安编办函〔2026〕9号"},
        "effective": DAY,
        "persons": [{"id": one["身份证号"], "education": "初中"} for one in PEOPLE[:2]],
    }
    file = folder / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    number = office.done("case", "new", file)["case"]["id"]
    office.done("case", "submit", number)
    decides.done("case", "approve", number)
    return shelf


def test_units_that_a_backup_holds_otherwise_are_listed(county: Bianqing, edited: Path) -> None:
    found = county.done("backup", "compare", edited)
    assert (found["standing"], found["entered"]) == ("ahead", 1)
    (unit,) = found["units"]
    counts = (unit["added"], unit["changed"], unit["gone"], unit["people"])
    assert (unit["name"], counts) == (EDUCATION, (0, 2, 0, 2))
    said = county.in_words("backup", "compare", next(edited.glob("编清备份-*")))
    assert f"{EDUCATION}（{unit['unit']}）　增 0　改 2　少 0　涉及 2 人" in said


def test_a_unit_is_looked_at_and_taken_back(county: Bianqing, edited: Path) -> None:
    seen = county.done("backup", "compare", edited, "--unit", EDUCATION)
    assert seen["case"] is None
    assert [part["title"] for part in seen["parts"]] == ["安一", "安二"]
    (line,) = seen["parts"][0]["lines"]
    assert (line["sense"], line["from"]) == ("changed", "2026-11-20")
    assert line["fields"] == [{"field": "学历", "then": "", "now": "初中"}]
    assert [entry["kind"] for entry in seen["since"]] == ["人员修改"]
    kept = seen["parts"][1]["part"]
    asked = ("--unit", EDUCATION, "--reason", "改错了")
    said = county.in_words("backup", "take-back", edited, *asked, "--keep", kept)
    assert "取回　安一" in said
    assert "保留　安二" in said
    assert "学历：备份时 无，现在 初中" in said
    assert f"取回（更正）  办结  {EDUCATION}  1 项" in said
    case = county.done("backup", "take-back", edited, *asked)["case"]
    assert (case["kind"], case["mode"], case["state"]) == ("取回", "更正", "done")
    assert (case["single"], case["unit"], case["effective"]) == (True, EDUCATION, "2026-11-20")
    edit = {"name": "安二", "field": "person.education", "old": "初中", "new": "", "from": DAY}
    assert case["edits"] == [edit]
    assert county.done("case", "show", case["id"])["case"]["edits"] == [edit]
    told = county.in_words("case", "show", case["id"])
    assert "取回：安二" in told
    assert "安二 学历：初中 → " in told
    assert county.done("backup", "compare", edited)["units"] == []
    (timeline,) = county.done("timeline", "--person", PEOPLE[0]["身份证号"], "--entered")[
        "entries"
    ][-1:]
    assert (timeline["kind"], timeline["mode"]) == ("取回", "更正")
    assert timeline["case"] == county.done("case", "list")["cases"][1]["id"]


def test_outside_the_single_mode_another_decides(tmp_path: Path, books: Path) -> None:
    head = staffed_office(tmp_path / "data", "629925", "安澜县", "county")
    for name in ("units", "persons"):
        head.done("import", name, books / f"{name}.xlsx", "--no-backup")
    reviewer = head.as_user(REVIEWER)
    shelf = edited_since(head, tmp_path, reviewer)
    asked = ("backup", "take-back", shelf, "--unit", EDUCATION, "--reason", "改错了")
    assert head.as_user(CLERK).refused(*asked) == "role.denied"
    case = head.done(*asked)["case"]
    assert (case["state"], case["single"]) == ("submitted", False)
    assert head.done("backup", "compare", shelf)["units"] != []
    assert head.refused(*asked) == "restore.waiting"
    waiting = f"已有一张取回单 {case['id']} 待审核"
    assert waiting in head.in_words("backup", "compare", shelf, "--unit", EDUCATION)
    assert head.refused("case", "approve", case["id"]) == "case.own_entry"
    reviewer.done("case", "return", case["id"], "--reason", "写清楚")
    again = head.done(*asked)["case"]
    assert (again["id"], again["state"]) == (case["id"], "submitted")
    done = reviewer.done("case", "approve", case["id"])["case"]
    assert (done["entered_by"], done["decided_by"], done["single"]) == ("负责人", REVIEWER, False)
    assert head.done("backup", "compare", shelf)["units"] == []
    entered = [act for act, _, _ in acts(head)]
    assert {"restore.preview", "case.submit", "case.returned", "case.approve"} <= {*entered}
    assert head.done("verify", "--full")["ok"]


def test_what_is_missing_or_unknown_is_told(county: Bianqing, edited: Path) -> None:
    asked = ("--unit", EDUCATION)
    assert county("backup", "take-back", edited).code == "command.usage"
    assert county("backup", "compare").code == "command.usage"
    assert county.refused("backup", "take-back", edited, *asked) == "restore.reason_missing"
    assert county.refused("backup", "compare", edited, "--unit", "没有的局") == "case.unit_unknown"
    assert county.refused("backup", "compare", county.data) == "backup.no_set"
    code = edited / "code.txt"
    code.write_text("AAAA", encoding="utf-8")
    recovery = ("--recovery-file", code)
    assert county.refused("backup", "compare", edited, *recovery) == "recovery.length"
