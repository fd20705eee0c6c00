"""Writes the archive's catalogue, the liaison directory, and attachments brought out of store."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop.office import OpenOffice
from desktop.outlets import deliver, require_folder, require_workbook
from domain.archive import Attachment, AttachmentId, DocumentQuery
from domain.errors import Refusal
from domain.facts import UnitId
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.referring import attachment_called
from export.sheets.paper import Heading

PDF: Final = ".pdf"
WORKBOOK: Final = ".xlsx"
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('/\\:*?"<>|〔〕', "_"))


def write_catalogue(office: OpenOffice, query: DocumentQuery, out: Path) -> int:
    """Write the 档案目录 as PDF or workbook, as the name says; returns how many documents.

    Refuses `archive.ending` for another name.
    """
    require(office.actor, Act.PRINT)
    if out.suffix.lower() not in (PDF, WORKBOOK):
        raise Refusal("archive.ending", path=str(out))
    require_folder(out.parent)
    form = office.resources.sheet_form("catalogue")
    listed = office.archive.archiving.catalogue(office.actor, query)
    heading = Heading(office.place, office.session.account, office.clock.today())
    if out.suffix.lower() == PDF:
        from export.catalogue_sheets import CatalogueWriter
        from export.pdf.fonts import FontChain

        count = CatalogueWriter(FontChain(office.resources.fonts), form, heading).write(listed, out)
    else:
        from export.sheets.catalogue import write_catalogue as write_sheet

        count = write_sheet(listed, out, form, heading)
    office.enter("export.catalogue", f"{count} 件")
    return count


def write_contacts(office: OpenOffice, unit: UnitId | None, out: Path) -> int:
    """Write the liaison directory as a workbook; returns how many contacts.

    Refuses as `require_workbook`.
    """
    from export.sheets.catalogue import write_contacts as write_sheet

    require(office.actor, Act.EXPORT)
    require_workbook(out)
    require_folder(out.parent)
    day = office.clock.today()
    form = office.resources.sheet_form("contacts")
    contacts = office.archive.contacts.list(office.actor, day, unit)
    count = write_sheet(contacts, out, form, Heading(office.place, office.session.account, day))
    office.enter("export.contacts", f"{count} 人")
    return count


def export_attachment(office: OpenOffice, attachment: AttachmentId, out: Path) -> Path:
    """Write an attachment in the clear where the user chose, and enter it; returns the file.

    A folder gets a file named by number and kind alone. The file is whole or not there: refuses
    `attachment.missing` and `attachment.altered` and leaves what was there before.
    """
    require(office.actor, Act.EXPORT)
    held = office.archive.attaching.find(office.actor, attachment)
    path = out / outgoing_name(office, held) if out.is_dir() else out
    deliver(path, office.archive.attaching.content(office.actor, attachment))
    office.enter("attachment.export", attachment_called(office.register, attachment))
    return path


def outgoing_name(office: OpenOffice, held: Attachment) -> str:
    """Return a file name of 文号 (or case, problem) and number: a title may name people."""
    owner = f"问题{held.problem}" if held.problem else str(held.case or "")
    if held.document is not None:
        owner = office.archive.documents.show(office.actor, held.document).record.number
    stem = f"{owner}-附件{held.id}" if owner else f"附件{held.id}"
    return f"{stem.translate(_FORBIDDEN)}.{held.file.media}"
