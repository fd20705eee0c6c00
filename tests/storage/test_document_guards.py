"""The database itself keeps documents, edits, attachments and places from being undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.archive import Attachment, DocumentEdit, Place
from storage.connect import Connection, IntegrityError, connect
from storage.register import FILE_NAME
from tests.fakes.facts import CLERK
from tests.storage.registers import KEY, sql_register
from tests.storage.test_documents_contract import FILE, LETTER


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    register = sql_register(tmp_path)
    with register.writing(CLERK) as writer:
        letter = writer.keep_document(LETTER)
        writer.enter_edit(letter, DocumentEdit("", "", "", {}, {}))
        writer.keep_attachment(
            Attachment(FILE, "批文", "a.pdf", letter, detached_at="2026-06-01", reason="错")
        )
        writer.file_document(letter, Place(2026, "1", 1))
    register.close()
    opened = connect(tmp_path / FILE_NAME, KEY)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM document",
        "DELETE FROM document_edit",
        "UPDATE document_edit SET reason = 'x'",
        "DELETE FROM attachment",
        "UPDATE attachment SET file_name = 'x'",
        "UPDATE attachment SET detached_at = ''",
        "UPDATE attachment SET reason = 'x'",
        "DELETE FROM attachment_file",
        "UPDATE attachment_file SET size = 1",
        "DELETE FROM document_place",
        "UPDATE document_place SET box = 'x'",
    ],
)
def test_what_was_recorded_stays(connection: Connection, statement: str) -> None:
    with pytest.raises(IntegrityError):
        connection.execute(statement)


def test_an_attachment_has_exactly_one_owner(connection: Connection) -> None:
    with pytest.raises(IntegrityError, match="CHECK"):
        connection.execute(
            'INSERT INTO attachment (document, "case", file, material, file_name, added_by,'
            " added_at, detached_by, detached_at, reason)"
            " SELECT NULL, NULL, file, '', '', '', '', '', '', '' FROM attachment"
        )
