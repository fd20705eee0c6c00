"""One contract for the register on disk and the register in memory."""

from dataclasses import replace
from datetime import date

import pytest

from domain.dates import Period
from domain.dossier import Dossier, Member, TypeCount
from domain.errors import Refusal
from domain.facts import ABOLISHED, InnerOrgan, Occupancy, Person, Quota, Unit
from domain.register import TAKEN_OVER, PeopleQuery
from domain.versions import AsOf, splice
from domain.workflow.ports import Register
from tests.fakes.facts import (
    BEGIN,
    CIVIL,
    CLERK,
    change,
    entry,
    id_number,
    organ,
    person,
    place,
    post,
    quota,
    unit,
)  # fmt: skip
from tests.storage.contract import (
    BUREAU,
    CLINIC,
    LI,
    NOW,
    SCHOOL,
    WANG,
    ZENG,
    fill,
    put,
    refused,
    staff,
)


def test_an_empty_register_answers(register: Register) -> None:
    with register.reading() as reader:
        assert reader.offices() == ()
        assert reader.began() is None
        assert reader.last_change() == 0
        assert reader.units(NOW) == ()
        assert list(reader.dossiers(NOW)) == []
        assert list(reader.staffing(NOW)) == []
        assert reader.people(PeopleQuery(), NOW, 0, 50) == ()
        assert reader.known_person(id_number(1)) is None
        assert list(reader.known_numbers()) == []
        assert list(reader.taken_over()) == []
        assert reader.setting("anything") == ""


def test_who_was_taken_over_is_known_whatever_is_said_of_the_place_later(
    register: Register,
) -> None:
    fill(register, BUREAU, LI, WANG, ZENG, place(ZENG, BUREAU))
    later = date(2026, 4, 1)
    with register.writing(CLERK) as writer:
        number = writer.record(replace(change(), mode=TAKEN_OVER))
        writer.add([place(LI, BUREAU)], later, number)
        renamed = place(ZENG, BUREAU, position="科员")
        held = writer.versions(Occupancy, ZENG.person)
        writer.apply(Occupancy, splice(held, Period(BEGIN, None), renamed), number)
        writer.add([place(WANG, BUREAU)], later, writer.record(change()))
        held = writer.versions(Occupancy, LI.person)
        changed = splice(held, Period(later, None), place(LI, BUREAU, position="科员"))
        writer.apply(Occupancy, changed, writer.record(change()))
    with register.reading() as reader:
        assert list(reader.taken_over()) == [(LI.person, later)]


def test_units_come_in_ledger_order_from_the_day_they_begin(register: Register) -> None:
    staff(register)
    with register.reading() as reader:
        assert reader.units(NOW) == (CLINIC, BUREAU, SCHOOL)
        assert reader.units(AsOf(date(2025, 12, 31))) == ()
        assert reader.began() == BEGIN
        assert reader.offices() == (register.office.code,)


def test_a_dossier_holds_everything_of_its_unit(register: Register) -> None:
    staff(register)
    with register.reading() as reader:
        clinic, bureau, school = reader.dossiers(NOW)
    assert clinic == Dossier(NOW.day, CLINIC)
    assert bureau == Dossier(
        NOW.day,
        BUREAU,
        organs=(organ(BUREAU, 1), organ(BUREAU, 2, "人事股")),
        quotas=(quota(BUREAU, 1, "工勤编制"), quota(BUREAU, 3, reserved=1)),
        posts=(post(BUREAU, 1), post(BUREAU, 2, "副职")),
        ledger=(entry(BUREAU, 1, 5), entry(BUREAU, 2, -2)),
        members=(
            Member(LI, place(LI, BUREAU, role="部门正职领导", order=9)),
            Member(WANG, place(WANG, BUREAU, organ="6299250002-01", order=1)),
        ),
        supervisor=CLINIC,
    )
    assert [one.person for one in school.members] == [ZENG]
    assert school.supervisor == BUREAU


def test_dossiers_of_chosen_units_only(register: Register) -> None:
    staff(register)
    with register.reading() as reader:
        (school,) = reader.dossiers(NOW, units=[SCHOOL.unit])
        assert list(reader.dossiers(NOW, units=[])) == []
    assert (school.unit, school.supervisor, len(school.members)) == (SCHOOL, BUREAU, 1)


