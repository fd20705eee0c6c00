"""A case to be read and decided."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from domain.case import ARCHIVED, DONE, SUPPLEMENTED, WITHDRAWN
from domain.case_flow import next_step
from domain.case_materials import missing
from domain.case_outcomes import CaseView
from domain.case_papers import papers_of
from domain.flow import Flows
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.cases.allowing import can_be_edited, can_be_reversed, doing, wanting
from ui.cases.edits import CaseEdits
from ui.cases.effects import has_effect
from ui.cases.impact import Impact
from ui.cases.materials import CaseMaterials
from ui.cases.model import DRAFTS, ENDED, state_mark
from ui.cases.papers import PaperButton
from ui.cases.telling import case_pairs
from ui.cases.way import CaseWay
from ui.documents.asking import FilingLine
from ui.look.lights import LightChip
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.parts.furniture import Card, button, label, row
from ui.parts.particulars import Particulars

_REASON: Final = "退回原因、补正内容或意见"


class CaseRecord(QWidget):
    """Shows one case with its impact, and the buttons its state allows."""

    approve_asked = Signal()
    return_asked = Signal(str)
    withdraw_asked = Signal()
    edit_asked = Signal()
    reversal_asked = Signal()
    step_asked = Signal(str)
    supplement_asked = Signal(object)
    archive_asked = Signal()
    print_asked = Signal()
    paper_asked = Signal(str)
    back_asked = Signal()
    shown = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title, self._chip = label("", "title"), LightChip()
        self._text, self.edits = Particulars(), CaseEdits()
        self.impact, self.way = Impact(), CaseWay()
        self.materials, self.filing = CaseMaterials(theme), FilingLine(remarks=False)
        self._actor: Actor | None = None
        self._flows, self._lacking = Flows(), ()
        self.approve = button("审核办结", "primary")
        self.approve.setAutoDefault(True)
        self._return, self._withdraw = button("退回经办"), button("撤回")
        self.edit, self._back = button("修改"), button("返回列表")
        self.reverse, self.step = button("冲销本业务"), button("下一环节", "primary")
        self.supplement, self.archive = button("一次性补正"), button("归档", "primary")
        self._print, self.papers = button("打印补正告知书"), PaperButton()
        self.reason = Field(_REASON, QLineEdit())
        self.sides = QTabWidget()
        parts = ((self.impact, "办理后的编制"), (self.materials, "要件"), (self.way, "过程"))
        for part, title in parts:
            self.sides.addTab(part, title)
        self.impact.offer_print("")
        self._arrange()
        self._connect()

    _lacking: tuple[str, ...]

    def _arrange(self) -> None:
        card = Card()
        card.body.addWidget(self._text, 1)
        card.body.addWidget(self.edits, 1)
        card.body.addWidget(self.reason)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(card, 3)
        both.addWidget(self.sides, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row(self._title, self._chip, None, self._back))
        layout.addLayout(both, 1)
        layout.addWidget(self.filing)
        left = (
            self.reverse,
            self._print,
            self.papers,
            None,
            self._withdraw,
            self.edit,
            self._return,
        )
        layout.addLayout(row(*left, self.supplement, self.step, self.archive, self.approve))

    def _connect(self) -> None:
        self.approve.clicked.connect(self.approve_asked)
        self._return.clicked.connect(self._ask_return)
        self._withdraw.clicked.connect(self.withdraw_asked)
        self.edit.clicked.connect(self.edit_asked)
        self._back.clicked.connect(self.back_asked)
        self.reverse.clicked.connect(self.reversal_asked)
        self.archive.clicked.connect(self.archive_asked)
        self._print.clicked.connect(self.print_asked)
        self.papers.chosen.connect(self.paper_asked)
        self.step.clicked.connect(self._ask_step)
        self.supplement.clicked.connect(self._ask_supplement)

    @property
    def others(self) -> tuple[QPushButton, ...]:
        """The buttons that no state makes the next to press."""
        return (
            self._print,
            self.papers.button,
            self._withdraw,
            self.edit,
            self._return,
            self._back,
        )

    def act_as(self, actor: Actor, flows: Flows) -> None:
        """Tell who is signed in, whose acts alone are offered, and the ways of the kinds."""
        self._actor, self._flows = actor, flows

    def show_cases(self, views: tuple[CaseView, ...]) -> None:
        """Show a case, or several that are decided together.

        The button that comes next has the focus, so that Enter goes on.
        """
        cases = [view.case for view in views]
        waiting = [view for view in views if view.case.state not in (*DRAFTS, *ENDED)]
        lead, open_ = (waiting or views)[0], cases[0].state in DRAFTS
        several = f" 等 {len(cases)} 张" if len(cases) > 1 else ""
        self._title.setText(f"{lead.case.kind}　{cases[0].id}{several}")
        self._chip.show_mark(state_mark(lead))
        self._text.show_pairs(tuple(pair for view in views for pair in _numbered(view, views)))
        self.reason.complain("")
        standing = tuple(filter(has_effect, views))
        if standing:
            self.impact.show_cases(standing)
        else:
            self.impact.wait("这张单子已经办完，编制变化见机构编制页。")
        self.edits.show_case(lead)
        self.way.show_case(lead, self._flows)
        self._show_materials(lead, alone=not several)
        self.sides.setCurrentWidget(self.impact if standing else self.materials)
        self.filing.hide()
        self._lacking = missing(lead.materials)
        self.edit.setVisible(can_be_edited(cases[0]) and not several)
        self._withdraw.setVisible((bool(waiting) or open_) and self._may(Act.DRAFT))
        self.reverse.setVisible(can_be_reversed(cases))
        self._print.setVisible(len(cases) == 1 and self._may(Act.PRINT) and bool(wanting(lead)))
        self.papers.offer(papers_of(views) if self._may(Act.PRINT) else ())
        self._offer_acts(waiting, lead)

    def _show_materials(self, lead: CaseView, *, alone: bool) -> None:
        """Show the papers of a lone case; those of several are looked at one by one."""
        closed = lead.case.state in (ARCHIVED, WITHDRAWN)
        editable = alone and not closed and self._may(Act.DRAFT)
        self.sides.setTabText(1, self.materials.show_case(lead, editable=editable))
        self.sides.setTabVisible(1, alone)
        self.setAcceptDrops(editable)
        if alone:
            self.shown.emit(lead)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self.sides.setCurrentWidget(self.materials)
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        files = tuple(path for path in paths if path.is_file())
        grid = self.materials.grid.viewport()
        self.materials.drop(files, grid.mapFrom(self, event.position().toPoint()))
        event.acceptProposedAction()

    def _offer_acts(self, waiting: list[CaseView], lead: CaseView) -> None:
        """Show the buttons of what the state asks for next and the actor may do."""
        step = next_step(self._flows.of(lead.case.kind), lead.case) if waiting else None
        judged = bool(waiting) and self._may(Act.RETURN)
        self.step.setVisible(step is not None and self._may(Act(step.act)))
        self.step.setText(f"办理{step.name}" if step else "")
        self.approve.setVisible(bool(waiting) and step is None and self._may(Act.APPROVE))
        self._return.setVisible(judged)
        self.supplement.setVisible(judged and SUPPLEMENTED not in lead.case.facts)
        self.reason.setVisible(judged or not self.step.isHidden())
        self.archive.setVisible(lead.case.state == DONE and self._may(Act.DRAFT))
        self.approve.setText(f"审核办结（{doing(waiting)}）" if doing(waiting) else "审核办结")
        offered = (self.step, self.approve, self.archive, self._back)
        next(part for part in offered if not part.isHidden()).setFocus()

    def _may(self, act: Act) -> bool:
        return self._actor is None or allowed(self._actor, act)

    def _ask_step(self) -> None:
        self.step_asked.emit(self.reason.text())

    def _ask_supplement(self) -> None:
        """Ask for what is written; what is known to be missing is written there first."""
        items = tuple(filter(None, (item.strip() for item in self.reason.text().split("；"))))
        if items:
            self.supplement_asked.emit(items)
            return
        if self._lacking and isinstance(self.reason.editor, QLineEdit):
            self.reason.editor.setText("；".join(self._lacking))
        self.reason.complain(
            "一件业务只能补正一次。请核对并写全需要补正的内容，多项用“；”隔开，再点一次。"
        )
        self.reason.editor.setFocus()

    def _ask_return(self) -> None:
        reason = self.reason.text()
        if reason:
            self.return_asked.emit(reason)
        else:
            self.reason.complain("请写明退回原因，经办人会看到。")
            self.reason.editor.setFocus()


def _numbered(view: CaseView, views: tuple[CaseView, ...]) -> tuple[tuple[str, str], ...]:
    """Return a case's fields, under its number where several are shown."""
    return (*((("业务单", view.case.id),) if len(views) > 1 else ()), *case_pairs(view))
