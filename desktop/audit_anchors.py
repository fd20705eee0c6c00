"""Heads of the audit that are kept elsewhere: in what was sent, and with the acts themselves."""

from __future__ import annotations

from domain.exchange.anchors import sent_heads
from storage.audit import AuditLog
from storage.audit_entries import Head, Problem
from storage.register import SqlRegister


def anchors_of(register: SqlRegister, *, full: bool = True) -> tuple[Head, ...]:
    """Return the heads through which the office's audit must pass.

    Those that went out in packages, and with `full` where it stood as each act of the register
    began.
    """
    with register.reading() as reader:
        sent = tuple(Head(head.size, head.head) for head in sent_heads(reader.receipts()))
    return (*sent, *register.audit_heads()) if full else sent


def anchor_problems(register: SqlRegister, audit: AuditLog, *, full: bool) -> list[Problem]:
    """Tell the first head through which the audit does not pass: all that follow are others too."""
    heads = sorted(anchors_of(register, full=full), key=lambda head: head.n)
    missed = next((head for head in heads if not audit.passes(head)), None)
    return [] if missed is None else [Problem("audit.anchor", {"n": missed.n})]
