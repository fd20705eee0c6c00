"""What a case says of itself, line by line."""

from datetime import date

from domain.case import CORRECTED, DRAFT, RETURNED, SUBMITTED, WORLD_CHANGED, Case, CaseId
from domain.case_outcomes import CaseView
from domain.documents import Document
from domain.facts import UnitId
from ui.cases.telling import case_pairs, told_lines


def test_places_that_are_added_are_told_as_a_number_and_not_as_the_sum_approved() -> None:
    added = {"change": "编制增加", "quota_type": "全额事业编制", "number": "3"}
    case = Case(
        CaseId("2026-00001"), "机构修改", UnitId("6299250002"), Document("安编发〔2026〕12号"),
        date(2026, 11, 20), (), (added,), WORLD_CHANGED, DRAFT, "", "zhang", "2026-11-21T09:00",
    )  # fmt: skip
    assert told_lines(case) == (("第 1 项", "编制增加（编制类型 全额事业编制，数量 3）"),)


def test_a_new_name_is_told_of_whoever_bears_the_old_one() -> None:
    renamed = {"id": "629925199001010010", "name": "周立新", "evidence": "户口簿"}
    case = Case(
        CaseId("2026-00002"), "关键指标修改", UnitId("6299250002"), Document("安编发〔2026〕13号"),
        date(2026, 11, 20), (renamed,), (), WORLD_CHANGED, DRAFT, "", "zhang", "2026-11-21T09:00",
    )  # fmt: skip
    assert told_lines(case, ("周立荣",)) == (("周立荣", "姓名改为 周立新，证明材料 户口簿"),)


def test_a_case_that_takes_another_back_says_so() -> None:
    case = Case(
        CaseId("2026-00003"), "冲销", UnitId("6299250002"), Document("安编发〔2026〕14号"),
        date(2026, 11, 20), (), ({"case": "2026-00002"},), WORLD_CHANGED, DRAFT, "", "zhang",
        "2026-11-21T09:00",
    )  # fmt: skip
    assert told_lines(case) == (("第 1 项", "冲销（被冲销的单号 2026-00002）"),)


def taking_back(state: str, *titles: str) -> Case:
    entries = tuple({"part": name, "title": name, "then": "[]", "now": "[]"} for name in titles)
    return Case(
        CaseId("2026-00004"), "取回", UnitId("6299250002"), Document(""), date(2026, 11, 20), (),
        entries, CORRECTED, state, "取回 2026-11-20 18:00 备份的内容：改错了", "zhang",
        "2026-11-21T09:00",
    )  # fmt: skip


def test_a_unit_that_is_taken_back_is_told_by_its_parts() -> None:
    few = taking_back(DRAFT, "王小明", "王小明", "编制、职数与控制数")
    assert told_lines(few) == (("取回", "王小明、编制、职数与控制数"),)
    many = taking_back(DRAFT, *(f"甲{number}" for number in range(20)))
    ((_, told),) = told_lines(many)
    assert told.endswith("甲7 等 20 项")


def test_one_that_was_given_back_says_how_it_goes_on() -> None:
    def next_step(case: Case) -> str:
        return dict(case_pairs(CaseView(case, "安澜县教育局", ()))).get("下一步", "")

    assert "备份与恢复" in next_step(taking_back(RETURNED, "王小明"))
    assert next_step(taking_back(SUBMITTED, "王小明")) == ""
