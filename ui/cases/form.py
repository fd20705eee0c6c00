"""The one-page form of a case: particulars, document, explanation; the impact at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from domain.case import Case, CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.documents import Document, canonical_number
from domain.facts import UnitId
from ui.cases.impact import Impact
from ui.cases.model import Group
from ui.parts.fields import DayEdit, Field, read_day
from ui.parts.furniture import Card, EnterMoves, PageHead, button, label, line, row
from ui.parts.person_picker import PersonPicker
from ui.parts.unit_picker import UnitPicker

_PAUSE_MS: Final = 350
_EXPLAIN: Final = "预检有警告：请在这里写明情况（如依据、原因），写了才能提交。"


class PersonFields(Protocol):
    """What the form needs to know of the particulars of its kind."""

    def groups(self) -> tuple[Group, ...]:
        """Return the people, unit by unit."""
        ...

    def ready(self) -> bool:
        """Tell whether a preview makes sense."""
        ...

    def check(self) -> bool:
        """Complain under the fields; tell whether all is well."""
        ...

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in order."""
        ...


class CaseForm(QWidget):
    """Collects a draft. Enter goes on, Ctrl+Enter saves and submits, Ctrl+S saves."""

    draft_changed = Signal()
    save_asked = Signal()
    submit_asked = Signal()
    back_asked = Signal()

    def __init__(self, kind: str, hint: str, particulars: PersonFields, widget: QWidget) -> None:
        super().__init__()
        self.kind, self._particulars = kind, particulars
        self._kept: dict[UnitId, CaseId] = {}
        self._unexplained = False
        self.number = Field("批准文号", QLineEdit(), required=True)
        self.dated = Field("批文日期", DayEdit())
        self.issuer, self.title = Field("发文单位", QLineEdit()), Field("文件标题", QLineEdit())
        self.effective = Field("生效日期", DayEdit(), required=True)
        self.explanation = Field("说明（有警告时必填）", QLineEdit())
        self.impact = Impact()
        self._back, self._save = button("返回列表"), button("存草稿（Ctrl+S）")
        self._submit = button("保存并提交（Ctrl+Enter）", "primary")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._enter = EnterMoves(self)
        self._arrange(hint, widget)
        self._connect()

    def _arrange(self, hint: str, widget: QWidget) -> None:
        card = Card()
        card.body.setContentsMargins(18, 14, 18, 14)
        card.body.addWidget(label("人员和编制", "section"))
        card.body.addWidget(widget)
        card.body.addWidget(line())
        card.body.addWidget(label("批文和生效", "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for number, field in enumerate(
            (self.number, self.effective, self.issuer, self.dated, self.title, self.explanation)
        ):
            grid.addWidget(field, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(card)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(scroll, 3)
        both.addWidget(self.impact, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(PageHead(self.kind, hint, self._back))
        layout.addLayout(both, 1)
        layout.addLayout(
            row(label("Enter 到下一项", "hint"), None, self._save, self._submit, spacing=10)
        )

    def _connect(self) -> None:
        before: QWidget | None = None
        for field in self.fields():
            if before is not None:
                QWidget.setTabOrder(before, field.editor)
            before = field.editor
            if not isinstance(field.editor, UnitPicker | PersonPicker):
                field.editor.installEventFilter(self._enter)
            if isinstance(field.editor, QLineEdit):
                field.editor.textChanged.connect(self.touch)
        if isinstance(self.number.editor, QLineEdit):
            self.number.editor.editingFinished.connect(self._spell_number)
        self._pause.timeout.connect(self.draft_changed)
        self._back.clicked.connect(self.back_asked)
        self._save.clicked.connect(self.save_asked)
        self._submit.clicked.connect(self._ask_submit)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("Ctrl+Return", self._ask_submit),
            ("Ctrl+Enter", self._ask_submit),
            ("Ctrl+S", self.save_asked.emit),
        ):
            QShortcut(QKeySequence(keys), self, act).setContext(here)

    def fields(self) -> tuple[Field, ...]:
        """Return all fields in the order in which Enter visits them."""
        own = (self.number, self.effective, self.issuer, self.dated, self.title, self.explanation)
        return (*self._particulars.fields(), *own)

    def touch(self, *_: object) -> None:
        """Something was typed: a preview follows once the typing pauses."""
        self._pause.start()

    def begin(self, case: Case | None, today: date) -> None:
        """Show a draft's document, or an empty one that takes effect today."""
        self._kept = {case.unit: case.id} if case else {}
        self._unexplained = False
        document = case.document if case else Document("")
        for field, text in (
            (self.number, document.number),
            (self.issuer, document.issuer),
            (self.title, document.title),
            (self.dated, document.dated.isoformat() if document.dated else ""),
            (self.effective, (case.effective if case else today).isoformat()),
            (self.explanation, case.explanation if case else ""),
        ):
            if isinstance(field.editor, QLineEdit):
                field.editor.setText(text)
            field.complain("")
        self.impact.wait("")
        self.fields()[0].editor.setFocus()

    def keep_as(self, views: tuple[CaseView, ...]) -> None:
        """Remember under which numbers the drafts are kept."""
        self._kept = {view.case.unit: view.case.id for view in views}

    def drafts(self, today: date) -> tuple[CaseDraft, ...]:
        """Return the drafts as far as they are filled in, one per unit, none without a unit."""
        groups = self._particulars.groups()
        document = Document(
            canonical_number(self.number.text()),
            self.title.text(),
            self.issuer.text(),
            read_day(self.dated.text()),
        )
        # A lone draft stays the same draft when its unit is corrected.
        alone = len(groups) == 1 and len(self._kept) == 1
        kept = dict.fromkeys((unit for unit, _ in groups), *self._kept.values()) if alone else {}
        return tuple(
            self._draft(unit, persons, document, today, {**self._kept, **kept}.get(unit))
            for unit, persons in groups
        )

    def _draft(
        self,
        unit: UnitId,
        persons: tuple[Mapping[str, str], ...],
        document: Document,
        today: date,
        kept: CaseId | None,
    ) -> CaseDraft:
        effective, why = read_day(self.effective.text()) or today, self.explanation.text()
        return CaseDraft(self.kind, unit, document, effective, persons, why, kept)

    def show_effect(self, views: tuple[CaseView, ...]) -> None:
        """Show what the drafts would do, and under 说明 whether they want one."""
        self.impact.show_cases(views)
        self._unexplained = any(view.wants_explanation for view in views)
        self.explanation.complain(_EXPLAIN if self._unexplained else "")

    def ready(self) -> bool:
        """Tell whether a preview makes sense."""
        return self._particulars.ready()

    def check(self) -> bool:
        """Complain under the fields and go to the first that is wrong; tell whether all is well."""
        sound = [self._particulars.check(), not self.number.missing(), not self.effective.missing()]
        for field in (self.effective, self.dated):
            if field.text() and read_day(field.text()) is None:
                field.complain("日期写成 2026-11-22 或 2026年11月22日。")
                sound.append(False)
        if self._unexplained and not self.explanation.text():
            self.explanation.complain(_EXPLAIN)
            sound.append(False)
        if not all(sound):
            wrong = next(field for field in self.fields() if field.complaint)
            wrong.editor.setFocus()
        return all(sound)

    def _spell_number(self) -> None:
        if isinstance(self.number.editor, QLineEdit):
            self.number.editor.setText(canonical_number(self.number.text()))

    def _ask_submit(self) -> None:
        if self.check():
            self.submit_asked.emit()
