"""What single cells mean, and which of them cannot be known."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import CodeTable
from domain.intake.cells import (
    Cell,
    Fault,
    choice,
    document_number,
    id_number,
    month,
    text,
    when,
    whole_number,
)

NUMBER = "62992519920910956X"


def code(meaning: object) -> str:
    assert isinstance(meaning, Fault)
    return meaning.code


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (None, ""),
        ("  安澜　县\n教育局 ", "安澜 县 教育局"),
        (12.0, "12"),
        (1.5, "1.5"),
        (7, "7"),
        (datetime(2021, 3, 4, 5, 6), "2021-03-04"),  # noqa: DTZ001 - spreadsheets know no zones
    ],
)
def test_a_cell_is_one_line_of_text(cell: Cell, meant: str) -> None:
    assert text(cell) == meant


@pytest.mark.parametrize(
    "cell",
    ["1988.03", "1988-03", "1988/3", "198803", "1988年3月", "１９８８．０３", 198803, 1988.03],
)
def test_a_month_is_read_in_every_form(cell: Cell) -> None:
    assert month(cell) == when(cell) == "1988-03"


@pytest.mark.parametrize(
    "cell",
    ["2015-09-06", "2015.9.6", "2015/9/6", "20150906", "2015年9月6日", "2015—09—06", 20150906.0],
)
def test_a_day_is_read_in_every_form(cell: Cell) -> None:
    assert when(cell) == month(cell) == "2015-09-06"


def test_a_day_cell_is_a_day_or_the_month_it_was_typed_as() -> None:
    cell = date(1988, 3, 1)
    assert when(cell) == "1988-03-01"
    assert month(cell) == "1988-03"


@pytest.mark.parametrize("cell", ["1988", "1988年", 1988, 1988.0])
def test_a_year_stays_a_year(cell: Cell) -> None:
    assert when(cell) == "1988"


@pytest.mark.parametrize("cell", [None, "", " 　"])
def test_an_empty_cell_is_unknown(cell: Cell) -> None:
    assert when(cell) == month(cell) == ""


def test_october_that_lost_its_zero_is_not_guessed() -> None:
    assert when(1998.1) == Fault("date.ambiguous", {"value": "1998.1", "year": 1998})
    assert when("1998.1") == "1998-01"
    assert when("1998.10") == "1998-10"


@pytest.mark.parametrize(
    ("cell", "meant"), [(1998.05, "1998-05"), (1998.12, "1998-12"), (1998.2, "1998-02")]
)
def test_other_decimals_are_months(cell: float, meant: str) -> None:
    assert when(cell) == meant


@pytest.mark.parametrize(
    "cell",
    [
        "1988.13", "1988-02-30", "八八年三月", "88.3", 32143, 1988.13, 1988.123, 88.05, True,
        1998.25, float("nan"), float("inf"), 1e300, time(8, 30), "20150631", 198813,
        date(1899, 12, 31), date(2200, 1, 1),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(cell: Cell) -> None:
    assert code(when(cell)) == code(month(cell)) == "date.invalid"


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.booleans(), st.none()))
def test_no_cell_stops_an_import(cell: Cell) -> None:
    for interpret in (text, when, month, id_number, whole_number, document_number):
        assert isinstance(interpret(cell), str | int | Fault)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_written_form_of_a_day_means_that_day(day: date) -> None:
    forms = [
        f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日", day,
    ]  # fmt: skip
    assert {when(form) for form in forms} == {day.isoformat()}


@pytest.mark.parametrize(
    ("cell", "meant"),
    [(None, 0), ("", 0), ("  ", 0), (3, 3), (3.0, 3), ("12", 12), ("１２", 12), (" 4 ", 4)],
)
def test_counts_are_whole_and_empty_counts_nothing(cell: Cell, meant: int) -> None:
    assert whole_number(cell) == meant


@pytest.mark.parametrize("cell", ["十二", -1, 1.5, "3人", float("nan"), float("inf"), 1e20, True])
def test_what_is_no_count_is_refused(cell: Cell) -> None:
    assert code(whole_number(cell)) == "number.invalid"


@pytest.mark.parametrize(
    "cell",
    [
        NUMBER,
        NUMBER.lower(),
        "６２９９２５１９９２０９１０９５６ｘ",
        f"'{NUMBER}",
        "629925 19920910 956X",
    ],
)
def test_one_id_number_in_all_spellings(cell: str) -> None:
    assert id_number(cell) == NUMBER


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (629925199209109e3, "person.id.truncated"),
        (629925199209109560, "person.id.truncated"),
        ("629925199209109000", "person.id.truncated"),
        ("6.29925E+17", "person.id.truncated"),
        ("6E17", "person.id.truncated"),
        (629925920910956, "person.id.length"),
        ("629925920910956", "person.id.length"),
        (True, "person.id.length"),
        ("629925199209109561", "person.id.check_digit"),
        ("62992519920910956A", "person.id.check_digit"),
        ("629925199213109562", "person.id.date"),
    ],
)
def test_id_numbers_that_cannot_be_known(cell: Cell, expected: str) -> None:
    assert code(id_number(cell)) == expected


def test_a_missing_id_number_is_left_to_the_row() -> None:
    assert id_number(None) == id_number(" ") == ""


def test_documents_are_spelt_one_way() -> None:
    assert document_number("安编办函[2015] 034 号") == "安编办函〔2015〕34号"
    assert document_number(None) == ""


def test_a_choice_becomes_its_official_label() -> None:
    interpret = choice(CodeTable("nation", ("汉族", "回族"), {"汉": "汉族"}))
    assert [interpret(cell) for cell in ("汉族", "汉", "回 族", None)] == [
        "汉族",
        "汉族",
        "回族",
        "",
    ]
    refused = interpret("火星族")
    assert refused == Fault("code.unknown", {"value": "火星族", "choices": ("汉族", "回族")})
