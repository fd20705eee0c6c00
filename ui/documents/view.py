"""The documents page: its lists, and the form or an attachment in their place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from PySide6.QtCore import Signal

from domain.document_choices import DocumentChoices
from ui.documents.form import DocumentForm
from ui.documents.lists import DocumentLists
from ui.documents.parts_page import PartsPage
from ui.look.theme import Theme


class DocumentsView(PartsPage):
    """Shows lists, the form or an attachment; the latter two are built when needed."""

    form_built = Signal(object)

    def __init__(self, theme: Theme, choices: DocumentChoices, today: date) -> None:
        super().__init__(theme)
        self._choices, self._today = choices, today
        self.lists = DocumentLists(theme, choices, today)
        self._add(self.lists)

    def prepare(self) -> Iterator[None]:
        """Dress the lists, then build and dress form and preview, a step at a time."""
        return self._dress(
            lambda: self.lists,
            lambda: self.form,
            lambda: self.preview,
        )

    @cached_property
    def form(self) -> DocumentForm:
        """The form of a record."""
        form = DocumentForm(self._theme, self._choices, self._today)
        self._add(form)
        self.form_built.emit(form)
        return form

    def open_lists(self) -> None:
        """Show the lists."""
        self._show(self.lists)

    def open_form(self) -> DocumentForm:
        """Show the form."""
        self._show(self.form)
        return self.form

    def close_preview(self) -> None:
        """Show the lists again."""
        self.open_lists()

    @property
    def at_form(self) -> bool:
        """Whether the form is shown."""
        return self.shown is self.form
