"""What a county does in a year: people come, go and move, units grow and shrink, by documents."""

from __future__ import annotations

from typing import Final

from tests.desktop.commanding import ids
from tests.desktop.small_county import EDUCATION, LIBRARY, SCHOOL, number_of
from tests.end2end.three_offices import ThreeOffices

OFFICER: Final = {
    "quota_type": "行政编制", "post_class": "行政管理岗位", "entry_mode": "公务员考录",
    "work_start": "2020-08",
}  # fmt: skip
TEACHER: Final = OFFICER | {
    "quota_type": "全额事业编制", "post_class": "专业技术岗位", "entry_mode": "公开招聘",
}  # fmt: skip
NEWCOMERS: Final = {
    "新一": "62992519980612091",
    "新二": "62992519970612092",
    "新三": "62992519960612093",
    "新四": "62992519950612094",
}
"""The first 17 digits of the ID numbers of those who come."""
PLACE: Final = (
    dict.fromkeys(("安一", "安二", "安三", "安四"), EDUCATION)
    | dict.fromkeys(("安五", "安六", "安七"), SCHOOL)
    | dict.fromkeys(("安八", "安九"), LIBRARY)
)
"""Where people are by the time that something is done about them; two move here in the year."""


def enters(year: ThreeOffices, number: int, day: str, unit: str, name: str) -> None:
    post = TEACHER if unit == SCHOOL else OFFICER
    person = {**post, "name": name, "id": ids(NEWCOMERS[name])}
    year.business(number, day, kind="人员上编", unit=unit, persons=[person])


def leaves(year: ThreeOffices, number: int, day: str, name: str) -> None:
    gone = {"id": number_of(name), "exit_reason": "调出"}
    year.business(number, day, kind="人员下编", unit=PLACE[name], persons=[gone])


def moves(year: ThreeOffices, number: int, day: str, name: str) -> None:
    moved = {"id": number_of(name), "change": "调动", "to": PLACE[name]}
    year.business(number, day, kind="人员异动", unit=PLACE[name], persons=[moved])


def edits(year: ThreeOffices, number: int, day: str, name: str, place: str) -> None:
    edited = {"id": number_of(name), "native_place": place}
    year.business(number, day, kind="人员修改", unit=PLACE[name], persons=[edited])


def grows(year: ThreeOffices, number: int, day: str, unit: str, places: int) -> None:
    more = {"change": "编制增加", "quota_type": "行政编制", "number": places}
    year.business(number, day, kind="机构修改", unit=unit, entries=[more])


def shrinks(year: ThreeOffices, number: int, day: str, unit: str, places: int) -> None:
    less = {"change": "编制减少", "quota_type": "行政编制", "number": places}
    year.business(number, day, kind="机构修改", unit=unit, entries=[less])
