"""Proving a backup set by somebody signed in, and what the set and the audit then say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.attendance import Attendance
from desktop.backup_check import Prover, proved_apart
from domain.errors import Refusal
from domain.roles import Act
from domain.workflow.ports import Progress
from storage import backup_shelf, backup_text
from storage.audit_entries import Problem
from storage.backup_keys import SetKeys, by_holder
from storage.backup_proof import Proof
from storage.backup_set import Manifest
from storage.backup_writing import medium_faults
from storage.medium import Step
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Checked:
    """What proving a set found; `unread` names what could not be read without its key."""

    path: Path
    manifest: Manifest
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]


@dataclass(slots=True)
class Counted:
    """Tells bytes as they are read to a progress, in KiB; `total` is in bytes."""

    progress: Progress
    total: int
    done: int = 0

    def __call__(self, count: int) -> None:
        """Count some more bytes; raises what the progress raises to stop."""
        self.done += count
        self.progress.step(min(self.done, self.total) >> 10, self.total >> 10)


@contextmanager
def own_keys(folder: Path, session: Session) -> Iterator[SetKeys]:
    """Open a set with the own keys for the length of the block; refuses `backup.closed`."""
    keys = by_holder(folder, session)
    if keys is None:
        raise Refusal("backup.closed", path=str(folder))
    try:
        yield keys
    finally:
        keys.wipe()


def named(folder: Path, problems: Iterable[Problem]) -> str:
    """Return how the audit names a set that was looked at: with the codes of what is wrong."""
    return " ".join((folder.name, *sorted({problem.code for problem in problems})))


@dataclass(frozen=True, slots=True)
class Proving:
    """Proves sets with the keys of one account."""

    attendance: Attendance
    prover: Prover = proved_apart

    def again(self, folder: Path, progress: Progress) -> Checked:
        """Prove a set that was made before.

        Raises:
            Refusal: `role.denied`, `backup.no_set`, `backup.manifest`, `backup.closed` for a set
                that does not open with the own keys, faults of the medium.
        """
        folder = folder.absolute()
        session = self.attendance.session
        with self.attendance.witnessed("backup.verify", folder.name), medium_faults(folder):
            session.require(Act.VERIFY)
            manifest = backup_shelf.read_set(folder).manifest
            with own_keys(folder, session) as keys:
                proof = self.proved(folder, keys, Counted(progress, manifest.size))
        return Checked(folder, manifest, proof.problems, proof.unread)

    def proved(self, folder: Path, keys: SetKeys, step: Step) -> Proof:
        """Prove a set in a new process, mark it or take its mark away, and enter what was found."""
        proof = self.prover(folder, keys.for_proof(), step)
        self.settle(folder, keys, proof)
        return proof

    def settle(self, folder: Path, keys: SetKeys, proof: Proof) -> None:
        """Mark a set that was proved, or take its mark away, and enter what was found."""
        if proof.problems:
            backup_shelf.unmark(folder)
        else:
            self._mark(folder, keys, proof)
        self.attendance.enter(Act.VERIFY, "backup.verify", named(folder, proof.problems))

    def audit_key_of(self, folder: Path) -> bytearray | None:
        """Return the audit key of a set, `None` when the own keys do not open it."""
        keys = by_holder(folder, self.attendance.session)
        return None if keys is None else keys.audit_key

    def _mark(self, folder: Path, keys: SetKeys, proof: Proof) -> None:
        content: dict[str, object] = {
            "manifest": backup_shelf.read_set(folder).sha256,
            "at": self.attendance.clock.now().isoformat(timespec="seconds"),
            "unread": list(proof.unread),
        }
        # A medium that can only be read, as a burnt disc, proves as well and takes no mark.
        with suppress(Refusal):
            backup_shelf.mark(folder, backup_text.mark_bytes(content, keys.audit_key))
