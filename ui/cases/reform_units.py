"""Which units a reform merges: picked one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.facts import UnitId
from ui.cases.offers import Offers
from ui.parts.fields import Field
from ui.parts.furniture import button, label, row
from ui.parts.unit_picker import UnitPicker


class MergedUnits(QWidget):
    """A field that adds the unit picked, and the names of those chosen; `codes` are theirs."""

    taken = Signal()
    added = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.codes: tuple[str, ...] = ()
        self.picker = UnitPicker()
        self.field = Field("要合并的单位（选一个加一个）", self.picker, required=True)
        self.chosen, self._drop = label("", "strong"), button("去掉最后一个", "flat")
        self._drop.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._names: Mapping[UnitId, str] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addLayout(row(self.chosen, None, self._drop))
        self.picker.picked.connect(self._add)
        self._drop.clicked.connect(self._take_away)
        self.choose(())

    def offer(self, offers: Offers) -> None:
        """Offer the units of the day."""
        self.picker.know(offers.units, offers.keys)
        self._names = {unit.unit: unit.name for unit in offers.units}

    def choose(self, codes: tuple[str, ...]) -> None:
        """Choose these units and no others; announces nothing."""
        self.codes = codes
        with QSignalBlocker(self.picker):
            self.picker.forget()
        names = "、".join(self._names.get(UnitId(code), code) for code in codes)
        self.chosen.setText(names)
        self._drop.setVisible(bool(names))

    def _add(self, unit: str) -> None:
        if not unit:
            return
        if unit not in self.codes:
            self.field.complain("")
            self.choose((*self.codes, unit))
            self.added.emit()
        with QSignalBlocker(self.picker):
            self.picker.forget()
        self.taken.emit()

    def _take_away(self) -> None:
        self.choose(self.codes[:-1])
        self.dropped.emit()
