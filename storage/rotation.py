"""The rotation of both database keys: ordered, and settled wherever it was interrupted.

安全保密管理员 orders it, the next session with the register's key carries it out (see `rotating`).
The new files are made beside the old ones; the vault's next generation is the switch. Before it
the new files are worth nothing and are removed; after it they are put in the place of the old ones,
which go to a folder of their own until a backup of the new ones has been verified.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.roles import Act
from storage import vault_file
from storage.attachments import FOLDER as ATTACHMENTS
from storage.audit import FILE_NAME as AUDIT
from storage.faults import translated
from storage.files import DiskFiles, Files
from storage.register import FILE_NAME as REGISTER
from storage.session import Session, alter, trusted
from storage.vault_values import Body, RotationOrder

NEXT: Final = ".next"
FORMER: Final = "former"
"""The folder of files that a rotation has replaced, one folder for each."""
_TURNED: Final = (ATTACHMENTS, REGISTER, AUDIT)
_LOGS: Final = ("-wal", "-shm", "-journal")
_DISK: Final = DiskFiles()

Step = Callable[[str], None]
"""Is told each point at which a rotation may be interrupted."""


def unheard(_point: str) -> None:
    """Tell nobody."""


def order_rotation(session: Session, reason: str, at: str, *, files: Files = _DISK) -> None:
    """Order that both databases get new keys; `at` is the moment as ISO text.

    Raises:
        Refusal: `role.denied`, `rotation.reason` without a reason, `vault.damaged`, or a fault of
            the disk.
    """
    session.require(Act.ORDER_ROTATION)
    said = reason.strip()
    if not said:
        raise Refusal("rotation.reason")
    order = RotationOrder(session.account, at, said)
    alter(session, lambda body: replace(body, rotation=order), files)


def cancel_rotation(session: Session, *, files: Files = _DISK) -> None:
    """Take an order back that was not carried out.

    Raises:
        Refusal: `role.denied`, `rotation.none`, `vault.damaged`, or a fault of the disk.
    """
    session.require(Act.ORDER_ROTATION)

    def change(body: Body) -> Body:
        if body.rotation is None:
            raise Refusal("rotation.none")
        return replace(body, rotation=None)

    alter(session, change, files)


def rotation_ordered(session: Session, *, files: Files = _DISK) -> RotationOrder | None:
    """Return the order that waits to be carried out; refuses `vault.damaged`."""
    return trusted(session, files).body.rotation


def rotation_proposed(session: Session, *, files: Files = _DISK) -> tuple[str, ...]:
    """Return who left with keys that still hold; refuses `vault.damaged`."""
    return trusted(session, files).body.leavers


def next_of(folder: Path, name: str) -> Path:
    """Return where the new file lies until it is put into its place."""
    return folder / f"{name}{NEXT}"


def settle_rotation(session: Session, *, files: Files = _DISK, step: Step = unheard) -> None:
    """End what an interrupted rotation began: forward after its switch, back before it.

    Nobody may have a database open. Refuses `vault.damaged`, or for a fault of the disk.
    """
    body = trusted(session, files).body
    if not body.switching:
        discard(session.folder)
        return
    settle_files(session.folder, body.switching, files, step)
    # The files are in their places: a disk too full for the note keeps nobody from his work.
    with suppress(Refusal):
        alter(session, lambda body: replace(body, switching=""), files, retire=True)
    step("settled")


def settle_files(folder: Path, switching: str, files: Files, step: Step = unheard) -> None:
    """Put the files of the rotation that was switched to, if any, into their places."""
    if not switching or not any(next_of(folder, name).exists() for name in _TURNED):
        return
    # The former generation fits the former files: it must be gone before they are.
    vault_file.duplicate(folder, files)
    step("both generations")
    aside = folder / FORMER / switching
    with translated(folder):
        aside.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _TURNED:
            if next_of(folder, name).exists():
                _place(folder, name, aside, files, step)


def _place(folder: Path, name: str, aside: Path, files: Files, step: Step) -> None:
    for log in _LOGS:
        if (folder / f"{name}{log}").exists():
            files.rename(folder / f"{name}{log}", aside / f"{name}{log}")
    if (folder / name).exists():
        files.rename(folder / name, aside / name)
        step(f"{name} aside")
    files.rename(next_of(folder, name), folder / name)
    step(f"{name} placed")


def discard(folder: Path) -> None:
    """Remove the new files of a rotation that was not switched to; refuses for faults."""
    with translated(folder):
        for name in _TURNED:
            path = next_of(folder, name)
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            for end in ("", *_LOGS):
                path.with_name(path.name + end).unlink(missing_ok=True)


def remove_former_files(folder: Path) -> bool:
    """Remove what rotations have replaced; for whoever has just verified a backup made since.

    Returns whether there was anything. Refuses for faults of the disk.
    """
    former = folder / FORMER
    if not former.is_dir():
        return False
    with translated(former):
        shutil.rmtree(former)
    return True