def test_what_holds_on_a_day_or_later_is_read_of_one_unit_or_of_all(register: Register) -> None:
    staff(register)
    spring, autumn = date(2026, 3, 1), date(2026, 9, 1)
    moved = place(LI, SCHOOL)
    with register.writing(CLERK) as writer:
        put(writer, Occupancy, LI.person, Period(spring), moved)
        put(writer, Occupancy, WANG.person, Period(autumn), None)
    with register.reading() as reader:
        there = reader.versions_from(Occupancy, BEGIN, BUREAU.unit)
        assert [(one.content.person, one.valid) for one in there] == [
            (LI.person, Period(BEGIN, spring)),
            (WANG.person, Period(BEGIN, autumn)),
        ]
        (left,) = reader.versions_from(Occupancy, spring, BUREAU.unit)
        assert left.content.person == WANG.person
        assert reader.versions_from(Occupancy, autumn, BUREAU.unit) == ()
        everybody = reader.versions_from(Occupancy, spring)
        assert [one.content.person for one in everybody] == [LI.person, WANG.person, ZENG.person]
        assert everybody[0] == reader.versions(Occupancy, LI.person)[1]


def test_posts_of_inner_organs_are_approved_with_them(register: Register) -> None:
    staff(register)
    large = replace(organ(BUREAU, 1), chiefs=2, deputies=1)
    gone = replace(organ(BUREAU, 2, "人事股"), chiefs=3, deputies=3, status=ABOLISHED)
    with register.writing(CLERK) as writer:
        for one in (large, gone):
            put(writer, InnerOrgan, one.organ, Period(BEGIN), one)
    with register.reading() as reader:
        _, bureau, school = reader.staffing(NOW)
    assert bureau.posts == {
        "正职": (1, 1), "副职": (2, 0), "内设机构正职": (2, 0), "内设机构副职": (1, 0),
    }  # fmt: skip
    assert school.posts == {"副职": (0, 1)}


def test_staffing_counts_what_dossiers_count(register: Register) -> None:
    staff(register)
    with register.reading() as reader:
        clinic, bureau, school = reader.staffing(NOW)
        dossiers = list(reader.dossiers(NOW))
    assert (clinic.types, clinic.posts) == ({}, {})
    assert bureau.types == {
        "工勤编制": TypeCount("工勤编制", 1, 0),
        CIVIL: TypeCount(CIVIL, 3, 2, reserved=1),
    }
    assert bureau.posts == {"正职": (1, 1), "副职": (2, 0)}
    assert school.posts == {"副职": (0, 1)}
    assert list(bureau.types) == [count.quota_type for count in dossiers[1].counts()]


def test_namesakes_share_name_and_birth_day_but_not_the_id_number(register: Register) -> None:
    twin = person(4, LI.name, LI.id_no[:14] + "9993")
    fill(register, BUREAU, LI, WANG, twin, *(place(one, BUREAU) for one in (LI, WANG, twin)))
    with register.reading() as reader:
        assert [one.id_no for one in reader.namesakes(NOW)] == sorted([LI.id_no, twin.id_no])


def test_an_id_number_at_two_places_is_seen_twice(register: Register) -> None:
    again = person(4, "李建邦", LI.id_no)
    gone, unknown, nobody = (
        person(5, "王小民", WANG.id_no),
        person(6, "甲", ""),
        person(7, "乙", ""),
    )
    placed = (LI, WANG, again, unknown, nobody)
    fill(register, BUREAU, LI, WANG, again, gone, unknown, nobody)
    fill(register, *(place(one, BUREAU) for one in placed))
    with register.reading() as reader:
        seen = list(reader.seen_twice(NOW))
        assert [(one.id_no, one.name) for one in seen] == [
            (LI.id_no, LI.name),
            (LI.id_no, again.name),
        ]
        assert list(reader.seen_twice(NOW, register.office.code)) == seen
        assert list(reader.seen_twice(AsOf(date(2025, 1, 1)))) == []


