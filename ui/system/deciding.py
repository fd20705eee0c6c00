"""Joins the part 规定 to the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from domain.exchange.decided import read_value
from domain.exchange.decided_words import label_of, told_of
from ui.messages import UserMessage
from ui.parts.page import Surroundings
from ui.system.decided import DecidedPart
from ui.system.decided_rows import readable


class Deciding(QObject):
    """Carries out what is decided; `changed` is told what to say of it."""

    def __init__(
        self, part: DecidedPart, around: Surroundings, changed: Callable[[str], None]
    ) -> None:
        super().__init__(part)
        self._part, self._around, self._changed = part, around, changed
        leads = around.desk.office.leads
        self._next = "请把“下发”包发给下级。" if leads else "现在起按它办。"
        part.form.decide_asked.connect(self._decide)
        part.form.drop_asked.connect(self._drop)

    def _decide(self, name: str, text: str) -> None:
        desk = self._around.desk

        def told() -> str:
            value = readable(told_of(name, read_value(name, text)))
            return f"已设为本办规定：{label_of(name)}，{value}。{self._next}"

        self._act("设定本办规定", name, lambda: desk.decide(name, text), told)

    def _drop(self, name: str) -> None:
        desk, told = self._around.desk, f"已恢复：{label_of(name)}，本办不再规定。{self._next}"
        self._act("恢复程序原有的", name, lambda: desk.drop_decision(name), lambda: told)

    def _act(self, words: str, name: str, act: Callable[[], None], told: Callable[[], str]) -> None:
        form = self._part.form

        def done() -> None:
            form.begin(name)
            self._changed(told())

        def refused(message: UserMessage) -> None:
            form.complain(message)

        self._around.jobs.write(
            self, words, lambda _: act(), lambda _: done(), failed=refused, holds=(self._part,)
        )
