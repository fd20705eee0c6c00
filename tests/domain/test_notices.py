"""What is told of a kind of business, and of what one case lacks."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case import RETURNED, SUBMITTED, SUPPLEMENTED, WANTED, Case, Stage, numbered
from domain.case_outcomes import CaseView
from domain.changes.kinds import APPLIED_FOR
from domain.errors import Refusal
from domain.flow import Flow, Flows, Step
from domain.materials import Counter, Guide, Material, Materials, MaterialState
from domain.notices import NoticeRow, Station, notice_of, supplement_of
from tests.domain.changes.grounds import COUNTY, case

TODAY = date(2026, 11, 21)
GUIDE = Guide(
    "各单位",
    ("条例",),
    (
        Material("申请", "原件", 2),
        Material("证明", required=False, note="盖章", when={"exit_reason": tuple("甲乙丙丁")}),
    ),
)
STEPS = (Step("审议", "deliberated", "审议"),)
MADE = replace(
    COUNTY,
    materials=Materials({"人员下编": GUIDE}, Counter(phone="0999-1")),
    flows=Flows({"人员下编": Flow(STEPS, 5)}),
)


def test_a_notice_tells_papers_way_and_time() -> None:
    notice = notice_of("人员下编", MADE, "安澜县", TODAY)
    assert (notice.title, notice.served, notice.days) == ("人员下编业务一次性告知单", "各单位", 5)
    assert notice.rows == (
        NoticeRow("申请", "原件 2 份", "", "", required=True),
        NoticeRow("证明", "复印件 1 份", "甲、乙、丙、丁", "盖章", required=False),
    )
    assert notice.stations == (
        Station("申报（草稿）", "经办"),
        Station("待审核", "审核"),
        Station("审议", "领导"),
        Station("办结入库", "审核"),
        Station("归档", "经办"),
    )


def test_a_notice_is_given_by_the_office_of_the_county_s_words() -> None:
    made = replace(MADE, materials=replace(MADE.materials, counter=Counter(issuer="{office}编办")))
    assert notice_of("人员下编", made, "安澜县", TODAY).issuer == "安澜县编办"
    assert notice_of("人员下编", COUNTY, "安澜县", TODAY).issuer == (
        "中共安澜县委机构编制委员会办公室"
    )


def test_a_telephone_reads_the_list_without_its_details() -> None:
    notice = notice_of("人员下编", MADE, "安澜县", TODAY)
    assert notice.text.splitlines() == [
        "安澜县人员下编业务一次性告知单",
        "1.申请（原件 2 份）",
        "2.证明（复印件 1 份）甲、乙、丙等",
        "5个工作日内办结",
        "电话0999-1",
    ]
    bare = replace(notice, days=0, counter=Counter())
    assert bare.text.splitlines()[-1].startswith("2.")


@pytest.mark.parametrize("kind", APPLIED_FOR)
def test_the_list_of_every_shipped_kind_fits_into_a_code(kind: str) -> None:
    text = notice_of(kind, COUNTY, "安澜县", TODAY).text
    assert "其余见纸面" not in text


def test_a_list_too_long_for_a_code_says_that_there_is_more() -> None:
    notice = notice_of("人员下编", MADE, "安澜县", TODAY)
    text = replace(notice, rows=notice.rows * 40).text
    assert text.endswith("（其余见纸面）")
    assert 800 < len(text.encode()) < 1000


def test_a_kind_without_papers_has_no_notice() -> None:
    with pytest.raises(Refusal) as refused:
        notice_of("人员上编", MADE, "安澜县", TODAY)
    assert refused.value.code == "notice.no_materials"


def view(of: Case, *states: MaterialState) -> CaseView:
    return CaseView(of, "教育局", (), materials=states)


LACKED = MaterialState("申请", required=True, filed=False)


def test_a_case_is_told_what_it_lacks() -> None:
    of = case("人员下编", stages=(Stage(SUBMITTED, "zhao", "2026-11-20T09:00:00"),))
    filed = MaterialState("证明", required=True, filed=True)
    told = supplement_of(view(of, LACKED, filed), MADE, "安澜县", TODAY)
    assert (told.items, told.submitted_on, told.unit) == (
        ("申请",),
        date(2026, 11, 20),
        "教育局",
    )
    assert told.text == f"安澜县一次性补正告知书\n人员下编 {of.id}\n1.申请"
    assert told.title == "一次性补正告知书"


def test_a_case_that_was_given_back_is_told_what_was_asked_for_then() -> None:
    items = ("盖章", "签字")
    facts = {SUPPLEMENTED: "2026-11-20T09:00:00", WANTED: "\n".join(items)}
    of = case("人员下编", state=RETURNED, reason=numbered(items), facts=facts)
    assert supplement_of(view(of, LACKED), MADE, "安澜县", TODAY).items == items
    for later in (replace(of, reason="又退回"), replace(of, state=SUBMITTED)):
        told = supplement_of(view(later, LACKED), MADE, "安澜县", TODAY)
        assert (told.items, told.submitted_on) == (("申请",), None)


def test_a_case_that_lacks_nothing_has_no_such_notice() -> None:
    with pytest.raises(Refusal) as refused:
        supplement_of(view(case("人员下编")), MADE, "安澜县", TODAY)
    assert refused.value.code == "notice.nothing_missing"
