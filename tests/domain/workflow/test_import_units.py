"""Taking units over from a workbook."""

from dataclasses import replace
from datetime import date
from pathlib import PurePath

import pytest

from domain.dates import Period
from domain.dossier import Dossier
from domain.errors import Cancelled, Refusal
from domain.facts import OfficeCode, Quota, Unit
from domain.intake.cells import Cell
from domain.outcomes import ImportOutcome
from domain.register import Office
from domain.versions import AsOf, splice
from domain.workflow.import_units import ImportUnits
from tests.domain.intake.sheets import Sheet, sheet
from tests.domain.workflow.office import (
    AUDITOR,
    CLERK,
    NOON,
    Books,
    Steps,
    parts,
    register_of,
    request,
)
from tests.fakes.facts import change, unit
from tests.fakes.register import FakeRegister

FIELDS = ("name", "supervisor", "rank", "doc_no", "approved_on", "quota:行政编制", "post:正职")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("安澜县教育局", None, "正科级", "安编委发[2020]3号", "2020-06-01", 5, 1),
    ("安澜县第一中学", "县教育局", "股级", "", "", 3, None),
)
DAY = date(2026, 10, 31)
OUT = PurePath("out.xlsx")


def units(*rows: tuple[Cell, ...], fields: tuple[str, ...] = FIELDS) -> Sheet:
    return sheet(fields, *(rows or ROWS), layout="units", stated_day=DAY, unknown=("附件",))


def organs(*rows: tuple[Cell, ...]) -> Sheet:
    return sheet(("unit", "name", "chiefs"), *rows, layout="inner_organs")


def take(register: FakeRegister, *sheets: Sheet, **changes: object) -> tuple[ImportOutcome, Books]:
    made, books = parts(register, *sheets)
    return ImportUnits(made)(CLERK, request(**changes), Steps()), books


def dossiers(register: FakeRegister) -> list[Dossier]:
    with register.reading() as reader:
        return list(reader.dossiers(AsOf(NOON.date())))


def test_units_go_in_with_places_posts_ledger_and_organs() -> None:
    register = FakeRegister()
    outcome, _ = take(register, units(), organs(("县教育局", "办公室", 1), ("没有的局", "股", 1)))
    assert (outcome.read, outcome.created, outcome.inner_created) == (2, 2, 1)
    assert (outcome.effective, outcome.unknown_columns) == (DAY, ("附件",))
    assert [complaint.code for complaint in outcome.rejected] == ["unit.unknown"]
    bureau, school = dossiers(register)
    assert (bureau.unit.unit, bureau.unit.doc_no) == ("6299250001", "安编委发〔2020〕3号")
    assert (bureau.quotas[0].approved, bureau.posts[0].approved) == (5, 1)
    assert [(entry.item, entry.delta) for entry in bureau.ledger] == [("行政编制", 5), ("正职", 1)]
    assert bureau.organs[0].organ == "6299250001-01"
    assert school.unit.supervisor == bureau.unit.unit
    assert register.audited == [("import.units", "新增 2，更新 0", "")]


def test_the_same_file_again_changes_nothing() -> None:
    register = FakeRegister()
    sheets = (units(), organs(("县教育局", "办公室", 1)))
    take(register, *sheets)
    outcome, _ = take(register, *sheets)
    assert (outcome.created, outcome.unchanged, outcome.inner_created) == (0, 2, 0)
    assert len(register.audited) == 1


def test_a_later_file_completes_but_does_not_restructure() -> None:
    register = FakeRegister()
    take(register, units(), organs(("县教育局", "办公室", 1)))
    again = units(
        ("安澜县教育局", "", "正科级", "", "", 5, 1, "安澜路1号"),
        ("安澜县第一中学", "", "副科级", "", "", 9, None, ""),
        fields=(*FIELDS, "address"),
    )
    outcome, _ = take(register, again, organs(("县教育局", "办公室", 2)))
    assert (outcome.updated, outcome.unchanged) == (1, 0)
    (complaint,) = outcome.rejected
    assert complaint.code == "unit.key.changed"
    assert "rank、行政编制" in complaint.text
    bureau, school = dossiers(register)
    assert (bureau.unit.address, bureau.organs[0].chiefs) == ("安澜路1号", 2)
    assert (school.unit.rank, school.quotas[0].approved) == ("股级", 3)


