"""What an office shows after a trial: its state, and everything it complains of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from desktop.office import OpenOffice
from domain.archive import DocumentQuery
from domain.backup_keeping import BackupReason
from domain.exchange.shipment import WRITTEN
from domain.problem import ProblemQuery
from domain.workflow.accepting import Accepting
from storage.audit import FILE_NAME as AUDIT
from storage.backup_set import MANIFEST, is_set_name
from storage.backup_shelf import read_set
from storage.files import DiskFiles
from storage.register import FILE_NAME as REGISTER
from storage.vault import list_accounts
from storage.vault_file import read
from storage.vault_place import exists
from storage.verification import verify_attachments, verify_database
from tests.desktop.commanding import TODAY
from tests.faults.prepared import Place
from tests.faults.program import Program

State = dict[str, Any]
NO_OFFICE: Final[State] = {"office": None}
_DAY: Final = date.fromisoformat(TODAY)
_PACKAGE: Final = "*.bqp"


@dataclass(frozen=True, slots=True)
class Seen:
    """The state, in values that two runs of the same act share, and all complaints."""

    state: State
    complaints: tuple[str, ...] = ()


def look(program: Program, place: Place, *, full: bool = True) -> Seen:
    """Open the office and say what it holds and what it complains of.

    Raises:
        Refusal: what opening refuses.
    """
    if not exists(place.data):
        return Seen(NO_OFFICE)
    complaints: list[str] = []
    with program.office(place.data) as office:
        complaints += office.session.notices
        complaints += [problem.code for problem in office.problems]
        state = _state(office, place)
        if full:
            complaints += _verified(office)
    return Seen(state, tuple(complaints))


def _verified(office: OpenOffice) -> Iterator[str]:
    session = office.session
    found = list(office.audit.verify())
    found += office.audit.catch_up(office.register.audit_rows(), complete=False).problems
    if session.register_key is not None:
        found += verify_database(session.folder / REGISTER, session.register_key, full=True)
    found += verify_database(session.folder / AUDIT, session.audit_key, full=True)
    found += office.register.content_problems()
    found += verify_attachments(office.register, office.archive.store, full=True)
    yield from (problem.code for problem in found)
    yield from (f"waiting {name}" for name in office.archive.store.waiting())


def _state(office: OpenOffice, place: Place) -> State:
    with office.register.reading() as reader:
        receipts = reader.receipts()
        return {
            "office": office.office.code,
            "entered": sum(1 for _ in office.register.audit_rows()),
            "digest": office.overview.digest(_DAY).digest,
            "cases": [(case.id, case.state) for case in reader.cases()],
            "documents": reader.count_documents(DocumentQuery()),
            "attachments": sorted(
                (one.material, one.file.sha256, one.attached) for one in reader.all_attachments()
            ),
            "problems": [(one.number, one.state) for one in reader.problems(ProblemQuery())],
            "receipts": [(one.direction, one.peer, one.seq, one.status) for one in receipts],
            "copies": [one.key for one in reader.working_copies(office.session.account)],
            "accounts": [
                (line.name, sorted(line.roles), line.state)
                for line in list_accounts(office.session.folder)
            ],
            "generation": read(office.session.folder, DiskFiles()).vault.body.generation,
            "backups": len(_backups(place)),
            "saved before an upgrade": BackupReason.UPGRADE in _backups(place),
            "drilled": office.audit.last("backup.drill") is not None,
            "staged": [one.seq for one in Accepting(office.exchange).waiting(office.actor)],
            "packages": len(_packages(place) & {o.sha256 for o in receipts if o.status == WRITTEN}),
        }


def _backups(place: Place) -> list[str]:
    """Return why the sets were made that lie in the office's own folder and on the stick."""
    found = [path.parent for path in place.data.glob(f"backup/*/{MANIFEST}")]
    found += [path.parent for path in place.stick.rglob(MANIFEST)]
    return [read_set(each).manifest.reason for each in found if is_set_name(each.name)]


def _packages(place: Place) -> set[str]:
    """Return the digests of the packages on the stick, whether the office noted it or not."""
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in place.stick.glob(_PACKAGE)}
