"""Taking units over from a workbook."""

from datetime import date
from pathlib import PurePath

import pytest

from domain.dossier import Dossier
from domain.errors import Cancelled, Refusal
from domain.facts import Quota
from domain.intake.cells import Cell
from domain.outcomes import ImportOutcome
from domain.versions import AsOf
from domain.workflow.import_units import ImportUnits
from tests.domain.intake.sheets import Sheet, sheet
from tests.domain.workflow.office import AUDITOR, CLERK, NOON, Books, Steps, parts, request
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
    assert register.audited == [("import.units", "created=2 updated=0", "")]


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
