"""The page 程序升级 joined to the desk."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from domain.exchange.installers import Copied, Measured, Taken
from domain.exchange.releases import Release
from domain.register import Office
from domain.roles import Act
from ui.security.place import Place
from ui.update_desk import UpdateDesk
from ui.updates.model import told_copied, told_registered
from ui.updates.view import UpdatesView

_FILES: Final = "安装文件 (*.deb *.rpm);;所有文件 (*)"


class UpdatesPage(QObject):
    """Shows the steps of whoever is signed in, and carries out what is asked."""

    topic = "updates"

    def __init__(self, desk: UpdateDesk, office: Office, place: Place) -> None:
        self.view = view = UpdatesView(
            offers=office.level != "county" and place.may(Act.CONFIGURE),
            takes=place.may(Act.ACCEPT_PACKAGE),
            installs=place.may(Act.UPDATE_PROGRAM),
        )
        super().__init__(view)
        self._desk, self._place = desk, place
        self._path = Path()
        view.turned.connect(self.shown)
        view.offering.file_asked.connect(self._look)
        view.offering.register_asked.connect(self._register)
        view.offering.copy_asked.connect(self._copy)
        view.taking.file_asked.connect(self._take)
        view.installing.again.clicked.connect(self._check)

    def shown(self) -> None:
        """Read what the step shows: the releases known, or the files, byte for byte."""
        if self.view.current is self.view.installing:
            self._check()
        else:
            desk = self._desk
            self._place.jobs.read(self, "读取登记的安装文件", lambda _: desk.releases(), self._show)

    def hidden(self) -> None:
        """Keep what was looked at: whoever looks something up comes back to it."""

    def _show(self, releases: tuple[Release, ...]) -> None:
        self.view.offering.known.show_releases(releases)
        self.view.taking.known.show_releases(releases)

    def _check(self) -> None:
        """Look at the files; so long that pages should not have to wait behind it."""
        page = self.view.installing
        self._place.jobs.write(
            self, "核对安装文件", self._desk.installers, page.show_installers, holds=(page.again,)
        )

    def _look(self) -> None:
        path = self._place.files.open_file("选择新版安装文件", _FILES)
        if path is None:
            return
        desk, page = self._desk, self.view.offering
        page.begin()
        self._place.jobs.write(
            self,
            "核对安装文件",
            lambda progress: desk.measure_installer(path, progress),
            partial(self._looked_at, path),
            holds=(page.choose,),
        )

    def _looked_at(self, path: Path, found: Measured) -> None:
        self._path = path
        self.view.offering.show_found(found)

    def _register(self, found: Measured, version: str, processor: str) -> None:
        desk, path, page = self._desk, self._path, self.view.offering
        self._place.jobs.write(
            self,
            "登记安装文件",
            lambda progress: desk.offer_installer(path, found, version, processor, progress),
            self._registered,
            holds=(page.found, page.choose),
        )

    def _registered(self, release: Release) -> None:
        self.view.offering.begin()
        self._place.notices.say(told_registered(release))
        self.shown()

    def _copy(self, release: Release) -> None:
        folder = self._place.files.stick("选择 U 盘")
        if folder is not None:
            desk = self._desk
            self._place.jobs.write(
                self,
                "把安装文件拷到 U 盘",
                lambda progress: desk.copy_installer(release.name, folder, progress),
                self._copied,
                holds=(self.view.offering.copy,),
            )

    def _copied(self, copied: Copied) -> None:
        self._place.notices.say(told_copied(copied))

    def _take(self) -> None:
        path = self._place.files.file_on_stick("选择与升级包一起送来的安装文件", _FILES)
        if path is not None:
            desk, page = self._desk, self.view.taking
            page.begin()
            self._place.jobs.write(
                self,
                "核对并收下安装文件",
                lambda progress: desk.take_installer(path, progress),
                self._taken,
                holds=(page.choose,),
            )

    def _taken(self, taken: Taken) -> None:
        self.view.taking.show_taken(taken)
