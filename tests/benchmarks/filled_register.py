"""A register on disk, full of invented people, for measuring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.facts import Fact, Occupancy, Person, Quota, Unit
from storage.register import SqlRegister
from tests.benchmarks.people import dossiers
from tests.fakes.facts import BEGIN, CLERK, change
from tests.storage.registers import sql_register


def facts(people: int) -> dict[type[Fact], Sequence[Fact]]:
    """Return units, quotas, persons and their places."""
    held = tuple(dossiers(people))
    members = [member for dossier in held for member in dossier.members]
    return {
        Unit: [dossier.unit for dossier in held],
        Quota: [quota for dossier in held for quota in dossier.quotas],
        Person: [member.person for member in members],
        Occupancy: [member.place for member in members],
    }


@contextmanager
def filled_register(people: int) -> Iterator[SqlRegister]:
    """Open a register that holds so many people; it is removed afterwards."""
    with TemporaryDirectory() as folder:
        register = sql_register(Path(folder))
        with register.writing(CLERK) as writer:
            number = writer.record(change())
            for some in facts(people).values():
                writer.add(some, BEGIN, number)
        yield register
        register.close()
