"""What a case would do: counts before and after, and what stands in its way."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.case_outcomes import CaseView
from domain.changes.post_hold import KIND as POST_HOLD
from ui.cases.effects import EFFECTS, Effect, effects_of, with_heads
from ui.parts.findings import FindingList
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, paragraph, restyle, row
from ui.parts.table import Grid, RowTable

_ROWS: Final = 20
_LEAST: Final = 2


class Impact(QWidget):
    """The panel beside the form; it follows what is typed."""

    print_asked = Signal()
    papers_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table, self._grid = RowTable[Effect](EFFECTS, self), Grid("办理后的编制")
        self._grid.show_table(self.table, EFFECTS)
        self._unit, self._sentence = paragraph("", "section"), paragraph("", "lead")
        self.findings = FindingList()
        self.print, self.papers = button(""), button("", "link")
        self._views: tuple[CaseView, ...] = ()
        card = Card()
        for part, stretch in ((self._unit, 0), (self._sentence, 0), (self._grid, 2)):
            card.body.addWidget(part, stretch)
        card.body.addLayout(row(label("预检结果", "section"), None, self.papers, self.print))
        card.body.addWidget(self.findings, 1)
        self._empty = EmptyState("办理后的变化", "")
        self._body = OrEmpty(card, self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self.print.clicked.connect(self.print_asked)
        self.papers.clicked.connect(self.papers_asked)
        self.papers.hide()
        self.wait("")

    def wait(self, text: str) -> None:
        """Show that nothing can be said yet, or why."""
        self._empty.say(
            "办理后的变化",
            text or "填好必填项，这里随填随算：核定、实有、空编，以及预检结果。",
        )
        self._body.choose(filled=False)

    def _say(self, text: str, look: str) -> None:
        self._sentence.setText(text)
        if self._sentence.objectName() != look:
            self._sentence.setObjectName(look)
            restyle(self._sentence)

    @property
    def views(self) -> tuple[CaseView, ...]:
        """The cases whose effect is shown."""
        return self._views if self._body.filled else ()

    def conclude(self, verdict: str) -> None:
        """Show a verdict instead of the sum, so that nobody overlooks it; "" leaves the sum."""
        if verdict:
            self._say(verdict, "title")

    def offer_print(self, words: str) -> None:
        """Offer a sheet to be printed; "" offers none."""
        self.print.setText(words)
        self.print.setVisible(bool(words))

    def offer_papers(self, words: str) -> None:
        """Offer the way to the papers (要件) of the case; "" offers none."""
        self.papers.setText(words)
        self.papers.setVisible(bool(words))

    def show_cases(self, views: tuple[CaseView, ...]) -> None:
        """Show counts and findings of a case, or of several that are done together."""
        self._views = views
        rows = effects_of(views)
        self._body.choose(filled=True)
        names = _touched(views, rows)
        self._unit.setText("、".join(names or dict.fromkeys(view.unit_name for view in views)))
        self._say(_sentence(views, rows), "lead")
        self._grid.setVisible(bool(rows))
        rows = with_heads(rows)
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


def _touched(views: tuple[CaseView, ...], rows: tuple[Effect, ...]) -> dict[str, None]:
    """Return the names of the units whose counts change, or of all that are spoken of."""
    changed = dict.fromkeys(row.unit for row in rows if row.unit)
    return changed or dict.fromkeys(impact.name for view in views for impact in view.impacts)


def _sentence(views: tuple[CaseView, ...], rows: tuple[Effect, ...]) -> str:
    """Return the sum of one unit as a sentence, or what the table of several tells."""
    impacts = [impact for view in views for impact in view.impacts]
    if len(views) > 1:
        return f"每个单位一张业务单，共 {len(views)} 张。下表是有变化的编制："
    if len(impacts) > 1:
        told = f"涉及 {len(_touched(views, rows))} 个单位。"
        return f"{told}下表是有变化的编制和职数：" if rows else f"{told}核定和实有都不变。"
    if views[0].case.kind == POST_HOLD:
        return "编制数不变。下表是这个单位的领导职数："
    counts = impacts[0].after if impacts else ()
    if not counts:
        return "这一项不改变编制数。"
    approved, actual = sum(c.approved for c in counts), sum(c.actual for c in counts)
    left, usable = approved - actual, sum(count.available for count in counts)
    rest = f"空 {left}" if left > 0 else "满" if not left else f"超 {-left}"
    kept = f"（其中可用 {usable}）" if left > 0 and usable < left else ""
    return f"办理后：核定 {approved}，实有 {actual}，{rest}{kept}"
