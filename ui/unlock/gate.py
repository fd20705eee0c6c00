"""Between the password and the window: what must be settled before anybody works.

New keys that were ordered, a register that is not as witnessed, a password that somebody else
knows, a recovery sheet that nobody has typed back. Each is asked about on the unlock page, one
after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from domain.keys import RotationAsked
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.front_door import FrontDoor
from ui.messages import UserMessage
from ui.parts.choosers import FileChooser
from ui.parts.jobs import Jobs
from ui.unlock.view import UnlockView

if TYPE_CHECKING:  # the unlock page comes up without the business
    from ui.desk import Desk
    from ui.parts.side_form import SideForm
    from ui.security_desk import SecurityDesk
    from ui.unlock.settling import AcceptedForm, RotatedForm

PDF = "PDF (*.pdf)"


class Gate(QObject):
    """Lets somebody whose password was right go on; `passed` tells his desk.

    `waits` before each question: the keys are in memory until it is answered.
    """

    passed = Signal(object)
    waits = Signal()

    def __init__(
        self, page: UnlockView, door: FrontDoor, jobs: Jobs, files: FileChooser, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page, self._door, self._jobs, self._files = page, door, jobs, files
        self._password, self._typed = "", ""
        self._accepting = False

    def approach(
        self, answer: Desk | SecurityDesk | RotationAsked, password: str, typed: str
    ) -> None:
        """Ask what must be asked of whoever has just signed in with a password.

        `typed` is the code of the recovery sheet where it has just been typed back.
        """
        self._password, self._typed = password, typed
        if isinstance(answer, RotationAsked):
            self._ask_rotation(answer)
        else:
            self._look_at_register(answer)

    def _ask_rotation(self, asked: RotationAsked) -> None:
        form = self._page.rotation
        form.explain(asked)
        form.given.connect(self._rotate)
        form.left.connect(partial(self._enter, form, self._look_at_register))
        self.waits.emit()
        self._page.ask(form)

    def _rotate(self) -> None:
        door, form = self._door, self._page.rotation
        self._jobs.write(
            self, "更换密钥", door.rotate, self._tell_rotated, failed=form.refuse, holds=(form,)
        )

    def _tell_rotated(self, rotated: tuple[Desk | SecurityDesk, tuple[str, ...]]) -> None:
        """Say that it is done before anybody goes on: what follows is still to be done."""
        desk, told = rotated
        self._tell(self._page.rotated, told, partial(self._look_at_register, desk))

    def _enter(self, form: SideForm, then: Callable[[Desk | SecurityDesk], None]) -> None:
        door = self._door
        self._jobs.write(
            self, "打开台账", lambda _: door.enter(), then, failed=form.refuse, holds=(form,)
        )

    def _look_at_register(self, desk: Desk | SecurityDesk) -> None:
        """Tell whoever opens a register that is not as witnessed, before he works on it."""
        doubts = desk.security.doubts
        if not doubts:
            self._look_at_password(desk)
            return
        form = self._page.doubt
        form.explain(doubts, may_accept=allowed(desk.actor, Act.RESTORE))
        form.given.connect(self._accept)
        form.left.connect(partial(self._read_only, desk))
        self.waits.emit()
        self._page.ask(form)

    def _read_only(self, desk: Desk | SecurityDesk) -> None:
        """Go on with a register that is not accepted; trying to accept it has closed it."""
        if not self._accepting:
            self._look_at_password(desk)
            return
        self._enter(self._page.doubt, self._look_at_password)

    def _accept(self) -> None:
        door, form = self._door, self._page.doubt
        reason, self._accepting = form.reason.text(), True
        self._jobs.write(
            self,
            "确认台账现状",
            lambda _: door.accept(reason),
            self._tell_accepted,
            failed=form.refuse,
            holds=(form,),
        )

    def _tell_accepted(self, accepted: tuple[Desk | SecurityDesk, tuple[str, ...]]) -> None:
        """Let nobody go on before he has seen what is to be done again."""
        desk, told = accepted
        self._tell(self._page.accepted, told, partial(self._look_at_password, desk))

    def _tell(
        self, form: AcceptedForm | RotatedForm, told: tuple[str, ...], then: Callable[[], None]
    ) -> None:
        form.explain(told)
        form.given.connect(then)
        self.waits.emit()
        self._page.ask(form)

    def _look_at_password(self, desk: Desk | SecurityDesk) -> None:
        """Let nobody go on with a password that somebody else knows."""
        accounts, account = desk.security.accounts, desk.actor.account
        if not accounts.first_password:
            self._look_at_sheet(desk)
            return
        form = self._page.first
        form.know(lambda: self._password)
        form.judge_by(accounts, self._jobs, lambda: account)
        form.given.connect(partial(self._change_first, desk))
        self.waits.emit()
        self._page.ask(form)

    def _change_first(self, desk: Desk | SecurityDesk) -> None:
        form, old = self._page.first, self._password
        new, accounts = form.new.raw(), desk.security.accounts
        self._jobs.write(
            self,
            "修改密码",
            lambda _: accounts.change_password(old, new),
            lambda _: self._look_at_sheet(desk),
            failed=form.refuse,
            holds=(form.act,),
        )

    def _look_at_sheet(self, desk: Desk | SecurityDesk) -> None:
        """Let nobody work on data that no sheet opens: a set-up may have ended before its proof."""
        keys, typed = desk.security.keys, self._typed
        self._password = self._typed = ""
        if not keys.sheet_unproved:
            self.passed.emit(desk)
        elif typed:
            self._prove(desk, typed, self._page.proof.refuse)
        else:
            self._ask_proof(desk)

    def _ask_proof(self, desk: Desk | SecurityDesk) -> None:
        form = self._page.proof
        form.given.connect(lambda: self._prove(desk, form.code.text(), form.refuse, form))
        form.renew_asked.connect(partial(self._renew, desk))
        sheet = self._page.sheet
        sheet.save_asked.connect(partial(self._save, desk))
        sheet.confirm_asked.connect(
            lambda typed: self._prove(desk, typed, self._refuse_typed, sheet)
        )
        self.waits.emit()
        self._page.ask(form)

    def _prove(
        self,
        desk: Desk | SecurityDesk,
        typed: str,
        failed: Callable[[UserMessage], None],
        *holds: QWidget,
    ) -> None:
        keys = desk.security.keys

        def proved(_: None) -> None:
            self._page.sheet.forget()
            self.passed.emit(desk)

        self._jobs.write(
            self, "核对恢复单", lambda _: keys.drill(typed), proved, failed=failed, holds=holds
        )

    def _refuse_typed(self, message: UserMessage) -> None:
        self._page.sheet.typed.complain(message.text)

    def _renew(self, desk: Desk | SecurityDesk) -> None:
        keys, form = desk.security.keys, self._page.proof
        self._jobs.write(
            self,
            "换新恢复单",
            lambda _: keys.new_sheet(),
            self._page.show_new_code,
            failed=form.refuse,
            holds=(form,),
        )

    def _save(self, desk: Desk | SecurityDesk) -> None:
        path = self._files.save_file("恢复单另存为", "恢复单.pdf", PDF)
        if path is not None:
            keys = desk.security.keys
            self._jobs.write(
                self,
                "生成恢复单",
                lambda _: keys.save_sheet(path),
                lambda _: self._page.sheet.tell_saved(path),
            )
