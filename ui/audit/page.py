"""The page 审计 joined to the desk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from domain.audit import (
    AuditEntry,
    AuditStanding,
    AuditVerdict,
    CodeVerdict,
    Exported,
)
from domain.roles import Act
from ui.audit.model import told_code, told_verdict
from ui.audit.view import AuditView
from ui.audit_desk import AuditDesk
from ui.messages import UserMessage
from ui.parts.block_table import BLOCK
from ui.parts.exporting import Export
from ui.security.place import Place

_TABLES: Final = "Excel、WPS 表格 (*.xlsx);;逗号分隔的文本 (*.csv)"
Found = tuple[tuple[str, ...], AuditStanding, Sequence[int], int]
"""The accounts, where the chain stands, what was found, and how many digests it leaves out."""


class AuditPage(QObject):
    """Finds entries, proves the chain, and brings both out."""

    topic = "audit"

    def __init__(self, desk: AuditDesk, place: Place) -> None:
        self.view = view = AuditView(place.theme, desk.known, place.today)
        super().__init__(view)
        self._desk, self._place = desk, place
        self._numbers: Sequence[int] = ()
        self._asked, self._kept = 0, 0
        view.filters.changed.connect(self._find)
        view.table.block_wanted.connect(self._read_block)
        view.verify.clicked.connect(self._verify)
        view.export.clicked.connect(self._export)
        view.paper.clicked.connect(self._print)
        view.check.clicked.connect(self._check)
        place.only_for(Act.AUDIT_READ, view.paper)
        place.only_for(Act.AUDIT_VERIFY, view.verify, view.check)
        place.only_for(Act.AUDIT_EXPORT, view.export)

    def shown(self) -> None:
        """Read what there is; that somebody looks is entered."""
        self._find(enter=True)

    def hidden(self) -> None:
        """Nothing is under way that must be ended."""

    def _find(self, *, enter: bool = False) -> None:
        self._asked += 1
        desk, query = self._desk, self.view.query

        def read(_: object) -> Found:
            found = desk.find(query, enter=enter)
            return desk.actors(), desk.standing(), found, desk.left_out(query)

        self._place.jobs.read(self, "查找审计记录", read, partial(self._show, self._asked))

    def _find_again(self) -> None:
        """Find what was done just now too; the entry that is looked at stays."""
        at = self.view.row
        self._kept = self._numbers[at] if 0 <= at < len(self._numbers) else 0
        self._find()

    def _show(self, asked: int, found: Found) -> None:
        if asked != self._asked:  # something else was asked for meanwhile
            return
        actors, standing, self._numbers, hidden = found
        kept, self._kept = self._kept, 0
        self.view.filters.know(actors)
        self.view.show_standing(standing)
        at = self._numbers.index(kept) if kept in self._numbers else 0
        self.view.start(len(self._numbers), at, hidden)

    def _read_block(self, offset: int) -> None:
        desk, numbers = self._desk, self._numbers
        wanted = numbers[offset : offset + BLOCK]
        show = partial(self._put, numbers, offset)
        self._place.jobs.read(self, "读取审计记录", lambda _: desk.entries(wanted), show)

    def _put(self, numbers: Sequence[int], offset: int, rows: tuple[AuditEntry, ...]) -> None:
        if numbers is self._numbers:
            self.view.table.put(offset, rows)

    def _verify(self) -> None:
        desk, holds = self._desk, (self.view.verify,)
        self._place.jobs.write(self, "核验链条", desk.verify, self._tell_verdict, holds=holds)

    def _tell_verdict(self, found: AuditVerdict) -> None:
        self._find_again()
        if found.problems:
            self._warn(found.problems)
        else:
            self._place.notices.say(told_verdict(found))

    def _warn(self, problems: tuple[str, ...]) -> None:
        self._place.notices.tell(UserMessage("audit.chain", "".join(problems)))

    def _check(self) -> None:
        desk, code = self._desk, self.view.code.text()
        holds = (self.view.check, self.view.code)
        check = partial(desk.check_code, code)
        self._place.jobs.write(self, "核对短码", check, self._tell_code, holds=holds)

    def _tell_code(self, found: CodeVerdict) -> None:
        self._find_again()
        told = told_code(found)
        if found.sound:
            self._place.notices.say(told)
        else:
            self._warn(found.problems if found.n else (told,))

    def _print(self) -> None:
        place, desk = self._place, self._desk
        name = f"审计短码单_{place.today}.pdf"
        out = place.files.save_file("短码单另存为", name, "PDF (*.pdf)")
        if out is not None:
            work = partial(self._paper_of, desk, out)
            told = partial(self._told_paper, out)
            place.jobs.write(self, "制作短码单", work, told, holds=(self.view.paper,))

    @staticmethod
    def _paper_of(desk: AuditDesk, out: Path, _: object) -> AuditStanding:
        return desk.write_paper(out)

    def _told_paper(self, out: Path, _: AuditStanding) -> None:
        self._find_again()
        self._place.notices.say(f"短码单已存到 {out}。请打印，由安全审计员和负责人签字存档。")

    def _export(self) -> None:
        found = partial(self._desk.export, self.view.query)
        export = Export("导出审计记录", found, self._told_export, holds=(self.view.export,))
        name = f"审计记录_{self._place.today}.xlsx"
        self._place.exporting.to_file(self.view, name, _TABLES, export)

    def _told_export(self, _: Path, done: Exported) -> str:
        self._find_again()
        return (
            f"已导出 {done.entries} 条到 {done.path}，证明文件 {done.proof.name} 在它旁边，"
            f"短码 {done.code}。"
        )
