"""What may be decided, within which ranges, and what it changes in the county's data."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.county import FILES, county_of
from domain.errors import Refusal
from domain.exchange.decided import (
    ITEMS,
    Title,
    checked,
    decisions_of,
    laid_over,
    read_value,
    record_of_decision,
    title_of,
    value_in,
)
from domain.exchange.decided_words import (
    area_of,
    label_of,
    told_decisions,
    told_of,
    told_value,
    unit_of,
)

RESOURCES = Path(__file__).parents[3] / "resources"
COUNTY = county_of(
    {name: json.loads((RESOURCES / "county" / f"{name}.json").read_text("utf-8")) for name in FILES}
)


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value


def test_whatever_the_county_s_files_say_may_be_decided() -> None:
    for name, item in ITEMS.items():
        value = value_in(COUNTY, name)
        if isinstance(item, Title):
            form = json.loads(
                (RESOURCES / "forms" / f"{name.split('.')[1]}.json").read_text("utf-8")
            )
            value = form["title"]
        assert checked(name, value) == value
        assert label_of(name)
    assert len({label_of(name) for name in ITEMS}) == len(ITEMS)
    kinds = {name.split(".")[1] for name in ITEMS if name.startswith("flows.")}
    assert kinds == set(COUNTY.flows.kinds)


@pytest.mark.parametrize("text", ["0", "121", "-1", "1.5", "", "十二", "１２", "99999", "是"])
def test_a_number_is_whole_and_within_its_range(text: str) -> None:
    told = refused(lambda: read_value("thresholds.vacancy_share_percent", text))
    assert told.code == "decision.value"
    assert told.facts["told"] == "1 至 100 的整数"


def test_what_a_person_writes_is_read() -> None:
    assert read_value("thresholds.vacancy_months", "6") == 6
    assert read_value("problems.blocking", "否") is False
    assert read_value("forms.roster.title", "{office}在编人员名册") == "{office}在编人员名册"
    assert refused(lambda: read_value("problems.blocking", "no")).code == "decision.value"
    assert refused(lambda: read_value("flows.x.days", "5")).code == "decision.unknown"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("thresholds.vacancy_months", True), ("thresholds.vacancy_months", "6"),
        ("thresholds.overdue_is_red", 1), ("forms.roster.title", 5), ("forms.roster.title", ""),
        ("forms.roster.title", " 名册"), ("forms.roster.title", "名\n册"),
        ("forms.roster.title", "{office}{x}"), ("forms.roster.title", "名册}"),
        ("forms.roster.title", "名" * 61),
    ],
)  # fmt: skip
def test_another_type_or_form_is_refused(name: str, value: object) -> None:
    assert refused(lambda: checked(name, value)).code == "decision.value"


def test_it_is_laid_over_the_county_s_data_and_nothing_else_changes() -> None:
    over = laid_over(
        COUNTY,
        {
            "thresholds.vacancy_months": 6, "problems.deadline_days": 20, "flows.人员上编.days": 7,
            "lags.27.limit": 12, "lags.66.red": 30, "forms.roster.title": "名册",
        },
    )  # fmt: skip
    assert (over.thresholds.vacancy_months, over.problems.deadline_days) == (6, 20)
    assert (over.flows.of("人员上编").days, over.flows.of("人员下编").days) == (7, 5)
    lags = {lag.rule: (lag.limit, lag.red) for lag in over.flows.of("人员下编").lags}
    assert lags == {27: (12, 20), 66: (5, 30)}
    assert over.thresholds.retire_notice_months == COUNTY.thresholds.retire_notice_months
    assert laid_over(COUNTY, {}) == COUNTY


def test_numbers_that_belong_together_never_cross() -> None:
    over = laid_over(COUNTY, {"thresholds.retire_warning_months": 9, "lags.27.limit": 40})
    assert over.thresholds.retire_warning_months == over.thresholds.retire_notice_months
    assert {lag.red for lag in over.flows.of("人员下编").lags if lag.rule == 27} == {40}


def test_a_title_is_only_that_of_its_form() -> None:
    decided = {"forms.roster.title": "名册"}
    assert (title_of(decided, "roster"), title_of(decided, "ledger")) == ("名册", "")


def test_records_are_read_in_their_order_and_only_so() -> None:
    first = record_of_decision("flows.取回.days", 5)
    second = record_of_decision("thresholds.vacancy_months", 6)
    assert list(decisions_of([first, second])) == ["flows.取回.days", "thresholds.vacancy_months"]
    for records in (
        [second, first], [first, first], [{**first, "more": 1}], [{**first, "name": 5}],
        [{"kind": "decision", "name": "flows.取回.days"}],
    ):  # fmt: skip
        code = refused(lambda: decisions_of(records)).code  # noqa: B023 - called here
        assert code == "package.record_unreadable"
    code = refused(lambda: decisions_of([record_of_decision("flows.取回.days", 251)])).code
    assert code == "decision.value_received"
    code = refused(lambda: decisions_of([record_of_decision("flows.x.days", 5)])).code
    assert code == "decision.unknown"


def test_a_difference_is_told_in_words() -> None:
    difference = {
        "version": {"before": 0, "after": 3},
        "decisions": {
            "thresholds.vacancy_months": {"state": "new", "own": True, "before": 12, "after": 6},
            "problems.blocking": {"state": "changed", "own": False, "before": True, "after": False},
            "flows.取回.days": {"state": "gone", "own": False, "before": 7, "after": None},
            "forms.roster.title": {"state": "same", "own": False, "before": "a", "after": "a"},
        },
        "reporting": {"added": ["每年 12-15 至次年 01-10"], "gone": ["2026-06-20 至 2026-06-30"]},
    }
    assert list(told_decisions(difference)) == [
        "下发内容：第 3 版",
        "空编几个月以上预警：新定，12 → 6；本办自己定的以上级为准",
        "审批联动：改变，是 → 否",
        "取回几个工作日内办结：不再规定，7 → 程序原有的",
        "上报冻结：增加 每年 12-15 至次年 01-10",
        "上报冻结：解除 2026-06-20 至 2026-06-30",
    ]
    assert list(told_decisions({})) == []
    later = {**difference, "version": {"before": 3, "after": 4}}
    assert next(iter(told_decisions(later))) == "下发内容：第 3 版改为第 4 版"
    nothing = {**difference, "version": {"before": 0, "after": 0}}
    assert next(iter(told_decisions(nothing))).startswith("上级现在没有规定")
    assert told_value("名册") == "名册"


@pytest.mark.parametrize(
    ("name", "area", "unit"),
    [
        ("thresholds.vacancy_months", "预警线", "个月"),
        ("thresholds.min_age_at_work_start", "预警线", "岁"),
        ("thresholds.overdue_is_red", "预警线", ""),
        ("problems.grace_days", "问题整改", "个工作日"),
        ("problems.remind_every_days", "问题整改", "天"),
        ("flows.取回.days", "办理期限", "个工作日"),
        ("lags.27.red", "办理期限", "个工作日"),
        ("forms.roster.title", "表的标题", ""),
    ],
)
def test_an_item_has_a_heading_and_what_it_is_counted_in(name: str, area: str, unit: str) -> None:
    assert (area_of(name), unit_of(name)) == (area, unit)


def test_a_value_is_told_with_what_it_is_counted_in() -> None:
    assert told_of("thresholds.vacancy_share_percent", 20) == "20 %"
    assert told_of("flows.取回.days", 5) == "5 个工作日"
    assert told_of("flows.取回.days", 0) == "不限期"
    assert told_of("problems.grace_days", 0) == "0 个工作日"
    assert told_of("problems.blocking", False) == "否"  # noqa: FBT003 - the value itself
    assert label_of("nothing") == "nothing"
    assert all(area_of(name) for name in ITEMS)
