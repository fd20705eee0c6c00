"""Restoring before anybody is signed in, in memory."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from domain.backups import FoundSets, RestoredTold, SetOpening, SetState, ShownSet
from domain.errors import Refusal
from domain.workflow.ports import Progress

PASSWORD = "Anlan-2026-office"
SET = ShownSet(
    Path("/usb/编清备份-629925-20261120-180000-7"),
    SetState.CLOSED,
    datetime(2026, 11, 20, 18, 0, tzinfo=UTC),
    "退出",
    45_000_000,
    "2026-11-20T18:01:00+00:00",
    on_medium=True,
)


class FakeRestoringDoor:
    """Knows one set, and those that lie in further folders."""

    today = date(2026, 11, 21)
    begun_again = 0
    founded_apart = False

    def __init__(self) -> None:
        self.restored: list[tuple[Path, Path, bool]] = []
        self.looked: list[tuple[Path, ...]] = []
        self.known: tuple[ShownSet, ...] = (SET, ShownSet(Path("/usb/x"), SetState.DAMAGED))
        self.lying: dict[Path, ShownSet] = {}
        self.missed: tuple[str, ...] = ()

    def backups(self, elsewhere: Sequence[Path] = ()) -> FoundSets:
        self.looked.append(tuple(elsewhere))
        others = tuple(self.lying[folder] for folder in elsewhere if folder in self.lying)
        empty = tuple(f"“{folder}”里没有备份。" for folder in elsewhere if folder not in self.lying)
        return FoundSets((*self.known, *others), (*self.missed, *empty))

    def restore(
        self,
        folder: Path,
        target: Path,
        opening: SetOpening,
        progress: Progress,
        *,
        replace: bool,
        other_founding: bool,
    ) -> RestoredTold:
        progress.step(1, 1)
        if opening.password not in ("", PASSWORD):
            raise Refusal("restore.password", path=str(folder), account=opening.account)
        if target.name == "occupied":
            raise Refusal("restore.occupied", path=str(target))
        if self.founded_apart and replace and not other_founding:
            raise Refusal("restore.other_founding", path=str(target), office="629925")
        self.restored.append((folder, target, replace))
        return RestoredTold(target, (f"已从备份恢复，并读回核对：{target}",))

    def begin_again(self) -> None:
        self.begun_again += 1
