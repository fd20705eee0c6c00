"""The program's children as forks of the warm program: they run what they would run, at once.

Starting an interpreter costs more than a whole trial. Such a child has pipes, surroundings and an
end of its own like one that was started, and the shim does not count what it asks of the files.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import desktop.backup_child
import export.workbooks.child
from desktop import backup_check
from export.workbooks import isolated
from tests.faults.shim import Shim

CHILD: Final = "child process"
_MAINS: Final[Mapping[tuple[str, ...], Callable[[], int]]] = MappingProxyType(
    {
        backup_check.child_command(): desktop.backup_child.main,
        isolated.child_command(): export.workbooks.child.main,
    }
)


def warm_children(shim: Shim) -> type:
    """Return the class that starts processes, with its starts marked and our own children warm."""

    class Warm(subprocess.Popen):  # type: ignore[type-arg]  # whatever text or bytes it carries
        def __init__(self, *arguments: Any, **settings: Any) -> None:  # noqa: ANN401 - the base class's own
            shim.mark(f"{CHILD} begins")
            super().__init__(*arguments, **settings)
            shim.mark(f"{CHILD} started")

        def _execute_child(self, words: Any, *rest: Any) -> None:  # noqa: ANN401 - the base class's own
            main = _MAINS.get(tuple(words))
            if main is None:
                super()._execute_child(words, *rest)  # type: ignore[misc]  # private to the base class
                return
            surroundings, ends = rest[5], rest[9:15]
            self.pid = os.fork()
            if self.pid == 0:
                shim.disarm()
                _be_the_child(main, surroundings, (ends[0], ends[3], ends[5]))
            self._child_created = True
            self._close_pipe_fds(*ends)  # type: ignore[attr-defined]  # private to the base class

    return Warm


def _be_the_child(
    main: Callable[[], int], surroundings: Mapping[str, str], ends: tuple[int, int, int]
) -> None:
    """Run it with the pipes it was given, and leave without cleaning up what is the parent's."""
    code = 1
    try:
        for place, end in enumerate(ends):
            os.dup2(end, place)
        os.closerange(len(ends), os.sysconf("SC_OPEN_MAX"))
        os.environ.clear()
        os.environ.update(surroundings)
        sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
        code = main()
    finally:
        os._exit(code)
