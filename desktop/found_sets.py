"""Backup sets wherever they can be found while nobody is signed in: on this machine, on sticks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath
from typing import Final

from desktop.backup_places import DEFAULT, BackupPlaces
from desktop.shown_sets import shown_sets
from desktop.sticks import MOUNTED, folders_in, top_folders
from domain.backups import FoundSets, SetState, ShownSet
from domain.errors import Refusal
from storage import backup_shelf
from storage.backup_set import is_set_name
from storage.backup_shelf import Shelved

_MOST: Final = 64
"""In so many folders of a stick sets are looked for; a stick may hold anything."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Looks for sets of whatever office; what cannot be read hides no other."""

    data: Path
    mounted: tuple[Path, ...] = MOUNTED

    def __call__(self, elsewhere: Sequence[Path] = ()) -> FoundSets:
        """Return what there is: in the data folder's places, on sticks, and in folders named."""
        found: dict[Path, ShownSet] = {}
        missed = list(self._away())
        named = [folder for folder in elsewhere if _is_there(folder)]
        missed += [f"“{folder}”不在。" for folder in elsewhere if folder not in named]
        looked = dict.fromkeys((*self._places(), *named))
        unread = [folder for folder in looked if not self._look(folder, found)]
        missed += [f"“{folder}”读不出来：没有权限，或者介质坏了、没有插好。" for folder in unread]
        # What lies on a stick besides, and cannot be read, is nobody's concern.
        for folder in dict.fromkeys(self._on_sticks()):
            self._look(folder, found)
        for folder in named:
            if folder not in unread and not any(_within(one, folder) for one in found):
                missed.append(f"“{folder}”里没有备份。")
        missed += _told_damaged(found.values())
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
            if is_set_name(stick.name):
                continue
            inside = (one for one in folders_in(stick) if not is_set_name(one.name))
            yield from islice(inside, _MOST)

    def _away(self) -> Iterator[str]:
        """Tell of what was chosen for backups and is not there."""
        places = BackupPlaces(self.data)
        if places.folder != self.data / DEFAULT and not _is_there(places.folder):
            yield f"备份文件夹“{places.folder}”不在。"
        if places.medium is not None and not _is_there(places.medium):
            at = places.medium_made
            made = f"上次备份到那里是 {at:%Y-%m-%d %H:%M}，" if at else ""
            yield f"外部介质“{places.medium}”没有插好，{made}插好后点“重新查找”。"

    def _look(self, folder: Path, found: dict[Path, ShownSet]) -> bool:
        """Add the sets of a folder that is one itself or holds some; tell whether it was read."""
        try:
            for each in backup_shelf.sets_at(folder, _no_key):
                found.setdefault(each.path.resolve(), self._shown(each))
        except Refusal:
            return False
        return True

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


def _is_there(folder: Path) -> bool:
    """Tell whether there is a folder, also one of which the disk does not tell: who looks says."""
    with suppress(OSError):
        return folder.is_dir()
    return True


def _told_damaged(found: Iterable[ShownSet]) -> Iterator[str]:
    """Tell of sets that are not offered, for nobody can read what they are."""
    damaged = Counter(one.path.parent for one in found if one.state is SetState.DAMAGED)
    for folder, count in damaged.items():
        yield (
            f"“{folder}”里有 {count} 份备份的清单读不出来，没有列出：可能损坏了，"
            "也可能是更新版本的程序做的。请保留这些，先用别的备份。"
        )


def _within(path: PurePath, folder: Path) -> bool:
    with suppress(OSError):
        return Path(path).resolve().is_relative_to(folder.resolve())
    return False


def _age(one: ShownSet) -> tuple[float, str]:
    return one.moment, one.path.name


def _no_key(_folder: Path) -> None:
    """Return no key: what can be believed of a set is proved when it is opened."""
