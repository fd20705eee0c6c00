"""A field that finds people by name, pinyin initials or part of an ID number."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from domain.dossier import Member
from domain.identity import masked
from ui.parts.drop_list import dress_matches, marked_match, matches_of
from ui.parts.fields import SearchField


class PersonPicker(SearchField):
    """Asks for matches while typing and tells who was picked; then it is empty again."""

    wanted = Signal(str)
    picked = Signal(object)
    noted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("输入姓名、拼音首字母或身份证号片段，选中即加入", parent)
        self._offered: dict[str, Member] = {}
        self._answered, self._taking = "", False
        self._lines = QStringListModel(self)
        completer = matches_of(self, self._lines)
        completer.activated.connect(self._take)
        self.settled.connect(self._ask)
        self.textEdited.connect(self._edited)

    def offer(self, text: str, members: tuple[Member, ...], names: dict[str, str]) -> None:
        """Offer the people found for a text, unless another one has been typed since."""
        if text != self.text().strip():
            return
        self._offered = {_line(member, names): member for member in members}
        self._answered = text
        self._lines.setStringList(list(self._offered))
        if len(members) == 1 and members[0].person.id_no == text.upper():
            self._take(next(iter(self._offered)))
        elif self._taking:
            self._take_only()
        elif self.hasFocus():
            self.completer().complete()

    def focusInEvent(self, event: QFocusEvent) -> None:
        dress_matches(self)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the person marked or the only one, else says how many there are.

        In an empty field it goes on.
        """
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        marked, text = marked_match(self), self.text().strip()
        if marked:
            self._take(marked)
        elif not text:
            self.focusNextChild()
        elif text == self._answered:
            self._take_only()
        else:
            self._taking = True
            self._settle()

    def _take_only(self) -> None:
        """Take the only one found; of several none is taken unasked."""
        self._taking = False
        if len(self._offered) == 1:
            self._take(next(iter(self._offered)))
            return
        found = len(self._offered)
        self.noted.emit(f"列出 {found} 人，请用 ↓ 选择" if found else "没有找到，请核对")
        if found and self.hasFocus():
            self.completer().complete()

    def _edited(self, *_: object) -> None:
        self._taking = False
        self.noted.emit("")

    def _ask(self, text: str) -> None:
        if text and text not in self._offered:
            self.wanted.emit(text)

    def _take(self, line: str) -> None:
        member = self._offered.get(line)
        self._offered, self._answered = {}, ""
        self._edited()
        self.completer().popup().hide()
        self.clear()
        if member is not None:
            self.picked.emit(member)


def _line(member: Member, names: dict[str, str]) -> str:
    unit = names.get(member.place.unit, member.place.unit)
    return f"{member.person.name}  {masked(member.person.id_no)}  {unit}"
