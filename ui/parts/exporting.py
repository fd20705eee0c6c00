"""What leaves the office as a file: where to is asked, then who it is that asks, then it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from domain.workflow.ports import Progress
from ui.parts.choosers import FileChooser
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices

WORKBOOK: Final = "Excel 工作簿 (*.xlsx)"
PDF: Final = "PDF 文件 (*.pdf)"
Confirm = Callable[[QWidget, str, Callable[[], None]], None]
"""Asks over a widget, for a reason, for the password; goes on once it was right."""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Export(Generic[Made]):
    """Something that goes out, called by `words` where it is asked about and while it runs.

    `write` is an act of the desk, which enters it into the audit; `told` is what is said of what
    it made. What the act `holds` is disabled meanwhile.
    """

    words: str
    write: Callable[[Path, Progress], Made]
    told: Callable[[Path, Made], str]
    holds: tuple[QWidget, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporting:
    """The only way out for what the office holds: nothing is written before the password is given.

    Nothing follows where the user thinks better of it when asked where to, or who he is.
    """

    jobs: Jobs
    notices: Notices
    files: FileChooser
    confirm: Confirm

    def to_file(self, page: QWidget, name: str, kinds: str, export: Export[Made]) -> None:
        """Write to one file, for which a name is proposed; `kinds` as "表格 (*.xlsx)"."""
        self._prove(page, self.files.save_file(export.words, name, kinds), export)

    def to_folder(self, page: QWidget, question: str, export: Export[Made]) -> None:
        """Write into a folder that is asked for by a question."""
        self._prove(page, self.files.folder(question), export)

    def _prove(self, page: QWidget, place: Path | None, export: Export[Made]) -> None:
        if place is not None:
            self.confirm(page, export.words, partial(self._write, page, place, export))

    def _write(self, page: QWidget, place: Path, export: Export[Made]) -> None:
        def told(made: Made) -> None:
            self.notices.say(export.told(place, made))

        write = partial(export.write, place)
        self.jobs.write(page, export.words, write, told, holds=export.holds)
