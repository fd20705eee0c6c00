"""What stands on the sheet on which a certificate is compared."""

from __future__ import annotations

from typing import Final

from domain.outcomes import CertificateView, CertificateWish
from export.certificate_sheet import CertificateSheet

_LEVELS: Final = {2: "省级", 4: "市级", 6: "县级"}
_USES: Final = {
    "authority": "单位证书（签发用）",
    "encryption": "单位证书（收件加密用）",
    "": "操作员证书（签名用）",
}


def sheet_of(compared: CertificateView | CertificateWish, office: str) -> CertificateSheet:
    """Return the sheet of a certificate or a request, printed by the office of that name."""
    if isinstance(compared, CertificateWish):
        return _of_wish(compared, office)
    return _of_certificate(compared, office)


def _of_wish(wish: CertificateWish, office: str) -> CertificateSheet:
    pairs = (
        ("申请单位", wish.name),
        ("区划代码", wish.office),
        ("级别", _LEVELS[len(wish.office)]),
        ("种类", "证书申请（还没有颁发）"),
        ("申请日期", wish.asked.isoformat()),
    )
    return CertificateSheet(office, pairs, wish.fingerprint)


def _of_certificate(held: CertificateView, office: str) -> CertificateSheet:
    pairs = (
        ("单位或姓名", held.name),
        ("区划代码", held.office),
        ("级别", _LEVELS[len(held.office)]),
        ("种类", _USES[held.use]),
        ("颁发者", held.issuer),
        ("有效期", f"{held.not_before.isoformat()} 至 {held.not_after.isoformat()}"),
    )
    return CertificateSheet(office, pairs, held.fingerprint)