def test_an_unknown_supervisor_is_a_warning_and_unsound_rows_go_back() -> None:
    register = FakeRegister()
    sheets = units(("甲", "某某委", "", "", "", 1, ""), ("", "", "", "", "", "", ""))
    outcome, books = take(register, sheets, returned=OUT)
    assert [complaint.code for complaint in outcome.warnings] == ["unit.supervisor"]
    assert [complaint.code for complaint in outcome.rejected] == ["field.missing"]
    ((out, rejected, warnings),) = books.returned
    assert out == outcome.returned == OUT
    assert (rejected, warnings) == (list(outcome.rejected), list(outcome.warnings))
    assert dossiers(register)[0].unit.supervisor == ""


def test_codes_of_the_sheet_are_kept_and_found_again() -> None:
    register = FakeRegister()
    fields = ("code", "name", "quota:行政编制")
    take(register, units(("6299250007", "安澜县教育局", 5), fields=fields))
    outcome, _ = take(
        register, units(("6299250007", "安澜县教育局", 5), ("", "乙", 1), fields=fields)
    )
    assert (outcome.created, outcome.unchanged) == (1, 1)
    assert [d.unit.unit for d in dossiers(register)] == ["6299250007", "6299250008"]


def test_a_dry_run_tells_everything_and_keeps_nothing() -> None:
    register = FakeRegister()
    outcome, _ = take(register, units(), dry_run=True)
    assert (outcome.created, outcome.dry_run) == (2, True)
    assert dossiers(register) == []


def test_the_register_does_not_reach_back_before_its_beginning() -> None:
    register = FakeRegister()
    take(register, units())
    with pytest.raises(Refusal) as refused:
        take(register, units(), effective=date(2026, 10, 1))
    assert refused.value.code == "register.before_start"


def test_only_who_may_import_imports_and_giving_up_keeps_nothing() -> None:
    register = FakeRegister()
    made, _ = parts(register, units(*[(f"第{n}中心", *[None] * 6) for n in range(501)]))
    with pytest.raises(Refusal) as refused:
        ImportUnits(made)(AUDITOR, request(), Steps())
    assert refused.value.code == "role.denied"
    with pytest.raises(Cancelled):
        ImportUnits(made)(CLERK, request(), Steps(until=500))
    assert dossiers(register) == []


def test_a_change_cites_its_document() -> None:
    register = FakeRegister()
    take(register, units(), document="安编委发〔2020〕3号")
    with register.reading() as reader:
        assert reader.state.changes[0].document == "安编委发〔2020〕3号"
        assert reader.state.changes[0].mode == "接管"
        assert len(list(reader.all_versions(Quota))) == 2


CODED = ("code", "name", "quota:行政编制")
BUREAU: tuple[Cell, ...] = ("", "安澜县教育局", 5)
WATER: tuple[Cell, ...] = ("", "安澜县水务局", 2)


def codes(outcome: ImportOutcome) -> list[tuple[int, str]]:
    return [(complaint.row, complaint.code) for complaint in outcome.rejected]


def held(register: FakeRegister) -> list[tuple[str, str]]:
    with register.reading() as reader:
        return [(v.content.unit, v.content.name) for v in reader.all_versions(Unit)]


def test_a_unit_that_begins_later_is_not_created_again_at_an_earlier_day() -> None:
    register = FakeRegister()
    take(register, units(BUREAU, fields=CODED), effective=date(2026, 1, 1))
    take(register, units(BUREAU, WATER, fields=CODED), effective=date(2026, 6, 1))
    earlier = (BUREAU, WATER, ("6299250002", "安澜县水利局", 2))
    outcome, _ = take(register, units(*earlier, fields=CODED), effective=date(2026, 3, 1))
    assert (outcome.created, outcome.unchanged) == (0, 1)
    assert codes(outcome) == [(6, "unit.later"), (7, "unit.later")]
    assert "自 2026-06-01 起" in outcome.rejected[0].text
    assert held(register) == [("6299250001", "安澜县教育局"), ("6299250002", "安澜县水务局")]


