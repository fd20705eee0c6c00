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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("输入姓名、拼音首字母或身份证号片段，选中即加入", parent)
        self._offered: dict[str, Member] = {}
        self._lines = QStringListModel(self)
        completer = matches_of(self, self._lines)
        completer.activated.connect(self._take)
        self.settled.connect(self._ask)

    def offer(self, text: str, members: tuple[Member, ...], names: dict[str, str]) -> None:
        """Offer the people found for a text, unless another one has been typed since."""
        if text != self.text().strip():
            return
        self._offered = {_line(member, names): member for member in members}
        self._lines.setStringList(list(self._offered))
        if len(members) == 1 and members[0].person.id_no == text.upper():
            self._take(next(iter(self._offered)))
        elif self.hasFocus():
            self.completer().complete()

    def focusInEvent(self, event: QFocusEvent) -> None:
        dress_matches(self)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the person marked, or the only one; in an empty field it goes on."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        marked = marked_match(self)
        if marked or len(self._offered) == 1:
            self._take(marked or next(iter(self._offered)))
        elif self.text().strip():
            self._settle()
        else:
            self.focusNextChild()

    def _ask(self, text: str) -> None:
        if text and text not in self._offered:
            self.wanted.emit(text)

    def _take(self, line: str) -> None:
        member = self._offered.get(line)
        self._offered = {}
        self.completer().popup().hide()
        self.clear()
        if member is not None:
            self.picked.emit(member)


def _line(member: Member, names: dict[str, str]) -> str:
    unit = names.get(member.place.unit, member.place.unit)
    return f"{member.person.name}  {masked(member.person.id_no)}  {unit}"
