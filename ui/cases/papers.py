"""What a form and a record offer to print of cases, in words and as a button."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from domain.case_materials import missing
from domain.case_outcomes import CaseView
from domain.case_papers import HOLD, papers_of, posts_suffice
from ui.parts.furniture import button


class PaperButton(QWidget):
    """Offers the papers of cases: one by its name, several in a menu; tells which was chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.button = button("")
        self._names: tuple[str, ...] = ()
        self._menu = QMenu(self.button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)
        self.button.clicked.connect(self._choose_only)

    def offer(self, names: tuple[str, ...]) -> None:
        """Offer papers by their names; none hides the button."""
        self._names = names
        self._menu.clear()
        for name in names:
            self._menu.addAction(name).triggered.connect(partial(self._choose, name))
        several = len(names) > 1
        self.button.setMenu(self._menu if several else None)  # type: ignore[arg-type]  # None: no menu
        self.button.setText("打印  ▾" if several else f"打印{''.join(names)}")
        self.setVisible(bool(names))

    @property
    def menu(self) -> QMenu:
        """What drops where several are offered."""
        return self._menu

    def _choose_only(self) -> None:
        if len(self._names) == 1:
            self.chosen.emit(self._names[0])

    def _choose(self, name: str, *_: object) -> None:
        self.chosen.emit(name)


def sheet_of(views: tuple[CaseView, ...]) -> str:
    """Return the paper that a form offers of what is typed, "" for none."""
    return next(iter(papers_of(views)), "")


def papers_offered(views: tuple[CaseView, ...]) -> str:
    """Return what the way to the papers of a case is called, "" for several and for none."""
    (view, *others) = views
    if others or not view.materials:
        return ""
    lacking = len(missing(view.materials))
    return f"附要件（缺 {lacking}）" if lacking else "要件"


def verdict_of(views: tuple[CaseView, ...]) -> str:
    """Return whether the posts asked for may be filled, "" where none are."""
    if sheet_of(views) != HOLD:
        return ""
    return "职数足够，可以配备" if all(map(posts_suffice, views)) else "职数不足，不能配备"
