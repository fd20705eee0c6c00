"""The page 审计: where the chain stands, what was done, and one entry beside the list."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from domain.audit import AuditEntry, AuditQuery, AuditStanding
from ui.audit.filters import AuditFilters
from ui.audit.model import COLUMNS, particulars, told_count, told_standing
from ui.look.theme import Theme
from ui.parts.banner import Banner
from ui.parts.block_table import BlockTable
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, row
from ui.parts.panes import side_by_side
from ui.parts.particulars import Particulars
from ui.parts.table import Grid

_CODE_WIDTH = 250


class AuditView(QWidget):
    """Shows entries as they are scrolled to; announces what is asked."""

    def __init__(self, theme: Theme, known: tuple[str, ...], today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        self.filters = AuditFilters(known, today)
        self.table, self.grid = BlockTable[AuditEntry](COLUMNS, (), self), Grid("审计记录")
        self.detail = Particulars()
        self.verify, self.export = button("核验链条"), button("导出…", "", theme.icon("export"))
        self.paper, self.check = button("短码单另存为 PDF…"), button("核对短码")
        self.code = QLineEdit()
        self.code.setAccessibleName("纸上的短码")
        self.code.setPlaceholderText("纸上的短码，十六个字符")
        self.code.setFixedWidth(theme.px(_CODE_WIDTH))
        self.standing, self.count = label("", "section"), label("", "hint")
        self.stand_in = Banner()
        self._none = EmptyState("没有这样的审计记录", "把时间放宽，或把“操作”“账号”改回全部。")
        self._list = OrEmpty(self.grid, self._none)
        self._arrange(theme)
        self.grid.selectionModel().currentRowChanged.connect(self._choose)
        self.table.dataChanged.connect(self._show_again)
        self.code.returnPressed.connect(self.check.click)

    def _arrange(self, theme: Theme) -> None:
        self.grid.show_table(self.table, COLUMNS)
        top = Card()
        top.body.addLayout(row(self.standing, None, self.verify, self.export, self.paper))
        top.body.addLayout(row(self.code, self.check, None, self.count))
        beside = Card("这一条记录")
        beside.body.addWidget(self.detail, 1)
        beside.setMinimumWidth(theme.px(320))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.stand_in)
        whole.addWidget(top)
        whole.addWidget(self.filters)
        whole.addWidget(side_by_side(theme, (self._list, 800), (beside, 360), grows=0), 1)

    def show_standing(self, standing: AuditStanding) -> None:
        """Show where the chain stands, and whether it is the office's own."""
        self.standing.setText(told_standing(standing))
        self.stand_in.say(standing.stands_in)

    @property
    def row(self) -> int:
        """The row that is looked at, -1 for none."""
        return self.grid.currentIndex().row()

    def start(self, count: int, row: int = 0, hidden: int = 0) -> None:
        """Show a list of so many entries, and of these a row; they are asked for as they show.

        `hidden` are the digests that fit too and are not listed: their numbers are missing.
        """
        self.table.start(count)
        self.count.setText(told_count(count, hidden))
        self._list.choose(filled=count > 0)
        self.detail.show_pairs(())
        if count:
            self.grid.selectRow(row)

    def _choose(self, at: QModelIndex, _: object = None) -> None:
        entry = self.table.value_at(at.row()) if at.isValid() else None
        self.detail.show_pairs(particulars(entry) if entry else ())

    def _show_again(self, *_: object) -> None:
        """Show what is chosen once it has come."""
        self._choose(self.grid.currentIndex())

    @property
    def query(self) -> AuditQuery:
        """What the list shall show."""
        return self.filters.query()
