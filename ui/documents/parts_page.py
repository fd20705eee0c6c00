"""A page that shows one of its parts at a time, among them the preview of an attachment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.documents.preview import Preview
from ui.look.theme import Theme


class PartsPage(QWidget):
    """Hosts parts that are built when needed, each dressed by itself."""

    preview_built = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self._theme, self._stack = theme, QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addWidget(self._stack)

    def _add(self, part: QWidget) -> None:
        part.setObjectName("page")
        part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack.addWidget(part)
        self._theme.wardrobe.add(part)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)

    @property
    def shown(self) -> QWidget:
        """The part that is shown."""
        return self._stack.currentWidget()

    def _dress(self, *steps: Callable[[], QWidget]) -> Iterator[None]:
        """Build and dress parts one after the other; the first is there already.

        Something that is built for a part alone is no part itself and not dressed.
        """
        for number, build in enumerate(steps):
            part = build()
            if number:
                yield
            if self._stack.indexOf(part) >= 0:
                self._theme.wardrobe.dress(part)
                yield

    @cached_property
    def preview(self) -> Preview:
        """What shows an attachment."""
        preview = Preview(self._theme)
        self._add(preview)
        self.preview_built.emit(preview)
        return preview

    def open_preview(self) -> Preview:
        """Show the preview."""
        self._show(self.preview)
        return self.preview
