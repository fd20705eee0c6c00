"""机构修改, 编制 and 职数: counts that are the sum of their ledger, whatever came late."""

from datetime import date

import pytest

from domain.documents import Document
from tests.domain.changes.reforms import DAY, EDUCATION, Reforms, places, summed
from tests.domain.workflow.office import CLERK
from tests.fakes.facts import CIVIL

SPORTS = "安澜县体育局"
HERE = "安澜县教育局"
EARLY = date(2026, 6, 1)
WORKER = "工勤编制"


@pytest.fixture
def reforms() -> Reforms:
    return Reforms()


@pytest.mark.parametrize(
    ("stated", "approved", "delta", "summary"),
    [
        (places(3), 8, 3, "增加行政编制3名"),
        (places(2, "减编"), 3, -2, "减少行政编制2名"),
        (places(9, "核定编制", source="省定"), 9, 4, "核定行政编制9名"),
        (places(4, "编制核定", "行政"), 4, -1, "核定行政编制4名"),
        (places(1, summary="按省下达文件增编"), 6, 1, "按省下达文件增编"),
    ],
)
def test_places_change_with_their_ledger_entry(
    reforms: Reforms, stated: dict[str, str], approved: int, delta: int, summary: str
) -> None:
    reforms.do(stated)
    assert reforms.approved(HERE)[CIVIL] == approved
    (told,) = reforms.ledger(HERE)
    assert told[1:] == (CIVIL, delta, summary)
    assert reforms.approved(HERE, date(2026, 11, 15))[CIVIL] == 5
    (cited,) = (quota for quota in reforms.dossier(HERE).quotas if quota.quota_type == CIVIL)
    assert (cited.doc_no, cited.approved_on) == ("安编委发〔2026〕12号", "2026-11-10")


def test_the_source_is_told_in_the_ledger(reforms: Reforms) -> None:
    reforms.do(places(1, source="省定编制"))
    assert reforms.dossier(HERE).ledger[-1].source == "省"


def test_a_type_begins_with_its_first_place_and_ends_with_its_last(reforms: Reforms) -> None:
    reforms.do(places(2, quota_type=WORKER))
    assert reforms.approved(HERE)[WORKER] == 2
    reforms.do(places(0, "编制核定", WORKER))
    assert WORKER not in reforms.approved(HERE)
    assert reforms.approved(HERE, date(2026, 11, 15)) == {CIVIL: 5, "正职": 1}


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"change": "编制增加", "number": "1"}, ["change.missing"]),
        ({"change": "编制增加", "quota_type": CIVIL}, ["change.missing"]),
        (places(1, quota_type="编制"), ["change.choice"]),
        ({"change": "编制增加", "quota_type": CIVIL, "number": "三"}, ["change.number"]),
        (places(0), ["change.number"]),
        (places(1, source="乡"), ["change.choice"]),
        (places(1, "编制核定", source="乡"), ["change.choice"]),
        (places(6, "编制减少"), ["change.short"]),
        (places(1, "编制减少", WORKER), ["change.short"]),
        ({"change": "加人"}, ["change.unknown"]),
        (places(1, unit="安澜县文化局"), ["change.unit_unknown"]),
        (places(1, "编制划转"), ["change.missing"]),
        (places(1, "编制划转", to=HERE), ["change.same_unit"]),
        (places(1, "编制划转", to="文化局"), ["change.unit_unknown"]),
        (places(6, "编制划转", to=SPORTS), ["change.short"]),
        (places(1, "编制周转借入"), ["change.missing"]),
        (places(1, "编制周转借入", due_back="某日"), ["change.date"]),
        (places(1, "编制周转借入", due_back="2026-11-16"), ["change.due_back"]),
        ({"change": "编制周转借入", "due_back": "2027-01-01"}, ["change.missing"] * 2),
        (places(4, "编制周转借入", due_back="2027-01-01", **{"from": SPORTS}), ["change.short"]),
        (places(1, "编制周转归还"), ["change.borrowed"]),
        ({"change": "编制周转归还"}, ["change.missing"] * 2),
        (places(9, "编制预留"), ["change.not_free"]),
        (places(1, "编制解除预留"), ["change.kept"]),
        ({"change": "编制冻结", "quota_type": CIVIL}, ["change.missing"]),
    ],
)
def test_what_an_entry_on_places_must_say(
    reforms: Reforms, stated: dict[str, str], code: list[str]
) -> None:
    assert reforms.refused(stated) == code


