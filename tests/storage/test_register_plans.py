"""Streams of the register need no sorting of the whole, so that memory does not grow with it."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from domain.changes.course import COUNTED
from domain.facts import Fact, LedgerEntry, Unit
from storage import dossiers, history, ledgers, staffing
from storage.fact_tables import TABLES, AsOfStatement
from tests.storage.registers import sql_register

BOUND = {
    "day": "2026-06-01", "known": 1, "office": "629925", "units": None, "unit": "6299250001",
    "person": 1,
}  # fmt: skip
OF_UNITS = [dossiers._MEMBERS, dossiers._ORGANS, dossiers._QUOTAS, dossiers._LEDGER]
UNIT_BY_UNIT = [statement.everywhere for statement in OF_UNITS]


def plan(folder: Path, statement: str) -> list[str]:
    with closing(sql_register(folder)) as register, register.reading() as reader:
        return [row[3] for row in reader.rows(f"EXPLAIN QUERY PLAN {statement}", BOUND)]


@pytest.mark.parametrize("statement", UNIT_BY_UNIT)
def test_a_stream_is_never_sorted_as_a_whole(tmp_path: Path, statement: AsOfStatement) -> None:
    for folder, text in (("now", statement.now), ("past", statement.past)):
        (tmp_path / folder).mkdir()
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan(tmp_path / folder, text)


@pytest.mark.parametrize("statement", [*OF_UNITS, dossiers._UNITS])
def test_a_chosen_unit_is_found_without_reading_the_others(
    tmp_path: Path, statement: dossiers.UnitStatement
) -> None:
    steps = plan(tmp_path, statement.chosen.now)
    assert [step for step in steps if "unit_by_key (office=? AND unit=?" in step]
    scanned = [step for step in steps if step.startswith("SCAN")]
    assert [step for step in scanned if not step.startswith("SCAN c ")] == []


@pytest.mark.parametrize("kind", [Unit, *COUNTED, LedgerEntry])
def test_the_course_of_a_unit_is_found_without_reading_others(
    tmp_path: Path, kind: type[Fact]
) -> None:
    found = plan(tmp_path, TABLES[kind].of_unit_from_day)
    assert re.match(r"SEARCH v USING INDEX \w+ \(office=\? AND unit=\?", found[0])


@pytest.mark.parametrize("statement", [*history._BY_UNIT.values(), *history._BY_PERSON.values()])
def test_the_past_of_one_is_found_without_reading_that_of_others(
    tmp_path: Path, statement: str
) -> None:
    steps = plan(tmp_path, statement)
    assert [step for step in steps if step.startswith("SCAN")] == []
    assert [step for step in steps if re.fullmatch(r"SEARCH .*\(office=\?\)", step)] == []


def test_the_beginning_is_read_from_one_row(tmp_path: Path) -> None:
    with closing(sql_register(tmp_path)) as register, register.reading() as reader:
        found = reader.connection.execute(f"EXPLAIN QUERY PLAN {ledgers._BEGAN}", ("629925",))
        assert "unit_began" in next(iter(found))[3]


def test_places_are_counted_from_an_index_alone(tmp_path: Path) -> None:
    assert "COVERING INDEX" in plan(tmp_path, staffing._PLACES.now)[0]
