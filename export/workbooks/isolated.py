"""Reading and returning workbooks in a child process with limits of its own."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final

from domain.errors import Refusal
from export.short_life import environment
from export.workbooks import wire
from export.workbooks.body import Row, Skipped
from export.workbooks.layout import Layout
from export.workbooks.rejects import Rejects
from export.workbooks.table import Table

CHILD_FLAG: Final = "--workbook-child"

Report = Callable[[int, int], None]
"""Called with (done, total), total 0 while unknown; may raise to cancel, which ends the child."""

_HEARTBEAT_SECONDS: Final = 0.2
_PIPE_BYTES: Final = 1024 * 1024
_TOO_MUCH: Final = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU}


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use before the system ends it."""

    memory_bytes: int = 1536 * 1024 * 1024
    cpu_seconds: int = 120


READING: Final = Limits()
RETURNING: Final = Limits(cpu_seconds=900)


class ChildFailure(RuntimeError):
    """The child met a defect of ours; the message is its traceback."""


def child_command() -> tuple[str, ...]:
    """Return how this program starts its child: itself, frozen or from source."""
    if getattr(sys, "frozen", False):
        return (sys.executable, CHILD_FLAG)
    return (sys.executable, "-P", "-m", "export.workbooks.child")


def read_tables(
    path: Path,
    layouts: Sequence[Layout],
    sheet: str | None = None,
    *,
    report: Report | None = None,
    limits: Limits = READING,
) -> Iterator[Table]:
    """Yield what `export.workbooks.table.read_tables` yields, parsed in a child.

    The rows of a table must be consumed before the next table; what was not is dropped.

    Raises:
        Refusal: as there; workbook.too_large when the child died of its limits,
            workbook.unreadable when the parser broke.
        ChildFailure: a defect of the program.
    """
    request = {"act": "read", "sheet": sheet}
    with _started(request, path, layouts, limits) as child:
        frames = _frames(child, report or _silent)
        for frame in frames:
            table = wire.table_of(frame)
            rows = _rows(frames, table.skipped, table.height, report or _silent)
            yield replace(table, rows=rows)
            for _ in rows:
                pass


def write_returned(
    source: Path,
    out: Path,
    layouts: Sequence[Layout],
    rejects: Rejects,
    *,
    report: Report | None = None,
    limits: Limits = RETURNING,
) -> None:
    """Do what `export.workbooks.returned.write_returned` does, in a child.

    Raises as `read_tables` does, and the refusals of writing.
    """
    plain = [
        [sheet, row, [[each.column, each.text, each.severity] for each in reasons]]
        for (sheet, row), reasons in rejects.items()
    ]
    request = {"act": "return", "out": str(out.absolute()), "rejects": plain}
    with _started(request, source, layouts, limits) as child:
        for _ in _frames(child, report or _silent):
            pass


def _silent(done: int, total: int) -> None:
    """Stand in for a report nobody wants."""


@contextlib.contextmanager
def _started(
    request: Mapping[str, Any], source: Path, layouts: Sequence[Layout], limits: Limits
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a child on the request; it is gone when the block is left, however that happens."""
    with subprocess.Popen(  # noqa: S603 - our own program, no shell, the path travels as data
        child_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        # Ctrl-C is for whoever waits for the child; ended by it, it would look like a bad workbook.
        process_group=0,
    ) as child:
        try:
            line = {
                **request,
                "source": str(source.absolute()),
                "layouts": [each.to_plain() for each in layouts],
                "memory_bytes": limits.memory_bytes,
                "cpu_seconds": limits.cpu_seconds,
            }
            # A child that died at once is told from its exit code, not from the broken pipe.
            with contextlib.suppress(BrokenPipeError):
                _stream(child.stdin).write(json.dumps(line).encode() + b"\n")
                _stream(child.stdin).flush()
            yield child
        finally:
            child.kill()


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the child was started without pipes")
    return stream


def _frames(child: subprocess.Popen[bytes], report: Report) -> Generator[list[Any], None, None]:
    """Yield the frames of rows and tables; turn the others into the end or an exception.

    The child is gone as soon as nobody listens any more.
    """
    try:
        yield from _answers(child, report)
    finally:
        child.kill()
        child.wait()


def _answers(child: subprocess.Popen[bytes], report: Report) -> Iterator[list[Any]]:
    for line in _lines(_stream(child.stdout).fileno(), report):
        frame = wire.decode(line)
        match frame[0]:
            case "end":
                return
            case "refused":
                raise Refusal(frame[1], **frame[2])
            case "failed":
                raise ChildFailure(frame[1])
            case _:
                yield frame
    if child.wait() in _TOO_MUCH:
        raise Refusal("workbook.too_large", limit="memory or time")
    raise Refusal("workbook.unreadable")


def _lines(stream: int, report: Report) -> Iterator[bytes]:
    """Yield whole lines, calling `report` while waiting so that the user can cancel."""
    fcntl.fcntl(stream, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    waiting: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while True:
            if not selector.select(_HEARTBEAT_SECONDS):
                report(0, 0)
                continue
            data = os.read(stream, _PIPE_BYTES)
            if not data:
                return
            *whole, rest = data.split(b"\n")
            for line in whole:
                yield b"".join((*waiting, line))
                waiting = []
            waiting.append(rest)


def _rows(
    frames: Generator[list[Any], None, None], skipped: Skipped, height: int, report: Report
) -> Iterator[Row]:
    # Cancelled while rows are consumed, the tables' own generator may live on in a traceback.
    with contextlib.ExitStack() as unfinished:
        unfinished.callback(frames.close)
        yield from _counted(frames, skipped, height, report)
        unfinished.pop_all()


def _counted(
    frames: Iterator[list[Any]], skipped: Skipped, height: int, report: Report
) -> Iterator[Row]:
    for frame in frames:
        if frame[0] == "skipped":
            for kind, count in frame[1].items():
                setattr(skipped, kind, count)
            return
        rows = wire.rows_of(frame)
        yield from rows
        report(rows[-1].number, height)
