"""The page 备份与恢复: the sets, how the office stands, and one set beside the list."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from domain.backups import BackupOverview, SetState, ShownSet
from ui.backup.comparing import CompareView
from ui.backup.model import drill_text, medium_text, sets_columns, standing_text, told_set
from ui.backup.opening import OpenForm, RestoreForm
from ui.look.lights import GREEN, GREY, YELLOW, LightChip, LightMark
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, paragraph, row
from ui.parts.panes import side_by_side
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable

_LISTS: Final = 736
_SIDE: Final = 400
_SIDE_LEAST: Final = 280
_NOTHING_CHOSEN: Final = "在列表里点一份备份，这里显示它的核验结果、缺什么和存放在哪里。"


class StandingCard(Card):
    """When the last backup was made, where backups go, whether restoring works, what is due."""

    def __init__(self) -> None:
        super().__init__()
        self.own, self.outer, self.drilled = LightChip(), LightChip(), LightChip()
        self.own_told, self.outer_told = paragraph("", ""), paragraph("", "")
        self.drill_told = paragraph("", "")
        self._folder, self._medium = paragraph("", "hint"), paragraph("", "hint")
        self.folder, self.medium = button("更换…", "link"), button("选择…", "link")
        self.drill = button("现在演练", "link")
        lines = (
            (self.own, self.own_told, self._folder, self.folder),
            (self.outer, self.outer_told, self._medium, self.medium),
            (self.drilled, self.drill_told, None, self.drill),
        )
        grid, left = QGridLayout(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)  # a place may be long, or a whole sentence why it is not there
        for at, (chip, told, place, act) in enumerate(lines):
            grid.addWidget(chip, at, 0, left)
            grid.addWidget(told, at, 1, 1, 1 if place else 2)
            if place is not None:
                grid.addWidget(place, at, 2)
            grid.addWidget(act, at, 3)
        self.body.addLayout(grid)

    def show_overview(self, overview: BackupOverview, today: date) -> None:
        """Show how the office stands."""
        standing = overview.standing
        lacking = LightMark(YELLOW, SetState.INCOMPLETE) if standing.lacking else None
        self.own.show_mark(lacking or _mark(wrong=standing.old))
        self.own_told.setText(standing_text(standing, today))
        self.outer.show_mark(_mark(wrong=standing.medium_due))
        self.outer_told.setText(medium_text(standing, today))
        none = LightMark(GREY, "还没有") if standing.newest is None else None
        self.drilled.show_mark(none or _mark(wrong=standing.drill_due, word="该演练了"))
        self.drill_told.setText(drill_text(standing, today))
        self._folder.setText(f"备份文件夹 {overview.folder}")
        chosen = f"外部介质 {overview.medium}" if overview.medium else "还没有选定外部介质"
        self._medium.setText(f"{chosen}（{overview.away}）" if overview.away else chosen)
        self.medium.setText("更换…" if overview.medium else "选择…")


def _mark(*, wrong: bool, word: str = "该备份了") -> LightMark:
    return LightMark(YELLOW, word) if wrong else LightMark(GREEN, "正常")


class BackupView(QWidget):
    """Shows the sets with one of them beside, or what one holds otherwise."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        self._today, columns = today, sets_columns(today)
        self._wants_newest = False
        self.table, self.grid = RowTable[ShownSet](columns, self), Grid("备份")
        self.grid.show_table(self.table, columns)
        self.standing = StandingCard()
        self.make = button("立即备份", "primary")
        self.make_out = button("备份到外部介质")
        self.verify, self.preview = button("核验"), button("预览对照")
        self.restore = button("恢复到新文件夹…")
        self.body = OrEmpty(
            self.grid,
            EmptyState(
                "还没有备份", "点“立即备份”。退出程序时、每工作四小时、导入前也会自动备份。"
            ),
        )
        self.told, self.open_form, self.restore_form = Particulars(), OpenForm(), RestoreForm()
        nothing = paragraph(_NOTHING_CHOSEN)
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._beside = OrEmpty(self.told, nothing)
        self.side, self.compare = QStackedWidget(), CompareView(theme)
        self._stack = QStackedLayout()
        self._arrange(theme)
        self.grid.clicked.connect(self._choose)
        self.grid.selectionModel().currentRowChanged.connect(self._choose)
        self.grid.activated.connect(self._open)
        for form in (self.open_form, self.restore_form):
            form.left.connect(self.show_told)
        self.compare.back.clicked.connect(self.show_list)

    def _arrange(self, theme: Theme) -> None:
        card = Card("选中的备份")
        card.body.addWidget(self._beside, 1)
        for part in (card, self.open_form, self.restore_form):
            self.side.addWidget(part)
        self.side.setMinimumWidth(theme.px(_SIDE_LEAST))
        lists = QWidget()
        left = QVBoxLayout(lists)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.standing)
        buttons = (self.make, self.make_out, None, self.verify, self.preview, self.restore)
        left.addLayout(row(*buttons))
        left.addWidget(self.body, 1)
        whole = side_by_side(theme, (lists, _LISTS), (self.side, _SIDE), grows=0)
        holder = QVBoxLayout(self)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._stack)  # before its parts: alone it would show them as windows
        self._stack.addWidget(whole)
        self._stack.addWidget(self.compare)

    def show_overview(self, overview: BackupOverview) -> None:
        """Show all sets; the one that was chosen stays so, else the newest is."""
        sets = sorted(overview.sets, key=_age, reverse=True)
        kept = self.grid.refill(self.table, sets, attrgetter("path"))
        self.body.choose(filled=bool(sets))
        self.side.setVisible(bool(sets))
        self.standing.show_overview(overview, self._today)
        wants_newest, self._wants_newest = self._wants_newest, False
        if kept and not wants_newest:
            self._tell()
        elif sets:
            self.grid.selectRow(0)
        else:
            self.show_told()
            self._tell()

    def choose_newest(self) -> None:
        """Let the newest set be the one that is shown next."""
        self._wants_newest = True

    @property
    def set(self) -> ShownSet | None:
        """The set that is chosen."""
        at = self.grid.currentIndex()
        return self.table.row_at(at) if at.isValid() else None

    def show_told(self) -> None:
        """Show what is known of the set beside the list."""
        self.side.setCurrentIndex(0)

    def show_form(self, form: OpenForm | RestoreForm) -> None:
        """Show the form of an act beside the list."""
        self.side.setCurrentWidget(form)
        form.begin()

    def show_list(self) -> None:
        """Show the list of sets."""
        self._stack.setCurrentIndex(0)
        self.grid.setFocus()

    def show_compare(self) -> None:
        """Show what a set holds otherwise."""
        self._stack.setCurrentWidget(self.compare)

    @property
    def comparing(self) -> bool:
        """Whether a set is shown beside the ledgers."""
        return self._stack.currentWidget() is self.compare

    def _choose(self, at: QModelIndex, _: object = None) -> None:
        self.show_told()
        self._tell()

    def _tell(self) -> None:
        """Show what is known of the set that is chosen, or what to do."""
        held = self.set
        self._beside.choose(filled=held is not None)
        self.told.show_pairs(tuple(told_set(held, self._today)) if held is not None else ())
        self.chosen.emit(held)

    def _open(self, at: QModelIndex) -> None:
        self.opened.emit(self.table.row_at(at))


def _age(one: ShownSet) -> tuple[bool, float, str]:
    damaged = one.state is SetState.DAMAGED
    return not damaged, one.moment, one.path.name
