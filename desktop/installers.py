"""Installers of the program in the data folder: taken in by their digest, looked at, never run."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final

from desktop.outlets import require_folder, writing
from domain.errors import Refusal
from domain.exchange.releases import Program, Release, release_of
from export.packages.reader_v1 import whole_sha256
from export.sticks.carrying import carry

FOLDER: Final = "updates"
_KNOWN: Final = "releases.json"


def running() -> Program:
    """Return the program that is running, on the processor that it runs on."""
    return Program(version("bianqing"), platform.machine())


def measured(path: Path) -> tuple[int, str]:
    """Return how long a file is and its SHA-256; refuses `update.file` for what cannot be read."""
    try:
        return path.stat().st_size, whole_sha256(path)
    except (OSError, Refusal) as error:
        raise Refusal("update.file", path=str(path)) from error


def take(path: Path, release: Release, data: Path) -> Path:
    """Keep an installer in the data folder and return where it lies now.

    It is read back from there when this returns, and cannot be started as it lies. Refuses
    `update.file`, `update.differs` unless it is the very file of the release, and `stick.*`.
    """
    if measured(path) != (release.size, release.sha256):
        raise Refusal("update.differs", path=str(path), version=release.version)
    folder = data.absolute() / FOLDER
    require_folder(folder)
    kept = carry(path.absolute(), folder, release.name, release.sha256, allow_same=True).path
    with writing(kept):
        kept.chmod(0o600)
        known = [*(one for one in taken(data) if one.name != release.name), release]
        _tell(folder / _KNOWN, known)
    return kept


def _tell(path: Path, releases: Iterable[Release]) -> None:
    """Write what the files beside are: 系统管理员, who installs, holds no key to the register."""
    text = json.dumps([release.record() for release in releases], ensure_ascii=False, indent=1)
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def taken(data: Path) -> tuple[Release, ...]:
    """Return the releases whose files were taken; none where nothing can be read of them."""
    try:
        stated = json.loads((data / FOLDER / _KNOWN).read_text(encoding="utf-8"))
        return tuple(release_of(each) for each in stated)
    except (OSError, ValueError, TypeError, AttributeError, Refusal):
        return ()


def is_whole(release: Release, data: Path) -> bool:
    """Tell whether the file of a release lies in the data folder, byte for byte."""
    try:
        found = measured(data / FOLDER / release.name)
    except Refusal:
        return False
    return found == (release.size, release.sha256)
