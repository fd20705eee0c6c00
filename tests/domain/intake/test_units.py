"""Rows of a table of units, and of their inner organs."""

from domain.facts import InnerOrgan, OrganId, UnitId
from domain.intake.cells import Cell
from domain.intake.persons import Unsound
from domain.intake.unit_names import UnitNames
from domain.intake.units import StatedOrgan, StatedUnit, read_organs, read_units
from tests.domain.intake.sheets import sheet
from tests.fakes.dossiers import county
from tests.fakes.facts import unit

COUNTY = county()
FIELDS = ("name", "kind", "supervisor", "uscc", "quota:行政", "quota:工勤编制", "post:正职")
SOUND: tuple[Cell, ...] = (
    "　安澜县 教育局", "行政机关", "县政府", "116299251K6FMHDQ7M", 12.0, None, 1,
)  # fmt: skip


def read(fields: tuple[str, ...], *rows: tuple[Cell, ...]) -> list[StatedUnit | Unsound]:
    return list(read_units(sheet(fields, *rows), COUNTY))


def codes(results: list[StatedUnit | Unsound]) -> list[list[tuple[str, str]]]:
    return [
        [(name, fault.code) for name, fault in result.faults] if isinstance(result, Unsound) else []
        for result in results
    ]


def test_a_sound_row_is_a_unit_with_places_and_posts() -> None:
    (stated,) = read(FIELDS, SOUND)
    assert isinstance(stated, StatedUnit)
    assert (stated.unit.name, stated.unit.kind, stated.supervisor) == (
        "安澜县教育局", "行政机构", "县政府",
    )  # fmt: skip
    assert (stated.quotas, stated.posts) == ({"行政编制": 12}, {"正职": 1})
    assert (stated.row, stated.unit.unit, stated.warnings) == (5, "", ())


def test_a_wrong_credit_code_is_a_warning() -> None:
    (stated,) = read(("name", "uscc"), ("安澜县教育局", "116299251K6FMHDQ7A"))
    assert isinstance(stated, StatedUnit)
    assert [(name, fault.code) for name, fault in stated.warnings] == [("uscc", "unit.uscc")]


def test_unsound_rows_say_why() -> None:
    fields = ("name", "kind", "quota:行政编制", "approved_on")
    rows = [(None, "外星机构", "十二", "昨天"), ("", "", "", "")]
    assert codes(read(fields, *rows)) == [
        [
            ("kind", "code.unknown"),
            ("quota:行政编制", "number.invalid"),
            ("approved_on", "date.invalid"),
            ("name", "field.missing"),
        ],
        [("name", "field.missing")],
    ]


def test_places_of_an_unknown_type_are_refused_where_there_are_any() -> None:
    fields = ("name", "quota:临时编制")
    results = read(fields, ("安澜县教育局", 2), ("安澜县财政局", None), ("安澜县民政局", 0))
    assert codes(results) == [[("quota:临时编制", "quota_type.unknown")], [], []]


def test_one_name_or_one_code_on_two_rows_sends_both_back() -> None:
    fields = ("code", "name")
    results = read(
        fields,
        ("", "安澜县甲局"),
        ("", "安澜县甲局"),
        ("9", "安澜县乙局"),
        ("9", "安澜县丙局"),
        ("", "丁"),
    )
    assert codes(results) == [
        [("name", "unit.duplicate")],
        [("name", "unit.duplicate")],
        [("code", "unit.code.duplicate")],
        [("code", "unit.code.duplicate")],
        [],
    ]


def test_inner_organs_belong_to_known_units() -> None:
    names = UnitNames.of((unit(1, "安澜县教育局"),))
    fields = ("unit", "name", "kind", "chiefs", "rank")
    rows: list[tuple[Cell, ...]] = [
        ("县教育局", "办公室", "派出", 1, "股级"),
        ("县教育局", "人事股", None, "", ""),
        ("某某局", "办公室", "", "", ""),
        (None, None, "", "一", ""),
    ]
    good, bare, *bad = read_organs(sheet(fields, *rows), names, COUNTY)
    assert isinstance(good, StatedOrgan)
    assert good.organ == InnerOrgan(
        OrganId(""), UnitId("6299250001"), "办公室", "派出机构", "股级", chiefs=1
    )
    assert isinstance(bare, StatedOrgan)
    assert bare.organ.kind == "内设机构"
    assert [[(n, f.code) for n, f in r.faults] for r in bad if isinstance(r, Unsound)] == [
        [("unit", "unit.unknown")],
        [("chiefs", "number.invalid"), ("unit", "field.missing"), ("name", "field.missing")],
    ]
