"""Taking people over from a roster."""

from dataclasses import replace
from datetime import date
from pathlib import PurePath

import pytest

from domain.dates import PartialDate, Period
from domain.dossier import Member
from domain.errors import Cancelled, Refusal
from domain.facts import Departure, Occupancy
from domain.intake.cells import Cell
from domain.outcomes import ImportOutcome
from domain.versions import AsOf, Splice
from domain.workflow.import_persons import ImportPersons
from tests.domain.intake.sheets import Sheet, sheet
from tests.domain.workflow.office import CLERK, NOON, Books, Steps, parts, register_of, request
from tests.fakes.facts import change, id_number, person, place, quota, unit
from tests.fakes.register import FakeRegister

BUREAU = unit(1, "安澜县教育局")
FIELDS = ("unit", "name", "id_no", "quota_type", "work_start", "education")
ZHANG: tuple[Cell, ...] = ("县教育局", "张三", id_number(35), "行政", "2019.08", "")
LI: tuple[Cell, ...] = ("县教育局", "李四", id_number(36), "行政", "", "本科")


def roster(*rows: tuple[Cell, ...]) -> Sheet:
    return sheet(FIELDS, *rows)


@pytest.fixture
def register() -> FakeRegister:
    return register_of(BUREAU, quota(BUREAU, 5))


def take(register: FakeRegister, *sheets: Sheet, **changes: object) -> tuple[ImportOutcome, Books]:
    made, books = parts(register, *sheets)
    return ImportPersons(made)(CLERK, request(**changes), Steps()), books


def members(register: FakeRegister) -> dict[str, Member]:
    with register.reading() as reader:
        return {member.person.name: member for member in reader.members(AsOf(NOON.date()))}


def test_people_go_in_each_with_a_number_and_a_place(register: FakeRegister) -> None:
    outcome, _ = take(register, roster(ZHANG, LI))
    assert (outcome.read, outcome.created, outcome.effective) == (2, 2, NOON.date())
    held = members(register)
    assert {member.person.person for member in held.values()} == {1, 2}
    assert held["李四"].place.unit == BUREAU.unit
    assert held["李四"].person.education == "大学本科"
    assert register.audited == [("import.persons", "新增 2，更新 0", "")]


def test_what_comes_before_the_writing_sees_all_rows_judged_and_nothing_entered(
    register: FakeRegister,
) -> None:
    made, books = parts(register, roster(ZHANG, ("某局", *LI[1:])))
    seen: list[tuple[int, int]] = []

    def before() -> None:
        seen.append((len(members(register)), len(books.returned)))

    act = ImportPersons(made)
    returned = PurePath("out.xlsx")
    act(CLERK, request(returned=returned, dry_run=True), Steps(), before)
    assert seen == []
    act(CLERK, request(returned=returned), Steps(), before)
    assert seen == [(0, 2)]
    act(CLERK, request(returned=returned), Steps(), before)
    assert len(seen) == 1
    assert list(members(register)) == ["张三"]


def test_giving_up_before_the_writing_enters_nothing(register: FakeRegister) -> None:
    made, _ = parts(register, roster(ZHANG))

    def stopped() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ImportPersons(made)(CLERK, request(), Steps(), stopped)
    assert members(register) == {}


def test_the_same_file_again_changes_nothing(register: FakeRegister) -> None:
    take(register, roster(ZHANG, LI))
    outcome, _ = take(register, roster(ZHANG, LI))
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 2)
    assert len(register.audited) == 1


def test_a_mended_file_completes_and_key_fields_stay(register: FakeRegister) -> None:
    take(register, roster(ZHANG, LI), effective=date(2026, 10, 31))
    fuller = (*ZHANG[:5], "大专")
    renamed = ("县教育局", "李斯", *LI[2:])
    outcome, books = take(register, roster(fuller, renamed), returned=PurePath("out.xlsx"))
    assert (outcome.updated, outcome.unchanged) == (1, 0)
    assert [complaint.code for complaint in outcome.rejected] == ["person.key.changed"]
    assert books.returned[0][0] == PurePath("out.xlsx")
    assert members(register)["张三"].person.education == "大学专科"


def test_unsound_rows_go_back_and_doubtful_ones_go_in_with_a_warning(
    register: FakeRegister,
) -> None:
    fields = (*FIELDS, "birth")
    bad = ("某某局", *LI[1:], "")
    doubtful = (*ZHANG, "1995.11")
    outcome, _ = take(register, sheet(fields, bad, doubtful))
    assert [complaint.code for complaint in outcome.rejected] == ["unit.unknown"]
    assert [complaint.code for complaint in outcome.warnings] == ["person.id.birth"]
    assert list(members(register)) == ["张三"]


def test_one_number_on_two_sheets_sends_every_row_concerned_back(register: FakeRegister) -> None:
    other = replace(roster(LI, ("县教育局", "章三", *ZHANG[2:])), sheet="下属单位")
    outcome, _ = take(register, roster(ZHANG), other)
    assert (outcome.read, outcome.created) == (3, 1)
    assert list(members(register)) == ["李四"]
    assert [(c.sheet, c.row, c.code) for c in outcome.rejected] == [
        ("Sheet1", 5, "person.id.duplicate"),
        ("下属单位", 6, "person.id.duplicate"),
    ]
    assert "与第 （下属单位）6 行相同" in outcome.rejected[0].text
    assert "与第 （Sheet1）5 行相同" in outcome.rejected[1].text


def test_who_has_left_comes_back_by_a_case_only() -> None:
    gone = person(7, "张三", id_number(35))
    left = Departure(gone.person, BUREAU.unit, "行政编制", "调出", PartialDate("2026-02-01"))
    register = register_of(BUREAU, quota(BUREAU, 5), gone, left)
    outcome, _ = take(register, roster(ZHANG))
    assert [complaint.code for complaint in outcome.rejected] == ["person.departed"]


def test_who_holds_a_place_from_a_later_day_on_is_not_taken_over_before(
    register: FakeRegister,
) -> None:
    take(register, roster(ZHANG, LI), effective=date(2026, 11, 10))
    outcome, _ = take(register, roster(ZHANG), effective=date(2026, 10, 31))
    (complaint,) = outcome.rejected
    assert complaint.code == "person.later"
    assert "自 2026-11-10 起才在“安澜县教育局”占编，不能用 2026-10-31 的表导入" in complaint.text
    assert outcome.created == 0


def test_who_left_and_comes_back_later_is_not_there_in_between() -> None:
    first = place(person(7, "张三", id_number(35)), BUREAU)
    register = register_of(BUREAU, quota(BUREAU, 5), person(7, "张三", id_number(35)))
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        for start, end in ((date(2026, 1, 1), date(2026, 2, 1)), (date(2026, 11, 1), None)):
            writer.apply(Occupancy, Splice((), ((Period(start, end), first),)), number)
    for day, code in ((date(2026, 3, 1), "person.later"), (date(2026, 11, 1), "")):
        outcome, _ = take(register, roster(ZHANG), effective=day)
        assert [complaint.code for complaint in outcome.rejected] == [code] * bool(code)


def test_days_before_the_register_and_days_to_come_are_refused(register: FakeRegister) -> None:
    for day, code in (
        (date(2025, 12, 31), "register.before_start"),
        (date(2026, 11, 22), "import.future"),
    ):
        with pytest.raises(Refusal) as refused:
            take(register, roster(ZHANG), effective=day)
        assert refused.value.code == code
    assert members(register) == {}
