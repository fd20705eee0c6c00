"""机构修改, 机构 and 内设机构: what units and inner organs are and are called."""

from datetime import date

import pytest

from domain.facts import UnitId
from domain.versions import AsOf
from tests.domain.changes.reforms import DAY, EDUCATION, NEW, TRAITS, Reforms, organs

HERE, SPORTS, SCHOOL = "安澜县教育局", "安澜县体育局", "安澜县第一中学"
EARLY = date(2026, 6, 1)
BUREAU = {"change": "设立", "name": "安澜县数据局", **TRAITS}
SOUND, OTHER = "116299251K6FMHDQ7M", "12629925MB2Y0000X7"


@pytest.fixture
def reforms() -> Reforms:
    return Reforms()


def test_a_unit_is_set_up_behind_the_last_of_its_supervisor(reforms: Reforms) -> None:
    school = {
        **BUREAU, "name": "安澜县第二中学", "kind": "事业", "supervisor": "县教育局",
        "short_name": "二中", "duties": "一、教学。\n二、教研。", "uscc": "",
    }  # fmt: skip
    reforms.do(school)
    unit = reforms.dossier("安澜县第二中学").unit
    assert (unit.unit, unit.kind, unit.supervisor) == ("6299250004", "事业单位", EDUCATION.unit)
    assert (unit.established_on, unit.established_doc) == ("2026-11-10", "安编委发〔2026〕12号")
    assert unit.duties == "一、教学。\n二、教研。"
    with reforms.register.reading() as reader:
        names = [one.name for one in reader.units(AsOf(DAY))]
    assert names == [HERE, SPORTS, SCHOOL, "安澜县第二中学"]
    assert reforms.ledger("安澜县第二中学") == [("设立", "机构", 1, "设立安澜县第二中学")]


def test_a_unit_without_a_supervisor_comes_last_on_the_day_that_is_stated(
    reforms: Reforms,
) -> None:
    reforms.do({**BUREAU, "established_on": "2026-11"}, unit="")
    unit = reforms.dossier("安澜县数据局").unit
    assert (unit.order, unit.established_on) == (4, "2026-11")


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        ({"change": "设立", "name": "数据局"}, ["change.missing"] * 3),
        ({**BUREAU, "name": ""}, ["change.missing"]),
        ({**BUREAU, "rank": "大"}, ["change.choice"]),
        ({**BUREAU, "established_on": "昨天"}, ["change.date"]),
        ({**BUREAU, "supervisor": "没有的局"}, ["change.unit_unknown"]),
        ({**BUREAU, "name": HERE}, ["change.name_taken"]),
        ({**BUREAU, "uscc": "123"}, ["change.uscc_unsound"]),
        ({"change": "更名"}, ["change.missing"]),
        ({"change": "更名", "name": SPORTS}, ["change.name_taken"]),
        ({"change": "更名", "name": HERE}, ["change.nothing"]),
        ({"change": "加挂牌子"}, ["change.missing"]),
        ({"change": "加挂牌子", "nameplate": HERE}, ["change.nameplate_held"]),
        ({"change": "摘牌"}, ["change.missing"]),
        ({"change": "摘牌", "nameplate": "县语委"}, ["change.nameplate_absent"]),
        ({"change": "规格调整"}, ["change.missing"]),
        ({"change": "规格调整", "rank": "大"}, ["change.choice"]),
        ({"change": "规格调整", "rank": "正科"}, ["change.nothing"]),
        ({"change": "类别调整"}, ["change.missing"]),
        ({"change": "类别调整", "category": "无"}, ["change.choice"]),
        ({"change": "隶属调整"}, ["change.missing"]),
        ({"change": "隶属调整", "supervisor": HERE}, ["change.supervisor_below"]),
        ({"change": "隶属调整", "supervisor": SCHOOL}, ["change.supervisor_below"]),
        ({"change": "隶属调整", "supervisor": "无"}, ["change.nothing"]),
        ({"change": "职责调整"}, ["change.missing"]),
        ({"change": "基本信息", "series": "政府"}, ["change.nothing"]),
        ({"change": "基本信息"}, ["change.missing"]),
        ({"change": "基本信息", "series": "无"}, ["change.choice"]),
        ({"change": "基本信息", "uscc": "12"}, ["change.uscc_unsound"]),
    ],
)
def test_what_an_entry_on_a_unit_must_say(
    reforms: Reforms, stated: dict[str, str], codes: list[str]
) -> None:
    assert reforms.refused(stated) == codes


