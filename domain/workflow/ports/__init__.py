"""What the acts need from the outside world. Storage and export supply it."""

from domain.workflow.ports.document_reads import AttachmentStore
from domain.workflow.ports.ledger_reads import LedgerReads
from domain.workflow.ports.register import Readable, Reader, Register, Writer
from domain.workflow.ports.stages import Stages
from domain.workflow.ports.surroundings import Clock, Progress, Workbooks

__all__ = [
    "AttachmentStore",
    "Clock",
    "LedgerReads",
    "Progress",
    "Readable",
    "Reader",
    "Register",
    "Stages",
    "Workbooks",
    "Writer",
]
