"""What 机构修改 enters in the ledger, as the pages of the handbook tell it."""

from datetime import date

from domain.handbook.ledger_rows import history_rows, post_rows, quota_rows
from domain.handbook.unit_rows import organ_rows
from tests.domain.changes.reforms import EDUCATION, LI, NEW, WANG, ZENG, Reforms, places

EVERYBODY = tuple({"id": one.id_no} for one in (LI, WANG, ZENG))
HERE = EDUCATION.name
EARLY = date(2026, 6, 1)


def test_places_and_posts_are_told_with_their_balance() -> None:
    reforms = Reforms()
    deputies = {"change": "职数核定", "post_kind": "副职", "number": "2", "title": "副局长"}
    reforms.do(places(3), deputies)
    dossier = reforms.dossier(HERE)
    row = quota_rows(dossier)[-1]
    assert (row["doc"], row["date"], row["type"], row["summary"]) == (
        "安编委发〔2026〕12号", "2026.11.10", "编制增加", "增加行政编制3名",
    )  # fmt: skip
    assert (row["plus"], row["each:行政编制"]) == ("3", "8")
    row = post_rows(dossier)[-1]
    assert (row["titles"], row["each:副职"], row["total"]) == ("副局长", "2", "3")


def test_the_history_tells_what_a_case_did_once_and_no_telephone_numbers() -> None:
    reforms = Reforms()
    reforms.do({"change": "更名", "name": NEW}, {"change": "基本信息", "contact": "小刘"})
    told = [(row["type"], row["summary"]) for row in history_rows(reforms.dossier(NEW))]
    assert told == [("更名", "安澜县教育局更名为安澜县教育体育局")]
    assert [row["type"] for row in history_rows(reforms.dossier(HERE, EARLY))] == ["核定"]


def test_organs_tell_their_last_change() -> None:
    reforms = Reforms()
    into = {"change": "合并", "into": "安澜县体育局"}
    organ = {"change": "内设机构设立", "organ": "综合股", "unit": "安澜县体育局"}
    end = {"change": "内设机构撤销", "organ": "综合股", "unit": "安澜县体育局"}
    reforms.do(into, organ, persons=EVERYBODY[:2])
    rows = organ_rows(reforms.dossier("安澜县体育局"))
    assert {row["name"]: row["change"] for row in rows} == {
        "办公室": "合并", "学生股": "合并", "综合股": "设立",
    }  # fmt: skip
    reforms.do(end, unit="")
    changes = [row["change"] for row in organ_rows(reforms.dossier("安澜县体育局"))]
    assert sorted(changes) == ["合并", "合并", "撤销"]


def test_a_merged_unit_tells_where_it_went() -> None:
    reforms = Reforms()
    reforms.do({"change": "合并", "into": "安澜县体育局"}, persons=EVERYBODY[:2])
    rows = history_rows(reforms.dossier(HERE))
    assert "安澜县教育局并入安澜县体育局" in {row["summary"] for row in rows}
    assert quota_rows(reforms.dossier(HERE))[-1]["each:行政编制"] == "0"