def test_a_unit_is_renamed_and_the_past_keeps_its_name(reforms: Reforms) -> None:
    reforms.do({"change": "更名", "name": "安澜县教育体育局", "short_name": "教体局"})
    assert reforms.dossier("安澜县教育体育局").unit.short_name == "教体局"
    assert reforms.dossier(HERE, EARLY).unit.unit == EDUCATION.unit
    told = ("更名", "名称", 0, "安澜县教育局更名为安澜县教育体育局")
    assert reforms.ledger("安澜县教育体育局") == [told]
    late = reforms.facts_of({"change": "更名", "name": "安澜县教委"}, effective=EARLY)
    assert (late["later"], late["document"]) == (DAY, "安编委发〔2026〕12号")


def test_entries_find_a_unit_by_its_new_and_its_old_name(reforms: Reforms) -> None:
    rename = {"change": "更名", "name": "安澜县教育体育局"}
    for name in ("安澜县教育体育局", HERE):
        found = reforms.refused(rename, {"change": "规格调整", "unit": name, "rank": "副科"})
        assert found == []


def test_nameplates_come_and_go_one_by_one(reforms: Reforms) -> None:
    reforms.do(
        {"change": "加挂", "nameplate": "县语委办"}, {"change": "挂牌", "nameplate": "县招办"}
    )
    assert reforms.dossier(HERE).unit.other_names == "县语委办、县招办"
    reforms.do({"change": "加挂", "nameplate": "县督导办"}, effective=EARLY)
    assert reforms.dossier(HERE).unit.other_names == "县语委办、县招办、县督导办"
    reforms.do({"change": "撤牌", "nameplate": "县语委办"})
    assert reforms.dossier(HERE).unit.other_names == "县招办、县督导办"
    assert reforms.ledger(HERE)[-1] == ("摘牌", "牌子", 0, "不再加挂县语委办牌子")


OF_RANK = "机构规格由正科级调整为副处级"
OF_FUNDING = "经费形式由（未定）调整为全额拨款"
OF_CATEGORY = "机构类别调整为工作部门"
OF_BASICS = "基本信息改为党委、小刘"


@pytest.mark.parametrize(
    ("stated", "field", "value", "summary"),
    [
        ({"change": "升格", "rank": "副处"}, "rank", "副处级", OF_RANK),
        ({"change": "类别", "category": "组成部门"}, "category", "工作部门", OF_CATEGORY),
        ({"change": "经费形式", "funding": "全额"}, "funding", "全额拨款", OF_FUNDING),
        ({"change": "职责", "duties": "一、\n二、"}, "duties", "一、\n二、", "调整主要职责"),
        ({"change": "基本信息", "contact": "小刘", "series": "党委"}, "contact", "小刘", OF_BASICS),
    ],
)  # fmt: skip
def test_a_unit_is_described_anew(
    reforms: Reforms, stated: dict[str, str], field: str, value: str, summary: str
) -> None:
    reforms.do(stated)
    unit = reforms.dossier(HERE).unit
    assert getattr(unit, field) == value
    assert reforms.ledger(HERE)[0][3] == summary
    document = "安编委发〔2022〕8号" if field == "contact" else "安编委发〔2026〕12号"
    assert unit.doc_no == document


def test_a_credit_code_is_judged(reforms: Reforms) -> None:
    (warned,) = reforms.tried({"change": "基本信息", "uscc": OTHER}).blocked_by
    assert (warned.severity, warned.text) == ("warning", "change.uscc_kind")
    reforms.do({"change": "基本信息", "uscc": SOUND.lower()})
    assert reforms.dossier(HERE).unit.uscc == SOUND
    taken = {"change": "基本信息", "uscc": SOUND, "unit": SPORTS}
    assert reforms.refused(taken) == ["change.uscc_taken"]


def test_a_unit_answers_to_another_one_or_to_none(reforms: Reforms) -> None:
    reforms.do({"change": "整建制划转", "unit": SCHOOL, "supervisor": SPORTS})
    assert reforms.ledger(SCHOOL)[-1][3] == "由安澜县教育局划转安澜县体育局管理"
    reforms.do({"change": "隶属", "unit": SCHOOL, "supervisor": "无"})
    assert reforms.dossier(SCHOOL).unit.supervisor == ""
    assert reforms.ledger(SCHOOL)[-1][3] == "主管部门由安澜县体育局调整为无"


def test_supervisors_in_a_ring_come_to_an_end(reforms: Reforms) -> None:
    reforms.do({"change": "隶属", "unit": SPORTS, "supervisor": SCHOOL})
    assert reforms.refused({"change": "隶属", "supervisor": SPORTS}) == ["change.supervisor_below"]
    reforms.do({**BUREAU, "supervisor": SPORTS})
    assert reforms.dossier("安澜县数据局").unit.order == 2


