"""人员上编: what the pre-check knows, and what the case does."""

from dataclasses import replace
from datetime import date

import pytest

from domain.changes.ground import Ground, Standing
from domain.dates import PartialDate, Period
from domain.facts import Departure, Occupancy, Person, PersonId, UnitId
from domain.versions import Version
from tests.domain.changes.grounds import (
    BEGAN,
    DAY,
    DOCUMENT,
    NEWCOMER,
    NOTHING,
    TODAY,
    amendments,
    case,
    codes,
    ground,
    newcomer,
    numbered,
    only,
    standing,
)
from tests.fakes.dossiers import MEMBER, dossier, organ, place

ENTRY = "人员上编"


def refused(*persons: dict[str, str], **changes: object) -> list[tuple[str, str]]:
    return codes(case(ENTRY, *persons, **changes), ground())


def test_somebody_sound_passes() -> None:
    assert refused(newcomer()) == []


@pytest.mark.parametrize(
    ("changes", "rule", "code"),
    [
        ({"name": ""}, 1, "field.missing"),
        ({"nation": "火星族"}, 2, "code.unknown"),
        ({"quota_type": "临时编制"}, 2, "quota_type.unknown"),
        ({"work_start": "去年"}, 7, "date.invalid"),
        ({"sex": "女"}, 12, "person.id.sex"),
        ({"id": "629925199512081234"}, 9, "person.id.check_digit"),
        ({"order": "一"}, 9, "number.invalid"),
        ({"entry_mode": ""}, 1, "case.entry.mode"),
        ({"work_start": "2090.01"}, 7, "check.7.future"),
        ({"work_start": "1990-01"}, 19, "check.19.unborn"),
        ({"quota_doc": "随便写的"}, 4, "check.4"),
    ],
)
def test_unsound_fields_stand_in_the_way(changes: dict[str, str], rule: int, code: str) -> None:
    obstacle = only(case(ENTRY, newcomer(**changes)), ground())
    assert (obstacle.rule, obstacle.severity, obstacle.fault.code) == (rule, "error", code)


def test_a_day_that_is_merely_missing_stops_nothing() -> None:
    assert codes(case(ENTRY, newcomer(work_start="")), ground()) == []


def test_what_the_pre_check_says_itself_is_not_said_twice() -> None:
    odd = replace(DOCUMENT, number="8号")
    assert refused(newcomer(), document=odd) == [("error", "case.document_number")]
    on = ground()
    required = {**on.county.required, "occupancy": ("quota_type", "entry_mode")}
    on = replace(on, county=replace(on.county, required=required))
    found = codes(case(ENTRY, newcomer(entry_mode="")), on)
    assert found == [("error", "case.entry.mode")]


def test_people_of_a_unit_that_is_not_there_are_not_checked() -> None:
    on = replace(ground(), then=None)
    found = codes(case(ENTRY, newcomer(work_start="2090.01")), on)
    assert found == [("error", "case.unit_absent")]


def orders(*newcomers: dict[str, str], on: Ground) -> list[int]:
    """Return the order numbers of the places that a case gives."""
    places = (one.content for one in amendments(case(ENTRY, *newcomers), on))
    return [held.order for held in places if isinstance(held, Occupancy)]


def test_newcomers_stand_behind_those_of_their_role_and_of_higher_ones() -> None:
    roles = ("部门正职领导", "部门副职领导", "非领导人员", "")
    on = ground(dossier(*(place(role=role, order=at) for at, role in enumerate(roles, 1))))
    second = newcomer(id=numbered("19950615", "017"), name="周红")
    assert orders(newcomer(), second, on=on) == [5, 6]
    assert orders(newcomer(role="非领导人员"), on=on) == [3]
    assert orders(newcomer(role="部门副职领导"), on=on) == [2]
    assert orders(newcomer(order="9"), on=on) == [9]


def test_a_head_stands_first_where_nobody_ranks_as_high() -> None:
    on = ground(dossier(place(role="部门副职领导", order=2)))
    assert orders(newcomer(role="部门正职领导"), on=on) == [0]
    assert orders(newcomer(), on=replace(on, then=None, facts=NOTHING)) == [0]
    no_roles = {name: t for name, t in on.county.tables.items() if name != "role"}
    bare = replace(on, county=replace(on.county, tables=no_roles))
    assert orders(newcomer(role="部门正职领导"), on=bare) == [3]


def test_another_birth_month_than_the_number_says_is_a_warning() -> None:
    assert refused(newcomer(birth="1995-11")) == [("warning", "person.id.birth")]


