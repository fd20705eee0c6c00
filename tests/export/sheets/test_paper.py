"""What every printed list keeps to: it can be read, nothing is cut off, it says what it is."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from domain.facts import CHIEF, DEPUTY
from domain.register import UnitStaffing
from export.sheets.forms import HeadCell, SheetColumn, SheetForm, load_sheet_form
from export.sheets.heads import head_heights, merged_heads, text_height
from export.sheets.ledger import write_ledger
from export.sheets.paper import Heading, Paper
from tests.export.handbook.sample import RESOURCES, unit
from tests.export.sheets.test_ledger import OFFICE, counts

NOT_SHEETS = {"handbook", "quota_use"}
FORMS = sorted(
    path.stem for path in (RESOURCES / "forms").glob("*.json") if path.stem not in NOT_SHEETS
)
LONG_NAME = "安澜县农业农村和水务综合行政执法暨农产品质量安全监督管理服务中心"
SHORT = SheetForm(
    "{office}名册", "编办", "名册", "A4", ("填表人：{filler}", "审核人：", "单位负责人："), 1,
    (
        SheetColumn("no", "序号", 6), SheetColumn("name", "姓名", 40, "left"),
        SheetColumn("a", "甲", 8), SheetColumn("b", "乙", 8), SheetColumn("c", "丙", 8),
    ),
)  # fmt: skip


def form(name: str) -> SheetForm:
    return load_sheet_form(RESOURCES / "forms" / f"{name}.json")


def sheet_of(path: Path) -> Worksheet:
    (sheet,) = load_workbook(path).worksheets
    return sheet


def printed_points(sheet: Worksheet, columns: int) -> float:
    """Return the size in which a text of 10 points leaves the printer, fitted to one page."""
    spans = [
        (dimension.width * 7, int(dimension.min or 0), int(dimension.max or 0))
        for dimension in sheet.column_dimensions.values()
    ]
    assert sum(last - first + 1 for _, first, last in spans) == columns
    pixels = sum(width * (last - first + 1) for width, first, last in spans)
    long_side = {"9": 29.7, "8": 42.0}[str(sheet.page_setup.paperSize)]
    margins = sheet.page_margins
    room = long_side / 2.54 - margins.left - margins.right
    return min(10.0, 10 * room / (pixels / 96))


@pytest.mark.parametrize("name", [name for name in FORMS if name != "ledger"])
def test_every_list_of_the_county_can_be_read_on_its_paper(
    name: str, out: Path, heading: Heading
) -> None:
    made = form(name)
    Paper(made, heading, made.heads()).save(out)
    assert printed_points(sheet_of(out), len(made.columns)) >= 7.5


def test_the_ledger_of_six_types_can_be_read_on_its_paper(
    out: Path, ledger_form: SheetForm, heading: Heading
) -> None:
    types = ("行政编制", "政法专项编制", "工勤编制", "参公事业编制", "全额事业编制", "差额事业编制")
    staffed = UnitStaffing(
        OFFICE, unit(), counts(*((name, 1, 1) for name in types)), {CHIEF: (1, 1), DEPUTY: (3, 3)}
    )
    write_ledger([staffed], out, ledger_form, heading, types)
    sheet = sheet_of(out)
    assert printed_points(sheet, sheet.max_column) >= 7.5


def test_the_line_of_origin_leaves_room_for_both_its_ends(out: Path, heading: Heading) -> None:
    made = replace(SHORT, measure="单位：名")
    Paper(made, heading, made.heads()).save(out)
    sheet = sheet_of(out)
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert "C2:E2" in merged
    assert (sheet["A2"].value, sheet["C2"].value) == (
        "填报单位（盖章）：编办", "截止日期：2026年11月21日　　单位：名",
    )  # fmt: skip
    assert (sheet["A2"].alignment.horizontal, sheet["C2"].alignment.horizontal) == (None, "right")


def test_a_list_of_nothing_says_so_and_is_signed(out: Path, heading: Heading) -> None:
    Paper(SHORT, heading, SHORT.heads()).save(out)
    sheet = sheet_of(out)
    assert sheet["A4"].value == "（无）"
    assert "A4:E4" in {str(each) for each in sheet.merged_cells.ranges}
    assert [cell.value for cell in sheet[6] if cell.value] == [
        "填表人：经办甲", "审核人：", "单位负责人：",
    ]  # fmt: skip
    assert sheet.print_area == "'名册'!$A$1:$E$6"


@pytest.mark.parametrize("strong", [False, True])
def test_a_row_shows_all_of_its_longest_text(out: Path, heading: Heading, strong: bool) -> None:  # noqa: FBT001 - one of two
    paper = Paper(SHORT, heading, SHORT.heads())
    paper.add([1, "安澜县教育局", "", "", ""])
    paper.add([2, LONG_NAME, "", "", ""], strong=strong)
    paper.save(out)
    sheet = sheet_of(out)
    lines = ceil(2 * len(LONG_NAME) / 40)
    assert sheet.row_dimensions[4].height == pytest.approx(20, abs=0.5)
    assert sheet.row_dimensions[5].height >= lines * 13
    assert sheet["B5"].alignment.wrap_text


def test_a_text_across_the_columns_is_one_cell(out: Path, heading: Heading) -> None:
    paper = Paper(SHORT, heading, SHORT.heads())
    paper.add_line("2026年　盒号：1")
    paper.save(out)
    sheet = sheet_of(out)
    assert sheet["A4"].value == "2026年　盒号：1"
    assert "A4:E4" in {str(each) for each in sheet.merged_cells.ranges}


def test_a_count_too_large_for_its_column_is_written_smaller(out: Path, heading: Heading) -> None:
    paper = Paper(SHORT, heading, SHORT.heads())
    paper.add([1, "合计", 123_456, 7, 8], strong=True)
    paper.save(out)
    sheet = sheet_of(out)
    assert (sheet["C4"].value, sheet["C4"].alignment.shrink_to_fit) == (123_456, True)


def heads_of(*paths: Sequence[str]) -> list[HeadCell]:
    return [HeadCell(tuple(path), 4) for path in paths]


def test_columns_of_one_title_keep_their_own_heads() -> None:
    alike = heads_of(("2026年11月20日",), ("2026年11月20日",))
    assert [(head.left, head.right) for head in merged_heads(alike, 1)] == [(0, 0), (1, 1)]
    grouped = heads_of(("序号",), ("职数", "核定"), ("职数", "核定"))
    assert [tuple(head) for head in merged_heads(grouped, 2)] == [
        (0, 0, 1, 0, "序号"), (0, 1, 0, 2, "职数"), (1, 1, 1, 1, "核定"), (1, 2, 1, 2, "核定"),
    ]  # fmt: skip


def test_a_head_is_as_high_as_its_narrowest_column_needs() -> None:
    tall = head_heights(heads_of(("编制", "政法专项编制"), ("编制", "小计")), 2)
    assert tall == [24, text_height("政法专项编制", 4)]
    assert tall[1] > 3 * 13
    # A head over both lines needs no more than they have together, or the last grows.
    stretched = head_heights(heads_of(("一个很长很长的名称",), ("组", "甲")), 2)
    assert sum(stretched) == text_height("一个很长很长的名称", 4)


def test_a_number_that_is_not_broken_takes_a_line_of_its_own() -> None:
    assert text_height("安编办函〔2026〕", 13) == text_height("安编办函\n〔2026〕", 13)
    assert text_height("", 4) == text_height("一二", 4)
