"""Whose ledgers are looked at: the banner for an office below, and what the session knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QObject

from domain.facts import OfficeCode
from domain.workflow.ports import Progress
from ui.desk import Desk
from ui.look.theme import Theme
from ui.parts.banner import Banner
from ui.parts.furniture import button
from ui.parts.jobs import Jobs
from ui.parts.session import Session
from ui.shell.statusline import StatusLine

_STAYS_OPEN: Final = ("units", "people")
"""The pages between which the ledgers of an office below stay open."""
_Read = tuple[date | None, Mapping[OfficeCode, str]]


class OfficeBanner(Banner):
    """Says that the ledgers of an office below are shown, with the ways back."""

    def __init__(self, session: Session) -> None:
        back, list_of_all = button("回到本级（Esc）"), button("上报情况")
        super().__init__(list_of_all, back)
        self._session = session
        back.clicked.connect(self._leave)
        list_of_all.clicked.connect(self._to_all)
        session.office_changed.connect(self._show_office)

    def _leave(self) -> None:
        self._session.look_into(None)

    def _to_all(self) -> None:
        self._session.open_page("collected")

    def _show_office(self) -> None:
        name = self._session.office_name
        told = f"正在查看{name}报来的台账（最近一次接收的数据）；只能看，不能改，也不能办业务。"
        self.say(told if name else "")


class Offices(QObject):
    """Tells the session what it must know of offices, anew whenever the ledgers have changed."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session)
        self._session, self.banner = session, OfficeBanner(session)
        theme.wardrobe.add(self.banner)

    def begin(self, desk: Desk, jobs: Jobs, status: StatusLine) -> None:
        """Read since when the register speaks, and what the offices below are called."""

        def work(_: Progress) -> _Read:
            return desk.began(), desk.office_names()

        def show(read: _Read) -> None:
            self._session.began, self._session.offices = read
            status.show_beginning(self._session.began)

        def look() -> None:
            jobs.read(self, "读取台账", work, show)

        self._session.ledger_changed.connect(look)
        look()

    def open_page(self, name: str) -> None:
        """Leave the office below unless its ledgers stay open on the page that is opened."""
        if name not in _STAYS_OPEN:
            self._session.look_into(None)
