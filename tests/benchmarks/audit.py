"""What the audit and the witness of the pages cost a business act, at a county of 20,000 people.

Ours commits an act, computes the root over the pages, enters the act with it into the audit and
moves the log over; the bare side does the same to a register whose audit keeps nothing on a medium.
On either, people leave and come by cases from draft to the register, in turns; judged by the time
on the wall, which the disk decides, of the medians. Told besides, without a limit: what the witness
costs an opening, at which every page is proved and compared.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from domain.words import Words
from domain.workflow.cases import Cases
from storage.audit import open_audit
from storage.audit_entries import AuditSink
from storage.pages import page_key
from storage.register import FILE_NAME, SqlRegister
from storage.witness import look_at
from tests.benchmarks.case_growth import NOON, come, leave, leavers
from tests.benchmarks.filled_register import facts
from tests.benchmarks.people import PEOPLE, context
from tests.fakes.clock import FixedClock
from tests.fakes.documents import ISSUERS
from tests.fakes.facts import BEGIN, CLERK, change
from tests.fakes.register import OFFICE, POST_OF_ROLE
from tests.storage.registers import KEY, Witness

LIMIT: Final = 1.5


def main() -> bool:
    """Print the ratio and the medians of both; tell whether the limit holds."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        with (
            closing(open_audit(Path(folder), KEY, create=True)) as audit,
            _filled(Path(folder), audit) as ours,
            _filled(Path(other), Witness()) as bare,
        ):
            with_audit, without = _in_turns(ours, bare)
        opening = _opening(Path(folder) / FILE_NAME)
    ratio = with_audit / without
    print(
        f"audit: ratio {ratio:.2f} (limit {LIMIT}): a case with it {with_audit * 1000:.1f} ms, "
        f"without {without * 1000:.1f} ms; at an opening {opening * 1000:.0f} ms"
    )
    return ratio <= LIMIT


@contextmanager
def _filled(folder: Path, audit: AuditSink) -> Iterator[SqlRegister]:
    register = SqlRegister(
        folder / FILE_NAME, KEY, office=OFFICE, clock=FixedClock(), audit=audit,
        post_of_role=POST_OF_ROLE, issuers=ISSUERS, create=True,
    )  # fmt: skip
    with closing(register):
        with register.writing(CLERK) as writer:
            number = writer.record(change())
            for some in facts(PEOPLE).values():
                writer.add(some, BEGIN, number)
        yield register


def _in_turns(*registers: SqlRegister) -> list[float]:
    """Return the median of what a 下编 and a 上编 take together, drafted to approved, of each."""
    county, clock = context(()).county, FixedClock(NOON)
    acts = [Cases(register, county, Words({}), clock) for register in registers]
    leaving = [leavers(register) for register in registers]
    taken: list[list[float]] = [[] for _ in registers]
    gc.collect()
    for number, members in enumerate(zip(*leaving, strict=True), 1):
        for times, cases, member in zip(taken, acts, members, strict=True):
            begun = perf_counter()
            leave(cases, number, member)
            come(cases, number, member)
            times.append(perf_counter() - begun)
    return [median(times) for times in taken]


def _opening(path: Path) -> float:
    """Return the time of proving every page and of comparing the file with its witness."""

    def timed(act: Callable[[], object]) -> float:
        begun = perf_counter()
        act()
        return perf_counter() - begun

    def look() -> object:
        return look_at(path, None, page_key(path, KEY))

    return min(timed(look) for _ in range(5))


if __name__ == "__main__":
    sys.exit(not main())
