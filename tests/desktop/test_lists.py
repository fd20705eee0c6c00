"""比对名单 over real offices: from a workbook at the city to differences at the county."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.desktop.commanding import Bianqing, init
from tests.desktop.small_county import EDUCATION, SCHOOL
from tests.desktop.test_exchange import enrol
from tests.desktop.test_witness import acts, entries


def workbook(path: Path, rows: Sequence[tuple[object, ...]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("2026年11月统发名单",))
    for row in (("序号", "身份证号", "姓名", "预算单位"), *rows):
        sheet.append(list(row))
    book.save(path)
    return path


@pytest.fixture
def city(tmp_path: Path, county: Bianqing) -> Bianqing:
    """Return a city that the county of the sample is enrolled with."""
    alone = "--single-operator"
    province = init(tmp_path / "province", "62", "陇原省", "province", alone)
    made = init(tmp_path / "city", "6299", "安河市", "city", alone)
    enrol(made, province, tmp_path)
    enrol(county, made, tmp_path)
    return made


def test_a_list_goes_down_and_is_held_against_the_ledger(
    city: Bianqing, county: Bianqing, tmp_path: Path
) -> None:
    out = tmp_path / "名册.xlsx"
    county.done("roster", "--out", out)
    people = numbers_of(out)
    (first, name), (second, other), (third, last), *_ = people
    rows = [(1, first, name, "别的单位"), (2, second, "别人", EDUCATION)]
    rows += [(n, number, who, SCHOOL) for n, (number, who) in enumerate(people[3:], start=3)]
    rows.append((99, "629925197001010014", "编外某", SCHOOL))
    book = workbook(tmp_path / "统发.xlsx", rows)
    made = city.done("list", "add", book, "--item", "财政供养", "--period", "2026-11")["lists"][0]
    assert (made["id"], made["rows"], made["office"]) == ("6299-1", len(rows), "6299")
    stick = tmp_path / "stick"
    stick.mkdir()
    package = city.done("package", "create", "--kind", "比对名单", "--to", "629925", "--out", stick)
    assert package["counts"] == {"listed": len(rows)}
    told = county.in_words("package", "accept", package["path"], "--dry-run")
    assert f"比对名单 6299-1：财政供养，2026-11，{len(rows)} 人" in told
    assert county.done("package", "lists")["lists"] == []
    county.done("package", "accept", package["path"])
    assert [one["id"] for one in county.done("package", "lists")["lists"]] == ["6299-1"]
    before = len(entries(county))
    answer = county("compare", "--list", "6299-1")
    assert answer.exit == 3
    found = {(one["category"], one["name"]) for one in answer.value["differences"]}
    assert {("P3", name), ("P7", other), ("P1", last), ("P2", "")} <= found
    assert answer.value["counts"]["P2"] == 1
    assert first not in answer.out
    assert third not in answer.out
    assert "list.compare" in [act for act, _, _ in acts(county, before)]
    assert "台账有、名单没有 1 人次" in county.in_words("compare", "--list", "6299-1")
    assert county.refused("list", "send", "6299-1") == "list.not_own"
    county.done("list", "drop", "6299-1")
    assert county.refused("compare", "--list", "6299-1") == "list.unknown"


def numbers_of(path: Path) -> list[tuple[str, str]]:
    """Return ID number and name of everybody in a roster."""
    found = []
    for sheet in load_workbook(path).worksheets:
        head: list[object] = []
        for row in sheet.values:
            if "身份证号" in row:
                head = list(row)
            elif head and len(str(row[head.index("身份证号")] or "")) == 18:
                found.append((str(row[head.index("身份证号")]), str(row[head.index("姓名")])))
    return found


def test_a_workbook_with_a_wrong_row_makes_no_list(county: Bianqing, tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", [(1, "629925", "某", SCHOOL)])
    add = ("list", "add", book, "--item", "社保", "--period", "2026-11")
    answer = county(*add)
    assert (answer.exit, answer.code) == (1, "list.row")
    assert "第 3 行" in answer.text
    number = workbook(tmp_path / "d.xlsx", [(1, 629925197001010014, "某", SCHOOL)])
    assert county.refused("list", "add", number, *add[3:]) == "list.row"
    empty = workbook(tmp_path / "b.xlsx", [(1, None, None, None)])
    assert county.refused("list", "add", empty, *add[3:]) in {"list.empty", "workbook.no_rows"}
    assert county.refused(
        "package", "create", "--kind", "比对名单", "--to", "6299", "--out", tmp_path
    )


def test_a_county_may_send_its_list_up(county: Bianqing, city: Bianqing, tmp_path: Path) -> None:
    book = workbook(tmp_path / "c.xlsx", [(1, "629925197001010014", "编外某", SCHOOL)])
    county.done("list", "add", book, "--item", "社保", "--period", "2026-11")
    county.done("list", "send", "629925-1")
    create = ("package", "create", "--kind", "比对名单", "--to", "6299", "--out", tmp_path)
    city.done("package", "accept", county.done(*create)["path"])
    assert city.done("package", "lists")["lists"][0]["office"] == "629925"
