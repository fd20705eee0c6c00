"""Joins the page on which a certificate is revoked to a desk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from domain.errors import Refusal
from domain.outcomes import CertificateView
from ui.exchange.certificates import CertificatesTab
from ui.exchange.model import told_certificate
from ui.parts.exporting import Confirm
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices
from ui.trust_desk import TrustDesk


class Revoking(QObject):
    """Revokes once it is proved who asks; `done` tells that the certificates have changed."""

    done = Signal()

    def __init__(
        self,
        tab: CertificatesTab,
        desk: TrustDesk,
        jobs: Jobs,
        notices: Notices,
        *,
        confirm: Confirm,
    ) -> None:
        super().__init__(tab)
        self._tab, self._desk, self._jobs = tab, desk, jobs
        self._notices, self._confirm = notices, confirm
        tab.revoke_asked.connect(self._ask)

    def _ask(self, held: CertificateView, reason: str) -> None:
        words = f"吊销 {told_certificate(held)}（不能恢复）"
        self._confirm(self._tab, words, partial(self._revoke, held, reason))

    def _revoke(self, held: CertificateView, reason: str) -> None:
        desk = self._desk
        self._jobs.write(
            self,
            "吊销证书",
            lambda _: desk.trust_revoke(held.fingerprint, reason),
            partial(self._revoked, held),
            holds=(self._tab.revoking,),
        )

    def _revoked(self, held: CertificateView, trouble: Refusal | None) -> None:
        told = f"已吊销：{told_certificate(held)}"
        if trouble is not None:
            told += "，但新一版信任表还没有签发，下级还不知道。请先处理下面说的，再到“信任表”页发布"
            self._notices.tell(self._jobs.words(trouble))
        self._tab.revoking.show_revoked(f"{told}。指纹：", held)
        self.done.emit()