def test_a_shortage_names_unit_day_and_what_is_there(reforms: Reforms) -> None:
    facts = reforms.facts_of(places(7, "编制减少"))
    assert facts == {
        "row": 1, "change": "编制减少", "unit": HERE, "item": CIVIL, "number": 7, "held": 5,
        "first": DAY,
    }  # fmt: skip


def test_places_go_to_another_unit_in_both_ledgers(reforms: Reforms) -> None:
    reforms.do(places(2, "划转编制", to=SPORTS), places(1, "调剂编制", to=SPORTS))
    assert (reforms.approved(HERE)[CIVIL], reforms.approved(SPORTS)[CIVIL]) == (2, 6)
    assert reforms.ledger(HERE) == [
        ("编制划转", CIVIL, -2, "向安澜县体育局划出行政编制2名"),
        ("编制调剂", CIVIL, -1, "向安澜县体育局调剂行政编制1名"),
    ]
    assert reforms.ledger(SPORTS)[0] == ("编制划转", CIVIL, 2, "由安澜县教育局划入行政编制2名")
    (told, _) = reforms.dossier(SPORTS).ledger[-2:]
    assert told.counterpart == EDUCATION.unit


def test_turnover_places_come_with_a_day_and_go_back_to_who_lent_them(reforms: Reforms) -> None:
    lent = {"from": SPORTS, "due_back": "2027-06"}
    reforms.do(places(2, "周转借入", **lent), places(3, "周转借入", due_back="2028"))
    assert (reforms.approved(HERE)[CIVIL], reforms.approved(SPORTS)[CIVIL]) == (10, 1)
    assert reforms.ledger(SPORTS) == [
        ("编制周转借出", CIVIL, -2, "向安澜县教育局借出周转行政编制2名，2027-06前收回")
    ]
    assert reforms.dossier(HERE).ledger[-2].due_back == "2027-06"
    assert reforms.refused(places(3, "编制周转归还", to=SPORTS)) == ["change.borrowed"]
    reforms.do(places(2, "编制周转归还", to=SPORTS), places(1, "编制周转归还"))
    assert (reforms.approved(HERE)[CIVIL], reforms.approved(SPORTS)[CIVIL]) == (7, 3)
    assert reforms.facts_of(places(3, "编制周转归还"))["borrowed"] == 2


def test_places_for_veterans_have_a_type_of_their_own(reforms: Reforms) -> None:
    reforms.do({"change": "军转编制下达", "number": "2"})
    reforms.do({"change": "军转编制收回", "number": "1"})
    assert reforms.approved(HERE)["军转干部行政编制"] == 1
    reforms.do(places(1, "军转编制下达", CIVIL))
    assert reforms.approved(HERE)[CIVIL] == 6


def test_what_is_kept_back_changes_no_approved_count(reforms: Reforms) -> None:
    reforms.do(places(2, "编制预留"), places(1, "冻结"), places(1, "解除预留"))
    (count,) = reforms.dossier(HERE).counts()
    assert (count.approved, count.reserved, count.frozen, count.available) == (5, 1, 1, 1)
    assert [told[2] for told in reforms.ledger(HERE)] == [0, 0, 0]
    reforms.do(places(1, "解冻"))
    assert reforms.dossier(HERE).quotas[0].frozen == 0


def test_what_is_kept_back_must_be_there_later_too(reforms: Reforms) -> None:
    reforms.do(places(2, "编制减少"))
    facts = reforms.facts_of(places(4, "编制冻结"), effective=EARLY)
    assert (facts["first"], facts["held"]) == (DAY, 3)


