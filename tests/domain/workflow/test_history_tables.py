"""The three tables of the past as rows: documents with running values, uses by year, transfers."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case import Case, CaseId
from domain.dates import PartialDate, Period
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import Departure, Fact, LedgerEntry, Occupancy, Quota, Unit
from domain.history_rows import ChronicleRow, TransferRow
from domain.register import TAKEN_OVER
from domain.versions import splice
from domain.workflow.history_tables import HistoryTables
from tests.domain.workflow.office import CLERK
from tests.fakes.facts import BEGIN, CIVIL, change, person, place, quota, unit
from tests.fakes.register import FakeRegister

FIRST, SECOND, LATE = "安编〔2025〕1号", "安编〔2026〕2号", "安编〔2026〕3号"
BUREAU = unit(
    2, "教育局", doc_no=FIRST, approved_on="2025-03-01", funding="全额拨款", duties="教育"
)
SCHOOL = unit(3, "第一中学", supervisor=BUREAU.unit, doc_no="甲1", approved_on="2020")
WANG, LI, ZHAO = person(1, "王小明"), person(2, "李建国"), person(3, "赵四")
MARCH, MAY, NOVEMBER = date(2026, 3, 1), date(2026, 5, 1), date(2026, 11, 21)


def entry(number: int, item: str, delta: int, doc_no: str, on: str) -> LedgerEntry:
    subject = "编制" if item.endswith("编制") else "职数"
    return LedgerEntry(
        BUREAU.unit, number, subject, item, delta, doc_no=doc_no, approved_on=on,  # type: ignore[arg-type]  # a partial date
        summary=f"{item}{delta:+d}",
    )  # fmt: skip


def enter(
    register: FakeRegister, during: Period, *facts: tuple[type[Fact], object, Fact | None],
    mode: str = "变动",
) -> None:  # fmt: skip
    with register.writing(CLERK) as writer:
        number = writer.record(replace(change(effective=during.start), mode=mode))
        for kind, key, content in facts:
            writer.apply(kind, splice(writer.versions(kind, key), during, content), number)


def granted(register: FakeRegister, on: date, told: LedgerEntry) -> None:
    enter(register, Period(on), (LedgerEntry, (told.unit, told.entry), told))


def standing() -> FakeRegister:
    register = FakeRegister()
    with register.writing(CLERK) as writer:
        number = writer.record(replace(change("导入机构"), mode=TAKEN_OVER))
        for fact in (
            BUREAU, SCHOOL, quota(BUREAU, 5),
            entry(1, CIVIL, 5, FIRST, "2025-03-01"),
            entry(2, "正职", 1, FIRST, "2025-03-01"),
            WANG, LI, ZHAO,
            place(WANG, BUREAU, entry_mode="公务员考录"), place(LI, SCHOOL, funding="全额拨款"),
        ):  # fmt: skip
            writer.add([fact], BEGIN, number)
        document = Document(SECOND, "关于增加编制的通知")
        writer.save_case(Case(CaseId("2026-00001"), "机构修改", BUREAU.unit, document, MARCH))
    return register


def chronicle(register: FakeRegister, on: date = NOVEMBER) -> list[ChronicleRow]:
    return list(HistoryTables(register).chronicle(on, BUREAU.unit))


def test_a_chronicle_has_a_row_per_document_with_what_it_came_to() -> None:
    register = standing()
    granted(register, MARCH, entry(3, CIVIL, 2, SECOND, "2026-02-20"))
    granted(register, MARCH, entry(4, "工勤编制", 1, SECOND, "2026-02-20"))
    granted(register, MARCH, entry(5, "副职", 2, LATE, "2026-02-25"))
    granted(register, MAY, entry(6, "工勤编制", -1, "安编〔2026〕9号", ""))
    rows = chronicle(register)
    assert [(row.doc_no, row.issued_on, row.title) for row in rows] == [
        (FIRST, "2025-03-01", ""), (SECOND, "2026-02-20", "关于增加编制的通知"),
        (LATE, "2026-02-25", ""), ("安编〔2026〕9号", "2026-05-01", ""),
    ]  # fmt: skip
    assert [(dict(row.places), dict(row.posts)) for row in rows] == [
        ({CIVIL: 5}, {"正职": 1}),
        ({CIVIL: 7, "工勤编制": 1}, {"正职": 1}),
        ({CIVIL: 7, "工勤编制": 1}, {"正职": 1, "副职": 2}),
        ({CIVIL: 7}, {"正职": 1, "副职": 2}),
    ]
    assert rows[1].summary == "行政编制+2；工勤编制+1"
    assert chronicle(register, MARCH) == rows[:3]


def test_a_unit_s_own_change_without_an_entry_is_a_row_under_its_document() -> None:
    register = standing()
    day = PartialDate("2026-02-20")
    renamed = replace(BUREAU, name="教育和体育局", doc_no=SECOND, approved_on=day)
    enter(register, Period(MARCH), (Unit, BUREAU.unit, renamed))
    enter(register, Period(MAY), (Unit, BUREAU.unit, replace(renamed, funding="差额拨款")))
    enter(
        register,
        Period(NOVEMBER),
        (Unit, BUREAU.unit, replace(renamed, funding="差额拨款", head="甲")),
    )
    rows = chronicle(register)
    assert [(row.unit.name, row.unit.funding, row.doc_no, row.issued_on) for row in rows] == [
        ("教育局", "全额拨款", FIRST, "2025-03-01"),
        ("教育和体育局", "全额拨款", SECOND, "2026-02-20"),
        ("教育和体育局", "差额拨款", "", "2026-05-01"),
    ]
    assert [dict(row.places) for row in rows] == [{CIVIL: 5}] * 3


def test_what_an_entry_does_not_hold_for_any_more_is_not_counted() -> None:
    register = standing()
    granted(register, MARCH, entry(3, CIVIL, 2, SECOND, "2026-02-20"))
    enter(register, Period(MAY), (LedgerEntry, (BUREAU.unit, 3), None))
    granted(register, NOVEMBER, entry(7, CIVIL, 1, LATE, "2026-11-20"))
    assert [dict(row.places) for row in chronicle(register)] == [{CIVIL: 5}, {CIVIL: 7}, {CIVIL: 6}]


def test_entries_of_days_without_the_unit_make_no_row() -> None:
    register = standing()
    enter(register, Period(MAY), (Unit, BUREAU.unit, None))
    granted(register, NOVEMBER, entry(7, CIVIL, -5, LATE, "2026-11-20"))
    assert [row.doc_no for row in chronicle(register)] == [FIRST]


def test_all_units_come_in_ledger_order_with_who_supervises_them() -> None:
    register = standing()
    later = unit(1, "新局")
    enter(register, Period(NOVEMBER), (Unit, later.unit, later))
    tables = HistoryTables(register)
    assert [(row.unit.name, row.supervisor) for row in tables.chronicle(MAY)] == [
        ("教育局", ""), ("第一中学", "教育局"),
    ]  # fmt: skip
    assert next(row.unit.name for row in tables.chronicle(NOVEMBER)) == "新局"
    assert tables.began() == BEGIN


def test_the_basics_tell_counts_in_the_county_s_order_and_the_use_of_each_year() -> None:
    register = standing()
    enter(register, Period(BEGIN), (Quota, (BUREAU.unit, "工勤编制"), quota(BUREAU, 1, "工勤编制")))
    enter(
        register, Period(MARCH), (Occupancy, ZHAO.person, place(ZHAO, BUREAU)),
        (Occupancy, LI.person, place(LI, BUREAU)),
    )  # fmt: skip
    enter(register, Period(MAY), (Occupancy, ZHAO.person, None))
    tables = HistoryTables(register, ("工勤编制", CIVIL))
    bureau, school = tables.basics(NOVEMBER)
    assert list(bureau.staffing.types) == ["工勤编制", CIVIL]
    assert (bureau.staffing.types[CIVIL].approved, bureau.staffing.types[CIVIL].actual) == (5, 2)
    assert (dict(bureau.used), dict(school.used)) == ({2026: 2}, {})
    assert school.supervisor == "教育局"
    assert [row.staffing.unit for row in tables.basics(NOVEMBER, SCHOOL.unit)] == [SCHOOL]
    assert dict(next(tables.basics(BEGIN)).used) == {}


def transfers(
    register: FakeRegister, year: int = 2026, on: date = NOVEMBER, of: Unit | None = None
) -> tuple[TransferRow, ...]:
    return HistoryTables(register).transfers(on, year, of.unit if of else None)


def test_transfers_tell_who_came_left_and_was_moved() -> None:
    register = standing()
    gone = Departure(WANG.person, BUREAU.unit, CIVIL, "退休", "2026-05", SECOND, "退休人员管理处")  # type: ignore[arg-type]  # a partial date
    come = place(
        ZHAO, BUREAU, entry_mode="调任", entry_source="外县", quota_doc=FIRST, funding="全额拨款"
    )
    moved = place(LI, BUREAU, quota_doc=LATE, funding="全额拨款")
    enter(register, Period(MARCH), (Occupancy, LI.person, moved))
    enter(
        register, Period(MAY),
        (Occupancy, WANG.person, None), (Departure, WANG.person, gone),
    )  # fmt: skip
    enter(register, Period(date(2026, 2, 1)), (Occupancy, ZHAO.person, come))
    rows = transfers(register)
    assert [
        (row.name, row.to_unit, row.from_unit, row.funding, row.doc_no, row.kind) for row in rows
    ] == [
        ("赵四", "教育局", "外县", "全额拨款", FIRST, "调任"),
        ("李建国", "教育局", "第一中学", "全额拨款", LATE, "调动"),
        ("王小明", "退休人员管理处", "教育局", "", SECOND, "退休"),
    ]
    assert [row.name for row in transfers(register, of=SCHOOL)] == ["李建国"]
    assert [row.name for row in transfers(register, on=date(2026, 2, 9))] == ["赵四"]
    assert transfers(register, 2027) == ()


def test_who_was_taken_over_has_not_come_and_a_place_ended_without_a_departure_is_told() -> None:
    register = standing()
    enter(register, Period(MARCH), (Occupancy, ZHAO.person, place(ZHAO, SCHOOL)), mode=TAKEN_OVER)
    enter(register, Period(MAY), (Occupancy, ZHAO.person, None))
    (row,) = transfers(register)
    assert (row.day, row.kind, row.to_unit, row.from_unit) == (MAY, "减少", "", "第一中学")


def test_units_that_are_not_held_are_called_by_their_codes() -> None:
    register = standing()
    lost = unit(99)
    enter(register, Period(MARCH), (Occupancy, WANG.person, place(WANG, lost)))
    enter(register, Period(MAY), (Occupancy, WANG.person, None))
    assert [(row.to_unit, row.from_unit) for row in transfers(register)] == [
        (lost.unit, "教育局"), ("", lost.unit),
    ]  # fmt: skip


def test_a_day_before_the_register_is_answered_with_its_beginning() -> None:
    tables = HistoryTables(standing())
    early = date(2025, 12, 31)
    for ask in (
        lambda: list(tables.chronicle(early)),
        lambda: list(tables.basics(early)),
        lambda: tables.transfers(early, 2026),
        lambda: tables.transfers(NOVEMBER, 2025),
    ):
        with pytest.raises(Refusal) as caught:
            ask()
        assert (caught.value.code, caught.value.facts["began"]) == ("register.not_begun", BEGIN)


def test_a_move_is_told_with_its_own_document_and_the_names_of_its_day() -> None:
    register = standing()
    come = place(WANG, BUREAU, entry_mode="公务员考录", quota_doc=FIRST)
    enter(register, Period(BEGIN), (Occupancy, WANG.person, come))
    with register.writing(CLERK) as writer:
        number = writer.record(replace(change("人员异动", MARCH), document=SECOND))
        moved = splice(
            writer.versions(Occupancy, WANG.person), Period(MARCH), replace(come, unit=SCHOOL.unit)
        )
        writer.apply(Occupancy, moved, number)
    enter(register, Period(MAY), (Unit, BUREAU.unit, replace(BUREAU, name="教体局")))
    (row,) = transfers(register)
    assert (row.from_unit, row.to_unit, row.doc_no, row.kind) == (
        "教育局", "第一中学", SECOND, "调动",
    )  # fmt: skip
