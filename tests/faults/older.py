"""Offices as earlier programs left them: their databases have an earlier schema.

The newest steps of both schemas only add tables, so that an office of today without these tables
is one of yesterday. Of the first schema there are documents, and cases that cite them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from storage import audit, register
from storage.connect import connect, transaction
from storage.migrations.ladder import climb
from storage.sign_in import sign_in
from tests.desktop.commanding import PASSWORD

_ADDED: Final = {
    register.FILE_NAME: (5, ("commit_mark", "comparison_row", "comparison_list")),
    audit.FILE_NAME: (2, ("witness", "vault_seen")),
}
_CASES: Final = 40
_DOCUMENT: Final = (
    "INSERT INTO document (id, number, title, issuer, dated)"
    " VALUES (?, ?, '关于上编的函', '安澜县委编办', '2025-02-03')"
)
_CASE: Final = (
    "INSERT INTO act_case (id, kind, unit, document, effective, persons, state, explanation,"
    " entered_by, entered_at, decided_by, decided_at, reason, single, change, facts)"
    " VALUES (?, '人员上编', '6299250001', ?, '2025-03-01', '[]', 'done', '', '负责人', '', '', '',"
    " '', 0, NULL, '{}')"
)


def without_the_newest_steps(data: Path, account: str) -> None:
    """Take from an office's databases what the newest steps of their schemas added."""
    for path, key, _ in _databases(data, account):
        version, tables = _ADDED[path.name]
        with closing(connect(path, key)) as connection, transaction(connection):
            for table in tables:
                connection.execute(f"DROP TABLE {table}")
            connection.execute(f"PRAGMA user_version = {version:d}")


def of_the_first_schema(data: Path, account: str) -> None:
    """Make an office's databases anew in their first schema, with some cases."""
    for path, key, steps in _databases(data, account):
        path.unlink()
        with closing(connect(path, key, create=True)) as connection:
            climb(connection, steps[:1])
            if path.name == register.FILE_NAME:
                with transaction(connection):
                    for number in range(1, _CASES + 1):
                        cited = f"安编办函〔2025〕{number}号"
                        connection.execute(_DOCUMENT, (number, cited))
                        connection.execute(_CASE, (f"2025-{number:05d}", number))


def _databases(data: Path, account: str) -> Sequence[tuple[Path, bytes, tuple[str, ...]]]:
    session = sign_in(data, account, PASSWORD, sleeper=None)
    if session.register_key is None:
        raise ValueError(account)
    return (
        (data / register.FILE_NAME, bytes(session.register_key), register.STEPS),
        (data / audit.FILE_NAME, bytes(session.audit_key), audit.STEPS),
    )