def test_a_cut_below_the_people_wants_an_explanation(reforms: Reforms) -> None:
    cut = places(1, "编制核定")
    (found,) = reforms.tried(cut).blocked_by
    assert (found.severity, found.text) == ("error", "case.after.places_excused")
    (found,) = reforms.tried(cut, explanation="两名人员年内退休").blocked_by
    assert found.severity == "warning"


def test_a_late_document_adds_to_what_came_after(reforms: Reforms) -> None:
    reforms.do(places(3))
    reforms.do(places(1), effective=EARLY)
    assert reforms.approved(HERE, date(2026, 5, 31))[CIVIL] == 5
    assert reforms.approved(HERE, EARLY)[CIVIL] == 6
    assert reforms.approved(HERE)[CIVIL] == 9
    assert summed(reforms.dossier(HERE)) == reforms.approved(HERE)
    newest = Document("安编委发〔2026〕2号", dated=date(2026, 5, 30))
    reforms.do(places(1), effective=EARLY, document=newest)
    assert reforms.dossier(HERE).quotas[0].doc_no == "安编委发〔2026〕12号"


def test_a_late_cut_must_leave_what_was_used_since(reforms: Reforms) -> None:
    reforms.do(places(4, "编制核定"))
    reforms.do(places(2, "编制减少"))
    assert reforms.refused(places(4, "编制减少"), effective=EARLY) == ["change.later"]
    reforms = Reforms()
    reforms.do(places(3, "编制减少"))
    assert reforms.facts_of(places(3, "编制减少"), effective=EARLY)["first"] == DAY


def test_a_gap_in_which_there_were_none_is_filled(reforms: Reforms) -> None:
    reforms.do(places(2, quota_type=WORKER), effective=date(2026, 3, 1))
    reforms.do(places(2, "编制减少", WORKER), effective=date(2026, 6, 1))
    reforms.do(places(4, quota_type=WORKER), effective=date(2026, 9, 1))
    reforms.do(places(1, quota_type=WORKER), effective=date(2026, 2, 1))
    days = (date(2026, month, 15) for month in (1, 2, 4, 7, 10))
    held = [reforms.approved(HERE, day).get(WORKER, 0) for day in days]
    assert held == [0, 1, 3, 1, 5]


def test_a_late_document_may_not_contradict_a_count_that_was_set_later(reforms: Reforms) -> None:
    reforms.do(places(9, "编制核定"))
    facts = reforms.facts_of(places(1), effective=EARLY)
    assert (facts["later"], facts["document"]) == (DAY, "安编委发〔2026〕12号")
    assert reforms.refused(places(1, "编制划转", unit=SPORTS, to=HERE), effective=EARLY) == [
        "change.later"
    ]
    assert reforms.refused(places(1, quota_type=WORKER), effective=EARLY) == []


def test_a_unit_of_later_days_can_not_be_changed_before(reforms: Reforms) -> None:
    reforms.do(
        {
            "change": "设立",
            "name": "安澜县数据局",
            "kind": "行政机构",
            "rank": "正科级",
            "series": "政府",
        }
    )
    facts = reforms.facts_of(places(1, unit="安澜县数据局"), effective=EARLY)
    assert (facts["unit"], facts["first"]) == ("安澜县数据局", DAY)


def test_a_case_may_name_its_units_in_its_entries_alone(reforms: Reforms) -> None:
    assert reforms.refused(places(1), unit="") == ["change.unit_missing"]
    view = reforms.tried(places(1, unit=SPORTS), unit="")
    assert (view.unit_name, view.blocked_by) == (SPORTS, ())
    assert [impact.name for impact in view.impacts] == [SPORTS]
    reforms.do(places(1, unit=SPORTS), unit="")
    assert reforms.acts.list(CLERK)[0].unit_name == SPORTS


def test_a_unit_that_is_not_there_is_told_once(reforms: Reforms) -> None:
    assert reforms.refused(places(1), unit="6299250099") == ["case.unit_absent"]


