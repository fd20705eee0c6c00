"""The acts on documents, attachments, the archive and contacts, wired for one open office."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.resources import Resources
from domain.document_choices import DocumentChoices
from domain.errors import Refusal
from domain.workflow.archiving import Archiving
from domain.workflow.attaching import Attaching, settle
from domain.workflow.contacts import Contacts
from domain.workflow.documents import Documents
from domain.workflow.ports import Clock, Register
from domain.workflow.unentered import Unentered
from storage.attachment_folder import AttachmentFolder
from storage.attachments import FOLDER, Attachments


@dataclass(frozen=True, slots=True)
class ArchiveActs:
    """What an open office does with documents. `store` holds the attached files."""

    choices: DocumentChoices
    documents: Documents
    attaching: Attaching
    archiving: Archiving
    contacts: Contacts
    unentered: Unentered
    store: Attachments


def archive_acts(
    folder: Path,
    key: bytes | bytearray,
    register: Register,
    resources: Resources,
    clock: Clock,
    *,
    naming: bytes,
    believed: bool,
) -> ArchiveActs:
    """Wire the acts for an office being opened, and settle what a crash left of attachments.

    What can't be settled (a disk that won't write, a link in the folder) does not keep anybody
    from the ledgers: it stays for the next opening, and verifying tells of it. Nor is anything
    settled by a register that is not `believed`: another one may know of the files. `naming` is
    the key of the files' names where a rotation kept it.
    """
    store = Attachments(AttachmentFolder(folder / FOLDER), key, naming=naming)
    if believed:
        with suppress(Refusal):
            settle(register, store)
    choices = resources.document_choices
    return ArchiveActs(
        choices,
        Documents(register, choices, clock),
        Attaching(register, store, clock),
        Archiving(register, clock),
        Contacts(register, choices, clock),
        Unentered(register, choices, resources.county, clock),
        store,
    )
