"""The models, examined by Qt's own tester."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from domain.dossier import TypeCount
from domain.facts import FACTS
from domain.register import PeopleQuery
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import TODAY
from ui.exchange.model import COUNTS, KIND_WORDS, content
from ui.look.lights import GREEN, RED, YELLOW, balance, mark_of
from ui.overview.model import TYPES
from ui.parts.fields import read_day
from ui.parts.table import RowTable
from ui.people.model import BLOCK, PeopleTable
from ui.units.model import UNITS, matching
from ui.units.tree import UnitTree


class Silent:
    def step(self, done: int, total: int) -> None: ...


def test_a_table_of_rows_is_a_sound_model_and_sorts_itself(qtmodeltester: ModelTester) -> None:
    table = RowTable(TYPES)
    table.fill(
        [TypeCount("行政编制", 10, 12), TypeCount("工勤编制", 3, 1), TypeCount("全额", 9, 9)]
    )
    qtmodeltester.check(table, force_py=True)  # type: ignore[no-untyped-call]  # the plugin's own
    table.sort(3, Qt.SortOrder.AscendingOrder)
    assert [row.quota_type for row in table.rows] == ["行政编制", "全额", "工勤编制"]


def test_the_tree_is_a_sound_model_with_series_units_and_subordinates(
    desk: FakeDesk, qtmodeltester: ModelTester
) -> None:
    tree = UnitTree()
    summary = desk.summary(TODAY, Silent())
    tree.fill(summary.units)
    qtmodeltester.check(tree, force_py=True)  # type: ignore[no-untyped-call]  # the plugin's own
    top = tree.index(0, 0)
    assert len(list(tree.node(top).units())) == len(summary.units)
    for held in summary.units:
        found = tree.node(tree.index_of_unit(held.unit.unit)).summary
        assert found is held


def test_people_are_asked_for_block_by_block(desk: FakeDesk, qtmodeltester: ModelTester) -> None:
    table, asked = PeopleTable(), list[int]()
    table.block_wanted.connect(asked.append)
    table.begin(desk.count_people(PeopleQuery(), TODAY), {})
    table.put(0, desk.people(PeopleQuery(), TODAY, 0, BLOCK))
    assert table.data(table.index(0, 0)) == desk.county.members[0].person.name
    assert asked == []
    assert table.data(table.index(450, 0)) == "…"
    assert table.data(table.index(460, 0)) == "…"
    assert asked == [400]
    table.put(400, desk.people(PeopleQuery(), TODAY, 400, BLOCK))
    assert table.data(table.index(450, 0)) == desk.county.members[450].person.name
    qtmodeltester.check(table, force_py=True)  # type: ignore[no-untyped-call]  # the plugin's own


@pytest.mark.rule("22239 8.1.4.11", "PIPL 28")
def test_id_numbers_in_lists_are_masked(desk: FakeDesk) -> None:
    table = PeopleTable()
    table.begin(1, {})
    table.put(0, tuple(desk.county.members[:1]))
    whole = desk.county.members[0].person.id_no
    shown = " ".join(str(table.data(table.index(0, n))) for n in range(table.columnCount()))
    assert whole not in shown.replace(" ", "")
    assert "629925 ********" in shown


def test_units_are_found_by_name_code_and_initials(desk: FakeDesk) -> None:
    units = desk.summary(TODAY, Silent()).units
    keys = {str(k): v for k, v in desk.unit_keys(TODAY).items()}
    assert [u.unit.short_name for u in matching(units, "JYJ", keys)] == ["教育局"]
    assert "教育局" in {u.unit.short_name for u in matching(units, "教育", keys)}
    assert [u.unit.unit for u in matching(units, "6299250002", keys)] == ["6299250002"]
    assert matching(units, "", keys) == units
    assert RowTable(UNITS).columnCount() == len(UNITS)


@pytest.mark.parametrize(
    ("count", "light", "word"),
    [
        (TypeCount("行政编制", 5, 7), RED, "超 2"),
        (TypeCount("行政编制", 5, 5), YELLOW, "满"),
        (TypeCount("行政编制", 5, 2), GREEN, "空 3"),
    ],
)
def test_a_light_has_a_word_beside_its_colour(count: TypeCount, light: str, word: str) -> None:
    assert (balance(count).light, balance(count).word) == (light, word)


def test_a_red_unit_that_is_not_over_says_alarm() -> None:
    assert mark_of("red", (TypeCount("行政编制", 5, 5),)).word == "告警"


@pytest.mark.parametrize(
    "text", ["2026-11-22", "2026.11.22", "20261122", "2026年11月22日", " 2026/11/22 "]
)
def test_days_are_read_as_clerks_write_them(text: str) -> None:
    assert read_day(text) == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["", "2026-02-30", "去年", "2026-11"])
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert read_day(text) is None


def test_every_kind_of_record_in_a_package_has_a_chinese_name() -> None:
    assert {kind.KIND for kind in FACTS} <= set(KIND_WORDS)


def test_a_package_tells_units_and_people_before_its_records() -> None:
    counts = {"person": 9, "unit": 3, "units": 2, "persons": 7}
    named = [(COUNTS[0].read(line), COUNTS[1].read(line)) for line in content(counts)]
    assert named == [
        ("单位", 2),
        ("在编人员", 7),
        ("人员记录（含已下编）", 9),
        ("机构记录", 3),
    ]
