"""The figures of the problem ledger, and what its list is narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.facts import Unit, UnitId
from domain.problem import REPORTED, ProblemQuery
from domain.problem_codes import ProblemCodes
from domain.problem_outcomes import ProblemFigures
from ui.parts.fields import CalmCombo
from ui.parts.furniture import Figure, row
from ui.parts.unit_picker import UnitPicker
from ui.problems.model import (
    ANY_TIME,
    NOT_ENDED,
    OVERDUE,
    STATE_WAYS,
    THIS_WEEK,
    TIMES,
    due_days,
    source_ways,
)

_FIGURES: Final = (
    (NOT_ENDED, "没有销号的问题，包括待核的", NOT_ENDED, ANY_TIME),
    (OVERDUE, "过了整改期限、单位还没有整改的", NOT_ENDED, OVERDUE),
    (THIS_WEEK, "本周日以前到期、单位还没有整改的", NOT_ENDED, THIS_WEEK),
    (REPORTED, "单位已报整改完，等编办核对销号", REPORTED, ANY_TIME),
)
"""Name and meaning of each figure, and the state and the time that it counts."""


class ProblemFilters(QWidget):
    """State, time, source and unit; a figure that is clicked sets them to what it counts."""

    changed = Signal()

    def __init__(self, codes: ProblemCodes) -> None:
        super().__init__()
        self._sources = source_ways(codes)
        self.state, self.time, self.source = CalmCombo(), CalmCombo(), CalmCombo()
        self.unit = UnitPicker()
        self.figures = tuple(Figure(name, "项", meaning) for name, meaning, _, _ in _FIGURES)
        for field, name, words in (
            (self.state, "状态", STATE_WAYS),
            (self.time, "期限", TIMES),
            (self.source, "来源", self._sources),
        ):
            field.setAccessibleName(name)
            field.addItems(list(words))
        self.unit.setAccessibleName("责任单位")
        self.unit.setPlaceholderText("所有单位；名称或拼音首字母")
        self.unit.setClearButtonEnabled(True)
        filters = row(self.state, self.time, self.source, self.unit)
        filters.setStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(*self.figures, spacing=10))
        layout.addLayout(filters)
        for figure, (_, _, state, time) in zip(self.figures, _FIGURES, strict=True):
            figure.chosen.connect(partial(self.narrow, state, time))
        for field in (self.state, self.time, self.source):
            field.currentIndexChanged.connect(self._ask)
        self.unit.picked.connect(self._ask)
        self.unit.textChanged.connect(self._forget_unit)

    def know(self, units: tuple[Unit, ...], keys: Mapping[UnitId, str]) -> None:
        """Take the units to narrow the list to."""
        self.unit.know(units, keys)

    def query(self, day: date) -> ProblemQuery:
        """Return what the list shall show, its days counted from one."""
        source, special = self._sources[self.source.currentText()]
        unit = self.unit.unit
        return ProblemQuery(
            None,
            None if unit is None else unit.unit,
            STATE_WAYS[self.state.currentText()],
            source,
            special,
            due_days(self.time.currentText(), day),
        )

    def aim(self, state: str, time: str = ANY_TIME) -> None:
        """Set the filters to a state and a time of any source and unit, and ask for nothing."""
        fields = (self.state, self.time, self.source, self.unit)
        for field in fields:
            field.blockSignals(True)
        self.state.setCurrentText(state)
        self.time.setCurrentText(time)
        self.source.setCurrentIndex(0)
        self.unit.forget()
        for field in fields:
            field.blockSignals(False)

    def narrow(self, state: str, time: str) -> None:
        """Ask for the problems of a state and a time of any source and unit."""
        self.aim(state, time)
        self.changed.emit()

    def show_figures(self, figures: ProblemFigures) -> None:
        """Show how many problems there are."""
        values = (figures.pending, figures.overdue, figures.due_this_week, figures.reported)
        for figure, value in zip(self.figures, values, strict=True):
            figure.show_value(value)

    def _forget_unit(self, text: str) -> None:
        if not text:
            self.unit.forget()
            self.changed.emit()

    def _ask(self, *_: object) -> None:
        self.changed.emit()
