"""The acts on remarks: a report is returned or remarked on, a remark is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from domain.exchange.remarks import Remark
from domain.outcomes import PackageView
from domain.register import Receipt
from ui.exchange.remark_form import RemarkForm
from ui.exchange.remarks import HeardRemark
from ui.exchange.typed import KeepingRemarks
from ui.exchange.view import ExchangeView
from ui.parts.page import Surroundings

_FILES: Final = "意见 (*.xlsx *.xls *.csv *.json);;所有文件 (*)"


class RemarkActs(QObject):
    """Joins the forms to the desk; `inspected` tells which file is looked at."""

    returned = Signal(object)
    sealed = Signal(object)
    answered = Signal()

    def __init__(
        self, view: ExchangeView, around: Surroundings, inspected: Callable[[], Path | None]
    ) -> None:
        super().__init__(view)
        self._page, self._around, self._inspected = view, around, inspected
        self._keeping = KeepingRemarks(view, around)
        view.accept.return_given.connect(self._return)
        view.history.remark_given.connect(self._remark)
        view.history.remark_begun.connect(self._know_units)
        for form in (view.accept.form, view.history.form):
            form.file_asked.connect(partial(self._import, form))
        if view.answers is not None:
            view.answers.answer_given.connect(self._answer)

    def _return(self, remarks: tuple[Remark, ...], reason: str) -> None:
        path, desk = self._inspected(), self._around.desk
        if path is not None:
            self._around.jobs.write(
                self,
                "退回上报",
                lambda _: desk.return_package(path, remarks, reason),
                self._returned,
                holds=(self._page.accept.form,),
            )

    def _returned(self, view: PackageView) -> None:
        self._keeping.settled(self._page.accept.form)
        self.returned.emit(view)

    def _remark(self, receipt: Receipt, remarks: tuple[Remark, ...], reason: str) -> None:
        desk = self._around.desk
        self._around.jobs.write(
            self,
            "对上报提意见",
            lambda _: desk.remark_report(receipt.peer, receipt.package, remarks, reason),
            self._sealed,
            holds=(self._page.history.form,),
        )

    def _sealed(self, view: PackageView) -> None:
        self._page.history.close_form()
        self._keeping.settled(self._page.history.form)
        self.sealed.emit(view)

    def _know_units(self, receipt: Receipt) -> None:
        desk = self._around.desk
        self._around.jobs.read(
            self,
            "读取单位",
            lambda _: desk.units_of(receipt.peer),
            self._page.history.form.know,
        )

    def _import(self, form: RemarkForm) -> None:
        path = self._around.files.open_file("选择意见文件", _FILES)
        if path is not None:
            desk = self._around.desk
            self._around.jobs.write(
                self, "读取意见文件", lambda _: desk.read_remarks(path), form.fill, holds=(form,)
            )

    def _answer(self, heard: HeardRemark, text: str) -> None:
        desk = self._around.desk
        self._around.jobs.write(
            self,
            "保存答复",
            lambda _: desk.answer_remark(heard.package, heard.number, text),
            lambda _: self.answered.emit(),
        )
