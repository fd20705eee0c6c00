"""The tables of the page 数据比对."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from domain.exchange.difference_rows import ComparedCounts, DifferenceRow
from domain.exchange.list_difference import WORDS, Category
from domain.exchange.listed import ListHead
from domain.facts import OfficeCode
from domain.outcomes import CertificateView
from domain.register import Office
from ui.exchange.model import OfficeBelow, above, below
from ui.parts.table import Column

_NOTHING: Final = "—"


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list and what the office is called that made it."""

    head: ListHead
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    """The differences of a category, `None` for all."""

    category: Category | None
    words: str
    count: int


def rows_of(
    lists: Iterable[ListHead], office: Office, names: Mapping[OfficeCode, str]
) -> tuple[ListRow, ...]:
    """Return the lists with the names of those that made them."""
    known = {**names, office.code: "本办"}
    return tuple(ListRow(head, known.get(head.office, str(head.office))) for head in lists)


def neighbours(office: Office, held: tuple[CertificateView, ...]) -> tuple[OfficeBelow, ...]:
    """Return the offices that a list can be sealed to: the one above, then those below."""
    up = above(office)
    over = {
        each.office: each.name
        for each in held
        if each.role == "office" and each.state == "valid" and each.office == up
    }
    return (*(OfficeBelow(code, name) for code, name in over.items()), *below(office, held))


def groups_of(counted: ComparedCounts) -> tuple[Group, ...]:
    """Return the lines of the categories, all of them first."""
    each = (Group(category, WORDS[category], n) for category, n in counted.counts.items())
    return (Group(None, "全部差异", counted.whole), *each)


def told(counted: ComparedCounts, office: str) -> str:
    """Return in words what was compared and how it came out."""
    head = counted.head
    return (
        f"{head.item} {head.period} 的名单 {head.rows} 人，{office}截至 {counted.day} 的台账"
        f" {counted.people} 人：一致 {counted.agreed} 人，差异 {counted.whole} 条。"
    )


LISTS: Final = (
    Column[ListRow]("编号", lambda row: row.head.key, 6),
    Column[ListRow]("项目", lambda row: row.head.item, 8, rest=True),
    Column[ListRow]("期间", lambda row: row.head.period, 6),
    Column[ListRow]("单位来源", lambda row: row.source, 10, rest=True),
    Column[ListRow]("人数", lambda row: row.head.rows, 5, right=True),
    Column[ListRow]("名单日期", lambda row: row.head.day.isoformat(), 7),
)
GROUPS: Final = (
    Column[Group]("差异", lambda group: group.words, 8, rest=True),
    Column[Group]("条数", lambda group: group.count, 4, right=True),
)
DIFFERENCES: Final = (
    Column[DifferenceRow]("差异", lambda row: WORDS[row.category], 8),
    Column[DifferenceRow]("身份证号", lambda row: row.id_no, 10),
    Column[DifferenceRow]("台账姓名", lambda row: row.name or _NOTHING, 5),
    Column[DifferenceRow]("台账单位", lambda row: row.unit or _NOTHING, 8, rest=True),
    Column[DifferenceRow]("名单姓名", lambda row: row.listed_name or _NOTHING, 5),
    Column[DifferenceRow]("名单单位", lambda row: row.listed_unit or _NOTHING, 8, rest=True),
    Column[DifferenceRow]("身份证号哪里不同", lambda row: row.note or _NOTHING, 8, spare=True),
)
