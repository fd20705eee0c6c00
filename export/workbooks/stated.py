"""The day that a table states above its head: 填报时间, 截止, or a bare date."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from export.workbooks.sheets import RawRow

_DAY: Final = re.compile(
    r"(?<!\d)(\d{4})(?:年(\d{1,2})月(\d{1,2})日|([-./])(\d{1,2})\4(\d{1,2}))(?!\d)"
)
_PACKED: Final = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_HAN_DAY: Final = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_LABEL: Final = re.compile(r"(?:填报|填表|制表|报表|统计|上报|截止|截至)(?:时间|日期|日)?")
_HAN: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
}


def stated_day(rows: Iterable[RawRow]) -> dt.date | None:
    """Return the one day that the rows above a head state.

    A day with a label wins over days without; where several different days remain, nobody
    knows which is meant and the answer is None.
    """
    labelled: set[dt.date] = set()
    bare: set[dt.date] = set()
    for row in rows:
        label_before = False
        for value in filter(None, row):
            has_label = isinstance(value, str) and _LABEL.search(value) is not None
            # A label may stand in a cell of its own, left of the date.
            is_labelled = has_label or label_before
            (labelled if is_labelled else bare).update(_days(value, packed=is_labelled))
            label_before = has_label
    days = labelled or bare
    return next(iter(days)) if len(days) == 1 else None


def _days(value: object, *, packed: bool) -> set[dt.date]:
    if isinstance(value, dt.datetime):
        return {value.date()}
    if isinstance(value, dt.date):
        return {value}
    if isinstance(value, float) and value.is_integer():
        value = str(int(value)) if packed else ""
    if not isinstance(value, str):
        return set()
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", value))
    found = [(m[1], m[2] or m[5], m[3] or m[6]) for m in _DAY.finditer(text)]
    if packed:
        found += [(m[1], m[2], m[3]) for m in _PACKED.finditer(text)]
    numbers = [(int(year), int(month), int(day)) for year, month, day in found]
    numbers += [(_year(m[1]), _count(m[2]), _count(m[3])) for m in _HAN_DAY.finditer(text)]
    return {day for each in numbers if (day := _real(*each)) is not None}


def _year(han: str) -> int:
    return int("".join(str(_HAN[digit]) for digit in han))


def _count(han: str) -> int:
    """Read 一 to 三十一."""
    tens, ten, ones = han.rpartition("十")
    return (_HAN.get(tens, 1) * 10 if ten else 0) + _HAN.get(ones, 0)


def _real(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
