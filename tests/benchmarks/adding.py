"""Adding 20,000 persons and their places against a bare executemany of the same rows.

Ours numbers the rows, guards against overlaps, makes everybody findable and empties the log; the
bare side writes the same rows into two tables with the same columns and indexes.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from domain.facts import Fact, Occupancy, Person, values
from storage.connect import checkpoint, connect, transaction
from storage.fact_tables import TABLES
from storage.migrations.ladder import climb
from storage.register import STEPS
from tests.benchmarks.filled_register import facts
from tests.benchmarks.people import PEOPLE
from tests.fakes.facts import BEGIN, CLERK, change
from tests.storage.registers import KEY, sql_register

LIMIT: Final = 4.0
ROUNDS: Final = 3
_OFFICE: Final = "629925"
_CHANGE: Final = """
    INSERT INTO change VALUES (1, '629925', '', '', '2026-01-01', '', NULL, '', '', '', 0, '')
"""
_GUARDS: Final = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"

Held = Sequence[tuple[type[Fact], Sequence[Fact]]]


def main() -> bool:
    """Print the ratio of the best rounds and both in seconds; tell whether the limit holds."""
    held = [(kind, some) for kind, some in facts(PEOPLE).items() if kind in {Person, Occupancy}]
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(_in_folder(lambda folder: _ours(folder, held)))
        bare.append(_in_folder(lambda folder: _bare(folder, held)))
    ratio = min(ours) / min(bare)
    print(
        f"adding: ratio {ratio:.2f} (limit {LIMIT}): ours {min(ours):.2f} s, bare {min(bare):.2f} s"
    )
    return ratio <= LIMIT


def _in_folder(measure: Callable[[Path], float]) -> float:
    gc.collect()
    with TemporaryDirectory() as folder:
        return measure(Path(folder))


def _ours(folder: Path, held: Held) -> float:
    with closing(sql_register(folder)) as register:
        begun = perf_counter()
        with register.writing(CLERK) as writer:
            number = writer.record(change())
            for _, some in held:
                writer.add(some, BEGIN, number)
        return perf_counter() - begun


def _bare(folder: Path, held: Held) -> float:
    with closing(connect(folder / "bare.db", KEY, create=True)) as connection:
        climb(connection, STEPS)
        for (guard,) in connection.execute(_GUARDS).fetchall():
            connection.execute(f"DROP TRIGGER {guard}")
        rows = [
            (TABLES[kind].insert, [
                (number, _OFFICE, *values(fact), BEGIN.isoformat(), None, 1)
                for number, fact in enumerate(some, 1)
            ])
            for kind, some in held
        ]  # fmt: skip
        begun = perf_counter()
        with transaction(connection):
            connection.execute(_CHANGE)
            for statement, many in rows:
                connection.executemany(statement, many)
        checkpoint(connection)
        return perf_counter() - begun


if __name__ == "__main__":
    sys.exit(not main())
