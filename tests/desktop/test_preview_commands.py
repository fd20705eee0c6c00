"""`backup compare` and `backup take-back`: a unit is seen beside a backup and put back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desktop.backing_up import made
from tests.desktop.commanding import Bianqing
from tests.desktop.small_county import EDUCATION, PEOPLE
from tests.desktop.test_witness import acts


@pytest.fixture
def edited(county: Bianqing, tmp_path: Path) -> Path:
    """Return the folder of a backup after which two people were edited."""
    shelf = made(county, tmp_path / "usb").path.parent
    case = {
        "kind": "人员修改",
        "unit": EDUCATION,
        "document": {"number": "安编办函〔2026〕9号"},
        "effective": "2026-11-20",
        "persons": [{"id": one["身份证号"], "education": "初中"} for one in PEOPLE[:2]],
    }
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    number = county.done("case", "new", file)["case"]["id"]
    county.done("case", "submit", number)
    county.done("case", "approve", number)
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
    assert seen["change"] is None
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
    done = county.done("backup", "take-back", edited, *asked)
    assert done["change"] == seen["since"][0]["change"] + 2
    assert county.done("backup", "compare", edited)["units"] == []
    (timeline,) = county.done("timeline", "--person", PEOPLE[0]["身份证号"], "--entered")[
        "entries"
    ][-1:]
    assert (timeline["kind"], timeline["mode"]) == ("取回", "更正")
    assert ("restore.unit", "成功", "") in acts(county, 0)


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
