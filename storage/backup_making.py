"""Laying down the files of a backup set: raw copies, each hashed while it is read.

Sealed attachments are never written again under their name, so that a set may share those of the
set before it on the same medium; everything else is copied.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.sizes import Size
from storage import audit, vault_file
from storage.attachments import FOLDER as ATTACHMENTS
from storage.backup_set import FileLine, Manifest
from storage.faults import translated
from storage.lock_file import rewriting_vault
from storage.medium import (
    Step,
    Sync,
    copied,
    linked,
    read_back,
    silent,
    sync_folder,
    synced_now,
)
from storage.vault import REGISTER

INCOMING: Final = "incoming"
_UNFINISHED: Final = ".part"
_LOG: Final = "-wal"
_SLACK: Final = 1.1


@dataclass(frozen=True, slots=True)
class Donor:
    """A set on the same medium whose attachments may be shared, by their paths in it.

    It vouches for `sound` ones: when it was made they were what had been stored.
    """

    folder: Path
    files: Mapping[str, FileLine]
    sound: frozenset[str] = frozenset()

    @classmethod
    def of(cls, folder: Path, manifest: Manifest) -> Donor:
        """Return a set as a donor."""
        files = {line.path: line for line in manifest.files}
        if manifest.lacking is None or not manifest.facts.day:
            return cls(folder, files)
        lacking = {f"{ATTACHMENTS}/{lack.file}" for lack in manifest.lacking}
        return cls(folder, files, frozenset(files.keys() - lacking))


@dataclass(slots=True)
class Laying:
    """The files of one set while they are laid down in a folder.

    `unread` are names of attachments that could not be read, and so are not in the set.
    """

    data: Path
    target: Path
    donor: Donor | None = None
    step: Step = silent
    sync: Sync = synced_now
    lines: dict[str, FileLine] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    shared: int = 0

    def lay_attachments(self, *, incoming: bool = False) -> None:
        """Copy what is attached and not copied yet; `incoming` too, once nobody attaches."""
        self._folders()
        for name, path in _attached(self.data, incoming=incoming):
            if name in self.lines or path.name in self.unread:
                continue
            try:
                self._lay_attachment(name, path)
            except Refusal as refusal:
                if refusal.facts.get("path") != str(path):
                    raise
                # What came in has been moved to its final place meanwhile, which is looked at next.
                if refusal.code != "storage.missing" or path.parent.name != INCOMING:
                    self._leave_out(name)

    def lay_databases(self) -> None:
        """Copy the vault and the databases, which nobody may be writing.

        Raises:
            Refusal: `backup.log_pending` for a register whose last acts are in its log alone;
                faults of the disk and of the medium.
        """
        for name in (REGISTER, audit.FILE_NAME):
            if _bytes_of(self.data / f"{name}{_LOG}"):
                raise Refusal("backup.log_pending", path=str(self.data / name))
            self._copy(name, self.data / name)
        with rewriting_vault(self.data):
            for name in (vault_file.NAME, vault_file.FORMER):
                if (self.data / name).exists():
                    self._copy(name, self.data / name)

    def is_vouched_for(self, name: str) -> bool:
        """Tell whether the donor holds the same bytes under this name, and they were sound."""
        if self.donor is None or name not in self.donor.sound:
            return False
        return self.lines.get(name) == self.donor.files[name]

    def finish(self) -> None:
        """Return when all names are on the medium."""
        for folder in (self.target / ATTACHMENTS / INCOMING, self.target / ATTACHMENTS):
            sync_folder(folder)
        sync_folder(self.target)

    def _folders(self) -> None:
        with translated(self.target):
            for folder in (self.target / ATTACHMENTS, self.target / ATTACHMENTS / INCOMING):
                folder.mkdir(mode=0o700, exist_ok=True)

    def _leave_out(self, name: str) -> None:
        """Go on without an attachment that cannot be read; its half is not kept."""
        target = self.target / name
        with translated(target):
            target.unlink(missing_ok=True)
        self.unread.add(target.name)

    def _copy(self, name: str, source: Path) -> None:
        size, sha256 = copied(source, self.target / name, self.step, self.sync)
        self.lines[name] = FileLine(name, size, sha256)

    def _lay_attachment(self, name: str, source: Path) -> None:
        known = self.donor.files.get(name) if self.donor is not None else None
        if self.donor is None or known is None or known.size != _bytes_of(source):
            self._copy(name, source)
            return
        size, sha256 = read_back(source, self.step)
        same = (size, sha256) == (known.size, known.sha256)
        if same and linked(self.donor.folder / name, self.target / name):
            self.lines[name] = FileLine(name, size, sha256)
            self.shared += 1
        else:
            self._copy(name, source)


def require_room(data: Path, shelf: Path, donor: Donor | None) -> int:
    """Return how many bytes a set will read, provided that the medium has room for it.

    A tenth more than is copied must be free. Refuses `backup.no_room` with the figures in bytes.
    """
    reading = needed = 0
    for name, path in _sources(data):
        size = 0
        with suppress(Refusal):  # What cannot be read takes no room; copying it tells.
            size = _bytes_of(path)
        known = donor.files.get(name) if donor is not None else None
        reading += size
        needed += 0 if known is not None and known.size == size else size
    with translated(shelf):
        medium = os.statvfs(shelf)
    free = medium.f_bavail * medium.f_frsize
    if free < needed * _SLACK:
        raise Refusal(
            "backup.no_room",
            path=str(shelf),
            needed=Size(needed * _SLACK),
            free=Size(free),
        )
    return reading


def lay_down(laying: Laying, *still: AbstractContextManager[object]) -> ExitStack:
    """Copy everything, keeping writers away only while the databases are copied.

    `still` are entered for that long, in order; the stack returned still holds them, so that the
    caller may read what was copied before he closes it.
    """
    laying.lay_attachments()
    with ExitStack() as stack:
        for each in still:
            stack.enter_context(each)
        laying.lay_databases()
        laying.lay_attachments(incoming=True)
        return stack.pop_all()


def _sources(data: Path) -> Iterator[tuple[str, Path]]:
    for name in (REGISTER, audit.FILE_NAME, vault_file.NAME, vault_file.FORMER):
        yield name, data / name
    yield from _attached(data, incoming=True)


def _attached(data: Path, *, incoming: bool) -> Iterator[tuple[str, Path]]:
    folders = [f"{ATTACHMENTS}/{INCOMING}", ATTACHMENTS] if incoming else [ATTACHMENTS]
    for folder in folders:
        with translated(data / folder):
            try:
                with os.scandir(data / folder) as entries:
                    # What kind it is stands in the folder: a file beyond reading is named too.
                    names = sorted(
                        one.name for one in entries if one.is_file(follow_symlinks=False)
                    )
            except FileNotFoundError:
                continue
        for name in names:
            if not name.endswith(_UNFINISHED):
                yield f"{folder}/{name}", data / folder / name


def _bytes_of(path: Path) -> int:
    with translated(path):
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return 0
