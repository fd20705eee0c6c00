"""The short-lived process that proves a backup set, so that nothing it believes was in memory.

It gets the keys through its standard input, never writes, answers in lines on standard output and
ends; it ends too when its standard input closes, so it never outlives its parent. A frozen program
starts itself with `backup_check.CHILD_FLAG` as the only argument, and then calls `main`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO, Final

from domain.errors import Refusal
from export.undumpable import forbid_dumps
from storage.backup_proof import ProofKeys, prove
from storage.pages import PageKey

_ORPHANED: Final = 3


def main() -> int:
    """Serve one request and return the exit code."""
    forbid_dumps()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    request = json.loads(sys.stdin.buffer.readline())
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        proof = prove(
            Path(request["folder"]), _keys(request), lambda n: _send(answers, ["read", n])
        )
        told = [[problem.code, problem.facts] for problem in proof.problems]
        _send(answers, ["proved", told, list(proof.unread)])
    except Refusal as refusal:
        _send(answers, ["refused", refusal.code, refusal.facts])
    except BrokenPipeError:
        return _ORPHANED
    except Exception:  # noqa: BLE001 - the border of this process; the parent raises it as ours
        import traceback

        _send(answers, ["failed", traceback.format_exc()])
    return 0


def _keys(request: dict[str, Any]) -> ProofKeys:
    register, pages = request["register"], request["pages"]
    return ProofKeys(
        bytes.fromhex(request["audit"]),
        bytes.fromhex(register) if register else None,
        PageKey.from_bytes(bytes.fromhex(pages)) if pages else None,
    )


def _end_with_parent() -> None:
    sys.stdin.buffer.read(1)
    os._exit(_ORPHANED)


def _send(answers: BinaryIO, frame: list[Any]) -> None:
    answers.write(json.dumps(frame, ensure_ascii=False).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
