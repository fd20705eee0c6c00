"""Files attached to documents, cases and problems: attached, detached, read; never just gone."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from domain.archive import Attachment, AttachmentId, DocumentId, StoredFile
from domain.case import ARCHIVED, WITHDRAWN, CaseId
from domain.errors import Refusal
from domain.problem import ProblemId
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import AttachmentStore, Clock, Reader, Register
from domain.workflow.problem_steps import pending
from domain.workflow.referring import of_attachment

EVIDENCE: Final = "佐证材料"
_LONGEST_NAME: Final = 120
_SAME: Final = '\\/:*?"<>|'
_DAMAGE_REFUSALS: Final[Mapping[str, str]] = {
    "stored_file.missing": "attachment.missing",
    "stored_file.altered": "attachment.altered",
}
"""What the store says of a file, and how it is told with the names of what it belongs to."""


@dataclass(frozen=True, slots=True)
class Attaching:
    """The acts on attachments. A file is stored and verified first, then entered.

    Refuses `role.denied`, `document.unknown`, `case.unknown`, `problem.unknown`,
    `attachment.unknown`, what the store refuses to take, and `attachment.twice` for a file that
    its owner has already.
    """

    register: Register
    store: AttachmentStore
    clock: Clock

    def to_document(
        self, actor: Actor, document: DocumentId, source: PurePath, material: str
    ) -> Attachment:
        """Attach a file to a document under the name of a material."""

        def named(reader: Reader) -> Iterable[Attachment]:
            reader.document(document)
            return reader.attachments(document)

        bare = Attachment(_UNTAKEN, material.strip(), "", document=document)
        return self._attach(actor, bare, source, named)

    def to_case(self, actor: Actor, case: CaseId, source: PurePath, material: str) -> Attachment:
        """Attach a file to a case under the name of a material (要件).

        Refuses `attachment.case_ended` for a case that was withdrawn, and
        `attachment.case_archived` for one whose papers lie in the archive, unless the file is
        one of them: that mends what was damaged.
        """

        def named(reader: Reader) -> Iterable[Attachment]:
            if reader.case(case).state == WITHDRAWN:
                _require_open(reader, case)
            return reader.attachments(case=case)

        bare = Attachment(_UNTAKEN, material.strip(), "", case=case)
        return self._attach(actor, bare, source, named)

    def to_problem(
        self, actor: Actor, problem: ProblemId, source: PurePath, material: str = EVIDENCE
    ) -> Attachment:
        """Attach evidence (佐证) to a problem; refuses `problem.ended` for one that has ended."""

        def named(reader: Reader) -> Iterable[Attachment]:
            pending(reader, problem)
            return reader.attachments(problem=problem)

        bare = Attachment(_UNTAKEN, material.strip(), "", problem=problem)
        return self._attach(actor, bare, source, named)

    def _attach(
        self,
        actor: Actor,
        bare: Attachment,
        source: PurePath,
        held_by: Callable[[Reader], Iterable[Attachment]],
    ) -> Attachment:
        require(actor, Act.DRAFT)
        if not bare.material:
            raise Refusal("attachment.material_missing", path=str(source))
        with self.register.reading() as reader:
            held_by(reader)
        file = self.store.take(source)
        with self._settled(), self.register.writing(actor) as writer:
            for held in held_by(writer):
                if held.attached and held.file.sha256 == file.sha256:
                    raise Refusal(
                        "attachment.twice", path=str(source), material=held.material,
                        attachment=held.id,
                    )  # fmt: skip
            if bare.case is not None:
                _require_open(writer, bare.case)
            attachment = replace(
                bare,
                file=file,
                file_name=shown_name(source.name, file.media),
                added_by=actor.account,
                added_at=self.clock.now().isoformat(timespec="seconds"),
            )
            entered = replace(attachment, id=writer.keep_attachment(attachment))
            writer.audit("attachment.add", of_attachment(writer, entered), file.sha256)
        return entered

    def detach(self, actor: Actor, attachment: AttachmentId, reason: str) -> Attachment:
        """Mark a file as no longer attached; file and record stay.

        Refuses `attachment.reason_missing`, `attachment.detached` for one that is detached, and
        what `to_case` and `to_problem` refuse of its owner.
        """
        require(actor, Act.DRAFT)
        if not reason.strip():
            raise Refusal("attachment.reason_missing", attachment=attachment)
        with self.register.writing(actor) as writer:
            held = writer.attachment(attachment)
            if not held.attached:
                raise Refusal("attachment.detached", attachment=attachment, at=held.detached_at)
            if held.problem is not None:
                pending(writer, held.problem)
            if held.case is not None:
                _require_open(writer, held.case)
            ended = replace(
                held,
                detached_by=actor.account,
                detached_at=self.clock.now().isoformat(timespec="seconds"),
                reason=reason.strip(),
            )
            writer.keep_attachment(ended)
            writer.audit("attachment.end", of_attachment(writer, held), held.file.sha256)
            return ended

    def find(self, actor: Actor, attachment: AttachmentId) -> Attachment:
        """Return an attachment."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return reader.attachment(attachment)

    def content(self, actor: Actor, attachment: AttachmentId) -> Iterator[bytes]:
        """Stream an attachment's plain content.

        Refuses `attachment.missing` and `attachment.altered` with the file's and the record's
        names, at once or in the stream's course; nothing of it must be used then.
        """
        held = self.find(actor, attachment)
        with self.register.reading() as reader:
            owner = owner_of(reader, held)
        return self._told(held, owner)

    def _told(self, held: Attachment, owner: str) -> Iterator[bytes]:
        try:
            yield from self.store.content(held.file)
        except Refusal as refusal:
            told = damage(refusal, held, owner)
            if told is refusal:
                raise
            raise told from refusal

    @contextmanager
    def _settled(self) -> Iterator[None]:
        """Settle what was taken, whether the block entered it or not.

        The act's own outcome counts: what can't be settled now is settled at the next opening.
        """
        try:
            yield
        finally:
            with suppress(Refusal):
                settle(self.register, self.store)


