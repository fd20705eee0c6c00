"""A backup set opened beside the live office: compared with it, one unit of it to be taken back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.backup_proving import Counted
from desktop.office import OpenOffice
from desktop.registers import NoAudit, open_register
from desktop.sticks import key_files
from domain.backups import SetOpening
from domain.errors import Refusal
from domain.roles import Act
from domain.taking_back_outcomes import UnitReturn
from domain.workflow.permission import require
from domain.workflow.ports import Progress
from domain.workflow.taking_back import TakeBack, TakingBack
from storage import backup_shelf, scratch
from storage.backup_keys import SetKeys, by_holder, by_password, by_sheet
from storage.backup_preview import lay_preview
from storage.backup_set import Manifest
from storage.backup_text import Signed
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Preview:
    """A backup beside the live register."""

    office: OpenOffice
    manifest: Manifest
    acts: TakingBack

    @property
    def called(self) -> str:
        """What the history calls the backup: the moment at which it was made."""
        return f"{self.manifest.moment:%Y-%m-%d %H:%M}"

    def take_back(self, asked: TakeBack) -> UnitReturn:
        """Submit a case that takes a unit back, and enter it when that is refused."""
        with self.office.witnessed("restore.unit", asked.unit):
            return self.acts.take_back(self.office.actor, replace(asked, backup=self.called))


def set_keys(folder: Path, session: Session, opening: SetOpening | None) -> SetKeys:
    """Open a set by what was said, else by the keys of who is signed in.

    Raises:
        Refusal: `restore.key_wanted` when neither opens it, and what `by_password` and `by_sheet`
            refuse.
    """
    if opening is not None:
        return opened_by(folder, opening, session.folder)
    keys = by_holder(folder, session)
    if keys is None:
        raise Refusal("restore.key_wanted", path=str(folder))
    return keys


def opened_by(folder: Path, opening: SetOpening, live: Path) -> SetKeys:
    """Open a set by a password of that day or a recovery sheet; refuses as those do.

    `live` is the present data folder, whose sheet may be the newer one.
    """
    if opening.code:
        return by_sheet(folder, opening.code, live)
    return by_password(folder, opening.account, opening.password, key_files(os.environ))


@contextmanager
def previewed(
    office: OpenOffice, folder: Path, opening: SetOpening | None, progress: Progress
) -> Iterator[Preview]:
    """Open a set read-only beside the live office for the length of the block, and enter it.

    The set is copied before it is opened and never written to; the copy goes with the block.

    Raises:
        Refusal: `role.denied`, `restore.foreign`, `backup.not_ours` for a set that its own keys do
            not vouch for, what `set_keys` and `lay_preview` refuse.
    """
    folder, session = folder.absolute(), office.session
    with office.witnessed("restore.preview", folder.name):
        require(office.actor, Act.RESTORE)
        signed = backup_shelf.read_set(folder)
        _require_own(office, folder, signed)
        keys = set_keys(folder, session, opening)
        try:
            if keys.register_key is None:
                raise Refusal("restore.key_wanted", path=str(folder))
            if not signed.is_authentic(keys.audit_key):
                raise Refusal("backup.not_ours", file=folder.name)
            counted = Counted(progress, signed.manifest.size)
            path = lay_preview(folder, signed, session.folder, counted)
            key = bytes(keys.register_key)
        finally:
            keys.wipe()
    try:
        register = open_register(
            path, key, office.office, office.resources, office.clock, audit=NoAudit()
        )
        try:
            resources = office.resources
            office.enter("restore.preview", folder.name)
            yield Preview(
                office,
                signed.manifest,
                TakingBack(
                    office.register, register, resources.county, resources.words, office.clock
                ),
            )
        finally:
            register.close()
    finally:
        scratch.clear(session.folder, scratch.PREVIEW)


def _require_own(office: OpenOffice, folder: Path, signed: Signed) -> None:
    if signed.manifest.office != office.office.code:
        raise Refusal(
            "restore.foreign",
            path=str(folder),
            own=office.office.code,
            office=signed.manifest.office,
        )
