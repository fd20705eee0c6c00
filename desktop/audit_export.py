"""Writing entries of the audit as a table, and the proof that nothing among them was touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.attendance import Attendance
from desktop.outlets import deliver, require_folder
from desktop.resources import Resources
from domain.audit import AuditEntry, Exported
from domain.audit_proof import ProofHead, ProofVerdict, verdict, written
from domain.errors import Refusal
from domain.short_code import short_code
from domain.workflow.ports import Progress
from storage.audit_entries import GENESIS, Head, Recorded, canonical
from storage.audit_reads import AuditReader

WORKBOOK, TEXT, PROOF = ".xlsx", ".csv", ".jsonl"
LARGEST_SHEET: Final = 50_000
"""Entries that a workbook takes; it is put together in memory."""
_BLOCK: Final = 500


@dataclass(frozen=True, slots=True)
class AuditExport:
    """Writes what `reader` holds; `shown` words an entry."""

    reader: AuditReader
    shown: Callable[[Recorded], AuditEntry]
    attendance: Attendance
    resources: Resources

    def write(self, numbers: Sequence[int], out: Path, progress: Progress) -> Exported:
        """Write entries, numbered the newest first, and the proof from the oldest to the head.

        Refuses `audit.export_ending`, `audit.too_many`, and what the medium does not take.
        """
        _require_table(out, len(numbers))
        head = self.reader.head()
        first = numbers[-1] if numbers else head.n + 1
        self._write_table(numbers, out, progress)
        proof = out.with_suffix(PROOF)
        deliver(proof, self._proof(first, head))
        return Exported(out, proof, len(numbers), head.n + 1 - first, short_code(head.hash))

    def _write_table(self, numbers: Sequence[int], out: Path, progress: Progress) -> None:
        from export.sheets.audit import audit_text, write_audit
        from export.sheets.forms import load_sheet_form
        from export.sheets.paper import Heading

        form = load_sheet_form(self.resources.form("audit"))
        entries = self._in_order(numbers, progress)
        if out.suffix.lower() == TEXT:
            deliver(out, audit_text(entries, form))
            return
        session, day = self.attendance.session, self.attendance.clock.today()
        write_audit(entries, out, form, Heading(session.office.name, session.account, day))

    def _in_order(self, numbers: Sequence[int], progress: Progress) -> Iterator[AuditEntry]:
        oldest_first = numbers[::-1]
        for start in range(0, len(oldest_first), _BLOCK):
            progress.step(start, len(oldest_first))
            block = self.reader.numbered(oldest_first[start : start + _BLOCK])
            yield from map(self.shown, reversed(block))

    def _proof(self, first: int, head: Head) -> Iterator[bytes]:
        office, made = self.attendance.session.office, self.attendance.clock.now()
        before = self.reader.numbered((first - 1,))
        told = ProofHead(
            office=office.code,
            name=office.name,
            made=made.isoformat(timespec="seconds"),
            first=first,
            last=head.n,
            prev=before[0].hash if before else GENESIS,
            head=head.hash,
            code=short_code(head.hash),
        )
        yield from written(told, map(canonical, self.reader.entries(first - 1, head.n)))


def _require_table(out: Path, entries: int) -> None:
    ending = out.suffix.lower()
    if ending not in (WORKBOOK, TEXT):
        raise Refusal("audit.export_ending", path=str(out))
    if ending == WORKBOOK and entries > LARGEST_SHEET:
        raise Refusal("audit.too_many", entries=entries, most=LARGEST_SHEET)
    require_folder(out.parent)


def checked(path: Path) -> ProofVerdict:
    """Check an exported proof, which needs no office; refuses `audit.proof_unreadable`."""
    try:
        with path.open("rb") as file:
            return verdict(file, str(path))
    except OSError:
        raise Refusal("audit.proof_unreadable", path=str(path)) from None
