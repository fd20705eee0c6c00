"""The documents page: its lists, and the form or an attachment in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from domain.document_choices import DocumentChoices
from ui.documents.form import DocumentForm
from ui.documents.lists import DocumentLists
from ui.documents.preview import Preview
from ui.look.theme import Theme


class DocumentsView(QWidget):
    """Shows lists, the form or an attachment; the latter two are built when needed."""

    form_built = Signal(object)
    preview_built = Signal(object)

    def __init__(self, theme: Theme, choices: DocumentChoices, today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        self._theme, self._choices, self._today = theme, choices, today
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addWidget(self._stack)
        self.lists = DocumentLists(theme, choices, today)
        self._add(self.lists)

    def _add(self, part: QWidget) -> None:
        part.setObjectName("page")
        part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack.addWidget(part)
        self._theme.wardrobe.add(part)

    def prepare(self) -> Iterator[None]:
        """Dress the lists, then build and dress form and preview, a step at a time."""
        steps: tuple[Callable[[], QWidget], ...] = (
            lambda: self.lists,
            lambda: self.form,
            lambda: self.preview,
        )
        for build in steps:
            part = build()
            if part is not self.lists:
                yield
            self._theme.wardrobe.dress(part)
            yield

    @cached_property
    def form(self) -> DocumentForm:
        """The form of a record."""
        form = DocumentForm(self._theme, self._choices, self._today)
        self._add(form)
        self.form_built.emit(form)
        return form

    @cached_property
    def preview(self) -> Preview:
        """What shows an attachment."""
        preview = Preview(self._theme)
        self._add(preview)
        self.preview_built.emit(preview)
        return preview

    def open_lists(self) -> None:
        """Show the lists."""
        self._stack.setCurrentWidget(self.lists)

    def open_form(self) -> DocumentForm:
        """Show the form."""
        self._stack.setCurrentWidget(self.form)
        return self.form

    def open_preview(self) -> Preview:
        """Show the preview."""
        self._stack.setCurrentWidget(self.preview)
        return self.preview

    def close_preview(self) -> None:
        """Show the lists again."""
        self.open_lists()

    @property
    def at_form(self) -> bool:
        """Whether the form is shown."""
        return self._stack.currentWidget() is self.form
