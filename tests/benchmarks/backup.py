"""What a backup costs beside copying and hashing the same files; proving it is told apart.

Limit: 1.2 times the bare copy. Both read, hash, write and synchronise each file; the register has
20,000 people, the attachments are 40 files of a scan's size. Medians of pairs run in turn.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from desktop.backup_check import proved_apart
from desktop.backup_papers import papers
from desktop.resources import find_resources
from domain.backup_keeping import BackupReason
from storage.audit import AuditLog, open_audit
from storage.backup_keys import keys_of
from storage.backup_proof import facts_digest
from storage.backup_shelf import remove
from storage.backup_writing import OpenSource, Order, Seen, write_set
from storage.register import FILE_NAME, SqlRegister
from storage.session import Session
from tests.benchmarks.filled_register import facts
from tests.benchmarks.people import DAY, PEOPLE
from tests.fakes.clock import FixedClock
from tests.fakes.documents import ISSUERS
from tests.fakes.facts import BEGIN, CLERK, change
from tests.fakes.register import OFFICE, POST_OF_ROLE
from tests.storage.offices import found

LIMIT = 1.2
ROUNDS = 9
SCANS = 40
SCAN_BYTES = 700_000
_PIECE = 4 * 1024 * 1024


@dataclass(frozen=True)
class WithoutDigest:
    """The open databases; the digest of the facts belongs to the proof and is measured there."""

    source: OpenSource

    def still(self) -> Sequence[AbstractContextManager[object]]:
        return self.source.still()

    def seen(self, after: ExitStack) -> Seen:
        seen = self.source.seen(after)
        return Seen(seen.register_number, seen.audit)


def bare(files: Sequence[Path], data: Path, target: Path) -> None:
    """Copy and hash the files, each synchronised, with nothing around it."""
    for path in files:
        out = target / path.relative_to(data)
        out.parent.mkdir(exist_ok=True, parents=True)
        digest = hashlib.sha256()
        with path.open("rb") as reading, out.open("wb") as writing:
            while piece := reading.read(_PIECE):
                digest.update(piece)
                writing.write(piece)
            writing.flush()
            os.fsync(writing.fileno())


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def fill(folder: Path, session: Session, audit: AuditLog) -> SqlRegister:
    """Make the register of so many people, and files that look like sealed scans."""
    assert session.register_key is not None
    register = SqlRegister(
        folder / FILE_NAME, session.register_key, office=OFFICE, clock=FixedClock(), audit=audit,
        post_of_role=POST_OF_ROLE, issuers=ISSUERS, create=True,
    )  # fmt: skip
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        writer.audit("导入", str(PEOPLE))
        for some in facts(PEOPLE).values():
            writer.add(some, BEGIN, number)
    for scan in range(SCANS):
        name = hashlib.sha256(bytes([scan])).hexdigest()
        (folder / "attachments" / f"{name}.sealed").write_bytes(os.urandom(SCAN_BYTES))
    return register


def measure(folder: Path, session: Session, register: SqlRegister, audit: AuditLog) -> float:
    """Print the figures and return the ratio that has a limit."""
    order = Order(
        data=folder, shelf=folder / "backup", office=session.office.code,
        made=FixedClock().now(), program="0", reason=BackupReason.BY_HAND,
        audit_key=bytes(session.audit_key), papers=papers(find_resources()),
    )  # fmt: skip
    source = WithoutDigest(OpenSource(register, audit, DAY))
    path, manifest = write_set(order, source)
    files = [folder / line.path for line in manifest.data()]
    ratios, copies = [], []
    for turn in range(ROUNDS):
        target = folder.parent / f"bare-{turn}"
        copies.append(timed(lambda to=target: bare(files, folder, to)))  # type: ignore[misc]  # bound now
        ratios.append(timed(lambda: write_set(order, source)) / copies[-1])
        shutil.rmtree(target)
        remove(max(order.shelf.iterdir(), key=lambda each: each.stat().st_mtime_ns))
    proof = timed(lambda: proved_apart(path, keys_of(session).for_proof()))
    with register.reading() as reader:
        digest = timed(lambda: facts_digest(reader, DAY))
    copy, ratio = median(copies), median(ratios)
    size = manifest.size / 1_000_000
    print(f"backup of {PEOPLE} people, {size:.0f} MB: {ratio:.2f} of the bare copy ({copy:.2f} s)")
    print(f"  limit {LIMIT}; from {min(ratios):.2f} to {max(ratios):.2f} in {ROUNDS} turns")
    print(f"  proving it: {proof:.2f} s in a new process, {digest:.2f} s for the live digest")
    return ratio


def main() -> int:
    """Return 1 when the limit is missed."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "office"
        session = found(folder).session
        with closing(open_audit(folder, session.audit_key, own_thread=False)) as audit:
            register = fill(folder, session, audit)
            with closing(register):
                return int(measure(folder, session, register, audit) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
