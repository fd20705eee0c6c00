"""Sentences for codes."""

from datetime import date

import pytest

from domain.words import Words, shown

WORDS = Words({"a.b": "{name}于{day}办理，共{count}项", "a.c": "好"})


def test_a_sentence_is_filled_with_its_facts() -> None:
    said = WORDS.say("a.b", {"name": "张三", "day": date(2026, 11, 21), "count": 2})
    assert said == "张三于2026-11-21办理，共2项"


def test_a_fact_that_was_not_given_is_said_to_be_missing() -> None:
    assert WORDS.say("a.b", {"name": "张三", "day": "今天"}).endswith("共（未写明）项")


def test_a_code_without_sentence_comes_back_as_itself() -> None:
    assert WORDS.say("x.y", {}) == "x.y"


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (True, "是"),
        (False, "否"),
        (3, "3"),
        (["甲", "乙"], "甲、乙"),
        (("甲",), "甲"),
        ((), "无"),
        (["甲不对。", "乙不对。"], "甲不对。乙不对。"),
        (["甲不对。", "乙"], "甲不对。、乙"),
    ],
)
def test_facts_are_shown_as_people_read_them(fact: object, text: str) -> None:
    assert shown(fact) == text


def test_units_that_come_near_are_named_and_none_is_not_mentioned() -> None:
    words = Words(
        {
            "unit.unknown": "没有“{name}”，相近的有{near}",
            "unit.unknown.nothing_near": "没有“{name}”",
            "a.near": "相近的有{near}",
        }
    )
    assert (
        words.say("unit.unknown", {"name": "甲", "near": ["乙", "丙"]})
        == "没有“甲”，相近的有乙、丙"
    )
    assert words.say("unit.unknown", {"name": "甲", "near": []}) == "没有“甲”"
    assert words.say("a.near", {"near": []}) == "相近的有无"


def test_fields_are_called_as_people_call_them() -> None:
    words = Words({"field.person.birth": "出生年月", "field.unit.rank": "机构级别"})
    assert words.field_name("birth", "unit", "person") == "出生年月"
    assert words.field_name("行政编制", "unit", "person") == "行政编制"
    facts = words.with_field_names({"fields": ("birth", "行政编制"), "row": 3}, "person")
    assert facts == {"fields": ["出生年月", "行政编制"], "row": 3}
    assert words.with_field_names({"row": 3}, "person") == {"row": 3}
