"""What the papers of 用编 and 职数预审 say, and the rosters of other people."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.case import Case
from domain.errors import Refusal
from domain.paper_table import PaperTable
from domain.use_papers import Letter, UsePaper
from domain.workflow.rosters import CONTRACT, DEPARTED, DETACHED, RETIRED, Rosters
from domain.workflow.use_papers import UsePapers
from export.use_papers import load_use_forms
from tests.domain.changes.grounds import newcomer, numbered
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DAY,
    LATER,
    PUBLIC,
    SCHOOL,
    TODAY,
    WANG,
    a_case,
    carried,
    draft,
    town,
)
from tests.domain.workflow.office import CLERK, COUNTY, NOON, REVIEWER, cases
from tests.fakes.clock import FixedClock
from tests.fakes.register import FakeRegister

FORMS = Path(__file__).parents[3] / "resources" / "forms" / "quota_use.json"


def papers(register: FakeRegister) -> UsePapers:
    return UsePapers(register, COUNTY, load_use_forms(FORMS, "安澜县"), FixedClock(NOON))


def drafted(register: FakeRegister, case: Case) -> Case:
    return cases(register).draft(CLERK, draft(case)).case


def use(*entries: dict[str, str], **changes: object) -> Case:
    return a_case("用编核准", entries=entries, **changes)


def asked(quota_type: str = CIVIL, **changes: str) -> dict[str, str]:
    return {"quota_type": quota_type, "purpose": "考录", "number": "2", **changes}


def rows(paper: UsePaper) -> list[dict[str, str]]:
    table = paper.parts[-1]
    assert isinstance(table, PaperTable)
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def test_the_deliberation_counts_before_the_case() -> None:
    register = town()
    of = use(asked(approved="1"), asked(number="1"), asked(PUBLIC, unit=SCHOOL.name))
    kept = drafted(register, of)
    first, second, third = rows(papers(register).deliberation(kept))
    assert (first["approved"], first["actual"], first["available"]) == ("6", "3", "3")
    assert (first["asked"], first["proposed"], first["civil"]) == ("2", "1", "否")
    assert (first["vacant_posts"], first["supervisor"]) == ("1", BUREAU.name)
    assert (second["pending"], second["available"]) == ("1", "2")
    assert (third["unit"], third["type"], third["proposed"]) == (SCHOOL.name, PUBLIC, "2")
    acts = cases(register)
    acts.submit(CLERK, kept.id)
    done = acts.approve(REVIEWER, kept.id).case
    assert rows(papers(register).deliberation(done))[0] == first


def test_what_cannot_be_read_is_not_deliberated() -> None:
    register = town()
    entries = [
        asked("临时编制"), asked(unit="无此单位"), {"change": "放弃", "slot": "N1"},
        asked(number="多"), asked("机关使用事业编制"),
    ]  # fmt: skip
    found = rows(papers(register).deliberation(drafted(register, use(*entries))))
    assert [(row["no"], row["type"], row["asked"]) for row in found] == [
        ("1", CIVIL, "0"), ("2", "机关使用事业编制", "2"),
    ]  # fmt: skip
    gone = use(asked(), unit="6299250099")
    assert rows(papers(register).deliberation(drafted(register, gone))) == []


def test_each_unit_gets_its_notice_with_its_slots() -> None:
    register = town()
    of = use(asked(), asked(PUBLIC, unit=SCHOOL.name, purpose="", expires_on="2026-12-31"))
    of = replace(of, document=replace(of.document, title="关于用编的请示"))
    view = carried(register, of)
    first, second = papers(register).notices(view.case)
    letter, _ = first.parts
    assert isinstance(letter, Letter)
    assert (letter.number, letter.addressee) == ("安编控〔2026〕1号", "安澜县教育局：")
    assert "《关于用编的请示》（安编办函〔2026〕8号）" in letter.paragraphs[0]
    assert "行政编制2名，用于考录" in letter.paragraphs[0]
    assert [row["slot"] for row in rows(first)] == ["N202600001", "N202600002"]
    other, _ = second.parts
    assert isinstance(other, Letter)
    assert "用于补充人员" in other.paragraphs[0]
    assert "有效期至2026年12月31日" in other.paragraphs[0]
    carried(register, a_case("人员上编", newcomer(slot="N202600001"), effective=LATER))
    assert papers(register).notices(view.case) == (first, second)


def test_a_notice_needs_places_granted() -> None:
    register = town()
    asking = drafted(register, use(asked()))
    plan = {"change": "年度计划", "year": "2026", "quota_type": CIVIL, "number": "1"}
    planned = carried(register, use(plan)).case
    kept = drafted(register, a_case("职数预审", entries=({"post_kind": "副职"},)))
    for act, code in (
        (lambda: papers(register).notices(asking), "use.not_granted"),
        (lambda: papers(register).notices(planned), "use.not_granted"),
        (lambda: papers(register).notices(kept), "use.paper_kind"),
        (lambda: papers(register).hold_sheet(asking), "use.paper_kind"),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == code


def test_the_hold_sheet_has_a_verdict_per_entry_and_the_numbers_given() -> None:
    register = town()
    entries = (
        {"post_kind": "副职", "candidate": "王小明", "level": "乡科级副职"},
        {"post_kind": "内设机构正职"},
    )
    view = carried(register, a_case("职数预审", entries=entries))
    deputy, inner = rows(papers(register).hold_sheet(view.case))
    assert (deputy["holds"], deputy["expires"], deputy["left"]) == ("Z202600001", "2027.05.16", "0")
    assert (inner["holds"], inner["verdict"]) == ("Z202600002", "在职数以内，同意预审")
    more = ({"post_kind": "副职", "number": "2"}, {"change": "放弃", "hold": "Z1"}, {"unit": "无"})
    (row,) = rows(papers(register).hold_sheet(drafted(register, a_case("职数预审", entries=more))))
    assert (row["held"], row["left"], row["verdict"]) == ("1", "-2", "超出空缺职数，不同意")
    gone = a_case("职数预审", entries=more, unit="6299250099")
    paper = papers(register).hold_sheet(drafted(register, gone))
    (table,) = paper.parts
    assert "6299250099（未定级）" in table.lead[0]  # type: ignore[union-attr]  # a table


def test_a_draft_without_a_unit_of_its_day_has_no_counts() -> None:
    register = town()
    early = use(asked(), effective=date(2026, 1, 1))
    assert rows(papers(register).deliberation(drafted(register, early)))[0]["approved"] == "6"


def test_the_rosters_of_other_people() -> None:
    register = town()
    worker = {"name": "编外一", "id": numbered("19960615", "017"), "form": "劳务派遣"}
    control = ({"change": "控制数", "number": "3"},)
    carried(register, a_case("编外备案", worker, entries=control))
    other = {**worker, "id": numbered("19970615", "017"), "name": "编外二"}
    carried(register, a_case("编外备案", other, unit=SCHOOL.unit))
    away = {"id": WANG, "kind": "借调", "until": "2026-11-30"}
    carried(register, a_case("离岗登记", away))
    carried(register, a_case("人员上编", newcomer()))
    leaving = {"id": newcomer()["id"], "exit_reason": "病退"}
    carried(register, a_case("人员下编", leaving, effective=LATER))
    rosters = Rosters(register, COUNTY)
    one, two = rosters.rows(CONTRACT, TODAY)
    assert (one["worker.name"], one["control"], two["control"]) == ("编外一", "3", "")
    assert [row["worker.name"] for row in rosters.rows(CONTRACT, TODAY, SCHOOL.unit)] == ["编外二"]
    (row,) = rosters.rows(DETACHED, TODAY)
    assert (row["person.name"], row["unit.name"], row["days"]) == ("王小明", BUREAU.name, "9")
    (row,) = rosters.rows(RETIRED, TODAY)
    assert (row["person.name"], row["departure.exit_on"]) == ("孙亮", "2026.11.18")
    assert rosters.rows(DEPARTED, DAY) == ()
    assert len(rosters.rows(DEPARTED, TODAY, BUREAU.unit)) == 1
    carried(register, a_case("离岗登记", {"id": WANG, "change": "结束"}, effective=LATER))
    carried(register, a_case("离岗登记", {"id": WANG, "kind": "借调"}, effective=TODAY))
    (row,) = rosters.rows(DETACHED, TODAY)
    assert row["days"] == ""
