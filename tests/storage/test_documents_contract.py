"""One contract for documents on disk and in memory."""

from dataclasses import replace
from datetime import date

import pytest

from domain.archive import (
    Attachment,
    AttachmentId,
    DocumentEdit,
    DocumentId,
    DocumentQuery,
    DocumentRecord,
    ListedDocument,
    Place,
    StoredFile,
)
from domain.case import ARCHIVED, DONE, DRAFT, WITHDRAWN, Case, CaseId
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import LedgerEntry, UnitId
from domain.workflow.ports import Register, Writer
from tests.fakes.facts import CLERK, entry
from tests.storage.contract import BUREAU, CLINIC, SCHOOL, fill, refused

LETTER = DocumentRecord(
    "安编办函〔2026〕8号",
    "安澜县委编办",
    "关于核准县教育局用编的函",
    date(2026, 2, 3),
    "发文",
    None,
    "秘密",
    "10年",
    "批文",
    ("用编", "教育"),
    "核准使用事业编制三名",
    "原件存档",
    (SCHOOL.unit,),
)
LAW = DocumentRecord("", "国务院", "地方各级人民政府机构设置和编制管理条例", category="法规")
ORDER = DocumentRecord(
    "安编发〔2025〕1号", "安澜县委编委", "关于𠮷林路小学的批复", date(2025, 5, 6)
)  # fmt: skip
FILE = StoredFile("ab" * 32, 12, "pdf", "name.sealed")


def keep(register: Register, *records: DocumentRecord) -> tuple[DocumentId, ...]:
    with register.writing(CLERK) as writer:
        return tuple(writer.keep_document(record) for record in records)


def found(register: Register, **query: object) -> list[str]:
    asked = DocumentQuery(**query)  # type: ignore[arg-type]  # fields by name
    with register.reading() as reader:
        listed = reader.documents(asked, 0, 50)
        assert reader.count_documents(asked) == len(listed)
    return [one.record.title for one in listed]


def a_case(writer: Writer, cited: Document, state: str, unit: UnitId = BUREAU.unit) -> CaseId:
    number = writer.next_case(2026)
    writer.save_case(Case(number, "人员上编", unit, cited, date(2026, 3, 1), state=state))
    return number


def test_a_record_comes_back_as_it_was_kept(register: Register) -> None:
    letter, law = keep(register, LETTER, LAW)
    with register.reading() as reader:
        assert reader.document(letter) == replace(LETTER, id=letter)
        assert reader.documents_numbered(LETTER.number) == (replace(LETTER, id=letter),)
        assert reader.documents_numbered("安编办函〔2026〕9号") == ()
        assert reader.document(law) == replace(LAW, id=law)
        assert reader.documents(DocumentQuery(), 0, 9) == (
            ListedDocument(replace(LAW, id=law)),
            ListedDocument(replace(LETTER, id=letter)),
        )
        with pytest.raises(Refusal) as caught:
            reader.document(DocumentId(77))
    assert refused(caught) == "document.unknown"


def test_a_changed_record_is_found_by_what_it_says_now(register: Register) -> None:
    (letter,) = keep(register, LETTER)
    changed = replace(LETTER, id=letter, title="关于卫生局的函", keywords=(), units=())
    assert keep(register, changed) == (letter,)
    assert found(register, text="卫生") == ["关于卫生局的函"]
    assert found(register, text="教育") == []


def test_a_second_record_of_one_number_and_issuer_is_refused(register: Register) -> None:
    keep(register, LETTER)
    with pytest.raises(Refusal) as caught:
        keep(register, replace(LETTER, title="别的"))
    assert refused(caught) == "document.held"
    keep(register, replace(LETTER, issuer="安河市委编办"), LAW, replace(LAW, title="另一部"))


WHOLE = "中共安澜县委机构编制委员会办公室"


@pytest.mark.parametrize("issuer", [WHOLE, "县委编办", "安澜县 委编办"])
def test_every_spelling_of_an_issuer_is_the_same_issuer(register: Register, issuer: str) -> None:
    (letter,) = keep(register, LETTER)
    with pytest.raises(Refusal) as caught:
        keep(register, replace(LETTER, issuer=issuer, title="别的"))
    assert refused(caught) == "document.held"
    assert found(register, issuer=WHOLE) == found(register, issuer="县委编办") == [LETTER.title]
    with register.writing(CLERK) as writer:
        done = a_case(writer, Document(LETTER.number, issuer=issuer), DONE, UnitId("z"))
        assert writer.document_cases(letter) == (done,)
        assert writer.document_units(letter)[-1] == "z"
        assert writer.issuers.same(issuer, LETTER.issuer)
    assert found(register, case=done) == found(register, unit=UnitId("z")) == [LETTER.title]
    with register.reading() as reader:
        assert reader.document(letter).issuer == LETTER.issuer


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("教育", 1),
        ("育", 1),
        ("函〔2026〕8号", 1),
        ("安编办函 [2026] 8", 1),
        ("函２０２６", 1),
        ("𠮷", 1),
        ("𠮷林", 1),
        ("教育 编办", 1),
        ("教育 国务院", 0),
        ("育教", 0),
        ("三名", 1),
        ("原件", 0),
        ("条例", 1),
        ('"', 3),
        ("OR", 0),
        ("教育*", 1),
        ("", 3),
    ],
)
def test_search_takes_what_is_typed_literally(register: Register, typed: str, hits: int) -> None:
    keep(register, LETTER, LAW, ORDER)
    assert len(found(register, text=typed)) == hits


