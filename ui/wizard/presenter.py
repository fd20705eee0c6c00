"""Joins the set-up to the front door, and its last steps to the new desk."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from domain.outcomes import SelfCheck, SetupAnswers
from ui.desk import Desk
from ui.front_door import FrontDoor
from ui.intake.presenter import IntakePresenter
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.choosers import FileChooser
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices
from ui.unlock.gate import PDF
from ui.unlock.presenter import WEAK_PASSWORD
from ui.wizard.view import ACCOUNT, OFFICE, PEOPLE, RECOVERY, UNITS, WizardView


class WizardPresenter(QObject):
    """Creates the office, has the recovery code typed back, lets the first workbooks in.

    `waits` from the code on: it is seen, and then the office is open.
    """

    finished = Signal(object)
    waits = Signal()

    def __init__(
        self,
        view: WizardView,
        door: FrontDoor,
        jobs: Jobs,
        *,
        notices: Notices,
        files: FileChooser,
        theme: Theme,
    ) -> None:
        super().__init__(view)
        self._page, self._door, self._jobs = view, door, jobs
        self._notices, self._files, self._theme = notices, files, theme
        self._answers: SetupAnswers | None = None
        self._desk: Desk | None = None
        view.next_asked.connect(self._next)
        view.back_asked.connect(self._back)
        view.account.folder_asked.connect(self._choose_folder)
        view.sheet.save_asked.connect(self._save_sheet)
        view.sheet.confirm_asked.connect(self._confirm)
        jobs.read(self, "自检", lambda _: door.self_check(), self._show_checks)

    def _show_checks(self, checks: tuple[SelfCheck, ...]) -> None:
        missing = self._theme.missing_fonts
        told = f"缺少 {'、'.join(missing)}" if missing else "自带中文字体已加载，含生僻字"
        self._page.office.show_checks((SelfCheck("字体", not missing, told), *checks))

    def _next(self, step: int) -> None:
        if step == OFFICE and self._page.office.check():
            self._page.show_step(ACCOUNT)
        elif step == ACCOUNT and self._page.account.check():
            self._create()
        elif step == UNITS:
            self._page.show_step(PEOPLE)
        elif step == PEOPLE:
            self.finished.emit(self._desk)

    def _back(self) -> None:
        self._page.show_step(OFFICE)

    def _choose_folder(self, which: str) -> None:
        folder = self._files.folder("数据放在哪里" if which == "data" else "备份放在哪里")
        if folder is not None:
            self._page.account.set_folder(which, folder)

    def _create(self) -> None:
        answers = self._page.account.answers(*self._page.office.office())
        self._answers, door = answers, self._door
        self._page.work(busy=True)
        self._jobs.write(
            self,
            "创建加密台账",
            lambda progress: door.create_office(answers, progress),
            self._show_code,
            failed=self._refuse_answers,
            ended=self._free,
        )

    def _refuse_answers(self, message: UserMessage) -> None:
        if message.code == WEAK_PASSWORD:
            self._page.account.refuse_password(message.text)
        else:
            self._notices.tell(message)

    def _free(self) -> None:
        self._page.work(busy=False)

    def _show_code(self, lines: tuple[str, ...]) -> None:
        self.waits.emit()
        self._page.show_step(RECOVERY)
        self._page.sheet.show_code(lines)

    def _save_sheet(self) -> None:
        path = self._files.save_file("恢复单另存为", "恢复单.pdf", PDF)
        if path is not None:
            door = self._door
            self._jobs.write(
                self,
                "生成恢复单",
                lambda _: door.save_recovery_sheet(path),
                lambda _: self._page.sheet.tell_saved(path),
            )

    def _confirm(self, typed: str) -> None:
        door, answers = self._door, self._answers
        if answers is None:
            return

        def work(_: object) -> Desk:
            door.confirm_recovery(typed)
            desk = door.open_office(answers.account, answers.password)
            desk.security.keys.drill(typed)
            return desk

        self._jobs.write(
            self,
            "核对恢复码",
            work,
            self._open,
            failed=self._refuse_typed,
            holds=(self._page.sheet,),
        )

    def _refuse_typed(self, message: UserMessage) -> None:
        self._page.sheet.typed.complain(message.text)

    def _open(self, desk: Desk) -> None:
        self._desk, self._answers = desk, None
        self._page.sheet.forget()
        for intake in self._page.intakes:
            importing = IntakePresenter(intake, desk, self._jobs, self._notices, self._files)
            importing.imported.connect(self._page.show_imported)
        self._page.show_step(UNITS)
