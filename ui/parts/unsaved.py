"""有未保存的填写: what was typed and not saved as a draft, to go on with or to throw away."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget

from domain.working_copy import HeldCopy
from ui.parts.furniture import button
from ui.parts.offered import OfferedLines
from ui.parts.page import Surroundings

_MOST: Final = 3
_DISCARD: Final = "丢弃"
_SURE: Final = "确定丢弃？"


class Unsaved(OfferedLines):
    """A line for each form that was left unsaved; nothing at all where there is none."""

    def show_copies(self, copies: tuple[HeldCopy, ...], today: date) -> None:
        """Show those kept last, and how many there are beside them."""
        left = len(copies) - _MOST
        more = f"另有 {left} 份更早的，处理完上面的就会显示。" if left > 0 else ""
        self.show_lines([self._line(held, today) for held in copies[:_MOST]], more)

    def _line(self, held: HeldCopy, today: date) -> QWidget:
        resume, discard = button("继续填写", "link"), button(_DISCARD, "link")
        resume.setAccessibleName(f"继续填写{_named(held)}")
        discard.setAccessibleName(f"丢弃{_named(held)}的填写")
        resume.clicked.connect(partial(self.resume_asked.emit, held))
        discard.clicked.connect(partial(self._ask_discard, held, discard))
        return self.line(told(held, today), resume, discard)

    def _ask_discard(self, held: HeldCopy, pressed: QPushButton) -> None:
        """Ask once more on the button itself: what is thrown away is gone."""
        if pressed.text() == _DISCARD:
            pressed.setText(_SURE)
        else:
            self.discard_asked.emit(held)


class UnsavedOffer(QObject):
    """Fills the lines of a page whenever it is shown, and does what is asked there."""

    def __init__(self, strip: Unsaved, around: Surroundings) -> None:
        super().__init__(strip)
        self._strip, self._around = strip, around
        strip.resume_asked.connect(around.session.resume_typing)
        strip.discard_asked.connect(self._discard)
        around.session.typing_kept.connect(self._follow)
        strip.parentWidget().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._load()
        return super().eventFilter(watched, event)

    def _load(self) -> None:
        desk = self._around.desk
        self._around.jobs.lanes.read(
            self,
            lambda _: desk.working_copies(),
            done=self._show,
            failed=self._around.notices.tell,
        )

    def _show(self, copies: tuple[HeldCopy, ...]) -> None:
        self._strip.show_copies(copies, self._around.session.today)

    def _follow(self, _: str) -> None:
        if self._strip.parentWidget().isVisible():
            self._load()

    def _discard(self, held: HeldCopy) -> None:
        desk, say = self._around.desk, self._around.notices.say

        def gone(_: None) -> None:
            say(f"已丢弃没有保存的填写（{_named(held)}）。")
            self._load()

        self._around.jobs.write(
            self, "丢弃", lambda _: desk.discard_working_copy(held.copy.key), gone
        )


def told(held: HeldCopy, today: date) -> str:
    """Return the sentence about what was left unsaved."""
    at = datetime.fromisoformat(held.copy.kept_at).astimezone()
    when = f"{at:%H:%M}" if at.date() == today else f"{at:%m-%d %H:%M}"
    edited = f"；草稿 {'、'.join(held.edited)} 后来又改过" if held.edited else ""
    gone = f"；{'、'.join(held.gone)} 已不是草稿" if held.gone else ""
    return f"有未保存的填写（{_named(held)}，{when}）{edited}{gone}"


def _named(held: HeldCopy) -> str:
    return "，".join(filter(None, (held.copy.form, held.copy.subject)))
