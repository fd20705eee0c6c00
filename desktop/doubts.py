"""What is told of a register that is not as witnessed: how, and which acts it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.attendance import Attendance
from desktop.office import OpenOffice
from domain.words import Words
from storage.audit_entries import Recorded
from storage.content import CONTENT
from storage.states import STATE

_MOST: Final = 50


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
    missing = _missing(office)
    if missing:
        yield say("register.lacks", {"count": len(missing)})
    for entry in missing[:_MOST]:
        act = say(f"audit.act.{entry.act}", {})
        facts = {"at": _minute(entry.at), "actor": entry.actor, "act": act, "object": entry.object}
        yield say("register.lacking", facts)


def _missing(office: OpenOffice) -> list[Recorded]:
    """Return the acts that the audit knows and the register does not, without their witnesses."""
    last = max((row.number for row in office.register.audit_rows()), default=0)
    return [
        entry
        for entry in office.audit.rows()
        if entry.register_number is not None
        and entry.register_number > last
        and entry.act not in (CONTENT, STATE)
    ]


def _minute(moment: str) -> str:
    """Return a moment of the audit as people write it."""
    return moment[:16].replace("T", " ")
