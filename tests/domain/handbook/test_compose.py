"""A dossier becomes the pages of a handbook."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.dates import PartialDate
from domain.dossier import Dossier, Member
from domain.errors import Refusal
from domain.facts import (
    ABOLISHED,
    GIVEN_UP,
    STRUCK,
    USED,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    OrganId,
    Person,
    PersonId,
    Quota,
    Slot,
    Unit,
    UnitId,
)
from domain.handbook import (
    Column,
    FieldPage,
    FormField,
    HandbookForms,
    Movement,
    PageForm,
    TablePage,
    TextPage,
    compose,
)

UNIT = UnitId("6299250012")
FIRST = PartialDate("2021-03-05")
LATER = PartialDate("2024-09-12")
KEYS = {
    "history": ("no", "date", "type", "doc", "summary", "seal"),
    "organs": ("no", "name", "rank", "quota", "change", "date", "doc"),
    "organ_posts": ("no", "name", "chiefs", "deputies"),
    "people": ("no", "name", "birth", "id_no", "organ", "education", "level", "remark"),
    "movements": ("no", "date", "name", "direction", "actual_after"),
    "slots": ("no", "date", "notice", "quota_type", "purpose", "granted", "used", "left", "seal"),
    "blank": ("year", "seal"),
}


def columns(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, key, 10) for key in keys)


def forms(*pages: PageForm, mask_id: bool = True) -> HandbookForms:
    return HandbookForms(
        title="机构编制管理手册",
        number="编证字第{unit}号",
        issuer="编办",
        secrecy="内部",
        mask_id=mask_id,
        quota_types=("行政编制",),
        post_kinds=("正职", "副职"),
        cover=(
            FormField("certificate", "证号"),
            FormField("secrecy_term", "密级及期限"),
            FormField("copy", "份号"),
        ),
        cover_seal="印章处",
        pages=pages,
    )


def dossier(**more: object) -> Dossier:
    unit = Unit(UNIT, "县审计局", doc_no="安编发〔2021〕8号", approved_on=FIRST)
    return replace(Dossier(date(2026, 11, 21), unit), **more)  # type: ignore[arg-type]  # by name


def table(kind: str, held: Dossier, keys: tuple[str, ...] = (), **options: object) -> TablePage:
    form = PageForm(kind, "页", columns(*(keys or KEYS[kind])))
    movements = options.pop("movements", ())
    content = compose(held, movements, forms(form, **options))  # type: ignore[arg-type]  # by name
    (page,) = content.pages
    assert isinstance(page, TablePage)
    return page


def entry(at: int, item: str, delta: int, when: PartialDate = FIRST, **more: str) -> LedgerEntry:
    subject = more.pop("subject", "编制")
    doc = f"文〔{when[:4]}〕1号"
    return LedgerEntry(UNIT, at, subject, item, delta, doc_no=doc, approved_on=when, **more)  # type: ignore[arg-type]  # by name


def member(number: int, name: str, order: int = 0, **place: str) -> Member:
    person = Person(
        PersonId(number),
        name,
        "62992519880312001X",
        birth=PartialDate("1988-03-12"),
        education="大学本科",
        degree=place.pop("degree", "学士"),
    )
    kept = {"quota_type": "行政编制"} | place
    return Member(person, Occupancy(person.person, UNIT, order=order, **kept))  # type: ignore[arg-type]  # by name


def test_the_cover_tells_the_number_and_leaves_the_rest_to_the_pen() -> None:
    content = compose(dossier(), (), forms())
    assert content.number == "编证字第6299250012号"
    assert [cell.value for cell in content.cover.fields] == ["编证字第6299250012号", "内部", ""]
    assert content.cover.unit_name == "县审计局"


def test_instructions_are_the_words_of_the_form() -> None:
    page = PageForm("instructions", "使用说明", paragraphs=("一、", "二、"), seal="印章处")
    (made,) = compose(dossier(), (), forms(page)).pages
    assert made == TextPage("使用说明", ("一、", "二、"), "", "印章处")


def test_duties_become_paragraphs_with_their_document() -> None:
    held = dossier()
    held = replace(held, unit=replace(held.unit, duties="（一）管。\n\n （二）办。"))
    page = PageForm("duties", "主要职责", note="{doc} {date}")
    (made,) = compose(held, (), forms(page)).pages
    assert made == TextPage(
        "主要职责", ("（一）管。", "（二）办。"), "安编发〔2021〕8号 2021.03.05", ruled=True
    )


def test_unknown_documents_of_the_duties_leave_room_to_write() -> None:
    held = replace(dossier(), unit=Unit(UNIT, "县审计局"))
    (made,) = compose(held, (), forms(PageForm("duties", "主要职责", note="{doc}|{date}"))).pages
    assert isinstance(made, TextPage)
    assert made.note.replace("　", "") == "|"
    assert len(made.note) > 10


def test_basic_facts_name_the_supervisor_and_count_what_is_held() -> None:
    held = dossier(
        quotas=(Quota(UNIT, "行政编制", 12), Quota(UNIT, "工勤编制", 1)),
        posts=(LeaderPost(UNIT, "正职", 1),),
        members=(member(1, "甲"),),
        supervisor=Unit(UnitId("6299250001"), "县人民政府"),
    )
    keys = ("supervisor", "quota", "posts", "actual", "approved", "as_of", "other")
    page = PageForm("basics", "基本情况", fields=tuple(FormField(key, key) for key in keys))
    (made,) = compose(held, (), forms(page)).pages
    assert isinstance(made, FieldPage)
    assert [cell.value for cell in made.cells] == [
        "县人民政府",
        "行政编制12名　工勤编制1名",
        "正职1名",
        "1人",
        "2021.03.05　安编发〔2021〕8号",
        "2026年11月21日",
        "",
    ]


def test_quota_types_stand_in_the_countys_order() -> None:
    held = dossier(quotas=(Quota(UNIT, "行政编制", 12), Quota(UNIT, "工勤编制", 1)))
    basics = PageForm("basics", "基本情况", fields=(FormField("quota", "编制"),))
    balance = (Column("balance", "", 20, group="结存", each="quota_type"),)
    order = ("工勤编制", "行政编制")
    facts, table = compose(
        held, (), forms(basics, PageForm("quotas", "编制", balance)), order
    ).pages
    assert isinstance(facts, FieldPage)
    assert isinstance(table, TablePage)
    assert facts.cells[0].value == "工勤编制1名　行政编制12名"
    assert tuple(column.title for column in table.columns) == order


def test_the_balance_runs_by_type_through_the_approvals() -> None:
    held = dossier(
        quotas=(Quota(UNIT, "行政编制", 22),),
        ledger=(
            entry(3, "行政编制", 2, LATER, entry_type="编制增加", summary="增2名"),
            entry(4, "工勤编制", -3, LATER, entry_type="编制减少", summary="收回3名"),
            entry(1, "行政编制", 20, entry_type="编制核定", summary="核定"),
            entry(2, "工勤编制", 3, entry_type="编制核定", summary="核定"),
        ),
    )
    form = PageForm(
        "quotas",
        "编制",
        (
            *columns("no", "date", "doc", "type", "summary", "plus", "minus"),
            Column("balance", "", 20, group="结存", each="quota_type"),
            Column("total", "合计", 5, group="结存"),
        ),
    )
    (page,) = compose(held, (), forms(form)).pages
    assert isinstance(page, TablePage)
    assert [(column.title, column.group, column.each) for column in page.columns[7:]] == [
        ("行政编制", "结存", ""),
        ("工勤编制", "结存", ""),
        ("合计", "结存", ""),
    ]
    assert page.rows == (
        ("1", "2021.03.05", "文〔2021〕1号", "编制核定", "核定", "23", "", "20", "3", "23"),
        (
            "2", "2024.09.12", "文〔2024〕1号", "编制增加；编制减少", "增2名；收回3名",
            "2", "3", "22", "0", "22",
        ),
    )  # fmt: skip


def test_a_register_without_ledger_shows_what_is_approved() -> None:
    held = dossier(
        quotas=(Quota(UNIT, "行政编制", 22, doc_no="文〔2020〕5号", approved_on=LATER),),
        posts=(LeaderPost(UNIT, "副职", 2), LeaderPost(UNIT, "正职", 1, "正科级", "局长")),
    )
    quotas = table("quotas", held, ("date", "doc", "plus", "total"))
    assert quotas.rows == (("2024.09.12", "文〔2020〕5号", "22", "22"),)
    posts = table("posts", held, ("date", "doc", "titles", "levels", "total"))
    assert posts.rows == (("2021.03.05", "安编发〔2021〕8号", "局长", "正科级", "3"),)


def test_posts_run_by_kind_with_chiefs_first() -> None:
    held = dossier(
        posts=(LeaderPost(UNIT, "总师", 1), LeaderPost(UNIT, "正职", 1)),
        ledger=(
            entry(1, "正职", 1, subject="职数"),
            entry(2, "总师", 1, subject="职数"),
            entry(3, "纪检组长", 1, subject="领导职数"),
            entry(4, "纪检组长", -1, LATER, subject="领导职数"),
        ),
    )
    form = PageForm("posts", "职数", (Column("post", "", 12, each="post_kind"),))
    (page,) = compose(held, (), forms(form)).pages
    assert isinstance(page, TablePage)
    assert [column.title for column in page.columns] == ["正职", "总师", "纪检组长"]
    assert {column.width for column in page.columns} == {4}
    assert page.rows == (("1", "1", "1"), ("1", "1", "0"))


@pytest.mark.parametrize(
    ("each", "titles"), [("quota_type", ["行政编制"]), ("post_kind", ["正职", "副职"])]
)
def test_a_unit_with_nothing_approved_gets_the_columns_of_the_form(
    each: str, titles: list[str]
) -> None:
    form = PageForm("blank", "页", (Column("x", "", 10, each=each),))
    (page,) = compose(dossier(), (), forms(form)).pages
    assert isinstance(page, TablePage)
    assert [column.title for column in page.columns] == titles
    assert page.rows == ()


def test_the_history_tells_founding_rules_and_other_events_by_day() -> None:
    unit = Unit(
        UNIT, "县审计局", doc_no="安编发〔2021〕8号", approved_on=FIRST,
        established_on=PartialDate("1984"), established_doc="安发〔1984〕1号",
    )  # fmt: skip
    renamed = entry(
        1, "", 0, PartialDate("2019"), subject="机构", entry_type="更名", summary="更名"
    )
    held = replace(dossier(ledger=(renamed, entry(2, "行政编制", 5))), unit=unit)
    assert table("history", held).rows == (
        ("1", "1984", "设立", "安发〔1984〕1号", "设立县审计局", ""),
        ("2", "2019", "更名", "文〔2019〕1号", "更名", ""),
        ("3", "2021.03.05", "核定", "安编发〔2021〕8号", "核定县审计局机构编制事项", ""),
    )


def test_organs_stand_in_their_order_and_posts_are_summed() -> None:
    organs = (
        InnerOrgan(OrganId("b"), UNIT, "法规股", rank="股级", chiefs=1, deputies=1, order=2,
                   status=ABOLISHED),
        InnerOrgan(OrganId("a"), UNIT, "办公室", rank="股级", quota=3, chiefs=1, order=1,
                   doc_no="文", approved_on=FIRST),
    )  # fmt: skip
    held = dossier(organs=organs)
    assert table("organs", held).rows == (
        ("1", "办公室", "股级", "3", "设立", "2021.03.05", "文"),
        ("2", "法规股", "股级", "", "撤销", "", ""),
    )
    assert table("organ_posts", held).rows == (
        ("1", "办公室", "1", "0"),
        ("2", "法规股", "1", "1"),
        ("", "合计", "2", "1"),
    )
    assert len(table("organ_posts", dossier(organs=organs[:1])).rows) == 1


def test_people_stand_in_the_units_order_with_masked_numbers() -> None:
    held = dossier(
        organs=(InnerOrgan(OrganId("6-1"), UNIT, "办公室"),),
        members=(
            member(2, "乙", 2, organ="6-9", on_duty="否", degree="无"),
            member(1, "甲", 1, organ="6-1", lead_level="乡科级正职", grade="二级主任科员",
                   remark="挂职"),
            member(3, "丙", 2, on_duty="否", off_duty_reason="病假", remark="借调"),
        ),
    )  # fmt: skip
    masked = "629925********001X"
    assert table("people", held).rows == (
        ("1", "甲", "1988.03", masked, "办公室", "大学本科\n学士", "乡科级正职\n二级主任科员",
         "挂职"),
        ("2", "乙", "1988.03", masked, "6-9", "大学本科", "", "不在岗"),
        ("3", "丙", "1988.03", masked, "", "大学本科\n学士", "", "借调；病假"),
    )  # fmt: skip
    assert table("people", held, mask_id=False).rows[0][3] == "62992519880312001X"


def test_movements_stand_by_day() -> None:
    moves = (
        Movement(date(2025, 6, 30), "乙", "增", "转任", "县农业农村局", "文2", 30),
        Movement(date(2024, 1, 5), "甲", "减", "退休", "", "文1", 29),
    )
    assert table("movements", dossier(), movements=moves).rows == (
        ("1", "2024.01.05", "甲", "减", "29"),
        ("2", "2025.06.30", "乙", "增", "30"),
    )


def test_a_page_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        compose(dossier(), (), forms(PageForm("weather", "天气")))
    assert (refused.value.code, refused.value.facts) == ("handbook.form.page", {"kind": "weather"})


def test_the_fingerprint_changes_with_what_is_printed_and_with_nothing_else() -> None:
    pages = (
        PageForm("people", "花名册", columns("name")),
        PageForm("basics", "基本情况", fields=(FormField("uscc", "代码"),)),
        PageForm("duties", "职责"),
    )
    one = compose(dossier(members=(member(1, "甲"),)), (), forms(*pages))
    same = compose(dossier(members=(member(1, "甲", remark="不印"),)), (), forms(*pages))
    other = compose(dossier(members=(member(1, "乙"),)), (), forms(*pages))
    assert one.fingerprint() == same.fingerprint() != other.fingerprint()
    assert len(one.fingerprint()) == 12
    assert one.fingerprint() != replace(one, day=date(2026, 11, 22)).fingerprint()


def test_each_notice_tells_what_it_granted_and_what_is_left() -> None:
    def slot(number: int, **changes: Any) -> Slot:  # noqa: ANN401 - fields of many types, by name
        plain = Slot(
            f"N{number}", UNIT, "行政编制", "公开招聘", notice_no="安编控〔2024〕1号",
            granted_on=LATER, expires_on=PartialDate("2027-06-30"),
        )  # fmt: skip
        return replace(plain, **changes)

    held = replace(
        dossier(),
        slots=(
            slot(1, state=USED), slot(2, state=STRUCK), slot(3, state=GIVEN_UP), slot(4),
            slot(5, quota_type="工勤编制", granted_on=FIRST, expires_on=LATER),
        ),
    )  # fmt: skip
    notice = "安编控〔2024〕1号"
    assert table("slots", held).rows == (
        ("1", "2021.03.05", notice, "工勤编制", "公开招聘", "1", "0", "0", ""),
        ("2", "2024.09.12", notice, "行政编制", "公开招聘", "4", "2", "1", ""),
    )
