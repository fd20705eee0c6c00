"""Import of 20,000 people from 40 columns against reading and writing the same rows, no more.

Ours reads the workbook in its child, interprets every cell, enters two facts per person into the
register, makes everybody findable and writes the audit. The bare side reads the same sheet with
python-calamine and puts its rows as they are into one table of text in a keyed database. Every
round is a process of its own: what one has cached, allocated or heaped up helps and hurts none.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from python_calamine import CalamineWorkbook

from desktop.clock import ProgramClock
from desktop.founding import found_office
from desktop.office import OpenOffice, open_office
from desktop.resources import find_resources
from domain.facts import OfficeCode
from domain.outcomes import ImportOutcome
from domain.register import Office
from domain.workflow.importing import ImportRequest
from storage.connect import connect, transaction
from storage.key_profiles import TEST

LIMIT: Final = 3.0
LIMIT_MIB: Final = 400
ROUNDS: Final = 7
PEOPLE: Final = 20_000
COLUMNS: Final = 40
_ACCOUNT: Final = "负责人"
_PASSWORD: Final = "Y2-tulip-Ferry-91"
_OFFICE: Final = Office(OfficeCode("629925"), "安澜县", "county")
_HEAD_ROWS: Final = 3


def main() -> bool:
    """Print the median of the rounds' ratios, the times and the memory; tell whether all hold.

    Both sides of a ratio are measured one after the other: what else the machine does at that time
    slows either.
    """
    files = _measure("files")["files"]
    ours: list[float] = []
    bare: list[float] = []
    memory: list[int] = []
    for _ in range(ROUNDS):
        measured = _measure("ours", *files)
        ours.append(measured["seconds"])
        memory.append(measured["mib"])
        bare.append(_measure("bare", files[1])["seconds"])
    ratios = sorted(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    ratio, most = median(ratios), max(memory)
    print(
        f"import: ratio {ratio:.2f} (limit {LIMIT:g}, rounds {ratios[0]:.2f} to {ratios[-1]:.2f}):"
        f" ours {median(ours):.2f} s, bare {median(bare):.2f} s;"
        f" memory {most} MiB (limit {LIMIT_MIB})"
    )
    return ratio <= LIMIT and most <= LIMIT_MIB


def _measure(*arguments: str) -> dict[str, Any]:
    """Return what one process of this module measures."""
    command = [sys.executable, "-m", __spec__.name, *arguments]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 - ourselves
    measured: dict[str, Any] = json.loads(answer.stdout)
    return measured


def _files() -> dict[str, Any]:
    # Imported here: the generator's memory is nobody's whom we measure.
    from tests.county import bulk  # noqa: PLC0415 - see above

    return {"files": [str(bulk.units_file(people=PEOPLE)), str(bulk.rows(PEOPLE, COLUMNS))]}


def _ours(units: str, persons: str) -> dict[str, Any]:
    resources, clock = find_resources(), ProgramClock(date(2026, 11, 21))
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "data"
        found_office(
            folder, _OFFICE, _ACCOUNT, _PASSWORD,
            single_operator=True, profile=TEST, resources=resources, clock=clock,
        )  # fmt: skip
        with open_office(folder, _ACCOUNT, _PASSWORD, resources, clock) as office:
            office.import_units(office.actor, ImportRequest(Path(units)), _Unwatched())
            begun = perf_counter()
            outcome = _import(office, Path(persons))
            seconds = perf_counter() - begun
    if outcome.created != PEOPLE:
        raise SystemExit(f"{outcome.created} people came in: {outcome.rejected[:3]}")
    return {"seconds": seconds, "mib": _peak_mib()}


def _import(office: OpenOffice, persons: Path) -> ImportOutcome:
    return office.import_persons(office.actor, ImportRequest(persons), _Unwatched())


class _Unwatched:
    """Progress that nobody looks at."""

    def step(self, done: int, total: int) -> None:
        """Go on."""


def _peak_mib() -> int:
    """Return the peak memory of this process and its largest child, as if both came together."""
    kib = sum(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return kib // 1024


def _bare(persons: str) -> dict[str, Any]:
    columns = ", ".join(f"c{number} TEXT" for number in range(COLUMNS))
    places = ", ".join("?" * COLUMNS)
    with (
        TemporaryDirectory() as scratch,
        closing(connect(Path(scratch) / "bare.db", bytes(32), create=True)) as connection,
    ):
        connection.execute(f"CREATE TABLE people ({columns})")
        begun = perf_counter()
        rows = CalamineWorkbook.from_path(persons).get_sheet_by_index(0).to_python()
        with transaction(connection):
            connection.executemany(f"INSERT INTO people VALUES ({places})", rows[_HEAD_ROWS:])  # noqa: S608 - marks only
        return {"seconds": perf_counter() - begun}


_PARTS: Final[dict[str, Callable[..., dict[str, Any]]]] = {
    "files": _files,
    "ours": _ours,
    "bare": _bare,
}

if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(_PARTS[sys.argv[1]](*sys.argv[2:])))
    else:
        sys.exit(not main())
