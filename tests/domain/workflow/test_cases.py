"""Cases from draft to the register."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from domain.case import DONE, DRAFT, RETURNED, SUBMITTED, WITHDRAWN, CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.checks.catalogue import catalogue, findings_of
from domain.dates import Period
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import Departure, Occupancy, OfficeCode, Person
from domain.finding import Context, Departures
from domain.register import Actor, Office
from domain.versions import AsOf, amended
from domain.workflow.cases import Cases
from tests.domain.changes.grounds import newcomer
from tests.domain.workflow.office import (
    ALONE,
    AUDITOR,
    CLERK,
    COUNTY,
    NOON,
    REVIEWER,
    cases,
    register_of,
)
from tests.fakes.facts import change as a_change
from tests.fakes.facts import entry, id_number, person, place, quota, unit
from tests.fakes.register import FakeRegister

BUREAU = unit(1, "安澜县教育局")
WANG = person(1, "王小明", birth="1987-03", sex="男")
DAY = date(2026, 11, 16)


@pytest.fixture
def register() -> FakeRegister:
    facts = (BUREAU, quota(BUREAU, 2), entry(BUREAU, 1, 2), WANG, place(WANG, BUREAU))
    return register_of(*facts)


@pytest.fixture
def acts(register: FakeRegister) -> Cases:
    return cases(register)


def draft(kind: str, *persons: dict[str, str], **changes: object) -> CaseDraft:
    document = Document("安编办函〔2026〕8号")
    return replace(CaseDraft(kind, BUREAU.unit, document, DAY, persons), **changes)  # type: ignore[arg-type]  # fields by name


ENTRY = draft("人员上编", newcomer())
EXIT = draft("人员下编", {"id": WANG.id_no, "exit_reason": "调出"})


def refusal(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value


def submitted(acts: Cases, of: CaseDraft) -> CaseId:
    number = acts.draft(CLERK, of).case.id
    acts.submit(CLERK, number)
    return number


def actual(view: CaseView) -> tuple[int, int]:
    return view.before[0].actual, view.after[0].actual


def test_a_preview_shows_the_counts_and_keeps_nothing(acts: Cases) -> None:
    view = acts.preview(CLERK, ENTRY)
    assert (view.case.id, view.unit_name, view.blocked_by) == ("", "安澜县教育局", ())
    assert actual(view) == (1, 2)
    assert actual(acts.preview(CLERK, EXIT)) == (1, 0)
    assert acts.list(CLERK) == ()


def test_a_preview_counts_types_the_unit_never_had(acts: Cases) -> None:
    view = acts.preview(CLERK, draft("人员上编", newcomer(quota_type="工勤编制")))
    assert [(count.quota_type, count.actual) for count in view.after] == [
        ("行政编制", 1), ("工勤编制", 1),
    ]  # fmt: skip


def test_people_are_called_as_the_case_says_or_as_they_are_known(acts: Cases) -> None:
    assert acts.preview(CLERK, ENTRY).names == ("孙亮",)
    unknown = {"id": id_number(5), "exit_reason": "调出"}
    leaving = replace(EXIT, persons=(*EXIT.persons, unknown))
    assert acts.preview(CLERK, leaving).names == ("王小明", "")
    number = acts.draft(CLERK, leaving).case.id
    assert acts.withdraw(CLERK, number).names == ("王小明", "")


def test_an_exit_of_nobody_counts_nothing(acts: Cases) -> None:
    view = acts.preview(CLERK, draft("人员下编", {"id": ""}, {"id": id_number(5)}))
    assert actual(view) == (1, 1)
    assert {finding.rule for finding in view.blocked_by} == {1, 80} - {1}


def test_an_entry_goes_from_draft_to_the_register(acts: Cases, register: FakeRegister) -> None:
    number = acts.draft(CLERK, ENTRY).case.id
    assert number == "2026-00001"
    assert acts.submit(CLERK, number).case.state == SUBMITTED
    done = acts.approve(REVIEWER, number).case
    assert (done.state, done.decided_by, done.change) == (DONE, "qian", 2)
    with register.reading() as reader:
        (member,) = reader.find_by_id(newcomer()["id"], AsOf(DAY))
        assert (member.person.person, member.place.quota_doc) == (2, "安编办函〔2026〕8号")
        assert reader.find_by_id(newcomer()["id"], AsOf(date(2026, 11, 15))) == ()
        change = reader.state.changes[-1]
    assert (change.mode, change.effective, change.case) == ("变动", DAY, number)
    assert (change.entered_by, change.approved_by) == ("zhao", "qian")
    acts_entered = [act for act, *_ in register.audited]
    assert acts_entered == ["case.draft", "case.submit", "document.add", "case.approve"]
    assert acts.show(CLERK, number).blocked_by == ()


def test_two_newcomers_get_two_numbers(acts: Cases, register: FakeRegister) -> None:
    other = newcomer(id=id_number(37), name="周红", quota_type="工勤编制")
    with register.writing(CLERK) as writer:
        writer.add([quota(BUREAU, 1, "工勤编制")], date(2026, 1, 1), 1)
    number = submitted(acts, draft("人员上编", newcomer(), other))
    acts.approve(REVIEWER, number)
    with register.reading() as reader:
        held = {m.person.name: m.place.person for m in reader.members(AsOf(DAY))}
    assert held == {"王小明": 1, "孙亮": 2, "周红": 3}


def test_an_exit_ends_the_place_and_who_left_may_come_back(
    acts: Cases, register: FakeRegister
) -> None:
    acts.approve(REVIEWER, submitted(acts, EXIT))
    back = newcomer(id=WANG.id_no, name="王小明", birth="1987-03", work_start="")
    with register.reading() as reader:
        assert reader.find_by_id(WANG.id_no, AsOf(DAY)) == ()
        assert len(reader.versions(Departure, 1)) == 1
        born = reader.versions(Person, 1)[0].content.birth
    back |= {"birth": born}
    later = draft("人员上编", back, effective=date(2026, 11, 20))
    number = acts.draft(CLERK, later).case.id
    acts.submit(CLERK, number)
    acts.approve(REVIEWER, number)
    with register.reading() as reader:
        assert [v.valid.start for v in reader.versions(Occupancy, 1)] == [
            date(2026, 1, 1), date(2026, 11, 20),
        ]  # fmt: skip
        (departure,) = reader.versions(Departure, 1)
        assert departure.valid == Period(DAY)


def test_who_left_and_came_back_the_same_day_is_in_no_contradiction(
    register: FakeRegister,
) -> None:
    acts = cases(register)
    acts.approve(REVIEWER, submitted(acts, EXIT))
    back = newcomer(id=WANG.id_no, name="王小明", work_start="", birth=WANG.birth)
    acts.approve(REVIEWER, submitted(acts, draft("人员上编", back)))
    with register.reading() as reader:
        (dossier,) = reader.dossiers(AsOf(DAY))
        departures = [version.content for version in reader.all_versions(Departure)]
    assert [departure.exit_reason for departure in departures] == ["调出"]
    known = Context(DAY, COUNTY, departures=Departures(departures))
    found = findings_of(dossier, known, catalogue(COUNTY))
    assert 18 not in {finding.rule for finding in found}


def test_a_late_exit_ends_what_completed_the_place_since(
    acts: Cases, register: FakeRegister
) -> None:
    with register.writing(CLERK) as writer:
        change = writer.record(a_change())
        fuller = replace(place(WANG, BUREAU), position="科员")
        held = writer.versions(Occupancy, 1)
        writer.apply(Occupancy, amended(held, date(2026, 11, 18), fuller), change)
    acts.approve(REVIEWER, submitted(acts, EXIT))
    with register.reading() as reader:
        (place_held,) = reader.versions(Occupancy, 1)
    assert place_held.valid == Period(date(2026, 1, 1), DAY)


def test_a_blocked_draft_is_kept_but_not_submitted(acts: Cases) -> None:
    view = acts.draft(CLERK, draft("人员上编", newcomer(entry_mode="")))
    (finding,) = view.blocked_by
    assert (finding.rule, finding.severity, finding.person_number) == (1, "error", None)
    assert finding.text == "没有填写孙亮的进入形式。请选择进入形式。"
    refused = refusal(lambda: acts.submit(CLERK, view.case.id))
    assert (refused.code, refused.facts["reasons"]) == ("case.blocked", [finding.text])
    mended = acts.draft(CLERK, replace(ENTRY, case=view.case.id))
    assert (mended.case.id, mended.blocked_by) == (view.case.id, ())


def test_what_has_happened_since_is_judged_again_at_approval(acts: Cases) -> None:
    one = submitted(acts, ENTRY)
    two = submitted(acts, draft("人员上编", newcomer(id=id_number(37), name="周红")))
    acts.approve(REVIEWER, one)
    assert refusal(lambda: acts.approve(REVIEWER, two)).code == "case.blocked"
    assert acts.show(CLERK, two).case.state == SUBMITTED


def test_nobody_approves_what_he_entered_except_alone(acts: Cases) -> None:
    number = acts.draft(ALONE, ENTRY).case.id
    acts.submit(ALONE, number)
    together = replace(ALONE, single=False)
    assert refusal(lambda: acts.approve(together, number)).code == "case.own_entry"
    assert acts.approve(ALONE, number).case.single


def test_who_entered_a_draft_does_not_approve_it_after_a_colleague_saved_it(acts: Cases) -> None:
    both = frozenset({"经办", "负责人"})
    author, colleague = (Actor(name, both, single=False) for name in ("wang", "zhou"))
    first = acts.draft(author, ENTRY).case
    mended = acts.draft(colleague, replace(ENTRY, case=first.id)).case
    acts.draft(author, replace(ENTRY, case=first.id))
    acts.submit(CLERK, first.id)
    assert (mended.entered_by, mended.entered_at) == ("wang", first.entered_at)
    for actor in (author, colleague):
        with pytest.raises(Refusal) as refused:
            acts.approve(actor, first.id)
        assert refused.value.code == "case.own_entry"
    done = acts.approve(REVIEWER, first.id).case
    assert done.entered_by_any == {"wang", "zhou"}


def test_a_case_says_whether_it_was_approved_alone(acts: Cases) -> None:
    assert not acts.approve(REVIEWER, submitted(acts, ENTRY)).case.single
    number = acts.draft(replace(ALONE, single=False), EXIT).case.id
    acts.submit(CLERK, number)
    assert acts.approve(ALONE, number).case.single
    assert acts.show(CLERK, number).case.single


def test_a_returned_case_may_be_mended_and_needs_a_reason(acts: Cases) -> None:
    number = submitted(acts, ENTRY)
    assert refusal(lambda: acts.return_case(REVIEWER, number, "  ")).code == "case.reason_missing"
    returned = acts.return_case(REVIEWER, number, " 文号不对 ").case
    assert (returned.state, returned.reason, returned.decided_by) == (RETURNED, "文号不对", "qian")
    assert acts.draft(CLERK, replace(ENTRY, case=number)).case.state == DRAFT
    assert acts.submit(CLERK, number).case.reason == ""


def test_a_withdrawn_case_is_at_its_end(acts: Cases) -> None:
    number = acts.draft(CLERK, ENTRY).case.id
    withdrawn = acts.withdraw(CLERK, number)
    assert (withdrawn.case.state, withdrawn.after) == (WITHDRAWN, ())
    assert refusal(lambda: acts.submit(CLERK, number)).code == "case.state"
    assert refusal(lambda: acts.draft(CLERK, replace(ENTRY, case=number))).code == "case.state"


def test_of_two_cases_about_one_person_the_one_begun_first_goes_before(acts: Cases) -> None:
    first = acts.draft(CLERK, EXIT).case.id
    typed = draft("人员下编", {"id": f" {WANG.id_no.lower()}", "exit_reason": "退休"})
    second = acts.draft(CLERK, typed)
    (finding,) = (found for found in second.blocked_by if found.severity == "error")
    assert (finding.rule, finding.person) == (16, WANG.id_no)
    assert f"已在尚未办结的业务 {first} 中" in finding.text
    listed = {view.case.id: view for view in acts.list(CLERK)}
    assert finding in listed[second.case.id].blocked_by
    assert listed[first].blocked_by == ()
    assert refusal(lambda: acts.submit(CLERK, second.case.id)).code == "case.blocked"
    acts.withdraw(CLERK, first)
    assert acts.submit(CLERK, second.case.id).case.state == SUBMITTED


def test_a_submitted_case_goes_before_an_earlier_draft(acts: Cases) -> None:
    nobody = draft("人员下编", {"id": WANG.id_no, "exit_reason": ""})
    first = acts.draft(CLERK, nobody).case.id
    second = submitted(acts, EXIT)
    mended = acts.draft(CLERK, replace(EXIT, case=first))
    assert [found.facts.get("case") for found in mended.blocked_by] == [second]


def test_people_without_a_number_are_not_one_person(acts: Cases, register: FakeRegister) -> None:
    nobody = draft("人员上编", newcomer(id=""))
    number = acts.draft(CLERK, nobody).case.id
    with register.writing(CLERK) as writer:
        writer.save_case(replace(writer.case(number), state=SUBMITTED))
    assert {finding.rule for finding in acts.preview(CLERK, nobody).blocked_by} == {1}


def test_a_warning_without_a_reason_passes_and_wants_an_explanation(acts: Cases) -> None:
    early = draft("人员下编", {"id": WANG.id_no, "exit_reason": "退休"})
    view = acts.draft(CLERK, early)
    assert [finding.severity for finding in view.blocked_by] == ["warning"]
    assert view.wants_explanation
    assert not acts.preview(CLERK, replace(early, explanation="病退")).wants_explanation
    assert not acts.preview(CLERK, EXIT).wants_explanation
    acts.submit(CLERK, view.case.id)
    assert acts.approve(REVIEWER, view.case.id).case.state == DONE


def test_a_city_judges_by_its_own_unit_where_a_county_uses_the_same_code() -> None:
    city = FakeRegister(Office(OfficeCode("6299"), "安河市委编办", "city"))
    full = register_of(BUREAU, quota(BUREAU, 1), WANG, place(WANG, BUREAU))
    with city.writing(CLERK) as writer, full.reading() as sent:
        writer.replace_office(
            OfficeCode("629925"), sent.stated(sent.own), writer.record(a_change())
        )
        writer.add([unit(2)], date(2026, 1, 1), writer.record(a_change()))
    view = cases(city).preview(CLERK, ENTRY)
    assert view.before == ()
    assert 28 in {finding.rule for finding in view.blocked_by}


def test_lists_narrow_to_states(acts: Cases) -> None:
    first = acts.draft(CLERK, ENTRY).case.id
    second = submitted(acts, EXIT)
    assert [view.case.id for view in acts.list(CLERK)] == [second, first]
    assert [view.case.id for view in acts.list(CLERK, (SUBMITTED,))] == [second]
    assert [view.case.id for view in acts.list(CLERK, kind="人员上编")] == [first]
    assert [view.case.id for view in acts.list(CLERK, unit=BUREAU)] == [second, first]
    assert acts.list(CLERK, unit=unit(9)) == ()
    assert acts.list(CLERK, kind="冲销") == ()
    with pytest.raises(Refusal, match=r"case\.kind_unknown"):
        acts.list(CLERK, kind="升官")


def test_a_unit_that_is_not_there_has_no_counts(acts: Cases) -> None:
    view = acts.preview(CLERK, replace(ENTRY, unit=unit(9).unit))
    assert (view.unit_name, view.before) == ("6299250009", ())
    assert "case.unit_absent" not in [finding.text for finding in view.blocked_by]
    assert {finding.rule for finding in view.blocked_by} >= {28}


def test_days_before_the_register_and_unknown_kinds_are_refused(acts: Cases) -> None:
    early = replace(ENTRY, effective=date(2025, 12, 31))
    assert refusal(lambda: acts.draft(CLERK, early)).code == "register.before_start"
    strange = replace(ENTRY, kind="人员蒸发")
    assert refusal(lambda: acts.preview(CLERK, strange)).code == "case.kind_unknown"
    assert refusal(lambda: acts.show(CLERK, CaseId("2026-00009"))).code == "case.unknown"


def test_an_empty_register_judges_without_a_beginning() -> None:
    view = cases(FakeRegister()).preview(CLERK, ENTRY)
    assert 28 in {finding.rule for finding in view.blocked_by}
    assert NOON.date() > DAY


@pytest.mark.parametrize(
    "act",
    [
        lambda acts, actor: acts.preview(actor, ENTRY),
        lambda acts, actor: acts.draft(actor, ENTRY),
        lambda acts, actor: acts.submit(actor, CaseId("1")),
        lambda acts, actor: acts.approve(actor, CaseId("1")),
        lambda acts, actor: acts.return_case(actor, CaseId("1"), "x"),
        lambda acts, actor: acts.withdraw(actor, CaseId("1")),
        lambda acts, actor: acts.show(actor, CaseId("1")),
        lambda acts, actor: acts.list(actor),
    ],
)
def test_every_act_asks_for_its_role(acts: Cases, act: Callable[[Cases, Actor], object]) -> None:
    assert refusal(lambda: act(acts, AUDITOR)).code == "role.denied"
