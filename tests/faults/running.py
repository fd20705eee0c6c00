"""Runs the trials of a family, divided among some processes."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from tests.faults.family import Family, Outcome
from tests.faults.figures import Figures
from tests.faults.program import places
from tests.faults.shim import Journal
from tests.faults.trial import Trials


def run_family(
    family: Family,
    trials: Trials,
    count: int,
    *,
    part: tuple[int, int],
    seed: int,
    jobs: int,
    work: Path,
) -> Figures:
    """Run so many trials of a family in `jobs` processes, or a part of them: the n-th of so many.

    All parts together are the trials of an undivided run, as long as nothing else changed.
    """
    figures = Figures(family.name)
    number, of = part
    drawn = family.keys(trials, count, Random(f"{family.name} {seed}"))
    keys = list(drawn)[number - 1 :: of]
    started = time.monotonic()
    results = [work / f"{family.name}-{number}.jsonl" for number in range(jobs)]
    workers = [
        _forked(family, trials, keys[number::jobs], results[number], work / f"trial{number}")
        for number in range(jobs)
    ]
    for worker in workers:
        _, status = os.waitpid(worker, 0)
        if status:
            raise RuntimeError(f"a process that ran trials of {family.name} ended with {status}")
    figures.seconds = time.monotonic() - started
    for key, outcome in _read(results):
        figures.add(key, outcome)
    return figures


def _forked(family: Family, trials: Trials, keys: Sequence[str], out: Path, root: Path) -> int:
    worker = os.fork()
    if worker:
        return worker
    status = 1
    try:
        trials.root = root
        trials.shim.journal = Journal()
        with out.open("w", encoding="utf-8") as told:
            for key in keys:
                outcome = one(family, trials, key)
                told.write(json.dumps([key, outcome.group, outcome.faults]) + "\n")
        status = 0
    except BaseException as error:  # noqa: BLE001 - told to whoever started the run
        sys.stderr.write(f"{places(error)}\n")
    finally:
        os._exit(status)


def one(family: Family, trials: Trials, key: str) -> Outcome:
    """Run the trial of a key; what the harness itself meets is a fault of the trial."""
    try:
        return family.run(trials, key)
    except (AssertionError, OSError, LookupError, ValueError) as error:
        return Outcome("harness", (places(error),))


def _read(results: Sequence[Path]) -> Iterator[tuple[str, Outcome]]:
    for result in results:
        for line in result.read_text(encoding="utf-8").splitlines():
            key, group, faults = json.loads(line)
            yield key, Outcome(group, tuple(faults))
