"""Rows of a roster as people, and rows that go back."""

from dataclasses import replace

import pytest

from domain.intake.cells import Cell
from domain.intake.persons import Candidate, Unsound, interpret_person, read_persons
from domain.intake.unit_names import UnitNames
from tests.domain.intake.sheets import sheet
from tests.fakes.dossiers import county
from tests.fakes.facts import unit

COUNTY = county()
UNITS = UnitNames.of((unit(1, "安澜县教育局"),))
FIELDS = ("unit", "name", "id_no", "quota_type", "sex", "birth")
MAN, WOMAN = "62992519870421651X", "629925196510117234"
SOUND: tuple[Cell, ...] = ("县教育局", "张　三", MAN, "行政", "男", "1987.04")


def read(*rows: tuple[Cell, ...]) -> list[Candidate | Unsound]:
    return list(read_persons(sheet(FIELDS, *rows), UNITS, COUNTY))


def faults(row: tuple[Cell, ...]) -> list[tuple[str, str]]:
    (result,) = read(row)
    assert isinstance(result, Unsound)
    return [(name, fault.code) for name, fault in result.faults]


def changed(**cells: Cell) -> tuple[Cell, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(FIELDS, SOUND, strict=True))


def test_a_sound_row_is_a_person_in_a_place() -> None:
    (result,) = read(SOUND)
    assert isinstance(result, Candidate)
    assert (result.row, result.warnings) == (5, ())
    assert (result.person.name, result.person.birth, result.person.sex) == ("张三", "1987-04", "男")
    assert (result.place.unit, result.place.quota_type) == ("6299250001", "行政编制")


def test_sex_and_birth_come_from_the_number_where_the_sheet_is_silent() -> None:
    (result,) = read(changed(sex=None, birth=""))
    assert isinstance(result, Candidate)
    assert (result.person.sex, result.person.birth) == ("男", "1987-04-21")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"unit": None}, [("unit", "field.missing")]),
        ({"name": " "}, [("name", "field.missing")]),
        ({"id_no": ""}, [("id_no", "field.missing")]),
        ({"quota_type": None}, [("quota_type", "field.missing")]),
        ({"unit": "某某局"}, [("unit", "unit.unknown")]),
        ({"quota_type": "临时编制"}, [("quota_type", "quota_type.unknown")]),
        ({"sex": "女"}, [("sex", "person.id.sex")]),
        ({"sex": "无"}, [("sex", "code.unknown")]),
        ({"birth": 1987.1}, [("birth", "date.ambiguous")]),
        (
            {"name": None, "birth": "春天"},
            [("birth", "date.invalid"), ("name", "field.missing")],
        ),
    ],
)
def test_unsound_rows_say_everything_that_is_wrong(
    cells: dict[str, Cell], expected: list[tuple[str, str]]
) -> None:
    assert faults(changed(**cells)) == expected


def test_another_birth_month_than_the_number_says_is_a_warning() -> None:
    (result,) = read(changed(birth="1987.05"))
    assert isinstance(result, Candidate)
    assert [(name, fault.code) for name, fault in result.warnings] == [("birth", "person.id.birth")]
    assert result.person.birth == "1987-05"


def test_a_number_on_two_rows_sends_both_back_each_naming_the_other() -> None:
    found = read(SOUND, changed(name="李四"))
    assert all(isinstance(result, Unsound) for result in found)
    rows = [result.faults[0][1].facts["rows"] for result in found if isinstance(result, Unsound)]
    assert rows == [[6], [5]]


def test_a_number_counts_as_twice_although_one_of_the_rows_is_unsound_anyway() -> None:
    found = read(SOUND, changed(unit="某某局"))
    codes = [
        [fault.code for _, fault in result.faults]
        for result in found
        if isinstance(result, Unsound)
    ]
    assert codes == [["person.id.duplicate"], ["unit.unknown", "person.id.duplicate"]]


def test_empty_and_unreadable_numbers_are_nobody_twice() -> None:
    found = read(changed(id_no=""), changed(id_no=""), changed(id_no="1"), changed(id_no="1"))
    codes = {f.code for r in found if isinstance(r, Unsound) for _, f in r.faults}
    assert codes == {"field.missing", "person.id.length"}


def test_a_sheet_without_numbers_has_no_sound_row() -> None:
    (result,) = read_persons(sheet(("unit", "name"), ("县教育局", "张三")), UNITS, COUNTY)
    assert isinstance(result, Unsound)
    assert [name for name, _ in result.faults] == ["id_no", "quota_type"]


def test_school_and_major_are_one_text_and_foreign_columns_are_left_alone() -> None:
    stated = dict(zip(FIELDS, SOUND, strict=True))
    stated |= {
        "school": "清川大学",
        "major": "法学",
        "phone": "1",
        "order": "3",
        "entry_mode": "招聘",
    }
    result = interpret_person(1, stated, UNITS, COUNTY)
    assert isinstance(result, Candidate)
    assert result.person.school == "清川大学 法学"
    assert (result.place.order, result.place.entry_mode) == (3, "事业单位招聘")
    alone = interpret_person(
        1, {**dict(zip(FIELDS, SOUND, strict=True)), "major": "法学"}, UNITS, COUNTY
    )
    assert isinstance(alone, Candidate)
    assert alone.person.school == "法学"


def test_a_choice_without_a_table_is_free_text() -> None:
    tables = {name: table for name, table in COUNTY.tables.items() if name != "nation"}
    stated = {**dict(zip(FIELDS, SOUND, strict=True)), "nation": "火星族"}
    result = interpret_person(1, stated, UNITS, replace(COUNTY, tables=tables))
    assert isinstance(result, Candidate)
    assert result.person.nation == "火星族"
