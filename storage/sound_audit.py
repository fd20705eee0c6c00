"""Opening an audit only where it can be used: every page its own, its head its last entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from domain.errors import Refusal
from storage.audit import AuditLog, open_audit
from storage.audit_entries import Problem
from storage.connect import DatabaseError
from storage.page_log import lost_pages
from storage.pages import page_key

_UNREADABLE: Final = "storage.io"
_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "storage.missing": "audit.lost_missing",
        "storage.damaged": "audit.lost_damaged",
        _UNREADABLE: "audit.lost_unreadable",
    }
)
_PAGES: Final = "audit.lost_pages"
LOST: Final = frozenset({*_CODES.values(), _PAGES})
"""The codes of why an audit cannot be used."""


class Lost(Exception):
    """An audit that cannot be used; `problem` tells why."""

    def __init__(self, code: str, path: Path, pages: int = 0) -> None:
        super().__init__(code)
        facts: dict[str, object] = {"file": path.name}
        self.problem = Problem(_CODES[code], facts)
        if pages:
            self.problem = Problem(_PAGES, {**facts, "pages": pages})


def sound_audit(folder: Path, key: bytes | bytearray, name: str) -> AuditLog:
    """Open an audit every page of which is the program's own, and whose head is its last entry.

    Raises:
        Lost: where it cannot be used.
        Refusal: `storage.too_new`, and faults of the disk that may pass.
    """
    path = folder / name
    _require_pages(path, key)
    with _lost_where_it_is(path):
        audit = open_audit(folder, key, own_thread=False, name=name)
    try:
        with _lost_where_it_is(path):
            _require_end(audit)
    except BaseException:
        audit.close()
        raise
    return audit


def _require_pages(path: Path, key: bytes | bytearray) -> None:
    """Look at the file before SQLite does, which would move the log into what is damaged."""
    try:
        damaged = lost_pages(path, page_key(path, key))
    except Refusal as refusal:
        if refusal.code in _CODES:
            raise Lost(refusal.code, path) from refusal
        raise
    if damaged:
        raise Lost("storage.damaged", path, len(damaged))


def _require_end(audit: AuditLog) -> None:
    """Refuse a chain whose head is not its last entry: a page of it was put back, or cut away."""
    head = audit.head()
    if not audit.passes(head) or any(audit.rows(head.n, 1)):
        raise Lost("storage.damaged", audit.path)


@contextmanager
def _lost_where_it_is(path: Path) -> Iterator[None]:
    """Tell what opening says of a damaged file from the faults that pass."""
    try:
        yield
    except DatabaseError as error:
        raise Lost("storage.damaged", path) from error
    except Refusal as refusal:
        if refusal.code in _CODES and refusal.code != _UNREADABLE:
            raise Lost(refusal.code, path) from refusal
        raise
