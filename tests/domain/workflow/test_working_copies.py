"""What is typed is kept for its account, and knows what became of the draft it goes on with."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case import CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.documents import Document
from domain.errors import Refusal
from domain.register import Actor
from domain.workflow.cases import Cases
from domain.workflow.working_copies import WorkingCopies
from domain.working_copy import RETURNING, Basis, HeldCopy, Typed, TypedLine, WorkingCopy, mark_of
from tests.domain.changes.grounds import newcomer
from tests.domain.workflow.office import CLERK, NOON, REVIEWER, cases, register_of
from tests.fakes.clock import FixedClock
from tests.fakes.facts import entry, quota, unit
from tests.fakes.register import FakeRegister

BUREAU = unit(1, "安澜县教育局")
COPY = WorkingCopy("k1", "人员上编", "安澜县教育局", Typed({"name": "王小明"}))
OTHER = Actor("qian", frozenset({"经办"}), single=False)


@pytest.fixture
def register() -> FakeRegister:
    return register_of(BUREAU, quota(BUREAU, 2), entry(BUREAU, 1, 2))


@pytest.fixture
def acts(register: FakeRegister) -> Cases:
    return cases(register)


@pytest.fixture
def copies(register: FakeRegister) -> WorkingCopies:
    return WorkingCopies(register, FixedClock(NOON))


def draft(**changes: object) -> CaseDraft:
    whole = CaseDraft(
        "人员上编", BUREAU.unit, Document("安编办函〔2026〕8号"), date(2026, 11, 16), (newcomer(),)
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # fields by name


def on(view: CaseView, number: str = "") -> WorkingCopy:
    case = view.case
    basis = Basis(case.unit, CaseId(number or case.id), mark_of(case))
    return replace(COPY, based_on=(basis,))


def test_it_is_kept_with_its_moment_and_thrown_away(
    register: FakeRegister, copies: WorkingCopies
) -> None:
    assert copies.keep(CLERK, COPY) == NOON
    kept = replace(COPY, kept_at=NOON.isoformat(timespec="seconds"))
    assert copies.held(CLERK) == (HeldCopy(kept),)
    assert copies.held(OTHER) == ()
    copies.discard(OTHER, COPY.key)
    assert copies.held(CLERK) == (HeldCopy(kept),)
    copies.discard(CLERK, COPY.key)
    assert copies.held(CLERK) == ()
    assert register.audited == []


def test_only_who_may_draft_is_kept_a_copy(copies: WorkingCopies) -> None:
    with pytest.raises(Refusal, match=r"role\.denied"):
        copies.keep(REVIEWER, COPY)
    assert copies.held(REVIEWER) == ()


def test_remarks_are_kept_for_whoever_may_return_a_report(copies: WorkingCopies) -> None:
    remarks = replace(COPY, form=RETURNING)
    copies.keep(REVIEWER, remarks)
    assert [held.copy.form for held in copies.held(REVIEWER)] == [RETURNING]
    with pytest.raises(Refusal, match=r"role\.denied"):
        copies.keep(CLERK, remarks)


def test_a_draft_that_stayed_says_nothing_and_one_that_was_edited_says_so(
    acts: Cases, copies: WorkingCopies
) -> None:
    view = acts.draft(CLERK, draft())
    copies.keep(CLERK, on(view))
    (held,) = copies.held(CLERK)
    assert (held.edited, held.gone) == ((), ())
    acts.draft(OTHER, draft(case=view.case.id, explanation="改过"))
    (held,) = copies.held(CLERK)
    assert (held.edited, held.gone) == ((view.case.id,), ())


def test_a_draft_that_was_submitted_or_never_was_is_gone(
    acts: Cases, copies: WorkingCopies
) -> None:
    view = acts.draft(CLERK, draft())
    copies.keep(CLERK, on(view, "2026-00099"))
    (held,) = copies.held(CLERK)
    assert held.gone == ("2026-00099",)
    copies.keep(CLERK, on(view))
    acts.submit(CLERK, view.case.id)
    (held,) = copies.held(CLERK)
    assert (held.edited, held.gone) == ((), (view.case.id,))


def test_everybody_who_stands_in_a_form_is_named_once() -> None:
    lines = (TypedLine("调动", {}, ("2", "3")), TypedLine("任职", {}, ("3",)))
    assert Typed({}, {"people": ("1", "2")}, lines).people == ("1", "2", "3")
    assert Typed().people == ()