def test_a_place_held_elsewhere_now_or_later_stands_in_the_way() -> None:
    member = replace(MEMBER, person=replace(MEMBER.person, id_no=NEWCOMER, name="孙亮"))
    known = {NEWCOMER: standing(member, Period(date(2026, 11, 20)))}
    found = codes(case(ENTRY, newcomer()), ground(standing=known))
    assert ("error", "case.entry.held_later") in found
    known = {NEWCOMER: standing(member, Period(BEGAN))}
    found = codes(case(ENTRY, newcomer()), ground(standing=known))
    assert ("error", "case.entry.held") in found
    past = {NEWCOMER: standing(member, Period(BEGAN, DAY))}
    assert ("error", "case.entry.held") not in codes(case(ENTRY, newcomer()), ground(standing=past))


def test_somebody_known_under_another_name_is_not_taken_back() -> None:
    person = replace(MEMBER.person, id_no=NEWCOMER, name="孙 良", birth=PartialDate("1995-12"))
    known = standing(replace(MEMBER, person=person), Period(BEGAN, DAY))
    of = case(ENTRY, newcomer(work_start="2013-12"))
    obstacle = only(of, ground(standing={NEWCOMER: known}))
    assert obstacle.fault.code == "case.entry.differs"
    assert obstacle.fault.facts["fields"] == ("name",)


@pytest.mark.parametrize(
    ("number", "post_class", "expected"),
    [
        (numbered("19660615", "015"), "行政管理岗位", []),
        (numbered("19660515", "015"), "行政管理岗位", [("error", "case.entry.age")]),
        (numbered("19760315", "024"), "工勤技能岗位", []),
        (numbered("19760115", "024"), "工勤技能岗位", [("error", "case.entry.age")]),
        (numbered("19760115", "024"), "行政管理岗位", []),
    ],
)
def test_nobody_enters_after_the_month_of_retirement(
    number: str, post_class: str, expected: list[tuple[str, str]]
) -> None:
    assert refused(newcomer(id=number, post_class=post_class, work_start="1995")) == expected


def test_the_same_number_twice_in_one_case_is_refused() -> None:
    found = refused(newcomer(), newcomer(name="孙明"))
    assert found == [("error", "case.twice")]


def test_a_mode_that_needs_a_slot_needs_its_number() -> None:
    on = ground()
    modes = tuple(replace(mode, needs_slot=True) for mode in on.county.entry_modes)
    on = replace(on, county=replace(on.county, entry_modes=modes))
    assert codes(case(ENTRY, newcomer()), on) == [("error", "case.entry.slot")]
    paper = case(ENTRY, newcomer(slot="用编2026-1"))
    assert codes(paper, on) == [("error", "case.slot.unknown")]
    assert codes(paper, ground()) == []


def test_places_are_counted_per_type() -> None:
    full = ground(dossier(approved=1))
    obstacle = only(case(ENTRY, newcomer()), full)
    assert (obstacle.rule, obstacle.fault.code) == (50, "case.entry.places")
    facts = {"type": "行政编制", "wanted": 1, "available": 0, "first": DAY}
    assert obstacle.fault.facts == facts
    assert codes(case(ENTRY, newcomer(quota_type="工勤编制")), ground()) == [
        ("error", "case.entry.places")
    ]


@pytest.mark.parametrize(
    ("mode", "explanation", "expected"),
    [
        ("军转安置", "安置任务", ("warning", "case.entry.places_excused")),
        ("军转安置", "", ("error", "case.entry.places_excusable")),
        ("公务员考录", "安置任务", ("error", "case.entry.places")),
        ("", "安置任务", ("error", "case.entry.places")),
    ],
)
def test_only_some_modes_may_exceed_and_only_with_a_reason(
    mode: str, explanation: str, expected: tuple[str, str]
) -> None:
    of = case(ENTRY, newcomer(entry_mode=mode), explanation=explanation)
    assert expected in codes(of, ground(dossier(approved=1)))


def test_leading_posts_are_counted() -> None:
    chief = newcomer(role="部门正职领导")
    assert refused(chief) == []
    taken = ground(dossier(place(role="部门正职领导")))
    assert codes(case(ENTRY, chief), taken) == [("error", "case.entry.posts")]


def test_heads_of_inner_organs_count_against_the_posts_of_the_organs() -> None:
    organs = (organ(deputies=1), organ(status="撤销", chiefs=9, deputies=9))
    for role in ("内设机构正职", "内设机构副职"):
        head = newcomer(role=role)
        assert codes(case(ENTRY, head), ground(dossier(organs=organs))) == []
        filled = ground(dossier(place(role=role), organs=organs))
        assert codes(case(ENTRY, head), filled) == [("error", "case.entry.posts")]


