"""The program as the harness runs it: warm, in this process, its steps marked for the shim."""

from __future__ import annotations

import logging
import os
import subprocess
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

import sqlcipher3.dbapi2
from sqlcipher3 import dbapi2

from desktop import cli, workbooks
from desktop.clock import ProgramClock, clock_from
from desktop.office import OpenOffice, open_office
from desktop.resources import Resources, find_resources
from domain.outcomes import ImportOutcome
from export.workbooks import isolated
from export.workbooks.table import read_tables
from storage import connect, key_profiles
from storage.key_profiles import KeyProfile
from tests.desktop.commanding import PASSWORD, TODAY, Answer, Bianqing
from tests.faults.children import warm_children
from tests.faults.shim import Shim

HEAD: Final = "负责人"
_STATEMENTS: Final = {
    "BEGIN IMMEDIATE": "BEGIN",
    "COMMIT": "COMMIT",
    "ROLLBACK": "ROLLBACK",
    "PRAGMA wal_checkpoint(TRUNCATE)": "checkpoint",
}
_PLACES: Final = 12
_CHEAPEST: Final = KeyProfile(memory_kib=8, passes=1, lanes=1)
"""Turning a password into a key touches no file, and would be half of what a trial costs."""


class Refused(Exception):
    """The program refused with a code, and in words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Defect(Exception):
    """The program did what it may never do: a traceback, or a refusal without words."""


class Defects(logging.Handler):
    """Keeps the places of the exceptions that the program's border caught."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep where it was."""
        if record.exc_info and record.exc_info[1] is not None:
            self.seen.append(places(record.exc_info[1]))


def places(error: BaseException) -> str:
    """Return where an exception passed, short."""
    steps = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    where = " < ".join(f"{Path(step.filename).name}:{step.lineno}" for step in reversed(steps))
    return f"{type(error).__name__}: {error} at {where}"


class Program:
    """The command line and the office, with what they read at every start read once."""

    def __init__(self, shim: Shim) -> None:
        self.shim = shim
        self.defects = Defects()
        self._grammar = cli.parser()

    @cached_property
    def resources(self) -> Resources:
        """The program's data."""
        return find_resources()

    @property
    def clock(self) -> ProgramClock:
        """The clock that the surroundings set."""
        return clock_from(os.environ, installed=False)

    @contextmanager
    def warm(self) -> Iterator[None]:
        """Let the program run in this process, with its transactions marked, while it lasts."""
        surroundings = {
            "BIANQING_PASSWORD": PASSWORD,
            "BIANQING_NEW_PASSWORD": PASSWORD,
            "BIANQING_KDF": "test",
            "BIANQING_TODAY": TODAY,
        }
        logging.getLogger().addHandler(self.defects)
        with ExitStack() as stack:
            for each in (
                patch.dict(os.environ, surroundings),
                patch.object(key_profiles, "TEST", _CHEAPEST),
                patch.object(cli, "find_resources", lambda: self.resources),
                patch.object(cli, "parser", lambda: self._grammar),
                patch.object(cli, "start_log", lambda: None),
                patch.object(connect, "dbapi2", _marked_databases(self.shim.mark)),
                patch.object(subprocess, "Popen", warm_children(self.shim)),
                patch.object(workbooks, "isolated", _BESIDE),
            ):
                stack.enter_context(each)
            yield

    def run(self, data: Path, *words: object, user: str = HEAD) -> Answer:
        """Run a command; raises `Refused` when it is, `Defect` for what it may never do."""
        self.defects.seen.clear()
        answer = Bianqing(data, user)(*words)
        if answer.exit in (0, 3):
            return answer
        if self.defects.seen or answer.code in ("unexpected", "cancelled") or not answer.text:
            raise Defect(f"{answer.code} {self.defects.seen}")
        raise Refused(answer.code)

    @contextmanager
    def office(self, data: Path, user: str = HEAD) -> Iterator[OpenOffice]:
        """Open the office as the window does."""
        with open_office(data, user, PASSWORD, self.resources, self.clock) as office:
            yield office


@contextmanager
def parsing_in_a_child() -> Iterator[None]:
    """Let workbooks be read by a child process, as the program does outside of this harness."""
    with patch.object(workbooks, "isolated", isolated):
        yield


class Quiet:
    """Progress that nobody watches."""

    def step(self, done: int, total: int) -> None:
        """Show nothing."""


def _read_beside(path: Path, layouts: Sequence[Any], sheet: str | None, **_told: Any) -> Any:  # noqa: ANN401 - the reader's own types
    """Read a workbook in this process: a child costs more than a whole trial."""
    return read_tables(path, layouts, sheet)


_BESIDE: Final = SimpleNamespace(read_tables=_read_beside, write_returned=isolated.write_returned)


def _marked_databases(mark: Callable[[str], None]) -> SimpleNamespace:
    """Return SQLCipher's module with connections that mark their transactions."""

    class Marked(dbapi2.Connection):  # type: ignore[misc]  # SQLCipher's module carries no types
        def __init__(self, database: str, **settings: object) -> None:
            super().__init__(database, **settings)
            self._name = Path(database.partition("?")[0]).name

        def execute(self, sql: str, *values: object) -> Any:  # noqa: ANN401 - a cursor without types
            label = _STATEMENTS.get(sql)
            if label is None:
                return super().execute(sql, *values)
            mark(f"{self._name} {label} begins")
            done = super().execute(sql, *values)
            mark(f"{self._name} {label} ended")
            return done

    def marked(database: str, **settings: object) -> Any:  # noqa: ANN401 - a connection without types
        return dbapi2.connect(database, factory=Marked, **settings)

    return SimpleNamespace(**vars(sqlcipher3.dbapi2) | {"connect": marked})


def imported(outcome: ImportOutcome) -> int:
    """Return how many rows an import took over."""
    return outcome.created