def test_organs_are_set_up_renamed_and_altered(reforms: Reforms) -> None:
    reforms.do(
        {"change": "增设内设机构", "organ": "体育股", "chiefs": "1", "quota": "3", "rank": "股级"},
        {"change": "内设机构更名", "organ": "学生股", "name": "学生与安全股"},
        {"change": "内设机构调整", "organ": "办公室", "deputies": "2", "kind": "内设"},
    )
    found = reforms.dossier(HERE)
    assert list(organs(found)) == [
        ("办公室", "正常"), ("学生与安全股", "正常"), ("体育股", "正常")
    ]  # fmt: skip
    assert [(one.chiefs, one.deputies, one.quota) for one in found.organs][::2] == [
        (0, 2, 0), (1, 0, 3),
    ]  # fmt: skip
    assert (found.organs[2].organ, found.unit.inner_count) == ("6299250001-03", 3)
    assert [told[3] for told in reforms.ledger(HERE)] == [
        "设立内设机构体育股", "内设机构学生股更名为学生与安全股", "调整内设机构办公室：内设机构、2",
    ]  # fmt: skip
    assert (
        reforms.refused(
            {"change": "内设机构更名", "organ": "办公室", "name": "综合股"}, effective=EARLY
        )
        == []
    )
    late = {"change": "内设机构更名", "organ": "学生股", "name": "综合股"}
    assert reforms.refused(late, effective=EARLY) == ["change.later"]


def test_an_organ_in_a_unit_set_up_by_the_same_case_gets_a_code_of_its_unit(
    reforms: Reforms,
) -> None:
    reforms.do(BUREAU, {"change": "内设机构设立", "organ": "办公室", "unit": "安澜县数据局"})
    (held,) = reforms.dossier("安澜县数据局").organs
    assert (held.organ, held.unit) == ("6299250004-01", UnitId("6299250004"))
    assert reforms.dossier("安澜县数据局").unit.inner_count == 0


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        ({"change": "内设机构设立"}, ["change.missing"]),
        ({"change": "内设机构设立", "organ": "办公室"}, ["change.organ_taken"]),
        ({"change": "内设机构设立", "organ": "一股", "rank": "大"}, ["change.choice"]),
        ({"change": "内设机构设立", "organ": "一股", "quota": "-1"}, ["change.number"]),
        ({"change": "内设机构更名", "organ": "办公室"}, ["change.missing"]),
        ({"change": "内设机构更名", "name": "一股"}, ["change.missing"]),
        ({"change": "内设机构更名", "organ": "三股", "name": "一股"}, ["change.organ_unknown"]),
        ({"change": "内设机构更名", "organ": "办公室", "name": "学生股"}, ["change.organ_taken"]),
        ({"change": "内设机构调整", "organ": "办公室"}, ["change.missing"]),
        ({"change": "内设机构调整", "organ": "办公室", "quota": "x"}, ["change.number"]),
        ({"change": "内设机构调整", "organ": "办公室", "quota": "0"}, ["change.nothing"]),
        ({"change": "内设机构撤销", "organ": "三股"}, ["change.organ_unknown"]),
        ({"change": "内设机构划转", "organ": "办公室"}, ["change.missing"]),
        ({"change": "内设机构划转", "organ": "办公室", "to": HERE}, ["change.same_unit"]),
        ({"change": "内设机构撤销", "organ": "办公室"}, ["change.organ_people"]),
        ({"change": "内设机构划转", "organ": "办公室", "to": SPORTS}, ["change.organ_people"]),
    ],
)
def test_what_an_entry_on_organs_must_say(
    reforms: Reforms, stated: dict[str, str], codes: list[str]
) -> None:
    assert reforms.refused(stated) == codes


def test_a_name_that_was_borne_in_between_is_not_free(reforms: Reforms) -> None:
    spring, summer, autumn = (date(2026, month, 1) for month in (3, 6, 9))
    rename = {"change": "更名", "name": NEW}
    reforms.do({**rename, "unit": SPORTS}, effective=summer)
    reforms.do({**rename, "unit": NEW, "name": SPORTS}, effective=autumn)
    for stated in (rename, {**BUREAU, "name": NEW}):
        assert reforms.facts_of(stated, effective=spring)["first"] == summer
        assert reforms.refused(stated, effective=autumn) == []
    organ = {"change": "内设机构更名", "organ": "办公室", "name": "综合股"}
    reforms.do(organ, effective=summer)
    reforms.do({**organ, "organ": "综合股", "name": "办公室"}, effective=autumn)
    one_more = {"change": "内设机构设立", "organ": "综合股"}
    assert reforms.facts_of(one_more, effective=spring)["first"] == summer
    assert reforms.refused(one_more, effective=autumn) == []
