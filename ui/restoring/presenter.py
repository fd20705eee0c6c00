"""Joins 从备份恢复 to the front door."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

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
        self._elsewhere: tuple[Path, ...] = ()
        view.folder_asked.connect(self._choose_folder)
        view.search_asked.connect(self._search)
        view.target_asked.connect(self._choose_target)
        view.restore_asked.connect(self._restore)
        view.enter.clicked.connect(door.begin_again)
        self._search()

    def _search(self, shown: Path | None = None) -> None:
        """Look for sets everywhere; choose the newest of those in a folder that was named now."""
        door, elsewhere = self._door, self._elsewhere
        show = partial(self._page.show_sets, within=shown)
        self._jobs.read(self, "查找备份", lambda _: door.backups(elsewhere), show)

    def _choose_folder(self) -> None:
        folder = self._files.stick("备份在哪个文件夹里")
        if folder is not None:
            self._elsewhere = tuple(dict.fromkeys((*self._elsewhere, folder)))
            self._search(folder)

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
