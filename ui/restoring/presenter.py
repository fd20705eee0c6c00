"""Joins 从备份恢复 to the front door."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from domain.backups import ShownSet
from ui.front_door import FrontDoor
from ui.parts.choosers import FileChooser
from ui.parts.jobs import Jobs
from ui.restoring.view import RestoringView


class RestoringPresenter(QObject):
    """Lists sets, restores one, and begins again at the unlock page."""

    def __init__(
        self, view: RestoringView, door: FrontDoor, jobs: Jobs, files: FileChooser
    ) -> None:
        super().__init__(view)
        self._page, self._door, self._jobs, self._files = view, door, jobs, files
        view.folder_asked.connect(self._choose_folder)
        view.target_asked.connect(self._choose_target)
        view.restore_asked.connect(self._restore)
        view.enter.clicked.connect(door.begin_again)
        self._read(door.backups_place)

    def _read(self, folder: Path) -> None:
        door = self._door
        self._jobs.read(
            self, "读取备份", lambda _: door.backups(folder), partial(self._show, folder)
        )

    def _show(self, folder: Path, sets: tuple[ShownSet, ...]) -> None:
        self._page.show_sets(folder, sets)

    def _choose_folder(self) -> None:
        folder = self._files.folder("备份在哪个文件夹里")
        if folder is not None:
            self._read(folder)

    def _choose_target(self) -> None:
        folder = self._files.folder("恢复到哪个文件夹里面")
        if folder is not None:
            self._page.offer_folder(folder / "编清数据")

    def _restore(self) -> None:
        door, page, chosen = self._door, self._page, self._page.set
        opening = page.by.opening()
        if chosen is None or opening is None:
            return
        path, target = Path(chosen.path), page.target
        restore = partial(
            door.restore, replace=page.replaces, other_founding=page.knowing.isChecked()
        )
        self._jobs.write(
            self,
            "从备份恢复",
            lambda progress: restore(path, target, opening, progress),
            page.show_restored,
            failed=page.refuse,
            holds=(page.act, page.back),
        )
