"""职数预审: a leading post is kept until somebody is appointed or the time is over."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case import Case
from domain.changes.post_hold import find_hold, keep_posts, use_hold
from domain.changes.work import Work, done, examined
from domain.dates import Period
from domain.facts import GIVEN_UP, PENDING, USED, ConcurrentPost, PersonId, PostHold
from domain.versions import AsOf
from tests.domain.changes.grounds import newcomer, numbered
from tests.domain.changes.town import (
    BUREAU,
    DAY,
    LATER,
    OFFICE_OF_ROADS,
    a_case,
    carried,
    found,
    ground,
    town,
)
from tests.domain.workflow.office import COUNTY
from tests.fakes.facts import BEGIN, CLERK, change
from tests.fakes.register import FakeRegister

HOLD, ENTRY = "职数预审", "人员上编"
FIRST = "Z202600001"
DEPUTY = "部门副职领导"
OTHER_ID = numbered("19960615", "017")


def hold(*entries: dict[str, str], **changes: object) -> Case:
    return a_case(HOLD, entries=entries, **changes)


def asked(kind: str = "副职", **changes: str) -> dict[str, str]:
    return {"post_kind": kind, **changes}


def kept(**changes: str) -> FakeRegister:
    register = town()
    carried(register, hold(asked(**changes)))
    return register


def held(register: FakeRegister, day: date = DAY) -> PostHold:
    with register.reading() as reader:
        versions = reader.versions(PostHold, FIRST)
    return next(version.content for version in versions if version.valid.contains(day))


def deputy(**changes: str) -> dict[str, str]:
    return newcomer(role=DEPUTY, **changes)


def test_a_vacant_post_is_kept_for_a_candidate() -> None:
    register = kept(level="乡科级副职", candidate="孙亮")
    assert held(register) == PostHold(
        FIRST, BUREAU.unit, "副职", "乡科级副职", "孙亮", "安编办函〔2026〕8号",
        held(register).granted_on, held(register).expires_on, PENDING,
    )  # fmt: skip
    assert (held(register).granted_on, held(register).expires_on) == ("2026-11-16", "2027-05-16")


def test_posts_filled_and_kept_are_not_given_twice() -> None:
    assert found(town(), hold(asked("正职"))) == ["case.hold.over"]
    assert found(town(), hold(asked(number="2"))) == ["case.hold.over"]
    assert found(town(), hold(asked(), asked())) == ["case.hold.over"]
    assert found(kept(), hold(asked())) == ["case.hold.over"]
    assert found(kept(), hold(asked(), unit=OFFICE_OF_ROADS.unit)) == []


def test_posts_of_inner_organs_are_counted() -> None:
    assert found(town(), hold(asked("内设机构正职"))) == []
    assert found(town(), hold(asked("内设机构正职", number="2"))) == ["case.hold.over"]
    assert found(town(), hold(asked("总师"))) == ["case.hold.over"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (asked("科长"), "case.line.choice"),
        (asked(number="0"), "case.line.number"),
        (asked(expires_on="2026-11-01"), "case.line.expired"),
        (asked(unit="无此单位"), "case.line.unit"),
        (asked(number="2", candidate="孙亮"), "case.hold.candidates"),
        ({"change": "延期"}, "case.line.choice"),
        ({"change": "放弃"}, "case.line.missing"),
        ({"change": "放弃", "hold": FIRST}, "case.hold.unknown"),
    ],
)
def test_what_cannot_be_read_stands_in_the_way(entry: dict[str, str], code: str) -> None:
    assert code in found(town(), hold(entry))


def test_another_level_than_approved_wants_an_explanation() -> None:
    register = town()
    assert found(register, hold(asked(level="乡科级正职"))) == []
    of = hold(asked(level="乡科级正职"))
    on = ground(register, of)
    scene = on.scene()
    with register.reading() as reader:
        (unit_post,) = (
            one for one in next(iter(reader.dossiers(AsOf(DAY), units=(BUREAU.unit,)))).posts
            if one.post_kind == "副职"
        )  # fmt: skip
    scene.set(type(unit_post), (BUREAU.unit, "副职"), DAY, level="乡科级副职")
    work = Work(of, on, scene)
    keep_posts(work)
    assert [(o.severity, o.fault.code) for o in work.obstacles] == [("warning", "case.hold.level")]


def test_a_kept_post_is_given_up() -> None:
    register = kept()
    give_up = hold({"change": "放弃", "hold": FIRST, "remark": "人选调整"}, effective=LATER)
    assert found(register, replace(give_up, unit=OFFICE_OF_ROADS.unit)) == ["case.hold.unknown"]
    carried(register, give_up)
    assert (held(register, LATER).state, held(register, LATER).remark) == (GIVEN_UP, "人选调整")
    assert found(register, give_up) == ["case.hold.state"]
    assert found(register, replace(give_up, effective=DAY)) == ["case.hold.changed_later"]
    assert found(register, hold(asked(), effective=LATER)) == []


def test_an_entry_uses_the_post_kept_for_it() -> None:
    register = kept(candidate="孙亮")
    carried(register, a_case(ENTRY, deputy()))
    assert (held(register).state, held(register).person) == (USED, 7)


def test_nobody_takes_a_post_kept_for_somebody_else() -> None:
    register = kept(candidate="周红")
    assert found(register, a_case(ENTRY, deputy())) == ["case.entry.posts_held"]
    named = a_case(ENTRY, deputy(hold=FIRST))
    assert found(register, named) == []
    of_nobody = a_case(ENTRY, deputy(hold="Z202600009"))
    assert found(register, of_nobody) == ["case.entry.posts_held", "case.hold.not_usable"]
    assert found(register, a_case(ENTRY, newcomer(hold=FIRST))) == []


def test_a_post_kept_for_nobody_in_particular_is_anybodys_and_used_once() -> None:
    register = kept()
    both = a_case(ENTRY, deputy(), deputy(id=OTHER_ID, name="周红"))
    assert found(register, both) == ["case.entry.posts"]
    carried(register, a_case(ENTRY, deputy()))
    assert held(register).state == USED


def test_a_post_is_kept_no_longer_than_it_says() -> None:
    register = kept(candidate="周红", expires_on="2026-11-17")
    with register.reading() as reader:
        assert held(register).pending_on("2026-11-17")
        assert reader.versions(PostHold, FIRST)
    expired = a_case(ENTRY, deputy(), effective=LATER)
    assert found(register, expired) == []


def appointment(role: str = DEPUTY, **changes: str) -> ConcurrentPost:
    return ConcurrentPost(PersonId(2), 1, BUREAU.unit, "副局长", role=role, **changes)  # type: ignore[arg-type]  # by name


def test_an_appointment_uses_a_kept_post() -> None:
    register = kept(candidate="王小明")
    of = hold(asked())
    on = ground(register, of)
    work = Work(of, on, on.scene())
    used = use_hold(work, appointment(), "王小明")
    assert used is not None
    assert (used.hold_no, work.obstacles) == (FIRST, [])
    spent = work.scene.on(PostHold, FIRST, DAY)
    assert spent is not None
    assert (spent.state, spent.person) == (USED, 2)
    assert use_hold(work, appointment(), "王小明") is None
    assert use_hold(work, appointment(), "王小明", FIRST) is None
    assert [obstacle.fault.code for obstacle in work.obstacles] == ["case.hold.not_usable"]


def test_who_fills_no_approved_post_uses_none() -> None:
    register = kept()
    of = hold(asked())
    on = ground(register, of)
    for post in (appointment(uncounted="是"), appointment("非领导人员"), appointment("其他领导")):
        assert find_hold(on.scene(), COUNTY, DAY, post, name="王小明") is None
    carried(register, hold({"change": "放弃", "hold": FIRST}, effective=LATER))
    on = ground(register, of)
    assert find_hold(on.scene(), COUNTY, DAY, appointment(), name="王小明") is None


def test_a_case_may_not_leave_fewer_posts_than_are_kept() -> None:
    register = kept()
    of = hold(asked("内设机构正职"))

    def appoint(work: Work) -> None:
        work.scene.amend(ConcurrentPost, (PersonId(2), 1), Period(DAY), appointment())

    assert [o.fault.code for o in examined(appoint, of, ground(register, of))] == [
        "case.after.posts_held"
    ]
    assert done(appoint, of, ground(register, of)).obstacles == []


def test_posts_that_a_case_leaves_as_over_filled_as_they_were_do_not_stop_it() -> None:
    register = town()
    carried(register, a_case(ENTRY, deputy()))
    with register.writing(CLERK) as writer:
        second = ConcurrentPost(PersonId(4), 1, BUREAU.unit, "副局长", role=DEPUTY)
        writer.add([second], BEGIN, writer.record(change()))
    of = hold(asked("内设机构正职"))

    def touch(work: Work) -> None:
        third = ConcurrentPost(PersonId(5), 1, BUREAU.unit, "书记", role="非领导人员")
        work.scene.amend(ConcurrentPost, (PersonId(5), 1), Period(DAY), third)

    assert list(examined(touch, of, ground(register, of))) == []


def test_what_a_case_gives_up_it_may_keep_anew() -> None:
    register = kept(candidate="周红")
    give_up = {"change": "放弃", "hold": FIRST}
    assert found(register, hold(asked())) == ["case.hold.over"]
    assert found(register, hold(give_up, asked(candidate="孙亮"))) == []
    assert found(register, hold(asked(number="2"), give_up)) == ["case.hold.over"]
