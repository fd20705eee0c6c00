"""Shows a PDF file or an image page by page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.documents.rendering import Picture
from ui.look.theme import Theme
from ui.parts.furniture import button, label, row

_STEPS: Final = (60, 80, 100, 140, 200, 300)
_FITS: Final = 2
_FRAME: Final = 30


class Preview(QWidget):
    """Asks for the page that is wanted, in pixels of width; shows what it is given."""

    page_wanted = Signal(int, int)
    back_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._page, self._pages, self._zoom = 0, 1, _FITS
        self._name, self._count = label("", "section"), label("", "hint")
        self._picture, self._area = QLabel(), QScrollArea()
        self._back = button("返回", "", theme.icon("left"))
        self._before, self._after = button("上一页"), button("下一页")
        self._smaller, self._larger = button("缩小"), button("放大")
        self.outside, self.export = button("系统阅读器打开"), button("导出…")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(self._picture)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName("附件内容")
        turning = (self._before, self._count, self._after, self._smaller, self._larger)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self._back, self._name, None, *turning, self.outside, self.export))
        layout.addWidget(self._area, 1)
        self._back.clicked.connect(self.back_asked)
        self._before.clicked.connect(self._turn_back)
        self._after.clicked.connect(self._turn)
        self._smaller.clicked.connect(self._shrink)
        self._larger.clicked.connect(self._grow)

    def begin(self, name: str) -> None:
        """Begin with a file's first page."""
        self._page, self._pages, self._zoom = 0, 1, _FITS
        self._name.setText(name)
        self._picture.clear()
        self._say()
        self._ask()

    def show_picture(self, picture: Picture) -> None:
        """Show a page; an answer to an earlier question is left alone."""
        if picture.page == self._page:
            self._pages = picture.pages
            self._picture.setPixmap(QPixmap.fromImage(picture.image))
            self._say()

    @property
    def shown(self) -> QPixmap:
        """What is shown at present."""
        return self._picture.pixmap()

    def _say(self) -> None:
        self._count.setText(f"第 {self._page + 1} / {self._pages} 页")
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(self._page + 1 < self._pages)
        self._smaller.setEnabled(self._zoom > 0)
        self._larger.setEnabled(self._zoom + 1 < len(_STEPS))

    def _turn(self) -> None:
        self._go(self._page + 1)

    def _turn_back(self) -> None:
        self._go(self._page - 1)

    def _go(self, page: int) -> None:
        if 0 <= page < self._pages:
            self._page = page
            self._area.verticalScrollBar().setValue(0)
            self._ask()
        self._say()

    def _shrink(self) -> None:
        self._magnify(self._zoom - 1)

    def _grow(self) -> None:
        self._magnify(self._zoom + 1)

    def _magnify(self, zoom: int) -> None:
        self._zoom = max(0, min(zoom, len(_STEPS) - 1))
        self._ask()
        self._say()

    def _ask(self) -> None:
        room = max(self._area.viewport().width() - _FRAME, 300)
        self.page_wanted.emit(self._page, room * _STEPS[self._zoom] // 100)
