"""A unit goes back as a case: one submits it, another sees what will be corrected and decides."""

from dataclasses import replace

import pytest

from domain.case import DONE, RETURNED, SUBMITTED, WITHDRAWN, Case, CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.changes.taking_back import names, titles
from domain.codes import County
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import ContractControl, PersonId, Unit
from domain.flow import Flow, Flows, Step
from domain.workflow.cases import Cases
from domain.workflow.taking_back import TakeBack, TakingBack
from tests.domain.changes.town import (
    BUREAU,
    DAY,
    LATER,
    LI,
    WANG,
    a_case,
    a_place,
    carried,
    town,
)
from tests.domain.workflow.office import (
    ALONE,
    CLERK,
    COUNTY,
    HEAD,
    NOON,
    REVIEWER,
)
from tests.domain.workflow.taking_back import acts, backup_of, end, facts_of, put, told
from tests.fakes.clock import FixedClock
from tests.fakes.register import FakeRegister

ASKED = TakeBack(BUREAU.unit, "批量改错了学历", backup="2026-11-20 18:00")


@pytest.fixture
def register() -> FakeRegister:
    return town()


@pytest.fixture
def backup(register: FakeRegister) -> FakeRegister:
    return backup_of(register)


@pytest.fixture
def back(register: FakeRegister, backup: FakeRegister) -> TakingBack:
    return acts(register, backup, told())


@pytest.fixture
def cases(register: FakeRegister) -> Cases:
    return Cases(register, COUNTY, told(), FixedClock(NOON))


def edit(register: FakeRegister, *numbers: str) -> None:
    people = tuple({"id": number, "education": "初中"} for number in numbers)
    carried(register, a_case("人员修改", *people))


def submitted(back: TakingBack, asked: TakeBack = ASKED) -> Case:
    found = back.take_back(HEAD, asked)
    assert found.case is not None
    return found.case.case


def refused(code: str, act: object, *args: object) -> Refusal:
    with pytest.raises(Refusal) as found:
        act(*args)  # type: ignore[operator]  # an act
    assert found.value.code == code
    return found.value


def edits(view: CaseView) -> list[tuple[str, str, str, str]]:
    return [(one.name, one.title, one.old, one.new) for one in view.edits]


def test_whoever_submits_it_does_not_decide_it(
    register: FakeRegister, backup: FakeRegister, back: TakingBack, cases: Cases
) -> None:
    edit(register, WANG, LI)
    now = facts_of(register, BUREAU.unit)
    case = submitted(back)
    assert (case.state, case.single, case.change) == (SUBMITTED, False, None)
    assert facts_of(register, BUREAU.unit) == now
    refused("case.own_entry", cases.approve, HEAD, case.id)
    done = cases.approve(REVIEWER, case.id).case
    assert (done.state, done.entered_by, done.decided_by) == (DONE, "sun", "qian")
    assert facts_of(register, BUREAU.unit) == facts_of(backup, BUREAU.unit)
    with register.reading() as reader:
        change = reader.recorded([done.change or 0])[done.change or 0]
    assert (change.kind, change.mode, change.single) == ("取回", "更正", False)
    assert (change.case, change.entered_by, change.approved_by) == (case.id, "sun", "qian")


def test_the_case_tells_what_will_be_corrected_and_what_was(
    register: FakeRegister, back: TakingBack, cases: Cases
) -> None:
    edit(register, WANG)
    carried(register, a_case("人员下编", {"id": LI, "exit_reason": "辞职"}))
    put(register, DAY, ContractControl(BUREAU.unit, 3))
    case = submitted(back)
    assert titles(case) == ("编制、职数与控制数", "王小明", "李建国")
    waiting = cases.show(REVIEWER, case.id)
    assert edits(waiting)[1] == ("王小明", "学历", "初中", "大学本科")
    assert waiting.edits[1].since == DAY
    gone = [one for one in waiting.edits if one.new == "没有"]
    assert {(one.name, one.old, one.person) for one in gone} == {
        ("编外控制数", "有", 0),
        ("李建国", "有", PersonId(3)),
    }
    (place,) = [one for one in waiting.edits if one.field == "occupancy"]
    assert (place.name, place.old) == ("李建国", "没有")
    assert "编制类型：行政编制" in place.new
    done = cases.approve(REVIEWER, case.id)
    assert done.edits == waiting.edits
    assert sorted(edits(cases.show(CLERK, case.id))) == sorted(edits(waiting))


def test_a_case_that_was_given_back_goes_on_from_the_backup(
    register: FakeRegister, backup: FakeRegister, back: TakingBack, cases: Cases
) -> None:
    edit(register, WANG, LI)
    case = submitted(back)
    assert back.look(HEAD, ASKED).waiting == case
    assert not back.look(HEAD, ASKED).free
    assert refused("restore.waiting", back.take_back, HEAD, ASKED).facts["case"] == case.id
    assert cases.return_case(REVIEWER, case.id, "先不取回李建国").case.state == RETURNED
    found = back.look(HEAD, ASKED)
    assert found.open_case is not None
    assert found.free
    again = submitted(back, replace(ASKED, kept=("person:3",)))
    assert (again.id, again.state, titles(again)) == (case.id, SUBMITTED, ("王小明",))
    assert names(again) == {"person:2"}
    cases.return_case(REVIEWER, case.id, "再想想")
    assert cases.submit(HEAD, case.id).case.state == SUBMITTED
    assert cases.withdraw(HEAD, case.id).case.state == WITHDRAWN
    assert back.look(HEAD, ASKED).open_case is None
    other = submitted(back)
    assert other.id != case.id
    cases.approve(REVIEWER, other.id)
    assert facts_of(register, BUREAU.unit) == facts_of(backup, BUREAU.unit)


