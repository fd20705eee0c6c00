"""用编 and 职数预审 on the command line: from the case to the papers; rosters of other people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.desktop.commanding import Bianqing, ids
from tests.desktop.small_county import EDUCATION, SCHOOL, number_of
from tests.desktop.test_cases import NEWCOMER, Desk

ASKED = {"quota_type": "行政编制", "purpose": "公务员考录", "number": "2", "approved": "1"}
REPORT = {
    "number": "安教函〔2026〕12号", "title": "关于申报使用空缺编制的请示", "issuer": "安澜县教育局",
    "date": "2026-11-10",
}  # fmt: skip


@pytest.fixture
def desk(county: Bianqing, tmp_path: Path) -> Desk:
    return Desk(county, tmp_path)


def carried(desk: Desk, kind: str, **changes: object) -> str:
    parts: dict[str, Any] = {"kind": kind, "persons": [], "document": REPORT} | changes
    return str(desk.carry(**parts)["id"])


def text_of(path: Path) -> str:
    return (
        "".join(page.extract_text() for page in PdfReader(path).pages)
        .replace("\n", "")
        .replace(" ", "")
    )


def rows_of(path: Path) -> list[tuple[object, ...]]:
    (sheet,) = load_workbook(path).worksheets
    rows = list(sheet.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] == "序号")
    return [row for row in rows[head + 1 :] if isinstance(row[0], int)]


def test_a_case_of_use_becomes_papers_and_its_slot_a_person(desk: Desk, tmp_path: Path) -> None:
    entries = [ASKED, {**ASKED, "unit": SCHOOL, "quota_type": "全额事业编制", "number": "1"}]
    draft = desk.new(kind="用编核准", persons=[], entries=entries, document=REPORT)
    out = tmp_path / "papers" / "审议表.pdf"
    made = desk.bianqing.done("use", "deliberation", draft["id"], "--out", out)
    assert (made["pages"], len(PdfReader(out).pages)) == (1, 1)
    told = text_of(out)
    for word in ("空缺编制使用审议表", "安澜县第一小学", "行政编制", "全额事业编制", "公务员考录"):
        assert word in told
    folder = tmp_path / "notices"
    assert desk.bianqing.refused("use", "notice", draft["id"], "--out", folder) == "use.not_granted"
    desk.bianqing.done("case", "submit", draft["id"])
    desk.bianqing.done("case", "approve", draft["id"])
    first, second = desk.bianqing.done("use", "notice", draft["id"], "--out", folder)["files"]
    assert (first["pages"], second["pages"]) == (2, 2)
    told = text_of(Path(first["path"]))
    for word in (
        "安编控〔2026〕1号",
        "N202600001",
        "安教函〔2026〕12号",
        "行政编制1名",
        "2027年11月20日",
    ):
        assert word in told
    assert "N202600002" in text_of(Path(second["path"]))
    assert "安澜县教育局：" in text_of(Path(second["path"]))
    desk.bianqing.done("use", "deliberation", draft["id"], "--out", out)
    done = desk.carry(persons=[{**NEWCOMER, "slot": "N202600001"}])
    assert done["persons"][0]["slot"]
    used = {**NEWCOMER, "id": ids("62992519960612095"), "name": "另人", "slot": "N202600001"}
    assert desk.blocked(persons=[used]) == [(25, "error")]


def test_a_post_is_kept_and_the_sheet_says_so(desk: Desk, tmp_path: Path) -> None:
    asked = [{"post_kind": "副职", "level": "乡科级副职", "candidate": "安一"}]
    number = carried(desk, "职数预审", entries=asked)
    out = tmp_path / "预审单.pdf"
    assert desk.bianqing.done("use", "hold", number, "--out", out)["pages"] == 1
    told = text_of(out)
    for word in ("领导职数使用预审单", "Z202600001", "安一", "同意预审", "2027.05.20"):
        assert word in told
    draft = desk.new(kind="职数预审", persons=[], entries=[{"post_kind": "副职", "number": "2"}])
    desk.bianqing.done("use", "hold", draft["id"], "--out", out)
    assert "不同意" in text_of(out)
    assert "草稿" in text_of(out)
    assert desk.bianqing.refused("use", "deliberation", number, "--out", out) == "use.paper_kind"
    name = tmp_path / "预审单.doc"
    assert desk.bianqing.refused("use", "hold", number, "--out", name) == "use.not_pdf"


def test_who_comes_and_goes_is_on_the_slip_of_the_case(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "papers" / "上编.pdf"
    came = desk.carry(persons=[NEWCOMER])["id"]
    answer = desk.bianqing.done("use", "slip", came, "--out", out)
    assert answer == {"path": str(out), "pages": 1}
    told = text_of(out)
    for word in ("人员上编核准通知单", came, NEWCOMER["name"], NEWCOMER["id"], "（编办盖章）"):
        assert word in told
    assert "草稿" not in told
    gone = carried(desk, "人员下编", persons=[{"id": number_of("安工"), "exit_reason": "辞职"}])
    desk.bianqing.done("use", "slip", gone, "--out", out)
    assert "辞职" in text_of(out)
    assert number_of("安工") in text_of(out)
    waiting = desk.new(kind="人员下编", persons=[{"id": NEWCOMER["id"], "exit_reason": "辞职"}])
    assert desk.bianqing.refused("use", "slip", waiting["id"], "--out", out) == "use.not_in_force"
    asked = carried(desk, "用编核准", entries=[ASKED])
    assert desk.bianqing.refused("use", "slip", asked, "--out", out) == "use.paper_kind"


def test_a_blocked_unit_is_refused_until_it_is_released(desk: Desk) -> None:
    desk.bianqing.done("use", "block", "教育局", "--reason", "逾期未整改")
    (blocked,) = desk.bianqing.done("use", "blocked")["blocked"]
    assert (blocked["name"], blocked["reason"]) == (EDUCATION, "逾期未整改")
    case: dict[str, Any] = {"kind": "用编核准", "persons": [], "entries": [ASKED]}
    assert desk.blocked(**case) == [(79, "error")]
    assert desk.bianqing.done("use", "release", EDUCATION)["blocked"] == []
    assert desk.blocked(**case) == []


def test_the_rosters_of_other_people(desk: Desk, tmp_path: Path) -> None:
    worker = {"name": "编外一", "id": ids("62992519960612095"), "form": "劳务派遣", "post": "保洁"}
    control = [{"change": "控制数", "number": "3"}]
    answer = desk.new(kind="编外备案", persons=[worker], entries=control)
    assert answer["blocked_by"] == []
    desk.bianqing.done("case", "withdraw", answer["id"])
    carried(desk, "编外备案", persons=[worker], entries=control)
    away = {"id": number_of("安一"), "kind": "借调", "where_now": "市委", "until": "2026-11-30"}
    carried(desk, "离岗登记", persons=[away])
    gone = {"id": number_of("安二"), "exit_reason": "病退"}
    carried(desk, "人员下编", persons=[gone], explanation="劳动能力鉴定")
    carried(desk, "人员下编", persons=[{"id": number_of("安工"), "exit_reason": "辞职"}])
    found = {}
    for kind in ("编外", "离退休", "人编分离", "减少人员"):
        out = tmp_path / f"{kind}.xlsx"
        assert desk.bianqing.done("roster", "--kind", kind, "--out", out)["rows"] >= 1
        found[kind] = [str(row[2]) for row in rows_of(out)]
    assert found == {
        "编外": ["编外一"], "离退休": ["安二"], "人编分离": ["安一"], "减少人员": ["安二", "安工"],
    }  # fmt: skip
    (row,) = rows_of(tmp_path / "人编分离.xlsx")
    assert (row[9], row[10]) == ("2026.11.30", "9")
    assert rows_of(tmp_path / "编外.xlsx")[0][10] == "3"
    out = tmp_path / "空.xlsx"
    assert (
        desk.bianqing.done("roster", "--kind", "编外", "--unit", SCHOOL, "--out", out)["rows"] == 0
    )