def _require_open(reader: Reader, case: CaseId) -> None:
    """Refuse a case whose papers can't change any more."""
    state = reader.case(case).state
    if state in _CLOSED:
        raise Refusal(_CLOSED[state], case=case)


_CLOSED: Final[Mapping[str, str]] = {
    WITHDRAWN: "attachment.case_ended",
    ARCHIVED: "attachment.case_archived",
}
_UNTAKEN: Final = StoredFile("", 0, "", "")


def settle(register: Register, store: AttachmentStore) -> None:
    """Keep the taken files that the register holds, and drop the others.

    A crash, or a fault of the disk, between taking a file and entering it leaves such files. Call
    it when an office is opened, and not while a file is being taken.
    """
    names = store.waiting()
    if not names:
        return
    with register.reading() as reader:
        held = {name: reader.holds_file(name) for name in names}
    for name, entered in held.items():
        if entered:
            store.keep(name)
        else:
            store.drop(name)


def damage(refusal: Refusal, held: Attachment, owner: str) -> Refusal:
    """Return what the store refuses with the names of file and record; others as they are."""
    code = _DAMAGE_REFUSALS.get(refusal.code)
    if code is None:
        return refusal
    return Refusal(
        code, file=held.file_name, material=held.material, owner=owner, attachment=held.id
    )


def owner_of(reader: Reader, held: Attachment) -> str:
    """Return how the document, case or problem of an attachment is called."""
    if held.document is not None:
        return f"文件 {reader.document(held.document).name}"
    if held.problem is not None:
        return f"问题台账第 {held.problem} 号"
    return f"业务 {held.case}"


def shown_name(name: str, media: str) -> str:
    """Return a file's name as it is shown: printable, short, with the ending of what it is."""
    plain = "".join(
        "_" if char in _SAME else char
        for char in unicodedata.normalize("NFC", name)
        if char.isprintable()
    )
    stem = plain.rsplit(".", 1)[0] if "." in plain.strip(".") else plain
    return f"{stem.strip(' .')[:_LONGEST_NAME] or '附件'}.{media}"
