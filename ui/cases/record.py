"""A case to be read and decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from domain.case import ARCHIVED, DONE, DRAFT, RETURNED, STATE_WORDS, SUBMITTED, Case
from domain.case_outcomes import CaseView
from domain.changes.reversal import REVERSED_BY
from ui.cases.impact import Impact
from ui.cases.model import state_mark
from ui.look.lights import LightChip
from ui.parts.fields import Field
from ui.parts.furniture import Card, button, label, row
from ui.parts.particulars import Particulars
from ui.people.model import shown_id

_PERSON_WORDS: Final[Mapping[str, str]] = {
    "name": "姓名",
    "id": "身份证号",
    "sex": "性别",
    "birth": "出生日期",
    "quota_type": "编制类型",
    "post_class": "岗位类别",
    "entry_mode": "进入形式",
    "position": "职务",
    "slot": "用编编号",
    "exit_reason": "下编原因",
    "exit_to": "去向",
}


class CaseRecord(QWidget):
    """Shows one case with its impact, and the buttons its state allows."""

    approve_asked = Signal()
    return_asked = Signal(str)
    withdraw_asked = Signal()
    edit_asked = Signal()
    reversal_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._chip = label("", "title"), LightChip()
        self._text, self.impact = Particulars(), Impact()
        self.approve = button("审核办结", "primary")
        self.approve.setAutoDefault(True)
        self._return, self._withdraw = button("退回经办"), button("撤回")
        self._edit, self._back = button("修改"), button("返回列表")
        self.reverse = button("冲销本业务")
        self.reason = Field("退回原因", QLineEdit())
        card = Card()
        card.body.addWidget(self._text, 1)
        card.body.addWidget(self.reason)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(card, 3)
        both.addWidget(self.impact, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row(self._title, self._chip, None, self._back))
        layout.addLayout(both, 1)
        layout.addLayout(
            row(self.reverse, None, self._withdraw, self._edit, self._return, self.approve)
        )
        self.approve.clicked.connect(self.approve_asked)
        self._return.clicked.connect(self._ask_return)
        self._withdraw.clicked.connect(self.withdraw_asked)
        self._edit.clicked.connect(self.edit_asked)
        self._back.clicked.connect(self.back_asked)
        self.reverse.clicked.connect(self.reversal_asked)

    def show_cases(self, views: tuple[CaseView, ...]) -> None:
        """Show a case, or several that are decided together.

        The button that comes next has the focus, so that Enter goes on.
        """
        cases = [view.case for view in views]
        waiting = [case for case in cases if case.state == SUBMITTED]
        first, open_ = (waiting or cases)[0], cases[0].state in (DRAFT, RETURNED)
        several = f" 等 {len(cases)} 张" if len(cases) > 1 else ""
        self._title.setText(f"{first.kind}　{cases[0].id}{several}")
        self._chip.show_mark(state_mark(first.state))
        self._text.show_pairs(tuple(pair for view in views for pair in _numbered(view, views)))
        self.reason.complain("")
        standing = tuple(view for view in views if view.after)
        if standing:
            self.impact.show_cases(standing)
        else:
            self.impact.wait("这张单子已经办完，编制变化见机构编制页。")
        for part in (self.approve, self._return, self.reason):
            part.setVisible(bool(waiting))
        self._edit.setVisible(open_ and not several)
        self._withdraw.setVisible(bool(waiting) or open_)
        self.reverse.setVisible(can_be_reversed(cases))
        verb = "上编" if first.kind.endswith("上编") else "下编"
        people = sum(len(case.persons) for case in waiting)
        self.approve.setText(f"审核办结（{verb} {people} 人）")
        (self.approve if waiting else self._back).setFocus()

    def _ask_return(self) -> None:
        reason = self.reason.text()
        if reason:
            self.return_asked.emit(reason)
        else:
            self.reason.complain("请写明退回原因，经办人会看到。")
            self.reason.editor.setFocus()


def can_be_reversed(cases: list[Case]) -> bool:
    """Tell whether a lone finished case is in effect, so that a 冲销 may take it back."""
    (*others, case) = cases
    return not others and case.state in (DONE, ARCHIVED) and REVERSED_BY not in case.facts


def _numbered(view: CaseView, views: tuple[CaseView, ...]) -> tuple[tuple[str, str], ...]:
    """Return a case's fields, under its number where several are shown."""
    return (*((("业务单", view.case.id),) if len(views) > 1 else ()), *case_pairs(view))


def case_pairs(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Return a case's fields as name and value; ID numbers masked."""
    case: Case = view.case
    people = tuple(
        (
            _PERSON_WORDS[name] if len(case.persons) == 1 else f"{_PERSON_WORDS[name]} {number}",
            shown_id(person[name]) if name == "id" else person[name],
        )
        for number, person in enumerate(case.persons, 1)
        for name in _PERSON_WORDS
        if person.get(name)
    )
    document = case.document
    return (
        ("状态", STATE_WORDS.get(case.state, case.state) + ("（单人）" if case.single else "")),
        ("退回原因", case.reason),
        ("单位", view.unit_name),
        *people,
        ("批准文号", document.number),
        ("文件标题", document.title),
        ("发文单位", document.issuer),
        ("批文日期", document.dated.isoformat() if document.dated else ""),
        ("生效日期", case.effective.isoformat()),
        ("说明", case.explanation),
        ("经办", f"{case.entered_by} {case.entered_at.replace('T', ' ')[:16]}".strip()),
        ("审核", f"{case.decided_by} {case.decided_at.replace('T', ' ')[:16]}".strip()),
    )
