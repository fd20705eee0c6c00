"""Papers about cases and drafts: which there are, and how they say that they are not in force."""

from dataclasses import replace

import pytest

from domain.case import ARCHIVED, DONE, DRAFT, RETURNED, SUBMITTED, WITHDRAWN, Case, CaseId
from domain.case_outcomes import CaseView, UnitImpact
from domain.case_papers import (
    DELIBERATION,
    HOLD,
    NOTICE,
    PLAN,
    SLIP,
    mark_of,
    papers_of,
    posts_suffice,
)
from domain.facts import UnitId
from domain.outcomes import WordedFinding
from domain.paper_table import PaperTable
from domain.use_papers import UsePaper
from domain.workflow.case_papers import CasePapers
from export.use_papers import load_use_forms
from tests.domain.changes.grounds import newcomer, numbered
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    LATER,
    OFFICE_OF_ROADS,
    PUBLIC,
    SCHOOL,
    TODAY,
    WANG,
    a_case,
    carried,
    draft,
    town,
)
from tests.domain.workflow.filed import refusal
from tests.domain.workflow.office import AUDITOR, CLERK, cases
from tests.domain.workflow.test_use_papers import FORMS
from tests.fakes.register import FakeRegister

USE = {"quota_type": CIVIL, "purpose": "考录", "number": "2"}
IMPACTS = tuple(UnitImpact(UnitId(str(at)), "", (), ()) for at in range(2))


@pytest.fixture
def register() -> FakeRegister:
    return town()


def papers(register: FakeRegister, *, mask_id: bool = False) -> CasePapers:
    forms = load_use_forms(FORMS, "安澜县")
    return CasePapers(cases(register), replace(forms, slip=replace(forms.slip, mask_id=mask_id)))


def tables(paper: UsePaper) -> list[PaperTable]:
    return [part for part in paper.parts if isinstance(part, PaperTable)]


def rows(paper: UsePaper) -> list[dict[str, str]]:
    return [
        {
            column.key: cell
            for column, cell in zip(table.columns, row, strict=True)
            if cell and column.key != "no"
        }
        for table in tables(paper)
        for row in table.rows
    ]


@pytest.mark.parametrize(
    ("case", "open_", "done"),
    [
        (a_case("用编核准", entries=(USE,)), (DELIBERATION,), (NOTICE, DELIBERATION)),
        (a_case("用编核准", entries=({"change": "放弃"},)), (), ()),
        (a_case("职数预审", entries=({"post_kind": "副职"},)), (HOLD,), (HOLD,)),
        (a_case("机构修改"), (PLAN,), (PLAN,)),
        (a_case("人员上编"), (), (SLIP,)),
        (a_case("人员下编"), (), (SLIP,)),
        (a_case("人员异动"), (), (SLIP,)),
        (a_case("人员修改"), (), ()),
    ],
)
def test_a_case_has_the_papers_of_its_kind_and_state(
    case: Case, open_: tuple[str, ...], done: tuple[str, ...]
) -> None:
    for state, names in (
        (DRAFT, open_), (SUBMITTED, open_), (DONE, done), (ARCHIVED, done), (WITHDRAWN, ()),
    ):  # fmt: skip
        view = CaseView(replace(case, state=state), "", ())
        assert papers_of((view, view)) == names


def test_what_concerns_several_units_is_compared() -> None:
    assert papers_of((CaseView(a_case("人员异动"), "", (), IMPACTS),)) == (PLAN,)
    assert papers_of((CaseView(a_case("人员异动"), "", (), IMPACTS[:1]),)) == ()


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        (DRAFT, "草稿"), (RETURNED, "草稿"), (SUBMITTED, "预拟"), ("deliberated", "预拟"),
        (DONE, ""), (ARCHIVED, ""), (WITHDRAWN, "已撤回"),
    ],
)  # fmt: skip
def test_a_paper_says_that_it_is_not_in_force(state: str, mark: str) -> None:
    assert mark_of(replace(a_case("机构修改"), state=state)) == mark


def test_posts_suffice_unless_an_error_speaks_of_them() -> None:
    case = a_case("职数预审")
    found = WordedFinding(34, "error", UnitId(""), "", "", None, {}, "超职数")
    assert posts_suffice(CaseView(case, "", ()))
    assert not posts_suffice(CaseView(case, "", (found,)))
    assert posts_suffice(CaseView(case, "", (replace(found, rule=1),)))
    assert posts_suffice(CaseView(case, "", (replace(found, severity="warning"),)))


def test_a_draft_that_is_not_kept_has_its_paper(register: FakeRegister) -> None:
    typed = draft(a_case("职数预审", entries=({"post_kind": "副职"},)))
    (table,) = tables(papers(register)(CLERK, HOLD, typed))
    assert table.mark == "草稿"
    assert "（未编号）" in "".join(table.lead)
    kept = cases(register).draft(CLERK, typed).case.id
    (again,) = tables(papers(register)(CLERK, HOLD, kept))
    assert (again.rows, again.mark) == (table.rows, "草稿")
    cases(register).submit(CLERK, kept)
    (submitted,) = tables(papers(register)(CLERK, HOLD, kept))
    assert submitted.mark == "预拟"


