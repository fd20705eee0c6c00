"""The particulars of a reform: units to merge, the new unit, who comes along, what else is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from domain.case import Case
from domain.dossier import Dossier, Member
from domain.transfers import Condition
from domain.working_copy import Typed
from ui.cases.businesses import UNIT_CHANGES
from ui.cases.drafting import groups_of
from ui.cases.editors import ItemField
from ui.cases.line_card import LineValues
from ui.cases.lines import CHOICE, UNIT, Item
from ui.cases.lines_editor import LinesEditor
from ui.cases.model import Group
from ui.cases.offers import Offers
from ui.cases.reform_draft import ReformDraft, more_lines, plan_of, says_the_same
from ui.cases.reform_movers import Conditions, Movers
from ui.cases.reform_plan import FOUNDED, Plan
from ui.cases.reform_typed import (
    CONDITIONS,
    ELSEWHERE,
    TURNED,
    UNITS,
    typed_lists,
    typed_of,
)
from ui.cases.reform_units import MergedUnits
from ui.cases.unit_words import unit_words
from ui.parts.fields import Field
from ui.parts.furniture import label
from ui.parts.unit_picker import UnitPicker
from ui.parts.writing import show_texts, texts_of

_ITEMS: Final = (
    Item("name", "新单位全称", required=True),
    Item("kind", "机构类型", CHOICE, required=True),
    Item("rank", "规格", CHOICE, required=True),
    Item("series", "系统类别", CHOICE, required=True),
    Item("supervisor", "主管部门", UNIT),
)


class ReformParticulars(QWidget):
    """Fields of a plan that merges units into a new one, and lines for what else is done."""

    changed = Signal()
    fields_changed = Signal()
    units_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._plan, self._business = Plan(), UNIT_CHANGES
        self._seen: dict[str, Dossier] = {}
        self._elsewhere, self.merged = UnitPicker(), MergedUnits()
        self.units = self.merged.field
        self.elsewhere = Field("不转入的人员安置到", self._elsewhere)
        self.items = tuple(ItemField(item) for item in _ITEMS)
        self.conditions, self.movers = Conditions(), Movers()
        self.editor = LinesEditor(least=0)
        self._arrange()
        self.merged.added.connect(self._ask_for_units)
        self.merged.taken.connect(self._taken)
        self.merged.dropped.connect(self._changed)
        self.movers.turned.connect(self._turn_round)
        self._elsewhere.picked.connect(self._changed)
        self.conditions.changed.connect(self._changed)
        self.editor.changed.connect(self.changed)
        self.editor.fields_changed.connect(self.fields_changed)
        for made in self.items:
            if isinstance(made.editor, QLineEdit):
                made.editor.textChanged.connect(self._changed)
            else:
                made.editor.currentIndexChanged.connect(self._changed)  # type: ignore[attr-defined]  # a Choice
        self.movers.show_movers(())

    def _arrange(self) -> None:
        founded = QGridLayout()
        founded.setHorizontalSpacing(14)
        for number, made in enumerate((*self.items, self.elsewhere)):
            founded.addWidget(made, number // 2, number % 2)
        founded.setColumnStretch(0, 1)
        founded.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.merged)
        layout.addLayout(founded)
        layout.addWidget(self.conditions)
        layout.addWidget(self.movers)
        layout.addWidget(label("同一批文里的其他事项", "section"))
        layout.addWidget(self.editor)

    def offer(self, offers: Offers, conditions: Mapping[str, Condition]) -> None:
        """Offer the units of the day, the county's choices and its conditions."""
        self.merged.offer(offers)
        self._elsewhere.know(offers.units, offers.keys)
        for made in self.items:
            made.offer(offers)
        words = {change.act: change.label for change in offers.changes}
        ways = offers.choices.get("entry_mode", ())
        self._plan = replace(self._plan, changes=words, ways=ways)
        self.conditions.offer(conditions)
        self.editor.offer(offers)
        if not self._business.words:
            self._business = replace(UNIT_CHANGES, words=unit_words(offers.changes))
            self.editor.take(self._business.words, "")

    def begin(self) -> None:
        """Show an empty plan."""
        self._seen = {}
        self.units.complain("")
        self.show_typed(Typed(), {})

    def resume(
        self, draft: ReformDraft, case: Case, dossiers: tuple[Dossier, ...],
        members: Mapping[str, Member],
    ) -> bool:  # fmt: skip
        """Show a draft's plan; tell whether that is all that the draft says."""
        self.begin()
        self._see(dossiers)
        with QSignalBlocker(self):
            self.conditions.tick(draft.conditions)
            known = replace(self._plan, conditions=self.conditions.chosen())
            plan = plan_of(draft, case, dossiers, known)
            more = more_lines(draft, case, dossiers, self._business, members)
            typed = replace(typed_of(plan), lines=tuple(line.typed for line in more))
            self.show_typed(typed, members)
        return says_the_same(self.groups()[0], case)

    def show_dossiers(self, dossiers: tuple[Dossier, ...]) -> None:
        """Show the people of the chosen units; the new unit is like the first."""
        self._see(dossiers)
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
        return (self.units, *self.items, self.elsewhere, *self.editor.fields())

    def named(self) -> Mapping[str, Field]:
        """Return the single fields by name."""
        return {**{made.item.name: made for made in self.items}, ELSEWHERE: self.elsewhere}

    def typed(self) -> Typed:
        """Return what stands in the fields, what is chosen and the lines."""
        chosen = typed_lists(self.merged.codes, self._plan)
        return Typed(texts_of(self.named()), chosen, self.editor.typed())

    def show_typed(self, typed: Typed, members: Mapping[str, Member]) -> None:
        """Show what stood in the form; units not seen yet are asked for."""
        with QSignalBlocker(self):
            show_texts(self.named(), typed.fields)
            self.merged.choose(typed.lists.get(UNITS, ()))
            self.conditions.tick(typed.lists.get(CONDITIONS, ()))
            turned = frozenset(map(int, typed.lists.get(TURNED, ())))
            self._plan = replace(self._plan, turned=turned)
            self.editor.show_typed(typed.lines, members)
            self._changed()
        if any(unit not in self._seen for unit in self.merged.codes):
            self._ask_for_units()

    def members(self) -> Iterator[Member]:
        """Yield everybody who stands in the lines; the plan's people come with their units."""
        return self.editor.members()

    def subject(self) -> str:
        """Return the new unit, or those merged."""
        return self.items[0].value() or self.merged.chosen.text()

    def groups(self) -> tuple[Group, ...]:
        """Return the one case that the plan and the lines mean."""
        return self._groups(self.editor.lines())

    def complete_groups(self) -> tuple[Group, ...]:
        """Return the same once enough is known for a first answer."""
        ready = len(self._plan.dossiers) > 1 and all(self._plan.founded.get(n) for n in FOUNDED[:4])
        return self._groups(self.editor.complete_lines()) if ready else ()

    def _groups(self, lines: tuple[LineValues, ...]) -> tuple[Group, ...]:
        group = self._plan.group()
        if group is None:
            return ()
        (more,) = groups_of(self._business, group.unit, lines)
        entries = (*group.entries, *map(self._for_the_new, more.entries))
        return (Group(group.unit, (*group.persons, *more.persons), entries),)

    def _for_the_new(self, entry: Mapping[str, str]) -> Mapping[str, str]:
        """Return an entry that says of which unit it is: of the new one unless it says another."""
        word = self._business.word(entry.get("change", ""))
        of_a_unit = word is not None and any(item.name == "unit" for item in word.items)
        return {**entry, "unit": entry.get("unit") or self.items[0].value()} if of_a_unit else entry

    def check(self) -> bool:
        """Complain under every field that is missing; tell whether all is well."""
        missing = [made.missing() for made in self.items]
        few = len(self._plan.dossiers) < len(("这个", "那个"))
        self.units.complain("请至少选两个要合并的单位。" if few else "")
        left = 0 if few or any(missing) else self._plan.stranded(self.editor.members())
        self.elsewhere.complain(
            f"有 {left} 人不转入。请选安置到哪个单位；应当转入的，在下表双击改过来。"
            if left
            else ""
        )
        return self.editor.check() and not (any(missing) or few or left)

    def _see(self, dossiers: tuple[Dossier, ...]) -> None:
        self._seen |= {str(dossier.unit.unit): dossier for dossier in dossiers}

    def _ask_for_units(self) -> None:
        self.units_changed.emit(self.merged.codes)

    def _taken(self) -> None:
        QTimer.singleShot(0, self, self._stay)

    def _stay(self) -> None:
        """Stay at the units until Enter goes on from an empty field."""
        if self.items[0].editor.hasFocus():
            self.merged.picker.setFocus()

    def _turn_round(self, person: int) -> None:
        self._plan = replace(self._plan, turned=self._plan.turned ^ {person})
        self._changed()

    def _changed(self, *_: object) -> None:
        elsewhere = self._elsewhere.unit
        self._plan = replace(
            self._plan,
            dossiers=tuple(self._seen[unit] for unit in self.merged.codes if unit in self._seen),
            founded={made.item.name: made.value() for made in self.items},
            conditions=self.conditions.chosen(),
            elsewhere=elsewhere.name if elsewhere else "",
        )
        self.movers.show_movers(self._plan.movers())
        self.changed.emit()
