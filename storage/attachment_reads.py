"""What is attached to documents, cases and problems, as the register knows it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Final

from domain.archive import Attachment, AttachmentId, DocumentId, StoredFile
from domain.case import CaseId
from domain.errors import Refusal
from domain.problem import ProblemId
from storage.fact_tables import Row, sql
from storage.view import View

_ATTACHMENT: Final = """
    SELECT f.sha256, f.size, f.media, f.name, a.material, a.file_name, a.document, a."case",
           a.problem, a.added_by, a.added_at, a.detached_by, a.detached_at, a.reason, a.id
      FROM attachment AS a JOIN attachment_file AS f ON f.name = a.file
"""
_ONE_ATTACHMENT: Final = _ATTACHMENT + " WHERE a.id = ?"
_OF_DOCUMENT: Final = _ATTACHMENT + " WHERE a.document = :of ORDER BY a.id"
_OF_CASE: Final = _ATTACHMENT + ' WHERE a."case" = :of ORDER BY a.id'
_OF_PROBLEM: Final = _ATTACHMENT + " WHERE a.problem = :of ORDER BY a.id"
_EVIDENCE: Final = sql(
    _ATTACHMENT,
    "WHERE a.problem IN (SELECT value FROM json_each(:problems)) ORDER BY a.problem, a.id",
)
_ALL_ATTACHMENTS: Final = _ATTACHMENT + " ORDER BY a.id"
_HELD_FILE: Final = "SELECT count(*) FROM attachment_file WHERE name = ?"


class AttachmentReads(View):
    """The part of the `Reader` port that answers about attachments."""

    __slots__ = ()

    def attachment(self, attachment: AttachmentId) -> Attachment:
        """Return an attachment, detached or not; refuses `attachment.unknown`."""
        row = self.connection.execute(_ONE_ATTACHMENT, (attachment,)).fetchone()
        if row is None:
            raise Refusal("attachment.unknown", attachment=attachment)
        return _to_attachment(row)

    def attachments(
        self,
        document: DocumentId | None = None,
        case: CaseId | None = None,
        problem: ProblemId | None = None,
    ) -> tuple[Attachment, ...]:
        """Return what is or was attached to a document, a case or a problem, oldest first."""
        owners = ((_OF_DOCUMENT, document), (_OF_CASE, case), (_OF_PROBLEM, problem))
        rows = (row for found, owner in owners for row in self.rows(found, {"of": owner}))
        return tuple(map(_to_attachment, rows))

    def evidence(
        self, problems: Collection[ProblemId]
    ) -> Mapping[ProblemId, tuple[Attachment, ...]]:
        """Return what is or was attached to some problems, oldest first; none has no entry."""
        rows = self.rows(_EVIDENCE, {"problems": json.dumps(list(problems))})
        by_problem = groupby(map(_to_attachment, rows), key=lambda one: one.problem)
        return {number: tuple(held) for number, held in by_problem if number is not None}

    def all_attachments(self) -> Iterator[Attachment]:
        """Stream every attachment, detached ones too."""
        return map(_to_attachment, self.rows(_ALL_ATTACHMENTS, {}))

    def holds_file(self, name: str) -> bool:
        """Tell whether a stored file of this name belongs to anything."""
        return bool(self.one(_HELD_FILE, (name,))[0])


def _to_attachment(row: Row) -> Attachment:
    sha256, size, media, name, material, file_name, document, case, problem, *acts, number = row
    added_by, added_at, detached_by, detached_at, reason = acts
    return Attachment(
        StoredFile(sha256, size, media, name),
        material,
        file_name,
        None if document is None else DocumentId(document),
        None if case is None else CaseId(case),
        added_by,
        added_at,
        detached_by,
        detached_at,
        reason,
        AttachmentId(number),
        None if problem is None else ProblemId(problem),
    )
