"""What every command needs: who asks, of which office, on which day, and how it is answered."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop.clock import ProgramClock
from desktop.commands.secrets import Secrets
from desktop.commands.witnessed import OF_A_CASE, WITNESSED
from desktop.interrupting import CtrlC, TerminalProgress
from desktop.resources import Resources
from domain.errors import Refusal

if TYPE_CHECKING:  # a command loads what it opens, and only that
    from desktop.attendance import Attendance
    from desktop.entrance import Entrance
    from desktop.office import OpenOffice
    from desktop.operators import Operators
    from storage.audit_entries import Problem
    from storage.enrolling import Means
    from storage.key_profiles import KeyProfile
    from storage.session import Session

DONE: Final = 0
REFUSED: Final = 1
WRONG_USAGE: Final = 2
NEEDS_A_PERSON: Final = 3
CANCELLED: Final = 4
SEVERITY_WORDS: Final = {"error": "错误", "warning": "警告", "info": "提示"}
SIGN_IN_FROM: Final = "BIANQING_PASSWORD"
NEW_ACCOUNT_FROM: Final = "BIANQING_NEW_PASSWORD"
RECOVERY_FROM: Final = "BIANQING_RECOVERY_CODE"
_DEFAULT_USER: Final = "负责人"
_LONGEST_NAME: Final = 255
"""Bytes that a name of a file or folder has at most on the machines' disks."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers: the JSON document, the same in words, and the exit code."""

    value: Mapping[str, Any]
    text: str
    exit: int = DONE


