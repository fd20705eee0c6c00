"""What every command needs: who asks, of which office, on which day, and how it is answered."""

from __future__ import annotations

import getpass
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
from desktop.commands.witnessed import OF_A_CASE, WITNESSED
from desktop.interrupting import interruptible
from desktop.resources import Resources
from domain.errors import Refusal

if TYPE_CHECKING:  # a command loads what it opens, and only that
    from desktop.attendance import Attendance
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


class TerminalProgress:
    """Shows progress on standard error, only when that is a terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def step(self, done: int, total: int) -> None:
        """Overwrite the line."""
        if self._shown:
            line = f"{done}/{total}" if total else f"{done}"
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()


@dataclass(frozen=True, slots=True)
class Console:
    """The surroundings of one command."""

    arguments: Namespace
    resources: Resources
    clock: ProgramClock
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    progress: TerminalProgress = field(default_factory=TerminalProgress)
    told: list[str] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)

    def answered(self, answer: Answer) -> Answer:
        """Return the answer with what the user was told beside it.

        What a register says that is not as witnessed needs a person.
        """
        if not self.told:
            return answer
        ended = NEEDS_A_PERSON if self.doubted and answer.exit == DONE else answer.exit
        return Answer({**answer.value, "notices": self.told}, answer.text, ended)

    @contextmanager
    def office(self) -> Iterator[OpenOffice]:
        """Sign in and open the office that `--data` names; what its user must know is told.

        A command that is refused is entered into the audit when it would have been entered had it
        been done, or when its user may not do it.
        """
        from desktop.office import open_office

        with open_office(
            self.folder("data"), self.user, self.password(), self.resources, self.clock
        ) as opened:
            self.tell(opened.notices)
            self.doubted.extend(problem.code for problem in opened.register.problems)
            with self._witnessed(opened.attendance):
                yield opened

    @contextmanager
    def certification(self) -> Iterator[Operators]:
        """Sign in for what concerns certificates, which needs no key to the register.

        Notices and refusals are as with `office`.
        """
        from desktop.certification import open_certification

        with open_certification(
            self.folder("data"), self.user, self.password(), self.resources, self.clock
        ) as opened:
            self.tell(opened.notices)
            with self._witnessed(opened.attendance):
                yield opened.operators

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
        return self._secret(SIGN_IN_FROM, self.arguments.password_file, "密码：")

    def new_password(self) -> str:
        """Return the password that is being set."""
        return self._secret(NEW_ACCOUNT_FROM, self.arguments.new_password_file, "新的密码：")

    def recovery_code(self) -> str:
        """Return what was copied from the recovery sheet."""
        return self._secret(RECOVERY_FROM, self.arguments.code_file, "恢复码：")

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

    def _secret(self, variable: str, file: str | None, prompt: str) -> str:
        if file:
            try:
                return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError):
                raise Refusal("command.file_unreadable", path=file) from None
        if variable in self.environ:
            return self.environ[variable]
        if not sys.stdin.isatty():
            raise Refusal("command.password_missing", variable=variable)
        try:
            with interruptible():
                return getpass.getpass(prompt)
        except EOFError:
            raise Refusal("command.password_missing", variable=variable) from None
