"""Backup sets wherever they can be found while nobody is signed in: on this machine, on sticks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath
from typing import Final

from desktop.backup_places import DEFAULT, BackupPlaces
from desktop.shown_sets import shown_sets
from desktop.sticks import MOUNTED, folders_in, top_folders
from domain.backups import FoundSets, ShownSet
from domain.errors import Refusal
from domain.words import Words
from storage import backup_shelf
from storage.backup_set import is_set_name
from storage.backup_shelf import Shelved
from storage.backup_writing import medium_faults

_MOST: Final = 64
"""In so many folders of a stick sets are looked for; a stick may hold anything."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Looks for sets of whatever office; what cannot be read hides no other."""

    data: Path
    words: Words
    mounted: tuple[Path, ...] = MOUNTED

    def __call__(self, elsewhere: Sequence[Path] = ()) -> FoundSets:
        """Return what there is: in the data folder's places, on sticks, and in folders named."""
        found: dict[Path, ShownSet] = {}
        missed = list(self._away())
        for folder in dict.fromkeys((*self._places(), *elsewhere)):
            missed += self._look(folder, found)
        # What lies on a stick besides, and cannot be read, is nobody's concern.
        for folder in dict.fromkeys(self._on_sticks()):
            tuple(self._look(folder, found))
        for folder in elsewhere:
            if not any(_within(one.path, folder) for one in found.values()):
                missed.append(f"“{folder}”里没有备份。")
        return FoundSets(tuple(sorted(found.values(), key=_age, reverse=True)), tuple(missed))

    def _places(self) -> Iterator[Path]:
        places = BackupPlaces(self.data)
        yield places.folder
        yield self.data / DEFAULT
        if places.medium is not None:
            yield places.medium

    def _on_sticks(self) -> Iterator[Path]:
        for stick in top_folders(self.mounted):
            yield stick
            inside = (one for one in folders_in(stick) if not is_set_name(one.name))
            yield from islice(inside, _MOST)

    def _away(self) -> Iterator[str]:
        """Tell of what was chosen for backups and is not there."""
        places = BackupPlaces(self.data)
        if places.folder != self.data / DEFAULT and not places.folder.is_dir():
            yield f"备份文件夹“{places.folder}”不在。"
        if places.medium is not None and not places.medium.is_dir():
            at = places.medium_made
            made = f"上次备份到那里是 {at:%Y-%m-%d %H:%M}，" if at else ""
            yield f"外部介质“{places.medium}”没有插好，{made}插好后点“重新查找”。"

    def _look(self, folder: Path, found: dict[Path, ShownSet]) -> Iterator[str]:
        """Add the sets of a folder that is one itself or holds some; tell why it cannot be read."""
        try:
            with medium_faults(folder):
                for each in backup_shelf.sets_at(folder, _no_key):
                    found.setdefault(each.path.resolve(), self._shown(each))
        except Refusal as refusal:
            yield self.words.say(refusal.code, refusal.facts)

    def _shown(self, each: Shelved) -> ShownSet:
        (shown,) = shown_sets((each,))
        outside = any(_within(each.path, root) for root in self._outside())
        said = backup_shelf.said_verified(each)
        return replace(shown, on_medium=outside, verified_at=said)

    def _outside(self) -> Iterator[Path]:
        medium = BackupPlaces(self.data).medium
        yield from self.mounted
        if medium is not None:
            yield medium


def _within(path: PurePath, folder: Path) -> bool:
    with suppress(OSError):
        return Path(path).resolve().is_relative_to(folder.resolve())
    return False


def _age(one: ShownSet) -> tuple[float, str]:
    return one.made.timestamp() if one.made else 0.0, one.path.name


def _no_key(_folder: Path) -> None:
    """Return no key: what can be believed of a set is proved when it is opened."""