def test_the_reads_of_people_agree(register: Register) -> None:
    staff(register)
    with register.reading() as reader:
        assert {one.person for one in reader.members(NOW)} == {LI, WANG, ZENG}
        assert list(reader.seen_twice(NOW)) == []
        assert list(reader.namesakes(NOW)) == []
        (found,) = reader.find_by_id(ZENG.id_no, NOW)
        assert (found.person, found.place.unit) == (ZENG, SCHOOL.unit)
        assert reader.find_by_id(ZENG.id_no, AsOf(date(2025, 1, 1))) == ()
        assert reader.known_person(WANG.id_no) == WANG.person
        assert set(reader.known_numbers()) == {LI.id_no, WANG.id_no, ZENG.id_no}


def names(register: Register, query: PeopleQuery, when: AsOf = NOW) -> list[str]:
    with register.reading() as reader:
        found = [one.person.name for one in reader.people(query, when, 0, 50)]
        assert reader.count_people(query, when) == len(found)
    return found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["李建国", "王小明", "曾小红"]),
        ("  ", ["李建国", "王小明", "曾小红"]),
        ("王", ["王小明"]),
        ("小", ["王小明", "曾小红"]),
        ("小红", ["曾小红"]),
        ("国", ["李建国"]),
        ("王 小明", ["王小明"]),
        ("wxm", ["王小明"]),
        ("WX", ["王小明"]),
        ("ljg", ["李建国"]),
        ("zx", ["曾小红"]),
        ("cxh", ["曾小红"]),
        (LI.id_no, ["李建国"]),
        (LI.id_no[-4:], ["李建国"]),
        (LI.id_no[5:13], ["李建国"]),
        (LI.id_no.lower(), ["李建国"]),
        ("99", ["李建国", "王小明", "曾小红"]),
        ("62992", ["李建国", "王小明", "曾小红"]),
        ("%", []),
        ("_", []),
        ("*", []),
        ('"', []),
        ("小%", []),
        ("62*", []),
        ("' OR 1=1 --", []),
        ("NEAR(6 2)", []),
        ("\ud800王", ["王小明"]),
        ("赵", []),
    ],
)
def test_people_are_found_by_what_is_typed(
    register: Register, typed: str, expected: list[str]
) -> None:
    staff(register)
    assert names(register, PeopleQuery(typed)) == expected


@pytest.mark.parametrize("typed", ["买买提·艾力", "买买提艾力", "买买提•艾", "艾力", "mmtal"])
def test_a_name_with_a_middle_dot_is_found_however_it_is_typed(
    register: Register, typed: str
) -> None:
    named = person(7, "买买提·艾力")
    fill(register, BUREAU, named, place(named, BUREAU))
    assert names(register, PeopleQuery(typed)) == ["买买提·艾力"]


def test_people_are_narrowed_to_units_and_quota_types(register: Register) -> None:
    staff(register)
    assert names(register, PeopleQuery(unit=BUREAU.unit)) == ["李建国", "王小明"]
    assert names(register, PeopleQuery(unit=CLINIC.unit)) == []
    assert names(register, PeopleQuery(unit=CLINIC.unit, with_subordinates=True)) == [
        "李建国",
        "王小明",
        "曾小红",
    ]
    assert names(register, PeopleQuery("小", unit=BUREAU.unit, with_subordinates=True)) == [
        "王小明",
        "曾小红",
    ]
    assert names(register, PeopleQuery(quota_type="事业编制")) == ["曾小红"]


def test_units_that_supervise_each_other_end_the_search(register: Register) -> None:
    one, other = unit(1, supervisor="6299250002"), unit(2, supervisor="6299250001")
    fill(register, one, other, LI, place(LI, other))
    assert names(register, PeopleQuery(unit=one.unit, with_subordinates=True)) == ["李建国"]


def test_people_come_in_blocks_of_any_order(register: Register) -> None:
    staff(register)
    with register.reading() as reader:
        whole = reader.people(PeopleQuery(), NOW, 0, 50)
        assert reader.people(PeopleQuery(), NOW, 1, 1) == whole[1:2]
        assert reader.people(PeopleQuery(descending=True), NOW, 0, 9) == whole[::-1]
        for order in ("name", "id_no", "birth", "quota_type"):
            found = reader.people(PeopleQuery(order=order), NOW, 0, 9)
            back = reader.people(PeopleQuery(order=order, descending=True), NOW, 0, 9)
            assert set(found) == set(whole)
            assert back == found[::-1]


