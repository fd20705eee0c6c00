"""Installers of the program in the data folder: taken in by their digest, looked at, never run."""

from __future__ import annotations

import hashlib
import json
import platform
import shlex
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final

from desktop.outlets import require_folder, writing
from domain.errors import Refusal
from domain.exchange.installers import NEW, Copied, Installer, Installers, Measured, state_of
from domain.exchange.releases import Program, Release, release_of
from export.packages.files import BLOCK, open_regular, size_of
from export.sticks.carrying import carry, silent
from export.sticks.reading_back import Step

FOLDER: Final = "updates"
_KNOWN: Final = "releases.json"


def running() -> Program:
    """Return the program that is running, on the processor that it runs on."""
    return Program(version("bianqing"), platform.machine())


def measured(path: Path, step: Step = silent) -> Measured:
    """Return a file's length and SHA-256; `step` hears of every byte read, and may raise to stop.

    Refuses `update.file` for what cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with open_regular(path) as file:
            size = size_of(file)
            while block := file.read(BLOCK):
                digest.update(block)
                step(len(block))
    except Refusal as refusal:
        raise Refusal("update.file", path=str(path)) from refusal
    return Measured(path.name, size, digest.hexdigest())


def take(path: Path, release: Release, data: Path, step: Step = silent) -> Path:
    """Keep an installer in the data folder and return where it lies now.

    It is read back from there when this returns, and cannot be started as it lies. A file of that
    name that is not the release's gives way to it. `step` hears of every byte three times. Refuses
    `update.file`, `update.differs` unless it is the very file of the release, and `stick.*`.
    """
    found = measured(path, step)
    if (found.size, found.sha256) != (release.size, release.sha256):
        raise Refusal("update.differs", path=str(path), version=release.version)
    folder = data.absolute() / FOLDER
    require_folder(folder)
    kept, source = folder / release.name, path.absolute()
    if source != kept and not is_whole(release, data, step):
        with writing(kept):
            kept.unlink(missing_ok=True)
    kept = carry(source, folder, release.name, release.sha256, allow_same=True, step=step).path
    with writing(kept):
        kept.chmod(0o600)
        known = [*(one for one in taken(data) if one.name != release.name), release]
        _tell(folder / _KNOWN, known)
    return kept


def copy_out(release: Release, data: Path, folder: Path, step: Step = silent) -> Copied:
    """Write the kept file of a release onto a medium, read back and synced when this returns.

    `step` hears of every byte three times. Refuses `update.not_kept` unless the data folder holds
    it byte for byte, and `stick.*`.
    """
    if not is_whole(release, data, step):
        raise Refusal("update.not_kept", name=release.name, version=release.version)
    kept = data.absolute() / FOLDER / release.name
    carried = carry(kept, folder, release.name, release.sha256, allow_same=True, step=step)
    return Copied(release, str(carried.path), carried.own_disk)


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


def is_whole(release: Release, data: Path, step: Step = silent) -> bool:
    """Tell whether the file of a release lies in the data folder, byte for byte."""
    try:
        found = measured(data / FOLDER / release.name, step)
    except Refusal:
        return False
    return (found.size, found.sha256) == (release.size, release.sha256)


def looked_at(data: Path, program: Program, step: Step = silent) -> Installers:
    """Look at the files in the data folder again; only what may be installed has a command."""
    found = []
    for release in taken(data):
        path = data.absolute() / FOLDER / release.name
        state = state_of(release, program, whole=is_whole(release, data, step))
        command = f"sudo dpkg -i {shlex.quote(str(path))}" if state == NEW else ""
        found.append(Installer(release, str(path), state, command))
    return Installers(program, tuple(found))
