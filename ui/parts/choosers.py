"""Asking for files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

# By module: Qt prepares a class when it is first named, and the unlock page asks for no file.
from PySide6 import QtCore, QtWidgets

_WIDTH: Final = 900
_HEIGHT: Final = 560
_NAME: Final = 400
_TYPE: Final = 2  # the column that tells the kind of file, in English words of the system
_DAY: Final = 3
_DAY_WIDTH: Final = 170
_HOMES: Final = ("DesktopLocation", "DocumentsLocation", "HomeLocation")
_REMOVABLE: Final = ("/media/", "/run/media/", "/mnt/")


class FileChooser(Protocol):
    """Asks the user for a path; `None` means the user thought better of it."""

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file that exists; `kinds` as "表格 (*.xlsx)"."""
        ...

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file, proposing a name."""
        ...

    def folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        ...

    def stick(self, title: str) -> Path | None:
        """Ask for a stick, or a folder on one."""
        ...

    def file_on_stick(self, title: str, kinds: str) -> Path | None:
        """Ask for a file that came on a stick; `kinds` as for `open_file`."""
        ...

    def save_on_stick(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file that leaves on a stick; else as `save_file`."""
        ...


class FileDialogs:
    """Asks by Qt's own dialogs over a window, beginning where the last answer was.

    Wide enough for long Chinese file names; USB disks stand at the left beside 桌面.
    """

    def __init__(self, start: Path, mounts: tuple[Path, ...] = ()) -> None:
        self._last, self._mounts = start, mounts
        self._stick = next(iter(mounts), start)
        self._over: QtWidgets.QWidget | None = None

    def belong_to(self, window: QtWidgets.QWidget) -> None:
        """Open the dialogs over this window."""
        self._over = window

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Ask for a file that exists."""
        dialog = self._dialog(title, QtWidgets.QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(kinds.split(";;"))
        path = _ask(dialog)
        return None if path is None else self._remember(path, path.parent)

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file; the kind's ending is added where none is typed."""
        dialog = self._dialog(title, QtWidgets.QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(kinds.split(";;"))
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        path = _ask(dialog)
        return None if path is None else self._remember(path, path.parent)

    def folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        dialog = self._dialog(title, QtWidgets.QFileDialog.FileMode.Directory)
        dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
        path = _ask(dialog)
        return None if path is None else self._remember(path, path)

    def stick(self, title: str) -> Path | None:
        """Ask for a folder, beginning where sticks are mounted; other questions begin as before."""
        with self._on_stick():
            return self.folder(title)

    def file_on_stick(self, title: str, kinds: str) -> Path | None:
        """Ask for a file, beginning where `stick` begins."""
        with self._on_stick():
            return self.open_file(title, kinds)

    def save_on_stick(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file, beginning where `stick` begins."""
        with self._on_stick():
            return self.save_file(title, name, kinds)

    @contextmanager
    def _on_stick(self) -> Iterator[None]:
        """Begin where the last stick still is, else where sticks are mounted."""
        last, here = self._last, (self._stick, *self._mounts, self._last)
        self._last = next(iter(_present(here)), self._last)
        try:
            yield
        finally:
            if any(self._last.is_relative_to(mount) for mount in self._mounts):
                self._stick = self._last
            self._last = last

    def _dialog(self, title: str, mode: QtWidgets.QFileDialog.FileMode) -> QtWidgets.QFileDialog:
        dialog = QtWidgets.QFileDialog(self._over, title, str(self._last))
        dialog.setOption(QtWidgets.QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(mode)
        dialog.setViewMode(QtWidgets.QFileDialog.ViewMode.Detail)
        dialog.setSidebarUrls([QtCore.QUrl.fromLocalFile(str(place)) for place in places()])
        dialog.resize(_WIDTH, _HEIGHT)
        trees: Iterable[QtWidgets.QTreeView] = dialog.findChildren(QtWidgets.QTreeView, "treeView")
        for tree in trees:
            tree.setColumnHidden(_TYPE, True)
            tree.setColumnWidth(0, _NAME)
            tree.setColumnWidth(_DAY, _DAY_WIDTH)
        return dialog

    def _remember(self, path: Path, folder: Path) -> Path:
        self._last = folder
        return path


def mount_places(user: str) -> tuple[Path, ...]:
    """Return the folders in which desktops mount the sticks of a user, the likeliest first."""
    return (Path("/media", user), Path("/run/media", user), Path("/media"))


def places() -> tuple[Path, ...]:
    """Return the folders one begins from: USB disks first, then 桌面, 文档, the home folder."""
    disks = (
        Path(disk.rootPath()) for disk in QtCore.QStorageInfo.mountedVolumes() if disk.isReady()
    )
    usb = (disk for disk in disks if str(disk).startswith(_REMOVABLE))
    paths = QtCore.QStandardPaths
    kinds = (paths.StandardLocation[home] for home in _HOMES)
    homes = (Path(paths.writableLocation(kind)) for kind in kinds)
    return tuple(_present((*usb, *homes, Path(QtCore.QDir.rootPath()))))


def _present(folders: Iterable[Path]) -> Iterable[Path]:
    return dict.fromkeys(folder for folder in folders if folder.is_dir())


def _ask(dialog: QtWidgets.QFileDialog) -> Path | None:
    """Show a dialog to its end; `None` means the user thought better of it."""
    agreed = dialog.exec() == QtWidgets.QFileDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(chosen[0]) if agreed and chosen else None
