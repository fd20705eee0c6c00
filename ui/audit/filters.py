"""What the list of the audit is narrowed to."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from domain.audit import DONE, GROUPS, REFUSED, AuditQuery, acts_of
from domain.roles import Role
from ui.audit.model import CHOSEN, TIMES, Span
from ui.parts.fields import CalmCombo, DayEdit, SearchField
from ui.parts.furniture import label, row

_ALL_ACTS: Final = "全部操作"
_EVERYBODY: Final = "所有账号"
_ALL_ROLES: Final = "所有角色"
_ALL_RESULTS: Final = "全部结果"
_GROUP_WIDTH: Final = 16
_SINGLE: Final = "单人办理的"


class AuditFilters(QWidget):
    """Days, acts, account, role, result and a text; each change asks for the list anew."""

    changed = Signal()

    def __init__(self, known: tuple[str, ...], today: date) -> None:
        super().__init__()
        self._known, self._today = known, today
        self.time, self.group, self.actor = CalmCombo(), CalmCombo(), CalmCombo()
        self.role, self.result = CalmCombo(), CalmCombo()
        self.first, self.last = DayEdit(), DayEdit()
        self.text = SearchField("对象：文号、单位编码、业务单号…")
        self.witnesses = QCheckBox("含见证记录")
        self.witnesses.setToolTip("每次改动台账之后自动登记的摘要，平时不用看")
        for field, name, words in (
            (self.time, "时间", (*TIMES, CHOSEN)),
            (self.group, "操作", (_ALL_ACTS, *GROUPS)),
            (self.actor, "账号", (_EVERYBODY,)),
            (self.role, "角色", (_ALL_ROLES, *(role.value for role in Role))),
            (self.result, "结果", (_ALL_RESULTS, DONE, REFUSED, _SINGLE)),
        ):
            field.setAccessibleName(name)
            field.addItems(list(words))
        self.group.setMinimumContentsLength(_GROUP_WIDTH)
        self._days = QWidget()
        for day, name in ((self.first, "起始日期"), (self.last, "截止日期")):
            day.setAccessibleName(name)
        self._days.setLayout(row(label("从"), self.first, label("到"), self.last, None))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        filters = row(
            self.time, self.group, self.actor, self.role, self.result, self.text, self.witnesses
        )
        filters.setStretch(5, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(filters)
        layout.addWidget(self._days)
        self._days.hide()

    def _connect(self) -> None:
        for field in (self.time, self.group, self.actor, self.role, self.result):
            field.currentIndexChanged.connect(self._ask)
        for day in (self.first, self.last):
            day.editingFinished.connect(self._ask)
        self.text.settled.connect(self._ask)
        self.witnesses.toggled.connect(self._ask)

    def know(self, actors: tuple[str, ...]) -> None:
        """Take the accounts to narrow the list to; the one that was chosen stays so."""
        chosen = self.actor.currentText()
        self.actor.blockSignals(True)
        self.actor.clear()
        self.actor.addItems([_EVERYBODY, *actors])
        self.actor.setCurrentIndex(max(self.actor.findText(chosen), 0))
        self.actor.blockSignals(False)

    def query(self) -> AuditQuery:
        """Return what the list shall show."""
        first, last = self._span()
        group = _said(self.group)
        result = self.result.currentText()
        return AuditQuery(
            first,
            last,
            _said(self.actor),
            _said(self.role),
            acts_of(group, self._known) if group else (),
            self.text.text().strip(),
            result if result in (DONE, REFUSED) else "",
            result == _SINGLE,
            self.witnesses.isChecked(),
        )

    def _span(self) -> Span:
        way = self.time.currentText()
        if way == CHOSEN:
            return self.first.day(), self.last.day()
        return TIMES[way](self._today)

    def _ask(self, *_: object) -> None:
        self._days.setVisible(self.time.currentText() == CHOSEN)
        self.changed.emit()


def _said(field: CalmCombo) -> str:
    """Return what a list of choices is set to, "" for its first, which narrows nothing."""
    return field.currentText() if field.currentIndex() > 0 else ""
