"""What bodies that issue documents are called: every spelling leads to one name."""

import json

import pytest

from domain.document_choices import document_choices
from domain.issuers import Issuers, issuers_of
from tests.fakes.dossiers import COUNTY_FILES

SHIPPED = document_choices(json.loads((COUNTY_FILES / "documents.json").read_text("utf-8"))).issuers
WHOLE = "中共安澜县委机构编制委员会办公室"


@pytest.mark.parametrize(
    "office", ["安澜县", "安澜县委编办", WHOLE, "安澜县人民政府", "安澜 县委编办", "县委编办"]
)
def test_an_office_is_known_by_its_region_and_by_a_body_s_name(office: str) -> None:
    issuers = issuers_of(SHIPPED, office)
    assert issuers.same("县委编办", WHOLE) == (office != "县委编办")


def test_all_spellings_of_a_body_are_one_and_those_of_another_are_not() -> None:
    issuers = issuers_of(SHIPPED, "安澜县")
    office = (WHOLE, "安澜县委编办", "县委编办", " 县委 编办 ", "安澜县编办", "中共安澜县委编办")
    assert {issuers.name_of(one) for one in office} == {WHOLE}
    others = ("安澜县委编委", "安澜县委", "县政府", "安河市委编办", "市委编办", "国务院", "")
    assert len({issuers.name_of(one) for one in (WHOLE, *others)}) == len(others) + 1
    assert issuers.same("中共安澜县委员会", "县委")
    assert issuers.name_of("国务院") == "国务院"


def test_all_spellings_are_told_the_written_one_first() -> None:
    issuers = issuers_of({"{region}人民政府": ("{level}政府",)}, "安河市")
    assert issuers.spellings("市政府") == ("市政府", "安河市人民政府")
    assert issuers.spellings("国务院") == ("国务院",)


def test_without_patterns_only_width_and_spaces_make_no_difference() -> None:
    assert Issuers().same("国 务院", "国务院")
    assert not Issuers().same("县委编办", WHOLE)


def test_no_spelling_means_two_bodies() -> None:
    for office in ("安澜县", "安河市", "陇原省"):
        names = issuers_of(SHIPPED, office)
        for body, others in SHIPPED.items():
            wanted = names.name_of(body.replace("{region}", office))
            for spelling in others:
                written = spelling.replace("{region}", office).replace("{level}", office[-1])
                assert names.name_of(written) == wanted
