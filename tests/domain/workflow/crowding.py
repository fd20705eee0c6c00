"""Cases that fill a bureau to its last place and post, on any day and in any order."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from domain.case import Case
from domain.facts import ConcurrentPost, Fact, LeaderPost, Occupancy, Quota
from domain.workflow.ports import Register
from tests.domain.changes.grounds import newcomer
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DRIVER,
    LI,
    OFFICE_OF_ROADS,
    WANG,
    WORKER,
    ZHAO,
    a_case,
)
from tests.domain.workflow.life import SLOTS
from tests.fakes.facts import id_number

DAYS: Final = tuple(date(2026, month, 1) for month in (2, 3, 5, 7, 8, 10))
NEW: Final = tuple(id_number(serial) for serial in (35, 75, 115, 155))
DEPUTY: Final = {"change": "任职", "position": "副局长", "role": "部门副职领导"}
FULL: Final = a_case(
    "机构修改",
    entries=({"change": "编制减少", "quota_type": CIVIL, "number": "2"},),
    effective=DAYS[0],
)
"""Leaves one place vacant."""


def _enters(id_no: str, **more: str) -> Case:
    return a_case("人员上编", newcomer(id=id_no, name=f"新{id_no[-4:]}", entry_mode="其他", **more))


def _moves(id_no: str, to: str) -> Case:
    moved = {"id": id_no, "change": "调动", "to": to, "role": "非领导人员"}
    return a_case("人员异动", moved)


def _counts(change: str, name: str, item: str) -> Case:
    return a_case("机构修改", entries=({"change": change, name: item, "number": "1"},))


def _of_type(id_no: str, quota_type: str) -> Case:
    stated = {"id": id_no, "quota_type": quota_type, "evidence": "任免审批表"}
    return a_case("关键指标修改", stated)


CASES: Final = (
    *map(_enters, NEW * 2),
    _enters(NEW[0], slot=SLOTS[3]),
    _enters(NEW[1], role="部门副职领导"),
    *(a_case("人员下编", {"id": who, "exit_reason": "辞职"}) for who in (WANG, LI, *NEW)),
    _moves(ZHAO, BUREAU.name),
    _moves(ZHAO, OFFICE_OF_ROADS.name),
    _moves(LI, OFFICE_OF_ROADS.name),
    _of_type(DRIVER, CIVIL),
    _of_type(DRIVER, WORKER),
    *(_counts(change, "quota_type", CIVIL) for change in ("编制减少", "编制减少", "编制增加")),
    _counts("职数增加", "post_kind", "副职"),
    *(a_case("人员异动", {"id": who, **DEPUTY}) for who in (WANG, LI)),
    *(a_case("人员异动", {"id": who, "change": "免职"}) for who in (WANG, LI)),
    a_case("用编核准", entries=({"quota_type": CIVIL, "number": "1"},)),
    a_case("用编核准", entries=({"change": "放弃", "slot": SLOTS[3]},)),
    a_case("职数预审", entries=({"post_kind": "副职"},)),
)


@st.composite
def _steps(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Case | int:
    step: Case | int = draw(st.sampled_from((*CASES, 0, 2)))
    if isinstance(step, int):
        return step
    return replace(step, effective=draw(st.sampled_from(DAYS)))


crowding = st.lists(_steps(), min_size=12, max_size=16)
"""Cases without a 说明; a number takes the finished case of that place back, from the newest."""


def _posts(post: Occupancy | ConcurrentPost) -> dict[tuple[str, str], int]:
    kind = {"部门正职领导": "正职", "部门副职领导": "副职"}.get(post.role, "")
    return {(post.unit, kind): -1} if kind and not post.uncounted else {}


_ROOM: Final[Mapping[type[Fact], Callable[[Any], dict[tuple[str, str], int]]]] = {
    Quota: lambda quota: {(quota.unit, quota.quota_type): quota.approved},
    LeaderPost: lambda post: {(post.unit, post.post_kind): post.approved},
    Occupancy: lambda place: {(place.unit, place.quota_type): -1, **_posts(place)},
    ConcurrentPost: _posts,
}
"""What each kind of fact adds to a unit's room of a type or kind of post, or takes of it."""


def check_room(register: Register) -> None:
    """No unit is over its places or posts on any day on which one of them changes."""
    with register.reading() as reader:
        held = {kind: tuple(reader.all_versions(kind)) for kind in _ROOM}
    bounds = (version.valid for versions in held.values() for version in versions)
    for day in sorted({day for valid in bounds for day in (valid.start, valid.end) if day}):
        room: Counter[tuple[str, str]] = Counter()
        for kind, versions in held.items():
            for version in versions:
                if version.valid.contains(day):
                    room.update(_ROOM[kind](version.content))
        assert (day, {where: left for where, left in room.items() if left < 0}) == (day, {})
