"""The page 证书 of 安全保密管理员, who certifies without the ledgers."""

from __future__ import annotations

from PySide6.QtCore import QObject

from domain.exchange.telling import CertificateRequest
from domain.outcomes import CertificateView
from domain.register import Office
from ui.exchange.certificates import CertificatesTab
from ui.exchange.certifying import Certifying
from ui.exchange.model import above
from ui.security.place import Place
from ui.trust_desk import TrustDesk

_Read = tuple[tuple[CertificateView, ...], tuple[CertificateRequest, ...]]


class CertificatesPage(QObject):
    """Shows the certificates and carries out what is asked about them."""

    topic = "certificates"

    def __init__(self, desk: TrustDesk, office: Office, place: Place) -> None:
        self.view = view = CertificatesTab(
            top=above(office) is None, leads=office.level != "county", signs=False
        )
        super().__init__(view)
        self._desk, self._place = desk, place
        certifying = Certifying(
            view, desk, place.jobs, place.files, place.notices, confirm=place.confirm
        )
        certifying.begin(office.code)
        certifying.done.connect(self.shown)

    def shown(self) -> None:
        """Read the certificates."""
        desk = self._desk

        def work(_: object) -> _Read:
            return desk.certificates(), desk.certificate_requests()

        self._place.jobs.read(self, "读取证书", work, self._show)

    def hidden(self) -> None:
        """Nothing is under way that must be ended."""

    def _show(self, read: _Read) -> None:
        certificates, requests = read
        self.view.show_certificates(certificates)
        self.view.show_requests(requests)
