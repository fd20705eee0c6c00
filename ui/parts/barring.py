"""Buttons that cannot be pressed say why: whose act it is, or that another day is looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed, denial
from ui.parts.jobs import Jobs


class Barring:
    """The buttons of one page; `why_wait` says why no business is begun now, "" when it may be."""

    def __init__(self, actor: Actor, jobs: Jobs, why_wait: Callable[[], str]) -> None:
        self._actor, self._jobs, self._why_wait = actor, jobs, why_wait
        self._waiting: list[tuple[QWidget, str]] = []
        self._barred: list[QWidget] = []

    def only_for(self, act: Act, *buttons: QWidget) -> None:
        """Let only those press buttons whose act it is."""
        why = why_not(self._actor, act, self._jobs)
        for pressed in buttons if why else ():
            self._barred.append(pressed)
            pressed.setEnabled(False)
            pressed.setToolTip(why)

    def only_today(self, *buttons: QWidget) -> None:
        """Let buttons be pressed only while business may be begun."""
        self._waiting += [(pressed, pressed.toolTip()) for pressed in buttons]
        self.look()

    def look(self, *_: object) -> None:
        """See whether business may be begun now."""
        why = self._why_wait()
        for pressed, tip in self._waiting:
            if pressed not in self._barred:
                pressed.setEnabled(not why)
                pressed.setToolTip(why or tip)


def why_not(actor: Actor, act: Act, jobs: Jobs, words: str = "") -> str:
    """Return in words why somebody may not do this, "" where he may.

    `words` name what is done where the act covers more than one thing.
    """
    return "" if allowed(actor, act) else jobs.words(denial(act, words)).text