def test_a_unit_whose_posts_are_not_recorded_is_not_refused_as_it_is_not_found_fault_with() -> None:
    bare = dossier(MEMBER, posts=())
    for role in ("部门正职领导", "内设机构正职"):
        assert codes(case(ENTRY, newcomer(role=role)), ground(bare)) == []
    only_chief = ground(dossier(MEMBER))
    found = codes(case(ENTRY, newcomer(role="部门副职领导")), only_chief)
    assert found == [("error", "case.entry.posts")]


def test_kinds_of_posts_that_the_case_does_not_fill_are_left_to_the_checks() -> None:
    over = dossier(place(role="部门副职领导"))
    assert codes(case(ENTRY, newcomer(role="部门正职领导")), ground(over)) == []
    assert codes(case(ENTRY, newcomer()), ground(over)) == []


def test_the_first_day_without_room_is_told() -> None:
    roomy, tight = dossier(approved=5), dossier(approved=1)
    for on, first in ((ground(roomy, tight), TODAY), (ground(tight, roomy), DAY)):
        assert only(case(ENTRY, newcomer()), on).fault.facts["first"] == first
    taken = dossier(place(role="部门正职领导"), approved=5)
    obstacle = only(case(ENTRY, newcomer(role="部门正职领导")), ground(roomy, taken))
    assert (obstacle.fault.code, obstacle.fault.facts["first"]) == ("case.entry.posts", TODAY)


def test_a_newcomer_gets_a_person_and_a_place_from_the_day_of_the_case() -> None:
    of = case(ENTRY, newcomer(slot="用编1"), newcomer(name=""))
    person, held = amendments(of, ground())
    assert (person.kind, person.key, person.period) == (Person, -1, Period(DAY))
    assert held.kind is Occupancy
    assert isinstance(held.content, Occupancy)
    assert (held.content.quota_since, held.content.entered_on) == ("2026-11-16", "2026-11-16")
    assert (held.content.quota_doc, held.content.slot_no) == ("安编办函〔2026〕8号", "用编1")


def gone(exit_on: str) -> dict[str, Standing]:
    """Return somebody who left on that day."""
    member = replace(
        MEMBER,
        person=replace(MEMBER.person, id_no=NEWCOMER, name="孙亮", birth=PartialDate(""), sex="男"),
    )
    left = Departure(PersonId(1), UnitId("6299250009"), "行政编制", "调出", PartialDate(exit_on))
    departed = Version(3, left, Period(date.fromisoformat(exit_on)))
    return {NEWCOMER: standing(member, Period(BEGAN, DAY), departures=(departed,))}


def test_somebody_who_comes_back_keeps_his_number_and_his_departure_stays_known() -> None:
    of = case(ENTRY, newcomer(work_start="2013-12"))
    on = ground(dossier(members=()), standing=gone("2026-11-16"))
    assert codes(of, on) == []
    found = amendments(of, on)
    assert [(one.kind, one.key) for one in found] == [(Person, 1), (Occupancy, 1)]
    person, _ = (one.content for one in found)
    assert isinstance(person, Person)
    assert (person.name, person.school, person.education) == ("孙亮", "", "大学本科")


def test_the_dates_of_a_place_may_not_lie_before_the_departure_from_the_last_one() -> None:
    back = newcomer(work_start="2013-12", quota_since="2019", entered_on="2026-11-15")
    on = ground(standing=gone("2026-11-16"))
    obstacle = only(case(ENTRY, back), on)
    assert (obstacle.rule, obstacle.fault.code) == (18, "case.entry.before_exit")
    for later in ("2026-11", "2026-11-16", " "):
        assert codes(case(ENTRY, back | {"entered_on": later}), on) == []


def test_nobody_enters_a_unit_that_is_closed_on_the_day_or_since() -> None:
    closed = replace(dossier(), unit=replace(dossier().unit, status="撤销"), day=TODAY)
    soldier = case(ENTRY, newcomer(entry_mode="军转安置"), explanation="政策性安置")
    for on, day in ((ground(latest=closed), TODAY), (ground(then=closed), DAY)):
        obstacle = only(soldier, on)
        assert (obstacle.rule, obstacle.fault.code) == (28, "case.entry.unit_closed")
        assert obstacle.fault.facts["day"] == day
