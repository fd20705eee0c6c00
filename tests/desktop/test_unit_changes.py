"""机构修改 at the command line: one document over several units, tried, done, looked back on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.desktop.commanding import Bianqing
from tests.desktop.small_county import EDUCATION, FINANCE

FRAME = {
    "kind": "机构修改", "effective": "2026-11-16",
    "document": {"number": "安编委发〔2026〕12号", "date": "2026-11-10"},
}  # fmt: skip
MORE = {"change": "编制增加", "quota_type": "行政编制", "number": 3}


def write(folder: Path, **parts: object) -> Path:
    file = folder / "change.json"
    file.write_text(json.dumps(FRAME | parts, ensure_ascii=False), encoding="utf-8")
    return file


def approved(county: Bianqing, unit: str, day: str) -> int:
    totals: dict[str, Any] = county.done("summary", "--unit", unit, "--as-of", day)["totals"]
    return int(totals["行政编制"]["approved"])


def test_places_grow_from_the_day_on_and_the_day_before_shows_the_old_figure(
    county: Bianqing, tmp_path: Path
) -> None:
    before = approved(county, EDUCATION, "2026-11-15")
    case = county.done("case", "new", write(tmp_path, unit=EDUCATION, entries=[MORE]))["case"]
    county.done("case", "submit", case["id"])
    county.done("case", "approve", case["id"])
    days = ("2026-11-15", "2026-11-16")
    assert [approved(county, EDUCATION, day) for day in days] == [before, before + 3]


def test_a_case_of_several_units_prints_its_plan(county: Bianqing, tmp_path: Path) -> None:
    hand = {
        "change": "编制划转",
        "unit": EDUCATION,
        "to": FINANCE,
        "quota_type": "行政编制",
        "number": 1,
    }
    case = county.done("case", "new", write(tmp_path, entries=[hand]))["case"]
    assert case["unit"] == EDUCATION
    out = tmp_path / "plan.pdf"
    assert county.done("plan", case["id"], "--out", out)["units"] == 2
    with pypdfium2.PdfDocument(out) as document:
        width, height = document[0].get_size()
        text = document[0].get_textpage().get_text_range()
    assert (round(width), round(height)) == (1191, 842)
    assert FINANCE in text
    assert county.refused("plan", case["id"], "--out", tmp_path / "plan.xlsx") == "plan.not_pdf"


@pytest.mark.parametrize(
    "parts",
    [
        {"entries": MORE},
        {"entries": ["增编"]},
        {"entries": [MORE], "mode": "改"},
        {"entries": [{"number": 1.5}]},
    ],
)
def test_a_file_of_the_wrong_shape_is_refused(
    county: Bianqing, tmp_path: Path, parts: dict[str, object]
) -> None:
    file = write(tmp_path, **{"unit": EDUCATION, **parts})
    assert county.refused("case", "new", file) == "case.file_invalid"


def test_what_is_wrong_is_told_in_words(county: Bianqing, tmp_path: Path) -> None:
    entries = [
        {"change": "编制增加", "unit": "没有的局", "quota_type": "行政编制", "number": 1},
        MORE,
    ]
    answer = county("case", "new", write(tmp_path, entries=entries))
    told = [found["text"] for found in answer.value["case"]["blocked_by"]]
    assert answer.exit == 3
    assert told[0].startswith("第 1 项“编制增加”：没有叫“没有的局”的单位")
    assert told[1] == "第 2 项“编制增加”没有写明单位，本业务也没有写明。请填写单位的编码或名称。"
