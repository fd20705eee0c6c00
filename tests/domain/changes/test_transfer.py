"""人员异动: people move and change posts in one case over several units."""

import pytest

from domain.changes.amendment import Obstacle
from domain.changes.kinds import examine
from domain.facts import USED, ConcurrentPost, Occupancy, PersonId, PostHold
from domain.versions import AsOf
from tests.domain.changes.grounds import numbered
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DAY,
    DRIVER,
    HEAD,
    LATER,
    LI,
    OFFICE_OF_ROADS,
    PAPER,
    PUBLIC,
    SCHOOL,
    STAFF_ROOM,
    TEACHER,
    TOLLS,
    WANG,
    WORKER,
    ZHAO,
    a_case,
    carried,
    counts,
    found,
    ground,
    place_of,
    town,
)
from tests.fakes.facts import BEGIN, CLERK, change
from tests.fakes.register import FakeRegister

ROADS = OFFICE_OF_ROADS.unit
KIND = "人员异动"
MOVE = {"id": WANG, "change": "调动", "to": ROADS}
SECOND = {"id": WANG, "change": "任职", "position": "副局长", "role": "部门副职领导"}
BESIDE = {"id": HEAD, "change": "兼职", "position": "局长", "role": "部门正职领导", "to": ROADS}


@pytest.fixture
def register() -> FakeRegister:
    return town()


def codes(register: FakeRegister, *persons: dict[str, str], **changes: object) -> list[str]:
    return found(register, a_case(KIND, *persons, **changes))


def faults(register: FakeRegister, *persons: dict[str, str], **changes: object) -> list[Obstacle]:
    case = a_case(KIND, *persons, **changes)
    return list(examine(case, ground(register, case)))


def posts(register: FakeRegister) -> list[ConcurrentPost]:
    with register.reading() as reader:
        return list(reader.facts(ConcurrentPost, AsOf(DAY)))


def test_both_units_change_in_one_case(register: FakeRegister) -> None:
    view = carried(register, a_case(KIND, MOVE))
    assert [(one.name, one.before[0].actual, one.after[0].actual) for one in view.impacts] == [
        ("安澜县教育局", 3, 2), ("安澜县交通运输局", 1, 2),
    ]  # fmt: skip
    assert (counts(register, BUREAU)[CIVIL], counts(register, OFFICE_OF_ROADS)[CIVIL]) == (2, 2)


@pytest.mark.parametrize("kind", ["调动", "转任", "划转"])
def test_ways_between_units_say_how_one_came(register: FakeRegister, kind: str) -> None:
    carried(register, a_case(KIND, {**MOVE, "change": kind}))
    held = place_of(register, 2)
    assert held is not None
    assert held.entry_mode == {"划转": "机构划转"}.get(kind, "转任")


def test_a_stated_mode_stands(register: FakeRegister) -> None:
    carried(register, a_case(KIND, {**MOVE, "change": "划转", "entry_mode": "其他"}))
    held = place_of(register, 2)
    assert held is not None
    assert held.entry_mode == "其他"


def test_many_people_go_in_one_case(register: FakeRegister) -> None:
    both = [{"id": one, "change": "划转", "to": ROADS} for one in (WANG, LI)]
    carried(register, a_case(KIND, *both, {**MOVE, "id": DRIVER, "change": "划转"}))
    assert counts(register, OFFICE_OF_ROADS)[CIVIL] == 3
    assert counts(register, OFFICE_OF_ROADS)[WORKER] == 1