def test_what_was_known_then_is_still_told(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        before = writer.last_change()
        corrected = replace(WANG, name="王晓明", id_no=id_number(20))
        put(writer, Person, WANG.person, Period(BEGIN), corrected)
    past = AsOf(NOW.day, before)
    assert names(register, PeopleQuery("王小明")) == []
    assert names(register, PeopleQuery("王晓明")) == ["王晓明"]
    assert names(register, PeopleQuery("王小明"), past) == ["王小明"]
    with register.reading() as reader:
        assert reader.known_person(WANG.id_no) is None
        assert set(reader.known_numbers()) == {LI.id_no, corrected.id_no, ZENG.id_no}
        assert reader.find_by_id(WANG.id_no, past)[0].person == WANG
        assert reader.units(past) == reader.units(NOW)
        assert list(reader.staffing(past)) == list(reader.staffing(NOW))
        assert [one.members for one in reader.dossiers(past)][1][1].person == WANG


def test_a_person_who_left_is_in_no_list_but_still_known(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        put(writer, Occupancy, LI.person, Period(date(2026, 5, 1)), None)
    assert "李建国" not in names(register, PeopleQuery())
    assert "李建国" in names(register, PeopleQuery(), AsOf(date(2026, 4, 30)))
    with register.reading() as reader:
        assert reader.known_person(LI.id_no) == LI.person
        assert LI.id_no in set(reader.known_numbers())
        (version,) = reader.versions(Occupancy, LI.person)
    assert version.valid == Period(BEGIN, date(2026, 5, 1))


def test_versions_of_a_composed_key(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        put(writer, Quota, (BUREAU.unit, CIVIL), Period(date(2026, 3, 1)), quota(BUREAU, 4))
    with register.reading() as reader:
        versions = reader.versions(Quota, (BUREAU.unit, CIVIL))
        everything = list(reader.all_versions(Quota))
    assert [version.content for version in versions] == [
        quota(BUREAU, 3, reserved=1),
        quota(BUREAU, 4),
    ]
    assert len(everything) == 4
    keys = [(v.content.unit, v.content.quota_type, v.valid.start) for v in everything]
    assert keys == sorted(keys)


def test_a_splice_of_versions_no_longer_known_is_refused(register: Register) -> None:
    staff(register)
    with register.reading() as reader:
        seen = reader.versions(Person, LI.person)
    with register.writing(CLERK) as writer:
        put(writer, Person, LI.person, Period(BEGIN), replace(LI, nation="汉族"))
    stale = splice(seen, Period(BEGIN), replace(LI, nation="回族"))
    unseen = splice((), Period(BEGIN), replace(LI, nation="回族"))
    for made in (stale, unseen):
        with pytest.raises(Refusal) as caught, register.writing(CLERK) as writer:
            writer.apply(Person, made, writer.record(change()))
        assert refused(caught) == "register.stale"
    with register.reading() as reader:
        (version,) = reader.versions(Person, LI.person)
    assert version.content == replace(LI, nation="汉族")


def test_adding_what_is_held_is_refused_and_changes_nothing(register: Register) -> None:
    staff(register)
    with pytest.raises(Refusal) as caught:
        fill(register, person(9), LI)
    assert refused(caught) == "register.overlap"
    with register.reading() as reader:
        assert len(list(reader.all_versions(Person))) == 3
        assert reader.last_change() == 1


def test_numbers_are_given_once(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        given = [writer.next_unit(), writer.next_unit()]
        assert given == ["6299250004", "6299250005"]
        assert [writer.next_person(), writer.next_person()] == [4, 5]
        assert writer.next_organ(BUREAU.unit) == "6299250002-03"
        assert writer.next_organ(CLINIC.unit) == "6299250001-01"
        writer.add([unit(6), person(6)], BEGIN, writer.record(change()))
        assert writer.next_unit() == "6299250007"
        assert writer.next_person() == 7
    with register.writing(CLERK) as writer:
        put(writer, Unit, unit(6).unit, Period(BEGIN), None)
        assert writer.next_unit() == "6299250007"


def test_unit_codes_run_out_with_a_refusal(register: Register) -> None:
    fill(register, unit(9999))
    with pytest.raises(Refusal) as caught, register.writing(CLERK) as writer:
        writer.next_unit()
    assert refused(caught) == "register.unit_codes"
