"""Many threads ask the audit at once: the window's readers, its writer, whoever prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

_ASKING: Final = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from storage.audit import open_audit
from storage.audit_entries import Entry

AT = "2026-11-20T08:00:00+08:00"
log = open_audit(Path(sys.argv[1]), bytes(range(32)), create=True, own_thread=False)
log.append([Entry(AT, "韩立", "负责人", "审核办结", "案卷")] * 3)
asks = (
    lambda: log.last("clock.confirm"),
    lambda: log.newest(datetime(2027, 1, 1, tzinfo=UTC)),
    lambda: list(log.rows()),
    lambda: log.vault_seen(),
    lambda: log.append([Entry(AT, "韩立", "负责人", "审核办结", "案卷")]),
)

def ask(number):
    for _ in range(TIMES):
        asks[number % len(asks)]()

with ThreadPoolExecutor(10) as threads:
    list(threads.map(ask, range(10)))
print(log.verify())
"""


def test_threads_that_ask_at_once_do_not_wait_for_each_other_for_ever(tmp_path: Path) -> None:
    """One would hold SQLite's lock and wait for Python's, the other the other way about.

    In a process of its own: both locks held, nothing in it would run any more.
    """
    asking = _ASKING.replace("TIMES", "60")
    ran = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", asking, tmp_path],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    assert ran.stdout == "[]\n"