class TestWhatMovedOn:
    """Nothing that was changed after a case was submitted is overruled by approving it."""

    def test_what_a_case_changed_is_told_with_its_number(
        self, register: FakeRegister, back: TakingBack, cases: Cases
    ) -> None:
        edit(register, WANG)
        case = submitted(back)
        later = carried(register, a_case("人员修改", {"id": WANG, "education": "高中"})).case.id
        now = facts_of(register, BUREAU.unit)
        refusal = refused("case.blocked", cases.approve, REVIEWER, case.id)
        assert refusal.facts["reasons"] == [
            f"提出取回以后，王小明等 1 项又由业务 {later}（人员修改）改动过，与对照时不同，不能照原来的内容取回。请退回或撤回，重新对照后再提出。"  # noqa: E501 - one sentence
        ]
        assert facts_of(register, BUREAU.unit) == now
        assert cases.show(REVIEWER, case.id).edits == ()
        cases.return_case(REVIEWER, case.id, "已经改过")
        refused("case.blocked", cases.submit, HEAD, case.id)
        again = submitted(back)
        assert again.id == case.id
        assert cases.approve(REVIEWER, case.id).case.state == DONE

    def test_what_no_case_changed_is_told_too(
        self, register: FakeRegister, back: TakingBack, cases: Cases
    ) -> None:
        edit(register, WANG)
        put(register, DAY, replace(BUREAU, name="甲"), ContractControl(BUREAU.unit, 3))
        case = submitted(back)
        put(register, LATER, replace(BUREAU, name="乙"))
        end(register, LATER, ContractControl, BUREAU.unit)
        end(register, LATER, type(a_place(2, BUREAU, "")), PersonId(2))
        (found,) = cases.show(REVIEWER, case.id).blocked_by
        assert found.text.startswith("提出取回以后，甲等 1 项又改动过")

    def test_what_another_case_does_elsewhere_is_no_matter(
        self, register: FakeRegister, back: TakingBack, cases: Cases
    ) -> None:
        edit(register, WANG)
        case = submitted(back)
        edit(register, LI)
        assert cases.approve(REVIEWER, case.id).case.state == DONE


def test_a_case_of_facts_of_another_shape_is_read_no_more(
    register: FakeRegister, back: TakingBack, cases: Cases
) -> None:
    edit(register, WANG)
    case = submitted(back)
    entry = case.entries[0]
    older = {**entry, "now": entry["now"].replace('"education"', '"schooling"')}
    with register.writing(HEAD) as writer:
        writer.save_case(replace(case, entries=(older,)))
    (found,) = cases.show(REVIEWER, case.id).blocked_by
    assert found.text.startswith("这张取回单是程序升级以前提出的")
    refused("case.blocked", cases.approve, REVIEWER, case.id)
    assert cases.withdraw(HEAD, case.id).case.state == WITHDRAWN


def test_a_unit_that_is_gone_comes_back(
    register: FakeRegister, backup: FakeRegister, back: TakingBack, cases: Cases
) -> None:
    founded = Unit("6299250077", "安澜县新办")  # type: ignore[arg-type]  # a code
    for one in (register, backup):
        put(one, DAY, founded)
    end(register, DAY, Unit, founded.unit)
    case = submitted(back, replace(ASKED, unit=founded.unit))
    assert cases.approve(REVIEWER, case.id).case.state == DONE
    assert facts_of(register, founded.unit) == facts_of(backup, founded.unit)


def test_what_was_taken_back_can_be_reversed(
    register: FakeRegister, back: TakingBack, cases: Cases
) -> None:
    edit(register, WANG)
    now = facts_of(register, BUREAU.unit)
    case = cases.approve(REVIEWER, submitted(back).id).case
    reversal = a_case("冲销", entries=({"case": case.id},), effective=case.effective)
    done = carried(register, reversal).case
    assert facts_of(register, BUREAU.unit) == now
    assert edits(cases.show(CLERK, done.id)) == [("王小明", "学历", "大学本科", "初中")]


def test_it_is_entered_from_a_backup_alone(
    register: FakeRegister, back: TakingBack, cases: Cases
) -> None:
    edit(register, WANG)
    case = submitted(back)
    forged = CaseDraft("取回", BUREAU.unit, Document(""), DAY, (), "写的", entries=case.entries)
    for act in (cases.draft, cases.preview):
        refused("case.kind_from_backup", act, CLERK, forged)
    cases.return_case(REVIEWER, case.id, "不取回了")
    refused("role.denied", cases.submit, CLERK, case.id)


def test_a_county_may_give_it_further_steps(register: FakeRegister, backup: FakeRegister) -> None:
    step = Step("审议", "deliberated", "审议")
    county: County = replace(COUNTY, flows=Flows({"取回": Flow((step,))}))
    back = TakingBack(register, backup, county, told(), FixedClock(NOON))
    edit(register, WANG)
    found = back.take_back(ALONE, ASKED)
    assert found.case is not None
    assert (found.case.case.state, found.case.progress.waiting_for) == (SUBMITTED, "审议")


def test_a_case_of_a_kind_of_a_later_program_is_shown_and_goes_no_further(
    register: FakeRegister, cases: Cases
) -> None:
    with register.writing(HEAD) as writer:
        number = writer.next_case(2026)
        case = Case(CaseId(number), "未来业务", BUREAU.unit, Document(""), DAY, state=SUBMITTED)
        writer.save_case(case)
    (view,) = cases.list(REVIEWER)
    assert (view.unit_name, len(view.blocked_by)) == (BUREAU.name, 1)
    assert view.blocked_by[0].text.startswith("没有“未来业务”这种业务")
    refused("case.blocked", cases.approve, REVIEWER, number)
    assert cases.withdraw(HEAD, number).case.state == WITHDRAWN
