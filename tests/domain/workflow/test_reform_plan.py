"""方案对照表: every unit of a case side by side, before and after it is carried out."""

import pytest

from domain.case import CaseId
from domain.paper_table import A3, PaperTable
from domain.workflow.reform_plan import ReformPlan
from tests.domain.changes.reforms import EDUCATION, LI, SPORTS, ZENG, Reforms, places
from tests.domain.workflow.office import CLERK

HERE, THERE = EDUCATION.name, SPORTS.name


@pytest.fixture
def reforms() -> Reforms:
    return Reforms()


def plan(reforms: Reforms, number: CaseId) -> PaperTable:
    acts = reforms.acts
    return ReformPlan(acts.register, acts.county)(acts.show(CLERK, number))


def newest(reforms: Reforms) -> CaseId:
    return reforms.acts.list(CLERK)[0].case.id


def test_a_plan_tells_what_each_unit_gives_and_gets(reforms: Reforms) -> None:
    draft = reforms.draft(places(2, "编制划转", to=THERE), persons=({"id": LI.id_no, "to": THERE},))
    found = plan(reforms, reforms.acts.draft(CLERK, draft).case.id)
    assert (found.title, found.paper) == ("安澜县委编办机构编制方案对照表", A3)
    assert found.lead == ("批准文号：安编委发〔2026〕12号　　生效日期：2026年11月16日",)
    titles = [(column.group, column.title) for column in found.columns]
    counted = (
        "行政编制",
        "编制合计",
        "实有人数",
        "正职职数",
        "内设机构正职职数",
        "内设机构副职职数",
    )
    sides = [(what, side) for what in counted for side in "前后"]
    alone = [("", title) for title in ("序号", "单位", "编制增减", "人员增减")]
    assert titles == [*alone[:2], *sides, *alone[2:]]
    by_name = {row[1]: row[2:8] + row[-2:] for row in found.rows}
    assert by_name[HERE] == ("5", "3", "5", "3", "2", "1", "-2", "-1")
    assert by_name[THERE] == ("3", "5", "3", "5", "1", "2", "+2", "+1")
    assert by_name["合计"] == ("8", "8", "8", "8", "3", "3", "—", "—")
    assert found.foot[0] == "涉及人员 1 人：李建国"


def test_a_plan_that_is_done_tells_what_it_did(reforms: Reforms) -> None:
    new = {
        "change": "设立",
        "name": "安澜县档案局",
        "kind": "行政机构",
        "rank": "正科级",
        "series": "政府",
    }
    reforms.do(new, places(1, unit="安澜县档案局"))
    reforms.do(
        {"change": "撤销", "unit": THERE}, places(1), persons=({"id": ZENG.id_no, "to": HERE},)
    )
    found = plan(reforms, newest(reforms))
    assert {row[1]: (row[2], row[3]) for row in found.rows} == {
        HERE: ("5", "6"), THERE: ("3", ""), "合计": ("8", "6"),
    }  # fmt: skip
    founding = plan(reforms, CaseId("2026-00001"))
    assert [(row[1], row[2], row[3]) for row in founding.rows] == [
        ("安澜县档案局", "", "1"), ("合计", "", "1"),
    ]  # fmt: skip
    assert len(founding.foot) == 1
