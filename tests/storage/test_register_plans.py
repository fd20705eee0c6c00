"""Streams of the register need no sorting of the whole, so that memory does not grow with it."""

from contextlib import closing
from pathlib import Path

import pytest

from storage import dossiers, people, staffing
from storage.fact_tables import AsOfStatement
from tests.storage.registers import sql_register

BOUND = {"day": "2026-06-01", "known": 1, "office": "629925", "units": None}
UNIT_BY_UNIT = [dossiers._MEMBERS, dossiers._ORGANS, dossiers._QUOTAS, dossiers._LEDGER]


def plan(folder: Path, statement: str) -> list[str]:
    with closing(sql_register(folder)) as register, register.reading() as reader:
        return [row[3] for row in reader.rows(f"EXPLAIN QUERY PLAN {statement}", BOUND)]


@pytest.mark.parametrize("statement", [*UNIT_BY_UNIT, people._SIGHTINGS])
def test_a_stream_is_never_sorted_as_a_whole(tmp_path: Path, statement: AsOfStatement) -> None:
    for folder, text in (("now", statement.now), ("past", statement.past)):
        (tmp_path / folder).mkdir()
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan(tmp_path / folder, text)


def test_places_are_counted_from_an_index_alone(tmp_path: Path) -> None:
    assert "COVERING INDEX" in plan(tmp_path, staffing._PLACES.now)[0]
