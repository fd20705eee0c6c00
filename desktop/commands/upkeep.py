"""Whether the files of an office are sound, each role as far as its keys reach."""

from __future__ import annotations

from desktop.acceptance import accept_register
from desktop.attendance import attending, enter_sign_in, entering_refusals, signed_in
from desktop.audit_anchors import anchor_problems
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.doubts import told_accepted, told_accounts
from desktop.entrance import told_besides
from desktop.office import opened
from domain.roles import Act
from storage.audit_entries import Problem
from storage.page_proof import held_page_key
from storage.session import Session, denied
from storage.sound_audit import LOST
from storage.verification import (
    REGISTER,
    verify_attachments,
    verify_database,
    verify_pages,
    verify_vault,
    verify_witness,
)


def verify(console: Console) -> Answer:
    """Verify files, pages, the audit chain, and the register against the audit.

    Who holds no register key verifies the rest: 系统管理员 proves every page without reading it.
    `unread` names what he could not read, `proved` what he proved nevertheless. With a reason to
    accept it, a register that is not as witnessed is accepted first; `notes` tell what follows from
    that, and who can sign in while no audit vouches for it.
    """
    with signed_in(*console.signing_in()) as session:
        with entering_refusals(session, console.clock, "verify"):
            console.require_own_password(session)
        console.ctrl_c.stop()
        words, notes = console.resources.words, list[str]()
        reason: str | None = console.arguments.accept
        if reason is not None:
            accepted = accept_register(session, console.clock, console.resources, reason)
            notes += told_accepted(accepted, words)
        with entering_refusals(session, console.clock, "verify"):
            _require_verify(session)
        problems = _files(console, session)
        if session.register_key is not None and all(found.code in LOST for found in problems):
            found = _against_audit(console, session)
            problems += [problem for problem in found if problem not in problems]
        if any(found.code in LOST for found in problems):
            notes.append(told_accounts(session, words))
        unread = [REGISTER] if session.register_key is None else []
        proved = unread if unread and held_page_key(session) else []
    return _answer(console, problems, unread, proved, notes)


def _require_verify(session: Session) -> None:
    if not (session.may(Act.VERIFY) or session.may(Act.AUDIT_VERIFY)):
        raise denied(Act.VERIFY, Act.AUDIT_VERIFY)


def _files(console: Console, session: Session) -> list[Problem]:
    full: bool = console.arguments.full
    problems = verify_vault(session)
    with attending(session, console.clock) as attendance:
        problems += [*attendance.problems, *attendance.audit.verify()]
        # Only now: an entry after the chain's end would hide that the end was cut off.
        enter_sign_in(session, attendance.audit, console.clock)
        console.tell(told_besides(attendance, console.resources.words))
        act = Act.AUDIT_VERIFY if session.may(Act.AUDIT_VERIFY) else Act.VERIFY
        attendance.enter(act, "verify", "full" if full else "")
        witness, audit = attendance.audit.witness(), attendance.audit.path.name
    held = {REGISTER: session.register_key, audit: session.audit_key}
    for name, key in held.items():
        if key is None:
            continue
        _stop(console)
        found = verify_database(session.folder / name, key, full=full)
        problems += [problem for problem in found if problem not in problems]
    if session.register_key is None:
        problems += _register_unread(session)
    if session.register_key is None or problems:
        problems += verify_witness(session.folder / REGISTER, witness)
    return problems


def _register_unread(session: Session) -> list[Problem]:
    """Prove the register's pages for who cannot read them, if the key for that is held."""
    key = held_page_key(session)
    return verify_pages(session.folder / REGISTER, key) if key is not None else []


def _against_audit(console: Console, session: Session) -> list[Problem]:
    with opened(session, console.resources, console.clock) as office:
        problems, full = list(office.problems), bool(console.arguments.full)
        compared = office.audit.catch_up(office.register.audit_rows(), complete=False).problems
        problems += [problem for problem in compared if problem not in problems]

        def step(_done: int) -> None:
            _stop(console)

        store = office.archive.store
        problems += verify_attachments(office.register, store, full=full, step=step)
        problems += anchor_problems(office.register, office.audit, full=full, step=step)
        _stop(console)
        if full:
            problems += office.register.content_problems()
        return problems


def _stop(console: Console) -> None:
    """Let Ctrl-C stop what only reads; who has accepted something is told what follows from it."""
    if console.arguments.accept is None:
        console.ctrl_c.stop()


def _answer(
    console: Console,
    problems: list[Problem],
    unread: list[str],
    proved: list[str],
    notes: list[str],
) -> Answer:
    listed = console.worded(problems)
    lines = [entry["text"] for entry in listed] or ["核验通过，没有发现问题。"]
    lines += [f"每一页都核验过，内容没有密钥、未读：{name}" for name in proved]
    lines += [f"没有密钥，未核验：{name}" for name in unread if name not in proved]
    lines += notes
    value = {
        "ok": not listed,
        "problems": listed,
        "unread": unread,
        "proved": proved,
        "notes": notes,
    }
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if listed else DONE)
