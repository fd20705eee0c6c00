"""The 机构编制职数一览表: heads of three lines, counts by type, a row of sums."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from domain.dossier import TypeCount
from domain.errors import Refusal
from domain.facts import OfficeCode, UnitId
from domain.register import UnitStaffing
from export.sheets.forms import SheetColumn, SheetForm
from export.sheets.ledger import write_ledger
from export.sheets.paper import Heading
from tests.export.handbook import sample

OFFICE = OfficeCode("629925")
ORDER = ("行政编制", "工勤编制", "全额事业编制")


def counts(*types: tuple[str, int, int]) -> dict[str, TypeCount]:
    return {name: TypeCount(name, approved, actual) for name, approved, actual in types}


def staffing() -> list[UnitStaffing]:
    bureau = replace(sample.unit(), remark="=1+1")
    centre = replace(
        bureau, unit=UnitId("6299250013"), name="安澜县畜牧兽医中心", kind="事业单位",
        supervisor=bureau.unit, remark="",
    )  # fmt: skip
    school = replace(centre, unit=UnitId("6299250014"), name="安澜县党校", supervisor="县委")
    return [
        UnitStaffing(
            OFFICE, bureau,
            counts(("工勤编制", 2, 1), ("行政编制", 22, 23)),
            {"副职": (4, 3), "正职": (1, 1)},
        ),
        UnitStaffing(OFFICE, centre, counts(("全额事业编制", 12, 10)), {"正职": (1, 0)}),
        UnitStaffing(OFFICE, school, counts(("另有编制", 3, 0)), {"总师": (1, 1)}),
    ]  # fmt: skip


def rows_of(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_every_unit_has_a_row_of_counts_and_there_is_a_row_of_sums(
    out: Path, ledger_form: SheetForm, heading: Heading
) -> None:
    assert write_ledger(staffing(), out, ledger_form, heading, ORDER) == 3
    rows = rows_of(out)
    assert rows[0][0] == "安澜县机关事业单位机构编制职数一览表"
    bureau, centre, school, total = rows[5:9]
    assert bureau[:2] == [1, "安澜县发展和改革局"]
    assert (centre[2], school[2]) == ("安澜县发展和改革局", "县委")
    assert bureau[8:23] == [22, 2, 0, 0, 24, 23, 1, 0, 0, 24, -1, 1, 0, 0, 0]
    assert bureau[23:35] == [1, 4, 0, 5, 1, 3, 0, 4, 0, 1, 0, 1]
    assert total[1] == "合计"
    assert total[8:23] == [22, 2, 12, 3, 39, 23, 1, 10, 0, 34, -1, 1, 2, 3, 5]


def test_heads_stand_in_three_lines_over_the_types_that_occur(
    out: Path, ledger_form: SheetForm, heading: Heading
) -> None:
    write_ledger(staffing(), out, ledger_form, heading, ("没有的编制", *ORDER))
    rows = rows_of(out)
    assert [text for text in rows[2] if text] == [
        "序号", "单位名称", "机构信息", "编制及人员信息", "职数信息", "备注",
    ]  # fmt: skip
    assert [text for text in rows[3][8:-1] if text] == [
        "核定编制", "实有人员", "空缺编制", "领导职数核定", "领导职数实配", "领导职数空缺",
        "中层职数",
    ]  # fmt: skip
    assert rows[4][8:13] == ["行政编制", "工勤编制", "全额事业编制", "另有编制", "小计"]
    assert rows[4][23:27] == ["正职", "副职", "总师", "小计"]
    book = load_workbook(out)
    merged = {str(each) for each in book.worksheets[0].merged_cells.ranges}
    assert {"A3:A5", "C3:H3", "I3:W3", "I4:M4", "X3:AM3", "AN3:AN5"} <= merged
    assert book.worksheets[0].print_title_rows == "$1:$5"
    assert book.worksheets[0].freeze_panes == "C6"


def test_remarks_are_text_and_counts_are_numbers(
    out: Path, ledger_form: SheetForm, heading: Heading
) -> None:
    write_ledger(staffing(), out, ledger_form, heading, ORDER)
    sheet = load_workbook(out).worksheets[0]
    assert (sheet.cell(6, 40).data_type, sheet.cell(6, 40).value) == ("s", "=1+1")
    assert sheet.cell(6, 9).data_type == "n"


def test_an_empty_register_gives_a_head_and_no_sums(
    out: Path, ledger_form: SheetForm, heading: Heading
) -> None:
    assert write_ledger([], out, ledger_form, heading, ORDER) == 0
    rows = rows_of(out)
    assert not any("合计" in row for row in rows)
    assert rows[5][0] == "（无）"


def test_posts_of_inner_organs_stand_apart_from_those_of_the_unit(
    out: Path, ledger_form: SheetForm, heading: Heading
) -> None:
    posts = {"正职": (1, 1), "内设机构副职": (2, 3), "内设机构正职": (4, 3)}
    units = [replace(staffing()[0], posts=posts), replace(staffing()[1], posts={})]
    write_ledger(units, out, ledger_form, heading, ORDER)
    rows = rows_of(out)
    at = rows[4].index("正职核定")
    assert rows[4][at : at + 4] == ["正职核定", "正职实配", "副职核定", "副职实配"]
    assert rows[5][at - 2 : at + 4] == [0, 0, 4, 3, 2, 3]
    assert rows[7][at : at + 4] == [4, 3, 2, 3]
    assert "内设机构正职" not in rows[4]


def test_a_unit_s_days_are_written_with_points(
    out: Path, ledger_form: SheetForm, heading: Heading
) -> None:
    form = replace(
        ledger_form,
        columns=(*ledger_form.columns[:2], SheetColumn("unit.approved_on", "批准时间", 12)),
    )
    write_ledger(staffing(), out, form, heading, ORDER)
    assert rows_of(out)[5][2] == "2021.03.05"


@pytest.mark.parametrize("key", ["unit.salary", "person.name", "salary"])
def test_a_column_nobody_knows_is_refused(
    out: Path, ledger_form: SheetForm, heading: Heading, key: str
) -> None:
    form = replace(ledger_form, columns=(SheetColumn(key, "工资", 9),))
    with pytest.raises(Refusal) as refused:
        write_ledger(staffing(), out, form, heading, ORDER)
    assert refused.value.facts["part"] == key
