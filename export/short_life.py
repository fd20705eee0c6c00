"""The life of a process that does one thing for the program: a request in, lines out, and an end.

It reads one line of JSON from standard input, answers in lines on standard output, and ends; it
ends too when its standard input closes, so it never outlives its parent.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any, Final, TypeAlias

from domain.errors import Refusal
from export.undumpable import forbid_dumps

Frame: TypeAlias = list[Any]
Send: TypeAlias = Callable[[Frame], None]

_ORPHANED: Final = 3
_OURS: Final = "BIANQING_"


def environment() -> dict[str, str]:
    """Return what such a process gets of ours: all but what is Bianqing's, passwords among it."""
    root = str(Path(__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    plain = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return plain | {"PYTHONPATH": paths}


def serve(act: Callable[[dict[str, Any], Send], None], encode: Callable[[Frame], bytes]) -> int:
    """Do what the one request asks for, and return the exit code.

    `act` gets the request and what sends a frame, which `encode` writes as one line. A refusal is
    answered as `["refused", code, facts]`, a defect as `["failed", traceback]`.
    """
    forbid_dumps()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    request = json.loads(sys.stdin.buffer.readline())
    Thread(target=_end_with_parent, daemon=True).start()

    def send(frame: Frame) -> None:
        answers.write(encode(frame))
        answers.flush()

    try:
        act(request, send)
    except Refusal as refusal:
        send(["refused", refusal.code, refusal.facts])
    except BrokenPipeError:
        return _ORPHANED
    except Exception:  # noqa: BLE001 - the border of this process; the parent raises it as ours
        # Imported here: seldom needed, and a child must start quickly.
        import traceback  # noqa: PLC0415 - see above

        send(["failed", traceback.format_exc()])
    return 0


def _end_with_parent() -> None:
    sys.stdin.buffer.read(1)
    os._exit(_ORPHANED)
