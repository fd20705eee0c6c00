"""What makes two documents one, and what they are called."""

from datetime import date

import pytest

from domain.archive import Attachment, DocumentRecord, StoredFile, differing, same_document
from domain.documents import Document, year_of
from tests.fakes.documents import ISSUERS

HELD = DocumentRecord(
    "安编办函〔2026〕8号", "安澜县委编办", "关于核准用编的函", date(2026, 2, 3)
)  # fmt: skip


@pytest.mark.parametrize(
    ("number", "year"),
    [("安编办函〔2026〕8号", 2026), ("无文号", None), ("", None), ("国务院令第411号", None)],
)
def test_the_year_is_that_of_the_number(number: str, year: int | None) -> None:
    assert year_of(number) == year


def test_a_document_without_a_number_is_of_the_year_of_its_day() -> None:
    assert HELD.year == 2026
    assert DocumentRecord("", "", "规定", date(2019, 1, 2)).year == 2019
    assert DocumentRecord("", "", "规定").year == 0


def test_a_document_is_called_by_its_number_else_by_its_title() -> None:
    assert HELD.name == "安编办函〔2026〕8号"
    assert DocumentRecord("", "", "规定").name == "《规定》"


@pytest.mark.parametrize(
    ("cited", "same"),
    [
        (Document("安编办函〔2026〕8号"), True),
        (Document("安编办函〔2026〕8号", issuer="安澜县 委编办"), True),
        (Document("安编办函〔2026〕8号", issuer="中共安澜县委机构编制委员会办公室"), True),
        (Document("安编办函〔2026〕8号", "别的", "安河市委编办"), False),
        (Document("安编办函〔2026〕9号"), False),
    ],
)
def test_number_and_issuer_make_it_the_same(cited: Document, same: bool) -> None:  # noqa: FBT001 - a case of the table
    assert same_document(HELD, cited, ISSUERS) is same


def test_a_held_record_without_issuer_is_everybodys_and_free_text_nobodys() -> None:
    blank = DocumentRecord(HELD.number, "", "")
    assert same_document(blank, Document(HELD.number, issuer="甲"), ISSUERS)
    assert not same_document(DocumentRecord("无文号", "", ""), Document("无文号"), ISSUERS)


@pytest.mark.parametrize(
    ("cited", "fields"),
    [
        (Document("", ""), ()),
        (Document("", "《关于核准用编的函》", dated=date(2026, 2, 3)), ()),
        (Document("", " 关于核准 用编的函"), ()),
        (Document("", "关于核减的函"), ("title",)),
        (Document("", "关于核减的函", dated=date(2026, 2, 4)), ("title", "dated")),
    ],
)
def test_only_what_is_said_can_differ(cited: Document, fields: tuple[str, ...]) -> None:
    assert differing(HELD, cited) == fields
    assert differing(DocumentRecord(HELD.number, "", ""), cited) == ()


def test_what_is_detached_is_not_attached() -> None:
    file = StoredFile("", 0, "pdf", "")
    assert Attachment(file, "批文", "a.pdf").attached
    assert not Attachment(file, "批文", "a.pdf", detached_at="2026-01-01").attached
