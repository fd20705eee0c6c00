"""变动未录入: documents that were received, and whose change nobody has entered yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.archive import DocumentRecord, UnenteredDocument
from domain.calendar import WorkCalendar
from domain.codes import County
from domain.document_choices import DocumentChoices
from domain.register import Actor
from domain.roles import Act
from domain.workflow.office_data import calendar_of
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Register


@dataclass(frozen=True, slots=True)
class Unentered:
    """Finds them. Refuses `role.denied`."""

    register: Register
    choices: DocumentChoices
    county: County
    clock: Clock

    def list(self, actor: Actor) -> tuple[UnenteredDocument, ...]:
        """Return the documents, the most urgent first; none before the register begins.

        What a document said before that day, the register took over with everything else.
        """
        require(actor, Act.READ)
        with self.register.reading() as reader:
            began = reader.began(self.register.office.code)
            if began is None:
                return ()
            found = reader.unentered_documents(self.choices.acted, began)
            calendar = calendar_of(reader, self.county)
        return tuple(sorted(self._timed(found, calendar), key=_order))

    def _timed(
        self, found: tuple[DocumentRecord, ...], calendar: WorkCalendar
    ) -> Iterator[UnenteredDocument]:
        today = self.clock.today()
        for record in found:
            start = record.received_on or record.dated
            if start is None:
                yield UnenteredDocument(record)
                continue
            due = calendar.after(start, self.choices.enter_within)
            left, certain = calendar.between(today, due), calendar.certain(start, due)
            yield UnenteredDocument(record, due, left, certain)


def _order(one: UnenteredDocument) -> tuple[date, int]:
    return one.due or date.max, one.record.id
