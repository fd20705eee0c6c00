"""A list held against the ledger: every category, and who is taken for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from domain.exchange.difference_rows import DifferenceQuery, Sifting, cells_of, shown
from domain.exchange.list_difference import WORDS, Category, Difference, Held, compared
from domain.exchange.list_pairing import pairs, told_slip
from domain.exchange.listed import Listed

LI = "629925198001010018"
SCHOOL, BUREAU = "安澜县第一小学", "安澜县财政局"
ROW = Listed(LI, SCHOOL, "李建国")


def held(id_no: str = LI, name: str = "李建国", unit: str = SCHOOL, person: int = 1) -> Held:
    return Held(id_no, name, unit, frozenset({unit, "一小"}), person)


def test_who_is_the_same_in_both_is_no_difference() -> None:
    assert list(compared([ROW], [held()])) == []
    assert list(compared([replace(ROW, unit="一小")], [held()])) == []
    assert list(compared([replace(ROW, id_no="629925800101001")], [held()])) == []


@pytest.mark.parametrize(
    ("rows", "people", "told"),
    [
        ([], [held()], [(Category.ONLY_LEDGER, "李建国", "")]),
        ([ROW], [], [(Category.ONLY_LIST, "", "李建国")]),
        ([replace(ROW, name="李建军")], [held()], [(Category.NAME, "李建国", "李建军")]),
        ([replace(ROW, unit="财政局")], [held()], [(Category.UNIT, "李建国", "李建国")]),
        (
            [replace(ROW, unit="财政局", name="李军")],
            [held()],
            [(Category.NAME, "李建国", "李军"), (Category.UNIT, "李建国", "李军")],
        ),
        ([ROW, replace(ROW, unit="财政局")], [held()], [(Category.TWICE, "李建国", "李建国")]),
        (
            [ROW, replace(ROW, unit="财政局")],
            [],
            [(Category.ONLY_LIST, "", "李建国"), (Category.TWICE, "", "李建国")],
        ),
    ],
)
def test_each_difference_is_told(
    rows: list[Listed], people: list[Held], told: list[tuple[Category, str, str]]
) -> None:
    found = list(compared(rows, people))
    assert [(one.category, one.name, one.listed_name) for one in found] == told
    assert all(one.category in WORDS for one in found)


def test_a_difference_says_both_sides() -> None:
    (found,) = compared([replace(ROW, unit="财政局")], [held()])
    assert found == Difference(Category.UNIT, LI, "李建国", SCHOOL, "李建国", "财政局", "", 1)


def told(rows: Iterable[Listed], people: Iterable[Held]) -> list[tuple[Category, int | None, str]]:
    return [(one.category, one.person, one.listed_id) for one in compared(rows, people)]


@pytest.mark.parametrize(
    "number",
    [
        "629925198001010034",  # another order, born on the same day
        "629901198001010018",  # another area, born on the same day
        "629925800101003",  # the old number of somebody born on that day
        "629925198801010018",  # one digit of the birth mistaken
        "629925198010010018",  # two neighbours swapped
        "629952198001010018",  # another area again
    ],
)
def test_a_namesake_whose_number_is_nearly_the_same_is_one_difference(number: str) -> None:
    (found,) = compared([replace(ROW, id_no=number, unit=BUREAU)], [held()])
    assert found == Difference(
        Category.NUMBER, LI, "李建国", SCHOOL, "李建国", BUREAU, number, 1
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (LI[:10] + "0202" + LI[14:], "李建国"),  # two digits mistaken
        ("629925108901010018", "李建国"),  # two that are swapped stand apart
        ("629925198001010034", "李建军"),
        (LI[:6] + "19809901" + LI[14:], "李建国"),  # no day at all: no day of birth in common
    ],
)
def test_who_is_not_nearly_the_same_stays_apart(number: str, name: str) -> None:
    found = told([replace(ROW, id_no=number, name=name)], [held()])
    assert found == [(Category.ONLY_LEDGER, 1, ""), (Category.ONLY_LIST, None, "")]


def test_where_several_fit_nobody_is_guessed() -> None:
    one, two, three = (f"62992519800101{order}" for order in ("0034", "0050", "0077"))
    theirs = [replace(ROW, id_no=one), replace(ROW, id_no=two)]
    assert told(theirs, [held(three)]) == [
        (Category.ONLY_LEDGER, 1, ""), (Category.ONLY_LIST, None, ""),
        (Category.ONLY_LIST, None, ""),
    ]  # fmt: skip
    ours = [held(one), held(two, person=2)]
    assert told([replace(ROW, id_no=three)], ours) == [
        (Category.ONLY_LEDGER, 1, ""), (Category.ONLY_LEDGER, 2, ""),
        (Category.ONLY_LIST, None, ""),
    ]  # fmt: skip


def test_each_of_two_namesakes_finds_his_own() -> None:
    other = "629925199003070017"
    ours = [held(LI), held(other, person=2), held("629925197005050013", person=3)]
    theirs = [replace(ROW, id_no="629925199003070033"), replace(ROW, id_no="629925198001010034")]
    assert told(theirs, ours) == [
        (Category.NUMBER, 1, "629925198001010034"), (Category.NUMBER, 2, "629925199003070033"),
        (Category.ONLY_LEDGER, 3, ""),
    ]  # fmt: skip


def test_whoever_was_found_by_number_is_nobody_else() -> None:
    twin = "629925198001010034"
    assert told([ROW], [held(), held(twin, person=2)]) == [(Category.ONLY_LEDGER, 2, "")]
    assert told([ROW, replace(ROW, id_no=twin)], [held()]) == [(Category.ONLY_LIST, None, "")]


def test_a_check_character_that_differs_is_a_difference_of_numbers() -> None:
    assert told([replace(ROW, id_no=LI[:17] + "9")], [held()]) == [
        (Category.NUMBER, 1, LI[:17] + "9")
    ]


def test_rows_of_one_who_was_paired_are_still_told_twice() -> None:
    near = replace(ROW, id_no="629925198001010034")
    assert [one[:2] for one in told([near, replace(near, unit=BUREAU)], [held()])] == [
        (Category.NUMBER, 1), (Category.TWICE, 1),
    ]  # fmt: skip


def test_a_number_that_is_none_fits_nothing() -> None:
    assert list(pairs(["6299", ""], [LI])) == []


@pytest.mark.parametrize(
    ("theirs", "slip"),
    [
        (LI, ""), ("629925198801010018", "第 10 位不同"),
        ("629925198001010034", "第 17、18 位不同"),
        ("629925198010010018", "第 11、12 位颠倒"), ("629925800101001", ""),
        ("629925800101003", "第 17 位不同"), (LI[:17] + "9", "第 18 位不同"),
    ],
)  # fmt: skip
def test_where_two_numbers_differ_is_told_without_their_digits(theirs: str, slip: str) -> None:
    assert told_slip(LI, theirs) == slip


def test_what_is_shown_is_masked() -> None:
    near = replace(ROW, id_no="629925198801010018", unit=BUREAU)
    (found,) = compared([near], [held()])
    row = shown(found)
    assert cells_of(row) == {
        "category": "身份证号不一致", "id_no": "629925********0018", "name": "李建国",
        "unit": SCHOOL, "listed_name": "李建国", "listed_unit": BUREAU, "note": "第 10 位不同",
    }  # fmt: skip
    assert row.person == 1
    (other,) = compared([replace(ROW, unit=BUREAU)], [held()])
    assert shown(other).note == ""


def test_differences_are_found_by_category_and_by_unit() -> None:
    (found,) = compared([replace(ROW, unit=BUREAU)], [held()])
    for query, finds in (
        (DifferenceQuery(), True), (DifferenceQuery(Category.UNIT), True),
        (DifferenceQuery(Category.NAME), False), (DifferenceQuery(unit="第一 小学"), True),
        (DifferenceQuery(Category.UNIT, "财政"), True), (DifferenceQuery(unit="教育"), False),
    ):  # fmt: skip
        assert query.finds(found) is finds


def test_differences_are_looked_through_block_by_block() -> None:
    rows = [replace(ROW, id_no=f"62992519800101{n + 50:03}0", name="王某") for n in range(5)]
    found = tuple(compared(rows, [held()]))
    sifting, only = Sifting(found), DifferenceQuery(Category.ONLY_LIST)
    assert len(sifting.found(only)) == 5
    assert sifting.found(only) is sifting.found(DifferenceQuery(Category.ONLY_LIST))
    assert sifting.block(only, 3, 200) == tuple(map(shown, found[4:]))
    assert sifting.found(DifferenceQuery()) == found
    assert Sifting().block(only, 0, 200) == ()
