"""The real program with somebody who looks at people, types one in, and locks.

Run as a program of its own. Whom and what he knows stands in a file that the first life reads;
nothing of it is in the second one, which only tells that it has come to the unlock page.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow

from tests.end2end.visiting import Visitor, visited
from ui.cases.view import CasesView
from ui.people.view import PeopleView
from ui.start import StartWindow

JOURNAL: Final = "REMEMBERING_JOURNAL"
KNOWN: Final = "REMEMBERING_KNOWN"
EXECUTABLE: Final = "REMEMBERING_EXECUTABLE"
GO: Final = "REMEMBERING_GO"
AT_WORK: Final = "at work"
LOCKED: Final = "locked"


class Rememberer(Visitor):
    """Looks at people, types one in, and locks."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window, Path(os.environ[JOURNAL]))
        self._begun = AT_WORK in self._seen
        if isinstance(window, StartWindow):
            self.begin(self._arrive)
        else:
            self.begin(self._open, self._choose, self._type, self._wait, self._lock)

    def _arrive(self) -> bool:
        card = self._sign_in_card
        if card is None:
            return False
        if self._begun:
            self._tell(LOCKED)
        else:
            self._enter(card, _known()["password"])
        return True

    def _open(self) -> bool:
        if self._main.current:
            self._main.open_page("people")
        return self._main.current == "people"

    def _choose(self) -> bool:
        people = self._main.pages["people"].view
        assert isinstance(people, PeopleView)
        if not people.table.rowCount():
            return False
        people.grid.selectRow(0)
        people.detail._reveal.click()
        return people.detail.member is not None

    def _type(self) -> bool:
        QTest.keyClick(self._window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        cases = self._main.pages["cases"].view
        assert isinstance(cases, CasesView)
        if cases.form is not cases.entry_form:
            return False
        assert isinstance(cases.entry.name.editor, QLineEdit)
        cases.entry.name.editor.setText(_known()["typed"])
        return True

    def _wait(self) -> bool:
        if not self._begun:
            self._begun = True
            self._tell(AT_WORK)
        return Path(os.environ[GO]).exists()

    def _lock(self) -> bool:
        QTest.keyClick(self._window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        return True


def _known() -> dict[str, str]:
    told: dict[str, str] = json.loads(Path(os.environ[KNOWN]).read_text("utf-8"))
    return told


if __name__ == "__main__":
    sys.exit(visited(Rememberer, os.environ[EXECUTABLE], sys.argv[1:]))
