"""What a case would do: counts before and after, and what stands in its way."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.case_outcomes import CaseView
from ui.cases.model import EFFECTS, Effect, effects_of_all
from ui.parts.findings import FindingList
from ui.parts.furniture import Card, EmptyState, OrEmpty, label, paragraph
from ui.parts.table import Grid, RowTable

_ROWS: Final = 8
_LEAST: Final = 2


class Impact(QWidget):
    """The panel beside the form; it follows what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self._grid = RowTable[Effect](EFFECTS, self), Grid("办理后的编制")
        self._grid.show_table(self.table, EFFECTS)
        self._unit, self._sentence = paragraph("", "section"), paragraph("", "lead")
        self.findings = FindingList()
        card = Card()
        for part in (self._unit, self._sentence, self._grid, label("预检结果", "section")):
            card.body.addWidget(part)
        card.body.addWidget(self.findings, 1)
        self._empty = EmptyState("办理后的变化", "")
        self._body = OrEmpty(card, self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self.wait("")

    def wait(self, text: str) -> None:
        """Show that nothing can be said yet, or why."""
        self._empty.say(
            "办理后的变化",
            text or "选好单位和人员后，这里随填随算：核定、实有、空编，以及预检结果。",
        )
        self._body.choose(filled=False)

    def show_cases(self, views: tuple[CaseView, ...]) -> None:
        """Show counts and findings of a case, or of several that are done together."""
        rows = effects_of_all(views)
        self._body.choose(filled=True)
        self._unit.setText("、".join(view.unit_name for view in views))
        approved = sum(effect.after.approved for effect in rows)
        actual = sum(effect.after.actual for effect in rows)
        left = approved - actual
        rest = f"空 {left}" if left > 0 else "满" if not left else f"超 {-left}"
        apart = f"每个单位一张业务单，共 {len(views)} 张。下表是有变化的编制："
        told = f"办理后：核定 {approved}，实有 {actual}，{rest}"
        self._sentence.setText(told if len(views) == 1 else apart)
        self.table.fill(rows)
        shown = min(max(len(rows), 1), _ROWS)
        self._grid.fit_rows(shown, least=min(shown, _LEAST))
        # What stands against every one of several cases is said once.
        findings = {found.text: found for view in views for found in view.blocked_by}
        self.findings.show_findings(tuple(findings.values()), "预检没有发现问题。")

    @property
    def sentence(self) -> str:
        """The sum as a sentence, "" while nothing is known."""
        return self._sentence.text() if self._body.filled else ""