def test_drafts_that_go_together_are_one_paper(register: FakeRegister) -> None:
    many = [draft(a_case("用编核准", entries=(USE,), unit=one.unit)) for one in (BUREAU, SCHOOL)]
    paper = papers(register)(CLERK, DELIBERATION, *many)
    assert [row["unit"] for row in rows(paper)] == [BUREAU.name, SCHOOL.name]
    plan = draft(a_case("机构修改", entries=({"change": "简称变更", "short_name": "局"},)))
    (table,) = tables(papers(register)(CLERK, PLAN, plan))
    assert (table.title, table.mark) == ("安澜县委编办机构编制方案对照表", "草稿")


def test_a_finished_case_is_printed_again_as_it_was(register: FakeRegister) -> None:
    done = carried(register, a_case("用编核准", entries=(USE,)))
    first = papers(register)(CLERK, NOTICE, done.case.id)
    assert [part.mark for part in first.parts] == ["", ""]
    carried(register, a_case("人员上编", newcomer(slot="N202600001"), effective=LATER))
    assert papers(register)(CLERK, NOTICE, done.case.id) == first


def test_a_slip_tells_who_came_and_says_when_it_is_taken_back(register: FakeRegister) -> None:
    carried(register, a_case("用编核准", entries=(USE,)))
    newly = newcomer(slot="N202600001", entry_source="省招录", position="科员")
    done = carried(register, a_case("人员上编", newly, effective=LATER)).case.id
    paper = papers(register)(CLERK, SLIP, done)
    (table,) = tables(paper)
    assert (table.title, table.mark) == ("安澜县机关事业单位人员上编核准通知单", "")
    assert table.lead == (
        f"单位：{BUREAU.name}　　　　单号：{done}",
        "依据：安编办函〔2026〕8号　　　　生效日期：2026年11月18日　　　　核准日期：2026年11月21日",
    )
    assert table.foot[0].startswith("共 1 人。")
    came = {
        "name": newly["name"], "sex": "男", "id": newly["id"], "act": "上编",
        "to_unit": BUREAU.name, "to_type": CIVIL, "post": "科员", "way": newly["entry_mode"],
        "slot": "N202600001", "other": "省招录",
    }  # fmt: skip
    assert rows(paper) == [came]
    assert rows(papers(register, mask_id=True)(CLERK, SLIP, done))[0]["id"] != newly["id"]
    undone = a_case("冲销", entries=({"case": done},), effective=LATER)
    carried(register, undone)
    again = papers(register)(CLERK, SLIP, done)
    assert (rows(again), tables(again)[0].mark) == ([came], "已冲销")


def test_a_slip_tells_who_left_and_why(register: FakeRegister) -> None:
    leaving = {"id": WANG, "exit_reason": "调出", "exit_to": "市教育局"}
    done = carried(register, a_case("人员下编", leaving)).case.id
    (row,) = rows(papers(register)(CLERK, SLIP, done))
    assert (row["act"], row["from_unit"], row["from_type"]) == ("下编", BUREAU.name, CIVIL)
    assert (row["way"], row["other"], row["name"]) == ("调出", "市教育局", "王小明")
    assert "to_unit" not in row


def test_a_slip_tells_who_moved_and_whose_post_changed(register: FakeRegister) -> None:
    moving = {"id": WANG, "change": "调动", "to": OFFICE_OF_ROADS.name}
    done = carried(register, a_case("人员异动", moving)).case.id
    (row,) = rows(papers(register)(CLERK, SLIP, done))
    assert (row["act"], row["way"]) == ("调整编制", "调动")
    assert (row["from_unit"], row["to_unit"]) == (BUREAU.name, OFFICE_OF_ROADS.name)
    rising = {"id": WANG, "change": "任职", "role": "部门副职领导", "position": "副局长"}
    rising["lead_level"] = "乡科级副职"
    beside = a_case("人员异动", rising, unit=OFFICE_OF_ROADS.unit, effective=TODAY)
    (row,) = rows(papers(register)(CLERK, SLIP, carried(register, beside).case.id))
    assert (row["act"], row["way"], row["post"]) == ("异动", "任职", "副局长")


def test_there_is_no_slip_of_what_is_not_done_or_moves_nobody(register: FakeRegister) -> None:
    waiting = cases(register).draft(CLERK, draft(a_case("人员上编", newcomer()))).case.id
    code = refusal(lambda: papers(register)(CLERK, SLIP, waiting)).code
    assert code == "use.not_in_force"
    other = cases(register).draft(CLERK, draft(a_case("用编核准", entries=(USE,)))).case.id
    assert refusal(lambda: papers(register)(CLERK, SLIP, other)).code == "use.paper_kind"


def test_papers_are_for_those_who_print(register: FakeRegister) -> None:
    number = CaseId("2026-00001")
    assert refusal(lambda: papers(register)(AUDITOR, SLIP, number)).code == "role.denied"
    assert refusal(lambda: papers(register)(CLERK, SLIP, number)).code == "case.unknown"


def test_a_person_or_unit_that_is_not_known_then_is_left_out(register: FakeRegister) -> None:
    """A case taken over from elsewhere may name people of whom this register knows nothing."""
    done = carried(register, a_case("人员上编", newcomer(entry_mode="人才引进"))).case
    with register.writing(CLERK) as writer:
        nobody = {"id": numbered("19960704", "999"), "name": "无人"}
        writer.save_case(replace(done, persons=(nobody,), unit=UnitId("无")))
    (table,) = tables(papers(register)(CLERK, SLIP, done.id))
    assert table.rows == ()
    assert PUBLIC not in table.lead[0]
    assert "单位：无" in table.lead[0]
