"""Rules 1, 2 and 8: what must be there, and what the tables allow."""

from dataclasses import replace

import pytest

from domain.facts import Quota
from tests.fakes.dossiers import UNIT, codes, context, county, dossier, found, organ, person, place
from tests.fakes.dossiers import unit as sound_unit


def test_a_sound_unit_with_a_sound_person_has_no_findings() -> None:
    assert found(dossier()) == []


@pytest.mark.parametrize("field", ["name", "kind", "rank", "series"])
def test_a_unit_lacks_a_required_field(field: str) -> None:
    lacking = dossier(unit=sound_unit(**{field: ""}, uscc=""))
    assert [(f.rule, f.person, f.facts) for f in found(lacking)] == [
        (1, None, {"field": f"unit.{field}"})
    ]


@pytest.mark.parametrize("field", ["id_no", "sex", "birth", "work_start"])
def test_a_person_lacks_a_required_field(field: str) -> None:
    [finding] = found(dossier(person(**{field: ""})))
    assert (finding.rule, finding.person, finding.facts["field"]) == (1, 1, f"person.{field}")


def test_a_place_lacks_its_quota_type() -> None:
    fields = [f.facts["field"] for f in found(dossier(place(quota_type=""))) if f.rule == 1]
    assert fields == ["occupancy.quota_type"]


def test_which_fields_are_required_is_the_countys_data() -> None:
    lax = context(county=replace(county(), required={"person": ("native_place",)}))
    nothing = context(county=replace(county(), required={}))
    assert [f.facts["field"] for f in found(dossier(), lax)] == ["person.native_place"]
    assert found(dossier(person(work_start="")), nothing) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("post_class", "后勤岗位"), ("entry_mode", "顶替"), ("role", "科长"), ("status", "退休")],
)
def test_a_place_holds_a_value_outside_its_table(field: str, value: str) -> None:
    [finding] = found(dossier(place(**{field: value})))
    assert (finding.code, finding.facts["field"], finding.facts["value"]) == (
        "check.2",
        f"occupancy.{field}",
        value,
    )


def test_a_value_outside_its_table_is_found_again_on_everybody() -> None:
    odd = place(entry_mode="顶替")
    assert codes(dossier(odd, place(), odd)) == ["check.2", "check.2"]


def test_units_organs_and_quotas_are_held_to_their_tables_too() -> None:
    unit = sound_unit(series="财贸")
    quota = Quota(UNIT.unit, "合同制", 0)
    wrong = found(dossier(unit=unit, organs=(organ(kind="处"),), quotas=(quota,), ledger=()))
    fields = {f.facts["field"] for f in wrong if f.rule == 2}
    assert fields == {"unit.series", "inner_organ.kind", "quota.quota_type"}


def test_another_spelling_is_answered_with_the_official_one() -> None:
    [finding] = found(dossier(place(entry_mode="军转")))
    assert finding.facts["expected"] == "军转安置"


def test_a_short_table_is_shown_whole_and_a_long_one_in_part() -> None:
    [short] = found(dossier(place(post_class="后勤岗位")))
    [long] = found(dossier(person(nation="安澜族")))
    assert short.facts["expected"] == "行政管理岗位、专业技术岗位、工勤技能岗位"
    assert str(long.facts["expected"]).endswith(" 等")


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [("nation", "汉", "汉族"), ("politics", "党员", "中共党员"), ("education", "本科", "大学本科")],
)
def test_unofficial_words_are_a_warning_of_rule_8(field: str, value: str, expected: str) -> None:
    [finding] = found(dossier(person(**{field: value})))
    assert (finding.rule, finding.severity, finding.facts["expected"]) == (8, "warning", expected)


def test_an_open_table_admits_other_words() -> None:
    assert found(dossier(place(grade="一级警长"))) == []
