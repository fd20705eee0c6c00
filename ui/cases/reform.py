"""The particulars of a reform: units to merge, the new unit, who comes along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from domain.dossier import Dossier
from domain.transfers import Condition
from ui.cases.editors import ItemField
from ui.cases.lines import CHOICE, UNIT, Item
from ui.cases.model import Group
from ui.cases.offers import Offers
from ui.cases.reform_plan import FOUNDED, Mover, Plan
from ui.look.lights import GREEN, YELLOW, LightMark
from ui.parts.fields import Field
from ui.parts.furniture import button, label, row
from ui.parts.table import Column, Grid, RowTable
from ui.parts.unit_picker import UnitPicker

_ROWS: Final = 6
_ITEMS: Final = (
    Item("name", "新单位全称", required=True),
    Item("kind", "机构类型", CHOICE, required=True),
    Item("rank", "规格", CHOICE, required=True),
    Item("series", "系统类别", CHOICE, required=True),
    Item("supervisor", "主管部门", UNIT),
)
MOVERS: Final = (
    Column[Mover](
        "去向", lambda m: LightMark(GREEN, "转入") if m.moves else LightMark(YELLOW, "不转入"), 6
    ),
    Column[Mover]("姓名", lambda mover: mover.member.person.name, 5),
    Column[Mover]("原单位", lambda mover: mover.unit_name, 8, rest=True),
    Column[Mover]("编制类型", lambda mover: mover.member.place.quota_type, 7),
    Column[Mover]("职务", lambda mover: mover.member.place.position, 6),
    Column[Mover]("不符合", lambda mover: "、".join(mover.fails), 7),
)


class ReformParticulars(QWidget):
    """Fields of a plan that merges units into a new one."""

    changed = Signal()
    units_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._plan = Plan()
        self._known: Mapping[str, Condition] = {}
        self._picker, self._elsewhere = UnitPicker(), UnitPicker()
        self.units = Field("要合并的单位（选一个加一个）", self._picker, required=True)
        self.elsewhere = Field("不转入的人员安置到", self._elsewhere)
        self.items = tuple(ItemField(item) for item in _ITEMS)
        self._chosen, self._drop = label("", "strong"), button("去掉最后一个", "flat")
        self._conditions = QHBoxLayout()
        self._checks: dict[str, QCheckBox] = {}
        self.table, self.grid = RowTable[Mover](MOVERS, self), Grid("划转人员")
        self._count, self._turn = label("", "hint"), button("转入／不转入", "flat")
        self._arrange()
        self._picker.picked.connect(self._add)
        self._drop.clicked.connect(self._take_away)
        self._turn.clicked.connect(self._turn_round)
        self.grid.doubleClicked.connect(self._turn_round)
        self._elsewhere.picked.connect(self._changed)
        for made in self.items:
            if isinstance(made.editor, QLineEdit):
                made.editor.textChanged.connect(self._changed)
            else:
                made.editor.currentIndexChanged.connect(self._changed)  # type: ignore[attr-defined]  # a Choice
        self._show()

    def _arrange(self) -> None:
        for pressed in (self._drop, self._turn):
            pressed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.grid.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.grid.show_table(self.table, MOVERS)
        self.grid.fit_rows(_ROWS, 4)
        founded = QGridLayout()
        founded.setHorizontalSpacing(14)
        for number, made in enumerate((*self.items, self.elsewhere)):
            founded.addWidget(made, number // 2, number % 2)
        founded.setColumnStretch(0, 1)
        founded.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.units)
        layout.addLayout(row(self._chosen, None, self._drop))
        layout.addLayout(founded)
        layout.addLayout(self._conditions)
        layout.addWidget(self.grid)
        layout.addLayout(row(self._count, None, self._turn))

    def offer(self, offers: Offers, conditions: Mapping[str, Condition]) -> None:
        """Offer the units of the day, the county's choices and its conditions."""
        for picker in (self._picker, self._elsewhere):
            picker.know(offers.units, offers.keys)
        for made in self.items:
            made.offer(offers)
        words = {change.act: change.label for change in offers.changes}
        ways = offers.choices.get("entry_mode", ())
        self._plan = replace(self._plan, changes=words, ways=ways)
        self._known = conditions
        if not self._checks and conditions:
            self._conditions.addWidget(label("划转条件", "hint"))
            for name in conditions:
                check = QCheckBox(name)
                check.toggled.connect(partial(self._changed))
                self._checks[name] = check
                self._conditions.addWidget(check)
            self._conditions.addStretch(1)

    def begin(self) -> None:
        """Show an empty plan."""
        self._plan = replace(self._plan, dossiers=(), founded={}, turned=frozenset(), elsewhere="")
        with QSignalBlocker(self):
            for made in self.items:
                made.write("")
                made.complain("")
            for check in self._checks.values():
                check.setChecked(False)
            for picker in (self._picker, self._elsewhere):
                picker.forget()
            self.units.complain("")
        self._show()

    def show_dossiers(self, dossiers: tuple[Dossier, ...]) -> None:
        """Show the people of the chosen units; the new unit is like the first."""
        self._plan = replace(self._plan, dossiers=dossiers)
        if dossiers:
            first = dossiers[0].unit
            for made in self.items:
                if not made.value() and made.item.name != "name":
                    made.write(str(getattr(first, made.item.name)))
        self._changed()

    def plan(self) -> Plan:
        """Return the plan as far as it is filled in."""
        return self._plan

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in the order in which Enter visits them."""
        return (self.units, *self.items, self.elsewhere)

    def groups(self) -> tuple[Group, ...]:
        """Return the one case that the plan means."""
        group = self._plan.group()
        return (group,) if group is not None else ()

    def complete_groups(self) -> tuple[Group, ...]:
        """Return the same once enough is known for a first answer."""
        ready = len(self._plan.dossiers) > 1 and all(self._plan.founded.get(n) for n in FOUNDED[:4])
        return self.groups() if ready else ()

    def check(self) -> bool:
        """Complain under every field that is missing; tell whether all is well."""
        missing = [made.missing() for made in self.items]
        few = len(self._plan.dossiers) < len(("这个", "那个"))
        self.units.complain("请至少选两个要合并的单位。" if few else "")
        return not (any(missing) or few)

    def _add(self, unit: str) -> None:
        units = [dossier.unit.unit for dossier in self._plan.dossiers]
        if unit and unit not in units:
            self.units.complain("")
            self.units_changed.emit((*units, unit))
        if unit:
            with QSignalBlocker(self._picker):
                self._picker.forget()
            QTimer.singleShot(0, self, self._stay)

    def _stay(self) -> None:
        """Stay at the units until Enter goes on from an empty field."""
        if self.items[0].editor.hasFocus():
            self._picker.setFocus()

    def _take_away(self) -> None:
        self._plan = replace(self._plan, dossiers=self._plan.dossiers[:-1])
        self._changed()

    def _turn_round(self, *_: QModelIndex) -> None:
        index = self.grid.currentIndex()
        if index.isValid():
            number = int(self.table.row_at(index).member.person.person)
            self._plan = replace(self._plan, turned=self._plan.turned ^ {number})
            self._changed()

    def _changed(self, *_: object) -> None:
        elsewhere = self._elsewhere.unit
        self._plan = replace(
            self._plan,
            founded={made.item.name: made.value() for made in self.items},
            conditions={
                name: self._known[name] for name, box in self._checks.items() if box.isChecked()
            },
            elsewhere=elsewhere.name if elsewhere else "",
        )
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        movers = sorted(self._plan.movers(), key=lambda mover: not mover.fails)
        at = self.grid.currentIndex().row()
        self.table.fill(movers)
        if 0 <= at < len(movers):
            self.grid.selectRow(at)
        out = sum(not mover.moves for mover in movers)
        failing = sum(bool(mover.fails) for mover in movers)
        told = f"共 {len(movers)} 人，转入 {len(movers) - out} 人，不转入 {out} 人"
        self._count.setText(f"{told}；{failing} 人不符合条件" if failing else told)
        names = "、".join(dossier.unit.name for dossier in self._plan.dossiers)
        self._chosen.setText(names)
        self._drop.setVisible(bool(names))
