"""The small values that forms, pages and the composing share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

RULED: Final = "ruled"
"""A table that ends in blank ruled rows down to the foot of the page, for entries by hand."""
CLOSED: Final = "closed"
"""A table that ends with 以下空白, so that nothing can be written in below what was stamped."""

EACH_QUOTA_TYPE: Final = "quota_type"
EACH_POST_KIND: Final = "post_kind"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table page. `width` is relative; neighbours of one `group` share a head.

    In a form `each` says that the column stands once for every quota type or post kind of the
    unit; a composed page has such columns spread out and `each` empty.
    """

    key: str
    title: str
    width: float
    align: str = "center"
    group: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """One person's arrival (增) or departure (减), as the 人员变动登记 page tells it.

    `other_side` is where the person came from or went to; `actual_after` counts the people who
    hold a place in the unit afterwards.
    """

    day: date
    name: str
    direction: str
    reason: str
    other_side: str
    doc_no: str
    actual_after: int


def dotted(when: str) -> str:
    """Return an ISO day, month or year as tables write it: `2021.03.05`."""
    return when.replace("-", ".")


def written_out(day: date) -> str:
    """Return a day as documents write it: `2026年11月21日` (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def number(count: int) -> str:
    """Return a count as a cell shows it: nothing for 0."""
    return str(count) if count else ""
