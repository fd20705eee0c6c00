"""A field for the units that a document is about: picked one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.facts import Unit, UnitId
from ui.parts.fields import Field
from ui.parts.furniture import button, paragraph, row
from ui.parts.unit_picker import UnitPicker


class UnitsField(QWidget):
    """Finds units; each is on the list once."""

    def __init__(self) -> None:
        super().__init__()
        self.picker = UnitPicker()
        self.field = Field("涉及单位（可选几个）", self.picker)
        self._names: dict[str, str] = {}
        self._codes: list[UnitId] = []
        self._list, self._remove = paragraph(""), button("去掉最后一个", "flat")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.field)
        line = row(self._list, self._remove)
        line.setStretch(0, 1)
        layout.addLayout(line)
        self.picker.picked.connect(self._take)
        self._remove.clicked.connect(self._take_away)
        self._show()

    def know(self, units: tuple[Unit, ...], keys: Mapping[UnitId, str]) -> None:
        """Take the units to choose from, and the initials they are found by."""
        self._names = {unit.unit: unit.name for unit in units}
        self.picker.know(units, keys)
        self._show()

    def fill(self, codes: tuple[UnitId, ...]) -> None:
        """Show these units."""
        self._codes = list(codes)
        self.picker.forget()
        self._show()

    def codes(self) -> tuple[UnitId, ...]:
        """Return the units on the list."""
        return tuple(self._codes)

    def settle(self) -> bool:
        """Take what is typed; complain and tell `False` when it is no unit."""
        problem = self.picker.settle()
        self.field.complain(problem)
        return not problem

    def _take(self, code: str) -> None:
        if not code:
            return
        if UnitId(code) not in self._codes:
            self._codes.append(UnitId(code))
        self.picker.forget()
        self.field.complain("")
        self._show()

    def _take_away(self) -> None:
        self._codes = self._codes[:-1]
        self._show()

    def _show(self) -> None:
        names = "、".join(self._names.get(code, code) for code in self._codes)
        self._list.setText(f"已选：{names}" if names else "")
        self._remove.setVisible(bool(self._codes))
