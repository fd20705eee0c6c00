"""The import: choose a workbook, look at what would happen, then let it in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from domain.outcomes import ImportOutcome
from ui.desk import WorkbookKind
from ui.intake.model import LINES, TITLES, Line, lines, told
from ui.look.theme import Theme
from ui.parts.fields import WRONG_DAY, DayEdit, Field, read_day
from ui.parts.furniture import (
    Card,
    EmptyState,
    OrEmpty,
    PageHead,
    button,
    label,
    paragraph,
    restyle,
    row,
)
from ui.parts.table import Grid, RowTable

_REHEARSAL: Final = "预检只看不写：会告诉您新增、更新、退回各多少行，确认后再写入台账。"


class IntakeView(QWidget):
    """One workbook on its way in. It decides nothing."""

    file_asked = Signal()
    commit_asked = Signal()
    back_asked = Signal()
    day_settled = Signal()

    def __init__(self, theme: Theme, *, back: bool = True) -> None:
        super().__init__()
        self.setObjectName("page")
        self.kind: WorkbookKind = "units"
        self._chosen = False
        self._back = button("返回")
        self._title = PageHead("导入", "表头、合并单元格、小计行和各种日期写法都能识别", self._back)
        self._heading = label("", "section")
        self._icons = {"primary": theme.white_icon("folder"), "": theme.icon("folder")}
        self._choose = button("选择 Excel 文件…")
        self._path = label("还没有选择文件", "hint")
        day = DayEdit()
        self.effective = Field("数据起始日期（空着就按表上的填报日期）", day)
        self.document = Field("依据文号（可空）", QLineEdit())
        self._sentence = paragraph("", "section")
        self.commit = button("写入台账", "primary")
        self.table = RowTable[Line](LINES, self)
        self._grid = Grid("退回和提醒的行")
        self._grid.show_table(self.table, LINES)
        self._empty = EmptyState("", "")
        self._body = OrEmpty(self._grid, self._empty)
        self._arrange()
        if not back:
            self._title.hide()
        self._back.clicked.connect(self.back_asked)
        self._choose.clicked.connect(self.file_asked)
        self.commit.clicked.connect(self.commit_asked)
        day.editingFinished.connect(self.day_settled)
        self.begin("units")

    def _arrange(self) -> None:
        card = Card()
        card.body.addWidget(self._heading)
        card.body.addLayout(row(self._choose, self._path, None))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.addWidget(self.effective, 0, 0)
        grid.addWidget(self.document, 0, 1)
        card.body.addLayout(grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(card)
        done = row(self._sentence, self.commit)
        done.setStretch(0, 1)
        layout.addLayout(done)
        layout.addWidget(self._body, 1)

    def begin(self, kind: WorkbookKind) -> None:
        """Start with no file."""
        self.kind = kind
        self._heading.setText(TITLES[kind])
        self._path.setText("还没有选择文件")
        self._chosen = False
        self.outdate()

    def show_file(self, path: Path) -> None:
        """Show which file was chosen."""
        self._path.setText(path.name)
        self._path.setToolTip(str(path))
        self._chosen = True
        self.outdate()

    @property
    def asked(self) -> tuple[QWidget, ...]:
        """What an import is asked for with: it stays as it is while one runs."""
        return (self._choose, self.effective, self.document, self.commit)

    def outdate(self) -> None:
        """Take back what was told: it held for another file or another day."""
        self.commit.hide()
        self._sentence.setText("")
        self.table.fill(())
        self._body.choose(filled=False)
        self._empty.say("文件已选好，先预检" if self._chosen else "选择文件后先预检", _REHEARSAL)
        self._lead()

    def show_outcome(self, outcome: ImportOutcome) -> None:
        """Show what a rehearsal or an import did."""
        found = lines(outcome)
        self._chosen = outcome.dry_run
        self._sentence.setText(told(outcome, self.kind))
        self.table.fill(found)
        self._body.choose(filled=bool(found))
        sound = outcome.created + outcome.updated
        if outcome.dry_run:
            self.commit.setVisible(bool(sound or outcome.rejected))
            self.commit.setText(f"写入台账（{sound} 行）" if sound else "另存退回表")
            if sound:
                self._empty.say(
                    "每一行都合格", "点“写入台账”完成导入；一次写入，中途取消不会留下半截数据。"
                )
            else:
                self._empty.say("没有要写入的行", "表里的数据台账中都已经有了，不用再导入。")
        else:
            self.commit.hide()
            self._empty.say("导入完成", "全部行已入库。")
        self._lead()

    def _lead(self) -> None:
        """Let the one button that comes next look so: the file, and once there is one, the act."""
        look = "" if self._chosen else "primary"
        self._choose.setIcon(self._icons[look])
        self._choose.setObjectName(look)
        restyle(self._choose)

    def day_is_wrong(self) -> bool:
        """Complain about a day that is none."""
        text = self.effective.text()
        wrong = bool(text) and read_day(text) is None
        self.effective.complain(WRONG_DAY if wrong else "")
        return wrong
