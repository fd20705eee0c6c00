"""Heads found among everything that surrounds them, and rows told apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from export.workbooks.body import Row
from export.workbooks.heads import column_letters
from export.workbooks.layout import FieldSpec, Layout, normalise_title, parse_layout
from export.workbooks.stated import stated_day
from export.workbooks.table import Table, read_tables
from tests.export.workbooks.conftest import Make
from tests.export.workbooks.making import HEADS, PERSON, SHEET_FOOT, SHEET_HEAD, Value, raw_xlsx

Layouts = tuple[Layout, ...]


def only(path: Path, layouts: Layouts) -> tuple[Table, list[Row]]:
    tables = [(table, list(table.rows)) for table in read_tables(path, layouts)]
    assert len(tables) == 1
    return tables[0]


def refused(path: Path, layouts: Layouts, sheet: str | None = None) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        list(read_tables(path, layouts, sheet))
    return refusal.value


def fields(table: Table) -> list[str]:
    return [column.field for column in table.columns]


def test_titles_above_and_line_breaks_full_width_and_marks_in_heads(
    make: Make, persons: Layouts
) -> None:
    heads = (
        "序　号",
        "单 位\n名称",
        "＊姓  名：",
        "身份证号（18位）",
        "编制\r\n类型",
        "所学专业",
        "爱好",
    )
    table, rows = only(make([("花名册",), (), heads, (*PERSON, "会计", "棋")]), persons)
    assert fields(table) == ["order", "unit", "name", "id_no", "quota_type", "major"]
    assert table.head_rows == (3, 3)
    assert table.unknown_columns == ("爱好",)
    assert table.columns[1].title == "单位名称"
    assert rows == [Row(4, "", (*PERSON, "会计"))]


@pytest.mark.parametrize("merges", [("B1:D1", "A1:A2", "E1:F1"), ()])
def test_two_layers_merged_or_only_centred(
    make: Make, units: Layouts, merges: Sequence[str]
) -> None:
    table, rows = only(
        make(
            [
                ("单位名称", "核定编制", None, None, "领导职数", None),
                (None, "行政编制", "工勤编制数", "合计", "正职", "副职"),
                ("安澜县教育局", 10, 2, 12, 1, 3),
            ],
            merges,
        ),
        units,
    )
    assert fields(table) == ["name", "quota:行政编制", "quota:工勤编制", "post:正职", "post:副职"]
    assert table.unknown_columns == ("合计",)
    assert rows[0].cells == ("安澜县教育局", 10, 2, 1, 3)


def test_three_layers_and_actual_figures_beside_approved_ones(make: Make, units: Layouts) -> None:
    table, _ = only(
        make(
            [
                ("机构名称", "编制情况", None, None, None),
                (None, "核定编制", None, "实有人数", None),
                (None, "行政", "事业", "行政", "事业"),
                ("安澜县教育局", 10, 2, 12, 1),
            ],
            ("A1:A3", "B1:E1", "B2:C2", "D2:E2"),
        ),
        units,
    )
    assert fields(table) == ["name", "quota:行政", "quota:事业"]
    assert table.head_rows == (1, 3)
    assert table.unknown_columns == ("编制情况/实有人数/行政", "编制情况/实有人数/事业")


def test_one_layer_heads_that_name_quota_types(make: Make, units: Layouts) -> None:
    heads = ("单位名称", "核定行政编制", "工勤编制数", "空缺编制", "正职领导职数", "领导职数")
    table, _ = only(make([heads, ("安澜县教育局", 1, 2, 3, 4, 5)]), units)
    assert fields(table) == ["name", "quota:行政编制", "quota:工勤编制", "post:正职"]


def test_the_same_word_under_two_parents_means_neither(make: Make, persons: Layouts) -> None:
    upper = (*HEADS, "全日制教育", None, "在职教育", None)
    lower = (None,) * 5 + ("学历", "专业", "学历", "专业")
    table, _ = only(make([upper, lower, PERSON], ("F1:G1", "H1:I1")), persons)
    assert "education" not in fields(table)
    assert "在职教育/学历" in table.unknown_columns


def test_two_heads_for_one_field_are_refused_with_their_places(
    make: Make, persons: Layouts
) -> None:
    refusal = refused(make([(*HEADS, "工作单位"), PERSON]), persons)
    assert refusal.code == "workbook.duplicate_header"
    assert refusal.facts["columns"] == "B 列“单位”、F 列“工作单位”"


def test_a_table_of_another_kind_is_not_read_as_units(make: Make, units: Layouts) -> None:
    path = make([HEADS, PERSON])
    assert refused(path, units).code == "workbook.other_table"


def test_people_named_only_in_the_lower_layer_of_the_head_are_no_inner_organs(
    make: Make, units: Layouts
) -> None:
    upper = ("序号", "单位", "内设机构", "基本信息", None, "备注")
    lower = (None, None, None, "姓名", "性别", None)
    row = (1, "安澜县教育局", "办公室", "张三", "男", None)
    merges = ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2")
    assert refused(make([upper, lower, row], merges), units).code == "workbook.other_table"


POSTS_ELSEWHERE = ("序号", "机构名称", "机构规格", "现有领导", "备注")


def test_a_list_that_only_names_units_is_refused_with_what_was_found_and_wanted(
    make: Make, units: Layouts
) -> None:
    refusal = refused(make([POSTS_ELSEWHERE, (1, "安澜县教育局", "正科级", "张三", "")]), units)
    assert refusal.code == "workbook.too_few_heads"
    assert refusal.facts["sheet"] == "表"
    assert refusal.facts["found"] == "序号、机构名称、机构规格、备注"
    assert refusal.facts["least"] == 1
    wanted = str(refusal.facts["wanted"]).split("、")
    assert {"核定编制", "领导职数", "机构类别", "统一社会信用代码"} <= set(wanted)


@pytest.mark.parametrize("head", ["机构类别", "行政编制", "正职职数", "规范简称", "信用代码"])
def test_one_head_that_only_units_have_makes_it_a_table_of_units(
    make: Make, units: Layouts, head: str
) -> None:
    table, rows = only(make([(*POSTS_ELSEWHERE, head), (1, "安澜县教育局")]), units)
    assert (table.layout, len(rows)) == ("units", 1)


def test_no_head_is_told_with_what_is_missing(make: Make, persons: Layouts) -> None:
    refusal = refused(make([("名单",), ("姓名", "单位", "电话"), ("张三", "教育局", 1)]), persons)
    assert refusal.code == "workbook.no_header"
    assert refusal.facts["missing"] == "身份证号、编制类型"
    assert refusal.facts["seen"] == "姓名、单位、电话"


def test_a_head_below_the_thirtieth_row_is_not_looked_for(make: Make, persons: Layouts) -> None:
    assert refused(make([("x",)] * 40 + [HEADS, PERSON]), persons).code == "workbook.no_header"
    table, _ = only(make([("x",)] * 29 + [HEADS, PERSON]), persons)
    assert table.head_rows == (30, 30)


def test_empty_sheets_and_unknown_sheets_are_refused(make: Make, persons: Layouts) -> None:
    assert refused(make([]), persons).code == "workbook.empty"
    refusal = refused(make([HEADS]), persons, sheet="人员")
    assert (refusal.code, refusal.facts["sheets"]) == ("workbook.no_sheet", "表")


def test_special_rows_are_counted_and_give_their_section(make: Make, units: Layouts) -> None:
    heads = ("序号", "单位名称", "机构级别", "行政编制")
    rows: list[tuple[Value, ...]] = [
        heads,
        ("甲", "乙", 1, 2),
        ("一、党委系统", None, None, 30),
        (1, "　县委办", "正科级", 20),
        (2, "    县委督查室", "副科级", 10),
        ("小　计", None, None, 30),
        (),
        ("（二）政府系统",),
        heads,
        (3, "教育局 ", "正科级", 5),
        (None, "合计", None, 35),
        ("填表人：王某", None, "审核人：", None),
        ("注：1.以批文为准。",),
        ("2.不含编外人员。",),
    ]
    table, found = only(make(rows), units)
    assert [(row.number, row.section, row.cells[1]) for row in found] == [
        (4, "一、党委系统", "县委办"),
        (5, "一、党委系统", "县委督查室"),
        (10, "（二）政府系统", "教育局"),
    ]
    skipped = table.skipped
    assert (skipped.section, skipped.total, skipped.footer) == (2, 2, 3)
    assert (skipped.blank, skipped.repeated) == (1, 2)


def test_a_person_whose_row_is_nearly_empty_is_still_a_row(make: Make, persons: Layouts) -> None:
    _, rows = only(make([HEADS, PERSON, (None, None, "李四"), PERSON]), persons)
    assert rows[1] == Row(3, "", ("", "", "李四", "", ""))


def test_a_unit_merged_downwards_counts_for_all_its_rows(make: Make, persons: Layouts) -> None:
    others = [(n, None, "某", "x", "行政编制") for n in (2, 3)]
    _, rows = only(make([HEADS, PERSON, *others, (4, None, "别", "y", "z")], ["B2:B4"]), persons)
    assert [row.cells[1] for row in rows] == ["安澜县教育局"] * 3 + [""]


def test_a_unit_merged_over_its_posts_is_one_unit(make: Make, units: Layouts) -> None:
    heads = ("序号", "机构名称", "机构类别", "领导", "备注")
    posts = [(None, None, None, "副职", None), (None, None, None, "其他", None)]
    first, second = (1, "安澜县教育局", "机关", "正职"), (2, "安澜县档案馆", "事业单位", "正职")
    merges = [f"{letter}2:{letter}4" for letter in "ABC"]
    _, rows = only(make([heads, first, *posts, second], merges), units)
    assert [(row.number, row.cells[1]) for row in rows] == [
        (2, "安澜县教育局"),
        (5, "安澜县档案馆"),
    ]


def test_values_keep_their_kinds(persons: Layouts, tmp_path: Path) -> None:
    cells = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{head}</t></is></c>'
        for letter, head in zip("ABCDEF", (*HEADS, "备注"), strict=True)
    )
    sheet = (
        f'{SHEET_HEAD}<row r="1">{cells}</row><row r="2"><c r="A2"><v>1</v></c>'
        '<c r="B2" t="str"><f>A9&amp;"局"</f><v>县局</v></c><c r="C2" t="b"><v>1</v></c>'
        '<c r="D2"><v>629925199001010000</v></c><c r="E2"><v>1998.1</v></c>'
        f'<c r="F2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>{SHEET_FOOT}'
    )
    _, rows = only(raw_xlsx(tmp_path / "值.xlsx", sheet), persons)
    assert rows[0].cells == (1.0, "县局", True, 629925199001010000.0, 1998.1, "#DIV/0!")


@pytest.mark.parametrize(
    ("above", "day"),
    [
        (["填报时间：2026年10月31日"], dt.date(2026, 10, 31)),
        (["", "２０２６年１０月３１日"], dt.date(2026, 10, 31)),
        (["统计表（截止：2019年4月2日）"], dt.date(2019, 4, 2)),
        (["填表日期", "20261031"], dt.date(2026, 10, 31)),
        (["填表日期", 20261031.0], dt.date(2026, 10, 31)),
        (["填表日期", dt.datetime(2026, 10, 31)], dt.date(2026, 10, 31)),  # noqa: DTZ001 - cells have no zone
        (["二〇二六年十月三十一日"], dt.date(2026, 10, 31)),
        (["2025-01-01 印发", "填报时间: 2026/10/31"], dt.date(2026, 10, 31)),
        (["2025-01-01", "2026-10-31"], None),
        (["2026年13月1日"], None),
        (["填报时间：2026年10月"], None),
        (["电话 20261031"], None),
    ],
)
def test_the_day_above_the_head(above: list[Value], day: dt.date | None) -> None:
    assert stated_day([[value for value in above if value is not None]]) == day


def test_a_layout_whose_fields_share_an_alias_is_a_defect() -> None:
    with pytest.raises(ValueError, match="names two fields"):
        Layout("x", (FieldSpec("a", ("姓名",)), FieldSpec("b", ("姓 名",))))


def test_layouts_survive_the_journey_to_the_child(units: Layouts, persons: Layouts) -> None:
    for layout in (*units, *persons):
        assert parse_layout(layout.to_plain()) == layout


@given(st.integers(0, 18277))
def test_column_letters_count_like_a_spreadsheet(index: int) -> None:
    value = 0
    for letter in column_letters(index):
        value = value * 26 + ord(letter) - ord("A") + 1
    assert value == index + 1


@given(st.text(max_size=20))
def test_normalising_a_head_twice_changes_nothing(text: str) -> None:
    assert normalise_title(normalise_title(text)) == normalise_title(text)
