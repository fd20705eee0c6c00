"""Joins the page 信任表 to a desk."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from domain.exchange.trust_notes import TableNote
from ui.exchange.certificates import TRUST_TABLE, CertificatesTab
from ui.parts.choosers import FileChooser
from ui.parts.exporting import Confirm
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices
from ui.table_desk import TableDesk

_FILES: Final = "信任表 (*.bqtrust)"


class Tabling(QObject):
    """Reads the table when its page comes up, and carries out what is asked there."""

    def __init__(
        self,
        tab: CertificatesTab,
        desk: TableDesk,
        jobs: Jobs,
        files: FileChooser,
        notices: Notices,
        *,
        confirm: Confirm,
    ) -> None:
        super().__init__(tab)
        self._tab, self._page, self._desk = tab, tab.trust_table, desk
        self._confirm = confirm
        self._jobs, self._files, self._notices = jobs, files, notices
        tab.pages.currentTextChanged.connect(self._turned)
        self._page.publish_asked.connect(self._publish)
        self._page.save_asked.connect(self._save)
        self._page.roll_asked.connect(self._roll_over)

    def _turned(self, name: str) -> None:
        if name == TRUST_TABLE:
            self._read()

    def _read(self) -> None:
        desk = self._desk
        self._jobs.read(self, "读取信任表", lambda _: desk.trust_table(), self._page.show_table)

    def _publish(self) -> None:
        desk, page = self._desk, self._page
        self._jobs.write(
            self,
            "签发信任表",
            lambda _: desk.trust_publish(),
            self._published,
            holds=(page.publish, page.roll),
        )

    def _published(self, table: TableNote) -> None:
        self._notices.say(
            f"信任表第 {table.version} 版已签发。下一步：在“下发”里选“信任表”，发给下级。"
        )
        self._page.show_table(table)

    def _save(self) -> None:
        out = self._files.save_on_stick("信任表另存为", "信任表.bqtrust", _FILES)
        if out is not None:
            desk, say = self._desk, self._notices.say
            self._jobs.write(
                self,
                "保存信任表",
                lambda _: desk.trust_save_table(out),
                lambda _: say(f"信任表已保存到 {out}，下级在“安装证书”页安装。"),
                holds=(self._page.save,),
            )

    def _roll_over(self) -> None:
        self._confirm(self._tab, "更换根证书（不能撤销）", self._roll_over_now)

    def _roll_over_now(self) -> None:
        out = self._files.save_on_stick("新的信任表另存为", "信任表.bqtrust", _FILES)
        if out is not None:
            desk, page = self._desk, self._page
            self._jobs.write(
                self,
                "更换根证书",
                lambda _: desk.trust_roll_over(out),
                partial(self._rolled_over, out),
                holds=(page.surely, page.publish),
            )

    def _rolled_over(self, out: Path, table: TableNote) -> None:
        self._notices.say(
            f"根证书已更换，信任表第 {table.version} 版已保存到 {out}。"
            "请先送到各市、县，在“安装证书”页装好，再收发数据包。"
        )
        self._page.show_table(table)
