"""Rules 40, 41 and 42: reaching the month of retirement."""

from dataclasses import replace

import pytest

from domain.dossier import Member
from tests.fakes.dossiers import PERSON, PLACE, context, county, dossier, found, person, place

JUDGED = (40, 41, 42)


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("1966-03", [(40, "error", "2026-07", 4)]),
        ("1966-05", [(40, "error", "2026-10", 1)]),
        ("1966-06", [(41, "warning", "2026-11", 0)]),
        ("1966-08", [(41, "warning", "2027-01", 2)]),
        ("1966-09", [(41, "info", "2027-03", 4)]),
        ("1966-11", [(41, "info", "2027-05", 6)]),
        ("1966-12", []),
        ("1966", []),
        ("", []),
    ],
)
def test_a_man_is_overdue_due_soon_or_neither(
    birth: str, expected: list[tuple[int, str, str, int]]
) -> None:
    judged = [
        (f.rule, f.severity, f.facts["due"], f.facts["months"])
        for f in found(dossier(person(birth=birth)))
        if f.rule in JUDGED
    ]
    assert judged == expected


def test_how_early_a_retirement_is_announced_is_the_countys_threshold() -> None:
    known = county()
    lax = replace(known, thresholds=replace(known.thresholds, retire_notice_months=3))
    assert 41 not in {f.rule for f in found(dossier(person(birth="1966-09")), context(county=lax))}


def tracked(sex: str = "男", **others: str) -> list[tuple[str, str]]:
    of_person = {name: value for name, value in others.items() if hasattr(PERSON, name)}
    of_place = {name: value for name, value in others.items() if hasattr(PLACE, name)}
    member = Member(person(sex=sex, **of_person).person, place(**of_place).place)
    return [(f.variant, f.severity) for f in found(dossier(member)) if f.rule == 42]


@pytest.mark.parametrize("entered", ["女55", "女50"])
def test_a_man_on_a_womens_track_is_impossible(entered: str) -> None:
    assert tracked("男", retire_track=entered) == [("sex", "warning")]


def test_a_woman_in_an_administrative_post_is_not_on_the_workers_track() -> None:
    assert tracked("女", retire_track="女50") == [("post", "warning")]


def test_entered_tracks_that_are_possible_pass() -> None:
    assert tracked("男", retire_track="男60") == []
    assert tracked("女", retire_track="男60", prof_title="教授") == []
    assert tracked("女", retire_track="女50", post_class="工勤技能岗位") == []


@pytest.mark.parametrize(
    "senior", [{"prof_title": "副主任医师"}, {"lead_level": "县处级副职", "prof_title": ""}]
)
def test_a_woman_with_a_choice_of_track_must_enter_it(senior: dict[str, str]) -> None:
    assert tracked("女", **senior) == [("choice", "warning")]
    assert tracked("男", **senior) == []


@pytest.mark.parametrize(
    "plain",
    [{}, {"prof_title": "助理研究员"}, {"lead_level": "乡科级正职"}, {"prof_title": "高级工"}],
)
def test_other_women_have_no_choice(plain: dict[str, str]) -> None:
    assert tracked("女", **plain) == []
