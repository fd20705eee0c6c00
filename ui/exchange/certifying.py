"""Joins the pages of certificates to a desk, with or without the ledgers beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from domain.exchange.telling import CertificateRequest
from domain.facts import OfficeCode
from domain.outcomes import CertificateView, CertificateWish
from ui.exchange.certificate_steps import FingerprintCard
from ui.exchange.certificates import CertificatesTab
from ui.exchange.model import grouped
from ui.exchange.revoking import Revoking
from ui.exchange.tabling import Tabling
from ui.parts.choosers import FileChooser
from ui.parts.exporting import Confirm
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices
from ui.trust_desk import TrustDesk

_REQUESTS = "证书申请 (*.bqreq);;所有文件 (*)"
_SHEETS = "PDF 文件 (*.pdf)"
_CERTIFICATES = "证书和信任表 (*.bqcert *.bqtrust);;所有文件 (*)"
_PROVINCE = 2  # digits of its code


class Certifying(QObject):
    """Carries certificates; `done` tells that those held may have changed."""

    done = Signal()

    def __init__(
        self,
        tab: CertificatesTab,
        desk: TrustDesk,
        jobs: Jobs,
        files: FileChooser,
        notices: Notices,
        *,
        confirm: Confirm,
    ) -> None:
        super().__init__(tab)
        self._notices, self._confirm = notices, confirm
        self._tab, self._desk, self._jobs, self._files = tab, desk, jobs, files
        self._code = OfficeCode("")
        self._offered: tuple[Path, str] | None = None
        self._wish: CertificateWish | None = None
        Tabling(tab, desk, jobs, files, notices, confirm=confirm)
        revoking = Revoking(tab, desk, jobs, notices, confirm=confirm)
        revoking.done.connect(self.done)
        tab.request_asked.connect(self._request)
        tab.wish_asked.connect(self._look)
        tab.grant_asked.connect(self._grant)
        tab.install_asked.connect(self._offer)
        tab.install.fingerprint.same.connect(self._install)
        tab.found_asked.connect(self._found)
        tab.certificate_asked.connect(self._ask)
        tab.certify_asked.connect(self._certify)
        tab.sheet_asked.connect(self._sheet)

    def begin(self, code: OfficeCode) -> None:
        """Work for the office of this code, after which requests are named."""
        self._code = code

    def _request(self) -> None:
        path = self._files.save_on_stick("证书申请另存为", f"{self._code}.bqreq", _REQUESTS)
        if path is not None:
            desk = self._desk
            self._jobs.write(
                self,
                "生成证书申请",
                lambda _: desk.trust_request(path),
                partial(self._requested, path),
            )

    def _requested(self, path: Path, wish: CertificateWish) -> None:
        told = f"申请已保存到 {path}。把文件送上级编办，并用电话核对下面的指纹："
        card = self._tab.request.fingerprint
        card.show_fingerprint(told, wish.fingerprint, printed=wish)
        self.done.emit()

    def _look(self) -> None:
        path = self._files.file_on_stick("选择下级送来的证书申请", _REQUESTS)
        if path is not None:
            desk = self._desk
            self._tab.grant.fingerprint.hide()
            self._jobs.write(self, "读取证书申请", lambda _: desk.trust_wish(path), self._compare)

    def _compare(self, wish: CertificateWish) -> None:
        """Show whose request it is, before anything is granted."""
        self._wish = wish
        told = f"{wish.name}（{wish.office}）{wish.asked.isoformat()} 的申请，还没有颁发。"
        if wish.held:
            told += f"它已经有证书（指纹 {grouped(wish.held[:16])} …），颁发以后换成新的。"
        card = self._tab.grant.fingerprint
        card.show_fingerprint(
            f"{told}请打电话逐组核对下面的申请指纹：", wish.fingerprint, asks=True, printed=wish
        )

    def _grant(self) -> None:
        wish = self._wish
        if wish is not None:
            words = f"给“{wish.name}”（{wish.office}）颁发证书"
            self._confirm(self._tab, words, partial(self._grant_now, wish))

    def _grant_now(self, wish: CertificateWish) -> None:
        desk = self._desk
        out = self._files.save_on_stick("颁发的证书另存为", f"{wish.office}.bqcert", _CERTIFICATES)
        if out is not None:

            def granted(fingerprint: str) -> None:
                self._wish = None
                told = f"{wish.name}的证书已保存到 {out}，请交还它安装。{self._told_root()}"
                told += "它装好以后，屏幕上显示它自己的证书指纹，应是："
                self._stamp(self._tab.grant.fingerprint, told, fingerprint)

            self._jobs.write(
                self,
                "颁发证书",
                lambda _: desk.trust_grant(wish, out),
                granted,
                holds=(self._tab.grant,),
            )

    def _offer(self) -> None:
        path = self._files.file_on_stick("选择要安装的证书", _CERTIFICATES)
        if path is not None:
            desk = self._desk
            self._jobs.write(
                self,
                "读取证书",
                lambda _: desk.trust_root(path),
                partial(self._compare_root, path),
            )

    def _compare_root(self, path: Path, root: str) -> None:
        """Ask about a root that is not believed yet; one that was asked about before may go on."""
        self._offered = (path, root)
        if not root:
            self._install()
            return
        self._tab.install.fingerprint.show_fingerprint(
            "这是第一次安装根证书。请打电话或对照纸质通知，与上级逐组核对下面的根证书指纹，"
            "一致才能安装（它不是本办自己的证书指纹，那个装好以后才显示）。现在还没有任何变动。根证书指纹：",
            root,
            asks=True,
        )

    def _install(self) -> None:
        if self._offered is None:
            return
        (path, root), desk = self._offered, self._desk
        told = "证书已安装，现在可以上报、接收。本办证书的指纹："

        def installed(fingerprint: str) -> None:
            self._offered = None
            self._stamp(self._tab.install.fingerprint, told, fingerprint)

        self._jobs.write(
            self,
            "安装证书",
            lambda _: desk.trust_install(path, root),
            installed,
            holds=(self._tab.install,),
        )

    def _found(self) -> None:
        desk, card = self._desk, self._tab.found.fingerprint
        told = "根证书已生成。请把下面的指纹用电话或纸质通知告诉各市，供安装时核对："
        self._jobs.write(
            self, "生成根证书", lambda _: desk.trust_found(), partial(self._stamp, card, told)
        )

    def _ask(self) -> None:
        desk, card = self._desk, self._tab.signing
        told = (
            "已提出签名证书申请。请安全保密管理员核对下面的指纹，在“证书”的“人员签名证书”页颁发："
        )
        self._jobs.write(
            self, "申请签名证书", lambda _: desk.trust_ask(), partial(self._stamp, card, told)
        )

    def _certify(self, wish: CertificateRequest) -> None:
        desk = self._desk
        told = f"已给“{wish.account}”颁发签名证书，指纹："
        self._jobs.write(
            self,
            "颁发签名证书",
            lambda _: desk.trust_certify(wish.account, wish.fingerprint),
            partial(self._stamp, self._tab.signing, told),
        )

    def _sheet(self, held: CertificateView | CertificateWish) -> None:
        name = f"证书核对单_{held.office}.pdf"
        out = self._files.save_file("证书核对单另存为", name, _SHEETS)
        if out is not None:
            desk, say = self._desk, self._notices.say
            self._jobs.write(
                self,
                "写证书核对单",
                lambda _: desk.trust_sheet(held, out),
                lambda _: say(f"核对单已保存到 {out}，请打印，核对后双方签字存档。"),
            )

    def _told_root(self) -> str:
        """Return which root a lower office sees first, which the grant's own print is not."""
        root = next((each for each in self._tab.table.rows if _is_root(each)), None)
        if root is None:
            return ""
        return f"它第一次安装时，屏幕上先显示根证书指纹，应是：{grouped(root.fingerprint)}。"

    def _stamp(self, card: FingerprintCard, text: str, fingerprint: str) -> None:
        """Show the fingerprint of what was made, and offer its sheet where it is held."""
        desk = self._desk

        def found(held: tuple[CertificateView, ...]) -> None:
            printed = next((each for each in held if each.fingerprint == fingerprint), None)
            card.show_fingerprint(text, fingerprint, printed=printed)

        card.show_fingerprint(text, fingerprint)
        self._jobs.read(self, "读取证书", lambda _: desk.certificates(), found)
        self.done.emit()


def _is_root(held: CertificateView) -> bool:
    """Tell whether a certificate is the province's own."""
    return len(held.office) == _PROVINCE and held.role == "office" and held.use == "authority"
