"""Cold start to the unlock page against an empty window of the same Qt.

Each is a process of its own, timed from its start until it ends right after its first paint. Both
find their modules compiled, as an installed program does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from desktop.clock import ProgramClock
from desktop.founding import found_office
from desktop.resources import find_resources
from domain.facts import OfficeCode
from domain.register import Office
from storage.key_profiles import TEST

LIMIT: Final = 2.0
ROUNDS: Final = 9
_OFFICE: Final = Office(OfficeCode("629925"), "安澜县", "county")
_ENDS: Final = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
class End(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
end = End()
"""
_EMPTY: Final = f"""
from PySide6.QtWidgets import QApplication, QMainWindow
{_ENDS}
app = QApplication([])
window = QMainWindow()
window.installEventFilter(end)
window.resize(1280, 720)
window.show()
app.exec()
"""
_OURS: Final = f"""
import gc
import sys
gc.disable()  # as the program does before it loads the window
{_ENDS}
from desktop import gui
class Program(gui.Program):
    def _show(self, window):
        window.installEventFilter(end)
        super()._show(window)
gui.Program = Program
from desktop.__main__ import main
main(["--data", sys.argv[1]])
"""


def main() -> bool:
    """Print the ratio of the medians and both in milliseconds; tell whether the limit holds."""
    ours: list[float] = []
    bare: list[float] = []
    with TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        found_office(
            data, _OFFICE, "负责人", "Y2-tulip-Ferry-91",
            single_operator=True, profile=TEST, resources=find_resources(), clock=ProgramClock(),
        ).session.wipe()  # fmt: skip
        for run in (_start(_OURS, scratch, str(data)), _start(_EMPTY, scratch)):
            run()  # the first one compiles modules and reads files that later ones find in memory
        for _ in range(ROUNDS):
            ours.append(_start(_OURS, scratch, str(data))())
            bare.append(_start(_EMPTY, scratch)())
    ratio = median(ours) / median(bare)
    print(
        f"cold start: ratio {ratio:.2f} (limit {LIMIT:g}): ours {median(ours) * 1000:.0f} ms,"
        f" bare {median(bare) * 1000:.0f} ms"
    )
    return ratio <= LIMIT


def _start(program: str, home: str, *arguments: str) -> Callable[[], float]:
    """Return what runs a program in a home of its own and returns the seconds until it ended."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environ |= {
        "HOME": home,
        "PYTHONPYCACHEPREFIX": f"{home}/compiled",
        "QT_QPA_PLATFORM": "offscreen",
    }

    def run() -> float:
        begun = perf_counter()
        command = [sys.executable, "-c", program, *arguments]
        subprocess.run(command, check=True, env=environ)  # noqa: S603 - ourselves
        return perf_counter() - begun

    return run


if __name__ == "__main__":
    sys.exit(not main())
