"""What is told of a register that is not as witnessed: how, what it lacks, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from desktop.attendance import Attendance
from desktop.audit_objects import told_entry
from desktop.office import OpenOffice
from domain.words import Words
from storage.acceptance import Accepted
from storage.account_list import account_views
from storage.audit_entries import Recorded
from storage.audit_known import lacking
from storage.session import Session

_MOST: Final = 50
_AFTER_LOSS: Final = (
    "audit.loss_accepted", "audit.after_loss_cause", "audit.after_loss_backup",
    "audit.after_loss_marks",
)  # fmt: skip


def told_doubts(office: OpenOffice) -> tuple[str, ...]:
    """Return it line by line, nothing for a register that is as witnessed."""
    return tuple(_lines(office)) if office.register.problems else ()


def told_problems(attendance: Attendance, words: Words) -> tuple[str, ...]:
    """Return what is wrong with the office's files besides, for who opens no register."""
    return tuple(words.say(problem.code, problem.facts) for problem in attendance.problems)


def _lines(office: OpenOffice) -> Iterator[str]:
    say = office.resources.words.say
    for problem in office.register.problems:
        yield say(problem.code, problem.facts)
    last = max((row.number for row in office.register.audit_rows()), default=0)
    yield from _told(lacking(office.audit.rows(), last), office.resources.words)
    if office.audit.lost is not None:
        yield told_accounts(office.session, office.resources.words)


def told_accounts(session: Session, words: Words) -> str:
    """Return who can sign in, for whoever must vouch for it while no audit does."""
    shown = (
        f"{account.name}（{'、'.join((*account.roles, account.state))}）"
        for account in account_views(session.folder)
    )
    facts = {"generation": session.generation, "accounts": "；".join(shown)}
    return words.say("register.vouched_accounts", facts)


def told_accepted(accepted: Accepted, words: Words) -> tuple[str, ...]:
    """Return what follows from an acceptance: where the old file lies, what is to be done again."""
    told, *after = _AFTER_LOSS if accepted.lost else ("register.accepted",)
    lines = [words.say(told, {"file": accepted.aside.name})]
    lines += [words.say(code, {}) for code in after]
    return (*lines, *_told(accepted.lacking, words))


def _told(missing: Sequence[Recorded], words: Words) -> Iterator[str]:
    if missing:
        yield words.say("register.lacks", {"count": len(missing)})
    for entry in missing[:_MOST]:
        yield words.say("register.lacking", told_entry(entry, words))
    if len(missing) > _MOST:
        yield words.say("register.lacking_more", {"count": len(missing) - _MOST})
