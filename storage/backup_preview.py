"""A backup's register beside the live one: a private copy that goes away, the set only read."""

from __future__ import annotations

from pathlib import Path

from domain.errors import Refusal
from storage import scratch
from storage.backup_text import Signed
from storage.faults import translated
from storage.medium import Step, copied, silent
from storage.vault import REGISTER


def lay_preview(folder: Path, signed: Signed, data: Path, step: Step = silent) -> Path:
    """Copy a set's register beside the live one and return where it lies.

    The copy is encrypted as the set is. The set may leave the machine once this has returned.

    Raises:
        Refusal: `restore.differs` when what was read is not what the manifest names, or a fault of
            the disk or the medium. Nothing is left behind then.
    """
    scratch.clear(data, scratch.PREVIEW)
    place = data / scratch.PREVIEW
    line = next(line for line in signed.manifest.files if line.path == REGISTER)
    with translated(place):
        place.mkdir(mode=0o700)
    try:
        arrived = copied(folder / REGISTER, place / REGISTER, step)
    except BaseException:
        scratch.clear(data, scratch.PREVIEW)
        raise
    if arrived != (line.size, line.sha256):
        scratch.clear(data, scratch.PREVIEW)
        raise Refusal("restore.differs", path=str(folder), file=REGISTER)
    return place / REGISTER
