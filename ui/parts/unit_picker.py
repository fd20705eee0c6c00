"""A field that finds a unit by name, code or pinyin initials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from domain.facts import Unit, UnitId
from ui.parts.drop_list import dress_matches, marked_match, matches_of

_OFFERED: Final = 12


class UnitPicker(QLineEdit):
    """Offers the units that match what is typed; leaving it takes the only or exact match."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("名称、代码或拼音首字母，如 jyj")
        self._units: tuple[Unit, ...] = ()
        self._keys: Mapping[UnitId, str] = {}
        self._offered: list[Unit] = []
        self._chosen: Unit | None = None
        self._names = QStringListModel(self)
        completer = matches_of(self, self._names)
        completer.setMaxVisibleItems(_OFFERED)
        completer.activated.connect(self._take_name)
        self.textEdited.connect(self._offer)

    def know(self, units: tuple[Unit, ...], keys: Mapping[UnitId, str]) -> None:
        """Take the units to choose from, and the initials they are found by."""
        self._units, self._keys = units, keys

    @property
    def unit(self) -> Unit | None:
        """The unit chosen."""
        return self._chosen

    def choose(self, unit: UnitId) -> None:
        """Choose a unit by its code."""
        found = next((held for held in self._units if held.unit == unit), None)
        if found is not None:
            self._take(found)

    def write(self, name: str) -> None:
        """Choose the unit with this name or code, or show a name that no unit of the day bears."""
        exact = (held for held in self._units if name and name in (held.name, held.unit))
        found = next(exact, None)
        if found is not None:
            self._take(found)
        else:
            self.forget()
            self.setText(name)

    def forget(self) -> None:
        """Choose nothing."""
        self._chosen = None
        self.clear()

    def settle(self) -> str:
        """Take the only or exact match; return what is wrong when there is none."""
        if self._chosen is not None:
            return ""
        text = self.text().strip()
        if not text:
            return ""
        found = self._matches(text)
        exact = [unit for unit in found if self._is_exactly(unit, text)]
        if len(exact) == 1 or len(found) == 1:
            self._take((exact or found)[0])
            return ""
        if not found:
            return f"没有找到单位“{text}”，请改用全称、简称或拼音首字母。"
        return f"有 {len(found)} 个单位符合“{text}”，请从下拉列表中选一个。"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what Enter means and go on; the list of matches hands its keys to the field."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        marked = marked_match(self)
        self.completer().popup().hide()
        if marked:
            self._take_name(marked)
        self.focusNextChild()

    def focusInEvent(self, event: QFocusEvent) -> None:
        dress_matches(self)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
        super().focusOutEvent(event)

    def _matches(self, text: str) -> list[Unit]:
        wanted = text.lower()
        found = [
            unit
            for unit in self._units
            if wanted in unit.name.lower()
            or wanted in unit.short_name.lower()
            or wanted in unit.unit
            or wanted in self._keys.get(unit.unit, "")
        ]
        return sorted(found, key=lambda unit: not self._is_exactly(unit, text))

    def _is_exactly(self, unit: Unit, text: str) -> bool:
        exact = (unit.name, unit.short_name, unit.unit, *self._keys.get(unit.unit, "").split())
        return text.lower() in exact or text in exact

    def _offer(self, text: str) -> None:
        self._chosen = None
        self.picked.emit("")
        self._offered = self._matches(text.strip())[:_OFFERED] if text.strip() else []
        self._names.setStringList([unit.name for unit in self._offered])
        self.completer().complete()

    def _take_name(self, name: str) -> None:
        found = next((unit for unit in self._offered if unit.name == name), None)
        if found is not None:
            self._take(found)

    def _take(self, unit: Unit) -> None:
        self._chosen = unit
        self.setText(unit.name)
        self.completer().popup().hide()
        self.picked.emit(unit.unit)
