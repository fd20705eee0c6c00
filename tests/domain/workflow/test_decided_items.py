"""What may be decided, item by item: whose word it is, what holds, what would hold without it."""

from __future__ import annotations

from collections.abc import Mapping

from domain.exchange.decided import FORMS, ITEMS, Value
from domain.facts import OfficeCode
from domain.workflow.decided_items import DecidedItem, decided_items
from domain.workflow.decisions import Decided
from tests.domain.workflow.office import COUNTY

MONTHS, TITLE = "thresholds.vacancy_months", "forms.roster.title"
TITLES = {form: f"{{office}}{form}" for form in FORMS}


def items(own: Mapping[str, Value], above: Mapping[str, Value]) -> Mapping[str, DecidedItem]:
    held = Decided(own, above, sender=OfficeCode("6299"))
    return {item.name: item for item in decided_items(held, COUNTY, TITLES)}


def test_every_item_is_told_with_what_came_with_the_program() -> None:
    found = items({}, {})
    assert list(found) == list(ITEMS)
    assert {(item.source, item.sender) for item in found.values()} == {("program", "")}
    assert all(item.value == item.holds == item.shipped for item in found.values())
    assert (found[MONTHS].value, found[TITLE].value) == (12, "{office}roster")
    assert (found[MONTHS].label, found[MONTHS].takes) == ("空编几个月以上预警", "0 至 120 的整数")


def test_the_word_of_the_office_above_goes_before_the_own_one() -> None:
    found = items({MONTHS: 6, TITLE: "名册"}, {MONTHS: 9})
    above, own = found[MONTHS], found[TITLE]
    assert (above.value, above.shipped, above.source, above.sender) == (9, 12, "above", "6299")
    assert (own.value, own.holds, own.source, own.sender) == ("名册", "名册", "own", "")
    assert own.shipped == "{office}roster"


def test_a_number_that_gives_way_tells_what_holds() -> None:
    found = items({"thresholds.retire_notice_months": 2}, {"lags.27.limit": 40})
    warning, red = found["thresholds.retire_warning_months"], found["lags.27.red"]
    assert (warning.value, warning.holds, warning.source) == (3, 2, "program")
    assert (red.value, red.holds) == (20, 40)
