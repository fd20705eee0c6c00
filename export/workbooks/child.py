"""The short-lived process that parses a workbook, so that a hostile one harms nobody.

It limits itself before it reads (see `export.short_life`). A frozen program starts itself with
`isolated.CHILD_FLAG` as the only argument, and then calls `main` before anything else.
"""

from __future__ import annotations

import gc
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from domain.errors import Refusal
from export.short_life import Send, serve
from export.workbooks.layout import parse_layout
from export.workbooks.rejects import Reject
from export.workbooks.table import read_tables
from export.workbooks.wire import BATCH, encode, rows_frame, skipped_frame, table_frame


def main() -> int:
    """Serve one request and return the exit code."""
    return serve(_answer, encode)


def _answer(request: dict[str, Any], send: Send) -> None:
    # A short life makes no rubbish worth collecting, and looking for it costs a tenth.
    gc.disable()
    _limit(request["memory_bytes"], request["cpu_seconds"])
    try:
        for frame in _frames(request):
            send(frame)
    except MemoryError as error:
        raise Refusal("workbook.too_large", limit="memory") from error
    send(["end"])


def _limit(memory_bytes: int, cpu_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))


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
