"""Handbooks, the roster and the ledger, read back by other libraries."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from tests.desktop.commanding import Bianqing
from tests.desktop.small_county import EDUCATION, FINANCE, PEOPLE, UNITS


def words_of(path: Path) -> set[str]:
    (sheet,) = load_workbook(path).worksheets
    return {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell}


def test_one_units_handbook_is_a_pdf_that_names_it(standing: Bianqing, tmp_path: Path) -> None:
    out = tmp_path / "handbooks"
    answer = standing("handbook", "--unit", EDUCATION, "--out", out)
    assert (answer.exit, answer.value["missing_glyphs"]) == (0, [])
    (file,) = answer.value["files"]
    pages = pypdf.PdfReader(file["path"]).pages
    assert (file["unit"], file["pages"]) == (EDUCATION, len(pages))
    assert Path(file["path"]).parent == out
    text = "".join(page.extract_text() for page in pages).replace(" ", "")
    assert EDUCATION in text
    assert "安一" in text
    assert "安三" not in text


def test_all_handbooks_are_written(standing: Bianqing, tmp_path: Path) -> None:
    files = standing.done("handbook", "--all", "--out", tmp_path)["files"]
    assert len(files) == len(UNITS)
    assert {file["path"] for file in files} == {str(path) for path in tmp_path.iterdir()}


def test_the_roster_lists_everybody_or_one_unit(standing: Bianqing, tmp_path: Path) -> None:
    everybody = standing.done("roster", "--out", tmp_path / "all.xlsx")
    assert everybody == {"path": str(tmp_path / "all.xlsx"), "rows": len(PEOPLE)}
    one = standing.done("roster", "--unit", FINANCE, "--out", tmp_path / "one.xlsx")
    assert one["rows"] == 2
    found = words_of(tmp_path / "one.xlsx")
    assert {"安三", "安四"} <= found
    assert "安一" not in found


def test_the_ledger_lists_every_unit(standing: Bianqing, tmp_path: Path) -> None:
    answer = standing.done("ledger", "--out", tmp_path / "ledger.xlsx")
    assert answer["rows"] == len(UNITS)
    assert {unit[0] for unit in UNITS} <= words_of(tmp_path / "ledger.xlsx")


def test_papers_of_no_day_no_unit_and_no_place_are_refused(
    standing: Bianqing, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    early = ("--as-of", "2026-10-30")
    for words in (("roster",), ("ledger",), ("handbook", "--all")):
        out = ("--out", tmp_path / "out.xlsx")
        assert standing.refused(*words, *out, *early) == "register.not_begun"
        for folder in (file / "below", tmp_path / "stick" / "papers"):
            nowhere = folder if words[0] == "handbook" else folder / "it.xlsx"
            assert standing.refused(*words, "--out", nowhere) == "command.no_folder"
        beside = file if words[0] == "handbook" else file / "it.xlsx"
        assert standing.refused(*words, "--out", beside) == "command.not_written"
    for words in (("roster",), ("ledger",), ("handbook",)):
        assert standing.refused(*words, "--out", tmp_path / "out.xlsx", "--unit", "无此局") == (
            "case.unit_unknown"
        )
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("command", ["roster", "ledger"])
def test_the_folder_of_a_list_is_made(standing: Bianqing, tmp_path: Path, command: str) -> None:
    out = tmp_path / "new" / "list.xlsx"
    assert standing.done(command, "--out", out)["path"] == str(out)
    assert load_workbook(out).worksheets


@pytest.mark.parametrize("command", ["roster", "ledger"])
def test_a_list_replaces_only_a_workbook(standing: Bianqing, tmp_path: Path, command: str) -> None:
    other, out = tmp_path / "other.xlsx", tmp_path / "list.xlsx"
    other.write_text("not a workbook", encoding="utf-8")
    assert standing.refused(command, "--out", tmp_path / "list.pdf") == "command.not_xlsx"
    assert standing.refused(command, "--out", other) == "command.not_workbook"
    standing.done(command, "--out", out)
    first = out.read_bytes()
    standing.done(command, "--unit", FINANCE, "--out", out)
    assert out.read_bytes() != first
    assert {path.name for path in tmp_path.iterdir()} == {"other.xlsx", "list.xlsx"}


@pytest.mark.parametrize("command", ["roster", "ledger"])
def test_a_list_names_the_office_and_who_fills_it_in(
    standing: Bianqing, tmp_path: Path, command: str
) -> None:
    standing.done(command, "--out", tmp_path / "list.xlsx")
    words = words_of(tmp_path / "list.xlsx")
    assert {"填报单位（盖章）：中共安澜县委机构编制委员会办公室", "填表人：负责人"} <= words
