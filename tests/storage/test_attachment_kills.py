"""A process that dies at any step of attaching leaves the old state or the new one."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pytest

from domain.archive import Attachment, DocumentId
from domain.workflow.attaching import Attaching, settle
from storage.attachment_folder import AttachmentFolder
from storage.attachments import Attachments
from storage.audit_entries import Entry
from tests.fakes.clock import FixedClock
from tests.fakes.facts import CLERK
from tests.storage.attached_files import PDF, put
from tests.storage.registers import KEY, Witness, sql_register
from tests.storage.test_documents_contract import LETTER

KILLED = 9


class Dying(AttachmentFolder):
    """A folder under which the process ends, before or after its step number `dies_at`."""

    def __init__(self, path: Path, dies_at: int, *, after: bool) -> None:
        super().__init__(path)
        self.steps = 0
        self._dies_at = dies_at
        self._after = after

    def _begun(self) -> None:
        self.steps += 1
        if self.steps == self._dies_at and not self._after:
            os._exit(KILLED)

    def _ended(self) -> None:
        if self.steps == self._dies_at and self._after:
            os._exit(KILLED)

    def create(self, name: str) -> BinaryIO:
        self._begun()
        stream = super().create(name)
        self._ended()
        return stream

    def sync(self, stream: BinaryIO) -> None:
        self._begun()
        super().sync(stream)
        self._ended()

    def rename(self, name: str, other: str) -> None:
        self._begun()
        super().rename(name, other)
        self._ended()

    def publish(self, name: str) -> None:
        self._begun()
        super().publish(name)
        self._ended()


class DyingWitness(Witness):
    """An audit under which the process ends: the register has committed, nobody was told."""

    def append(self, entries: Sequence[Entry], witness: object = None) -> None:  # noqa: ARG002 - nothing is kept
        if entries:
            os._exit(KILLED)


def attach(folder: Path, store: Attachments, witness: Witness) -> None:
    register = sql_register(folder, witness, create=False)
    acts = Attaching(register, store, FixedClock())
    acts.to_document(CLERK, DocumentId(1), folder / "scan.pdf", "批文")
    os._exit(0)


def killed_while_attaching(folder: Path, store: Attachments, witness: Witness) -> None:
    child = os.fork()
    if child == 0:
        try:
            attach(folder, store, witness)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == KILLED


def found_at_the_next_opening(folder: Path) -> tuple[Attachment, ...]:
    register = sql_register(folder, create=False)
    store = Attachments(AttachmentFolder(folder / "attachments"), KEY)
    settle(register, store)
    with register.reading() as reader:
        held = reader.attachments(DocumentId(1))
    for one in held:
        assert b"".join(store.content(one.file)) == PDF
    register.close()
    assert store.waiting() == ()
    assert len(list((folder / "attachments").glob("*.sealed"))) == len(held)
    return held


@pytest.fixture
def office(tmp_path: Path) -> Path:
    register = sql_register(tmp_path)
    with register.writing(CLERK) as writer:
        writer.keep_document(LETTER)
    register.close()
    put(tmp_path)
    return tmp_path


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("dies_at", "entered"), [(1, False), (2, False), (3, False), (4, True)]
)  # fmt: skip
def test_a_kill_at_any_step_leaves_the_old_or_the_new_state(
    office: Path, dies_at: int, *, entered: bool, after: bool
) -> None:
    store = Attachments(Dying(office / "attachments", dies_at, after=after), KEY)
    killed_while_attaching(office, store, Witness())
    assert len(found_at_the_next_opening(office)) == int(entered)


def test_a_kill_between_register_and_audit_leaves_the_new_state(office: Path) -> None:
    store = Attachments(AttachmentFolder(office / "attachments"), KEY)
    killed_while_attaching(office, store, DyingWitness())
    assert len(found_at_the_next_opening(office)) == 1
