"""比对名单: people whom somebody else pays, insures or keeps on file, for the ledger.

A list is of one item (财政供养, 社保, 工资) and one period. As records: one `list`, then `listed`
by ID number, unit and name, each once; so one list has one encoding and its digest is canonical.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from domain.errors import Refusal
from domain.exchange.records import Record
from domain.facts import OfficeCode
from domain.identity import clean_id_number, clean_person_name, clean_unit_name

LIST: Final = "list"
LISTED: Final = "listed"
SCHEMA: Final = "list/1"
MOST_ROWS: Final = 300_000
"""Rows of one list: a city with everybody it pays has fewer."""
_KEY: Final = re.compile(r"[1-9][0-9]{1,5}-[1-9][0-9]{0,5}")
_NUMBER: Final = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
_MOST_WORD, _MOST_NAME, _MOST_UNIT = 40, 64, 200


@dataclass(frozen=True, slots=True)
class ListHead:
    """What a list is: `key` is the code of the office that made it and a running number."""

    key: str
    item: str
    period: str
    day: date
    title: str = ""
    rows: int = 0

    @property
    def office(self) -> OfficeCode:
        """The office that made it."""
        return OfficeCode(self.key.partition("-")[0])

    def record(self) -> dict[str, Any]:
        """Return the record with which its package begins."""
        return {
            "kind": LIST,
            "key": self.key,
            "item": self.item,
            "period": self.period,
            "day": self.day.isoformat(),
            "title": self.title,
        }


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """One person of a list, at one unit."""

    id_no: str
    unit: str
    name: str

    def record(self) -> dict[str, Any]:
        """Return the record of a package."""
        return {"kind": LISTED, **asdict(self)}


def head_of(key: str, item: str, period: str, day: date, title: str = "") -> ListHead:
    """Return a list's head; refuses `list.head` with `part`, the first part that cannot be."""
    if not _KEY.fullmatch(key):
        raise Refusal("list.head", part="key")
    for part, text in (("item", item), ("period", period)):
        if not _is_word(text, _MOST_WORD):
            raise Refusal("list.head", part=part)
    if title and not _is_word(title, _MOST_UNIT):
        raise Refusal("list.head", part="title")
    return ListHead(key, item, period, day, title)


def listed_of(number: int, id_no: str, name: str, unit: str) -> Listed:
    """Return a person as somebody wrote him in a row of that number; refuses `list.row`."""
    found = Listed(clean_id_number(id_no), clean_unit_name(unit), clean_person_name(name))
    if not _is_sound(found):
        raise Refusal("list.row", number=number)
    return found


def in_order(rows: Iterable[Listed], most: int = MOST_ROWS) -> tuple[Listed, ...]:
    """Return rows in their order, each once; refuses `list.too_many` and `list.empty`."""
    found = tuple(sorted(set(rows)))
    if len(found) > most:
        raise Refusal("list.too_many", most=most)
    if not found:
        raise Refusal("list.empty")
    return found


def head_of_record(record: Record | None, sender: OfficeCode) -> ListHead:
    """Return the head that the first record of a sender's package states.

    Refuses `package.record_unreadable` for none, another shape or another office's list, and what
    `head_of` refuses.
    """
    texts = _texts(record, ("key", "item", "period", "day", "title"))
    key, item, period, day, title = texts
    try:
        head = head_of(key, item, period, date.fromisoformat(day), title)
    except ValueError:
        raise _unreadable(LIST) from None
    if record != head.record() or head.office != sender:
        raise _unreadable(LIST)
    return head


def rows_of_records(records: Iterable[Record], most: int = MOST_ROWS) -> Iterator[Listed]:
    """Yield the people that records state, as they come.

    Refuses `package.record_unreadable` for another shape, and for a row that is not above the one
    before it; `list.too_many`.
    """
    before: Listed | None = None
    for number, record in enumerate(records, start=1):
        row = Listed(*_texts(record, ("id_no", "unit", "name")))
        if number > most:
            raise Refusal("list.too_many", most=most)
        if record != row.record() or not _is_sound(row) or not (before is None or before < row):
            raise _unreadable(LISTED)
        before = row
        yield row


def told_list(difference: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words which list a package brought."""
    if told := difference.get("list"):
        again = f"，代替先前的 {told['replaces']} 人" if told["replaces"] else ""
        what = f"比对名单 {told['key']}：{told['item']}，{told['period']}，{told['rows']} 人{again}"
        yield f"{what}。接收后在“数据比对”里与台账相比"


def _is_sound(row: Listed) -> bool:
    return (
        _NUMBER.fullmatch(row.id_no) is not None
        and _is_word(row.name, _MOST_NAME)
        and _is_word(row.unit, _MOST_UNIT)
        and row.name == clean_person_name(row.name)
        and row.unit == clean_unit_name(row.unit)
    )


def _is_word(text: str, most: int) -> bool:
    return 0 < len(text) <= most and text.isprintable() and text == text.strip()


def _texts(record: Record | None, names: tuple[str, ...]) -> tuple[str, ...]:
    stated = record or {}
    found = tuple(text for name in names if type(text := stated.get(name)) is str)
    if len(found) != len(names):
        raise _unreadable(LISTED)
    return found


def _unreadable(kind: str) -> Refusal:
    return Refusal("package.record_unreadable", kind=kind)
