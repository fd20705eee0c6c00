"""The 花名册: what is written can be printed, calculated with by nobody, and read in again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from domain.errors import Refusal
from domain.intake.persons import Candidate, read_persons
from domain.intake.unit_names import UnitNames
from export.sheets.forms import SheetColumn, SheetForm, load_sheet_form
from export.sheets.paper import Heading
from export.sheets.roster import write_roster
from export.workbooks.layout import load_layout
from export.workbooks.table import read_tables
from tests.county.replay import county_data
from tests.export.handbook import sample


def sheet_of(path: Path) -> Worksheet:
    sheet = load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_our_own_import_reads_every_row_as_it_was(
    out: Path, roster_form: SheetForm, heading: Heading
) -> None:
    dossier = sample.dossier(30)
    assert write_roster([dossier], out, roster_form, heading) == 30
    layout = load_layout(sample.RESOURCES / "headers" / "persons.json")
    (table,) = read_tables(out, (layout,))
    rows = list(read_persons(table, UnitNames.of([dossier.unit]), county_data()))
    assert len(rows) == 30
    for member, row in zip(dossier.members, rows, strict=True):
        assert isinstance(row, Candidate)
        assert (row.person.name, row.id_no) == (member.person.name, member.person.id_no)
        for name in ("sex", "birth", "nation", "politics", "work_start", "education", "degree"):
            assert getattr(row.person, name) == getattr(member.person, name)
        for name in ("unit", "quota_type", "quota_since", "quota_doc", "entry_mode", "position"):
            assert getattr(row.place, name) == getattr(member.place, name)


def test_another_reader_sees_title_origin_head_and_people(
    out: Path, roster_form: SheetForm, heading: Heading
) -> None:
    write_roster([sample.dossier(2), sample.dossier(3)], out, roster_form, heading)
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "安澜县机关事业单位在编人员花名册"
    assert rows[1][0] == "填报单位（盖章）：中共安澜县委机构编制委员会办公室"
    assert "截止日期：2026年11月21日" in rows[1]
    assert rows[2] == [column.title for column in roster_form.columns]
    assert [row[0] for row in rows[3:8]] == [1, 2, 3, 4, 5]
    assert [row[3] for row in rows[3:8]] == ["䶮守正", "㛃文", "䶮守正", "㛃文", "李𬭎"]
    assert "填表人：经办甲" in rows[-1]
    assert "审核人：" in rows[-1]


def test_it_prints_with_its_head_on_every_page(
    out: Path, roster_form: SheetForm, heading: Heading
) -> None:
    write_roster([sample.dossier(2)], out, roster_form, heading)
    sheet = sheet_of(out)
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 8
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, each one page wide
    fitting = sheet.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert fitting.fitToPage
    assert sheet.freeze_panes == "E4"
    assert "A1:Z1" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_numbers_of_persons_are_text_and_nothing_is_a_formula(
    out: Path, roster_form: SheetForm, heading: Heading
) -> None:
    dossier = sample.dossier(1)
    (member,) = dossier.members
    evil = replace(
        member,
        person=replace(member.person, name='=HYPERLINK("x")', native_place="+1", school="@a"),
        place=replace(member.place, position="-2", remark="http://example.invalid"),
    )
    write_roster([replace(dossier, members=(evil,))], out, roster_form, heading)
    sheet = sheet_of(out)
    cells = {str(sheet.cell(3, at).value): sheet.cell(4, at) for at in range(1, 27)}
    assert cells["身份证号"].data_type == "s"
    assert cells["身份证号"].number_format == "@"
    assert cells["身份证号"].value == member.person.id_no
    for title, text in (("姓名", '=HYPERLINK("x")'), ("籍贯", "+1"), ("职务", "-2"),
                        ("毕业院校及专业", "@a"), ("备注", "http://example.invalid")):  # fmt: skip
        assert (cells[title].data_type, cells[title].value) == ("s", text)
        assert cells[title].hyperlink is None


def test_organs_are_called_by_name_and_people_stand_in_the_units_order(
    out: Path, roster_form: SheetForm, heading: Heading
) -> None:
    dossier = sample.dossier(8)
    write_roster([replace(dossier, members=dossier.members[::-1])], out, roster_form, heading)
    sheet = sheet_of(out)
    assert [sheet.cell(row, 4).value for row in (4, 5)] == ["䶮守正", "㛃文"]
    assert sheet.cell(9, 3).value == "办公室"


def test_a_column_nobody_knows_is_refused(
    out: Path, roster_form: SheetForm, heading: Heading
) -> None:
    for key in ("person.salary", "salary", "shop.name"):
        form = replace(roster_form, columns=(SheetColumn(key, "工资", 9),))
        with pytest.raises(Refusal) as refused:
            write_roster([], out, form, heading)
        assert refused.value.facts["part"] == key


def test_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, roster_form: SheetForm, heading: Heading
) -> None:
    out = tmp_path / "none" / "list.xlsx"
    with pytest.raises(Refusal) as refused:
        write_roster([sample.dossier(1)], out, roster_form, heading)
    assert (refused.value.code, refused.value.facts) == ("sheet.not_written", {"path": str(out)})


def test_an_older_list_stays_when_writing_fails(
    tmp_path: Path, roster_form: SheetForm, heading: Heading
) -> None:
    taken = tmp_path / "list.xlsx"
    taken.mkdir()
    with pytest.raises(Refusal):
        write_roster([sample.dossier(1)], taken, roster_form, heading)
    assert list(tmp_path.iterdir()) == [taken]


@pytest.mark.parametrize("text", ["", "[]", json.dumps({"signers": [], "columns": [{"x": 1}]})])
def test_a_broken_form_is_refused_by_its_path(tmp_path: Path, text: str) -> None:
    path = tmp_path / "roster.json"
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        load_sheet_form(path)
    assert refused.value.code == "handbook.form.broken"
    assert refused.value.facts["path"] == str(path)