def test_lists_are_narrowed_and_ordered(register: Register) -> None:
    keep(register, LETTER, LAW, ORDER)
    letter, law, order = LETTER.title, LAW.title, ORDER.title
    assert found(register) == [order, law, letter]
    assert found(register, order="dated") == [letter, order, law]
    assert found(register, text="的", order="dated") == [letter, order]
    assert found(register, issuer="国务院") == [law]
    assert found(register, category="批文", direction="收文") == [order]
    assert found(register, year=2026) == [letter]
    assert found(register, number=ORDER.number) == [order]
    with register.reading() as reader:
        block = reader.documents(DocumentQuery(), 1, 1)
    assert [one.record.title for one in block] == [law]


def test_a_document_served_the_units_that_anything_names(register: Register) -> None:
    (letter,) = keep(register, LETTER)
    grant = LedgerEntry(CLINIC.unit, 1, "编制", "行政编制", 3, doc_no=LETTER.number)
    founded = replace(BUREAU, unit=UnitId("6299250009"), established_doc=LETTER.number)
    fill(register, CLINIC, founded, grant)
    with register.writing(CLERK) as writer:
        done = a_case(writer, Document(LETTER.number), DONE)
        a_case(writer, Document(LETTER.number, issuer="安河市委编办"), DONE, UnitId("x"))
        a_case(writer, Document(LETTER.number), WITHDRAWN, UnitId("y"))
        draft = a_case(writer, Document(LETTER.number, "别的", LETTER.issuer), DRAFT, UnitId("z"))
        filed = a_case(writer, Document(LETTER.number), ARCHIVED)
        assert writer.document_cases(letter) == (done, draft, filed)
    with register.reading() as reader:
        served = reader.document_units(letter)
    assert served == tuple(sorted({CLINIC.unit, SCHOOL.unit, BUREAU.unit, founded.unit}))
    for unit in served:
        assert found(register, unit=unit) == [LETTER.title]
    assert found(register, unit=UnitId("z")) == []
    assert found(register, case=done) == [LETTER.title]
    assert found(register, case=CaseId("2026-99999")) == []


def test_a_document_without_a_number_served_only_whom_it_names(register: Register) -> None:
    (law,) = keep(register, replace(LAW, units=(CLINIC.unit,)))
    with register.writing(CLERK) as writer:
        a_case(writer, Document(""), DONE)
    with register.reading() as reader:
        assert reader.document_units(law) == (CLINIC.unit,)
        assert reader.document_cases(law) == ()


def test_edits_are_kept_in_order(register: Register) -> None:
    (letter,) = keep(register, LETTER)
    first = DocumentEdit("2026-06-01", "zhao", "误", {"note": ""}, {"note": "甲"})
    second = replace(first, reason="又误")
    with register.writing(CLERK) as writer:
        writer.enter_edit(letter, first)
        writer.enter_edit(letter, second)
    with register.reading() as reader:
        assert reader.document_edits(letter) == (first, second)


def test_attachments_belong_to_a_document_or_a_case_and_stay(register: Register) -> None:
    (letter,) = keep(register, LETTER)
    other = replace(FILE, sha256="cd" * 32, name="other.sealed")
    with register.writing(CLERK) as writer:
        case = a_case(writer, Document(LETTER.number), DRAFT)
        mine = Attachment(FILE, "批文", "a.pdf", letter, None, "zhao", "2026-06-01")
        same = Attachment(FILE, "申请", "b.pdf", None, case, "zhao", "2026-06-01")
        more = replace(mine, file=other)
        numbers = [writer.keep_attachment(one) for one in (mine, same, more)]
        gone = replace(
            more, id=numbers[2], detached_by="qian", detached_at="2026-06-02", reason="错"
        )
        assert writer.keep_attachment(gone) == numbers[2]
    mine, same = replace(mine, id=numbers[0]), replace(same, id=numbers[1])
    with register.reading() as reader:
        assert reader.attachments(letter) == (mine, gone)
        assert reader.attachments(case=case) == (same,)
        assert reader.attachments() == ()
        assert list(reader.all_attachments()) == [mine, same, gone]
        assert reader.attachment(numbers[0]) == mine
        assert (reader.holds_file("name.sealed"), reader.holds_file("no")) == (True, False)
        assert [one.attachments for one in reader.documents(DocumentQuery(), 0, 9)] == [1]
        with pytest.raises(Refusal) as caught:
            reader.attachment(AttachmentId(99))
    assert refused(caught) == "attachment.unknown"


