"""What lies in every backup set beside the data: how it is restored, for who has only the set."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.resources import Resources
from storage.backup_set import README, SCRIPT, Manifest

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
        ).encode()

    return {README: readme, SCRIPT: lambda _manifest: (folder / "restore.py").read_bytes()}
