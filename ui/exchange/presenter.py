"""Joins the exchange page to the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from domain.exchange.telling import CertificateRequest
from domain.outcomes import CertificateView, PackageView
from domain.register import Receipt
from domain.workflow.ports import Progress
from ui.exchange.model import Preflight, below, preflight
from ui.exchange.sending import SendTab
from ui.exchange.view import ExchangeView
from ui.parts.page import PagePresenter, Surroundings

_PACKAGES = "数据包 (*.bqp);;所有文件 (*)"
_REQUESTS = "证书申请 (*.bqreq);;所有文件 (*)"
_CERTIFICATES = "证书 (*.bqcert);;所有文件 (*)"


_Read = tuple[tuple[Receipt, ...], tuple[CertificateView, ...], tuple[CertificateRequest, ...]]


class ExchangePresenter(PagePresenter):
    """Packs, inspects, accepts; carries certificates."""

    def __init__(self, view: ExchangeView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page = view
        self._inspected: Path | None = None
        self._offered: tuple[Path, str] | None = None
        if view.report is not None:
            view.report.look_asked.connect(self._look)
        for tab in (view.report, view.down):
            if tab is not None:
                tab.pack_asked.connect(partial(self._pack, tab))
                tab.prepare_asked.connect(partial(self._prepare, tab))
                tab.sign_asked.connect(partial(self._sign, tab))
        view.accept.file_asked.connect(self._inspect)
        view.accept.accept_asked.connect(self._accept)
        view.certificates.request_asked.connect(self._request)
        view.certificates.grant_asked.connect(self._grant)
        view.certificates.install_asked.connect(self._offer)
        view.certificates.fingerprint.same.connect(self._install)
        view.certificates.found_asked.connect(self._found)
        view.certificates.certificate_asked.connect(self._ask)
        view.certificates.certify_asked.connect(self._certify)

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
            return preflight(desk.summary(day, progress), findings, desk.certificates())

        if self._page.report is not None:
            self.around.jobs.write(self, "打包前检查", work, self._page.report.table.fill)

    def _pack(self, tab: SendTab) -> None:
        desk, kind, to = self.desk, tab.kind, tab.recipients
        self._seal(tab, f"生成{tab.name}", lambda folder: desk.create_package(kind, to, folder))

    def _sign(self, tab: SendTab) -> None:
        desk, kind = self.desk, tab.kind
        self._seal(tab, f"签发{tab.name}", lambda folder: desk.sign_package(kind, folder))

    def _seal(self, tab: SendTab, words: str, seal: Callable[[Path], PackageView]) -> None:
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
        self.around.notices.say(f"已生成第 {view.seq} 号{tab.name}：{view.path}")
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
        self.around.notices.say(f"已接收 {view.sender_name} 第 {view.seq} 号数据包。")
        self.session.ledger_changed.emit()

    def _request(self) -> None:
        path = self.around.files.save_file(
            "证书申请另存为", f"{self.desk.office.code}.bqreq", _REQUESTS
        )
        if path is not None:
            desk = self.desk
            told = f"申请已保存到 {path}。把文件送上级编办，并用电话核对下面的指纹："
            self.around.jobs.write(
                self, "生成证书申请", lambda _: desk.trust_request(path), partial(self._stamp, told)
            )

    def _grant(self) -> None:
        request = self.around.files.open_file("选择下级送来的证书申请", _REQUESTS)
        if request is None:
            return
        out = self.around.files.save_file(
            "颁发的证书另存为", f"{request.stem}.bqcert", _CERTIFICATES
        )
        if out is not None:
            desk = self.desk
            told = f"证书已保存到 {out}。请与下级电话核对指纹后交还："
            self.around.jobs.write(
                self,
                "颁发证书",
                lambda _: desk.trust_grant(request, out),
                partial(self._stamp, told),
            )

    def _offer(self) -> None:
        path = self.around.files.open_file("选择要安装的证书", _CERTIFICATES)
        if path is not None:
            desk = self.desk
            self.around.jobs.write(
                self, "读取证书", lambda _: desk.trust_root(path), partial(self._compare, path)
            )

    def _compare(self, path: Path, root: str) -> None:
        """Ask about a root that is not believed yet; one that was asked about before may go on."""
        self._offered = (path, root)
        if not root:
            self._install()
            return
        self._page.certificates.fingerprint.show_fingerprint(
            "这是第一次安装根证书。请打电话或对照纸质通知，与上级逐组核对下面的根证书指纹，"
            "一致才能安装。现在还没有任何变动：",
            root,
            asks=True,
        )

    def _install(self) -> None:
        if self._offered is None:
            return
        (path, root), desk = self._offered, self.desk
        self._offered = None
        self.around.jobs.write(
            self,
            "安装证书",
            lambda _: desk.trust_install(path, root),
            partial(self._stamp, "证书已安装。本办证书的指纹："),
        )

    def _found(self) -> None:
        desk = self.desk
        told = "根证书已生成。请把下面的指纹用电话或纸质通知告诉各市，供安装时核对："
        self.around.jobs.write(
            self, "生成根证书", lambda _: desk.trust_found(), partial(self._stamp, told)
        )

    def _ask(self) -> None:
        desk = self.desk
        told = "已提出签名证书申请。请安全保密管理员核对下面的指纹后颁发（trust certify）："
        self.around.jobs.write(
            self, "申请签名证书", lambda _: desk.trust_ask(), partial(self._stamp, told)
        )

    def _certify(self, wish: CertificateRequest) -> None:
        desk = self.desk
        told = f"已给“{wish.account}”颁发签名证书，指纹："
        self.around.jobs.write(
            self,
            "颁发签名证书",
            lambda _: desk.trust_certify(wish.account, wish.fingerprint),
            partial(self._stamp, told),
        )

    def _stamp(self, text: str, fingerprint: str) -> None:
        self._page.certificates.fingerprint.show_fingerprint(text, fingerprint)
        self.reload()
