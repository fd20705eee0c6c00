"""Joins the unlock page to the front door."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from domain.errors import Refusal
from ui.front_door import FrontDoor
from ui.messages import UserMessage
from ui.parts.choosers import FileChooser
from ui.parts.jobs import Jobs
from ui.session_desk import IDLE, KEY_FILE, SCREEN, SLEEP
from ui.unlock.gate import PDF, Gate
from ui.unlock.view import UnlockView

if TYPE_CHECKING:  # the unlock page comes up without the business
    from collections.abc import Mapping

    from domain.keys import RotationAsked
    from domain.workflow.ports import Progress
    from ui.desk import Desk
    from ui.security_desk import SecurityDesk

    Answer = Desk | SecurityDesk | RotationAsked | tuple[Refusal, int]

WEAK_PASSWORD = "vault.password_weak"  # noqa: S105 - the code of a refusal
_LOCKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        IDLE: "一段时间没有人操作，已自动锁定。",
        SCREEN: "屏幕锁定时，编清一起锁定了。",
        SLEEP: "电脑休眠前，编清自动锁定了。",
        KEY_FILE: "存有密钥文件的 U 盘拔出了，编清已锁定。",
    }
)
"""What is said of a lock that nobody pressed."""


class UnlockPresenter(QObject):
    """Lets an account in, by password or by the recovery code.

    `waits` when something secret is to be seen or typed, or is in memory while somebody thinks.
    """

    signed_in = Signal(object)
    waits = Signal()

    def __init__(self, view: UnlockView, door: FrontDoor, jobs: Jobs, files: FileChooser) -> None:
        super().__init__(view)
        self._page, self._door, self._jobs, self._files = view, door, jobs, files
        self._account, self._password, self._typed = "", "", ""
        self._recovering = False
        self._gate = Gate(view, door, jobs, files, self)
        self._gate.passed.connect(self.signed_in)
        self._gate.waits.connect(self.waits)
        view.sign_in.sign_in_asked.connect(self._sign_in)
        view.sign_in.recovery_asked.connect(self._offer_recovery)
        view.sign_in.offer(door.last_account)
        view.sign_in.explain(_LOCKED.get(door.locked_by, ""))

    def _offer_recovery(self) -> None:
        if not self._recovering:
            self._recovering = True
            self._page.recovery.back_asked.connect(self._page.show_sign_in)
            self._page.recovery.open_asked.connect(self._recover)
            self._page.sheet.save_asked.connect(self._save_sheet)
            self._page.sheet.confirm_asked.connect(self._confirm)
        self.waits.emit()
        self._page.show_recovery()

    def _sign_in(self, account: str, password: str) -> None:
        door = self._door
        self._password = password
        self._page.sign_in.work(busy=True)

        def work(_: Progress) -> Answer:
            try:
                return door.sign_in(account, password)
            except Refusal as refusal:
                return refusal, door.wait(account)

        self._jobs.write(self, "打开台账", work, self._signed_in, ended=self._free)

    def _free(self) -> None:
        self._page.sign_in.work(busy=False)

    def _signed_in(self, answer: Answer) -> None:
        if isinstance(answer, tuple):
            refusal, seconds = answer
            self._password = ""
            self._page.sign_in.refuse(self._jobs.words(refusal).text, seconds)
        else:
            self._gate.approach(answer, self._password, self._typed)
            self._password = self._typed = ""

    def _recover(self, typed: str, account: str, password: str) -> None:
        door = self._door
        self._account, self._password = account, password
        self._jobs.write(
            self,
            "用恢复码打开",
            lambda _: door.open_by_recovery(typed, account, password),
            self._page.show_new_code,
            failed=self._refuse_code,
        )

    def _refuse_code(self, message: UserMessage) -> None:
        self._page.recovery.refuse(message.text, password=message.code == WEAK_PASSWORD)

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
        door, self._typed = self._door, typed
        self._jobs.write(
            self,
            "核对恢复码",
            lambda _: door.confirm_recovery(typed),
            self._confirmed,
            failed=self._refuse_typed,
            holds=(self._page.sheet,),
        )

    def _refuse_typed(self, message: UserMessage) -> None:
        self._page.sheet.typed.complain(message.text)

    def _confirmed(self, _: None) -> None:
        self._page.sheet.forget()
        self._page.show_sign_in()
        self._sign_in(self._account, self._password)
