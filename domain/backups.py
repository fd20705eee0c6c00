"""What the office is told of its backups: which there are, how old the newest is, what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from domain.calendar import WorkCalendar


class SetState(StrEnum):
    """How far a backup set can be relied on; the value is the word that users see.

    An incomplete one is verified all the same: what is in it is as it was found.
    """

    VERIFIED = "已验证"
    INCOMPLETE = "缺附件"
    UNVERIFIED = "未验证"
    CLOSED = "打不开"
    DAMAGED = "损坏"


@dataclass(frozen=True, slots=True)
class ShownSet:
    """One backup set. What its manifest says is empty where that cannot be read.

    `verified_at` is ISO text, "" for never; `unread` names what the verification had no key for.
    `lacking` counts the attached files that were lost or damaged when it was made, `lacks` tell of
    each where somebody reads the register.
    """

    path: PurePath
    state: SetState
    made: datetime | None = None
    reason: str = ""
    size: int = 0
    verified_at: str = ""
    unread: tuple[str, ...] = ()
    on_medium: bool = False
    lacking: int = 0
    lacks: tuple[str, ...] = ()

    @property
    def moment(self) -> float:
        """When it was made, to sort by; 0 where that is not known."""
        return 0.0 if self.made is None else self.made.timestamp()


@dataclass(frozen=True, slots=True)
class BackupRule:
    """After how many 工作日 a backup is old, and one must go to the medium that is carried away.

    `drill_after` is in calendar days: how long a drill that was passed tells that restoring works.
    """

    old_after: int
    medium_after: int
    drill_after: int


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """How the office stands: its newest verified set, and when one last went to the medium.

    `old` and `medium_due` tell that there is none, or not for too many 工作日. `trouble` says why
    the last backup that came by itself was not made, "" once one was. `lacking` counts the attached
    files that the newest set lacks. `drilled` is when restoring one was last tried and passed;
    `drill_due` that it should be tried again.
    """

    newest: datetime | None
    old: bool
    medium_made: datetime | None
    medium_due: bool
    trouble: str = ""
    lacking: int = 0
    drilled: datetime | None = None
    drill_due: bool = False


@dataclass(frozen=True, slots=True)
class MadeTold:
    """A backup that was made: where it lies, and what of the office it does not hold, in words."""

    path: PurePath
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedTold:
    """What is wrong with the files of a backup, and what of the office it does not hold.

    `unread` names what could not be read for want of a key.
    """

    problems: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupOverview:
    """Everything that the page of backups shows. `medium` is `None` while none was chosen.

    `away` says why the medium cannot be looked at, "" where it can.
    """

    sets: tuple[ShownSet, ...]
    folder: PurePath
    medium: PurePath | None
    away: str
    standing: BackupStanding


@dataclass(frozen=True, slots=True)
class FoundSets:
    """The sets that could be found, the newest first; `missed` says in words what could not.

    Nobody vouches for when they were verified: it is what each says of itself.
    """

    sets: tuple[ShownSet, ...]
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetOpening:
    """What opens a set that the own keys do not open: a password of that day, or the sheet."""

    account: str = ""
    password: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class RestoredTold:
    """An office that was restored: where it lies, and what is to be known of it, line by line."""

    path: PurePath
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastMade:
    """When the newest verified set was made, one last went to the medium, a drill was passed."""

    newest: datetime | None = None
    on_medium: datetime | None = None
    drilled: datetime | None = None


def backup_rule(stated: Mapping[str, Any]) -> BackupRule:
    """Return the county's rule from its data."""
    return BackupRule(
        int(stated["old_after"]), int(stated["medium_after"]), int(stated["drill_after"])
    )


def standing_of(
    made: LastMade,
    rule: BackupRule,
    calendar: WorkCalendar,
    today: date,
) -> BackupStanding:
    """Return how an office stands on a day. A moment that is yet to come is too old as well.

    Where there is no backup, none can be tried: a drill is due only once there is one.
    """

    def over(at: datetime | None, days: int) -> bool:
        if at is None or at.date() > today:
            return True
        return calendar.between(at.date(), today) > days

    drilled = made.drilled
    tried = drilled is not None and 0 <= (today - drilled.date()).days <= rule.drill_after
    return BackupStanding(
        made.newest,
        over(made.newest, rule.old_after),
        made.on_medium,
        over(made.on_medium, rule.medium_after),
        drilled=drilled,
        drill_due=made.newest is not None and not tried,
    )
