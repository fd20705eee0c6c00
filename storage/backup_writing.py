"""Writing a backup set: beside the others, unfinished by name until its last byte is synced."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from domain.archive import StoredFile
from domain.errors import Refusal
from storage import audit
from storage.audit import AuditLog
from storage.audit_entries import Head
from storage.backup_attached import attached_files, lacking, unreadable
from storage.backup_making import Donor, Laying, lay_down
from storage.backup_proof import facts_digest, last_number
from storage.backup_set import MANIFEST, FactsDigest, FileLine, Manifest, set_name
from storage.backup_shelf import UNFINISHED, next_number
from storage.backup_text import to_bytes
from storage.connect import connect
from storage.faults import translated
from storage.medium import Step, Syncing, silent, sync_folder, written
from storage.register import SqlRegister

MEDIUM_REFUSALS: Final[Mapping[str, str]] = {
    "storage.disk_full": "backup.medium_full",
    "storage.readonly": "backup.medium_readonly",
    "storage.missing": "backup.medium_lost",
    "storage.io": "backup.medium_lost",
    "storage.damaged": "backup.medium_lost",
    "storage.exists": "backup.medium_lost",
    "storage.busy": "backup.medium_lost",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the databases held while they were copied; `facts` and `attached` may take their time.

    `attached` is `None` where the register was not read.
    """

    register_number: int
    audit: Head
    facts: Callable[[], FactsDigest] = FactsDigest
    attached: Callable[[], tuple[StoredFile, ...]] | None = None


class Source(Protocol):
    """A data folder whose files can be kept as they are for a while."""

    def still(self) -> Sequence[AbstractContextManager[object]]:
        """Return what keeps writers away, to be entered in order."""
        ...

    def seen(self, after: ExitStack) -> Seen:
        """Tell what the still databases hold; what it needs beyond goes into `after`."""
        ...


@dataclass(frozen=True, slots=True)
class OpenSource:
    """The databases of somebody signed in; the register is `None` without its key."""

    register: SqlRegister | None
    log: AuditLog
    day: date

    def still(self) -> Sequence[AbstractContextManager[object]]:
        """Return what keeps writers away."""
        own = () if self.register is None else (self.register.still(),)
        return (*own, self.log.still())

    def seen(self, after: ExitStack) -> Seen:
        """Tell what the still databases hold; a view of this moment stays open in `after`."""
        if self.register is None:
            return Seen(0, self.log.head())
        reader = after.enter_context(self.register.reading())
        facts = partial(facts_digest, reader, self.day)
        attached = partial(attached_files, reader)
        return Seen(last_number(reader), self.log.head(), facts, attached)


@dataclass(frozen=True, slots=True)
class ClosedSource:
    """The databases of a folder that this process holds and has not opened for writing."""

    folder: Path
    audit_key: bytearray

    def still(self) -> Sequence[AbstractContextManager[object]]:
        """Keep nobody away, since nobody is there."""
        return ()

    def seen(self, _after: ExitStack) -> Seen:
        """Tell the head of the audit; the register is not read. Refuses for a damaged audit."""
        path = self.folder / audit.FILE_NAME
        with closing(connect(path, self.audit_key, at_rest=True)) as log, translated(path):
            return Seen(0, AuditLog(log, path).head())


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """What a set is to be: of which folder, where, and what it says about itself.

    `papers` are the files that explain the set, by name, each made from the set's manifest as far
    as it is known. `register_key` opens what is attached, to tell whether it is what was stored.
    """

    data: Path
    shelf: Path
    office: str
    made: datetime
    program: str
    reason: str
    audit_key: bytes
    papers: Mapping[str, Callable[[Manifest], bytes]]
    register_key: bytes | None = None


def write_set(
    order: Order, source: Source, *, donor: Donor | None = None, step: Step = silent
) -> tuple[Path, Manifest]:
    """Write a set and return its folder; nothing is left where that cannot be done.

    Raises:
        Refusal: `backup.medium_full`, `backup.medium_readonly`, `backup.medium_lost` for faults of
            the medium, `backup.log_pending`, faults of the own disk, `storage.busy` while somebody
            writes.
    """
    with medium_faults(order.shelf):
        number = next_number(order.shelf, order.office)
        folder = order.shelf / set_name(order.office, order.made, number)
        target = folder.with_name(folder.name + UNFINISHED)
        with translated(target):
            target.mkdir(mode=0o700)
        try:
            with Syncing() as syncing, ExitStack() as after:
                laying = Laying(order.data, target, donor, step, syncing.soon)
                with lay_down(laying, *source.still()):
                    seen = source.seen(after)
                manifest = _written(order, laying, number, seen)
                syncing.wait()
            laying.finish()
            with translated(target):
                target.rename(folder)
            sync_folder(order.shelf)
        except BaseException:
            for left in (target, folder):
                shutil.rmtree(left, ignore_errors=True)
            raise
    return folder, manifest


@contextmanager
def medium_faults(shelf: Path) -> Iterator[None]:
    """Tell faults of the medium that holds `shelf` from those of the own disk."""
    try:
        yield
    except Refusal as refusal:
        path = Path(str(refusal.facts.get("path", "")))
        if refusal.code not in MEDIUM_REFUSALS or not path.is_relative_to(shelf):
            raise
        raise Refusal(MEDIUM_REFUSALS[refusal.code], path=str(shelf)) from refusal


def _written(order: Order, laying: Laying, number: int, seen: Seen) -> Manifest:
    """Write the papers and the manifest."""
    facts, lacks = seen.facts(), unreadable(laying) or None
    if seen.attached is not None and order.register_key is not None:
        lacks = lacking(laying, seen.attached(), order.register_key)
    bare = Manifest(
        name=set_name(order.office, order.made, number),
        number=number,
        office=order.office,
        made=order.made.isoformat(timespec="seconds"),
        program=order.program,
        reason=order.reason,
        register_number=seen.register_number,
        audit=seen.audit,
        facts=facts,
        files=tuple(sorted(laying.lines.values(), key=lambda line: line.path)),
        lacking=lacks,
    )
    papers = []
    for paper, text in order.papers.items():
        size, sha256 = written(laying.target / paper, text(bare), laying.sync)
        papers.append(FileLine(paper, size, sha256))
    manifest = replace(bare, files=(*bare.files, *papers))
    written(laying.target / MANIFEST, to_bytes(manifest, order.audit_key), laying.sync)
    return manifest
