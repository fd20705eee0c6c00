"""The short-lived process that proves a backup set, so that nothing it believes was in memory.

It proves a data folder that was restored from a set in the same way.

It gets the keys through its standard input and never writes (see `export.short_life`). A frozen
program starts itself with `backup_check.CHILD_FLAG` as the only argument, and then calls `main`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from export.short_life import Frame, Send, serve
from storage.backup_proof import ProofKeys, prove
from storage.pages import PageKey


def main() -> int:
    """Serve one request and return the exit code."""
    return serve(_prove, _line)


def _prove(request: dict[str, Any], send: Send) -> None:
    restored = Path(request["restored"]) if request["restored"] else None
    folder, keys = Path(request["folder"]), _keys(request)
    proof = prove(folder, keys, lambda count: send(["read", count]), restored)
    told = [[problem.code, problem.facts] for problem in proof.problems]
    send(["proved", told, list(proof.unread)])


def _keys(request: dict[str, Any]) -> ProofKeys:
    register, pages = request["register"], request["pages"]
    return ProofKeys(
        bytes.fromhex(request["audit"]),
        bytes.fromhex(register) if register else None,
        PageKey.from_bytes(bytes.fromhex(pages)) if pages else None,
    )


def _line(frame: Frame) -> bytes:
    return json.dumps(frame, ensure_ascii=False).encode() + b"\n"


if __name__ == "__main__":
    sys.exit(main())
