"""What a report changes besides people is told."""

from __future__ import annotations

from domain.exchange.arrived import Whose
from domain.exchange.telling import told_besides
from domain.facts import OfficeCode
from domain.outcomes import WordedFinding
from tests.fakes.facts import unit

CITY, COUNTY, OTHER = (OfficeCode(code) for code in ("6299", "629925", "629926"))
BUREAU = unit(1, "教育局")


def test_places_and_records_that_change_are_told_also_where_no_person_does() -> None:
    records = {
        "quota": {"added": 2, "ended": 1},
        "person": {"added": 9, "ended": 9},
        "slot": {"added": 0, "ended": 0},
    }
    difference = {"approved": {"before": 40, "after": 540}, "records": records}
    assert told_besides(difference) == (
        "核定编制由 40 名变为 540 名",
        "编制记录新增 2 条、终止 1 条",
    )


def test_where_nothing_else_changes_nothing_is_told() -> None:
    assert told_besides({"approved": {"before": 40, "after": 40}, "records": {}}) == ()
    assert told_besides({"verdicts": []}) == ()


def test_units_of_offices_below_the_sender_bear_their_office() -> None:
    whose = Whose(CITY, {COUNTY: "安澜县委编办"})
    assert whose.unit(CITY, BUREAU) == BUREAU
    named = whose.unit(COUNTY, BUREAU)
    assert (named.unit, named.name) == (f"629925/{BUREAU.unit}", "安澜县委编办 教育局")
    assert whose.unit(OTHER, BUREAU).name == "629926 教育局"


def test_findings_name_their_units_in_the_same_way() -> None:
    whose = Whose(CITY, {COUNTY: "安澜县委编办"})
    own = WordedFinding(7, "error", BUREAU.unit, BUREAU.name, "", None, {}, "超编", CITY)
    assert whose.finding(own) is own
    for office, name in ((COUNTY, "安澜县委编办 教育局"), (OTHER, "629926 教育局")):
        found = WordedFinding(7, "error", BUREAU.unit, BUREAU.name, "", None, {}, "超编", office)
        told = whose.finding(found)
        assert (told.unit, told.unit_name) == (f"{office}/{BUREAU.unit}", name)
    everywhere = WordedFinding(7, "error", "", "", "", None, {}, "重复", COUNTY)
    assert whose.finding(everywhere) is everywhere
