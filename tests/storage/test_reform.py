"""A reform through the acts on both registers: the one in memory and the one on disk."""

from domain.case import CaseId
from domain.paper_table import PaperTable
from domain.versions import AsOf
from domain.workflow.ports import Register
from domain.workflow.reform_plan import ReformPlan
from tests.domain.changes.reforms import (
    DAY,
    EDUCATION,
    FACTS,
    LI,
    NEW,
    TODAY,
    TRAITS,
    WANG,
    ZENG,
    Reforms,
    places,
    summed,
)
from tests.domain.workflow.office import CLERK
from tests.fakes.facts import CIVIL
from tests.storage.contract import fill

HERE, THERE = EDUCATION.name, "安澜县体育局"
MERGED = (
    {"change": "设立", "name": NEW, **TRAITS},
    {"change": "内设机构设立", "unit": NEW, "organ": "综合股"},
    {"change": "合并", "unit": HERE, "into": NEW},
    {"change": "合并", "unit": THERE, "into": NEW},
    {"change": "职数核定", "unit": NEW, "post_kind": "正职", "number": "1"},
)
EVERYBODY = tuple({"id": one.id_no} for one in (LI, WANG, ZENG))


def plan(reforms: Reforms, number: CaseId) -> PaperTable:
    acts = reforms.acts
    return ReformPlan(acts.register, acts.county)(acts.show(CLERK, number))


def test_a_reform_lands_with_its_ledger_and_the_past_stays(register: Register) -> None:
    fill(register, *FACTS)
    reforms = Reforms(register)
    with register.reading() as reader:
        known = reader.last_change()
    reforms.do(*MERGED, unit="", persons=EVERYBODY)
    new = reforms.dossier(NEW)
    assert (new.unit.unit, len(new.members)) == ("6299250004", 3)
    assert reforms.approved(NEW) == summed(new) == {CIVIL: 8, "正职": 1}
    assert {organ.organ for organ in new.organs} == {
        "6299250004-01", "6299250001-01", "6299250001-02",
    }  # fmt: skip
    old = reforms.dossier(HERE)
    assert (old.unit.status, old.unit.successor, old.quotas) == ("撤销", "6299250004", ())
    assert len(reforms.dossier(HERE, TODAY, known).members) == 2
    with register.reading() as reader:
        totals = [one.types for one in reader.staffing(AsOf(DAY))]
    assert sum(count.approved for types in totals for count in types.values()) == 8


def test_a_plan_is_printed_before_and_after_it_is_done(register: Register) -> None:
    fill(register, *FACTS)
    reforms = Reforms(register)
    draft = reforms.draft(*MERGED, unit="", persons=EVERYBODY)
    number = reforms.acts.draft(CLERK, draft).case.id
    before = plan(reforms, number)
    reforms.acts.withdraw(CLERK, number)
    reforms.do(*MERGED, unit="", persons=EVERYBODY)
    after = plan(reforms, reforms.acts.list(CLERK)[0].case.id)
    assert before.paper == after.paper == "A3"
    assert [(column.group, column.title) for column in before.columns][:6] == [
        ("", "序号"), ("", "单位"), ("行政编制", "前"), ("行政编制", "后"), ("编制合计", "前"),
        ("编制合计", "后"),
    ]  # fmt: skip
    sums = ("", "合计", "8", "8", "8", "8", "3", "3")
    assert before.rows[-1][:8] == after.rows[-1][:8] == sums
    assert after.rows[-1][-2:] == ("—", "—")
    by_name = {row[1]: row[2:8] for row in after.rows}
    assert by_name[HERE] == ("5", "", "5", "", "2", "")
    assert by_name[NEW] == ("", "8", "", "8", "", "3")
    assert after.foot[0] == "涉及人员 3 人：李建国、王小明、曾小红"


def test_a_plan_without_people_says_nothing_of_them(register: Register) -> None:
    fill(register, *FACTS)
    reforms = Reforms(register)
    draft = reforms.draft(places(2, "编制划转", to=THERE))
    found = plan(reforms, reforms.acts.draft(CLERK, draft).case.id)
    assert len(found.foot) == 1
    reforms.do(places(1))
    done = plan(reforms, reforms.acts.list(CLERK)[0].case.id)
    assert [row[1] for row in done.rows] == [HERE, "合计"]
    assert {row[1]: row[-2] for row in found.rows} == {HERE: "-2", THERE: "+2", "合计": "—"}
