"""Which unit a name means, and which names mean none."""

import pytest

from domain.facts import Unit, UnitId
from domain.intake.cells import Fault
from domain.intake.unit_names import UnitNames
from tests.fakes.facts import unit

EDUCATION = unit(1, "安澜县教育局", uscc="116299251K6FMHDQ7M", short_name="教育局")
FINANCE = unit(2, "安澜县财政局", other_names="安澜县国有资产监督管理局；国资局;安澜县金融办")
TOWN_SCHOOL = unit(3, "安澜县青石镇中心小学")
OTHER_SCHOOL = unit(4, "安澜县柳湾镇中心小学")
UNITS = (EDUCATION, FINANCE, TOWN_SCHOOL, OTHER_SCHOOL)


def find(written: object, *units: Unit) -> UnitId | Fault:
    return UnitNames.of(units or UNITS).find(written)


@pytest.mark.parametrize(
    "written",
    ["安澜县教育局", " 安澜县 教育局", "6299250001", "116299251K6FMHDQ7M", "教育局", "县教育局"],
)
def test_a_unit_answers_to_its_names(written: str) -> None:
    assert find(written) == EDUCATION.unit


@pytest.mark.parametrize("written", ["国资局", "安澜县金融办", "安澜县国有资产监督管理局"])
def test_a_unit_answers_to_every_other_name(written: str) -> None:
    assert find(written) == FINANCE.unit


def test_a_shared_ending_names_nobody_and_says_who_is_near() -> None:
    refused = find("镇中心小学")
    assert isinstance(refused, Fault)
    near = [TOWN_SCHOOL.name, OTHER_SCHOOL.name]
    assert refused == Fault("unit.unknown", {"name": "镇中心小学", "near": near})


@pytest.mark.parametrize("written", ["育局", "安澜县水务局", None, ""])
def test_too_short_or_unknown_names_name_nobody(written: object) -> None:
    assert isinstance(find(written), Fault)


def test_another_name_that_two_units_bear_names_neither() -> None:
    one, two = (
        unit(1, "安澜县甲中心", short_name="服务中心"),
        unit(2, "安澜县乙站", short_name="服务中心"),
    )
    refused = find("服务中心", one, two)
    assert refused == Fault("unit.unknown", {"name": "服务中心", "near": [one.name, two.name]})


def test_a_full_name_comes_before_the_other_names_of_a_unit_listed_earlier() -> None:
    host, own = unit(1, "安澜县农业农村局", other_names="安澜县畜牧局"), unit(2, "安澜县畜牧局")
    assert find("安澜县畜牧局", host, own) == own.unit


def test_half_width_brackets_make_no_difference() -> None:
    assert find("安澜县中心(分站)", unit(9, "安澜县中心（分站）")) == "6299250009"