def test_a_place_is_given_once(register: Register) -> None:
    letter, law, order = keep(register, LETTER, LAW, ORDER)
    with register.writing(CLERK) as writer:
        assert writer.next_place(2026, "3") == 1
        writer.file_document(order, Place(2026, "3", 1, "zhao", "2026-06-01", "复印件"))
        assert (writer.next_place(2026, "3"), writer.next_place(2025, "3")) == (2, 1)
        writer.file_document(letter, Place(2025, "3", 1))
    for document, place in ((order, Place(2026, "4", 1)), (law, Place(2026, "3", 1))):
        with pytest.raises(Refusal) as caught, register.writing(CLERK) as writer:
            writer.file_document(document, place)
        assert refused(caught) == "document.filed"
    with register.reading() as reader:
        assert reader.document_place(order) == Place(2026, "3", 1, "zhao", "2026-06-01", "复印件")
        assert reader.document_place(law) is None
    assert found(register, filed=True, order="place") == [LETTER.title, ORDER.title]
    assert found(register, filed=False) == [LAW.title]
    assert found(register, filed_year=2026, box="3") == [ORDER.title]
    assert found(register, text="小学", filed=True, order="place") == [ORDER.title]


def test_received_documents_wait_until_somebody_acts_on_them(register: Register) -> None:
    fill(register)
    day = date(2026, 1, 1)
    received = replace(LETTER, direction="收文", dated=date(2026, 2, 3))
    several = (
        received,
        replace(received, number="安编办函〔2026〕9号"),
        replace(received, number="安编办函〔2026〕10号", dated=date(2025, 12, 31)),
        replace(received, number="安编办函〔2026〕11号", dated=None, received_on=day),
        replace(received, number="安编办函〔2026〕12号", dated=None, received_on=None),
        replace(received, number="安编办函〔2026〕13号", handling="无需办理"),
        replace(received, number="安编办函〔2026〕14号"),
        replace(LETTER, number="安编办函〔2026〕15号"),
        replace(received, number="无文号", category="三定"),
        LAW,
    )
    numbers = keep(register, *several)
    with register.writing(CLERK) as writer:
        a_case(writer, Document("安编办函〔2026〕9号", issuer="安澜县委编办"), WITHDRAWN)
        a_case(writer, Document("无文号", "别的"), DRAFT)
        writer.file_document(numbers[6], Place(2026, "1", 1))
        assert writer.document(numbers[5]).handling == "无需办理"

    def waiting() -> list[DocumentId]:
        with register.reading() as reader:
            return [one.id for one in reader.unentered_documents({"批文", "三定"}, day)]

    assert waiting() == [numbers[at] for at in (0, 1, 3, 4, 8)]
    with register.writing(CLERK) as writer:
        a_case(writer, Document("安编办函〔2026〕8号", issuer="别处"), DRAFT)
        a_case(writer, Document("安编办函〔2026〕9号"), DRAFT)
        a_case(writer, Document("无文号", LETTER.title), DRAFT)
    assert waiting() == [numbers[at] for at in (0, 3, 4)]


def test_a_document_that_the_ledgers_rest_on_waits_for_nothing(register: Register) -> None:
    founded = replace(BUREAU, doc_no="安编发〔2019〕1号", established_doc="安编发〔2019〕2号")
    added = replace(entry(BUREAU, 1, 5), doc_no="安编发〔2019〕3号")
    fill(register, founded, added)
    numbers = [f"安编发〔2019〕{number}号" for number in range(1, 5)]
    *_, last = keep(register, *(replace(ORDER, number=number, dated=None) for number in numbers))
    with register.reading() as reader:
        waiting = reader.unentered_documents({"批文"}, date(2020, 1, 1))
    assert [one.id for one in waiting] == [last]


def test_what_was_filed_last_comes_first_where_it_is_asked_for_so(register: Register) -> None:
    one, other = keep(register, LETTER, ORDER)
    with register.writing(CLERK) as writer:
        writer.file_document(one, Place(2026, "9", 1, "zhao", "2026-03-02T09:00:00"))
        writer.file_document(other, Place(2025, "8", 1, "zhao", "2026-03-01T09:00:00"))
    assert found(register, filed=True, order="filed") == [LETTER.title, ORDER.title]
    assert found(register, filed=True, order="place") == [ORDER.title, LETTER.title]
