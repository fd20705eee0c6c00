"""The import as a page of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ui.desk import WorkbookKind
from ui.intake.presenter import IntakePresenter
from ui.intake.view import IntakeView
from ui.parts.page import PagePresenter, Surroundings

_HOMES: Final[Mapping[WorkbookKind, str]] = {"units": "units", "persons": "people"}


class IntakePage(PagePresenter):
    """Opens for a kind of workbook and leads back to the page of that kind."""

    def __init__(self, view: IntakeView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page = view
        self._intake = IntakePresenter(view, around.desk, around.jobs, around.notices, around.files)
        self._intake.imported.connect(self.session.ledger_changed)
        view.back_asked.connect(self._back)
        self.session.import_asked.connect(self._begin)

    def _begin(self, kind: str) -> None:
        self._intake.begin("persons" if kind == "persons" else "units")
        self.session.open_page("intake")

    def _back(self) -> None:
        self.session.open_page(_HOMES[self._page.kind])
