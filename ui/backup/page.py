"""The page 备份与恢复 joined to the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from domain.backup_keeping import BackupReason
from domain.backups import (
    BackupOverview,
    CheckedTold,
    MadeTold,
    RestoredTold,
    SetState,
    ShownSet,
)
from domain.roles import Act
from ui.backup.model import lacking_text, newest_verified
from ui.backup.previews import Previews
from ui.backup.view import BackupView
from ui.backup_desk import BackupDesk
from ui.messages import UserMessage
from ui.parts.barring import why_not
from ui.security.place import Place
from ui.tasks import ignore

_PASSED = "恢复演练通过：备份真的恢复了一遍，与备份时一致，随后已去掉，现在的数据没有动。"
_LAID = (
    "备份能恢复，账号、审计和能核对的部分与备份时一致，随后已去掉。台账的内容没有读（三员没有台账的密钥），"
    "要算演练通过，还请负责人演练一次。"
)
_NO_PREVIEW = "对照要用台账的密钥。三员没有这个密钥，可以备份、核验和恢复，不能看里面的内容。"


class BackupPage(QObject):
    """Shows the sets and carries out what is asked about them."""

    topic = "backup"

    def __init__(self, desk: BackupDesk, place: Place) -> None:
        self.view = view = BackupView(place.theme, place.today)
        super().__init__(view)
        self._desk, self._place = desk, place
        self._overview: BackupOverview | None = None
        self.previews = Previews(view, desk, place)
        view.chosen.connect(self._let)
        view.make.clicked.connect(self._make)
        view.make_out.clicked.connect(self._ask_out)
        view.verify.clicked.connect(self._verify)
        view.restore.clicked.connect(self._ask_restore)
        view.standing.drill.clicked.connect(self._drill)
        view.standing.folder.clicked.connect(self._choose_folder)
        view.standing.medium.clicked.connect(partial(self._choose_medium, ignore))
        view.restore_form.given.connect(partial(place.confirm, view, "恢复备份", self._restore))
        view.restore_form.folder_asked.connect(self._choose_target)
        self._let(None)

    def shown(self) -> None:
        """Read the sets; what is compared is compared anew where it has changed."""
        self._read()
        self.previews.shown()

    def hidden(self) -> None:
        """Keep what is compared: whoever looks something up comes back to it."""

    def _read(self) -> None:
        desk = self._desk
        self._place.jobs.read(self, "读取备份", lambda _: desk.overview(), self._show)

    def _changed(self) -> None:
        self._place.backups_changed()
        self._read()

    def _show(self, overview: BackupOverview) -> None:
        self._overview = overview
        self.view.show_overview(overview)

    def _let(self, chosen: ShownSet | None) -> None:
        """Let be done what can be done with a set by whoever is signed in."""
        view = self.view
        readable = chosen is not None and chosen.state is not SetState.DAMAGED
        for pressed, act in (
            (view.make, Act.BACKUP),
            (view.make_out, Act.BACKUP),
            (view.standing.folder, Act.BACKUP),
            (view.standing.medium, Act.BACKUP),
            (view.verify, Act.VERIFY),
            (view.standing.drill, Act.RESTORE),
            (view.preview, Act.RESTORE),
            (view.restore, Act.RESTORE),
        ):
            why = why_not(self._place.actor, act, self._place.jobs)
            of_a_set = pressed in (view.verify, view.preview, view.restore)
            if pressed is view.preview and not self._desk.previews:
                why = _NO_PREVIEW
            pressed.setEnabled(not why and (readable or not of_a_set))
            pressed.setToolTip(why)

    def _make(self) -> None:
        desk, reason = self._desk, BackupReason.BY_HAND
        self._place.jobs.write(
            self,
            "备份",
            lambda progress: desk.make(reason, progress),
            self._made,
            holds=(self.view.make, self.view.make_out),
        )

    def _ask_out(self) -> None:
        """Make a backup on the medium; where none was chosen yet, that is asked first."""
        if self._overview is None or self._overview.medium is not None:
            self._make_out()
        else:
            self._choose_medium(self._make_out)

    def _make_out(self) -> None:
        desk = self._desk
        self._place.jobs.write(
            self,
            "备份到外部介质",
            desk.make_on_medium,
            self._made,
            holds=(self.view.make, self.view.make_out),
        )

    def _made(self, made: MadeTold) -> None:
        told = f"备份已写好，并逐字节读回核对：{made.path}"
        self._tell(told, made.lacks)
        self.view.choose_newest()
        self._changed()

    def _tell(self, told: str, lacks: tuple[str, ...]) -> None:
        """Say what was done, and before all what is not in the backup."""
        if lacks:
            text = f"{told}\n但是缺附件：\n{lacking_text(lacks)}"
            self._place.notices.tell(UserMessage("backup.incomplete", text))
        else:
            self._place.notices.say(told)

    def _verify(self) -> None:
        desk, chosen = self._desk, self.view.set
        if chosen is not None:
            path = Path(chosen.path)
            self._place.jobs.write(
                self,
                "核验备份",
                lambda progress: desk.verify(path, progress),
                self._verified,
                holds=(self.view.verify,),
            )

    def _verified(self, checked: CheckedTold) -> None:
        if checked.problems:
            self._place.notices.tell(UserMessage("backup.not_sound", "".join(checked.problems)))
        else:
            self._tell("核验通过：每个字节都已读回，与做备份时一致。", checked.lacks)
        self._changed()

    def _drill(self) -> None:
        """Try to restore the newest verified set that is at hand."""
        desk, sets = self._desk, self._overview.sets if self._overview is not None else ()
        path = newest_verified(sets)
        if path is None:
            self._place.notices.say("还没有已验证的备份，先点“立即备份”，再演练恢复。")
            return
        self._place.jobs.write(
            self,
            "恢复演练",
            lambda progress: desk.drill(Path(path), progress),
            self._drilled,
            holds=(self.view.standing.drill,),
        )

    def _drilled(self, checked: CheckedTold) -> None:
        if checked.problems:
            self._place.notices.tell(UserMessage("backup.drill_failed", "".join(checked.problems)))
        else:
            self._tell(_LAID if checked.unread else _PASSED, checked.lacks)
        self._changed()

    def _choose_folder(self) -> None:
        desk, folder = self._desk, self._place.files.folder("备份放在哪个文件夹")
        if folder is not None:
            self._choose("更换备份文件夹", partial(desk.choose_folder, folder))

    def _choose_medium(self, then: Callable[[], None]) -> None:
        desk, folder = self._desk, self._place.files.stick("选择外部介质上的文件夹")
        if folder is not None:
            self._choose("选择外部介质", partial(desk.choose_medium, folder), then)

    def _choose(self, words: str, act: partial[None], then: Callable[[], None] = ignore) -> None:
        def done(_: None) -> None:
            self._changed()
            then()

        self._place.jobs.write(self, words, lambda _: act(), done)

    def _ask_restore(self) -> None:
        chosen, form = self.view.set, self.view.restore_form
        if chosen is not None:
            self.view.show_form(form)
            form.offer(Path.home() / f"恢复-{chosen.path.name}")

    def _choose_target(self) -> None:
        chosen, folder = self.view.set, self._place.files.folder("恢复到哪个文件夹里面")
        if folder is not None and chosen is not None:
            self.view.restore_form.offer(folder / f"恢复-{chosen.path.name}")

    def _restore(self) -> None:
        desk, chosen, form = self._desk, self.view.set, self.view.restore_form
        if chosen is None:
            return
        path, target, opening = Path(chosen.path), form.target, form.by.opening()
        self._place.jobs.write(
            self,
            "恢复备份",
            lambda progress: desk.restore(path, target, opening, progress),
            self._restored,
            failed=form.refuse,
            holds=(form,),
        )

    def _restored(self, told: RestoredTold) -> None:
        self.view.restore_form.clear()
        self.view.show_told()
        self.view.restore_form.give_back()
        self._place.notices.say("\n".join(told.lines))
