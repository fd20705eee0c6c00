"""How far a case has come: by when it must end, what happened to it, which papers it lacks."""

from __future__ import annotations

from typing import Final

from domain.case import Stage
from domain.case_flow import word_of
from domain.case_materials import missing
from domain.case_outcomes import CaseView, Lag
from domain.flow import DOCUMENT, Flows
from domain.materials import MaterialState
from ui.look.lights import GREEN, GREY, RED, LightMark
from ui.parts.deadline import left_mark
from ui.parts.furniture import Card, label, paragraph
from ui.parts.table import Column, Grid, RowTable

UNCERTAIN: Final = "未按国务院放假安排核定"
_LEAST: Final = 1
_MOST: Final = 8


def filed_mark(material: MaterialState) -> LightMark:
    """Return whether a paper is there as shape and word."""
    if material.filed:
        return LightMark(GREEN, "已附")
    return LightMark(RED, "缺") if material.required else LightMark(GREY, "可不附")


MATERIALS: Final = (
    Column[MaterialState]("要件", lambda material: material.name, 9),
    Column[MaterialState]("附件", filed_mark, 5),
    Column[MaterialState]("形式和要求", lambda material: material.note, 10, rest=True),
)


Told = tuple[str, Stage]
"""A stage under the word that the kind of the case has for it."""
STAGES: Final = (
    Column[Told]("环节", lambda told: told[0], 5),
    Column[Told]("办理人", lambda told: told[1].by, 5),
    Column[Told]("时间", lambda told: told[1].at.replace("T", " ")[:16], 9),
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
    """The stages and papers of one case."""

    def __init__(self) -> None:
        super().__init__()
        self.due, self.late = paragraph("", "lead"), paragraph("", "hint")
        self.stages, self._stage_grid = RowTable[Told](STAGES, self), Grid("办理过程")
        self._stage_grid.show_table(self.stages, STAGES)
        self.materials, self._material_grid = RowTable[MaterialState](MATERIALS, self), Grid("要件")
        self._material_grid.show_table(self.materials, MATERIALS)
        self._none = label("这类业务没有列出要件。", "hint")
        for part in (self.due, self.late, label("办理过程", "section"), self._stage_grid):
            self.body.addWidget(part)
        for part in (label("要件", "section"), self._none, self._material_grid):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_case(self, view: CaseView, flows: Flows) -> str:
        """Show a case; returns what the heading of this part says."""
        for told, text in (
            (self.due, due_text(view)),
            (self.late, "\n".join(map(lag_text, view.progress.lags))),
        ):
            told.setText(text)
            told.setVisible(bool(text))
        flow = flows.of(view.case.kind)
        self.stages.fill([(word_of(flow, stage.state), stage) for stage in view.case.stages])
        self._stage_grid.fit_rows(min(max(len(view.case.stages), _LEAST), _MOST), least=_LEAST)
        self.materials.fill(view.materials)
        self._material_grid.setVisible(bool(view.materials))
        self._none.setVisible(not view.materials)
        self._material_grid.fit_rows(min(max(len(view.materials), _LEAST), _MOST), least=_LEAST)
        lacking = 0 if view.progress.ended else len(missing(view.materials))
        return f"过程和要件（缺 {lacking}）" if lacking else "过程和要件"
