"""Joins the exchange page to the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from domain.exchange.telling import CertificateRequest
from domain.outcomes import CertificateView, PackageView
from domain.register import Receipt
from domain.workflow.ports import Progress
from ui.exchange.certifying import Certifying
from ui.exchange.model import Preflight, below, preflight
from ui.exchange.remarking import RemarkActs
from ui.exchange.remarks import preflight_remarks
from ui.exchange.sending import SendTab
from ui.exchange.view import ExchangeView
from ui.parts.page import PagePresenter, Surroundings

_PACKAGES = "数据包 (*.bqp);;所有文件 (*)"


_Read = tuple[tuple[Receipt, ...], tuple[CertificateView, ...], tuple[CertificateRequest, ...]]


class ExchangePresenter(PagePresenter):
    """Packs, inspects, accepts; carries certificates."""

    def __init__(self, view: ExchangeView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page = view
        self._inspected: Path | None = None
        self._receipt = ""
        if view.report is not None:
            view.report.look_asked.connect(self._look)
        for tab in (view.report, view.down):
            if tab is not None:
                tab.pack_asked.connect(partial(self._pack, tab))
                tab.prepare_asked.connect(partial(self._prepare, tab))
                tab.sign_asked.connect(partial(self._sign, tab))
        view.accept.file_asked.connect(self._inspect)
        view.accept.accept_asked.connect(self._accept)
        view.accept.receipt_asked.connect(self._write_receipt)
        view.history.write_asked.connect(self._write_again)
        self._remarking = RemarkActs(view, around, self._returning)
        self._remarking.sealed.connect(self._told_sealed)
        self._remarking.returned.connect(self._returned)
        self._remarking.answered.connect(self._answered)
        certifying = Certifying(view.certificates, self.desk, around.jobs, around.files)
        certifying.begin(self.desk.office.code)
        certifying.done.connect(self.reload)

    def load(self) -> None:
        desk = self.desk

        def work(_: Progress) -> _Read:
            return desk.packages(), desk.certificates(), desk.certificate_requests()

        self.around.jobs.read(self, "读取往来记录", work, self._show)

    def _show(self, read: _Read) -> None:
        receipts, certificates, requests = read
        self._page.show_receipts(receipts)
        self._page.certificates.show_certificates(certificates)
        self._page.certificates.show_requests(requests)
        if self._page.down is not None:
            self._page.down.show_offices(below(self.desk.office, certificates))

    def _look(self) -> None:
        day, desk = self.session.today, self.desk

        def work(progress: Progress) -> tuple[Preflight, ...]:
            findings = desk.check(day, None, progress)
            seen = preflight(desk.summary(day, progress), findings, desk.certificates())
            return (*seen, preflight_remarks(desk.packages()))

        if self._page.report is not None:
            self.around.jobs.write(self, "打包前检查", work, self._page.report.table.fill)

    def _pack(self, tab: SendTab) -> None:
        desk, kind, to = self.desk, tab.kind, tab.recipients
        self._seal(tab, f"生成{tab.name}", lambda folder: desk.create_package(kind, to, folder))

    def _sign(self, tab: SendTab) -> None:
        desk, kind = self.desk, tab.kind
        self._seal(tab, f"签发{tab.name}", lambda folder: desk.sign_package(kind, folder))

    def _seal(self, tab: SendTab, words: str, seal: Callable[[Path], PackageView]) -> None:
        begin = partial(self._seal_now, tab, words, seal)
        self.around.confirming.ask(self._page, words, begin)

    def _seal_now(self, tab: SendTab, words: str, seal: Callable[[Path], PackageView]) -> None:
        folder = self.around.files.folder(f"{tab.name}放到哪里（选 U 盘）")
        if folder is not None:
            self.around.jobs.write(self, words, lambda _: seal(folder), partial(self._packed, tab))

    def _prepare(self, tab: SendTab) -> None:
        desk, kind, to = self.desk, tab.kind, tab.recipients
        self.around.jobs.write(
            self,
            f"起草{tab.name}",
            lambda _: desk.prepare_package(kind, to),
            tab.show_prepared,
        )

    def _packed(self, tab: SendTab, view: PackageView) -> None:
        tab.show_packed(view)
        self._told_written(view)
        self.reload()

    def _told_written(self, view: PackageView) -> None:
        if view.trouble is not None:
            self.around.notices.tell(self.around.jobs.words(view.trouble))
        else:
            done = f"第 {view.seq} 号{view.kind}已写入并核对，可以拔出：{view.path}"
            self.around.notices.say(done)

    def _write(self, package: str, words: str) -> None:
        folder = self.around.files.folder(f"{words}（选 U 盘）")
        if folder is not None:
            desk = self.desk
            self.around.jobs.write(
                self, words, lambda _: desk.write_package(package, folder), self._written
            )

    def _written(self, view: PackageView) -> None:
        self._told_written(view)
        self.reload()

    def _write_again(self, receipt: Receipt) -> None:
        self._write(receipt.package, f"把第 {receipt.seq} 号包再写到 U 盘")

    def _write_receipt(self) -> None:
        if self._receipt:
            self._write(self._receipt, "写到 U 盘")

    def _returning(self) -> Path | None:
        return self._inspected

    def _returned(self, view: PackageView) -> None:
        self._inspected = None
        self._page.accept.show_package(view)
        self._keep_answer(view)
        self.reload()

    def _keep_answer(self, view: PackageView) -> None:
        """Keep what goes back to the sender, and tell where it could not be made."""
        self._receipt = view.answer.package if view.answer is not None else ""
        if view.answer is not None and view.answer.trouble is not None:
            self.around.notices.tell(self.around.jobs.words(view.answer.trouble))

    def _told_sealed(self, view: PackageView) -> None:
        self._write(view.package, f"把第 {view.seq} 号{view.kind}写到 U 盘")
        self.reload()

    def _answered(self) -> None:
        if self._page.answers is not None:
            self._page.answers.answered()
        self.reload()

    def _inspect(self) -> None:
        path = self.around.files.open_file("选择数据包", _PACKAGES)
        if path is None:
            return
        self._inspected = None
        self._page.accept.show_package(None)
        self.around.notices.leave_page()
        desk = self.desk
        self.around.jobs.write(
            self,
            "验签并读取数据包",
            lambda _: desk.inspect_package(path),
            partial(self._seen, path),
        )

    def _seen(self, path: Path, view: PackageView) -> None:
        self._inspected = path
        self._page.accept.show_package(view)

    def _accept(self) -> None:
        path, desk = self._inspected, self.desk
        if path is not None:
            self.around.jobs.write(
                self,
                "接收数据包",
                lambda progress: desk.accept_package(path, progress),
                self._accepted,
            )

    def _accepted(self, view: PackageView) -> None:
        self._page.accept.show_package(view)
        told = f"已接收 {view.sender_name} 第 {view.seq} 号数据包。"
        if view.waiting is not None:
            told += f"先前留存的下一个包轮到了，请接着接收：{view.waiting}"
        self.around.notices.say(told)
        self._keep_answer(view)
        self.session.ledger_changed.emit()