def test_within_a_unit_one_changes_the_organ(register: FakeRegister) -> None:
    within = {"id": LI, "change": "跨内设", "organ": "人事股", "to": "写了也不看"}
    carried(register, a_case(KIND, within))
    held = place_of(register, 3)
    assert held is not None
    assert held.organ == STAFF_ROOM.organ


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"id": WANG}, "case.transfer.no_change"),
        ({"id": WANG, "change": "高升"}, "case.transfer.change"),
        ({"id": WANG, "change": "调动"}, "case.transfer.target"),
        ({"id": WANG, "change": "跨内设"}, "case.transfer.target"),
        ({"id": numbered("19700101", "111"), "change": "免职"}, "case.person.unknown"),
        ({"id": "", "change": "调动", "to": ROADS}, "case.person.number"),
        ({"id": WANG, "change": "调动", "to": "县财政局"}, "case.person.unit"),
        ({"id": ZHAO, "change": "调动", "to": SCHOOL.unit}, "case.transfer.elsewhere"),
        ({"id": ZHAO, "change": "免职"}, "case.transfer.elsewhere"),
        ({"id": WANG, "change": "任职"}, "case.post.position"),
        ({"id": WANG, "change": "任职", "position": "副局长", "role": "二把手"}, "code.unknown"),
        ({**SECOND, "organ": "征稽股"}, "case.person.organ"),
        ({**SECOND, "hold": "预审9"}, "case.hold.not_usable"),
        ({**SECOND, "lead_level": "县处级副职"}, "case.post.level"),
        ({**SECOND, "lead_level": "县处级副职", "above_rank": "是"}, "case.post.level"),
        ({**SECOND, "above_rank": "是"}, "case.post.above_doc"),
        ({**SECOND, "role": "部门正职领导"}, "case.after.posts"),
        ({"id": WANG, "change": "免职"}, "case.post.none"),
        ({"id": HEAD, "change": "免职", "organ": "征稽股"}, "case.person.organ"),
        ({"id": WANG, "change": "兼职"}, "case.post.position"),
        ({**BESIDE, "organ": "无此股"}, "case.person.organ"),
        ({**BESIDE, "to": "县财政局"}, "case.person.unit"),
        ({**BESIDE, "to": SCHOOL.unit}, "case.post.counting"),
        ({"id": WANG, "change": "免兼职"}, "case.post.none_beside"),
        ({"id": TEACHER, "change": "免兼职", "to": BUREAU.unit}, "case.post.none_beside"),
    ],
)
def test_what_cannot_be_is_said(
    register: FakeRegister, stated: dict[str, str], expected: str
) -> None:
    assert codes(register, stated) == [expected]


def test_the_same_act_twice_is_one_too_many(register: FakeRegister) -> None:
    assert codes(register, MOVE, MOVE) == ["case.twice", "case.move.already"]


def test_who_comes_may_take_up_a_post_at_once(register: FakeRegister) -> None:
    carried(register, a_case(KIND, MOVE, SECOND))
    held = place_of(register, 2)
    assert held is not None
    assert (held.unit, held.position) == (ROADS, "副局长")


def test_somebody_is_appointed_and_relieved(register: FakeRegister) -> None:
    room = {"organ": "人事股", "lead_level": "乡科级副职"}
    carried(register, a_case(KIND, {**SECOND, **room}))
    held = place_of(register, 2)
    assert held is not None
    assert (held.position, held.role, held.appointed_on, held.appoint_doc) == (
        "副局长", "部门副职领导", "2026-11-16", PAPER,
    )  # fmt: skip
    relieved = {"id": WANG, "change": "免职", "organ": "人事股"}
    assert codes(register, relieved) == []
    carried(register, a_case(KIND, relieved, effective=LATER))
    held = place_of(register, 2, LATER)
    assert held is not None
    assert (held.position, held.role, held.lead_level, held.appoint_doc, held.organ) == (
        "", "非领导人员", "", "", STAFF_ROOM.organ,
    )  # fmt: skip
    assert codes(register, {**SECOND, **room}) == ["case.post.already"]
    assert codes(register, {**SECOND, "position": "局长助理"}) == ["case.later_change"]


def test_a_level_above_the_unit_stands_by_its_document(register: FakeRegister) -> None:
    above = {"lead_level": "县处级副职", "above_rank": "是", "above_doc": "安组干〔2026〕3号"}
    assert codes(register, {**SECOND, **above}) == []
    school = {"id": TEACHER, "change": "任职", "position": "校长", "role": "部门正职领导"}
    assert codes(register, {**school, "lead_level": "其他"}, unit=SCHOOL.unit) == ["code.unknown"]
    assert codes(register, {**school, "lead_level": "无"}, unit=SCHOOL.unit) == []


def test_a_post_beside_may_be_above_the_rank_by_its_document(register: FakeRegister) -> None:
    level = {**BESIDE, "uncounted": "是", "lead_level": "县处级副职"}
    assert codes(register, level) == ["case.post.level"]
    assert codes(register, {**level, "above_rank": "是"}) == ["case.post.level"]
    assert codes(register, {**BESIDE, "uncounted": "是", "above_rank": "是"}) == [
        "case.post.above_doc"
    ]
    carried(register, a_case(KIND, {**level, "above_rank": "是", "above_doc": PAPER}))
    (post,) = posts(register)
    assert (post.lead_level, post.above_rank, post.above_doc) == ("县处级副职", "是", PAPER)


