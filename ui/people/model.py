"""The people list: counted first, fetched block by block as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt

from domain.dossier import Member
from domain.identity import masked
from domain.roster_terms import HIDDEN
from ui.parts.block_table import BLOCK, BlockTable
from ui.parts.table import Column, Index

__all__ = ["BLOCK", "COLUMNS", "PeopleTable", "particulars", "shown_id"]


def shown_id(id_no: str) -> str:
    """Return an ID number masked, grouped 6-8-4 for reading."""
    text = masked(id_no)
    return (
        f"{text[:6]} {text[6:14]} {text[14:]}" if len(text) == len("629925199001010000") else text
    )


COLUMNS: Final = (
    Column[Member]("姓名", lambda member: member.person.name, 5),
    Column[Member]("性别", lambda member: member.person.sex, 3),
    Column[Member]("身份证号", lambda member: shown_id(member.person.id_no), 11),
    Column[Member]("出生日期", lambda member: member.person.birth, 6, spare=True),
    Column[Member]("单位", lambda member: member.place.unit, 14, rest=True),
    Column[Member]("编制类型", lambda member: member.place.quota_type, 7),
    Column[Member]("职务", lambda member: member.place.position, 7, spare=True),
)
REVEALED_MS: Final = 30_000
"""So long numbers stay in sight once they were asked for."""
MASS: Final = 20
"""Numbers of more people at once are a list in somebody's hand: the password is asked for again."""
ORDERS: Final = ("name", "sex", "id_no", "birth", "unit", "quota_type", "position")
"""What a click on each heading asks the register to sort by."""


class PeopleTable(BlockTable[Member]):
    """The people of a query, units by their names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, ORDERS, parent)
        self._names: dict[str, str] = {}
        self.revealed = False

    def begin(self, count: int, names: dict[str, str]) -> None:
        """Start a new list of so many rows; `names` are the units' names."""
        self._names, self.revealed = names, False
        self.start(count)

    def unit_name(self, unit: str) -> str:
        """Return a unit's name."""
        return self._names.get(unit, unit)

    def reveal(self, *, revealed: bool) -> None:
        """Show the ID numbers in full, or masked again."""
        self.revealed = revealed
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(ORDERS) - 1))

    @staticmethod
    def _is_number(index: Index) -> bool:
        return index.isValid() and ORDERS[index.column()] == "id_no"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.revealed and role == Qt.ItemDataRole.DisplayRole and self._is_number(index):
            member = self.value_at(index.row())
            return None if member is None else member.person.id_no
        answer = super().data(index, role)
        named = index.isValid() and ORDERS[index.column()] == "unit"
        return self.unit_name(answer) if named and isinstance(answer, str) else answer


def particulars(
    member: Member, unit_name: str, *, revealed: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return a person's fields as name and value; what is sensitive is masked unless revealed."""
    person, place = member.person, member.place

    def veiled(value: str) -> str:
        return HIDDEN if value and not revealed else value

    return (
        ("身份证号", person.id_no if revealed else shown_id(person.id_no)),
        ("性别", person.sex),
        ("出生日期", person.birth),
        ("民族", veiled(person.nation)),
        ("籍贯", person.native_place),
        ("政治面貌", person.politics),
        ("参加工作时间", person.work_start),
        ("学历", person.education),
        ("学位", person.degree),
        ("毕业院校", person.school),
        ("专业技术职务", person.prof_title),
        ("人员身份", person.identity),
        ("所在单位", unit_name),
        ("编制类型", place.quota_type),
        ("经费形式", place.funding),
        ("岗位类别", place.post_class),
        ("职务", place.position),
        ("职务层次", place.lead_level),
        ("职级", place.grade),
        ("进入形式", place.entry_mode),
        ("进入本单位时间", place.entered_on),
        ("入编时间", place.quota_since),
        ("入编文号", place.quota_doc),
        ("是否在岗", place.on_duty),
        ("不在岗原因", veiled(place.off_duty_reason)),
        ("备注", person.remark or place.remark),
    )


def facts(member: Member | None, unit_name: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Return name, place and fields of a person, the ID number masked, nothing of nobody."""
    if member is None:
        return ()
    told = particulars(member, unit_name(member.place.unit))
    return (("姓名", member.person.name), *told)
