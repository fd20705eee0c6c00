"""The harness set up: the warm program, the prepared offices, and every family."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.faults.clocks import Clocks
from tests.faults.damages import Damages
from tests.faults.disk_faults import DiskFaults
from tests.faults.exchange import Exchanges
from tests.faults.family import Family
from tests.faults.key_faults import KeyFaults
from tests.faults.kills import Kills
from tests.faults.packages import Packages
from tests.faults.power import PowerCuts
from tests.faults.prepared import Prepared
from tests.faults.program import Program
from tests.faults.roles import Roles
from tests.faults.shim import Journal, Shim
from tests.faults.stick_faults import StickFaults
from tests.faults.trial import Trials
from tests.faults.two_instances import TwoInstances

FAMILIES: Final[tuple[Family, ...]] = (
    Kills(),
    DiskFaults(),
    PowerCuts(),
    Damages(),
    Roles(),
    KeyFaults(),
    TwoInstances(),
    Clocks(),
    StickFaults(),
    Packages(),
    Exchanges(),
)


@contextmanager
def bench(work: Path) -> Iterator[Trials]:
    """Set everything up in a folder that is this run's alone."""
    program = Program(Shim(Journal()))
    with program.warm():
        trials = Trials(program, Prepared(program, work / "shelf"), work / "trial")
        gc.collect()
        # What is loaded stays: forks would copy every page that the collector looks at.
        gc.freeze()
        yield trials
