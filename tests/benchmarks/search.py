"""Search as you type over 20,000 people against the bare indexed SQL that each search needs.

Both find the same people in the same order and fetch the same columns of the first 50. The bare
query goes straight to the index of its kind and leaves rows as tuples.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from random import Random
from time import perf_counter
from typing import Final

from domain.register import PeopleQuery
from domain.versions import AsOf
from storage.connect import Connection, connect
from storage.view import MEMBER_COLUMNS
from tests.benchmarks.filled_register import filled_register
from tests.benchmarks.people import DAY, PEOPLE
from tests.storage.registers import KEY

LIMIT: Final = 5.0
BLOCK: Final = 50
SAMPLES: Final = 60
ROUNDS: Final = 3
_BY_TERM: Final = "SELECT row FROM person_search WHERE term >= :low AND term < :high"
_BY_ID: Final = "SELECT rowid FROM person_id_search WHERE id_no MATCH :low"
_LAST: Final = chr(0x10FFFF)

Search = tuple[str, str, dict[str, object]]
"""What is typed, the bare query, and what it binds."""


def bare_query(index: str) -> str:
    """Return the hand-written query over one index."""
    return f"""
        SELECT {MEMBER_COLUMNS}
          FROM (SELECT p.row AS one, o.row AS other, u."order" AS a, u.unit AS b, o.organ AS c,
                       o."order" AS d, o.person AS e
                  FROM person_version AS p
            CROSS JOIN occupancy_version AS o ON o.office = p.office AND o.person = p.person
            CROSS JOIN unit_version AS u ON u.office = o.office AND u.unit = o.unit
                 WHERE p.row IN ({index}) AND p.known_to IS NULL AND o.known_to IS NULL
                   AND u.known_to IS NULL
                 ORDER BY a, b, c, d, e LIMIT {BLOCK})
    CROSS JOIN person_version AS p ON p.row = one
    CROSS JOIN occupancy_version AS o ON o.row = other
      ORDER BY a, b, c, d, e
    """  # noqa: S608 - constants of our own


def searches(people: Sequence[tuple[str, str]]) -> list[Search]:
    """Return what clerks type: beginnings and middles of names, initials, parts of ID numbers."""
    chance = Random(7)  # noqa: S311 - the same searches in every run
    term, number = bare_query(_BY_TERM), bare_query(_BY_ID)

    def by_term(typed: str) -> Search:
        return typed, term, {"low": typed, "high": typed + _LAST}

    def by_id(typed: str) -> Search:
        return typed, number, {"low": f'"{typed}"'}

    found = []
    for name, id_no in chance.sample(people, SAMPLES):
        found += [by_term(name[:2]), by_term(name), by_term(name[1:])]
        found += [by_term("".join(chance.choices("zqslwyjcg", k=length))) for length in (1, 2, 3)]
        found += [by_id(id_no[-4:]), by_id(id_no[6:14]), by_id(id_no)]
    return found


def main() -> bool:
    """Print the ratio of the 95th percentiles and both in ms; tell whether the limit holds."""
    with filled_register(PEOPLE) as register:
        bare = connect(register.path, KEY, read_only=True)
        with register.reading() as reader:
            everybody = [(one.person.name, one.person.id_no) for one in reader.members(AsOf(DAY))]

            def ours(search: Search) -> int:
                return len(reader.people(PeopleQuery(search[0]), AsOf(DAY), 0, BLOCK))

            ours_ms, bare_ms = _measure(searches(everybody), ours, lambda one: _bare(bare, one))
        bare.close()
    ratio = ours_ms / bare_ms
    print(
        f"search: ratio {ratio:.2f} (limit {LIMIT}): ours p95 {ours_ms:.2f} ms,"
        f" bare p95 {bare_ms:.2f} ms"
    )
    return ratio <= LIMIT


def _bare(connection: Connection, search: Search) -> int:
    return len(connection.execute(search[1], search[2]).fetchall())


def _measure(
    asked: Sequence[Search], ours: Callable[[Search], int], bare: Callable[[Search], int]
) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for search in asked:
        if (found := ours(search)) != (expected := bare(search)):
            raise AssertionError(f"{search[0]}: found {found}, expected {expected}")
        for kept, ask in zip(times, (ours, bare), strict=True):
            kept.append(min(_timed(ask, search) for _ in range(ROUNDS)))
    ours_ms, bare_ms = (sorted(kept)[int(len(kept) * 0.95)] * 1000 for kept in times)
    return ours_ms, bare_ms


def _timed(ask: Callable[[Search], int], search: Search) -> float:
    begun = perf_counter()
    ask(search)
    return perf_counter() - begun


if __name__ == "__main__":
    sys.exit(not main())
