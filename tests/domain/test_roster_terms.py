"""A roster leaves with ID numbers hidden unless they are let out on purpose."""

from dataclasses import replace
from datetime import date

import pytest

from domain.roster_terms import FULL, HIDDEN, RosterTerms
from tests.fakes.county import build_county

NUMBER = "629925199003070017"


@pytest.mark.rule("PIPL 28", "22239 8.1.4.11")
def test_numbers_and_what_tells_of_faith_or_health_are_hidden() -> None:
    county = build_county(people=6, units=2)
    found = (county.dossier(unit.unit, date(2026, 11, 21)) for unit in county.units)
    dossier = next(each for each in found if each.members)
    first = dossier.members[0]
    told = replace(
        first,
        person=replace(first.person, id_no=NUMBER, nation="回族"),
        place=replace(first.place, off_duty_reason="长期病休"),
    )
    quiet = replace(
        first,
        person=replace(first.person, nation=""),
        place=replace(first.place, off_duty_reason=""),
    )
    dossier = replace(dossier, members=(told, quiet))
    hidden, empty = RosterTerms().dossier(dossier).members
    assert hidden.person.id_no == "629925********0017"
    assert (hidden.person.nation, hidden.place.off_duty_reason) == (HIDDEN, HIDDEN)
    assert (empty.person.nation, empty.place.off_duty_reason) == ("", "")
    assert hidden.person.name == first.person.name
    assert FULL.dossier(dossier) is dossier


def test_rows_by_names_are_hidden_alike() -> None:
    cells = {
        "person.id_no": NUMBER,
        "person.nation": "回族",
        "worker.nation": "",
        "unit.name": "局",
    }
    assert RosterTerms().cells(cells) == {
        "person.id_no": "629925********0017", "person.nation": HIDDEN, "worker.nation": "",
        "unit.name": "局",
    }  # fmt: skip
    assert FULL.cells(cells) is cells


def test_the_foot_of_the_page_tells_secrecy_and_copy_and_the_audit_what_left() -> None:
    assert RosterTerms(secrecy="内部资料", copy="03").marking == "密级：内部资料　份号：03"
    assert RosterTerms(copy="03").marking == "份号：03"
    assert RosterTerms().marking == ""
    assert (RosterTerms().act, FULL.act) == ("export.roster.masked", "export.roster")
