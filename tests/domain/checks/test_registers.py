"""Rules 16, 17 and 68, and the catalogue as a whole."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from domain.checks.catalogue import (
    Rules,
    catalogue,
    findings_of,
    findings_of_register,
    rules_in_force,
)
from domain.checks.rule import Census
from domain.checks.wording import sentence, title
from domain.facts import OfficeCode, PersonId, Unit, UnitId
from domain.finding import Finding
from domain.register import Sighting
from domain.words import Words
from tests.fakes.dossiers import PERSON, UNIT, context, county, dossier, person

TEXTS = Path(__file__).parents[3] / "resources" / "texts"
OWN = OfficeCode("629925")
OTHER = replace(UNIT, unit=UnitId("6299250002"), name="安澜县民政局", uscc="")


def sighting(number: int, id_no: str, unit: Unit = UNIT) -> Sighting:
    return Sighting(id_no, f"甲{number}", OWN, unit.unit, PersonId(number))


def across(
    *sightings: Sighting, units: tuple[Unit, ...] = (), knows: tuple[Unit, ...] = (UNIT,)
) -> list[Finding]:
    county_data = context().county
    held = tuple((OWN, unit) for unit in units or knows)
    census = Census(sightings, sightings, held)
    found = findings_of_register(census, context(), catalogue(county_data))
    return [finding for finding in found if units or finding.rule != 68]


def test_everybody_with_an_id_number_of_his_own_is_sound() -> None:
    assert across(sighting(1, "A"), sighting(2, "B"), sighting(3, "C")) == []


@pytest.mark.parametrize("following", [(), ("C",)])
def test_one_id_number_in_two_places_is_an_error_at_both(following: tuple[str, ...]) -> None:
    rest = [sighting(9, number) for number in following]
    first, second = across(sighting(1, "B"), sighting(2, "B", OTHER), *rest)
    assert [(f.rule, f.unit, f.person) for f in (first, second)] == [
        (16, UNIT.unit, 1),
        (16, OTHER.unit, 2),
    ]
    assert (first.facts["others"], second.facts["others"]) == (OTHER.unit, UNIT.name)


def test_people_without_id_number_are_not_each_other() -> None:
    assert across(sighting(1, ""), sighting(2, "")) == []


def test_one_name_and_birth_day_under_two_id_numbers_is_a_warning_at_both() -> None:
    one = replace(sighting(1, "629925198803015325"), name="周杰")
    other = replace(sighting(2, "629901198803015341", OTHER), name="周杰")
    born_later = replace(sighting(3, "629901198803025345"), name="周杰")
    found = [finding for finding in across(one, other, born_later) if finding.rule == 17]
    assert [(finding.person, finding.severity) for finding in found] == [
        (1, "warning"),
        (2, "warning"),
    ]
    assert [finding.facts["others"] for finding in found] == [OTHER.unit, UNIT.name]


def test_equal_codes_and_names_of_two_offices_are_no_doubles() -> None:
    theirs = OfficeCode("629926")
    namesake = replace(UNIT, uscc="")
    one, other = sighting(1, "B"), replace(sighting(2, "B"), office=theirs)
    census = Census(
        (one, other), units=((OWN, UNIT), (theirs, replace(namesake, name="清平县教育局")))
    )
    first, second = findings_of_register(census, context(), catalogue(context().county))
    assert (first.office, first.facts["others"]) == (OWN, "清平县教育局")
    assert (second.office, second.facts["others"]) == (theirs, UNIT.name)
    alike = Census(units=((OWN, UNIT), (theirs, namesake)))
    assert list(findings_of_register(alike, context(), catalogue(context().county))) == []


def test_units_of_one_name_or_one_credit_code_are_an_error() -> None:
    twin = replace(OTHER, name=UNIT.name)
    assert [f.code for f in across(units=(UNIT, twin))] == ["check.68.name"] * 2
    assert [f.code for f in across(units=(UNIT, replace(OTHER, uscc=UNIT.uscc)))] == [
        "check.68.uscc"
    ] * 2


def test_units_without_credit_code_and_abolished_ones_are_no_doubles() -> None:
    third = replace(OTHER, unit=UnitId("6299250003"), name="安澜县财政局")
    gone = replace(UNIT, unit=UnitId("6299250004"), status="撤销")
    assert across(units=(UNIT, OTHER, third, gone)) == []


def test_the_catalogue_holds_the_rules_in_the_order_of_their_numbers() -> None:
    assert [rule.number for rule in catalogue(county())] == [
        1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 28, 37, 38, 40, 41, 42, 46, 47, 48,
        49, 52, 53, 54, 55, 56, 58, 62, 63, 64, 67, 68, 72, 81, 84, 85,
    ]  # fmt: skip


def test_a_county_may_switch_rules_off() -> None:
    quiet = replace(county(), rules_off=dict.fromkeys((12, 16), "本县不用"))
    numbers = {rule.number for rule in rules_in_force(quiet)}
    assert numbers == {rule.number for rule in catalogue(quiet)} - {12, 16}


def test_a_run_may_be_narrowed_to_some_rules() -> None:
    known = context()
    wrong = dossier(person(sex="女", nation="汉"))
    everything = findings_of(wrong, known, catalogue(known.county))
    assert {finding.rule for finding in everything} == {8, 12}
    narrowed = findings_of(wrong, known, catalogue(known.county).only([12]))
    assert [finding.rule for finding in narrowed] == [12]


def words() -> Words:
    sentences: dict[str, str] = {}
    for name in ("checks", "fields"):
        sentences |= json.loads((TEXTS / f"{name}.json").read_text("utf-8"))
    return Words(sentences)


def test_a_finding_that_names_nobody_in_its_words_is_told_of_whom_it_speaks() -> None:
    known = context()
    rules = catalogue(known.county).only([1])
    [finding] = findings_of(dossier(person(work_start="")), known, rules)
    start = f"{PERSON.name}（…651X）：“参加工作时间”没有填写。"
    assert sentence(finding, words()).startswith(start)


def test_somebody_without_a_number_is_called_by_the_name_alone() -> None:
    known = context()
    rules = catalogue(known.county).only([8])
    [finding] = findings_of(dossier(person(nation="汉", id_no="")), known, rules)
    assert sentence(finding, words()).startswith(f"{PERSON.name} 的“民族”")


def test_a_finding_is_worded_with_its_fields_by_name() -> None:
    known = context()
    [finding] = findings_of(dossier(person(nation="汉")), known, catalogue(known.county))
    said = sentence(finding, words())
    assert said == f"{PERSON.name}（…651X） 的“民族”写的是“汉”，不是规范全称。应为：汉族。"


def test_every_rule_has_a_title() -> None:
    untitled = [r.number for r in catalogue(county()) if "check." in title(r.number, words())]
    assert untitled == []


def test_no_rules_find_nothing() -> None:
    assert list(findings_of(dossier(person(sex="女")), context(), Rules((), ()))) == []
    census = Census((sighting(1, "B"), sighting(2, "B")), units=((OWN, UNIT),))
    assert list(findings_of_register(census, context(), Rules((), ()))) == []


def test_every_rule_has_a_paragraph_of_help() -> None:
    help_text = (TEXTS.parent / "help" / "rules.md").read_text("utf-8")
    explained = [int(line.split()[1]) for line in help_text.splitlines() if line.startswith("## ")]
    assert explained == [rule.number for rule in catalogue(county())]
