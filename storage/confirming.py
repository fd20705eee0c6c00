"""Asking again: whoever sits at an open office proves that it is the account's holder still."""

from __future__ import annotations

from storage.attempts import Clock, uptime
from storage.files import DiskFiles, Files
from storage.session import Session
from storage.sign_in import sign_in


def confirm(
    session: Session,
    password: str,
    *,
    clock: Clock = uptime,
    files: Files | None = None,
) -> None:
    """Prove that the account's password is known, and its key file there; the session stays.

    What is proved is worth as much as a sign-in: it costs as long, wrong answers are counted with
    those of signing in, the waits are the same (refused, never slept), and an account that was
    locked meanwhile proves nothing. `session.failed` then holds what the audit must be told.

    Raises:
        Refusal: `vault.password_wrong`, `vault.wait`, `account.locked` and
            others of `sign_in`.
    """
    again = sign_in(
        session.folder,
        session.account,
        password,
        clock=clock,
        sleeper=None,
        key_files=lambda: () if session.key_file is None else (session.key_file,),
        files=files or DiskFiles(),
    )
    session.failed, session.keyless = again.failed, again.keyless
    again.wipe()
