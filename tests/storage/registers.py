"""Makes registers for tests: the one on disk with a throw-away key, and the one in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from domain.register import Office
from storage.audit_entries import Entry, Head, Problem
from storage.register import FILE_NAME, SqlRegister
from tests.fakes.clock import FixedClock
from tests.fakes.documents import ISSUERS
from tests.fakes.register import OFFICE, POST_OF_ROLE

KEY = bytes(range(32))


@dataclass
class Witness:
    """Stands for the audit: keeps what was appended, and may be broken.

    It keeps no witness of the pages, so that any file is taken for what it is.
    """

    lost: Problem | None = None

    entries: list[Entry] = field(default_factory=list)
    fault: Exception | None = None

    def append(self, entries: Sequence[Entry], witness: object = None) -> None:  # noqa: ARG002 - not kept
        if entries and self.fault is not None:
            raise self.fault
        self.entries += entries

    def witness(self) -> None:
        pass

    def head(self) -> Head:
        return Head(len(self.entries), f"{len(self.entries):064x}")


def sql_register(
    folder: Path, witness: Witness | None = None, office: Office = OFFICE, *, create: bool = True
) -> SqlRegister:
    return SqlRegister(
        folder / FILE_NAME,
        KEY,
        office=office,
        clock=FixedClock(),
        audit=witness or Witness(),
        post_of_role=POST_OF_ROLE,
        issuers=ISSUERS,
        create=create,
    )
