"""A workbook given back: every row kept, reasons beside it, and it reads again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from domain.errors import Refusal
from export.workbooks.annotate import TINTS
from export.workbooks.archive import load
from export.workbooks.body import Row
from export.workbooks.copies import copies_of
from export.workbooks.isolated import write_returned as write_in_child
from export.workbooks.layout import Layout
from export.workbooks.rejects import Reject
from export.workbooks.returned import write_returned
from export.workbooks.table import Table, read_tables
from tests.export.workbooks.conftest import Make
from tests.export.workbooks.making import HEADS, PERSON, SHEET_FOOT, SHEET_HEAD, fill, raw_xlsx

Layouts = tuple[Layout, ...]

BAD_ID = Reject("身份证号", "第 3 行身份证号校验码不对", "error")
OLD = Reject("姓名", "姓名里有空格", "warning")


def read(path: Path, layouts: Layouts) -> list[tuple[Table, list[Row]]]:
    return [(table, list(table.rows)) for table in read_tables(path, layouts)]


def page_of(path: Path) -> Worksheet:
    page = openpyxl.load_workbook(path).active
    assert isinstance(page, Worksheet)
    return page


def tint(page: Worksheet, place: str) -> object:
    cell = page[place]
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


def returned(source: Path, layouts: Layouts, reasons: dict[int, Sequence[Reject]]) -> Path:
    out = source.with_name(f"退回-{source.stem}.xlsx")
    write_returned(source, out, layouts, {("表", row): each for row, each in reasons.items()})
    return out


def test_cells_are_tinted_and_reasons_stand_beside_the_row(make: Make, persons: Layouts) -> None:
    source = make([("花名册",), HEADS, PERSON, PERSON, ("合计", 2)], ["A1:E1"])
    out = returned(source, persons, {3: [OLD, BAD_ID], 4: [OLD]})
    page = page_of(out)
    assert [page["F2"].value, page["F4"].value] == ["原因", "姓名里有空格"]
    assert page["F3"].value == "1. 姓名里有空格\n2. 第 3 行身份证号校验码不对"
    assert [tint(page, at) for at in ("D3", "C3", "F3", "F4", "D4")] == [
        TINTS["error"],
        TINTS["warning"],
        TINTS["error"],
        TINTS["warning"],
        None,
    ]
    # Typed again, the number must not be rounded again.
    assert page["D3"].number_format == "@"
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert [row[:5] for row in rows][4] == ["合计", 2.0, "", "", ""]
    assert len(rows) == 5


def test_a_returned_file_reads_as_the_same_table(make: Make, units: Layouts) -> None:
    source = make(
        [
            ("单位名称", "核定编制", None, "领导职数", None),
            (None, "行政编制", "工勤编制", "正职", "副职"),
            ("一、党委系统",),
            ("县委办", 10, 2, 1, 3),
        ],
        ["A1:A2", "B1:C1", "D1:E1"],
    )
    reason = Reject("单位名称", "=不认识的单位", "error")
    out = returned(source, units, {4: [reason]})
    ((before, rows),) = read(source, units)
    ((after, same),) = read(out, units)
    assert same == rows
    assert (after.columns, after.unknown_columns) == (before.columns, before.unknown_columns)
    assert page_of(out)["F1"].value == "原因"
    assert "F1:F2" in [str(each) for each in page_of(out).merged_cells.ranges]


def test_a_second_return_uses_the_same_column_and_clears_the_old_marks(
    make: Make, persons: Layouts
) -> None:
    first = returned(make([HEADS, PERSON, PERSON]), persons, {2: [BAD_ID], 3: [BAD_ID]})
    second = page_of(returned(first, persons, {3: [OLD]}))
    assert [second["F2"].value, second["F3"].value] == [None, "姓名里有空格"]
    assert [tint(second, at) for at in ("D2", "F2", "D3", "C3")] == [
        None,
        None,
        None,
        TINTS["warning"],
    ]
    assert second.max_column == 6


def test_texts_that_look_like_formulas_stay_texts(make: Make, persons: Layouts) -> None:
    evil = ("=1+1", "+1", "-1", "@a", "＝A1")
    source = make([HEADS, evil, PERSON])
    reason = Reject(None, '=HYPERLINK("x")', "error")
    page = page_of(returned(source, persons, {2: [reason]}))
    for cell, text in zip(page[2], (*evil, reason.text), strict=True):
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix


def test_formulas_come_back_as_their_values(tmp_path: Path, persons: Layouts) -> None:
    cells = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{head}</t></is></c>'
        for letter, head in zip("ABCDE", HEADS, strict=True)
    )
    sheet = (
        f'{SHEET_HEAD}<row r="1">{cells}</row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c>'
        f'<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>{SHEET_FOOT}'
    )
    source = raw_xlsx(tmp_path / "公式.xlsx", sheet)
    ((_, rows),) = read(returned(source, persons, {2: [BAD_ID]}), persons)
    assert rows[0].cells == (2.0, "", "", "", "#DIV/0!")


def test_a_workbook_that_cannot_be_edited_is_rebuilt_from_its_values(
    tmp_path: Path, persons: Layouts
) -> None:
    cells = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{head}</t></is></c>'
        for letter, head in zip("ABCDE", HEADS, strict=True)
    )
    broken = "<styleSheet><fonts><font><sz val='x'/></font></fonts></styleSheet>"
    source = raw_xlsx(
        tmp_path / "坏样式.xlsx",
        f'{SHEET_HEAD}<row r="1">{cells}</row><row r="2"><c r="C2"><v>5</v></c></row>{SHEET_FOOT}',
        [("xl/styles.xml", broken.encode())],
    )
    copies = list(copies_of(load(source)))
    assert copies[-1].sheetnames == ["表"]
    ((_, rows),) = read(returned(source, persons, {2: [BAD_ID]}), persons)
    assert rows[0].cells[2] == 5.0


def test_the_same_works_in_the_child(make: Make, persons: Layouts, tmp_path: Path) -> None:
    out = tmp_path / "退回.xlsx"
    write_in_child(make([HEADS, PERSON]), out, persons, {("表", 2): [BAD_ID]})
    assert page_of(out)["F2"].value == BAD_ID.text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["表.xlsx", "退回.xlsx"]


def test_the_source_is_never_overwritten(make: Make, persons: Layouts) -> None:
    source = make([HEADS, PERSON])
    before = source.read_bytes()
    with pytest.raises(Refusal) as refusal:
        write_returned(source, source, persons, {})
    assert refusal.value.code == "workbook.same_file"
    assert source.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(make: Make, persons: Layouts, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        write_returned(make([HEADS, PERSON]), tmp_path / "无" / "退回.xlsx", persons, {})
    assert refusal.value.code == "workbook.not_written"


def test_a_hidden_sheet_that_was_asked_for_comes_back_marked(
    tmp_path: Path, persons: Layouts
) -> None:
    source, out = tmp_path / "隐藏.xlsx", tmp_path / "退回.xlsx"
    with Workbook(source) as book:
        book.add_worksheet("说明").write(0, 0, "说明")
        hidden = book.add_worksheet("表")
        fill(hidden, [HEADS, PERSON])
        hidden.hide()
    write_returned(source, out, persons, {("表", 2): [BAD_ID]})
    assert openpyxl.load_workbook(out)["表"]["F2"].value == BAD_ID.text
