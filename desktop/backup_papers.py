"""What lies in every backup set beside the data: how it is restored, for who has only the set."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.resources import Resources
from domain.backup_keeping import Completeness
from storage.backup_set import README, SCRIPT, Manifest

_ATTACHED = {
    Completeness.UNKNOWN: "没有核对是否齐全（做备份的账号不持有台账密钥）",
    Completeness.COMPLETE: "齐全，每个都打开核对过",
}
_NO_DIGEST = "（做备份的账号不持有台账密钥，没有计算）"


def papers(resources: Resources) -> Mapping[str, Callable[[Manifest], bytes]]:
    """Return the papers by name, each written for one set."""
    folder = resources.folder / "restore"

    def readme(manifest: Manifest) -> bytes:
        text = (folder / "README.txt").read_text(encoding="utf-8")
        return text.format(
            name=manifest.name,
            office=manifest.office,
            made=manifest.made,
            reason=manifest.reason,
            program=manifest.program,
            digest=manifest.facts.digest or _NO_DIGEST,
            attached=_attached(manifest),
        ).encode()

    return {README: readme, SCRIPT: lambda _manifest: (folder / "restore.py").read_bytes()}


def _attached(manifest: Manifest) -> str:
    lacking = len(manifest.lacking or ())
    if lacking:
        return f"不齐：做备份时有 {lacking} 个已经丢失、损坏或读不出，要从更早的备份里找"
    return _ATTACHED[manifest.completeness]