def post(number: int, change: str = "职数核定", kind: str = "正职", **more: str) -> dict[str, str]:
    return {"change": change, "post_kind": kind, "number": str(number), **more}


def test_posts_change_with_level_and_title(reforms: Reforms) -> None:
    reforms.do(
        post(2, kind="单位副职", level="副科级", title="副局长"),
        post(1, "职数增加", "副职"),
        post(1, "减少职数", "副职"),
    )
    (held,) = (one for one in reforms.dossier(HERE).posts if one.post_kind == "副职")
    assert (held.approved, held.level, held.title) == (2, "副科级", "副局长")
    assert reforms.ledger(HERE)[0] == ("职数核定", "副职", 2, "核定领导职数副职2名")
    reforms.do({"change": "职数调整", "post_kind": "副职", "title": "副主任", "number": "3"})
    assert reforms.ledger(HERE)[-1] == ("职数调整", "副职", 1, "领导职数副职调整为3名、副主任")
    reforms.do({"change": "职数调整", "post_kind": "副职", "level": "正股级"})
    assert reforms.approved(HERE)["副职"] == 3
    reforms.do(post(0, kind="副职"))
    assert reforms.approved(HERE)["副职"] == 0


def test_posts_go_to_another_unit(reforms: Reforms) -> None:
    reforms.do(post(1, "职数划转", to=SPORTS))
    assert (reforms.approved(HERE)["正职"], reforms.approved(SPORTS)["正职"]) == (0, 2)


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        ({"change": "职数核定"}, ["change.missing"] * 2),
        (post(1, kind="内设机构正职"), ["change.inner_post"]),
        (post(3, "职数减少"), ["change.short"]),
        ({"change": "职数减少", "post_kind": "正职"}, ["change.missing"]),
        ({"change": "职数增加", "post_kind": "正职"}, ["change.missing"]),
        (post(1, "职数调整", "总师"), ["change.post_absent"]),
        ({"change": "职数调整"}, ["change.missing"]),
        ({"change": "职数调整", "post_kind": "正职"}, ["change.missing"]),
        ({"change": "职数调整", "post_kind": "正职", "number": "x"}, ["change.number"]),
        ({"change": "职数划转", "post_kind": "正职"}, ["change.missing"] * 2),
        (post(1, "职数划转", to=HERE), ["change.same_unit"]),
        (post(2, "职数划转", to=SPORTS), ["change.short"]),
    ],
)
def test_what_an_entry_on_posts_must_say(
    reforms: Reforms, stated: dict[str, str], codes: list[str]
) -> None:
    assert reforms.refused(stated) == codes


def test_a_late_title_may_not_contradict_a_later_one(reforms: Reforms) -> None:
    reforms.do(post(1, "职数增加", level="正科级"))
    late = post(1, "职数增加", level="副科级")
    assert reforms.refused(late, effective=EARLY) == ["change.later"]
    assert reforms.refused(post(1, "职数增加"), effective=EARLY) == []
    assert reforms.refused({**late, "change": "职数调整"}, effective=EARLY) == ["change.later"]
    assert reforms.refused({**late, "change": "职数核定"}, effective=EARLY) == ["change.later"]
    reforms.do(post(2))
    for change in ("职数核定", "职数调整"):
        assert reforms.refused(post(3, change), effective=EARLY) == ["change.later"]


def test_a_later_title_says_nothing_of_the_count(reforms: Reforms) -> None:
    reforms.do({"change": "职数调整", "post_kind": "正职", "title": "局长"})
    for change in ("职数增加", "职数减少"):
        assert reforms.refused(post(1, change), effective=EARLY) == []
    reforms.do(post(1, "职数增加"), effective=EARLY)
    (held,) = reforms.dossier(HERE).posts
    assert (held.approved, held.title) == (2, "局长")
    reforms.do(post(3, "职数调整"))
    assert reforms.refused(post(1, "职数增加"), effective=EARLY) == ["change.later"]
