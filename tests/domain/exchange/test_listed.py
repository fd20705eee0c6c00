"""比对名单: what a list is, in which order, and how it differs from the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.listed import (
    Listed,
    head_of,
    head_of_record,
    in_order,
    listed_of,
    rows_of_records,
    told_list,
)
from domain.facts import OfficeCode

CITY = OfficeCode("6299")
DAY = date(2026, 11, 30)
HEAD = head_of("6299-3", "财政供养", "2026-11", DAY, "11 月统发名单")
LI, WANG = "629925198001010018", "629925199003070017"
SCHOOL = "安澜县第一小学"
ROW, OTHER = Listed(LI, SCHOOL, "李建国"), Listed(WANG, SCHOOL, "王小明")


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("key", {"key": "6299"}), ("key", {"key": "a-1"}), ("key", {"key": "6299-0"}),
        ("item", {"item": ""}), ("item", {"item": "财" * 41}), ("period", {"period": " 11"}),
        ("period", {"period": "11\n"}), ("title", {"title": "名" * 201}),
    ],
)  # fmt: skip
def test_a_head_that_cannot_be_is_refused(part: str, change: dict[str, str]) -> None:
    given = {"key": "6299-3", "item": "社保", "period": "2026-11", "title": "", **change}
    key, item, period, title = given.values()
    told = refused(lambda: head_of(key, item, period, DAY, title))
    assert (told.code, told.facts) == ("list.head", {"part": part})


def test_what_a_person_wrote_is_tidied() -> None:
    assert listed_of(1, " 62992519800101001x ", "李 建国", " 安澜县(本级) ") == Listed(
        "62992519800101001X", "安澜县（本级）", "李建国"
    )
    assert listed_of(1, "629925800101001", "李建国", SCHOOL).id_no == "629925800101001"
    for row in (("6299", "李建国", SCHOOL), (LI, "", SCHOOL), (LI, "李建国", "")):
        told = refused(lambda: listed_of(7, *row))  # noqa: B023 - called here
        assert (told.code, told.facts) == ("list.row", {"number": 7})


def test_rows_come_in_order_and_once() -> None:
    assert in_order([OTHER, ROW, ROW]) == (ROW, OTHER)
    assert refused(lambda: in_order([])).code == "list.empty"
    assert refused(lambda: in_order([ROW, OTHER], most=1)).code == "list.too_many"
    records = [ROW.record(), OTHER.record()]
    assert refused(lambda: list(rows_of_records(records, most=1))).code == "list.too_many"


def test_records_state_a_list_and_are_read_back() -> None:
    assert head_of_record(HEAD.record(), CITY) == HEAD
    assert HEAD.office == CITY
    assert list(rows_of_records([ROW.record(), OTHER.record()])) == [ROW, OTHER]


@pytest.mark.parametrize(
    "change",
    [{"day": "2026-13-01"}, {"day": "20261130"}, {"more": 1}, {"key": 3}, {"kind": "listed"}],
)
def test_a_head_has_one_spelling(change: dict[str, Any]) -> None:
    record = {**HEAD.record(), **change}
    assert refused(lambda: head_of_record(record, CITY)).code == "package.record_unreadable"


def test_a_list_of_another_office_and_none_are_refused() -> None:
    for record, sender in ((HEAD.record(), OfficeCode("62")), (None, CITY)):
        code = refused(lambda: head_of_record(record, sender)).code  # noqa: B023 - called here
        assert code == "package.record_unreadable"


@pytest.mark.parametrize(
    "records",
    [
        [OTHER.record(), ROW.record()], [ROW.record(), ROW.record()], [{**ROW.record(), "more": 1}],
        [{**ROW.record(), "id_no": "6299"}], [{**ROW.record(), "name": "李 建国"}],
        [{**ROW.record(), "unit": "安澜县(本级)"}], [{**ROW.record(), "unit": None}],
    ],
)  # fmt: skip
def test_rows_of_another_shape_or_order_are_refused(records: list[dict[str, Any]]) -> None:
    assert refused(lambda: list(rows_of_records(records))).code == "package.record_unreadable"


def test_whoever_gets_a_list_is_told_which_and_what_it_replaces() -> None:
    told = {"key": "a1", "item": "工资", "period": "2026-10", "rows": 6010, "replaces": 0}
    assert list(told_list({"list": told})) == [
        "比对名单 a1：工资，2026-10，6010 人。接收后在“数据比对”里与台账相比"
    ]
    again = {**told, "replaces": 6000}
    assert list(told_list({"list": again})) == [
        "比对名单 a1：工资，2026-10，6010 人，代替先前的 6000 人。接收后在“数据比对”里与台账相比"
    ]
    assert list(told_list({"units": {}})) == []