def test_the_code_of_a_unit_that_has_ended_is_not_given_again_but_its_name_is_free() -> None:
    register = register_of(unit(1, "安澜县旧局"), unit(2, "安澜县教育局"))
    with register.writing(CLERK) as writer:
        ended = splice(writer.versions(Unit, "6299250001"), Period(date(2026, 5, 1)), None)
        writer.apply(Unit, ended, writer.record(change()))
    rows = (("6299250001", "安澜县新局", 1), ("", "安澜县旧局", 1))
    outcome, _ = take(register, units(*rows, fields=CODED))
    assert codes(outcome) == [(5, "unit.ended")]
    assert ("6299250003", "安澜县旧局") in held(register)


def test_one_name_or_code_on_two_sheets_sends_every_row_concerned_back() -> None:
    register = FakeRegister()
    one = units(BUREAU, ("9", "安澜县甲局", 1), WATER, fields=CODED)
    two = replace(units(BUREAU, ("9", "安澜县乙局", 1), fields=CODED), sheet="下属单位")
    outcome, _ = take(register, one, two)
    assert (outcome.read, outcome.created) == (5, 1)
    assert [(c.sheet, c.row, c.code) for c in outcome.rejected] == [
        ("Sheet1", 5, "unit.duplicate"),
        ("Sheet1", 6, "unit.code.duplicate"),
        ("下属单位", 5, "unit.duplicate"),
        ("下属单位", 6, "unit.code.duplicate"),
    ]
    assert [name for _, name in held(register)] == ["安澜县水务局"]


def test_codes_stated_later_do_not_create_units_again() -> None:
    register = FakeRegister()
    take(register, units(BUREAU, fields=CODED))
    outcome, _ = take(register, units(("001", "安澜县教育局", 5), fields=CODED))
    assert (outcome.created, outcome.unchanged) == (0, 1)
    (warning,) = outcome.warnings
    assert warning.code == "unit.code.differs"
    assert "编码是 6299250001，表中填写的是 001" in warning.text
    assert held(register) == [("6299250001", "安澜县教育局")]


def test_a_code_of_its_own_tells_a_unit_from_another_of_that_other_name() -> None:
    register = register_of(unit(1, "安澜县教育局", other_names="安澜县体育局"))
    outcome, _ = take(register, units(("001", "安澜县体育局", 5), fields=CODED))
    assert (outcome.created, outcome.rejected) == (1, ())
    assert ("001", "安澜县体育局") in held(register)


def test_a_given_code_never_meets_one_that_the_file_states() -> None:
    register = FakeRegister()
    unsound = ("6299250002", "安澜县财政局", "许多")
    rows = (BUREAU, ("6299250001", "安澜县水务局", 2), unsound)
    outcome, _ = take(register, units(*rows, fields=CODED))
    assert (outcome.created, codes(outcome)) == (2, [(7, "number.invalid")])
    assert held(register) == [("6299250001", "安澜县水务局"), ("6299250003", "安澜县教育局")]


def test_a_written_zero_contradicts_approved_places_and_an_empty_cell_does_not() -> None:
    register = FakeRegister()
    fields = ("name", "quota:行政编制", "post:正职", "quota:工勤编制")
    take(register, units(("安澜县教育局", 5, 1, 0), fields=fields))
    outcome, _ = take(register, units(("安澜县教育局", None, " ", 0), fields=fields))
    assert (outcome.unchanged, outcome.rejected) == (1, ())
    outcome, _ = take(register, units(("安澜县教育局", 0, "0", None), fields=fields))
    assert codes(outcome) == [(5, "unit.key.changed")]
    assert "行政编制、正职" in outcome.rejected[0].text
    with register.reading() as reader:
        assert [v.content.quota_type for v in reader.all_versions(Quota)] == ["行政编制"]


def test_a_city_takes_over_its_own_units_whatever_its_counties_hold() -> None:
    county = FakeRegister(Office(OfficeCode("629926"), "甲县委编办", "county"))
    take(county, units(BUREAU, fields=CODED))
    city = FakeRegister(Office(OfficeCode("6299"), "安河市委编办", "city"))
    with city.writing(CLERK) as writer, county.reading() as sent:
        writer.replace_office(OfficeCode("629926"), sent.stated(sent.own), writer.record(change()))
    outcome, _ = take(city, units(BUREAU, fields=CODED))
    assert (outcome.created, outcome.rejected) == (1, ())
    assert held(city) == [("62990001", "安澜县教育局")]
