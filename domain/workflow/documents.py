"""The register of documents (批文): entering, amending, finding them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from domain.archive import (
    NO_ACTION,
    UNREGISTERED,
    DocumentEdit,
    DocumentId,
    DocumentQuery,
    DocumentRecord,
    DocumentView,
    ListedDocument,
    citation_of,
    differing,
    same_document,
)
from domain.document_choices import DocumentChoices
from domain.documents import canonical_number, is_document_number, year_of
from domain.errors import Refusal
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Reader, Register
from domain.workflow.referring import of_document

_LONGEST: Final = 500
_AMENDED: Final = tuple(
    field.name for field in fields(DocumentRecord) if field.name not in ("id", "units")
)


@dataclass(frozen=True, slots=True)
class Documents:
    """The acts on records. Each is one transaction; every refusal changes nothing.

    Refuses `role.denied`, `document.unknown`, and what `sound` refuses. A second record of one
    文号 and issuer is refused with the held one's name: `document.differs` where title or day are
    others, `document.held` where they are the same.
    """

    register: Register
    choices: DocumentChoices
    clock: Clock

    def enter(self, actor: Actor, record: DocumentRecord) -> DocumentView:
        """Enter a document."""
        require(actor, Act.DRAFT)
        wanted = self._sound(record)
        with self.register.writing(actor) as writer:
            self._require_new(writer, wanted)
            document = writer.keep_document(replace(wanted, id=UNREGISTERED))
            writer.audit("document.add", of_document(replace(wanted, id=document)))
            return viewed(writer, document)

    def amend(
        self,
        actor: Actor,
        document: DocumentId,
        reason: str,
        **changes: Any,  # noqa: ANN401 - fields by name
    ) -> DocumentView:
        """Change fields of a record; what was said before stays on record with the reason.

        Refuses `document.reason_missing`, and `document.cited` for a 文号 or issuer by which
        cases cite the document.
        """
        require(actor, Act.DRAFT)
        if not reason.strip():
            raise Refusal("document.reason_missing", document=document)
        with self.register.writing(actor) as writer:
            held = writer.document(document)
            wanted = self._sound(replace(held, **changes))
            before, after = _said(held), _said(wanted)
            changed = [name for name in before if before[name] != after[name]]
            if changed:
                self._require_free(writer, held, wanted)
                writer.keep_document(wanted)
                writer.enter_edit(
                    document,
                    DocumentEdit(
                        self.clock.now().isoformat(timespec="seconds"),
                        actor.account,
                        reason.strip(),
                        {name: before[name] for name in changed},
                        {name: after[name] for name in changed},
                    ),
                )
                writer.audit("document.edit", of_document(wanted))
            return viewed(writer, document)

    def show(self, actor: Actor, document: DocumentId) -> DocumentView:
        """Return a record with all that hangs on it."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return viewed(reader, document)

    def count(self, actor: Actor, query: DocumentQuery) -> int:
        """Return how many documents a query finds."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return reader.count_documents(asked(query))

    def list(
        self, actor: Actor, query: DocumentQuery, offset: int, limit: int
    ) -> tuple[ListedDocument, ...]:
        """Return one block of a query's documents."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return reader.documents(asked(query), offset, limit)

    def _require_new(self, reader: Reader, wanted: DocumentRecord) -> None:
        for held in reader.documents_numbered(wanted.number) if wanted.number else ():
            same = same_document(held, citation_of(wanted), reader.issuers)
            if held.id != wanted.id and same:
                code = "document.held"
                if differing(held, citation_of(wanted)):
                    code = "document.differs"
                raise Refusal(code, **named(held))

    def _require_free(self, reader: Reader, held: DocumentRecord, wanted: DocumentRecord) -> None:
        self._require_new(reader, wanted)
        if held.number == wanted.number and reader.issuers.same(held.issuer, wanted.issuer):
            return
        cases = reader.document_cases(held.id)
        if cases and (held.number != wanted.number or held.issuer):
            raise Refusal("document.cited", **named(held), cases=cases)

    def _sound(self, record: DocumentRecord) -> DocumentRecord:
        return sound(record, self.choices, self.clock.today())


def sound(record: DocumentRecord, choices: DocumentChoices, today: date) -> DocumentRecord:
    """Return a record in canonical spelling.

    Refuses `document.title_missing`, `document.number_form`, `document.too_long`,
    `document.choice`, `document.future` and `document.received_early`.
    """
    tidy = _tidy(record)
    if not tidy.title:
        raise Refusal("document.title_missing", number=tidy.number)
    for text in (tidy.title, tidy.issuer, tidy.number, tidy.secrecy_term):
        if len(text) > _LONGEST:
            raise Refusal("document.too_long", text=text[:20], longest=_LONGEST)
    _require_number(tidy, choices, today)
    for column, value, known in (
        ("类别", tidy.category, choices.categories),
        ("收发", tidy.direction, choices.directions),
        ("密级", tidy.secrecy, ("", *choices.secrecy)),
        ("办理", tidy.handling, ("", NO_ACTION)),
    ):
        if value not in known:
            offered = tuple(filter(None, known))
            raise Refusal("document.choice", column=column, value=value, choices=offered)
    _require_days(tidy, today)
    return tidy


def _require_days(record: DocumentRecord, today: date) -> None:
    dated, received = record.dated, record.received_on
    for day in filter(None, (dated, received)):
        if day > today:
            raise Refusal("document.future", day=day, today=today)
    if dated and received and received < dated:
        raise Refusal("document.received_early", dated=dated, received=received)


def _tidy(record: DocumentRecord) -> DocumentRecord:
    return replace(
        record,
        number=canonical_number(record.number),
        issuer=record.issuer.strip(),
        title=" ".join(record.title.split()),
        secrecy_term=record.secrecy_term.strip(),
        keywords=tuple(dict.fromkeys(filter(None, (word.strip() for word in record.keywords)))),
        summary=record.summary.strip(),
        note=record.note.strip(),
        units=tuple(sorted(set(record.units))),
    )


def _require_number(record: DocumentRecord, choices: DocumentChoices, today: date) -> None:
    if is_document_number(record.number, today):
        return
    free = record.category not in choices.numbered or record.number in choices.undocumented
    if year_of(record.number) or not free:
        raise Refusal("document.number_form", number=record.number, category=record.category)


def viewed(reader: Reader, document: DocumentId) -> DocumentView:
    """Return a record with the units and cases it served, what is attached, and its place."""
    return DocumentView(
        reader.document(document),
        reader.document_units(document),
        reader.document_cases(document),
        reader.attachments(document),
        reader.document_edits(document),
        reader.document_place(document),
    )


def named(held: DocumentRecord) -> dict[str, object]:
    """Return the facts by which a sentence names a held record."""
    return {
        "number": held.number,
        "issuer": held.issuer or "发文单位未登记",
        "title": held.title,
        "dated": held.dated or "日期未登记",
        "document": held.id,
    }


def asked(query: DocumentQuery) -> DocumentQuery:
    """Return a query whose 文号 is spelt as the register spells it."""
    return replace(query, number=canonical_number(query.number))


def _said(record: DocumentRecord) -> dict[str, str]:
    return dict(_texts(record))


def _texts(record: DocumentRecord) -> Iterator[tuple[str, str]]:
    for name in _AMENDED:
        value = getattr(record, name)
        yield name, "、".join(value) if isinstance(value, tuple) else str(value or "")
    yield "units", "、".join(record.units)
