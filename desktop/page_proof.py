"""What lets 系统管理员 prove the register's pages: given at opening by whoever holds its key."""

from __future__ import annotations

from desktop.attendance import entry_of
from domain.workflow.ports import Clock
from storage.audit import AuditLog
from storage.page_proof import share_page_key
from storage.pages import PageKey
from storage.session import Session


def share_pages(session: Session, key: PageKey, audit: AuditLog, clock: Clock) -> None:
    """Give the page key to whoever became 系统管理员 since, and enter to whom.

    The vault is not touched when nothing changed. Refuses for faults of the disk.
    """
    for account in share_page_key(session, key):
        audit.append((entry_of(session, clock, "keys.pages", account),))
