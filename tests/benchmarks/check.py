"""`check` over 20,000 people against a bare loop that evaluates the same predicates in line.

Both see the same dossiers and the same county. The bare loop knows nothing of rules, findings,
severities or scopes: it only counts what is wrong, and it must count what the rules find.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from time import process_time

from domain.checks.catalogue import Rules, findings_of, findings_of_register, rules_in_force
from domain.checks.rule import Census
from domain.dossier import Dossier
from domain.facts import OfficeCode
from domain.finding import Context
from tests.benchmarks import bare_check
from tests.benchmarks.people import PEOPLE, context, dossiers, sightings

LIMIT = 1.3
ROUNDS = 15


def main() -> bool:
    """Print the ratio and both figures; tell whether the limit holds."""
    register = tuple(dossiers(PEOPLE))
    seen = sightings(register)
    units = [dossier.unit for dossier in register]
    held = [(OfficeCode("629925"), unit) for unit in units]
    known = context(units)
    rules = rules_in_force(known.county)

    def ours() -> int:
        return _count(register, Census(seen, units=held), known, rules)

    def bare() -> int:
        return bare_check.count(register, seen, units, known)

    if (found := ours()) != (expected := bare()):
        message = f"the rules find {found}, the bare loop counts {expected}"
        raise SystemExit(message)
    times = _interleaved((ours, bare))
    ratio = times[0] / times[1]
    print(
        f"check: ratio {ratio:.2f} (limit {LIMIT}): "
        f"ours {times[0] * 1000:.0f} ms, bare {times[1] * 1000:.0f} ms"
    )
    return ratio <= LIMIT


def _count(register: Sequence[Dossier], census: Census, known: Context, rules: Rules) -> int:
    found = sum(1 for each in register for _ in findings_of(each, known, rules))
    return found + sum(1 for _ in findings_of_register(census, known, rules))


def _interleaved(jobs: Sequence[Callable[[], int]]) -> list[float]:
    """Return each job's best working time; they take turns: a busy machine is unfair to none."""
    best = [float("inf")] * len(jobs)
    gc.collect()
    gc.disable()
    for _ in range(ROUNDS):
        for place, job in enumerate(jobs):
            began = process_time()
            job()
            best[place] = min(best[place], process_time() - began)
    gc.enable()
    return best


if __name__ == "__main__":
    sys.exit(not main())
