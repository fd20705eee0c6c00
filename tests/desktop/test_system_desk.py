"""What an office sets itself, by the window's desk over a real office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from desktop.desk import OfficeDesk
from desktop.exchange_desk import Silent
from domain.calendar import year_of
from domain.changes.ground import Freeze
from domain.errors import Refusal
from domain.facts import UnitId
from domain.workflow.office_data import OWN, SHIPPED, KeptYear
from tests.desktop.commanding import Bianqing
from tests.desktop.staffing import CLERK
from tests.desktop.test_exchange_desk import desk_of
from tests.desktop.test_witness import acts, entries

YEAR = year_of(2027, ("01-01",), ("02-06",))
MONTHS, WARNING = "thresholds.vacancy_months", "thresholds.retire_warning_months"
TITLE = "forms.roster.title"
FROZEN = Freeze(date(2026, 12, 15), date(2026, 12, 31), "统计年报", "安编发〔2026〕5号")


def lights_of(desk: OfficeDesk) -> list[tuple[str, ...]]:
    return [
        (light.unit, light.light, *light.reasons) for light in desk.lights(desk.today, Silent())
    ]


def test_what_the_head_sets_is_kept_and_audited(county: Bianqing) -> None:
    before = len(entries(county))
    with desk_of(county) as desk:
        assert desk.office_years()[2026].source == SHIPPED
        desk.keep_year(2027, YEAR)
        assert desk.office_years()[2027] == KeptYear(YEAR, OWN)
        desk.freeze(FROZEN)
        assert desk.freezes() == (FROZEN,)
        desk.thaw(FROZEN.first, FROZEN.last)
        assert desk.freezes() == ()
        unit = UnitId(desk.units(desk.today)[0].unit)
        desk.block_unit(unit, "逾期未整改")
        assert desk.blocked_units() == {unit: "逾期未整改"}
        desk.release_unit(unit)
        assert desk.blocked_units() == {}
        with pytest.raises(Refusal) as refused:
            desk.thaw(FROZEN.first, FROZEN.last)
    assert refused.value.code == "freeze.unknown"
    done = [act for act, _, _ in acts(county, before)]
    assert [act for act in done if act.startswith(("office.", "use."))] == [
        "office.calendar", "office.freeze", "office.thaw", "use.block", "use.release",
        "office.thaw",
    ]  # fmt: skip


def test_nobody_else_sets_anything(county: Bianqing) -> None:
    county.done("account", "add", CLERK, "--role", CLERK)
    county.done("account", "release", CLERK)
    with desk_of(county.as_user(CLERK)) as desk:
        sets: tuple[Callable[[], None], ...] = (
            lambda: desk.keep_year(2027, YEAR),
            lambda: desk.freeze(FROZEN),
            lambda: desk.thaw(FROZEN.first, FROZEN.last),
            lambda: desk.block_unit(UnitId("1"), "x"),
            lambda: desk.release_unit(UnitId("1")),
            lambda: desk.decide(MONTHS, "6"),
            lambda: desk.drop_decision(MONTHS),
        )
        for act in sets:
            with pytest.raises(Refusal) as refused:
                act()
            assert refused.value.code == "role.denied"


def test_what_is_decided_in_the_window_holds_in_it_at_once_and_is_audited(
    county: Bianqing,
) -> None:
    before = len(entries(county))
    with desk_of(county) as desk:
        known = {item.name: item for item in desk.decided()}
        assert (known[MONTHS].value, known[MONTHS].source) == (12, "program")
        assert known[TITLE].value == "{office}机关事业单位在编人员花名册"
        desk.decide(MONTHS, "6")
        assert desk.opened.resources.county.thresholds.vacancy_months == 6
        assert desk.opened.overview.county.thresholds.vacancy_months == 6
        decided = {item.name: item for item in desk.decided()}[MONTHS]
        assert (decided.value, decided.shipped, decided.source) == (6, 12, "own")
        with pytest.raises(Refusal) as refused:
            desk.decide(MONTHS, "500")
        assert refused.value.code == "decision.value"
        desk.decide("thresholds.retire_notice_months", "2")
        milder = {item.name: item for item in desk.decided()}[WARNING]
        assert (milder.value, milder.holds) == (3, 2)
        desk.drop_decision(MONTHS)
        assert desk.opened.overview.county.thresholds.vacancy_months == 12
        with pytest.raises(Refusal) as undecided:
            desk.drop_decision(MONTHS)
        assert undecided.value.code == "decision.not_decided"
    done = [act for act, _, _ in acts(county, before)]
    assert [act for act in done if act.startswith("office.decide")] == [
        "office.decide", "office.decide", "office.decide", "office.decide_not",
        "office.decide_not",
    ]  # fmt: skip


def test_a_light_goes_by_what_is_decided_in_the_window(county: Bianqing) -> None:
    with desk_of(county) as desk:
        shipped = lights_of(desk)
        desk.decide("thresholds.vacancy_min_approved", "1")
        desk.decide("thresholds.vacancy_share_percent", "1")
        desk.decide(MONTHS, "0")
        assert lights_of(desk) != shipped
        for name in ("vacancy_min_approved", "vacancy_share_percent", "vacancy_months"):
            desk.drop_decision(f"thresholds.{name}")
        assert lights_of(desk) == shipped
