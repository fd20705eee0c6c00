"""The form that enters a problem by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from domain.dossier import Member
from domain.facts import OfficeCode, Unit, UnitId
from domain.problem import COMPARISON, OTHER, SURVEY, Matter
from domain.problem_outcomes import ProblemView
from ui.messages import UserMessage
from ui.parts.choice import Choice
from ui.parts.enter import let_keys_end
from ui.parts.fields import WRONG_DAY, DayEdit, Field, read_day
from ui.parts.furniture import Card, EnterMoves, PageHead, button, paragraph, row
from ui.parts.person_picker import PersonPicker
from ui.parts.unit_picker import UnitPicker
from ui.parts.writing import write
from ui.people.model import shown_id

_BY_HAND: Final = (SURVEY, COMPARISON, OTHER)
_LINES: Final = 4
_ABOUT: Final = {
    "problem.source": "source",
    "problem.deadline": "deadline",
    "problem.found_later": "found",
    "problem.person": "person",
}


class AddingForm(QWidget):
    """Announces that it is to be kept; `matter` and `deadline` tell what."""

    keep_asked = Signal()
    back_asked = Signal()
    people_wanted = Signal(str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today, self._person = today, None
        self._units, self.picker, self._source = UnitPicker(), PersonPicker(), Choice()
        self._source.offer(_BY_HAND)
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        text.setFixedHeight(text.fontMetrics().lineSpacing() * _LINES + 20)
        self.unit = Field("责任单位", self._units, required=True)
        self.text = Field("问题", text, required=True)
        self.source = Field("来源", self._source, required=True)
        self.person = Field("涉及人员（没有就不填）", self.picker)
        self.found = Field("发现日期", DayEdit(), required=True)
        self.deadline = Field("整改期限（不填按县里的天数）", DayEdit())
        self.contact = Field("责任人（不填取联络员）", QLineEdit())
        self._who, self._nobody = paragraph(""), button("去掉", "flat")
        self.keep = button("登记（Ctrl+Enter）", "primary")
        self._back, self._movement = button("返回"), EnterMoves(self)
        hint = "登记以后，问题和每一步都留下记录"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PageHead("新增问题", hint, self._back, self.keep))
        layout.addWidget(self._card())
        layout.addStretch(1)
        self._connect()

    _person: Member | None

    def _card(self) -> Card:
        card = Card()
        who = row(self._who, self._nobody)
        who.setStretch(0, 1)
        for line in (
            row(self.unit, self.source, spacing=14),
            row(self.text),
            row(self.person),
            who,
            row(self.found, self.deadline, self.contact, spacing=14),
        ):
            card.body.addLayout(line)
        for field in (self.source, self.found, self.deadline, self.contact):
            field.editor.installEventFilter(self._movement)
        return card

    def _connect(self) -> None:
        self.keep.clicked.connect(self._ask)
        self._back.clicked.connect(self.back_asked)
        self.picker.wanted.connect(self.people_wanted)
        self.picker.picked.connect(self._take)
        self.picker.noted.connect(self.person.note)
        self._nobody.clicked.connect(self._take_nobody)
        let_keys_end(self, self.keep)

    def know(self, units: tuple[Unit, ...], keys: Mapping[UnitId, str]) -> None:
        """Take the units to choose from."""
        self._units.know(units, keys)

    def begin(self) -> None:
        """Empty the form."""
        self._units.forget()
        self._take_nobody()
        for field, text in (
            (self.text, ""), (self.source, SURVEY), (self.found, str(self._today)),
            (self.deadline, ""), (self.contact, ""), (self.unit, ""),
        ):  # fmt: skip
            write(field, text)
            field.complain("")
        self._units.setFocus()

    @property
    def begun(self) -> bool:
        """Whether something stands in the form that leaving it would lose."""
        return bool(self.text.text() or self._person)

    def matter(self, office: OfficeCode) -> Matter:
        """Return what is filled in, of an office's own unit."""
        unit, member = self._units.unit, self._person
        assert unit is not None  # noqa: S101 - checked before it is kept
        return Matter(
            self._source.label(),
            office,
            unit.unit,
            unit.name,
            self.text.text(),
            read_day(self.found.text()) or self._today,
            person="" if member is None else member.person.id_no,
            person_name="" if member is None else member.person.name,
        )

    def refuse(self, message: UserMessage) -> None:
        """Say under the field that it is about why it was refused."""
        field: Field = getattr(self, _ABOUT.get(message.code, "text"))
        field.complain(message.text)
        field.editor.setFocus()

    def _take(self, member: Member) -> None:
        """Take a person; the unit is that person's unless one is chosen."""
        self._person = member
        self._who.setText(f"{member.person.name}　{shown_id(member.person.id_no)}")
        self._who.show()
        self._nobody.show()
        if self._units.unit is None:
            self._units.choose(member.place.unit)

    def _take_nobody(self) -> None:
        self._person = None
        self._who.hide()
        self._nobody.hide()

    def _ask(self) -> None:
        wrong = [field for field in (self.unit, self.text, self.source) if field.missing()]
        problem = "" if self.unit in wrong else self._units.settle()
        if problem:
            self.unit.complain(problem)
            wrong.append(self.unit)
        for field in (self.found, self.deadline):
            if not field.missing() and field.text() and read_day(field.text()) is None:
                field.complain(WRONG_DAY)
            wrong += [field] if field.complaint else []
        if wrong:
            wrong[0].editor.setFocus()
        else:
            self.keep_asked.emit()


def told(view: ProblemView) -> str:
    """Return that a problem was entered, and until when it is to be put right."""
    problem = view.problem
    return f"已登记第 {problem.number} 号问题，整改期限 {problem.deadline}。"
