"""A card with the releases that are known, the SHA-256 of the chosen one below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from domain.exchange.releases import Release
from ui.parts.furniture import Card, label, paragraph, row
from ui.parts.table import Grid, RowTable
from ui.updates.model import RELEASES, digest_text

_ROWS: Final = 2  # one for each processor


def digest_label() -> QLabel:
    """Return a place for a SHA-256, to be compared and copied."""
    made = label("", "code")
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class ReleasesCard(Card):
    """Shows releases, or a sentence where none is known; `act` is for the chosen one."""

    def __init__(self, heading: str, empty: str, act: QPushButton | None = None) -> None:
        super().__init__(heading)
        self.table, self.grid = RowTable[Release](RELEASES, self), Grid(heading)
        self.grid.show_table(self.table, RELEASES)
        self.grid.fit_rows(_ROWS)
        self._empty, self._digest = paragraph(empty), digest_label()
        self._shown: tuple[QWidget, ...] = (self.grid, self._digest)
        for told in (self._empty, self.grid, self._digest):
            self.body.addWidget(told)
        if act is not None:
            self._shown = (*self._shown, act)
            self.body.addLayout(row(act, None))
        self.grid.selectionModel().currentChanged.connect(self._tell)
        for part in self._shown:
            part.hide()

    @property
    def chosen(self) -> Release | None:
        """The release whose line is chosen."""
        at = self.grid.currentIndex()
        return self.table.row_at(at) if at.isValid() else None

    def show_releases(self, releases: tuple[Release, ...]) -> None:
        """Show what is known; the first is chosen unless another was."""
        self.grid.refill(self.table, releases, lambda each: each.name)
        if releases and not self.grid.currentIndex().isValid():
            self.grid.selectRow(0)
        self._empty.setVisible(not releases)
        for part in self._shown:
            part.setVisible(bool(releases))
        self._tell()

    def _tell(self, *_: object) -> None:
        chosen = self.chosen
        self._digest.setText(digest_text(chosen.sha256) if chosen is not None else "")
