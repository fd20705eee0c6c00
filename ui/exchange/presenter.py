"""Joins the exchange page to the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from domain.exchange.telling import CertificateRequest, told_written
from domain.outcomes import CertificateView, PackageView
from domain.register import Receipt
from domain.roles import Act
from domain.workflow.permission import allowed
from domain.workflow.ports import Progress
from domain.workflow.staging import Waiting
from ui.exchange.arriving import Arriving
from ui.exchange.certifying import Certifying
from ui.exchange.model import below
from ui.exchange.past import names_in
from ui.exchange.preflight import Preflight, preflight, told_doubts
from ui.exchange.remarking import RemarkActs
from ui.exchange.remarks import preflight_remarks
from ui.exchange.sending import SendTab
from ui.exchange.view import ExchangeView
from ui.parts.page import PagePresenter, Surroundings
from ui.tasks import ignore


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows."""

    receipts: tuple[Receipt, ...]
    certificates: tuple[CertificateView, ...]
    requests: tuple[CertificateRequest, ...]
    waiting: tuple[Waiting, ...]
    units: Mapping[str, str]


class ExchangePresenter(PagePresenter):
    """Packs, inspects, accepts; carries certificates."""

    def __init__(self, view: ExchangeView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page = view
        if not allowed(self.desk.actor, Act.ACCEPT_PACKAGE):
            view.only_show()
        self.arriving = Arriving(view.accept, view.history, around)
        self.arriving.taken.connect(self.session.ledger_changed)
        self.arriving.looked.connect(self._show_waiting)
        self.arriving.came_from.connect(self._look_around)
        if view.report is not None:
            view.report.look_asked.connect(self._look)
        may = partial(allowed, self.desk.actor)
        view.let_send(prepares=may(Act.SUBMIT), signs=may(Act.SIGN_PACKAGE))
        for tab in (view.report, view.down):
            if tab is not None:
                tab.pack_asked.connect(partial(self._pack, tab))
                tab.prepare_asked.connect(partial(self._prepare, tab))
                tab.sign_asked.connect(partial(self._sign, tab))
        view.accept.receipt_asked.connect(self._write_receipt)
        view.history.write_asked.connect(self._write_again)
        self._remarking = RemarkActs(view, around, lambda: self.arriving.path)
        self._remarking.sealed.connect(self._told_sealed)
        self._remarking.returned.connect(self._returned)
        self._remarking.answered.connect(self._answered)
        if not allowed(self.desk.actor, Act.CERTIFICATES):
            view.certificates.only_show()
        certifying = Certifying(
            view.certificates,
            self.desk,
            around.jobs,
            around.files,
            around.notices,
            confirm=around.confirming.ask,
        )
        certifying.begin(self.desk.office.code)
        certifying.done.connect(self.reload)

    @property
    def topic(self) -> str:
        return "certificates" if self._page.certificates.isVisible() else ""

    def load(self) -> None:
        desk, day = self.desk, self.session.today

        def work(_: Progress) -> _Read:
            return _Read(
                desk.packages(),
                desk.certificates(),
                desk.certificate_requests(),
                desk.staged_packages(),
                {str(unit.unit): unit.name for unit in desk.units(day)},
            )

        self.around.jobs.read(self, "读取往来记录", work, self._show)

    def _show(self, read: _Read) -> None:
        self._page.show_receipts(read.receipts, read.units, names_in(read.certificates))
        self._page.certificates.show_certificates(read.certificates)
        self._page.certificates.show_requests(read.requests)
        self._waits(read.waiting)
        if self._page.report is not None:
            self._page.report.call_above(read.certificates)
            self._page.report.show_last(read.receipts)
        if self._page.down is not None:
            self._page.down.show_offices(below(self.desk.office, read.certificates))

    def _show_waiting(self) -> None:
        desk = self.desk
        self.around.jobs.read(self, "读取等候的来件", lambda _: desk.staged_packages(), self._waits)

    def _waits(self, waiting: tuple[Waiting, ...]) -> None:
        """Offer what waits beside what is looked at now."""
        now = self.arriving.path
        others = tuple(each for each in waiting if Path(each.path) != now)
        self._page.accept.waiting.show_waiting(others)

    def _look_around(self, folder: Path) -> None:
        """Tell what else lies on the stick."""
        desk = self.desk
        self.around.jobs.read(
            self,
            "查看 U 盘",
            lambda _: desk.strangers_on(folder),
            self._page.strangers.show_strangers,
        )

    def _look(self) -> None:
        self._looked(ignore)

    def _looked(self, then: Callable[[tuple[Preflight, ...]], None]) -> None:
        """Look before packing, and go on with what was seen where nothing forbids it."""
        day, desk, report = self.session.today, self.desk, self._page.report
        if report is None:
            return
        self.around.notices.leave_page()

        def work(progress: Progress) -> tuple[Preflight, ...]:
            findings = desk.check(day, None, progress)
            seen = preflight(desk.counts(day), findings, desk.certificates())
            return (*seen, preflight_remarks(desk.packages()))

        def shown(lines: tuple[Preflight, ...]) -> None:
            report.show_preflight(lines)
            if not any(line.forbids for line in lines):
                then(lines)

        self.around.jobs.write(self, "打包前检查", work, shown, holds=(report,))

    def _pack(self, tab: SendTab) -> None:
        desk, kind, to = self.desk, tab.kind, tab.recipients

        def pack(lines: tuple[Preflight, ...]) -> None:
            words = f"生成{tab.name}{told_doubts(lines)}"
            self._seal(tab, words, lambda folder: desk.create_package(kind, to, folder))

        if tab is self._page.report:
            self._looked(pack)
        else:
            pack(())

    def _sign(self, tab: SendTab) -> None:
        desk, kind, to = self.desk, tab.kind, tab.recipients
        self._seal(tab, f"签发{tab.name}", lambda folder: desk.sign_package(kind, to, folder))

    def _seal(self, tab: SendTab, words: str, seal: Callable[[Path], PackageView]) -> None:
        begin = partial(self._seal_now, tab, words, seal)
        self.around.confirming.ask(self._page, words, begin)

    def _seal_now(self, tab: SendTab, words: str, seal: Callable[[Path], PackageView]) -> None:
        folder = self.around.files.stick(f"{tab.name}放到哪里（选 U 盘）")
        if folder is not None:
            self.around.jobs.write(
                self, words, lambda _: seal(folder), partial(self._packed, tab), holds=(tab,)
            )

    def _prepare(self, tab: SendTab) -> None:
        desk, kind, to = self.desk, tab.kind, tab.recipients

        def prepare(_: tuple[Preflight, ...]) -> None:
            self.around.jobs.write(
                self,
                f"起草{tab.name}",
                lambda _: desk.prepare_package(kind, to),
                tab.show_prepared,
                holds=(tab,),
            )

        if tab is self._page.report:
            self._looked(prepare)
        else:
            prepare(())

    def _packed(self, tab: SendTab, view: PackageView) -> None:
        tab.show_packed(view)
        self._told_written(view)
        self.reload()

    def _told_written(self, view: PackageView) -> None:
        """Tell how writing onto a medium ended, and what else lies there."""
        if view.trouble is not None:
            self.around.notices.tell(self.around.jobs.words(view.trouble))
        else:
            self._look_around(Path(view.path).parent)
            self.around.notices.say(told_written(view))

    def _write(self, package: str, words: str) -> None:
        folder = self.around.files.stick(f"{words}（选 U 盘）")
        if folder is not None:
            desk = self.desk
            self.around.jobs.write(
                self, words, lambda _: desk.write_package(package, folder), self._written
            )

    def _written(self, view: PackageView) -> None:
        self.arriving.written(view)
        self._told_written(view)
        self.reload()

    def _write_again(self, receipt: Receipt) -> None:
        self._write(receipt.package, f"把第 {receipt.seq} 号包再写到 U 盘")

    def _write_receipt(self) -> None:
        if self.arriving.answer:
            self._write(self.arriving.answer, "写到 U 盘")

    def _returned(self, view: PackageView) -> None:
        self.arriving.show_returned(view)
        self.reload()

    def _told_sealed(self, view: PackageView) -> None:
        self._write(view.package, f"把第 {view.seq} 号{view.kind}写到 U 盘")
        self.reload()

    def _answered(self) -> None:
        if self._page.answers is not None:
            self._page.answers.answered()
        self.reload()
