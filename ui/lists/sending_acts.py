"""Joins the card that sends a list to the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from domain.exchange.telling import told_written
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from ui.lists.sending import SendCard
from ui.parts.page import Surroundings


class SendingActs(QObject):
    """Packs in 单人模式, else prepares and signs, as reports are sent."""

    def __init__(self, card: SendCard, around: Surroundings) -> None:
        super().__init__(card)
        self._card, self._around = card, around
        card.pack_asked.connect(self._pack)
        card.prepare_asked.connect(self._prepare)
        card.sign_asked.connect(self._sign)

    def _pack(self) -> None:
        desk, kind, key, to = self._around.desk, self._card.kind, self._card.key, self._to

        def pack(folder: Path) -> PackageView:
            desk.choose_list(key)
            return desk.create_package(kind, to, folder)

        self._seal(f"生成{self._card.name}", pack)

    def _prepare(self) -> None:
        desk, kind, key, to = self._around.desk, self._card.kind, self._card.key, self._to

        def prepare(_: object) -> PackageView:
            desk.choose_list(key)
            return desk.prepare_package(kind, to)

        words, holds = f"起草{self._card.name}", (self._card,)
        self._around.jobs.write(self, words, prepare, self._card.show_prepared, holds=holds)

    def _sign(self) -> None:
        desk, kind, to = self._around.desk, self._card.kind, self._to
        self._seal(f"签发{self._card.name}", lambda folder: desk.sign_package(kind, to, folder))

    def _seal(self, words: str, seal: Callable[[Path], PackageView]) -> None:
        """Ask who it is and for the stick, then seal."""

        def begin() -> None:
            folder = self._around.files.stick(f"{self._card.name}放到哪里（选 U 盘）")
            if folder is not None:
                self._around.jobs.write(
                    self, words, lambda _: seal(folder), self._packed, holds=(self._card,)
                )

        self._around.confirming.ask(self._card, words, begin)

    def _packed(self, view: PackageView) -> None:
        self._card.show_packed(view)
        if view.trouble is not None:
            self._around.notices.tell(self._around.jobs.words(view.trouble))
        else:
            self._around.notices.say(told_written(view))

    @property
    def _to(self) -> tuple[OfficeCode, ...]:
        return self._card.recipients
