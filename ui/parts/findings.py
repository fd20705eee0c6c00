"""Findings as a list of sentences, each with shape, word and colour of its severity."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from domain.outcomes import WordedFinding
from ui.look.lights import SEVERITY_LIGHTS, SEVERITY_WORDS, LightChip, LightMark
from ui.parts.furniture import button, paragraph

_SEE: Final = "看台账里的这个人"


class FindingList(QScrollArea):
    """Shows findings, errors first; tells whose record is asked for of those that have one."""

    person_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._texts: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences shown."""
        return self._texts

    def show_findings(self, findings: tuple[WordedFinding, ...], none: str) -> None:
        """Show findings, or a sentence where there are none."""
        order = tuple(SEVERITY_LIGHTS)
        ranked = sorted(findings, key=lambda found: order.index(found.severity))
        self._texts = tuple(found.text for found in ranked)
        content = QWidget()
        content.setObjectName("plain")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        if not ranked:
            column.addWidget(paragraph(none, "hint"))
        for found in ranked:
            column.addLayout(self._line(found))
        column.addStretch(1)
        self.setWidget(content)

    def _line(self, found: WordedFinding) -> QHBoxLayout:
        chip = LightChip()
        chip.show_mark(LightMark(SEVERITY_LIGHTS[found.severity], SEVERITY_WORDS[found.severity]))
        text: QLabel = paragraph(found.text, "")
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(text)
        if found.person_number is not None:
            link = button(_SEE, "link")
            link.clicked.connect(partial(self._ask, found))
            told.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(told, 1)
        return line

    def _ask(self, found: WordedFinding, *_: object) -> None:
        self.person_asked.emit(found)
