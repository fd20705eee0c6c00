"""Joins the tab of certificates to a desk, with or without the ledgers beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from domain.exchange.telling import CertificateRequest
from domain.facts import OfficeCode
from domain.outcomes import CertificateView
from ui.exchange.certificates import CertificatesTab
from ui.parts.choosers import FileChooser
from ui.parts.jobs import Jobs
from ui.trust_desk import TrustDesk

_REQUESTS = "证书申请 (*.bqreq);;所有文件 (*)"
_SHEETS = "PDF 文件 (*.pdf)"
_CERTIFICATES = "证书和信任表 (*.bqcert *.bqtrust);;所有文件 (*)"


class Certifying(QObject):
    """Carries certificates; `done` tells that those held may have changed."""

    done = Signal()

    def __init__(
        self, tab: CertificatesTab, desk: TrustDesk, jobs: Jobs, files: FileChooser
    ) -> None:
        super().__init__(tab)
        self._tab, self._desk, self._jobs, self._files = tab, desk, jobs, files
        self._code = OfficeCode("")
        self._offered: tuple[Path, str] | None = None
        tab.request_asked.connect(self._request)
        tab.grant_asked.connect(self._grant)
        tab.install_asked.connect(self._offer)
        tab.fingerprint.same.connect(self._install)
        tab.found_asked.connect(self._found)
        tab.certificate_asked.connect(self._ask)
        tab.certify_asked.connect(self._certify)
        tab.sheet_asked.connect(self._sheet)
        tab.revoke_asked.connect(self._revoke)

    def begin(self, code: OfficeCode) -> None:
        """Work for the office of this code, after which requests are named."""
        self._code = code

    def _request(self) -> None:
        path = self._files.save_file("证书申请另存为", f"{self._code}.bqreq", _REQUESTS)
        if path is not None:
            desk = self._desk
            told = f"申请已保存到 {path}。把文件送上级编办，并用电话核对下面的指纹："
            self._jobs.write(
                self, "生成证书申请", lambda _: desk.trust_request(path), partial(self._stamp, told)
            )

    def _grant(self) -> None:
        request = self._files.open_file("选择下级送来的证书申请", _REQUESTS)
        if request is None:
            return
        out = self._files.save_file("颁发的证书另存为", f"{request.stem}.bqcert", _CERTIFICATES)
        if out is not None:
            desk = self._desk
            told = f"证书已保存到 {out}。请与下级电话核对指纹后交还："
            self._jobs.write(
                self,
                "颁发证书",
                lambda _: desk.trust_grant(request, out),
                partial(self._stamp, told),
            )

    def _offer(self) -> None:
        path = self._files.open_file("选择要安装的证书", _CERTIFICATES)
        if path is not None:
            desk = self._desk
            self._jobs.write(
                self, "读取证书", lambda _: desk.trust_root(path), partial(self._compare, path)
            )

    def _compare(self, path: Path, root: str) -> None:
        """Ask about a root that is not believed yet; one that was asked about before may go on."""
        self._offered = (path, root)
        if not root:
            self._install()
            return
        self._tab.fingerprint.show_fingerprint(
            "这是第一次安装根证书。请打电话或对照纸质通知，与上级逐组核对下面的根证书指纹，"
            "一致才能安装。现在还没有任何变动：",
            root,
            asks=True,
        )

    def _install(self) -> None:
        if self._offered is None:
            return
        (path, root), desk = self._offered, self._desk
        self._offered = None
        self._jobs.write(
            self,
            "安装证书",
            lambda _: desk.trust_install(path, root),
            partial(self._stamp, "证书已安装。本办证书的指纹："),
        )

    def _found(self) -> None:
        desk = self._desk
        told = "根证书已生成。请把下面的指纹用电话或纸质通知告诉各市，供安装时核对："
        self._jobs.write(
            self, "生成根证书", lambda _: desk.trust_found(), partial(self._stamp, told)
        )

    def _ask(self) -> None:
        desk = self._desk
        told = "已提出签名证书申请。请安全保密管理员核对下面的指纹后颁发（trust certify）："
        self._jobs.write(
            self, "申请签名证书", lambda _: desk.trust_ask(), partial(self._stamp, told)
        )

    def _certify(self, wish: CertificateRequest) -> None:
        desk = self._desk
        told = f"已给“{wish.account}”颁发签名证书，指纹："
        self._jobs.write(
            self,
            "颁发签名证书",
            lambda _: desk.trust_certify(wish.account, wish.fingerprint),
            partial(self._stamp, told),
        )

    def _sheet(self, held: CertificateView) -> None:
        name = f"证书核对单_{held.office}.pdf"
        out = self._files.save_file("证书核对单另存为", name, _SHEETS)
        if out is not None:
            desk = self._desk
            told = f"核对单已保存到 {out}。打印后打电话与对方逐组核对，双方签字存档。指纹："
            self._jobs.write(
                self,
                "写证书核对单",
                lambda _: desk.trust_sheet(held, out),
                lambda _: self._stamp(told, held.fingerprint),
            )

    def _revoke(self, held: CertificateView, reason: str) -> None:
        desk = self._desk
        told = f"已吊销“{held.name}”（{held.office}）的证书，指纹："
        self._jobs.write(
            self,
            "吊销证书",
            lambda _: desk.trust_revoke(held.fingerprint, reason),
            lambda _: self._stamp(told, held.fingerprint),
        )

    def _stamp(self, text: str, fingerprint: str) -> None:
        self._tab.fingerprint.show_fingerprint(text, fingerprint)
        self.done.emit()
