"""What a backup set is: a folder of raw copies, and the manifest that names each of its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.backup_keeping import Completeness
from storage.audit_entries import Head

MANIFEST: Final = "清单.json"
MARK: Final = "已验证.json"
README: Final = "README-恢复说明.txt"
SCRIPT: Final = "恢复.py"
_NAME: Final = re.compile(r"编清备份-(\d{2,6})-(\d{8}-\d{6})-(\d{1,9})")
PAPERS: Final = frozenset({README, SCRIPT})


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a set: its path from the set's folder, its size in bytes, its SHA-256 (hex)."""

    path: str
    size: int
    sha256: str

    @property
    def is_data(self) -> bool:
        """Whether it belongs into the data folder, rather than explaining the set."""
        return self.path not in PAPERS


class Damage(StrEnum):
    """What was wrong with an attached file; only an altered one is in the set, as it was found."""

    MISSING = "missing"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Lack:
    """An attached file that was not there as it was stored.

    `file` is its name in the store, which says nothing of what it is.
    """

    file: str
    damage: Damage


@dataclass(frozen=True, slots=True)
class FactsDigest:
    """The canonical digest of the facts on a day; all empty where nobody held the register key."""

    day: str = ""
    digest: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a set says about itself.

    `made` is ISO text with the zone. `register_number` is the number of the register's last audit
    row, 0 where nobody could read it; `audit` is the head of the audit's chain. `lacking` is what
    was attached and is not in the set as it was stored, `None` where nobody could tell; without the
    register's key that is what could not be read.
    """

    name: str
    number: int
    office: str
    made: str
    program: str
    reason: str
    register_number: int
    audit: Head
    facts: FactsDigest
    files: tuple[FileLine, ...]
    lacking: tuple[Lack, ...] | None = None

    @property
    def completeness(self) -> Completeness:
        """Whether all that the register names was there."""
        if self.lacking is None:
            return Completeness.UNKNOWN
        return Completeness.INCOMPLETE if self.lacking else Completeness.COMPLETE

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(line.size for line in self.files)

    @property
    def moment(self) -> datetime:
        """When the set was made."""
        return datetime.fromisoformat(self.made)

    def data(self) -> Iterable[FileLine]:
        """Return the files that make up a data folder."""
        return (line for line in self.files if line.is_data)


def set_name(office: str, made: datetime, number: int) -> str:
    """Return the name of a set's folder; it names nobody."""
    return f"编清备份-{office}-{made:%Y%m%d-%H%M%S}-{number}"


def number_in(name: str, office: str) -> int | None:
    """Return the running number in the name of one of the office's sets, `None` for others."""
    found = _NAME.fullmatch(name)
    return int(found[3]) if found and found[1] == office else None


def age_of(name: str) -> tuple[int, str]:
    """Return what orders names of sets, of one office the older first."""
    found = _NAME.fullmatch(name)
    return (int(found[3]) if found else -1, name)


def is_set_name(name: str) -> bool:
    """Tell whether a folder of this name may be a set."""
    return _NAME.fullmatch(name) is not None
