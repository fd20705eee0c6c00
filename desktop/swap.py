"""Whether what is in memory may reach a disk in the clear: the swap of the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.words import Words

_IN_MEMORY: Final = "zram"
_ENCRYPTED: Final = "CRYPT-"
_ESCAPED_SPACE: Final = r"\040"


def plain_swaps(proc: Path = Path("/proc"), sys: Path = Path("/sys")) -> tuple[str, ...]:
    """Return the swaps that are neither compressed memory nor on an encrypted disk.

    A system that does not tell has none that we could name.
    """
    try:
        lines = (proc / "swaps").read_text("utf-8", "replace").splitlines()[1:]
    except OSError:
        return ()
    swaps = [(words[0].replace(_ESCAPED_SPACE, " "), words[1]) for words in map(str.split, lines)]
    blocks = sys / "class" / "block"
    return tuple(
        swap
        for swap, kind in swaps
        if not _is_safe(blocks, Path(swap) if kind == "partition" else _disk_of(proc, Path(swap)))
    )


def _disk_of(proc: Path, file: Path) -> Path:
    """Return the device of the file system that holds a file."""
    try:
        lines = (proc / "self" / "mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return file
    mounts = {Path(words[1]): words[0] for words in map(str.split, lines)}
    above = next((folder for folder in file.parents if folder in mounts), None)
    return Path(mounts[above]) if above is not None else file


def _is_safe(blocks: Path, device: Path) -> bool:
    name = device.resolve().name
    return name.startswith(_IN_MEMORY) or _is_encrypted(blocks, name)


def _is_encrypted(blocks: Path, name: str) -> bool:
    """Tell whether a device is encrypted, or every device below it."""
    try:
        if (blocks / name / "dm" / "uuid").read_text("utf-8").startswith(_ENCRYPTED):
            return True
        below = [each.name for each in (blocks / name / "slaves").iterdir()]
    except OSError:
        return False
    return bool(below) and all(_is_encrypted(blocks, each) for each in below)


def swap_warnings(words: Words) -> tuple[str, ...]:
    """Return in words what the user must be told of this machine's swap."""
    swaps = plain_swaps()
    if not swaps:
        return ()
    refusal = Refusal("session.plain_swap", swaps="、".join(swaps))
    return (words.say(refusal.code, refusal.facts),)
