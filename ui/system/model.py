"""A year while it is edited, and the tables of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from domain.calendar import Year, is_weekend
from domain.changes.ground import Freeze
from domain.workflow.office_data import OWN, SHIPPED, KeptYear
from ui.parts.table import Column


class Mark(Enum):
    """What a day is; the value is the word on it."""

    WEEKDAY = ""
    WEEKEND = " "
    REST = "休"
    WORK = "班"


MEANINGS: Final = {
    Mark.WEEKDAY: "上班",
    Mark.WEEKEND: "周末休息",
    Mark.REST: "放假休息",
    Mark.WORK: "调休上班",
}


@dataclass(frozen=True, slots=True)
class _State:
    year: Year
    entered: bool


class EditedYear:
    """One year with what was changed since it was kept; every change can be undone."""

    def __init__(self, number: int, kept: KeptYear | None) -> None:
        self.number, self.kept = number, kept
        self._kept = _State(kept.year if kept else Year(), entered=kept is not None)
        self._states = [self._kept]

    @property
    def year(self) -> Year:
        """The year as it is edited."""
        return self._states[-1].year

    @property
    def entered(self) -> bool:
        """Whether anybody has entered the year, or begun to."""
        return self._states[-1].entered

    @property
    def changed(self) -> bool:
        """Whether there is anything to be kept."""
        return self._states[-1] != self._kept

    @property
    def undoable(self) -> bool:
        """Whether there is a change to be undone."""
        return len(self._states) > 1

    def enter(self) -> None:
        """Begin to enter a year: it may well have no exceptions."""
        self._add(replace(self._states[-1], entered=True))

    def toggle(self, day: date) -> None:
        """Let a weekday rest, or a weekend day work, or take that back."""
        year, one = self.year, frozenset({day})
        if is_weekend(day):
            self.set(replace(year, work=year.work ^ one))
        else:
            self.set(replace(year, rest=year.rest ^ one))

    def set(self, year: Year) -> None:
        """Take a whole year in one step."""
        self._add(_State(year, entered=True))

    def undo(self) -> None:
        """Take the last change back."""
        if self.undoable:
            self._states.pop()

    def mark(self, day: date) -> Mark:
        """Return what a day is."""
        if is_weekend(day):
            return Mark.WORK if day in self.year.work else Mark.WEEKEND
        return Mark.REST if day in self.year.rest else Mark.WEEKDAY

    def differs(self, day: date) -> bool:
        """Tell whether a day was changed since the year was kept."""
        kept = self._kept.year
        return (day in self.year.rest | self.year.work) != (day in kept.rest | kept.work)

    def _add(self, state: _State) -> None:
        if state != self._states[-1]:
            self._states.append(state)


def told_source(edited: EditedYear) -> str:
    """Return in words whose a year is."""
    if edited.kept is None:
        return "正在录入，还没有保存" if edited.entered else "尚未录入，按周一至周五计算"
    if edited.kept.source == SHIPPED:
        return "随程序提供，按国务院办公厅的通知"
    if edited.kept.source == OWN:
        return "本办录入"
    return f"上级编办（{edited.kept.source}）下发"


def told_days(edited: EditedYear) -> str:
    """Return how many exceptions a year has."""
    rest, work = len(edited.year.rest), len(edited.year.work)
    return f"放假的工作日 {rest} 天，上班的周末 {work} 天"


FREEZES: Final = (
    Column[Freeze]("第一天", lambda held: held.first.isoformat(), 7),
    Column[Freeze]("最后一天", lambda held: held.last.isoformat(), 7),
    Column[Freeze]("原因", lambda held: held.reason, 12, rest=True),
    Column[Freeze]("依据文件", lambda held: held.document, 12),
)


@dataclass(frozen=True, slots=True)
class BlockedUnit:
    """A unit that gets no new places, and why."""

    code: str
    name: str
    reason: str


BLOCKED: Final = (
    Column[BlockedUnit]("单位", lambda held: held.name, 16),
    Column[BlockedUnit]("代码", lambda held: held.code, 7),
    Column[BlockedUnit]("原因", lambda held: held.reason, 14, rest=True),
)
