"""The particulars of 人员上编: who, where, on which place, by which way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from domain.case import Case
from domain.dossier import Member
from domain.facts import Unit, UnitId
from domain.identity import birth_of, clean_id_number, clean_person_name, id_number_is_sound, sex_of
from domain.working_copy import Typed
from ui.cases.model import Group
from ui.cases.offers import OfUnit
from ui.parts.choice import Choice
from ui.parts.fields import Field, discreet
from ui.parts.unit_picker import UnitPicker
from ui.parts.writing import show_texts, texts_of

_LENGTH: Final = 18
_NO_UNIT: Final = "先选单位，再从这里选"
_NO_SLOT: Final = "该单位没有待用的用编号"
_CHOOSE_SLOT: Final = "从待用的里选（可按数字键）"
CHOICES: Final = ("quota_type", "post_class", "entry_mode")


class EntryParticulars(QWidget):
    """Fields of one person who takes a place."""

    changed = Signal()
    unit_meant = Signal(object, str)
    editor: None = None

    def __init__(self) -> None:
        super().__init__()
        self.name = Field("姓名", discreet(QLineEdit()), required=True)
        self.id_no = Field("身份证号", discreet(QLineEdit()), required=True)
        self._picker = UnitPicker()
        self.unit_field = Field("上编单位", self._picker, required=True)
        self.choices = {
            "quota_type": Field("编制类型", Choice(), required=True),
            "post_class": Field("岗位类别", Choice()),
            "entry_mode": Field("进入形式", Choice(), required=True),
        }
        self._slots, self.position = Choice(), Field("职务", QLineEdit())
        self._slots.setPlaceholderText(_NO_UNIT)
        self.slot = Field("用编号", self._slots)
        for field in (*self.choices.values(), self.slot):
            if isinstance(field.editor, Choice):
                field.editor.let_clear()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for number, field in enumerate(self.fields()):
            grid.addWidget(field, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._connect()

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in the order in which Enter visits them."""
        return tuple(self.named().values())

    def named(self) -> Mapping[str, Field]:
        """Return the same by name."""
        return {
            "name": self.name,
            "id": self.id_no,
            "unit": self.unit_field,
            "position": self.position,
            **self.choices,
            "slot": self.slot,
        }

    def typed(self) -> Typed:
        """Return what stands in the fields."""
        return Typed(texts_of(self.named()))

    def show_typed(self, typed: Typed, members: Mapping[str, Member]) -> None:
        """Show what stood in the fields."""
        with QSignalBlocker(self):
            show_texts(self.named(), typed.fields)
            self._changed()
        self._ask_slots(self.unit() or "")

    def members(self) -> Iterable[Member]:
        """Return nobody: a newcomer is no member yet."""
        return ()

    def subject(self) -> str:
        """Return the name and the unit."""
        return "，".join(filter(None, (self.name.text(), self.unit_field.text())))

    def _connect(self) -> None:
        for field in self.fields():
            if isinstance(field.editor, Choice):
                field.editor.currentIndexChanged.connect(self._changed)
            elif isinstance(field.editor, QLineEdit):
                field.editor.textChanged.connect(self._changed)
                field.editor.editingFinished.connect(self._leave)
        self._picker.picked.connect(self._changed)
        self._picker.picked.connect(self._ask_slots)

    def offer(self, units: tuple[Unit, ...], keys: Mapping[UnitId, str]) -> None:
        """Offer the units of the day."""
        self._picker.know(units, keys)

    def offer_choices(self, choices: Mapping[str, tuple[str, ...]]) -> None:
        """Offer the county's choices."""
        for name, field in self.choices.items():
            if isinstance(field.editor, Choice):
                field.editor.offer(choices.get(name, ()))

    def offer_of(self, held: OfUnit) -> None:
        """Offer the slots that wait in the unit chosen; what is stated already stays."""
        if held.unit != self.unit():
            return
        stated = self._slots.label()
        self._slots.setPlaceholderText(_CHOOSE_SLOT if held.slots else _NO_SLOT)
        self._slots.offer(held.slots)
        self._slots.choose(stated)

    def groups(self) -> tuple[Group, ...]:
        """Return the unit with its one newcomer, nothing while there is no unit."""
        unit = self.unit()
        return (Group(unit, self.persons()),) if unit is not None else ()

    def unit(self) -> UnitId | None:
        """Return the unit chosen."""
        return self._picker.unit.unit if self._picker.unit else None

    def persons(self) -> tuple[Mapping[str, str], ...]:
        """Return the person as a case holds it; empty fields are left out."""
        id_no = clean_id_number(self.id_no.text())
        given = {
            "name": clean_person_name(self.name.text()),
            "id": id_no,
            "sex": sex_of(id_no),
            "birth": birth_of(id_no),
            "position": self.position.text(),
            "slot": self.slot.text(),
            **{name: field.text() for name, field in self.choices.items()},
        }
        return ({name: value for name, value in given.items() if value},)

    def complete_groups(self) -> tuple[Group, ...]:
        """Return the same once enough is known for a first answer."""
        enough = self.unit() is not None and bool(self.choices["quota_type"].text())
        ready = enough and id_number_is_sound(clean_id_number(self.id_no.text()))
        return self.groups() if ready else ()

    def check(self) -> bool:
        """Complain under every field that is missing or malformed; tell whether all is well."""
        missing = [field.missing() for field in self.fields()]
        return not (any(missing) | self._id_is_wrong() | self._unit_is_wrong())

    def fill(self, case: Case | None) -> None:
        """Show a draft's particulars, or empty fields."""
        person = dict(case.persons[0]) if case and case.persons else {}
        with QSignalBlocker(self):
            show_texts(self.named(), {**person, "unit": case.unit if case else ""})
        self._ask_slots(self.unit() or "")
        self._changed()

    def begin_in(self, unit: str) -> None:
        """Choose the unit where it is known."""
        if unit:
            self._picker.choose(UnitId(unit))

    def _changed(self, *_: object) -> None:
        id_no = clean_id_number(self.id_no.text())
        sound = id_number_is_sound(id_no)
        self.id_no.note(f"{sex_of(id_no)} · {birth_of(id_no)}（自动）" if sound else "")
        self.changed.emit()

    def _ask_slots(self, unit: str) -> None:
        if unit:
            self.unit_meant.emit(self, unit)
        else:
            self._slots.setPlaceholderText(_NO_UNIT)
            self._slots.offer(())

    def _leave(self) -> None:
        """Say what is wrong with a number or unit once its field is left, not while typing."""
        self._id_is_wrong()
        self._unit_is_wrong()

    def _id_is_wrong(self) -> bool:
        id_no = clean_id_number(self.id_no.text())
        if not id_no:
            return False
        if len(id_no) != _LENGTH:
            self.id_no.complain(f"身份证号应为 18 位，现在是 {len(id_no)} 位。")
        elif not id_number_is_sound(id_no):
            self.id_no.complain("身份证号校验位或出生日期不对，请对照证件核对。")
        else:
            self.id_no.complain("")
        return bool(self.id_no.complaint)

    def _unit_is_wrong(self) -> bool:
        wrong = self._picker.settle()
        if self._picker.text().strip():
            self.unit_field.complain(wrong)
        return bool(wrong)