def test_a_kept_post_is_used(register: FakeRegister) -> None:
    kept = PostHold("预审1", BUREAU.unit, "副职", candidate="王小明", doc_no=PAPER)
    with register.writing(CLERK) as writer:
        writer.add([kept], BEGIN, writer.record(change()))
    carried(register, a_case(KIND, {**SECOND, "hold": "预审1"}))
    with register.reading() as reader:
        (held,) = reader.facts(PostHold, AsOf(DAY))
    assert (held.state, held.person) == (USED, 2)


def test_a_post_beside_counts_where_it_is_unless_marked(register: FakeRegister) -> None:
    uncounted = {**BESIDE, "to": SCHOOL.unit, "uncounted": "是", "position": "校长"}
    carried(register, a_case(KIND, uncounted))
    (post,) = posts(register)
    assert (post.post, post.unit, post.position, post.uncounted, post.appointed_on) == (
        1, SCHOOL.unit, "校长", "是", "2026-11-16",
    )  # fmt: skip
    assert codes(register, uncounted) == ["case.post.twice"]
    clerk = {"id": WANG, "change": "兼职", "position": "会计", "to": ROADS, "organ": TOLLS.organ}
    assert codes(register, clerk) == []
    assert codes(register, {**clerk, "role": "部门正职领导"}) == ["case.after.posts"]


def test_of_several_posts_beside_one_must_be_named(register: FakeRegister) -> None:
    clerk = {"id": WANG, "change": "兼职", "position": "会计", "to": ROADS}
    ending = {"id": WANG, "change": "免兼职", "to": ROADS}
    carried(register, a_case(KIND, clerk, {**clerk, "position": "出纳"}))
    assert [post.post for post in posts(register)] == [1, 2]
    assert codes(register, ending) == ["case.post.which"]
    carried(register, a_case(KIND, {**ending, "position": "会计"}))
    assert [post.position for post in posts(register)] == ["出纳"]


def test_a_post_that_ended_later_is_not_ended_before(register: FakeRegister) -> None:
    clerk = {"id": WANG, "change": "兼职", "position": "会计", "to": ROADS}
    ending = {"id": WANG, "change": "免兼职", "to": ROADS}
    carried(register, a_case(KIND, clerk))
    carried(register, a_case(KIND, ending, effective=LATER))
    (told,) = faults(register, ending)
    assert (told.fault.code, told.fault.facts["day"]) == ("case.later_change", LATER)
    assert told.fault.facts["document"] == PAPER
    assert posts(register) != []


def test_who_fails_a_condition_is_named_with_it(register: FakeRegister) -> None:
    asked = {"change": "划转条件", "conditions": "在编在岗，干部身份、有执法资格,专科以上"}
    movers = [{"id": one, "change": "划转", "to": ROADS} for one in (WANG, LI)]
    entered = faults(register, *movers, entries=(asked,))
    assert [(one.person, one.fault.code, one.fault.facts["condition"]) for one in entered] == [
        (LI, "case.transfer.fails", "干部身份"),
        (LI, "case.transfer.fails_unknown", "有执法资格"),
        (LI, "case.transfer.fails", "专科以上"),
    ]
    assert codes(register, movers[0], entries=(asked,)) == []
    assert codes(register, {**movers[1], "change": "调动"}, entries=(asked,)) == [
        "case.move.identity"
    ]


def test_unknown_conditions_and_entries_are_said(register: FakeRegister) -> None:
    asked = ({"change": "划转条件", "conditions": "身体健康"}, {"change": "别的"})
    assert codes(register, MOVE, entries=asked) == [
        "case.transfer.condition", "case.transfer.entry",
    ]  # fmt: skip


def test_places_must_suffice_where_one_comes(register: FakeRegister) -> None:
    seven = [{"id": WANG, "change": "划转", "to": ROADS, "quota_type": PUBLIC}]
    assert codes(register, *seven) == []
    carried(register, a_case(KIND, *seven))
    with register.reading() as reader:
        assert reader.versions(Occupancy, PersonId(2))[-1].content.quota_type == PUBLIC
