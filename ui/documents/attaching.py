"""Attaches files one by one: those before one that is refused stay attached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.errors import Refusal

KINDS: Final = "扫描件和公文 (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.ofd *.docx *.xlsx)"


@dataclass(frozen=True, slots=True)
class Kept:
    """The names of the files that are attached now, and why it went no further."""

    names: tuple[str, ...]
    refusal: Refusal | None = None

    @property
    def told(self) -> str:
        """The names in one phrase."""
        return "、".join(self.names)


def attach_each(files: tuple[Path, ...], attach: Callable[[Path], object]) -> Kept:
    """Attach files in their order, up to the first that is refused."""
    for number, file in enumerate(files):
        try:
            attach(file)
        except Refusal as refusal:
            return Kept(tuple(kept.name for kept in files[:number]), refusal)
    return Kept(tuple(file.name for file in files))
