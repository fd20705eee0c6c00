"""The acts on a package that comes in: looked at, checked, accepted, given up."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from domain.exchange.arrived import Arrived
from domain.exchange.changed_people import ChangedPerson
from domain.exchange.shipment import STAGED
from domain.exchange.telling import told_written
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.workflow.staging import Waiting
from ui.exchange.accepting import AcceptTab
from ui.exchange.history import HistoryTab
from ui.messages import UserMessage
from ui.parts.page import Surroundings

_PACKAGES: Final = "数据包 (*.bqp);;所有文件 (*)"


class Arriving(QObject):
    """Joins the tab to the desk. `answer` is the package that goes back to the sender, or "".

    `taken` tells that the register has changed, `looked` that what waits has.
    """

    taken = Signal()
    looked = Signal()
    came_from = Signal(object)

    def __init__(self, tab: AcceptTab, history: HistoryTab, around: Surroundings) -> None:
        super().__init__(tab)
        self._tab, self._history, self._around = tab, history, around
        self.path: Path | None = None
        self._source: Path | None = None
        self.answer = ""
        tab.file_asked.connect(self._choose)
        tab.accept_asked.connect(self._accept)
        tab.discard_asked.connect(self._discard_shown)
        tab.panes.unit_chosen.connect(self._ask_who)
        tab.waiting.resume_asked.connect(self._resume)
        tab.waiting.discard_asked.connect(self._discard_waiting)

    def show_answer(self, view: PackageView) -> None:
        """Keep what goes back to the sender, and tell where it could not be made or written."""
        self.answer = view.answer.package if view.answer is not None else ""
        self._tab.show_answer(view)
        if view.answer is not None and view.answer.trouble is not None:
            why = self._around.jobs.words(view.answer.trouble)
            done = "数据已经接收入库" if view.status == "accepted" else "已经退回"
            told = f"{done}，只是{view.answer.kind}没有做成或没有写出：{why.text}"
            self._around.notices.tell(UserMessage(why.code, told))

    def written(self, view: PackageView) -> None:
        """Tell that what goes back to the sender was written."""
        if view.package == self.answer:
            self._tab.tell(told_written(view))

    def show_returned(self, view: PackageView) -> None:
        """Show that a report was returned, and lead on to what goes back."""
        self.path = None
        self._tab.show_package(view)
        self.show_answer(view)
        self._tab.receipt.setFocus()

    def _choose(self) -> None:
        path = self._around.files.file_on_stick("选择数据包", _PACKAGES)
        if path is not None:
            self._look_at(path, path.parent)

    def _resume(self, waiting: Waiting) -> None:
        self._look_at(Path(waiting.path), None)

    def _look_at(self, path: Path, source: Path | None) -> None:
        self.path, self._source, self.answer = None, None, ""
        self._tab.show_package(None)
        self._around.notices.leave_page()
        desk = self._around.desk
        self._around.jobs.write(
            self,
            "验签并读取数据包",
            lambda progress: desk.inspect_package(path, progress),
            partial(self._seen, source),
        )
        if source is not None:
            self.came_from.emit(source)

    def _seen(self, source: Path | None, view: PackageView) -> None:
        self.path, self._source = Path(view.path), source
        self._tab.show_package(view, answers_to=str(source or ""))
        self.looked.emit()
        if view.status == STAGED:
            path, desk = self.path, self._around.desk
            self._around.jobs.write(
                self,
                "校验来件",
                lambda progress: desk.check_package(path, progress),
                partial(self._checked, path),
            )

    def _checked(self, path: Path, arrived: Arrived) -> None:
        if path == self.path:
            self._tab.show_arrived(arrived)

    def _ask_who(self, office: OfficeCode, unit: str) -> None:
        path, desk = self.path, self._around.desk
        if path is None:
            return

        def show(found: tuple[ChangedPerson, ...]) -> None:
            if path == self.path:
                self._tab.panes.show_people(office, unit, found)

        def failed(message: UserMessage) -> None:
            self._tab.panes.forget_people()
            self._around.notices.tell(message)

        self._around.jobs.write(
            self,
            "读取变动的人",
            lambda progress: desk.changed_people(path, office, unit, progress),
            show,
            failed=failed,
        )

    def _accept(self) -> None:
        path, source, desk = self.path, self._source, self._around.desk
        if path is not None:
            self._around.jobs.write(
                self,
                "接收数据包",
                lambda progress: desk.accept_package(path, progress, source),
                self._accepted,
                holds=(self._tab.accept,),
            )

    def _accepted(self, view: PackageView) -> None:
        self.path = None
        self._tab.show_package(view)
        told = f"已接收 {view.sender_name} 第 {view.seq} 号数据包。"
        self._around.notices.say(told)
        if view.waiting is not None:
            told += "先前留存的下一个包轮到了，请点“接着看”。"
        answer = view.answer
        if answer is not None and answer.status == "written":
            told += told_written(answer)
        remarks = len(view.difference.get("remarks", ()))
        if remarks:
            told += f"有 {remarks} 条意见要答复，请到“上级意见”页逐条答复。"
        self._tab.tell(told)
        self.show_answer(view)
        if not self._tab.receipt.isHidden():
            self._tab.receipt.setFocus()
        self.taken.emit()

    def _discard_shown(self) -> None:
        if self.path is not None:
            self._discard(self.path)

    def _discard_waiting(self, waiting: Waiting) -> None:
        self._discard(Path(waiting.path))

    def _discard(self, path: Path) -> None:
        desk = self._around.desk
        self._around.jobs.write(
            self,
            "放弃来件",
            lambda _: desk.discard_package(path),
            lambda _: self._discarded(path),
        )

    def _discarded(self, path: Path) -> None:
        if path == self.path:
            self.path = None
            self._tab.show_package(None)
        self._around.notices.say("已放弃，台账没有变动；要看的时候从 U 盘重新选择它。")
        self.looked.emit()
