"""The problem ledger on the command line: from what is found to 销号, and as a list on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.desktop.commanding import Bianqing
from tests.desktop.small_county import EDUCATION, SCHOOL, number_of
from tests.desktop.staffing import CLERK, REVIEWER, staffed_office
from tests.desktop.test_cases import Desk

SCAN = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def added(county: Bianqing, *words: object) -> Any:  # noqa: ANN401 - any JSON
    (problem,) = county.done("problem", "add", "--unit", EDUCATION, "--text", "台账不符", *words)[
        "problems"
    ]
    return problem


def one(county: Bianqing, *words: object) -> Any:  # noqa: ANN401 - any JSON
    (problem,) = county.done("problem", *words)["problems"]
    return problem


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--person", "123"), "problem.person"), (("--rule", 99999), "rule.unknown")],
)
def test_who_or_what_is_not_there_is_refused(
    county: Bianqing, words: tuple[object, ...], code: str
) -> None:
    add = ("problem", "add", "--unit", EDUCATION, "--text", "台账不符")
    assert county.refused(*add, *words) == code
    assert county.done("problem", "list")["problems"] == []


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "整改报告.pdf"
    path.write_bytes(SCAN)
    return path


def test_a_problem_goes_from_entry_to_its_end(county: Bianqing, scan: Path) -> None:
    person = number_of("安一")
    made = added(county, "--source", "核查", "--person", person, "--deadline", "2026-12-01")
    assert (made["number"], made["state"], made["days_left"]) == (1, "待整改", 10)
    assert (made["unit"], made["person_name"], made["entered_by"]) == (EDUCATION, "安一", "负责人")
    county.done("problem", "remind", 1, "--grade", "电话通知", "--told", "办公室")
    assert county.refused("problem", "remind", 1, "--grade", "通知主要领导") == (
        "problem.grade_skipped"
    )
    edited = one(
        county, "update", 1, "--deadline", "2026-12-10", "--explanation", "正在核对",
        "--contact", "李科", "--state", "已整改待核", "--note", "单位来函",
    )  # fmt: skip
    assert (edited["deadline"], edited["contact"], edited["state"]) == (
        "2026-12-10", "李科", "已整改待核",
    )  # fmt: skip
    assert "期限已过 10 天" in county.in_words("problem", "list", "--as-of", "2026-12-20")
    assert county.refused("problem", "close", 1) == "problem.evidence_missing"
    assert one(county, "attach", 1, scan)["evidence"][0]["problem"] == 1
    closed = one(county, "close", 1, "--explanation", "已更正")
    assert (closed["state"], closed["closed_on"], closed["closed_by"]) == (
        "已销号", "2026-11-21", "负责人",
    )  # fmt: skip
    assert [step["act"] for step in closed["steps"]] == ["登记", "提醒", "修改", "销号"]
    assert [step["grade"] for step in closed["reminders"]] == ["电话通知"]
    assert county.refused("problem", "update", 1, "--contact", "x") == "problem.ended"
    assert one(county, "reopen", 1, "--reason", "复发")["state"] == "待整改"
    assert county.done("verify", "--full")["ok"]
    said = county.in_words("problem", "show", 1)
    for word in ("整改报告.pdf", "单人", "复发", "下次提醒：2026-11-28"):
        assert word in said


def test_lists_are_narrowed_and_counted(county: Bianqing) -> None:
    added(county, "--deadline", "2026-11-25")
    added(county, "--deadline", "2026-11-22", "--source", "核查")
    county.done("problem", "close", 1, "--end", "不属实", "--explanation", "核对无误")
    numbers = {
        words: [each["number"] for each in county.done("problem", "list", *words)["problems"]]
        for words in (
            (), ("--pending",), ("--state", "不属实"), ("--source", "核查"),
            ("--overdue",), ("--overdue", "--as-of", "2026-11-23"), ("--unit", SCHOOL),
        )
    }  # fmt: skip
    assert list(numbers.values()) == [[1, 2], [2], [1], [2], [], [2], []]
    counts = county.done("problem", "list")["counts"]
    assert counts == {"pending": 1, "open": 1, "reported": 0, "overdue": 0, "due_this_week": 1}
    assert "逾期 1 天" in county.in_words("problem", "list", "--as-of", "2026-11-23")


def test_the_ledger_is_written_as_workbook_and_pages(county: Bianqing, tmp_path: Path) -> None:
    added(county, "--deadline", "2026-12-01")
    county.done("problem", "remind", 1, "--grade", "电话通知")
    out = tmp_path / "out" / "问题台账.xlsx"
    answer = county.done("problem", "list", "--out", out)
    assert (answer["path"], answer["rows"]) == (str(out), 1)
    (sheet,) = load_workbook(out).worksheets
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[0][0] == "安澜县机构编制问题台账"
    head = next(row for row in rows if row[0] == "序号")
    told = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (told["责任单位"], told["整改期限"], told["剩余天数"]) == (EDUCATION, "2026.12.01", "10")
    assert told["提醒"] == "电话通知 2026.11.21"
    pages = tmp_path / "问题台账.pdf"
    county.done("problem", "list", "--out", pages)
    text = PdfReader(pages).pages[0].extract_text().replace("\n", "")
    for word in (*filter(None, head), "台账不符", "截至2026年11月21日", "填表人：负责人"):
        assert word.replace(" ", "") in text.replace(" ", "")
    assert county.refused("problem", "list", "--out", tmp_path / "a.docx") == "problem.ending"


def test_findings_are_entered_once_and_looked_for_again(county: Bianqing) -> None:
    counts = county.done("check")["counts"]
    told = county.done("problem", "check", "--dry-run")
    assert (told["dry_run"], county.done("problem", "list")["problems"]) == (True, [])
    made = county.done("problem", "check")
    assert len(made["problems"]) == len(told["problems"]) > 0
    assert len(made["problems"]) <= counts["error"] + counts["warning"]
    again = county.done("problem", "check")
    assert (again["problems"], len(again["held"])) == ([], len(made["problems"]))
    rule = made["problems"][0]["rule"]
    narrow = county.done("problem", "check", "--rule", rule, "--unit", made["problems"][0]["unit"])
    assert (narrow["problems"], narrow["gone"]) == ([], [])
    assert county.refused("problem", "check", "--rule", 9999) == "rule.unknown"
    assert "已在台账" in county.in_words("problem", "check")


def test_the_special_has_its_ledger(county: Bianqing, tmp_path: Path, scan: Path) -> None:
    away = {"id": number_of("安一"), "kind": "企业任职", "where_now": "安澜城投公司"}
    Desk(county, tmp_path).carry(kind="离岗登记", persons=[away])
    assert "这是试办" in county.in_words("problem", "special", "人编分离", "--dry-run")
    (made,) = county.done("problem", "special", "人编分离")["problems"]
    assert (made["person"], made["special"], made["unit"]) == (
        number_of("安一"), "人编分离", EDUCATION,
    )  # fmt: skip
    assert "安澜城投公司" in made["text"]
    number = made["number"]
    assert county.refused("problem", "close", number, "--explanation", "已返岗") == (
        "problem.evidence_missing"
    )
    assert len(county.done("problem", "list", "--special", "人编分离")["problems"]) == 1
    ended = {"id": number_of("安一"), "change": "结束"}
    Desk(county, tmp_path).carry(kind="离岗登记", persons=[ended])
    assert county.done("problem", "special", "人编分离")["gone"] == [number]
    assert "未再发现，待核" not in county.in_words("problem", "special", "人编分离")
    county.done("problem", "attach", number, scan, "--material", "返岗证明")
    assert one(county, "close", number)["state"] == "已销号"
    assert county.refused("problem", "special", "吃空饷") == "problem.special"


def test_a_unit_long_overdue_gets_no_new_places(county: Bianqing, tmp_path: Path) -> None:
    entry = {"quota_type": "行政编制", "purpose": "公务员考录", "number": "1"}
    asked = {"kind": "用编核准", "persons": [], "entries": [entry]}
    added(county, "--found", "2026-10-08", "--deadline", "2026-10-20")
    desk = Desk(county, tmp_path)
    assert desk.blocked(**asked) == []
    for grade in ("电话通知", "函告", "通知主要领导"):
        county.done("problem", "remind", 1, "--grade", grade)
    (finding,) = desk.new(**asked)["blocked_by"]
    assert (finding["rule"], finding["severity"]) == (79, "error")
    assert "第 1 号“台账不符”" in finding["text"]
    county.done("problem", "update", 1, "--deadline", "2026-12-20", "--note", "经批准延期")
    assert desk.blocked(**asked) == []


def test_roles_are_held_and_refusals_witnessed(tmp_path: Path, books: Path) -> None:
    office = staffed_office(tmp_path / "data", "629925", "安澜县", "county")
    clerk, reviewer = office.as_user(CLERK), office.as_user(REVIEWER)
    clerk.done("import", "units", books / "units.xlsx")
    added(clerk)
    assert clerk.refused("problem", "close", 1, "--explanation", "x") == "role.denied"
    assert reviewer.refused("problem", "update", 1, "--contact", "x") == "role.denied"
    added(office)
    words = ("--explanation", "核对无误", "--end", "无需整改")
    assert office.refused("problem", "close", 2, *words) == "problem.own_entry"
    assert one(reviewer, "close", 2, *words)["closed_by"] == REVIEWER
