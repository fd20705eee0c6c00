"""Workbooks through the command line: what goes in, what comes back, what is refused."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.desktop.commanding import Bianqing, init
from tests.desktop.small_county import (
    EDUCATION,
    FINANCE,
    PEOPLE,
    SCHOOL,
    UNITS,
    number_of,
    person,
    write_people,
    write_units,
)
from tests.export.workbooks.making import compound_file


@pytest.fixture
def empty(tmp_path: Path) -> Bianqing:
    return init(tmp_path / "empty", "629925", "安澜县", "county", "--single-operator")


def rejected(answer: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(found["row"], found["column"], found["code"]) for found in answer["rejected"]]


def test_the_same_workbooks_again_change_nothing(county: Bianqing, books: Path) -> None:
    before = county.digest()
    units = county.done("import", "units", books / "units.xlsx")
    people = county.done("import", "persons", books / "persons.xlsx")
    assert [(found["created"], found["unchanged"], found["read"]) for found in (units, people)] == [
        (0, len(UNITS), len(UNITS)),
        (0, len(PEOPLE), len(PEOPLE)),
    ]
    assert county.digest() == before


def test_an_import_answers_with_every_field_of_the_contract(empty: Bianqing, books: Path) -> None:
    answer = empty("import", "units", books / "units.xlsx")
    assert answer.exit == 0
    assert answer.value | {"returned": ""} == {
        "read": 4, "created": 4, "updated": 0, "unchanged": 0, "inner_created": 0,
        "rejected": [], "warnings": [], "rejected_rows": 0, "effective": "2026-10-31",
        "returned": "", "unknown_columns": [], "dry_run": False,
    }  # fmt: skip


def test_unsound_rows_come_back_and_a_mended_return_completes_the_import(
    county: Bianqing, tmp_path: Path
) -> None:
    sound = person(EDUCATION, "新甲", "19970112013")
    wrong = person(FINANCE, "新乙", "19970212025")
    wrong["身份证号"] = wrong["身份证号"][:17] + ("1" if wrong["身份证号"][17] != "1" else "2")
    source = write_people(tmp_path / "more.xlsx", (sound, wrong))
    returned = tmp_path / "returned.xlsx"
    answer = county("import", "persons", source, "--returned", returned)
    assert answer.exit == 3
    assert rejected(answer.value) == [(5, "身份证号", "person.id.check_digit")]
    assert answer.value["returned"] == str(returned)
    assert answer.value["rejected"][0].keys() == {"sheet", "row", "column", "code", "text"}
    book = load_workbook(returned)
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[3]]
    assert sheet.cell(5, head.index("原因") + 1).value
    assert [sheet.cell(row, 3).value for row in (4, 5)] == ["新甲", "新乙"]
    sheet.cell(5, head.index("身份证号") + 1).value = person(FINANCE, "新乙", "19970212025")[
        "身份证号"
    ]
    book.save(returned)
    again = county("import", "persons", returned)
    assert (again.exit, again.value["created"], again.value["unchanged"]) == (0, 1, 1)


def test_a_dry_run_keeps_nothing(empty: Bianqing, books: Path) -> None:
    before = empty.digest()
    answer = empty.done("import", "units", books / "units.xlsx", "--dry-run")
    assert (answer["created"], answer["dry_run"]) == (4, True)
    assert empty.digest() == before


def test_a_key_field_is_not_changed_by_an_import(county: Bianqing, tmp_path: Path) -> None:
    changed = {**PEOPLE[0], "单位": FINANCE}
    source = write_people(tmp_path / "changed.xlsx", (changed,))
    answer = county("import", "persons", source)
    assert answer.exit == 3
    assert rejected(answer.value) == [(4, "单位", "person.key.changed")]
    assert "（单位）" in answer.value["rejected"][0]["text"]


def test_somebody_who_left_does_not_come_back_by_an_import(
    county: Bianqing, books: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case.json"
    case.write_text(
        f"""{{"kind": "人员下编", "unit": "{SCHOOL}", "effective": "2026-11-02",
        "document": {{"number": "安编办函〔2026〕8号"}},
        "persons": [{{"id": "{number_of("安七")}", "exit_reason": "调出"}}]}}""",
        encoding="utf-8",
    )
    number = county.done("case", "new", case)["case"]["id"]
    county.done("case", "submit", number)
    county.done("case", "approve", number)
    answer = county("import", "persons", books / "persons.xlsx", "--effective", "2026-11-20")
    assert [found["code"] for found in answer.value["rejected"]] == ["person.departed"]


def test_a_unit_may_be_completed_and_its_places_may_not_change(
    county: Bianqing, tmp_path: Path
) -> None:
    (first, *others) = UNITS
    grown = (*first[:5], 9, *first[6:])
    source = write_units(tmp_path / "grown.xlsx", (grown, *others))
    answer = county("import", "units", source)
    assert [found["code"] for found in answer.value["rejected"]] == ["unit.key.changed"]
    assert answer.value["unchanged"] == 3


def test_days_before_the_register_and_in_the_future_are_refused(
    county: Bianqing, books: Path
) -> None:
    before = county.digest()
    file = books / "persons.xlsx"
    assert county.refused("import", "persons", file, "--effective", "2026-10-30") == (
        "register.before_start"
    )
    assert county.refused("import", "persons", file, "--effective", "2026-11-22") == "import.future"
    assert county.digest() == before


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"\0" * (300 * 1024 * 1024))


def locked(path: Path) -> None:
    path.write_bytes(compound_file("EncryptionInfo", "EncryptedPackage"))


def headless(path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["一", "二", "三"])
    book.worksheets[0].append([1, 2, 3])
    book.save(path)


def bare(path: Path) -> None:
    Workbook().save(path)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("hello"), "workbook.not_a_workbook"),
    "nothing": (lambda path: path.write_bytes(b""), "workbook.not_a_workbook"),
    "cut": (lambda path: path.write_bytes(whole()[:400]), "workbook.unreadable"),
    "bomb": (bomb, "workbook.too_large"),
    "locked": (locked, "workbook.password"),
    "headless": (headless, "workbook.no_header"),
    "empty sheet": (bare, "workbook.empty"),
}


def whole() -> bytes:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["units", "persons"])
@pytest.mark.parametrize("name", BAD)
def test_what_is_no_roster_is_refused_in_words(
    standing: Bianqing, tmp_path: Path, name: str, kind: str
) -> None:
    make, code = BAD[name]
    path = tmp_path / "bad.xlsx"
    make(path)
    answer = standing("import", kind, path, "--dry-run")
    assert (answer.exit, answer.code) == (1, code)
    assert "请" in answer.text


def test_a_missing_file_a_folder_and_a_missing_sheet_are_refused(
    county: Bianqing, books: Path, tmp_path: Path
) -> None:
    assert county.refused("import", "units", tmp_path / "none.xlsx") == "workbook.not_found"
    assert county.refused("import", "units", tmp_path) == "workbook.not_a_file"
    assert county.refused("import", "units", books / "units.xlsx", "--sheet", "无") == (
        "workbook.no_sheet"
    )
    assert county.refused("import", "units", books / "persons.xlsx") == "workbook.other_table"


def test_a_return_that_cannot_be_written_undoes_the_import(
    empty: Bianqing, books: Path, tmp_path: Path
) -> None:
    before = empty.digest()
    (tmp_path / "taken.xlsx").mkdir()
    for out, code in {
        tmp_path / "stick" / "folder" / "returned.xlsx": "command.no_folder",
        tmp_path / "taken.xlsx": "workbook.not_written",
    }.items():
        words = ("import", "units", books / "units.xlsx", "--returned", out)
        assert empty.refused(*words) == code
        assert empty.digest() == before


def test_the_folder_of_a_return_is_made(empty: Bianqing, books: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "returned.xlsx"
    empty.done("import", "units", books / "units.xlsx", "--returned", out)
    assert out.is_file()
