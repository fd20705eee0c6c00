"""How far a case has come: by when it must end, and what happened to it."""

from __future__ import annotations

from typing import Final

from domain.case import Stage
from domain.case_flow import word_of
from domain.case_outcomes import CaseView, Lag
from domain.dates import minute_of
from domain.flow import DOCUMENT, Flows
from ui.look.lights import LightMark
from ui.parts.deadline import left_mark
from ui.parts.furniture import Card, label, paragraph
from ui.parts.table import Column, Grid, RowTable

UNCERTAIN: Final = "未按国务院放假安排核定"
_LEAST: Final = 1
_MOST: Final = 8


Told = tuple[str, Stage]
"""A stage under the word that the kind of the case has for it."""
STAGES: Final = (
    Column[Told]("环节", lambda told: told[0], 5),
    Column[Told]("办理人", lambda told: told[1].by, 5),
    Column[Told]("时间", lambda told: minute_of(told[1].at), 9),
    Column[Told]("意见", lambda told: told[1].note or "—", 8, rest=True),
)


def due_text(view: CaseView) -> str:
    """Return by when a case must end, and how sure that is."""
    progress = view.progress
    if progress.due is None:
        return ""
    mark = left_mark(view)
    word = f"（{mark.word}）" if isinstance(mark, LightMark) else ""
    sure = "" if progress.certain else f"，{UNCERTAIN}"
    return f"办结期限 {progress.due.isoformat()}{word}{sure}"


def lag_text(lag: Lag) -> str:
    """Return in words what came late."""
    since = "文件成文" if lag.since == DOCUMENT else "事由发生"
    return f"{since} {lag.days} 个工作日后才录入，规定 {lag.limit} 个工作日（规则 {lag.rule}）"


class CaseWay(Card):
    """The deadline and the stages of one case."""

    def __init__(self) -> None:
        super().__init__()
        self.due, self.late = paragraph("", "lead"), paragraph("", "hint")
        self.stages, self._stage_grid = RowTable[Told](STAGES, self), Grid("办理过程")
        self._stage_grid.show_table(self.stages, STAGES)
        for part in (self.due, self.late, label("办理过程", "section"), self._stage_grid):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_case(self, view: CaseView, flows: Flows) -> None:
        """Show a case."""
        for told, text in (
            (self.due, due_text(view)),
            (self.late, "\n".join(map(lag_text, view.progress.lags))),
        ):
            told.setText(text)
            told.setVisible(bool(text))
        flow = flows.of(view.case.kind)
        self.stages.fill([(word_of(flow, stage.state), stage) for stage in view.case.stages])
        self._stage_grid.fit_rows(min(max(len(view.case.stages), _LEAST), _MOST), least=_LEAST)
