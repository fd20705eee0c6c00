"""Prints many handbooks with two processes; either all of them are there in the end or none.

Drawing keeps a processor busy and shares nothing, so a second process halves the time.
"""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.handbook import HandbookContent
from domain.workflow.ports import Progress
from export.handbook.furniture import Stamp
from export.handbook.writer import HandbookWriter, Written, file_name
from export.pdf.fonts import FontChain
from export.undumpable import forbid_dumps

_PROCESSES: Final = 2
_AHEAD: Final = 8
"""Handbooks handed out before the first is back: enough for two processes, small in memory."""
_WORTH_A_PROCESS: Final = 24
"""Fewer handbooks are drawn before a second process has read its fonts."""


def write_many(
    contents: Iterable[HandbookContent],
    folder: Path,
    fonts: FontChain,
    stamp: Stamp,
    progress: Progress,
    *,
    total: int = 0,
) -> tuple[Written, ...]:
    """Write handbooks into `folder`, which exists, and return them in the order given.

    `contents` is read as it is needed; `total` is for the progress alone. The fonts are read once
    per process. Drawing that fails or is given up leaves no file of `folder` changed.

    Raises:
        Refusal: `handbook.not_written` or `handbook.printing_stopped`.
        Cancelled: the progress said so.
    """
    try:
        unfinished = Path(tempfile.mkdtemp(prefix=".printing-", dir=folder))
    except OSError as failed:
        raise Refusal("handbook.not_written", path=str(folder)) from failed
    try:
        drawn: list[Written] = []
        for written in _drawn(iter(contents), unfinished, fonts, stamp):
            drawn.append(written)
            progress.step(len(drawn), total)
        return tuple(_moved(written, folder) for written in drawn)
    except Refusal as refusal:
        if refusal.code != "handbook.not_written":
            raise
        # Whoever reads this looks for the book, not for the place where it was being drawn.
        book = Path(str(refusal.facts["path"])).name
        raise Refusal(refusal.code, path=str(folder / book)) from refusal
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _drawn(
    contents: Iterator[HandbookContent], folder: Path, fonts: FontChain, stamp: Stamp
) -> Iterator[Written]:
    first = list(islice(contents, _WORTH_A_PROCESS))
    if len(first) < _WORTH_A_PROCESS:
        writer = HandbookWriter(fonts, stamp)
        for content in first:
            yield writer.write(content, folder / file_name(content))
        return
    pool = ProcessPoolExecutor(
        _PROCESSES, mp_context=get_context("spawn"), initializer=forbid_dumps
    )
    try:
        waiting: deque[Future[Written]] = deque()
        for content in chain(first, contents):
            out = folder / file_name(content)
            with _deaf():  # the first starts the processes
                waiting.append(pool.submit(_write, content, out, fonts.folder, stamp))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as broken:
        raise Refusal("handbook.printing_stopped") from broken
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let processes that are started in the block never hear of Ctrl-C, which is not for them."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _write(content: HandbookContent, out: Path, fonts: Path, stamp: Stamp) -> Written:
    return _writer(fonts, stamp).write(content, out)


@cache
def _writer(fonts: Path, stamp: Stamp) -> HandbookWriter:
    """Return the one writer of a drawing process, which lives for one call of `write_many`."""
    return HandbookWriter(FontChain(fonts), stamp)


def _moved(written: Written, folder: Path) -> Written:
    path = folder / written.path.name
    try:
        written.path.replace(path)
    except OSError as failed:
        raise Refusal("handbook.not_written", path=str(path)) from failed
    return replace(written, path=path)
