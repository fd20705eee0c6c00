"""Attaching, detaching, reading files; what a crash leaves is settled."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import PurePath

import pytest

from domain.archive import Attachment, AttachmentId, DocumentId
from domain.case import ARCHIVED, DONE, DRAFT, WITHDRAWN, Case, CaseId
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import UnitId
from domain.problem import SURVEY, Matter, ProblemId
from domain.register import Actor
from domain.workflow.attaching import settle, shown_name
from domain.workflow.problems import Problems
from tests.domain.workflow.filed import LETTER, SCAN, attaching, documents, refusal
from tests.domain.workflow.office import AUDITOR, CLERK, COUNTY, HEAD, NOON
from tests.fakes.clock import FixedClock
from tests.fakes.documents import FakeStore
from tests.fakes.register import OFFICE, FakeRegister, FakeWriter

CASE = CaseId("2026-00001")
NUMBER = "安编办函〔2026〕8号"


@pytest.fixture
def store() -> FakeStore:
    return FakeStore({SCAN: b"%PDF-", PurePath("/x/other.pdf"): b"%PDF-2"})


@pytest.fixture
def register() -> FakeRegister:
    return FakeRegister()


@pytest.fixture
def letter(register: FakeRegister) -> DocumentId:
    return documents(register).enter(CLERK, LETTER).record.id


def keep_case(register: FakeRegister, state: str) -> None:
    with register.writing(CLERK) as writer:
        day = date(2026, 3, 1)
        writer.save_case(Case(CASE, "人员上编", UnitId("1"), Document(""), day, state=state))


def test_a_file_is_attached_under_its_material_and_kept(
    register: FakeRegister, store: FakeStore, letter: DocumentId
) -> None:
    acts = attaching(register, store)
    held = acts.to_document(CLERK, letter, SCAN, " 批文 ")
    assert (held.material, held.file_name, held.added_by) == ("批文", "扫描件.pdf", "zhao")
    assert acts.find(CLERK, held.id) == held
    assert (store.waiting(), list(store.kept)) == ((), [held.file.name])
    assert b"".join(acts.content(CLERK, held.id)) == b"%PDF-"
    assert register.audited[-1] == ("attachment.add", f"{NUMBER} 附件 {held.id}", held.file.sha256)


def of_case(register: FakeRegister) -> tuple[Attachment, ...]:
    with register.reading() as reader:
        return tuple(reader.attachments(case=CASE))


def test_a_case_has_its_own_attachments(register: FakeRegister, store: FakeStore) -> None:
    keep_case(register, DRAFT)
    acts = attaching(register, store)
    held = acts.to_case(CLERK, CASE, SCAN, "申请")
    assert of_case(register) == (held,)
    assert refusal(lambda: acts.to_case(CLERK, CaseId("x"), SCAN, "申请")).code == "case.unknown"
    keep_case(register, WITHDRAWN)
    ended = refusal(lambda: acts.to_case(CLERK, CASE, SCAN, "申请"))
    assert ended.code == "attachment.case_ended"


def test_the_papers_of_a_case_stay_as_they_are_filed(
    register: FakeRegister, store: FakeStore
) -> None:
    keep_case(register, DONE)
    acts = attaching(register, store)
    held = acts.to_case(CLERK, CASE, SCAN, "申请")
    keep_case(register, ARCHIVED)
    late = refusal(lambda: acts.to_case(CLERK, CASE, PurePath("/x/other.pdf"), "申请"))
    assert late.code == "attachment.case_archived"
    assert (store.waiting(), list(store.kept)) == ((), [held.file.name])
    again = refusal(lambda: acts.to_case(CLERK, CASE, SCAN, "申请"))
    assert again.code == "attachment.twice"
    taken = refusal(lambda: acts.detach(CLERK, held.id, "错"))
    assert taken.code == "attachment.case_archived"
    assert of_case(register) == (held,)


def test_evidence_is_attached_to_a_problem_until_it_has_ended(
    register: FakeRegister, store: FakeStore
) -> None:
    matter = Matter(SURVEY, OFFICE.code, UnitId("1"), "教育局", "台账不符", date(2026, 11, 1))
    ledger = Problems(register, COUNTY, FixedClock(NOON))
    number = ledger.add(CLERK, matter).problem.number
    acts = attaching(register, store)
    held = acts.to_problem(CLERK, number, SCAN)
    assert (held.problem, held.material) == (number, "佐证材料")
    wrong = acts.to_problem(CLERK, number, PurePath("/x/other.pdf"), "照片")
    acts.detach(CLERK, wrong.id, "拿错了")
    assert ledger.show(CLERK, number).evidence[0] == held
    store.kept.clear()
    lost = refusal(lambda: b"".join(acts.content(CLERK, held.id)))
    assert (lost.code, lost.facts["owner"]) == ("attachment.missing", "问题台账第 1 号")
    ledger.close(HEAD, number)
    for act in (
        lambda: acts.to_problem(CLERK, number, SCAN),
        lambda: acts.detach(CLERK, held.id, "不要了"),
    ):
        assert refusal(act).code == "problem.ended"
    assert refusal(lambda: acts.to_problem(CLERK, ProblemId(9), SCAN)).code == "problem.unknown"


def test_what_belongs_to_nothing_is_refused_before_anything_is_stored(
    register: FakeRegister, store: FakeStore, letter: DocumentId
) -> None:
    acts = attaching(register, store)
    assert refusal(lambda: acts.to_document(CLERK, letter, SCAN, " ")).code == (
        "attachment.material_missing"
    )
    absent = DocumentId(77)
    assert refusal(lambda: acts.to_document(CLERK, absent, SCAN, "批文")).code == (
        "document.unknown"
    )
    assert refusal(lambda: acts.to_case(CLERK, CASE, SCAN, "批文")).code == "case.unknown"
    nowhere = PurePath("/x/absent.pdf")
    assert refusal(lambda: acts.to_document(CLERK, letter, nowhere, "批文")).code == (
        "attachment.unreadable"
    )
    assert refusal(lambda: acts.to_document(AUDITOR, letter, SCAN, "批文")).code == "role.denied"
    assert (store.kept, store.taken) == ({}, {})


def test_the_same_content_is_attached_once_but_restores_what_was_lost(
    register: FakeRegister, store: FakeStore, letter: DocumentId
) -> None:
    acts = attaching(register, store)
    held = acts.to_document(CLERK, letter, SCAN, "批文")
    store.kept.clear()
    twice = refusal(lambda: acts.to_document(CLERK, letter, SCAN, "正文"))
    assert (twice.code, twice.facts["attachment"]) == ("attachment.twice", held.id)
    assert b"".join(acts.content(CLERK, held.id)) == b"%PDF-"
    assert store.waiting() == ()
    other = acts.to_document(CLERK, letter, PurePath("/x/other.pdf"), "附件")
    acts.detach(CLERK, other.id, "错")
    again = acts.to_document(CLERK, letter, PurePath("/x/other.pdf"), "附件")
    assert again.id != other.id


def test_detaching_marks_once_and_keeps_the_file(
    register: FakeRegister, store: FakeStore, letter: DocumentId
) -> None:
    acts = attaching(register, store)
    held = acts.to_document(CLERK, letter, SCAN, "批文")
    assert refusal(lambda: acts.detach(CLERK, held.id, " ")).code == "attachment.reason_missing"
    gone = acts.detach(CLERK, held.id, " 扫描不清 ")
    assert (gone.attached, gone.detached_by, gone.reason) == (False, "zhao", "扫描不清")
    assert documents(register).show(CLERK, letter).attachments == (gone,)
    assert register.audited[-1] == ("attachment.end", f"{NUMBER} 附件 {held.id}", held.file.sha256)
    assert refusal(lambda: acts.detach(CLERK, held.id, "x")).code == "attachment.detached"
    assert refusal(lambda: acts.detach(CLERK, AttachmentId(9), "x")).code == "attachment.unknown"
    assert b"".join(acts.content(CLERK, held.id)) == b"%PDF-"


def test_a_damaged_file_is_refused_by_the_name_of_what_it_belongs_to(
    register: FakeRegister, store: FakeStore, letter: DocumentId
) -> None:
    keep_case(register, DRAFT)
    acts = attaching(register, store)
    of_letter = acts.to_document(CLERK, letter, SCAN, "批文")
    of_case = acts.to_case(CLERK, CASE, SCAN, "申请")
    store.kept[of_letter.file.name] = b"%PDF!"
    altered = refusal(lambda: list(acts.content(CLERK, of_letter.id)))
    assert altered.code == "attachment.altered"
    assert altered.facts == {
        "file": "扫描件.pdf", "material": "批文", "owner": "文件 安编办函〔2026〕8号",
        "attachment": of_letter.id,
    }  # fmt: skip
    store.kept.clear()
    missing = refusal(lambda: list(acts.content(CLERK, of_case.id)))
    assert (missing.code, missing.facts["owner"]) == ("attachment.missing", f"业务 {CASE}")


def test_a_fault_of_the_disk_while_reading_is_told_as_it_is(
    register: FakeRegister, letter: DocumentId
) -> None:
    class Broken(FakeStore):
        def content(self, file: object) -> Iterator[bytes]:
            yield b""
            raise Refusal("storage.io", path=str(file))

    acts = attaching(register, Broken({SCAN: b"%PDF-"}))
    held = acts.to_document(CLERK, letter, SCAN, "批文")
    assert refusal(lambda: list(acts.content(CLERK, held.id))).code == "storage.io"


class Interrupted(FakeRegister):
    """A register whose next transaction ends with a fault, before or after it is committed."""

    after_commit: bool | None = None

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[FakeWriter]:
        with super().writing(actor) as writer:
            yield writer
            if self.after_commit is False:
                raise Refusal("storage.disk_full", path="")
        if self.after_commit:
            raise Refusal("storage.io", path="audit.db")


@pytest.mark.parametrize("after_commit", [False, True])
def test_a_fault_while_entering_leaves_the_old_or_the_new_state(*, after_commit: bool) -> None:
    register, store = Interrupted(), FakeStore({SCAN: b"%PDF-"})
    letter = documents(register).enter(CLERK, LETTER).record.id
    register.after_commit = after_commit
    refusal(lambda: attaching(register, store).to_document(CLERK, letter, SCAN, "批文"))
    held = documents(register).show(CLERK, letter).attachments
    assert len(held) == len(store.kept) == int(after_commit)
    assert store.taken == {}


@pytest.mark.parametrize("entered", [False, True])
def test_what_a_crash_left_is_settled_at_the_next_opening(
    register: FakeRegister, store: FakeStore, letter: DocumentId, *, entered: bool
) -> None:
    if entered:
        attaching(register, store).to_document(CLERK, letter, SCAN, "批文")
        store.taken, store.kept = store.kept, {}
    else:
        store.take(SCAN)
    settle(register, store)
    assert (len(store.kept), store.taken) == (int(entered), {})
    settle(register, store)


def test_a_settling_that_fails_does_not_undo_the_act(
    register: FakeRegister, letter: DocumentId
) -> None:
    class Full(FakeStore):
        def keep(self, name: str) -> None:
            raise Refusal("storage.disk_full", path=name)

    store = Full({SCAN: b"%PDF-"})
    held = attaching(register, store).to_document(CLERK, letter, SCAN, "批文")
    assert b"".join(attaching(register, store).content(CLERK, held.id)) == b"%PDF-"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("批文.PDF", "批文.pdf"),
        ("批文", "批文.pdf"),
        ("..\\..\\etc\\passwd.exe", "_.._etc_passwd.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("x\n\x00\t", "x.pdf"),
        ("", "附件.pdf"),
        ("...", "附件.pdf"),
        (".pdf", "pdf.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
        ("𠮷林路.pdf", "𠮷林路.pdf"),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(name: str, shown: str) -> None:
    assert shown_name(name, "pdf") == shown
