"""The short-lived process that parses a workbook, so that a hostile one harms nobody.

It reads one request line, limits itself, answers in lines on standard output and ends; it ends
too when its standard input closes, so it never outlives its parent. A frozen program starts
itself with `isolated.CHILD_FLAG` as the only argument, and then calls `main` before anything else.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO, Final

from domain.errors import Refusal
from export.undumpable import forbid_dumps
from export.workbooks.layout import parse_layout
from export.workbooks.rejects import Reject
from export.workbooks.table import read_tables
from export.workbooks.wire import BATCH, encode, rows_frame, skipped_frame, table_frame

_ORPHANED: Final = 3


def main() -> int:
    """Serve one request and return the exit code."""
    forbid_dumps()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    request = json.loads(sys.stdin.buffer.readline())
    Thread(target=_end_with_parent, daemon=True).start()
    # A short life makes no rubbish worth collecting, and looking for it costs a tenth.
    gc.disable()
    _limit(request["memory_bytes"], request["cpu_seconds"])
    try:
        for frame in _frames(request):
            _send(answers, frame)
        _send(answers, ["end"])
    except Refusal as refusal:
        _send(answers, ["refused", refusal.code, refusal.facts])
    except MemoryError:
        _send(answers, ["refused", "workbook.too_large", {"limit": "memory"}])
    except BrokenPipeError:
        return _ORPHANED
    except Exception:  # noqa: BLE001 - the border of this process; the parent raises it as ours
        # Imported here: seldom needed, and reading must start quickly.
        import traceback  # noqa: PLC0415 - see above

        _send(answers, ["failed", traceback.format_exc()])
    return 0


def _end_with_parent() -> None:
    sys.stdin.buffer.read(1)
    os._exit(_ORPHANED)


def _limit(memory_bytes: int, cpu_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    # A core file would hold personal data in the clear.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send(answers: BinaryIO, frame: list[Any]) -> None:
    answers.write(encode(frame))
    answers.flush()


def _frames(request: dict[str, Any]) -> Iterator[list[Any]]:
    layouts = tuple(map(parse_layout, request["layouts"]))
    source = Path(request["source"])
    if request["act"] == "return":
        # Imported here: reading must start quickly, and openpyxl is slow to load.
        from export.workbooks.returned import write_returned  # noqa: PLC0415 - see above

        rejects = {
            (sheet, row): [Reject(*each) for each in reasons]
            for sheet, row, reasons in request["rejects"]
        }
        write_returned(source, Path(request["out"]), layouts, rejects)
        return
    for table in read_tables(source, layouts, request["sheet"]):
        yield table_frame(table)
        while rows := list(islice(table.rows, BATCH)):
            yield rows_frame(rows)
        yield skipped_frame(table.skipped)


if __name__ == "__main__":
    sys.exit(main())
