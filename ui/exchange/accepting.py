"""The tab that takes packages in: looked at first, then accepted or returned, then answered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.exchange.arrived import Arrived
from domain.exchange.shipment import RECEIPT, REPORT, STAGED, VERIFIED
from domain.outcomes import PackageView
from ui.exchange.difference import DifferencePanes
from ui.exchange.model import COUNTS, STATUS_WORDS, Counted, content, package_pairs
from ui.exchange.remark_form import RemarkForm
from ui.exchange.waiting import WaitingLines
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, paragraph, restyle, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable

_FRESH: Final = (VERIFIED, STAGED)


class AcceptTab(QWidget):
    """Shows a package before it is accepted, and what its sender gets back afterwards.

    `may_decide` is False for those whose act accepting is not: they look.
    """

    file_asked = Signal()
    accept_asked = Signal()
    receipt_asked = Signal()
    discard_asked = Signal()
    return_begun = Signal(object)
    return_given = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.may_decide = True
        self.choose = button("选择数据包…")
        self._icons = {"": theme.icon("folder"), "primary": theme.white_icon("folder")}
        self.accept = button("接收入库", "primary")
        self.receipt = button("把回执写到 U 盘…", "primary", theme.white_icon("export"))
        self.give_back, self.discard = button("退回…"), button("放弃")
        self._acts = (self.receipt, self.accept, self.give_back, self.discard)
        self.discard.setToolTip("先不接收也不退回，从本机去掉；以后可以从 U 盘重新选择它")
        self.form = RemarkForm(
            theme,
            "退回这个上报包",
            "退回后本机数据不变；对方逐条答复、改好以后再上报。"
            "意见装进一个退回包，用 U 盘送给对方。",
            "退回并生成退回包",
        )
        self.waiting, self.told = WaitingLines(), paragraph("", "strong")
        self._text, self.panes = Particulars(), DifferencePanes()
        self.counts = RowTable[Counted](COUNTS, self)
        self._shown: PackageView | None = None
        self._body = OrEmpty(
            self._laid_panes(),
            EmptyState(
                "还没有选择数据包",
                "插入 U 盘，点“选择数据包…”。先验签、看清内容和差异，再决定是否接收；"
                "查看不会改动任何数据。",
            ),
        )
        self._lay_out()
        self.choose.clicked.connect(self.file_asked)
        self.accept.clicked.connect(self.accept_asked)
        self.receipt.clicked.connect(self.receipt_asked)
        self.discard.clicked.connect(self.discard_asked)
        self.give_back.clicked.connect(self._begin_return)
        self.form.given.connect(self.return_given)
        self.form.left.connect(self._leave_return)
        self.show_package(None)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self.waiting)
        layout.addLayout(row(self.choose, *self._acts, None))
        layout.addWidget(self.told)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._body, 3)
        both.addWidget(self.form, 3)
        layout.addLayout(both, 1)

    def _laid_panes(self) -> QWidget:
        count_grid, panes = Grid("内容"), QWidget()
        count_grid.show_table(self.counts, COUNTS)
        panes.setObjectName("page")
        both = QHBoxLayout(panes)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        self._aside, self._differences = Card("数据包"), Card()
        self._aside.body.addWidget(self._text, 3)
        self._aside.body.addWidget(count_grid, 2)
        self._differences.body.addWidget(self.panes, 1)
        both.addWidget(self._aside, 2)
        both.addWidget(self._differences, 3)
        return panes

    def show_package(self, view: PackageView | None, *, answers_to: str = "") -> None:
        """Show a package, or that none is chosen.

        `answers_to` names the medium it came from where the receipt goes back to it at once.
        """
        self._shown = view
        self._body.choose(filled=view is not None)
        fresh = view is not None and view.status in _FRESH
        is_report = view is not None and view.kind == REPORT
        decides = fresh and self.may_decide
        self._leave_return()
        if self.window().focusWidget() in self._acts:
            self.choose.setFocus()  # an act that goes would leave the keyboard to another page part
        self.accept.setVisible(decides)
        self.accept.setText("接收入库，写回执" if is_report and answers_to else "接收入库")
        self.give_back.setVisible(decides and is_report)
        self.discard.setVisible(view is not None and view.status == STAGED)
        self.show_answer(view)
        self.tell(_next(view, may_decide=self.may_decide))
        if view is not None:
            self._text.show_pairs(package_pairs(view))
            self.counts.fill(content(view.counts))
            self.panes.show_package(view)
            self._differences.setVisible(bool(view.difference))

    def _lead(self, look: str) -> None:
        """Let choosing a package look like what comes next, unless one is to be decided on."""
        self.choose.setIcon(self._icons[look])
        self.choose.setObjectName(look)
        restyle(self.choose)

    def show_answer(self, view: PackageView | None) -> None:
        """Offer to write what goes back to the sender, where it lies in the outbox."""
        answer = view.answer if view is not None else None
        there = answer is not None and bool(answer.package) and answer.status != "written"
        self.receipt.setVisible(there)
        fresh = self._shown is not None and self._shown.status in _FRESH
        self._lead("" if there or fresh else "primary")
        self.receipt.setText(f"把{answer.kind if answer else RECEIPT}写到 U 盘…")

    def tell(self, text: str) -> None:
        """Say what is next."""
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def show_arrived(self, arrived: Arrived) -> None:
        """Show what the checks found in the package that is shown."""
        self.panes.show_findings(arrived.findings)
        self.form.know(arrived.named)
        self.form.propose(arrived.findings)

    def _begin_return(self) -> None:
        self._aside.hide()
        self._let_act(allowed=False)
        self.form.begin()
        self.return_begun.emit(self._shown)

    def _leave_return(self) -> None:
        self.form.hide()
        self._aside.show()
        self._let_act(allowed=True)

    def _let_act(self, *, allowed: bool) -> None:
        """Let nothing else be begun while a return is written: what is written would be lost."""
        for part in (self.choose, self.accept, self.give_back, self.discard, self.waiting):
            part.setEnabled(allowed)


def _next(view: PackageView | None, *, may_decide: bool) -> str:
    """Return the sentence on what is next with a package."""
    if view is None:
        return ""
    if view.status in _FRESH and not may_decide:
        return "验签通过。接收和退回由审核或负责人办理。"
    if view.status == STAGED:
        return (
            "核验通过，已复制一份到本机，台账还没有变动。请看差异和校验结果，再决定接收还是退回。"
        )
    if view.status == "verified":
        return "验签通过。请看差异，再决定是否接收。"
    if view.status in ("already_accepted", "already_returned"):
        return (
            f"{STATUS_WORDS[view.status]}。台账没有变动，不用再做什么；"
            "对方没有收到回执的，在“往来记录”里选中它，点“再写到 U 盘…”。"
        )
    if view.status == "returned" and view.answer is not None:
        return f"已退回，本机数据不变。下一步：点“把{view.answer.kind}写到 U 盘…”，交给对方。"
    return ""
