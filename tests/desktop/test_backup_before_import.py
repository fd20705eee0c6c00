"""The backup that an import at the command line makes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.commanding import Bianqing, init
from tests.desktop.small_county import PEOPLE, SCHOOL, TEACHER, person, write_people


def longer(path: Path) -> Path:
    """Write a roster with one person more than the register holds."""
    new = person(SCHOOL, "安新", "19970312017", "全额事业编制", TEACHER)
    return write_people(path, (*PEOPLE, new))


@pytest.mark.rule("security 6.1")
def test_an_import_makes_a_proved_backup_first_where_there_is_something_to_lose(
    county: Bianqing, tmp_path: Path
) -> None:
    """导入: what the register held before it can be had again."""
    before = county.digest()
    people = ("import", "persons", longer(tmp_path / "longer.xlsx"))
    county.done(*people, "--dry-run")
    assert county.done("backup", "list")["sets"] == []
    assert county.done(*people)["created"] == 1
    (one,) = county.done("backup", "list")["sets"]
    assert (one["reason"], one["verified"], one["digest"]) == ("导入前", True, before)
    county.done(*people)
    assert len(county.done("backup", "list")["sets"]) == 1


def test_who_wants_none_has_none(county: Bianqing, tmp_path: Path) -> None:
    people = ("import", "persons", longer(tmp_path / "longer.xlsx"), "--no-backup")
    assert county.done(*people)["created"] == 1
    assert county.done("backup", "list")["sets"] == []


@pytest.mark.rule("security 6.1")
def test_an_import_that_is_refused_or_changes_nothing_makes_no_backup(
    county: Bianqing, books: Path, tmp_path: Path
) -> None:
    """The backup belongs to the writing: it is made when all rows are judged, just before it."""
    people = ("import", "persons", longer(tmp_path / "longer.xlsx"))
    county.done("account", "add", "审核人", "--role", "审核")
    county.done("account", "release", "审核人")
    (tmp_path / "letter.xlsx").write_text("no workbook")
    assert county("import", "persons", tmp_path / "letter.xlsx").exit == 1
    assert county("import", "persons", tmp_path / "none.xlsx").exit == 1
    assert county.refused(*people, "--effective", "2027-01-01") == "import.future"
    (tmp_path / "file").touch()
    assert county.refused(*people, "--returned", tmp_path / "file" / "out.xlsx")
    assert county.as_user("审核人").refused(*people) == "role.denied"
    for kind in ("units", "persons"):
        county.done("import", kind, books / f"{kind}.xlsx")
    assert county.done("backup", "list")["sets"] == []
    county.done(*people)
    assert len(county.done("backup", "list")["sets"]) == 1


def test_a_backup_that_fails_is_told_and_stops_no_import(county: Bianqing, tmp_path: Path) -> None:
    (county.data / "backup").rmdir()
    (county.data / "backup").write_text("not a folder")
    answer = county("import", "persons", longer(tmp_path / "longer.xlsx"))
    assert answer.exit == 0, answer.value
    assert "导入前的备份没有做成，导入照常进行。" in answer.err


def test_a_register_without_people_is_imported_into_without_a_backup(
    tmp_path: Path, books: Path
) -> None:
    office = init(tmp_path / "data", "629925", "安澜县", "county", "--single-operator")
    for kind in ("units", "persons"):
        office.done("import", kind, books / f"{kind}.xlsx")
    assert office.done("backup", "list")["sets"] == []
