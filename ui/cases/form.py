"""The one-page form of a case: particulars, document, explanation; the impact at the right."""

from __future__ import annotations

from datetime import date
from typing import Final, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from domain.case import Case, CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.facts import UnitId
from ui.cases.document_fields import DocumentFields
from ui.cases.impact import Impact
from ui.cases.model import Group
from ui.parts.fields import Field
from ui.parts.furniture import Card, EnterMoves, PageHead, button, label, line, row
from ui.parts.person_picker import PersonPicker
from ui.parts.unit_picker import UnitPicker

_PAUSE_MS: Final = 350
_OWN_ENTER: Final = (UnitPicker, PersonPicker, QPlainTextEdit)


class CaseParticulars(Protocol):
    """What the form needs to know of the particulars of its kind."""

    def groups(self) -> tuple[Group, ...]:
        """Return what is to be done, one group per case."""
        ...

    def complete_groups(self) -> tuple[Group, ...]:
        """Return as much of it as a preview makes sense of."""
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

    def __init__(
        self, kind: str, hint: str, particulars: CaseParticulars, widget: QWidget, heading: str
    ) -> None:
        super().__init__()
        self.kind, self.particulars = kind, particulars
        self._kept: dict[UnitId, CaseId] = {}
        self.about = DocumentFields()
        self.number, self.explanation = self.about.number, self.about.explanation
        self.effective = self.about.effective
        self.impact = Impact()
        self._back, self._save = button("返回列表"), button("存草稿（Ctrl+S）")
        self._submit = button("保存并提交（Ctrl+Enter）", "primary")
        self._head = PageHead(kind, hint, self._back)
        self._hint_of_keys = "Enter 到下一项"
        self._keys = label(self._hint_of_keys, "hint")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._enter = EnterMoves(self)
        self._arrange(widget, heading)
        self._connect()
        self.chain()

    def _arrange(self, widget: QWidget, heading: str) -> None:
        card = Card()
        card.body.setContentsMargins(18, 14, 18, 14)
        card.body.addWidget(label(heading, "section"))
        card.body.addWidget(widget)
        card.body.addWidget(line())
        card.body.addWidget(label("批文和生效", "section"))
        card.body.addWidget(self.about)
        card.body.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(card)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._scroll, 3)
        both.addWidget(self.impact, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addLayout(both, 1)
        layout.addLayout(row(self._keys, None, self._save, self._submit, spacing=10))

    def _connect(self) -> None:
        self.about.changed.connect(self.touch)
        self._pause.timeout.connect(self.draft_changed)
        self._back.clicked.connect(self.back_asked)
        self._save.clicked.connect(self.save_asked)
        self._submit.clicked.connect(self._ask_submit)
        for keys, act in (
            ("Ctrl+Return", self._ask_submit),
            ("Ctrl+Enter", self._ask_submit),
            ("Ctrl+S", self.save_asked.emit),
        ):
            self.on_keys(keys, act)

    def on_keys(self, keys: str, act: object) -> None:
        """Let keys do something while the cursor is in the form."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def chain(self) -> None:
        """Let Enter and Tab visit the fields in their order; again after fields have changed."""
        before: QWidget | None = None
        for field in self.fields():
            if before is not None:
                QWidget.setTabOrder(before, field.editor)
            before = field.editor
            if not isinstance(field.editor, _OWN_ENTER):
                field.editor.installEventFilter(self._enter)

    def take(self, kind: str, hint: str, keys: str, *, modes: bool) -> None:
        """Serve another kind of business."""
        self.kind = kind
        self._head.call(kind)
        self._head.say(hint)
        self._hint_of_keys = keys
        self.about.offer_modes(offered=modes)
        self.chain()

    def tell(self, text: str) -> None:
        """Say something in the line below the form."""
        self._keys.setText(text)

    def fields(self) -> tuple[Field, ...]:
        """Return all fields in the order in which Enter visits them."""
        return (*self.particulars.fields(), *self.about.fields())

    def touch(self, *_: object) -> None:
        """Something was typed: a preview follows once the typing pauses."""
        self._pause.start()

    def begin(self, case: Case | None, today: date) -> None:
        """Show a draft's document, or an empty one that takes effect today."""
        self._kept = {case.unit: case.id} if case else {}
        self.about.begin(case, today)
        self._keys.setText(self._hint_of_keys)
        self.impact.wait("")
        self._scroll.verticalScrollBar().setValue(0)
        self.fields()[0].editor.setFocus()

    def keep_as(self, views: tuple[CaseView, ...]) -> None:
        """Remember under which numbers the drafts are kept."""
        self._kept = {view.case.unit: view.case.id for view in views}

    def drafts(self, today: date) -> tuple[CaseDraft, ...]:
        """Return the drafts as far as they are filled in, one per unit, none without a unit."""
        return self._drafts(self.particulars.groups(), today)

    def previews(self, today: date) -> tuple[CaseDraft, ...]:
        """Return as much of the drafts as a preview makes sense of."""
        return self._drafts(self.particulars.complete_groups(), today)

    def _drafts(self, groups: tuple[Group, ...], today: date) -> tuple[CaseDraft, ...]:
        # A lone draft stays the same draft when its unit is corrected.
        alone = len(groups) == 1 and len(self._kept) == 1
        units = (group.unit for group in groups)
        kept = dict.fromkeys(units, *self._kept.values()) if alone else {}
        return tuple(
            CaseDraft(
                self.kind,
                group.unit,
                self.about.document(),
                self.about.day(today),
                group.persons,
                self.explanation.text(),
                {**self._kept, **kept}.get(group.unit),
                group.entries,
                self.about.correcting(),
            )
            for group in groups
        )

    def show_effect(self, views: tuple[CaseView, ...]) -> None:
        """Show what the drafts would do, and under 说明 whether they want one."""
        self.impact.show_cases(views)
        self.about.want_explanation(wanted=any(view.wants_explanation for view in views))

    def check(self) -> bool:
        """Complain under the fields and go to the first that is wrong; tell whether all is well."""
        sound = all([self.particulars.check(), self.about.check()])
        wrong = next((field for field in self.fields() if field.complaint), None)
        if not sound and wrong is not None:
            wrong.editor.setFocus()
            self._scroll.ensureWidgetVisible(wrong)
        return sound

    def _ask_submit(self) -> None:
        if self.check():
            self.submit_asked.emit()
