"""The lines in which remarks are written: what is said, of which unit, by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from domain.exchange.arrived import NamedUnits
from domain.exchange.remarks import Remark, is_rule_number
from domain.exchange.stating import LONGEST
from domain.working_copy import TypedLine
from ui.parts.unit_picker import UnitPicker

_HEADS: Final = ("意见（必填）", "单位", "规则号")
_TEXT, _UNIT, _RULE = range(len(_HEADS))
_PERSON: Final = int(Qt.ItemDataRole.UserRole)
_Line = tuple[str, str, str, str]
"""What is said, of which unit, by which rule, of whom."""
_Index = QModelIndex | QPersistentModelIndex


class UnitCells(QStyledItemDelegate):
    """Lets a unit be found by name, code or initials where it is written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.named = NamedUnits()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index
    ) -> QWidget:
        editor = UnitPicker(parent)
        editor.know(self.named.units, self.named.keys)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, UnitPicker):
            editor.write(str(index.data() or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, UnitPicker):
            editor.settle()
            model.setData(index, editor.text().strip())


class RemarkLines(QTableWidget):
    """Remarks, one a line, written in place. Units are shown by name and given back by code."""

    def __init__(self) -> None:
        super().__init__(0, len(_HEADS))
        self.setAccessibleName("意见")
        self.setHorizontalHeaderLabels(_HEADS)
        self.verticalHeader().setToolTip("条号")
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        heads.resizeSection(_UNIT, self.fontMetrics().horizontalAdvance("单") * 9)
        heads.resizeSection(_RULE, self.fontMetrics().horizontalAdvance("单") * 4)
        self._names: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._cells = UnitCells(self)
        self.setItemDelegateForColumn(_UNIT, self._cells)

    def know(self, named: NamedUnits) -> None:
        """Take the units that may be named."""
        self._cells.named = named
        self._names = {str(unit.unit): unit.name for unit in named.units}
        self._codes = {}
        for unit in named.units:
            for text in (unit.name, str(unit.unit)):
                self._codes.setdefault(text, str(unit.unit))

    def settle(self) -> None:
        """Take over what is being written in a cell."""
        at: QWidget | None = self.window().focusWidget()
        writing = self.state() == QTableWidget.State.EditingState
        if writing and at is not None and at is not self.viewport() and self.isAncestorOf(at):
            self.commitData(at)
            self.closeEditor(at, QStyledItemDelegate.EndEditHint.NoHint)

    def add(self) -> None:
        """Add an empty line."""
        self.settle()
        self._append((("", "", "", ""),))

    def write(self) -> None:
        """Begin to write in the last line."""
        self.setFocus()
        self.editItem(self._item(self.rowCount() - 1, _TEXT))

    def _append(self, lines: Sequence[_Line]) -> None:
        """Add lines below; the last of them is the one that is stood on."""
        first = self.rowCount()
        self.setRowCount(first + len(lines))
        for at, (*texts, person) in enumerate(lines, start=first):
            for column, text in enumerate(texts):
                self.setItem(at, column, QTableWidgetItem(text))
            if person:
                said = self._item(at, _TEXT)
                said.setData(_PERSON, person)
                said.setToolTip("这一条说到一个人，他的身份证号随意见送出，不显示")
        self.setCurrentCell(self.rowCount() - 1, _TEXT)

    def typed(self) -> tuple[TypedLine, ...]:
        """Return the lines in which something stands, finished or not."""
        filled = [at for at in range(self.rowCount()) if any(self.written(at))]
        return tuple(self._typed(at) for at in filled)

    def _typed(self, at: int) -> TypedLine:
        text, unit, rule = self.written(at)
        person = str(self._item(at, _TEXT).data(_PERSON) or "")
        return TypedLine(text, {"unit": unit, "rule": rule}, (person,) if person else ())

    def put(self, lines: Iterable[TypedLine]) -> None:
        """Show lines that were written before in the place of those here."""
        self.setRowCount(0)
        self._append([_line_of(line) for line in lines])

    def drop_empty(self) -> None:
        """Remove the lines in which nothing stands."""
        for at in reversed(range(self.rowCount())):
            if not any(self.written(at)):
                self.removeRow(at)

    def written(self, at: int) -> tuple[str, str, str]:
        """Return what stands in a line."""
        text, unit, rule = (self._item(at, column).text().strip() for column in range(len(_HEADS)))
        return text, unit, rule

    @property
    def anything(self) -> bool:
        """Whether anything is written."""
        return any(any(self.written(at)) for at in range(self.rowCount()))

    def problem(self) -> str:
        """Return what is wrong with the lines, "" where nothing is."""
        if not self.anything:
            return "请至少写一条意见，对方要逐条答复。"
        for at in range(self.rowCount()):
            text, unit, rule = self.written(at)
            if not any((text, unit, rule)):
                continue
            if not text or max(len(text), len(unit)) > LONGEST:
                return f"第 {at + 1} 条：意见要写，每格不超过 {LONGEST} 字。"
            if unit and not self._code_of(unit):
                return f"第 {at + 1} 条：没有找到单位“{unit}”，请从下拉列表中选，或空着。"
            if rule and not is_rule_number(rule):
                return f"第 {at + 1} 条：规则号是数字，没有就空着。"
        return ""

    def remarks(self) -> tuple[Remark, ...]:
        """Return the remarks, numbered in their order; what `problem` finds is not looked at."""
        filled = [at for at in range(self.rowCount()) if any(self.written(at))]
        return tuple(self._remark(number, at) for number, at in enumerate(filled, start=1))

    def fill(self, remarks: Iterable[Remark]) -> None:
        """Add remarks below what is written."""
        self.settle()
        self.drop_empty()
        names = self._names
        self._append(
            [(r.text, names.get(r.unit, r.unit), str(r.rule or ""), r.person) for r in remarks]
        )

    def _remark(self, number: int, at: int) -> Remark:
        text, unit, rule = self.written(at)
        person = str(self._item(at, _TEXT).data(_PERSON) or "")
        return Remark(number, text, int(rule or 0), self._code_of(unit), person)

    def _item(self, at: int, column: int) -> QTableWidgetItem:
        return self.item(at, column)

    def _code_of(self, text: str) -> str:
        """Return the code of a unit that is written by name or code; "" where there is none.

        Where no unit is known, what is written is taken for a code.
        """
        return self._codes.get(text, "") if self._codes else text


def _line_of(line: TypedLine) -> _Line:
    unit, rule = line.values.get("unit", ""), line.values.get("rule", "")
    return line.title, unit, rule, next(iter(line.people), "")
