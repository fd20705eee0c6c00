"""The drill: what is on the recovery sheet is typed back, and the day is kept."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from domain.errors import Refusal
from storage.files import DiskFiles, Files
from storage.rescue import sheet_audit_key
from storage.session import Session, alter, trusted

_DISK: Final = DiskFiles()


def drill(session: Session, code: str, today: date, *, files: Files = _DISK) -> None:
    """Prove that the sheet opens this office, and keep the day; nothing else is changed.

    Raises:
        Refusal: `recovery.length`, `recovery.symbol`, `recovery.check`, `recovery.wrong`,
            `vault.damaged`, or a fault of the disk.
    """
    opened = sheet_audit_key(session.folder, code, files=files)
    if not hmac.compare_digest(opened, session.audit_key):
        raise Refusal("recovery.wrong", path=str(session.folder))
    alter(session, lambda body: replace(body, drilled=today.isoformat()), files)


def last_drill(session: Session, *, files: Files = _DISK) -> date | None:
    """Return when the sheet was last typed back, `None` for one that nobody proved.

    Raises:
        Refusal: `vault.damaged`.
    """
    kept = trusted(session, files).body.drilled
    return date.fromisoformat(kept) if kept else None


def drill_due(session: Session, today: date, after_days: int, *, files: Files = _DISK) -> bool:
    """Tell whether the sheet should be typed back now; refuses `vault.damaged`."""
    last = last_drill(session, files=files)
    return last is None or last + timedelta(days=after_days) <= today
