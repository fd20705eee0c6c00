"""The tables of the past: columns of their forms, heights that show all, heads on every page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from domain.between_words import ToldStep
from domain.dates import PartialDate
from domain.dossier import TypeCount
from domain.errors import Refusal
from domain.facts import OfficeCode, PersonId
from domain.history_rows import BasicRow, ChronicleRow, TransferRow
from domain.register import UnitStaffing
from export.sheets.forms import SheetColumn, SheetForm, load_sheet_form
from export.sheets.history import (
    Span,
    write_basics,
    write_between,
    write_chronicle,
    write_transfers,
)
from export.sheets.paper import Heading
from tests.export.handbook import sample

MARCH = date(2026, 3, 1)
SPAN = Span(date(2024, 7, 1), 2026)


def form(name: str) -> SheetForm:
    return load_sheet_form(sample.RESOURCES / "forms" / f"{name}.json")


def rows_of(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def chronicle(**changes: Any) -> ChronicleRow:  # noqa: ANN401 - fields of many types, by name
    unit = replace(sample.unit(), duties="=1+1", funding="全额拨款")
    row = ChronicleRow(
        MARCH, "安编〔2026〕2号", PartialDate("2026-02-20"), "关于增加编制的通知", unit, "县政府",
        {"行政编制": 22, "工勤编制": 1}, {"正职": 1},
    )  # fmt: skip
    return replace(row, **changes)


def basics() -> BasicRow:
    types = {
        "行政编制": TypeCount("行政编制", 22, 23), "工勤编制": TypeCount("工勤编制", 0, 1),
    }  # fmt: skip
    posts = {"正职": (1, 0), "副职": (0, 1), "内设机构正职": (0, 5), "总师": (1, 1)}
    unit = replace(sample.unit(), category="")
    staffing = UnitStaffing(OfficeCode("629925"), unit, types, posts)
    return BasicRow(staffing, "县政府", {2024: 3, 2026: 1})


def test_the_chronicle_has_the_columns_of_the_field_and_running_values(
    out: Path, heading: Heading
) -> None:
    assert write_chronicle([chronicle()], out, form("chronicle"), heading, SPAN) == 1
    rows = rows_of(out)
    assert rows[0][0] == "安澜县机构编制沿革表"
    assert rows[1][0] == "填报单位（盖章）：中共安澜县委机构编制委员会办公室"
    assert rows[2] == [
        "文号", "下发时间", "文件名称", "机构名称", "隶属关系", "经费形式", "主要职责", "编制数额",
        "领导职数",
    ]  # fmt: skip
    assert rows[3] == [
        "安编〔2026〕2号", "2026.02.20", "关于增加编制的通知", "安澜县发展和改革局", "县政府",
        "全额拨款", "=1+1", "23（行政编制22、工勤编制1）", "正职1",
    ]  # fmt: skip
    assert "本台账自2024年7月1日起" in rows[-1]


def test_the_basics_count_each_year_since_the_register_began(out: Path, heading: Heading) -> None:
    assert write_basics([basics(), basics()], out, form("basics"), heading, SPAN) == 2
    rows = rows_of(out)
    assert rows[6] == ["", "合计", "", "", "", "", 44, 48, -4, 4, 4, 6, 0, 2]
    assert rows[3][11:] == ["2024年", "2025年", "2026年"]
    assert rows[4] == [
        1, "安澜县发展和改革局", "县政府", sample.unit().funding, sample.unit().kind,
        "行政编制22", 22, 24, -2, 2, 2, 3, 0, 1,
    ]  # fmt: skip
    merged = {str(each) for each in load_workbook(out).worksheets[0].merged_cells.ranges}
    assert {"F3:I3", "J3:K3", "L3:N3", "A3:A4"} <= merged


def test_transfers_say_their_year(out: Path, heading: Heading) -> None:
    row = TransferRow(MARCH, PersonId(1), "李建国", "教育局", "第一中学", "全额拨款", "甲1", "调动")
    span = Span(None, 2025)
    assert write_transfers([row, row], out, form("transfers"), heading, span) == 2
    rows = rows_of(out)
    assert rows[0][0] == "安澜县2025年人员调动情况表"
    assert rows[2][:7] == [
        "序号", "姓名", "调入单位", "调出单位", "经费形式", "入编文号", "变动类型",
    ]  # fmt: skip
    assert rows[4] == [
        2, "李建国", "教育局", "第一中学", "全额拨款", "甲1", "调动", "2026.03.01",
    ]  # fmt: skip
    assert [text for text in rows[-1] if text] == ["填表人：经办甲", "审核人：", "单位负责人："]


def test_two_days_are_compared_under_both(out: Path, heading: Heading) -> None:
    step = ToldStep("came", "新进", "赵四", "教育局", "6299250002", "", "教育局 行政编制")  # type: ignore[arg-type]  # a code
    days = (date(2026, 1, 1), MARCH)
    assert write_between([step], out, form("between"), heading, days) == 1
    rows = rows_of(out)
    assert rows[0][0] == "安澜县机构编制人员变化对比表（2026年1月1日至2026年3月1日）"
    assert rows[2][-2:] == ["2026年1月1日", "2026年3月1日"]
    assert "制表日期：2026年11月21日" in rows[1]
    assert rows[3] == [1, "新进", "赵四", "教育局", "", "教育局 行政编制"]


@pytest.mark.parametrize(
    ("name", "paper", "last_head"),
    [("chronicle", 8, 3), ("basics", 8, 4), ("transfers", 9, 3), ("between", 9, 3)],
)
def test_every_table_is_printed_lying_with_its_head_on_every_page(
    out: Path, heading: Heading, name: str, paper: int, last_head: int
) -> None:
    writers: dict[str, Callable[[], int]] = {
        "chronicle": lambda: write_chronicle([], out, form(name), heading, SPAN),
        "basics": lambda: write_basics([], out, form(name), heading, SPAN),
        "transfers": lambda: write_transfers([], out, form(name), heading, SPAN),
        "between": lambda: write_between([], out, form(name), heading, (MARCH, MARCH)),
    }
    assert writers[name]() == 0
    (sheet,) = load_workbook(out).worksheets
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", paper)
    assert sheet.print_title_rows == f"$1:${last_head}"
    assert sheet.page_setup.fitToHeight == 0


def test_a_row_is_as_high_as_its_longest_text_and_never_higher_than_a_sheet_allows(
    out: Path, heading: Heading
) -> None:
    short = chronicle(places={}, title="")
    long = replace(short, unit=replace(short.unit, duties="职责" * 66 + "\n另一段"))
    endless = replace(short, unit=replace(short.unit, duties="职责" * 5000))
    write_chronicle([short, long, endless], out, form("chronicle"), heading, SPAN)
    (sheet,) = load_workbook(out).worksheets
    heights = [sheet.row_dimensions[row].height for row in (4, 5, 6)]
    assert heights[0] == pytest.approx(20, abs=0.5)
    # 132 characters two wide in a column of 38: seven lines, and one more for the other part.
    assert heights[1] == pytest.approx(8 * 13.5 + 6, abs=0.5)
    assert heights[2] == pytest.approx(409, abs=0.5)


def test_no_text_becomes_a_formula(out: Path, heading: Heading) -> None:
    write_chronicle([chronicle(title="+1", doc_no="@a")], out, form("chronicle"), heading, SPAN)
    (sheet,) = load_workbook(out).worksheets
    assert [sheet.cell(4, at).data_type for at in (1, 3, 7)] == ["s", "s", "s"]


def test_a_column_nobody_knows_is_refused(out: Path, heading: Heading) -> None:
    broken = replace(form("chronicle"), columns=(SheetColumn("salary", "工资", 9),))
    with pytest.raises(Refusal) as refused:
        write_chronicle([], out, broken, heading, SPAN)
    assert (refused.value.code, refused.value.facts["part"]) == ("handbook.form.broken", "salary")