@dataclass(frozen=True, slots=True)
class Console:
    """The surroundings of one command."""

    arguments: Namespace
    resources: Resources
    clock: ProgramClock
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    ctrl_c: CtrlC = field(default_factory=CtrlC)
    told: list[str] = field(default_factory=list)
    doubted: list[bool] = field(default_factory=list)

    @property
    def progress(self) -> TerminalProgress:
        """What is told how far long work has come, and stops it."""
        return TerminalProgress(self.ctrl_c)

    def answered(self, answer: Answer) -> Answer:
        """Return the answer with what the user was told beside it.

        What a register says that is not as witnessed needs a person, and so does a lost audit.
        """
        if not self.told:
            return answer
        ended = NEEDS_A_PERSON if any(self.doubted) and answer.exit == DONE else answer.exit
        return Answer({**answer.value, "notices": self.told}, answer.text, ended)

    def signing_in(self) -> tuple[Path, str, str]:
        """Return data folder, account and password, once no wait after wrong passwords is left.

        It is waited for before the folder is held, so that others may work meanwhile.
        """
        from storage.sign_in import wait_left

        folder, user, password = self.folder("data"), self.user, self.password()
        if left := wait_left(folder, user):
            self.ctrl_c.sleep(left)
        return folder, user, password

    @contextmanager
    def office(self) -> Iterator[OpenOffice]:
        """Sign in and open the office that `--data` names; what its user must know is told.

        A command that is refused is entered into the audit when it would have been entered had it
        been done, or when its user may not do it.
        """
        from desktop.office import open_office

        with open_office(*self.signing_in(), self.resources, self.clock) as opened:
            self._greet(opened.notices, doubted=bool(opened.register.problems))
            with self._witnessed(opened.attendance):
                yield opened

    @contextmanager
    def certification(self) -> Iterator[Operators]:
        """Sign in for what concerns certificates, which needs no key to the register.

        Notices and refusals are as with `office`.
        """
        with self.entrance() as entered, self._witnessed(entered.attendance):
            yield entered.operators

    @contextmanager
    def entrance(self) -> Iterator[Entrance]:
        """Sign in and open the register where the account holds its key; notices are told."""
        from desktop.entrance import entrance

        with entrance(*self.signing_in(), self.resources, self.clock) as entered:
            self._greet(entered.notices, doubted=entered.doubted)
            yield entered

    @contextmanager
    def attended(self) -> Iterator[Attendance]:
        """Sign in for what needs no register, whoever it is; notices are told."""
        from desktop.attendance import attended
        from desktop.entrance import without_register

        with attended(*self.signing_in(), self.clock) as attendance:
            entered = without_register(attendance, self.resources.words)
            self._greet(entered.notices, doubted=entered.doubted)
            yield attendance

    def _greet(self, notices: Iterable[str], *, doubted: bool) -> None:
        """Tell what there is to tell before the act begins, and let it be stopped here."""
        self.tell(notices)
        self.doubted.append(doubted)
        self.ctrl_c.stop()

    def worded(self, problems: Iterable[Problem]) -> list[dict[str, str]]:
        """Return problems as documents list them: code and sentence."""
        say = self.resources.words.say
        return [{"code": found.code, "text": say(found.code, found.facts)} for found in problems]

    def tell(self, notices: Iterable[str]) -> None:
        """Tell what the user must know beside the answer; the document holds it as `notices`."""
        for notice in notices:
            self.told.append(notice)
            sys.stderr.write(f"注意：{notice}\n")

    @contextmanager
    def _witnessed(self, attendance: Attendance) -> Iterator[None]:
        name = self.name
        subject = str(self.arguments.target) if name in OF_A_CASE else ""
        with attendance.witnessed(name, subject):
            self.require_own_password(attendance.session)
        try:
            yield
        except Refusal as refusal:
            if refusal.code == "role.denied" or name in WITNESSED:
                with attendance.witnessed(name, subject):
                    raise
            raise

    @property
    def name(self) -> str:
        """The command with its act, as in `case.submit`."""
        act = getattr(self.arguments, "act", "")
        return f"{self.arguments.command}.{act}" if act else str(self.arguments.command)

    @property
    def user(self) -> str:
        """The account, 负责人 when none is named."""
        return str(self.arguments.user or _DEFAULT_USER)

    @property
    def day(self) -> date:
        """The as-of day, today when none is named."""
        chosen: date | None = getattr(self.arguments, "as_of", None)
        return chosen or self.clock.today()

    @property
    def profile(self) -> KeyProfile:
        """The cost of a password that is set now."""
        from storage.key_profiles import profile_from

        return profile_from(self.environ)

    def password(self) -> str:
        """Return the password from the environment, a file or a prompt; never from an argument."""
        return self._secrets.read(SIGN_IN_FROM, self.arguments.password_file, "密码：")

    def new_password(self) -> str:
        """Return the password that is being set."""
        return self._secrets.read(NEW_ACCOUNT_FROM, self.arguments.new_password_file, "新的密码：")

    def recovery_code(self) -> str:
        """Return what was copied from the recovery sheet."""
        return self._secrets.read(RECOVERY_FROM, self.arguments.code_file, "恢复码：")

    def means(self) -> Means:
        """Return with what passwords and key files are made now."""
        from desktop.sticks import key_files
        from storage.enrolling import Means

        return Means(
            profile=self.profile,
            rules=self.resources.password_rules,
            today=self.clock.today(),
            key_files=key_files(self.environ),
        )

    def require_own_password(self, session: Session, *, besides: str = "") -> None:
        """Refuse `account.first_password` while the password is one that somebody else set.

        Also `account.password_overdue` when it has served its time. `besides` names the act that
        ends this.
        """
        if self.name == besides:
            return
        if session.first_password:
            raise Refusal("account.first_password", account=session.account)
        rules = self.resources.password_rules
        if session.password_set and rules.overdue(session.password_set, self.clock.today()):
            days = rules.change_after_days
            raise Refusal("account.password_overdue", account=session.account, days=days)

    def path(self, name: str) -> Path:
        """Return an argument as an absolute path; refuses `command.path_too_long`."""
        path = Path(getattr(self.arguments, name)).absolute()
        if any(len(os.fsencode(part)) > _LONGEST_NAME for part in path.parts):
            raise Refusal("command.path_too_long", option=name, most=_LONGEST_NAME)
        return path

    def folder(self, name: str) -> Path:
        """Return an argument as a folder; refuses `command.folder_missing` when none is named."""
        if not getattr(self.arguments, name, None):
            raise Refusal("command.folder_missing", option=f"--{name}")
        return self.path(name)

    @property
    def _secrets(self) -> Secrets:
        return Secrets(self.environ, self.ctrl_c)
