"""`python -m tests.faults`: break the program and tell what came of it.

python -m tests.faults --size ci            all families, as `make faults`
python -m tests.faults kill io --size small some of them
python -m tests.faults io --size nightly --part 2/4   every fourth of its trials, from the second on
python -m tests.faults --repeat KEY         one trial, by the key that a table printed
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.faults import shim
from tests.faults.family import Family
from tests.faults.figures import HEAD, Figures, keep, table

_SEED: Final = 20261121
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - the folder in memory, where a trial costs least
_SIZES: Final = ("small", "ci", "nightly")


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; 0 when nothing was found."""
    wanted = _parsed(arguments)
    if not shim.loaded():
        _start_above_the_shim(arguments)
    with _work() as work:
        return _repeat(work, wanted.repeat) if wanted.repeat else _all(work, wanted)


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("families", nargs="*")
    parser.add_argument("--size", choices=_SIZES, default="small")
    parser.add_argument("--count", type=int, help="so many trials of each family")
    parser.add_argument("--part", type=_part, default=(1, 1), metavar="N/OF")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--repeat", metavar="KEY")
    return parser.parse_args(arguments)


def _part(told: str) -> tuple[int, int]:
    """Return which part of how many a run does, so that a night can be cut into several."""
    number, of = map(int, told.split("/"))
    if not 1 <= number <= of:
        raise ValueError(told)
    return number, of


def _start_above_the_shim(arguments: Sequence[str]) -> None:
    """Start anew with the shim between the program and the C library."""
    environ = {**os.environ, shim.PRELOAD: str(shim.built()), "PYTHONHASHSEED": "0"}
    os.execve(sys.executable, (sys.executable, "-m", "tests.faults", *arguments), environ)  # noqa: S606 - itself


@contextmanager
def _work() -> Iterator[Path]:
    """Hold a folder of this run alone, in memory where there is such a place."""
    where = _MEMORY if _MEMORY.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="bianqing-faults-", dir=where))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _all(work: Path, wanted: argparse.Namespace) -> int:
    from tests.faults.bench import FAMILIES, bench
    from tests.faults.running import run_family

    chosen: list[Family] = [
        family for family in FAMILIES if not wanted.families or family.name in wanted.families
    ]
    found: dict[str, Figures] = {}
    with bench(work) as trials:
        print(HEAD, flush=True)
        for family in chosen:
            count = wanted.count or family.sizes[wanted.size]
            figures = run_family(
                family,
                trials,
                count,
                part=wanted.part,
                seed=wanted.seed,
                jobs=wanted.jobs,
                work=work,
            )
            found[family.name] = figures
            print(figures.line(), flush=True)
    print(table(found))
    if wanted.json:
        keep(wanted.json, wanted.size, wanted.seed, found)
    return 1 if any(figures.faulty for figures in found.values()) else 0


def _repeat(work: Path, key: str) -> int:
    from tests.faults.bench import FAMILIES, bench
    from tests.faults.running import one

    name, _, rest = key.partition("/")
    family = next(family for family in FAMILIES if family.name == name)
    with bench(work) as trials:
        outcome = one(family, trials, rest)
    print(outcome.group, *(outcome.faults or ("nothing wrong",)), sep="\n    ")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
