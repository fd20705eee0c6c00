"""What the register answers about its past: one contract for the disk and for memory."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.case import Case
from domain.dates import Period
from domain.documents import Document
from domain.facts import (
    Departure,
    Fact,
    InnerOrgan,
    LedgerEntry,
    Occupancy,
    Person,
    Quota,
    Unit,
    UnitId,
)
from domain.footprint import Known
from domain.versions import AsOf, splice
from domain.workflow.ports import Register
from tests.fakes.facts import BEGIN, CLERK, change, person, place, quota, unit
from tests.storage.contract import (
    BUREAU,
    LI,
    NOW,
    OTHER,
    SCHOOL,
    WANG,
    ZENG,
    fill,
    put,
    staff,
)

MAY = date(2026, 5, 1)
JULY = date(2026, 7, 1)


def told(found: list[tuple[type[Fact], Known]]) -> list[tuple[str, object, int, int | None]]:
    return [
        (kind.KIND, getattr(one.version.content, kind.KEY[0]), one.since, one.until)
        for kind, one in found
    ]


def test_everything_ever_known_of_a_unit_is_told_with_where_people_went(
    register: Register,
) -> None:
    staff(register)
    gone = Departure(LI.person, BUREAU.unit, "行政编制", "退休", "2026-05")  # type: ignore[arg-type]  # a partial date
    with register.writing(CLERK) as writer:
        put(writer, Occupancy, WANG.person, Period(MAY), place(WANG, SCHOOL))
        put(writer, Occupancy, LI.person, Period(MAY), None)
        put(writer, Departure, LI.person, Period(MAY), gone)
    with register.reading() as reader:
        found = list(reader.ever_of_unit(BUREAU.unit))
    assert told(found) == [
        ("unit", "6299250002", 1, None),
        ("inner_organ", "6299250002-01", 1, None),
        ("inner_organ", "6299250002-02", 1, None),
        ("quota", "6299250002", 1, None),
        ("quota", "6299250002", 1, None),
        ("leader_post", "6299250002", 1, None),
        ("leader_post", "6299250002", 1, None),
        ("ledger_entry", "6299250002", 1, None),
        ("ledger_entry", "6299250002", 1, None),
        ("occupancy", 1, 1, 3),
        ("occupancy", 1, 3, None),
        ("occupancy", 2, 1, 2),
        ("occupancy", 2, 2, None),
        ("occupancy", 2, 2, None),
        ("departure", 1, 4, None),
    ]
    units = {one.version.content.unit for kind, one in found if kind is Occupancy}
    assert units == {BUREAU.unit, SCHOOL.unit}


def test_everything_ever_known_of_a_person_is_told(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        put(writer, Person, WANG.person, Period(BEGIN), replace(WANG, name="王晓明"))
    with register.reading() as reader:
        found = list(reader.ever_of_person(WANG.person))
        assert told(found) == [
            ("person", 2, 1, 2), ("person", 2, 2, None), ("occupancy", 2, 1, None),
        ]  # fmt: skip
        assert list(reader.ever_of_person(person(99).person)) == []
        assert list(reader.ever_of_unit(UnitId("6299259999"))) == []


def test_other_offices_are_no_part_of_the_own_past(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        theirs = splice((), Period(BEGIN), replace(BUREAU, name="别县教育局"))
        writer.apply(Unit, theirs, number, OTHER)
    with register.reading() as reader:
        units = [one for kind, one in reader.ever_of_unit(BUREAU.unit) if kind is Unit]
        assert [one.version.content for one in units] == [BUREAU]
        elsewhere = reader.differing(Unit, AsOf(date(2025, 1, 1)), NOW, OTHER)
        assert [after.name for _, after in elsewhere if after] == ["别县教育局"]


def test_changes_come_back_as_they_were_recorded(register: Register) -> None:
    one = change("人员上编", MAY)
    two = replace(
        one, mode="更正", approved_by="qian", single=True, document="安编办〔2026〕1号",
        summary="更正姓名", at=one.at + timedelta(days=1, microseconds=5),
    )  # fmt: skip
    with register.writing(CLERK) as writer:
        numbers = [writer.record(one), writer.record(two), writer.record(one)]
    with register.reading() as reader:
        assert reader.recorded(numbers[:2]) == {1: one, 2: two}
        assert reader.recorded(()) == {}


def test_a_moment_tells_the_last_change_before_it(register: Register) -> None:
    first = change()
    with register.writing(CLERK) as writer:
        writer.record(first)
        writer.record(replace(first, at=first.at + timedelta(hours=3)))
    at = first.at
    east = at.astimezone().replace(microsecond=0)
    with register.reading() as reader:
        assert reader.last_change_before(at) == 0
        assert reader.last_change_before(east + timedelta(seconds=1)) == 1
        assert reader.last_change_before(at + timedelta(hours=3)) == 1
        assert reader.last_change_before(datetime(2027, 1, 1, tzinfo=UTC)) == 2


def test_people_are_called_as_they_are_known_last(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        put(writer, Person, WANG.person, Period(JULY), replace(WANG, name="王晓明"))
    with register.reading() as reader:
        found = reader.last_known([WANG.person, LI.person])
    assert {number: known.name for number, known in found.items()} == {
        WANG.person: "王晓明", LI.person: "李建国",
    }  # fmt: skip


def test_who_is_not_known_any_more_is_called_as_he_was(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        put(writer, Person, WANG.person, Period(JULY), replace(WANG, name="王晓明"))
        put(writer, Person, WANG.person, Period(date.min), None)
    with register.reading() as reader:
        found = reader.last_known([WANG.person])
    assert found[WANG.person].name == "王晓明"


def test_documents_are_called_by_the_first_title_they_were_cited_with(
    register: Register,
) -> None:
    with register.writing(CLERK) as writer:
        for year, (number, title) in enumerate(
            (("甲〔2026〕1号", "第一次"), ("甲〔2026〕1号", "第二次"), ("乙〔2026〕2号", "")), 2030
        ):
            document = Document(number, title, f"办{year}")
            case = Case(writer.next_case(year), "人员上编", BUREAU.unit, document, MAY)
            writer.save_case(case)
    with register.reading() as reader:
        asked = ["甲〔2026〕1号", "乙〔2026〕2号", "丙〔2026〕3号"]
        assert reader.titles(asked) == {"甲〔2026〕1号": "第一次"}


def test_two_days_differ_by_what_began_ended_and_changed(register: Register) -> None:
    staff(register)
    newcomer = person(4, "赵四")
    with register.writing(CLERK) as writer:
        put(writer, Occupancy, LI.person, Period(MAY), None)
        put(writer, Occupancy, ZENG.person, Period(MAY), place(ZENG, BUREAU))
        put(writer, Person, newcomer.person, Period(MAY), newcomer)
        put(writer, Occupancy, newcomer.person, Period(MAY), place(newcomer, SCHOOL))
        # Gone and back in the same place: the two days say the same.
        put(writer, Occupancy, WANG.person, Period(MAY, date(2026, 5, 9)), None)
    before, after = AsOf(date(2026, 4, 30)), NOW
    with register.reading() as reader:
        found = list(reader.differing(Occupancy, before, after))
        assert list(reader.differing(Unit, before, after)) == []
        back = list(reader.differing(Occupancy, after, before))
    assert [(was and was.unit, became and became.unit) for was, became in found] == [
        (BUREAU.unit, None), (SCHOOL.unit, BUREAU.unit), (None, SCHOOL.unit),
    ]  # fmt: skip
    assert back == [(became, was) for was, became in found]


def test_two_states_of_knowledge_about_one_day_differ_by_what_was_learnt(
    register: Register,
) -> None:
    fill(register, BUREAU, quota(BUREAU, 3))
    with register.writing(CLERK) as writer:
        put(writer, Quota, (BUREAU.unit, "行政编制"), Period(BEGIN), quota(BUREAU, 5))
        put(writer, LedgerEntry, (BUREAU.unit, 1), Period(JULY), None)
    with register.reading() as reader:
        (found,) = reader.differing(Quota, AsOf(NOW.day, 1), AsOf(NOW.day, 2))
        assert [one and one.approved for one in found] == [3, 5]
        (whole,) = reader.differing(Quota, AsOf(NOW.day, 1), NOW)
        assert whole == found
        assert list(reader.differing(Quota, AsOf(NOW.day, 2), NOW)) == []
        nothing = reader.differing(InnerOrgan, AsOf(NOW.day, 0), NOW)
        assert list(nothing) == []
        assert [became for _, became in reader.differing(Unit, AsOf(NOW.day, 0), NOW)] == [BUREAU]


def test_a_fact_that_only_one_day_has_stands_alone(register: Register) -> None:
    later = unit(9, "新局")
    fill(register, BUREAU)
    fill(register, later, start=MAY)
    with register.writing(CLERK) as writer:
        put(writer, Unit, BUREAU.unit, Period(MAY), None)
    with register.reading() as reader:
        found = list(reader.differing(Unit, AsOf(BEGIN), NOW))
    assert found == [(BUREAU, None), (None, later)]


def test_a_move_is_known_by_the_document_that_brought_it(register: Register) -> None:
    staff(register)

    def change_place(document: str, day: date, home: Unit, **others: str) -> None:
        with register.writing(CLERK) as writer:
            number = writer.record(replace(change("人员异动", day), document=document))
            held = place(WANG, home, **others)
            known = writer.versions(Occupancy, WANG.person)
            writer.apply(Occupancy, splice(known, Period(day), held), number)

    change_place("甲〔2026〕1号", MAY, SCHOOL)
    change_place("甲〔2026〕2号", JULY, SCHOOL, grade="一级科员")
    change_place("甲〔2026〕3号", MAY, SCHOOL, grade="二级科员")
    with register.reading() as reader:
        assert reader.moved_by()[WANG.person, MAY] == "甲〔2026〕1号"
        assert {person for person, _ in reader.moved_by()} == {WANG.person}
    change_place("甲〔2026〕4号", MAY, BUREAU)
    change_place("甲〔2026〕5号", MAY, SCHOOL)
    with register.reading() as reader:
        assert reader.moved_by()[WANG.person, MAY] == "甲〔2026〕5号"
