"""The audit for whoever may read it: looked through, verified, exported, put on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from desktop.attendance import Attendance
from desktop.audit_anchors import told_beginning
from desktop.audit_export import AuditExport
from desktop.audit_objects import told_act, told_object
from desktop.outlets import require_folder
from desktop.resources import Resources
from domain.audit import (
    GROUPS,
    AuditEntry,
    AuditQuery,
    AuditStanding,
    AuditVerdict,
    CodeVerdict,
    Exported,
    acts_of,
)
from domain.dates import minute_of
from domain.errors import Refusal
from domain.roles import Act
from domain.short_code import beginning_of, short_code
from domain.words import Words
from domain.workflow.ports import Progress
from storage.audit_chain import Step
from storage.audit_entries import Head, Problem, Recorded
from storage.audit_reads import AuditReader

ACTS: Final = "audit.act."
_PDF: Final = ".pdf"
_FACT: Final = re.compile(r"{[^{}]*}")


@dataclass(frozen=True)
class AuditDesk:
    """The acts on the audit. Each is entered, and so is what is refused."""

    attendance: Attendance
    resources: Resources
    anchors: Callable[[], Sequence[Head]] = tuple

    @cached_property
    def _reader(self) -> AuditReader:
        attendance = self.attendance
        return AuditReader(attendance.audit.path, attendance.session.audit_key)

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The codes of all acts that have a word."""
        sentences = self.resources.words.sentences
        return tuple(code.removeprefix(ACTS) for code in sentences if code.startswith(ACTS))

    @property
    def today(self) -> date:
        """The program's day."""
        return self.attendance.clock.today()

    @property
    def office(self) -> str:
        """Whose audit it is."""
        return self.attendance.session.office.name

    def close(self) -> None:
        """Close the file, when it was read at all."""
        if "_reader" in self.__dict__:
            self._reader.close()

    def group(self, name: str) -> tuple[str, ...]:
        """Return the codes of a group of acts."""
        return acts_of(name, self.known) if name in GROUPS else ()

    def actors(self) -> tuple[str, ...]:
        """Return everybody who has done or tried anything; refuses `role.denied`."""
        self._require(Act.AUDIT_READ, "audit.read")
        return self._reader.actors()

    @cached_property
    def stands_in(self) -> str:
        """That the chain stands in for the office's own audit, and since when; "" where it is."""
        lost = self.attendance.audit.lost
        if lost is None:
            return ""
        (begun,) = self._reader.numbered((1,))
        facts = {**lost.facts, "at": minute_of(begun.at)}
        return self.resources.words.say("audit.stands_in", facts)

    def find(self, query: AuditQuery, *, enter: bool = False) -> Sequence[int]:
        """Return the numbers of the entries that a query finds, the newest first.

        Refuses `role.denied`. `enter` for the first look: that somebody reads the audit is an act.
        """
        self._require(Act.AUDIT_READ, "audit.read")
        if enter:
            self.attendance.enter(Act.AUDIT_READ, "audit.read", "")
        return self._reader.find(query)

    def left_out(self, query: AuditQuery) -> int:
        """Count the entries that hold digests alone, where a query finds all but those."""
        self._require(Act.AUDIT_READ, "audit.read")
        return self._reader.left_out(query)

    def entries(self, numbers: Sequence[int]) -> tuple[AuditEntry, ...]:
        """Return entries by their numbers, the newest first."""
        self._require(Act.AUDIT_READ, "audit.read")
        return tuple(map(self._shown, self._reader.numbered(numbers)))

    def standing(self) -> AuditStanding:
        """Return where the chain stands; refuses `role.denied`."""
        self._require(Act.AUDIT_READ, "audit.read")
        return self._standing(self._reader.head())

    def verify(self, progress: Progress) -> AuditVerdict:
        """Check the whole chain, against all heads that are known besides."""
        self._require(Act.AUDIT_VERIFY, "audit.verify")
        head = self._reader.head()
        problems = self._problems(progress.step)
        self._enter(Act.AUDIT_VERIFY, "audit.verify", f"{head.n} 条", problems)
        codes = tuple(problem.code for problem in problems)
        return AuditVerdict(self._standing(head), self._worded(problems), codes, self._notes())

    def check_code(self, code: str, progress: Progress) -> CodeVerdict:
        """Tell where the chain passes through a 短码 from paper, and whether it is whole."""
        self._require(Act.AUDIT_VERIFY, "audit.check")
        with self.attendance.witnessed("audit.check", ""):
            found = self._reader.beginning_with(beginning_of(code))
        problems = self._problems(progress.step)
        number = found.n if found else 0
        where = f"第 {number} 条" if found else "不符：链上没有这个短码"
        self._enter(Act.AUDIT_VERIFY, "audit.check", where, problems)
        at = self._reader.numbered((number,))[0].at if found else ""
        return CodeVerdict(code, number, at, self._worded(problems), self._notes())

    def write_paper(self, out: Path) -> AuditStanding:
        """Write the 审计短码单 as a PDF.

        Refuses `audit.paper_ending`, `audit.not_written`, and `audit.paper_stands_in` for a chain
        that may not be the office's own to-morrow.
        """
        from export.audit_paper import CodePaper, write_code_paper

        self._require(Act.AUDIT_READ, "audit.head")
        with self.attendance.witnessed("audit.head", ""):
            if self.attendance.audit.lost is not None:
                raise Refusal("audit.paper_stands_in")
            if out.suffix.lower() != _PDF:
                raise Refusal("audit.paper_ending", path=str(out))
            require_folder(out.parent)
            now = self.standing()
            account = self.attendance.session.account
            day = self.today.isoformat()
            paper = CodePaper(self.office, day, now.entries, now.code, now.hash, account)
            write_code_paper(out, paper, self.resources.fonts)
        self.attendance.enter(Act.AUDIT_READ, "audit.head", f"{now.entries} 条 {now.code}")
        return now

    def export(self, query: AuditQuery, out: Path, progress: Progress) -> Exported:
        """Write what a query finds as a table, and beside it the proof that it is whole.

        The proof holds every entry from the first that was found to the end of the chain. Refuses
        `audit.export_ending`, `audit.too_many`, and what the medium does not take.
        """
        self._require(Act.AUDIT_EXPORT, "audit.export")
        with self.attendance.witnessed("audit.export", ""):
            numbers = self._reader.find(query)
            exporting = AuditExport(self._reader, self._shown, self.attendance, self.resources)
            done = exporting.write(numbers, out, progress)
        subject = f"{done.entries} 条 {done.code}"
        self.attendance.enter(Act.AUDIT_EXPORT, "audit.export", subject)
        return done

    def _problems(self, step: Step | None) -> list[Problem]:
        lost = self.attendance.audit.lost
        found = self._reader.verify(self.anchors(), step)
        return found if lost is None else [lost, *found]

    def _notes(self) -> tuple[str, ...]:
        return told_beginning(self.attendance.audit, self.resources.words)

    def _worded(self, problems: Sequence[Problem]) -> tuple[str, ...]:
        say = self.resources.words.say
        return tuple(say(problem.code, problem.facts) for problem in problems)

    def _standing(self, head: Head) -> AuditStanding:
        return AuditStanding(head.n, head.hash, short_code(head.hash), self.stands_in)

    def _require(self, act: Act, name: str) -> None:
        with self.attendance.witnessed(name, ""):
            self.attendance.session.require(act)

    def _enter(self, act: Act, name: str, subject: str, problems: Sequence[Problem]) -> None:
        told = f"{subject} 发现 {len(problems)} 处不符" if problems else subject
        self.attendance.enter(act, name, told.strip())

    def _shown(self, entry: Recorded) -> AuditEntry:
        words = self.resources.words
        return AuditEntry(
            entry.n,
            entry.at,
            entry.actor,
            entry.roles,
            entry.act,
            self.did(entry.act),
            told_object(entry, words),
            entry.before,
            entry.digest,
            entry.result,
            _why(words, entry.reason),
            entry.single,
            entry.register_number,
            entry.prev,
            entry.hash,
        )

    def did(self, act: str) -> str:
        """Return an act in words, its code when it has none."""
        return told_act(act, self.resources.words)


def _why(words: Words, reason: str) -> str:
    """Return the reason of a refusal; what it was about is not kept and left out."""
    return _FACT.sub("…", words.sentences.get(reason, reason))
