"""放假安排 as the 国务院办公厅 publishes them every year, read from the text of the notice.

The notices say per holiday which days rest and which weekend days are worked for them:
「春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。」
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from domain.calendar import Year, is_weekend
from domain.errors import Refusal

_REMARK: Final = re.compile(r"\([^()]*\)")
_CLAUSE: Final = re.compile(r"(?P<days>[^。;]*?)(?P<act>放假|上班)")
_DAYS: Final = re.compile(
    r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:(?:至|到|-|—)(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?"
)
_LONGEST: Final = 31
_ONE_DAY: Final = timedelta(1)


def read_holidays(number: int, text: str) -> Year:
    """Return what a notice says of one year; days of the years beside it are left out.

    Weekends within a holiday rest anyway, so only its weekdays are exceptions. Refuses
    `calendar.notice_unreadable` when the text names no day that rests or works.
    """
    plain = _REMARK.sub("", "".join(unicodedata.normalize("NFKC", text).split()))
    stated: dict[str, set[date]] = {"放假": set(), "上班": set()}
    for clause in _CLAUSE.finditer(plain):
        stated[clause["act"]] |= set(_days_of(number, clause["days"]))
    work = frozenset(day for day in stated["上班"] if day.year == number and is_weekend(day))
    rest = frozenset(day for day in stated["放假"] if day.year == number and not is_weekend(day))
    if not rest and not work:
        raise Refusal("calendar.notice_unreadable", year=number)
    return Year(rest, work)


def _days_of(number: int, text: str) -> Iterator[date]:
    year, month = number, 0
    for found in _DAYS.finditer(text):
        year, month = int(found[1] or year), int(found[2] or month)
        first = _day(year, month, int(found[3]))
        last = first
        if found[6]:
            year, month = int(found[4] or year), int(found[5] or month)
            last = _day(year, month, int(found[6]))
        if first is None or last is None or (last - first).days > _LONGEST:
            continue
        day = first
        while day <= last:
            yield day
            day += _ONE_DAY


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
