"""Restoring an office from a backup set, whatever is left of the office itself.

Nothing of the office needs to open: an account of that backup, or the recovery sheet of that day,
opens the set, which is proved to its last byte before anything is laid out.
"""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.backup_check import Prover, proved_apart
from desktop.backup_proving import Counted
from domain.errors import Refusal
from domain.words import Words
from domain.workflow.ports import Clock, Progress
from storage import backup_shelf, vault_file
from storage.audit import open_audit
from storage.audit_entries import Entry, Problem
from storage.backup_keys import SHEET, SetKeys
from storage.backup_set import Manifest
from storage.backup_text import Signed
from storage.done_since import Since, since
from storage.files import DiskFiles
from storage.lock_file import single_instance
from storage.restoring import (
    beside,
    lay_out,
    put_in_place,
    require_place,
    share_a_key,
    take_sheet,
)

BY_SHEET: Final = "恢复单"
OUTLIVED: Final = "（现在的数据里留存的密钥）"
_NO_OLDER: Final = "（同一文件夹里没有更早的备份）"


@dataclass(frozen=True, slots=True)
class Restored:
    """An office that was restored; `aside` is where what had been in its place lies.

    `since` tells what was done after the backup, `None` where nothing was replaced. `unread` names
    what could not be proved for want of a key. `other_sheet` says that the present recovery sheet
    opens it, instead of the one of that day.
    """

    path: Path
    manifest: Manifest
    unread: tuple[str, ...]
    aside: Path | None
    since: Since | None
    other_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Restoring:
    """Restores sets; `words` tell what is wrong with one."""

    words: Words
    clock: Clock
    prover: Prover = proved_apart

    def __call__(
        self,
        folder: Path,
        data: Path,
        keys: SetKeys,
        progress: Progress,
        *,
        replace: bool = False,
        other_founding: bool = False,
    ) -> Restored:
        """Prove a set and make the data folder `data` of it.

        `other_founding` says that whoever asks knows that what is replaced was founded apart.

        Raises:
            Refusal: `restore.damaged` with `file` and the next older set, `restore.other_office`,
                `restore.other_founding`, what `require_place` and `lay_out` refuse,
                `storage.in_use`. Nothing that was there before is changed then.
        """
        signed = backup_shelf.read_set(folder)
        manifest = signed.manifest
        require_place(data, manifest, replace=replace)
        replacing = replace and data.is_dir()
        with single_instance(data) if replacing else nullcontext():
            if replacing:
                _require_same_office(folder, data, manifest, other_founding=other_founding)
            counted = Counted(progress, 3 * manifest.size)
            unread = self._proved(folder, signed, keys, counted)
            laid = beside(data)
            lay_out(folder, manifest, laid, counted)
            # Once it is in its place it must be held too: the former folder and its backups follow.
            with single_instance(laid):
                other_sheet = take_sheet(laid, keys)
                self._enter(laid, manifest, keys)
                aside = put_in_place(laid, data, self.clock.now())
        known = None if aside is None else since(aside, manifest, keys)
        return Restored(data, manifest, unread, aside, known, other_sheet)

    def _proved(
        self, folder: Path, signed: Signed, keys: SetKeys, counted: Counted
    ) -> tuple[str, ...]:
        # The files are laid out by this reading of the manifest; the proof reads it anew, and a
        # medium need not give the same twice.
        if not signed.is_authentic(keys.audit_key):
            foreign = Problem("backup.not_ours", {"file": folder.name})
            raise self._damaged(folder, signed.manifest, foreign)
        proof = self.prover(folder, keys.for_proof(), counted)
        if proof.problems:
            raise self._damaged(folder, signed.manifest, proof.problems[0])
        return proof.unread

    def _damaged(self, folder: Path, manifest: Manifest, problem: Problem) -> Refusal:
        return Refusal(
            "restore.damaged",
            path=str(folder),
            file=str(problem.facts.get("file", "")),
            problem=self.words.say(problem.code, problem.facts),
            older=_next_older(folder, manifest) or _NO_OLDER,
        )

    def _enter(self, laid: Path, manifest: Manifest, keys: SetKeys) -> None:
        """Let the restored audit begin anew with who restored it, from what, and by which right."""
        at = self.clock.now().isoformat(timespec="seconds")
        reason = BY_SHEET if keys.actor == SHEET else ""
        if keys.sheet:
            reason += OUTLIVED
        entry = Entry(at, keys.actor, keys.roles, "restore.make", manifest.name, reason=reason)
        log = open_audit(laid, keys.audit_key)
        try:
            log.append((entry,))
        finally:
            log.close()


def _require_same_office(
    folder: Path, data: Path, manifest: Manifest, *, other_founding: bool
) -> None:
    """Refuse to put an office in the place of another; one that cannot be read is none.

    Of the same office founded twice one takes the place of the other only knowingly.
    """
    try:
        found = vault_file.read(data, DiskFiles()).vault.body.office.code
    except Refusal:
        return
    if found != manifest.office:
        raise Refusal("restore.other_office", path=str(data), found=found, office=manifest.office)
    if not other_founding and not share_a_key(folder, data):
        raise Refusal("restore.other_founding", path=str(data), office=manifest.office)


def _next_older(folder: Path, manifest: Manifest) -> str:
    with suppress(Refusal):
        for each in backup_shelf.sets_in(folder.parent, manifest.office, lambda _folder: None):
            if each.signed is not None and each.signed.manifest.number < manifest.number:
                return str(each.path)
    return ""
