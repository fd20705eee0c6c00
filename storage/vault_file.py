"""The vault on disk: two generations, of which one can always be read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage import vault_place
from storage.faults import code_of, translated
from storage.files import Files
from storage.json_record import Damaged
from storage.vault_text import from_bytes, to_bytes
from storage.vault_values import VaultFile

NAME: Final = vault_place.NAME
FORMER: Final = vault_place.FORMER
QUARANTINE: Final = "quarantine"
_NEXT: Final = ".new"
_MOST_BYTES: Final = 8 * 1024 * 1024
_FAULT: Final = "storage.io"
_LOST: Final = frozenset({"storage.missing", _FAULT, "storage.damaged"})
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A vault as read; `fell_back` when the newest generation was missing or damaged."""

    vault: VaultFile
    fell_back: bool


def generations(folder: Path, files: Files) -> Iterator[Found]:
    """Yield the sound generations, newest first.

    Raises:
        Refusal: when a file is there and may not be read, or a newer program wrote it.
    """
    for name in (NAME, FORMER):
        vault = generation(folder / name, files)
        if vault is not None:
            yield Found(vault, fell_back=name == FORMER)


def generation(path: Path, files: Files) -> VaultFile | None:
    """Return the generation that lies at `path`, `None` when it is missing or damaged.

    Raises:
        Refusal: when a file is there and may not be read, or a newer program wrote it.
    """
    return _parsed(_content(path, files))


def read(folder: Path, files: Files) -> Found:
    """Return the newest sound generation.

    Raises:
        Refusal: as `require`, `storage.io` when the medium gives nothing, `vault.damaged` when
            both generations are damaged; nothing is deleted then.
    """
    for found in generations(folder, files):
        return found
    require(folder)
    _require_medium(folder / NAME, files)
    raise Refusal("vault.damaged", path=str(folder / NAME))


def require(folder: Path) -> None:
    """Refuse `vault.missing` where no office is, `vault.lost` where only its databases are."""
    if not vault_place.exists(folder):
        lost = vault_place.is_lost(folder)
        raise Refusal("vault.lost" if lost else "vault.missing", path=str(folder / NAME))


def write(
    folder: Path,
    vault: VaultFile,
    files: Files,
    *,
    sound: Callable[[VaultFile], bool],
    keep: bool,
    proof: Callable[[VaultFile], None],
) -> None:
    """Put `vault` in the place of the newest generation, at no moment without a sound one.

    The new file is written beside the old, synced, read back and shown to `proof`, which raises
    when what was just written does not open; only then it is renamed. The generation it replaces
    becomes the former one if `keep`; one that is damaged, cannot be read or is not `sound` goes to
    the quarantine.

    Raises:
        Refusal: for faults of the disk; the vault is then as before, or as after.
    """
    path = folder / NAME
    content = to_bytes(vault)
    with translated(path), _nothing_left(path, files):
        _write_beside(path, content, files)
        again = _parsed(files.read(_next(path), _MOST_BYTES))
        if again != vault:
            raise Refusal(_FAULT, path=str(path))
        proof(again)
        _keep_former(folder, files, sound, keep=keep)
        files.rename(_next(path), path)


def duplicate(folder: Path, files: Files) -> None:
    """Make the newest generation the former one too, so that a new office has both."""
    with translated(folder / FORMER), _nothing_left(folder / FORMER, files):
        content = files.read(folder / NAME, _MOST_BYTES)
        _write_beside(folder / FORMER, content, files)
        files.rename(_next(folder / FORMER), folder / FORMER)


def _keep_former(
    folder: Path, files: Files, sound: Callable[[VaultFile], bool], *, keep: bool
) -> None:
    content = _content(folder / NAME, files)
    if content is None:
        _set_aside(folder)
        return
    vault = _parsed(content)
    if vault is None or not sound(vault):
        digest = hashlib.sha256(content).hexdigest()[:16]
        aside = folder / QUARANTINE / f"vault-{digest}.json"
        aside.parent.mkdir(mode=0o700, exist_ok=True)
        files.write(aside, content)
    elif keep:
        duplicate(folder, files)


def _set_aside(folder: Path) -> None:
    """Give what cannot be read a second name before it is written over.

    Another machine may still read it. It keeps its first name until then, so that there is always
    a newest generation. Where files have one name only it is not kept.
    """
    path, number = folder / NAME, 1
    if not os.path.lexists(path):
        return
    (folder / QUARANTINE).mkdir(mode=0o700, exist_ok=True)
    while os.path.lexists(aside := folder / QUARANTINE / f"vault-unread-{number}.json"):
        number += 1
    with suppress(OSError):
        if path.is_dir():
            path.rename(aside)
        else:
            os.link(path, aside, follow_symlinks=False)


def _write_beside(path: Path, content: bytes, files: Files) -> None:
    files.write(_next(path), content)
    if files.read(_next(path), _MOST_BYTES) != content:
        raise Refusal(_FAULT, path=str(path))


@contextmanager
def _nothing_left(path: Path, files: Files) -> Iterator[None]:
    """Take the new file away when it does not come into its place: on a full disk it is in the way.

    A program that ends in the middle leaves it; the next one writes over it.
    """
    try:
        yield
    except (OSError, Refusal, RuntimeError):
        with suppress(OSError):
            files.remove(_next(path))
        raise


def _next(path: Path) -> Path:
    return path.with_name(path.name + _NEXT)


def _content(path: Path, files: Files) -> bytes | None:
    """Return the file's bytes, `None` when they are lost and the other generation must serve.

    A fault that passes loses nothing: what the newest generation holds must not be taken back by a
    change that is made to the former one.
    """
    with translated(path):
        for _ in range(_TRIES):
            try:
                return files.read(path, _MOST_BYTES)
            except OSError as error:
                code = code_of(error)
                if code not in _LOST:
                    raise
                if code != _FAULT:
                    return None
    return None


def _require_medium(path: Path, files: Files) -> None:
    try:
        files.read(path, _MOST_BYTES)
    except OSError as error:
        if code_of(error) == _FAULT:
            raise Refusal(_FAULT, path=str(path)) from error


def _parsed(content: bytes | None) -> VaultFile | None:
    if content is None:
        return None
    try:
        return from_bytes(content)
    except Damaged:
        return None
