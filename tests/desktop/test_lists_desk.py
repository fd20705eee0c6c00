"""数据比对 at the window's desk over real offices, from a city's workbook to a county's sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.exchange_desk import Silent
from domain.errors import Cancelled, Refusal
from domain.exchange.difference_rows import DifferenceQuery
from domain.exchange.list_difference import Category
from domain.exchange.shipment import COMPARISON_LIST
from domain.facts import OfficeCode
from tests.desktop.commanding import Bianqing
from tests.desktop.small_county import EDUCATION, SCHOOL
from tests.desktop.staffing import REVIEWER, staffed_office
from tests.desktop.test_exchange_desk import desk_of
from tests.desktop.test_lists import city, numbers_of, workbook
from tests.desktop.test_witness import acts, entries

__all__ = ["city"]
COUNTY, CITY = OfficeCode("629925"), OfficeCode("6299")
STRANGER = "629925197001010014"


@pytest.fixture
def people(county: Bianqing, tmp_path: Path) -> list[tuple[str, str]]:
    county.done("roster", "--out", tmp_path / "名册.xlsx")
    return numbers_of(tmp_path / "名册.xlsx")


@pytest.fixture
def book(people: list[tuple[str, str]], tmp_path: Path) -> Path:
    """Return a workbook in which one number is mistaken, one unit wrong and one is a stranger."""
    (mistaken, who), (second, other), *rest = people
    order = f"{(int(mistaken[14:17]) + 100) % 1000:03}"
    rows = [(1, f"{mistaken[:14]}{order}{mistaken[17]}", who, EDUCATION)]
    rows += [(2, second, other, "别的单位"), (3, STRANGER, "编外某", SCHOOL)]
    rows += [(n, number, name, SCHOOL) for n, (number, name) in enumerate(rest[1:], start=4)]
    return workbook(tmp_path / "统发.xlsx", rows)


class Stopping(Silent):
    """Is told to stop once it has begun."""

    def step(self, done: int, total: int) -> None:
        if done < total:
            raise Cancelled


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def sent_to_the_county(city: Bianqing, county: Bianqing, book: Path, stick: Path) -> str:
    """Make a list at the city's window and accept it at the county's; returns its key."""
    stick.mkdir()
    with desk_of(city) as desk:
        made = desk.add_list(book, "财政供养", "2026-11", desk.today, Silent())
        desk.choose_list(made.key)
        sent = desk.create_package(COMPARISON_LIST, (COUNTY,), stick)
        assert desk.comparison_lists() == (made,)
    with desk_of(county) as desk:
        looked = desk.inspect_package(Path(sent.path), Silent())
        desk.accept_package(Path(looked.path), Silent())
        assert [one.key for one in desk.comparison_lists()] == [made.key]
    return made.key


def test_a_city_s_list_is_sent_accepted_and_compared_by_the_window(
    city: Bianqing, county: Bianqing, book: Path, people: list[tuple[str, str]], tmp_path: Path
) -> None:
    before = len(entries(county))
    key = sent_to_the_county(city, county, book, tmp_path / "stick")
    numbers, out = DifferenceQuery(Category.NUMBER), tmp_path / "差异.xlsx"
    with desk_of(county) as desk:
        assert desk.count_differences(DifferenceQuery()) == 0
        assert desk.differences(DifferenceQuery(), 0, 200) == ()
        assert desk.held_offices() == (COUNTY,)
        counted = desk.compare_list(key, desk.today, COUNTY, Silent())
        assert (counted.head.rows, counted.people) == (len(people), len(people))
        assert (counted.counts[Category.ONLY_LEDGER], counted.counts[Category.ONLY_LIST]) == (1, 1)
        assert desk.count_differences(numbers) == 1
        (row,) = desk.differences(numbers, 0, 200)
        assert (row.name, row.note) == (people[0][1], "第 15 位不同")
        assert people[0][0] not in str(row)
        member = desk.person_by_id(people[0][0], desk.today)
        assert member is not None
        assert row.person == member.person.person
        assert desk.write_differences(numbers, out) == 1
        with pytest.raises(Cancelled):
            desk.compare_list(key, desk.today, COUNTY, Stopping())
        desk.remove_list(key)
        assert desk.comparison_lists() == ()
    told = {act for act, result, _ in acts(county, before) if result == "成功"}
    assert {"list.taken", "list.compare", "export.lists", "list.remove"} <= told
    cells = [str(cell) for line in load_workbook(out).worksheets[0].values for cell in line]
    assert "身份证号不一致" in cells
    assert people[0][0] not in cells
    assert any("********" in cell for cell in cells)


def test_a_city_holds_a_list_against_what_the_county_reported(
    city: Bianqing, county: Bianqing, book: Path, people: list[tuple[str, str]], tmp_path: Path
) -> None:
    report = county.done("package", "create", "--kind", "上报", "--to", "6299", "--out", tmp_path)
    city.done("package", "accept", report["path"])
    with desk_of(city) as desk:
        made = desk.add_list(book, "财政供养", "2026-11", desk.today, Silent())
        assert COUNTY in desk.held_offices()
        counted = desk.compare_list(made.key, desk.today, COUNTY, Silent())
        other = OfficeCode("629926")
        assert refused(lambda: desk.compare_list(made.key, desk.today, other, Silent())) == (
            "list.office_unknown"
        )
    assert (counted.office, counted.people) == (COUNTY, len(people))
    told = city("compare", "--list", made.key, "--office", "629925")
    assert told.exit == 3
    assert told.value["people"] == len(people)
    assert told.value["counts"]["P7-ID"] == 1
    assert [one["note"] for one in told.value["differences"] if one["note"]] == ["第 15 位不同"]
    assert people[0][0] not in told.out
    assert city.refused("compare", "--list", made.key, "--office", "629926") == (
        "list.office_unknown"
    )


def test_what_is_refused_is_entered_as_refused(county: Bianqing, tmp_path: Path) -> None:
    wrong = workbook(tmp_path / "a.xlsx", [(1, "629925", "某", SCHOOL)])
    other = workbook(tmp_path / "b.xlsx", [])
    before = len(entries(county))
    with desk_of(county) as desk:
        day = desk.today
        for act, code in (
            (lambda: desk.add_list(wrong, "社保", "2026", day, Silent()), "list.row"),
            (lambda: desk.choose_list("629925-9"), "list.unknown"),
            (lambda: desk.remove_list("629925-9"), "list.unknown"),
            (lambda: desk.compare_list("629925-9", day, COUNTY, Silent()), "list.unknown"),
        ):
            assert refused(act) == code
        told = refused(lambda: desk.add_list(other, "社保", "2026", day, Silent()))
        assert told.startswith(("workbook.", "list."))
        assert desk.comparison_lists() == ()
    entered = {(act, result) for act, result, _ in acts(county, before)}
    assert {
        ("list.add", "拒绝"), ("list.send", "拒绝"), ("list.remove", "拒绝"),
        ("list.compare", "拒绝"),
    } <= entered  # fmt: skip


def test_who_neither_imports_nor_exports_makes_no_list_and_writes_no_differences(
    tmp_path: Path,
) -> None:
    office = staffed_office(tmp_path / "county", "629925", "安澜县", "county")
    book, out = workbook(tmp_path / "a.xlsx", []), tmp_path / "差异.xlsx"
    with desk_of(office.as_user(REVIEWER)) as desk:
        day, query = desk.today, DifferenceQuery()
        made = refused(lambda: desk.add_list(book, "社保", "2026", day, Silent()))
        written = refused(lambda: desk.write_differences(query, out))
    assert (made, written) == ("role.denied", "role.denied")
    assert not out.exists()
