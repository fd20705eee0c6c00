"""The backup that an import at the command line makes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.commanding import Bianqing, init


@pytest.mark.rule("security 6.1")
def test_an_import_makes_a_proved_backup_first_where_there_is_something_to_lose(
    county: Bianqing, books: Path
) -> None:
    """导入: what the register held before it can be had again."""
    before = county.digest()
    people = ("import", "persons", books / "persons.xlsx")
    county.done(*people, "--dry-run")
    county.done(*people, "--no-backup")
    assert county.done("backup", "list")["sets"] == []
    county.done(*people)
    (one,) = county.done("backup", "list")["sets"]
    assert (one["reason"], one["verified"], one["digest"]) == ("导入前", True, before)
    county.done(*people)
    assert len(county.done("backup", "list")["sets"]) == 1


def test_a_backup_that_fails_is_told_and_stops_no_import(county: Bianqing, books: Path) -> None:
    (county.data / "backup").rmdir()
    (county.data / "backup").write_text("not a folder")
    answer = county("import", "persons", books / "persons.xlsx")
    assert answer.exit == 0, answer.value
    assert "导入前的备份没有做成，导入照常进行。" in answer.err


def test_a_register_without_people_is_imported_into_without_a_backup(
    tmp_path: Path, books: Path
) -> None:
    office = init(tmp_path / "data", "629925", "安澜县", "county", "--single-operator")
    for kind in ("units", "persons"):
        office.done("import", kind, books / f"{kind}.xlsx")
    assert office.done("backup", "list")["sets"] == []
