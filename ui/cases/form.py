"""The one-page form of a case: particulars, document, explanation; the impact at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from domain.case import Case
from domain.case_outcomes import CaseDraft, CaseView
from domain.changes.kinds import kind_of
from domain.dossier import Member
from domain.working_copy import Basis, Typed, WorkingCopy, mark_of
from ui.cases.document_fields import DocumentFields
from ui.cases.drafting import drafts_of
from ui.cases.impact import Impact
from ui.cases.lines_editor import LinesEditor
from ui.cases.model import Group
from ui.cases.particulars import CaseParticulars
from ui.cases.steps import Place
from ui.cases.undoing import FormUndoes, Undoing
from ui.parts.enter import on_keys
from ui.parts.fields import Field
from ui.parts.furniture import Card, EnterMoves, PageHead, button, label, line, row
from ui.parts.person_picker import PersonPicker
from ui.parts.unit_picker import UnitPicker
from ui.parts.writing import show_texts, texts_of

_PAUSE_MS: Final = 350
_IN_SIGHT: Final = 60
_OWN_ENTER: Final = (UnitPicker, PersonPicker, QPlainTextEdit)


class CaseForm(QWidget):
    """Collects a draft. Enter goes on, Ctrl+Enter saves and submits, Ctrl+S saves.

    `name` is what the form is called; two forms may serve one kind.
    """

    draft_changed = Signal()
    touched = Signal()
    save_asked = Signal()
    submit_asked = Signal()
    back_asked = Signal()

    def __init__(
        self, kind: str, hint: str, particulars: CaseParticulars, widget: QWidget, heading: str
    ) -> None:
        super().__init__()
        self.kind, self.name, self.particulars = kind, kind, particulars
        self.based_on: tuple[Basis, ...] = ()
        self.about = DocumentFields()
        self.number, self.explanation = self.about.number, self.about.explanation
        self.effective = self.about.effective
        self.impact = Impact()
        self._back, self._save = button("返回列表"), button("存草稿（Ctrl+S）")
        self._submit = button("保存并提交（Ctrl+Enter）", "primary")
        self.undoing, self._undoes = Undoing(self), FormUndoes(self)
        self._head = PageHead(kind, hint, self.undoing.button, self._back)
        self._hint_of_keys = "Enter 到下一项"
        self._keys = label(self._hint_of_keys, "hint")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._enter = EnterMoves(self)
        self._arrange(widget, heading)
        self._connect()
        self.chain()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

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
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self._back.clicked.connect(self.back_asked)
        self._save.clicked.connect(self.save_asked)
        self._submit.clicked.connect(self._ask_submit)
        for keys, act in (
            ("Ctrl+Return", self._ask_submit),
            ("Ctrl+Enter", self._ask_submit),
            ("Ctrl+S", self.save_asked.emit),
        ):
            on_keys(self, keys, act)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not QApplication.mouseButtons():
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Keep the field with the cursor in sight, also when lines above it come and grow."""
        QTimer.singleShot(0, self, self._show_cursor)

    def _show_cursor(self) -> None:
        now = QApplication.focusWidget()
        if self._scroll.widget().isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, _IN_SIGHT)

    def serve_lines(self, editor: LinesEditor) -> None:
        """Let keys add lines, take them away and unfold what is rare in them."""
        on_keys(self, "Alt+N", editor.add_line)
        on_keys(self, "Alt+M", editor.unfold)
        on_keys(self, "Alt+Delete", editor.take_line_away)

    def chain(self) -> None:
        """Let Enter and Tab visit the fields in their order; again after fields have changed."""
        before: QWidget | None = None
        for field in self.fields():
            if before is not None:
                QWidget.setTabOrder(before, field.editor)
            before = field.editor
            field.editor.installEventFilter(self._undoes)
            if not isinstance(field.editor, _OWN_ENTER):
                field.editor.installEventFilter(self._enter)

    def take(self, kind: str, hint: str, keys: str, *, modes: bool) -> None:
        """Serve another kind of business."""
        self.kind = self.name = kind
        self._head.call(kind)
        self._head.say(hint)
        self._hint_of_keys = keys
        self.about.offer_modes(offered=modes)
        self.about.need_document(needed=not kind_of(kind).undocumented)
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
        self.touched.emit()

    def go_on_with(self, copy: WorkingCopy, members: Mapping[str, Member], today: date) -> None:
        """Show a working copy, which goes on with the drafts that it was made of."""
        self.begin(None, today)
        self.based_on = copy.based_on
        self.show_typed(copy.typed, members)

    def begin(self, case: Case | None, today: date) -> None:
        """Show a draft's document, or an empty one that takes effect today."""
        self.based_on = (Basis(case.unit, case.id, mark_of(case)),) if case else ()
        self.about.begin(case, today)
        self._keys.setText(self._hint_of_keys)
        self.impact.wait("")
        self._scroll.verticalScrollBar().setValue(0)
        self.fields()[0].editor.setFocus()

    def keep_as(self, views: tuple[CaseView, ...]) -> None:
        """Remember under which numbers the drafts are kept."""
        cases = [view.case for view in views]
        self.based_on = tuple(Basis(case.unit, case.id, mark_of(case)) for case in cases)

    def drafts(self, today: date) -> tuple[CaseDraft, ...]:
        """Return the drafts as far as they are filled in, one per unit, none without a unit."""
        return self._drafts(self.particulars.groups(), today)

    def previews(self, today: date) -> tuple[CaseDraft, ...]:
        """Return as much of the drafts as a preview makes sense of."""
        return self._drafts(self.particulars.complete_groups(), today)

    def _drafts(self, groups: tuple[Group, ...], today: date) -> tuple[CaseDraft, ...]:
        return drafts_of(self.kind, groups, self.about, self.based_on, today)

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

    def typed(self) -> Typed:
        """Return all that stands in the form."""
        own = self.particulars.typed()
        return Typed({**texts_of(self.about.named()), **own.fields}, own.lists, own.lines)

    def show_typed(self, typed: Typed, members: Mapping[str, Member]) -> None:
        """Show what stood in the form; `members` are its people by ID number."""
        self.particulars.show_typed(typed, members)
        show_texts(self.about.named(), typed.fields)
        self.chain()
        self.touch()

    def field_at(self, place: Place) -> Field | None:
        """Return the field at a place, `None` where there is none any more."""
        if place.line is None:
            return {**self.about.named(), **self.particulars.named()}.get(place.name)
        editor = self.particulars.editor
        return editor.field_at(place.line, place.name) if editor is not None else None

    def go_to(self, place: Place) -> None:
        """Put the cursor where something was undone."""
        field = self.field_at(place)
        if field is not None and field.editor.isVisible():
            field.editor.setFocus()
            self._scroll.ensureWidgetVisible(field)
