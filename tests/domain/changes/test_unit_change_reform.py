"""机构修改, 撤销 合并 分设: units that end, what goes where, and who goes with it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.facts import PENDING, USED, Fact, PostHold, Slot
from tests.domain.changes.reforms import (
    DAY,
    EDUCATION,
    FACTS,
    LI,
    NEW,
    OFFICE,
    SPORTS,
    TRAITS,
    WANG,
    ZENG,
    Reforms,
    organs,
    places,
    summed,
)
from tests.domain.workflow.office import register_of
from tests.fakes.facts import CIVIL

HERE, THERE, SCHOOL = "安澜县教育局", "安澜县体育局", "安澜县第一中学"
EARLY = date(2026, 6, 1)
FOUND = {"change": "组建", "name": NEW, **TRAITS}
MERGED = (
    FOUND,
    {"change": "合并", "unit": HERE, "into": NEW},
    {"change": "并入", "unit": THERE, "into": NEW},
    {"change": "职数核定", "unit": NEW, "post_kind": "正职", "number": "1"},
)
EVERYBODY = tuple({"id": one.id_no} for one in (LI, WANG, ZENG))


@pytest.fixture
def reforms() -> Reforms:
    return Reforms()


def test_two_units_become_one_with_organs_places_and_people(reforms: Reforms) -> None:
    view = reforms.tried(*MERGED, unit="", persons=EVERYBODY)
    assert view.blocked_by == ()
    before = sum(count.approved for one in view.impacts for count in one.before)
    after = sum(count.approved for one in view.impacts for count in one.after)
    assert before == after == 8
    reforms.do(*MERGED, unit="", persons=EVERYBODY)
    new = reforms.dossier(NEW)
    assert reforms.approved(NEW) == {CIVIL: 8, "正职": 1} == summed(new)
    assert [one.person.name for one in new.members] == ["曾小红", "李建国", "王小明"]
    assert {one.place.organ for one in new.members} == {"", "6299250001-01", "6299250001-02"}
    assert {one.place.entry_mode for one in new.members} == {"机构划转"}
    assert list(organs(new)) == [("办公室", "正常"), ("学生股", "正常")]
    for name in (HERE, THERE):
        old = reforms.dossier(name)
        assert (old.unit.status, old.unit.successor) == ("撤销", new.unit.unit)
        assert (old.quotas, old.posts, old.members, old.organs) == ((), (), (), ())
        assert summed(old) == {}
    assert reforms.dossier(SCHOOL).unit.supervisor == new.unit.unit
    assert reforms.ledger(SCHOOL)[0][:2] == ("合并", "隶属关系")
    past = reforms.dossier(HERE, date(2026, 11, 15))
    assert (past.unit.status, len(past.members), reforms.approved(HERE, past.day)[CIVIL]) == (
        "正常", 2, 5,
    )  # fmt: skip


def test_who_is_left_behind_is_named(reforms: Reforms) -> None:
    (found, again) = reforms.tried(*MERGED, unit="").blocked_by
    assert (found.text, found.facts["people"], found.facts["number"]) == (
        "change.people_left", ["李建国", "王小明"], 2,
    )  # fmt: skip
    assert again.facts["people"] == ["曾小红"]


def test_somebody_may_go_elsewhere_in_the_same_case(reforms: Reforms) -> None:
    elsewhere = ({"id": LI.id_no, "to": THERE}, *EVERYBODY[1:2])
    into = {"change": "合并", "into": THERE}
    reforms.do(into, persons=elsewhere)
    held = {one.person.name: one.place.organ for one in reforms.dossier(THERE).members}
    assert held == {"李建国": OFFICE.organ, "王小明": "6299250001-02", "曾小红": ""}


def test_a_line_that_names_nobody_with_a_place_is_refused_as_moves_refuse(
    reforms: Reforms,
) -> None:
    assert reforms.refused(places(1), persons=({"id": "62992519850101001X"},)) != []
    stays = {"id": LI.id_no, "position": "科员"}
    reforms.do(places(1), persons=(stays,))
    assert reforms.dossier(HERE).members[0].place.entry_mode == ""


def test_a_trial_tells_who_does_not_meet_the_conditions(reforms: Reforms) -> None:
    asked = {"change": "划转条件", "conditions": "在编在岗、专科以上"}
    nobody = {"id": "62992519850101001X"}
    view = reforms.tried(asked, *MERGED, unit="", persons=(*EVERYBODY, nobody))
    told = [
        (one.text, one.facts.get("name"), one.facts.get("condition")) for one in view.blocked_by
    ]
    assert told[:3] == [
        ("case.transfer.fails_unknown", one.name, "专科以上") for one in (LI, WANG, ZENG)
    ]
    assert reforms.refused({"change": "划转条件"}) == ["change.missing"]
    unknown = {"change": "划转条件", "conditions": "身高"}
    assert reforms.refused(unknown) == ["case.transfer.condition"]


def test_what_is_kept_back_and_waiting_goes_along() -> None:
    slot = Slot("N202600001", EDUCATION.unit, CIVIL)
    used = replace(slot, slot_no="N202600002", state=USED)
    hold = PostHold("Z202600001", EDUCATION.unit, "正职")
    ended = replace(hold, hold_no="Z202600002", state=USED)
    waiting: tuple[Fact, ...] = (slot, used, hold, ended)
    reforms = Reforms(register_of(*FACTS, *waiting))
    reforms.do(places(1, "编制预留"), places(1, "编制冻结"))
    reforms.do({"change": "合并", "into": THERE}, persons=EVERYBODY[:2])
    found = reforms.dossier(THERE)
    assert [(one.slot_no, one.state) for one in found.slots] == [("N202600001", PENDING)]
    assert [one.hold_no for one in found.holds] == ["Z202600001"]
    (quota,) = found.quotas
    assert (quota.approved, quota.reserved, quota.frozen) == (8, 1, 1)


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        ({"change": "合并"}, ["change.missing"]),
        ({"change": "合并", "into": HERE}, ["change.same_unit"]),
        ({"change": "合并", "into": "没有的局"}, ["change.unit_unknown"]),
        ({"change": "撤销"}, ["change.people_left", "change.units_left"]),
        ({"change": "分设", "name": ""}, ["change.missing"]),
        ({"change": "分设", "name": NEW, "organs": "三股"}, ["change.organ_unknown"]),
        ({"change": "分设", "name": HERE}, ["change.name_taken"]),
    ],
)
def test_what_an_ending_must_say(
    reforms: Reforms, stated: dict[str, str], codes: list[str]
) -> None:
    assert reforms.refused(stated) == codes


def test_an_abolished_unit_stays_without_places_and_organs(reforms: Reforms) -> None:
    gone = tuple({"id": one.id_no, "to": THERE} for one in (LI, WANG))
    reforms.do(
        places(3, unit=THERE),
        places(1, "编制预留"),
        {"change": "隶属", "unit": SCHOOL, "supervisor": THERE},
        {"change": "撤销"},
        persons=gone,
    )
    old = reforms.dossier(HERE)
    assert (old.unit.status, old.unit.successor, old.unit.doc_no) == (
        "撤销", "", "安编委发〔2026〕12号",
    )  # fmt: skip
    assert list(organs(old)) == [("办公室", "撤销"), ("学生股", "撤销")]
    assert (reforms.approved(HERE), summed(old)) == ({}, {})
    assert reforms.ledger(HERE)[1:4] == [
        ("撤销", "机构", -1, "撤销安澜县教育局"),
        ("撤销", CIVIL, -5, "减少行政编制5名"),
        ("撤销", "正职", -1, "减少领导职数正职1名"),
    ]
    assert reforms.refused(places(1)) == ["change.unit_abolished"]
    assert reforms.refused(places(1), effective=EARLY) == ["case.after.abolished"]
    facts = reforms.facts_of(places(1), effective=EARLY)
    assert (facts["people"], facts["places"], facts["slots"]) == (0, 1, 0)
    assert reforms.refused({**FOUND, "name": HERE}) == []


def test_a_unit_does_not_end_before_what_it_did_later(reforms: Reforms) -> None:
    reforms.do(places(1), unit=SPORTS.unit)
    end = {"change": "撤销", "unit": THERE}
    facts = reforms.facts_of(end, effective=EARLY)
    assert (facts["later"], facts["what"]) == (DAY, "编制增加")
    merge = {"change": "合并", "unit": THERE, "into": HERE}
    assert reforms.refused(merge, effective=EARLY) == ["change.later"]


def test_a_merger_may_not_contradict_a_count_that_was_set_later(reforms: Reforms) -> None:
    reforms.do(places(9, "编制核定"))
    merge = {"change": "合并", "unit": THERE, "into": HERE}
    found = reforms.refused(merge, effective=EARLY, persons=EVERYBODY[2:])
    assert found == ["change.later"]


def test_somebody_who_came_later_is_left_behind_too(reforms: Reforms) -> None:
    reforms.do(persons=({"id": LI.id_no, "to": THERE},), unit=EDUCATION.unit)
    end = {"change": "合并", "unit": THERE, "into": HERE}
    found = reforms.tried(end, effective=EARLY, persons=EVERYBODY[2:]).blocked_by
    assert found[0].facts["people"] == ["李建国"]


def test_a_unit_is_divided_with_some_of_its_organs(reforms: Reforms) -> None:
    other = "安澜县招生办公室"
    reforms.do(
        {"change": "分设", "name": other, "organs": "学生股"},
        places(1, "编制划转", to=other),
        persons=({"id": WANG.id_no},),
    )
    new = reforms.dossier(other)
    assert (new.unit.kind, new.unit.rank, list(organs(new))) == (
        "行政机构", "正科级", [("学生股", "正常")],
    )  # fmt: skip
    assert [one.place.organ for one in new.members] == ["6299250001-02"]
    assert reforms.ledger(other)[0] == ("分设", "机构", 1, "由安澜县教育局分设安澜县招生办公室")
    assert reforms.ledger(HERE)[0] == ("分设", "机构", 0, "分设安澜县招生办公室")
    assert reforms.dossier(HERE).unit.inner_count == 1


def test_an_organ_moves_with_its_people(reforms: Reforms) -> None:
    moved = {"change": "内设机构划转", "organ": "学生股", "to": THERE}
    reforms.do(moved, places(1, "编制划转", to=THERE), persons=({"id": WANG.id_no},))
    assert list(organs(reforms.dossier(THERE))) == [("学生股", "正常")]
    assert {one.person.name for one in reforms.dossier(THERE).members} == {"王小明", "曾小红"}
    reforms.do(
        {"change": "内设机构划转", "organ": "办公室", "to": SCHOOL},
        persons=({"id": LI.id_no, "to": THERE},),
    )
    organ_of = {one.person.name: one.place.organ for one in reforms.dossier(THERE).members}
    assert organ_of == {"王小明": "6299250001-02", "李建国": "", "曾小红": ""}


def test_an_organ_ends_when_its_people_have_left_it(reforms: Reforms) -> None:
    end = {"change": "内设机构撤销", "organ": "学生股"}
    reforms.do(end, persons=({"id": WANG.id_no, "organ": "办公室"},))
    assert list(organs(reforms.dossier(HERE)))[1] == ("学生股", "撤销")
    assert reforms.ledger(HERE)[0] == ("内设机构撤销", "学生股", -1, "撤销内设机构学生股")
    late = {"change": "内设机构划转", "organ": "学生股", "to": THERE}
    assert reforms.refused(late, effective=EARLY) == ["change.later"]
    assert reforms.refused(end, effective=EARLY)[0] == "change.later"
