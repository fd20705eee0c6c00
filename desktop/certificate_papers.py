"""What stands on the sheet on which a certificate is compared."""

from __future__ import annotations

from typing import Final

from domain.outcomes import CertificateView
from export.certificate_sheet import CertificateSheet

_LEVELS: Final = {2: "省级", 4: "市级", 6: "县级"}
_USES: Final = {
    "authority": "单位证书（签发用）",
    "encryption": "单位证书（收件加密用）",
    "": "操作员证书（签名用）",
}


def sheet_of(held: CertificateView, office: str) -> CertificateSheet:
    """Return the sheet of a certificate, printed by the office of that name."""
    pairs = (
        ("单位或姓名", held.name),
        ("区划代码", held.office),
        ("级别", _LEVELS[len(held.office)]),
        ("种类", _USES[held.use]),
        ("颁发者", held.issuer),
        ("有效期", f"{held.not_before.isoformat()} 至 {held.not_after.isoformat()}"),
    )
    return CertificateSheet(office, pairs, held.fingerprint)
