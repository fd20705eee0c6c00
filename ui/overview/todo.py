"""本周待办: open cases, documents on which nobody has acted, problems; the most urgent first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Signal

from domain.accounts import AccountList, AccountState, AccountView
from domain.archive import UnenteredDocument
from domain.case_outcomes import CaseView
from domain.problem_outcomes import ProblemFigures
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.look.lights import RED, YELLOW, LightMark
from ui.parts.deadline import by_urgency, days_mark, left_mark, most_urgent
from ui.parts.furniture import Card, button, label, row
from ui.parts.table import Column, Grid, RowTable

UNENTERED: Final = "变动未录入"
PROBLEMS: Final = "问题整改"
OVERDUE: Final = "逾期"
THIS_WEEK: Final = "本周到期"
_ROWS: Final = 4
RELEASE: Final = "放行账号"
Task = CaseView | UnenteredDocument | ProblemFigures | AccountView
"""Problems are one task together, where any is overdue or due this week; an account is one that
waits to be let to the ledgers."""


def left_of(task: Task) -> LightMark | str:
    """Return the working days that a task has left."""
    if isinstance(task, AccountView):
        return "—"
    if isinstance(task, CaseView):
        return left_mark(task)
    if isinstance(task, ProblemFigures):
        return LightMark(_urgency(task), OVERDUE if task.overdue else THIS_WEEK)
    return "—" if task.left is None else days_mark(task.urgency, task.left)


def urgency_of(task: Task) -> tuple[int, int, str]:
    """Return what sorts tasks: red first, then what is due soonest, then the oldest."""
    if isinstance(task, AccountView):
        return by_urgency(YELLOW, None, task.name)
    if isinstance(task, CaseView):
        return most_urgent(task)
    if isinstance(task, ProblemFigures):
        return by_urgency(_urgency(task), 0, PROBLEMS)
    return by_urgency(task.urgency, task.left, f"{task.record.id:09}")


def task_of(task: Task) -> str:
    """Return what is to be done."""
    if isinstance(task, CaseView):
        return f"{task.case.kind}（{task.progress.word}）"
    if isinstance(task, AccountView):
        return RELEASE
    return PROBLEMS if isinstance(task, ProblemFigures) else UNENTERED


def about(task: Task) -> str:
    """Return whom or what it is about."""
    if isinstance(task, AccountView):
        return f"{task.name}（{'、'.join(role.value for role in task.roles)}）"
    if isinstance(task, CaseView):
        return task.unit_name
    if isinstance(task, ProblemFigures):
        counts = ((task.overdue, OVERDUE), (task.due_this_week, THIS_WEEK))
        return "，".join(f"{count} 项{word}" for count, word in counts if count)
    return "　".join(filter(None, (task.record.number, task.record.title)))


def of_problems(figures: ProblemFigures) -> tuple[Task, ...]:
    """Return the task that problems make, none where nothing is overdue or due this week."""
    return (figures,) if figures.overdue or figures.due_this_week else ()


def waiting_for_release(held: AccountList) -> tuple[Task, ...]:
    """Return the accounts that wait, nothing for who may let none of them in."""
    if not allowed(held.actor, Act.RELEASE):
        return ()
    waits = AccountState.WAITS_FOR_RELEASE
    return tuple(account for account in held.accounts if account.state is waits)


def _urgency(figures: ProblemFigures) -> str:
    return RED if figures.overdue else YELLOW


WEEK: Final = (
    Column[Task]("期限", left_of, 6, sort=urgency_of),
    Column[Task]("待办", task_of, 9),
    Column[Task]("单位或文件", about, 8, rest=True),
)


class ToDo(Card):
    """The list, and the ways to a case, to a document and to the page of cases."""

    chosen = Signal(str)
    document_chosen = Signal(object)
    problems_chosen = Signal(str)
    release_asked = Signal()
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading, self._all = label("本周待办", "section"), button("全部业务", "link")
        self.body.addLayout(row(self.heading, None, self._all))
        self._none = label("没有要办的文件、业务单，也没有逾期或本周到期的问题。", "hint")
        self.table, self.grid = RowTable[Task](WEEK, self), Grid("本周待办")
        self.grid.show_table(self.table, WEEK)
        self.grid.fit_rows(_ROWS, least=2)
        self.body.addWidget(self._none)
        self.body.addWidget(self.grid)
        self.grid.clicked.connect(self._open)
        self.grid.activated.connect(self._open)
        self._all.clicked.connect(self.all_asked)

    def show_tasks(self, tasks: tuple[Task, ...]) -> None:
        """Show everything that is to be done, the most urgent first."""
        self.table.fill(sorted(tasks, key=urgency_of))
        self._none.setVisible(not tasks)
        self.grid.setVisible(bool(tasks))
        self.heading.setText(f"本周待办 {len(tasks)}" if tasks else "本周待办")

    def _open(self, index: QModelIndex) -> None:
        task = self.table.row_at(index)
        if isinstance(task, CaseView):
            self.chosen.emit(task.case.id)
        elif isinstance(task, ProblemFigures):
            self.problems_chosen.emit(OVERDUE if task.overdue else THIS_WEEK)
        elif isinstance(task, AccountView):
            self.release_asked.emit()
        else:
            self.document_chosen.emit(task.record)
