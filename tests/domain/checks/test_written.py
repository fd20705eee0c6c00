"""Rules 4, 6, 7, 9, 10, 13 and 14: how single values are written."""

import pytest

from domain.facts import LeaderPost, Quota
from tests.fakes.dossiers import ADMIN, UNIT, codes, dossier, found, organ, person, place
from tests.fakes.dossiers import unit as sound_unit

OLD_NUMBER = "629925870421651"


@pytest.mark.parametrize("number", ["安编办函[2015]134号", "安编办函〔2027〕1号", "2015年招聘"])
def test_a_badly_cited_document_is_an_error(number: str) -> None:
    [finding] = found(dossier(place(quota_doc=number)))
    assert (finding.rule, finding.severity, finding.person) == (4, "error", 1)
    assert finding.facts["value"] == number


@pytest.mark.parametrize("number", ["", "无文号", "安编办函〔1949〕1号", "安编办函〔2026〕1号"])
def test_no_document_and_well_cited_ones_pass(number: str) -> None:
    assert found(dossier(place(quota_doc=number, appoint_doc=number))) == []


def test_every_fact_that_cites_a_document_is_looked_at() -> None:
    bad = "安编办函〔2015〕"
    wrong = dossier(
        place(appoint_doc=bad),
        unit=sound_unit(established_doc=bad),
        organs=(organ(doc_no=bad),),
        quotas=(Quota(UNIT.unit, ADMIN, 5, doc_no=bad),),
        posts=(LeaderPost(UNIT.unit, "正职", 1, doc_no=bad),),
    )
    assert [f.facts["field"] for f in found(wrong)] == [
        "unit.established_doc",
        "inner_organ.doc_no",
        "quota.doc_no",
        "leader_post.doc_no",
        "occupancy.appoint_doc",
    ]


@pytest.mark.parametrize("name", ["金 强信", "金　强信", "买买提•艾力"])
def test_a_name_with_spaces_or_another_dot_is_an_error(name: str) -> None:
    [finding] = found(dossier(person(name=name)))
    assert (finding.rule, finding.facts["expected"]) == (6, "".join(name.split()).replace("•", "·"))


@pytest.mark.parametrize(
    ("when", "variant"),
    [("2026-11-22", "future"), ("2027", "future"), ("2013-13", "invalid"), ("2013年", "invalid")],
)
def test_a_date_that_is_none_or_lies_ahead_is_an_error(when: str, variant: str) -> None:
    [finding] = [f for f in found(dossier(place(appointed_on=when))) if f.rule == 7]
    assert (finding.variant, finding.facts["field"]) == (variant, "occupancy.appointed_on")


@pytest.mark.parametrize("when", ["2026", "2026-11", "2026-11-21"])
def test_a_date_of_today_as_far_as_known_is_not_ahead(when: str) -> None:
    assert found(dossier(place(appointed_on=when))) == []


def test_a_units_own_dates_and_a_persons_are_looked_at() -> None:
    wrong = dossier(
        person(graduated_on="2031-07"),
        unit=sound_unit(approved_on="2023-02-30"),
        organs=(organ(approved_on="2030"),),
    )
    assert [(f.facts["field"], f.variant) for f in found(wrong)] == [
        ("unit.approved_on", "invalid"),
        ("inner_organ.approved_on", "future"),
        ("person.graduated_on", "future"),
    ]


@pytest.mark.parametrize("number", ["629925198704216511", "62992519870421651", "6299251987042165"])
def test_an_unsound_id_number_is_an_error(number: str) -> None:
    assert codes(dossier(person(id_no=number))) == ["check.9"]


def test_an_old_id_number_is_a_warning_and_not_an_error() -> None:
    [finding] = found(dossier(person(id_no=OLD_NUMBER)))
    assert (finding.rule, finding.severity) == (10, "warning")


def test_fifteen_characters_that_are_no_number_are_unsound() -> None:
    assert codes(dossier(person(id_no="62992587042165X"))) == ["check.9"]


@pytest.mark.parametrize(
    ("uscc", "kind", "expected"),
    [
        ("116299251K6FMHDQ7N", "行政机构", ["check.13"]),
        ("12100000400000456B", "事业单位", []),
        ("12100000400000456B", "行政机构", ["check.14"]),
        ("12100000400000456B", "其他", []),
        ("", "事业单位", []),
    ],
)
def test_a_credit_code_holds_and_fits_the_kind_of_unit(
    uscc: str, kind: str, expected: list[str]
) -> None:
    assert codes(dossier(unit=sound_unit(uscc=uscc, kind=kind))) == expected
