"""The papers of a case (要件): which are there and which are missing, attached and looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Signal

from domain.archive import Attachment, CasePapers
from domain.case import ARCHIVED, WITHDRAWN
from domain.case_materials import missing
from domain.case_outcomes import CaseView
from domain.materials import MaterialState
from ui.documents.asking import detaching_line
from ui.look.lights import GREEN, GREY, RED, LightMark
from ui.look.theme import Theme
from ui.parts.furniture import Card, button, paragraph, row
from ui.parts.table import Column, Grid, RowTable

OTHER: Final = "其他材料"
_BY_DOCUMENT: Final = "随批文"
_NOTHING: Final = "—"


@dataclass(frozen=True, slots=True)
class Paper:
    """One row: a paper that is asked for or attached. `again`: the row before is of it too."""

    state: MaterialState
    attachment: Attachment | None = None
    again: bool = False


def filed_mark(material: MaterialState) -> LightMark:
    """Return whether a paper is there as shape and word."""
    if material.filed:
        return LightMark(GREEN, "已附")
    return LightMark(RED, "缺") if material.required else LightMark(GREY, "可不附")


def file_of(paper: Paper) -> str:
    """Return what is attached."""
    if paper.attachment is not None:
        return paper.attachment.file_name
    return _BY_DOCUMENT if paper.state.filed else _NOTHING


PAPERS: Final = (
    Column[Paper]("要件", lambda paper: "" if paper.again else paper.state.name, 8, rest=True),
    Column[Paper]("附件", lambda paper: filed_mark(paper.state), 5),
    Column[Paper]("文件", file_of, 10),
)


def papers_of(materials: tuple[MaterialState, ...], held: CasePapers) -> Iterator[Paper]:
    """Yield what is asked for, with what is attached; then what else is attached, and room."""
    asked = {state.name for state in materials}
    others = tuple(
        MaterialState(name, required=False, filed=True)
        for name in held.materials
        if name not in asked
    )
    for state in (*materials, *others):
        attached = held.materials.get(state.name, ())
        for number, one in enumerate(attached):
            yield Paper(state, one, again=bool(number))
        if not attached:
            yield Paper(state)
    if OTHER not in (*asked, *held.materials):
        yield Paper(MaterialState(OTHER, required=False, filed=False))


class CaseMaterials(Card):
    """Shows the papers of one case; asks to attach, to show and to take away."""

    attach_asked = Signal(str)
    files_dropped = Signal(str, object)
    attachment_chosen = Signal(object)
    detach_given = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.place, self._note = paragraph("", "hint"), paragraph("", "hint")
        self.table, self.grid = RowTable[Paper](PAPERS, self), Grid("要件")
        self.grid.show_table(self.table, PAPERS)
        self.attach = button("附上文件…", "", theme.icon("plus"))
        self.see = button("看附件", "", theme.icon("eye"))
        self.take_down, self.detaching = button("取下…", "flat"), detaching_line()
        self._editable, self._asked = False, ()
        self.body.addWidget(self.place)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self._note)
        self.body.addWidget(self.detaching)
        self.body.addLayout(row(self.attach, self.see, self.take_down, None))
        self.attach.clicked.connect(self._ask_attach)
        self.see.clicked.connect(self._ask_see)
        self.take_down.clicked.connect(self.detaching.open)
        self.detaching.reason_given.connect(self._ask_detach)
        self.grid.activated.connect(self._activated)
        self.grid.selectionModel().selectionChanged.connect(self._let)

    _asked: tuple[MaterialState, ...]

    def show_case(self, view: CaseView, *, editable: bool) -> str:
        """Show what a case asks for; `show_papers` follows. Returns the heading of this part."""
        self._asked, self._editable = view.materials, editable
        self.place.hide()
        self.detaching.hide()
        self._fill(CasePapers(view.case.id, ()))
        closed = view.case.state in (ARCHIVED, WITHDRAWN)
        lacking = 0 if closed else len(missing(view.materials))
        return f"要件（缺 {lacking}）" if lacking else "要件"

    def show_papers(self, held: CasePapers) -> None:
        """Show what is attached, and where the document lies."""
        places = (
            f"批文 {one.record.name} 已归入 {one.place.year} 年第 {one.place.box} 盒"
            f"第 {one.place.number} 号。"
            for one in held.documents
            if one.place is not None
        )
        told = "\n".join(places)
        self.place.setText(told)
        self.place.setVisible(bool(told))
        self._fill(held)

    def _fill(self, held: CasePapers) -> None:
        at = max(self.grid.currentIndex().row(), 0)
        self.table.fill(tuple(papers_of(self._asked, held)))
        self.grid.selectRow(min(at, self.table.rowCount() - 1))
        self._let()

    @property
    def chosen(self) -> Paper | None:
        """The row that is chosen."""
        index = self.grid.currentIndex()
        return self.table.row_at(index) if index.isValid() else None

    @property
    def takes_files(self) -> bool:
        """Whether something may be attached."""
        return self._editable

    def drop(self, files: tuple[Path, ...], place: QPoint) -> None:
        """Attach files to the paper at a place of the grid's viewport, else to the chosen one."""
        index = self.grid.indexAt(place)
        paper = self.table.row_at(index) if index.isValid() else self.chosen
        if paper is not None and self._editable:
            self.files_dropped.emit(paper.state.name, files)

    def _let(self, *_: object) -> None:
        paper = self.chosen
        held = paper.attachment if paper is not None else None
        self.attach.setVisible(self._editable)
        self.take_down.setVisible(self._editable)
        self.see.setEnabled(held is not None)
        self.take_down.setEnabled(held is not None)
        told = [f"{paper.state.name}：{paper.state.note}" if paper and paper.state.note else ""]
        told.append("可把扫描件直接拖到上面的一行。" if self._editable else "")
        self._note.setText("\n".join(filter(None, told)))

    def _ask_attach(self) -> None:
        if self.chosen is not None:
            self.attach_asked.emit(self.chosen.state.name)

    def _ask_see(self) -> None:
        if self.chosen is not None and self.chosen.attachment is not None:
            self.attachment_chosen.emit(self.chosen.attachment)

    def _ask_detach(self, reason: str) -> None:
        if self.chosen is not None and self.chosen.attachment is not None:
            self.detach_given.emit(self.chosen.attachment, reason)

    def _activated(self, _: QModelIndex) -> None:
        """Show what is attached, or attach where nothing is."""
        if self.chosen is not None and self.chosen.attachment is not None:
            self._ask_see()
        elif self._editable:
            self._ask_attach()
