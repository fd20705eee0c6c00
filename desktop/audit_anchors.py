"""Heads of the audit that are kept elsewhere: in what was sent, and with the acts themselves."""

from __future__ import annotations

from itertools import takewhile

from domain.dates import minute_of
from domain.exchange.anchors import sent_heads
from domain.words import Words
from storage.audit import AuditLog
from storage.audit_entries import Head, Problem
from storage.audit_known import BEGUN_ANEW, FORMER_HEAD
from storage.medium import Step, silent
from storage.register import SqlRegister


def sent_by(register: SqlRegister) -> tuple[Head, ...]:
    """Return the heads that went out in packages."""
    with register.reading() as reader:
        return tuple(Head(head.size, head.head) for head in sent_heads(reader.receipts()))


def anchors_of(register: SqlRegister, audit: AuditLog, *, full: bool = True) -> tuple[Head, ...]:
    """Return the heads through which the office's audit must pass.

    Those that went out in packages, and with `full` where it stood as each act of the register
    began. Those of a chain that was lost are not among them, once its loss was accepted; what
    stands in for one that is lost passes through none.
    """
    if audit.lost is not None:
        return ()
    begun = audit.last(BEGUN_ANEW)
    since, former = 0, frozenset[Head]()
    if begun is not None:
        since = begun.register_number or 0
        named = takewhile(lambda entry: entry.act == FORMER_HEAD, audit.rows(begun.n))
        former = frozenset(Head(int(entry.object), entry.digest) for entry in named)
    sent = tuple(head for head in sent_by(register) if head not in former)
    return (*sent, *register.audit_heads(since)) if full else sent


def told_beginning(audit: AuditLog, words: Words) -> tuple[str, ...]:
    """Return what stays told of a chain that was begun anew after the one before it was lost."""
    begun = audit.last(BEGUN_ANEW)
    if begun is None:
        return ()
    at = minute_of(begun.at)
    facts = {
        "at": at, "actor": begun.actor, "reason": begun.reason, "file": begun.object,
        "digest": begun.digest or "（没有文件）",
    }  # fmt: skip
    return (words.say("audit.begun_anew", facts),)


def anchor_problems(
    register: SqlRegister, audit: AuditLog, *, full: bool, step: Step = silent
) -> list[Problem]:
    """Tell the first head through which the audit does not pass: all that follow are others too.

    `step` gets how many were looked for before each, and may raise to stop it.
    """
    heads = sorted(anchors_of(register, audit, full=full), key=lambda head: head.n)
    for done, head in enumerate(heads):
        step(done)
        if not audit.passes(head):
            return [Problem("audit.anchor", {"n": head.n})]
    return []
