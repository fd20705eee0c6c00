"""The witness of the register: what its pages were after the last commit, kept outside of it.

SQLCipher notices none of these: an old page put back, the log removed or cut, the whole file put
back from yesterday. Every transaction of the register therefore moves a mark inside the register
and the witness in the audit, and each opening compares the two before SQLite touches a file:

    commit in the log -> the witness in audit.db, with the act's entries -> the log into the file

So the pages that the witness knows are those of the file with the whole log laid over it, or, after
a crash between the first two steps, with all of the log but its last commit. The mark tells that
this last commit was made on those very pages; nobody without the register's key can make one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from storage.page_log import LogTail, sound_commits
from storage.page_table import PageTable, table_of
from storage.pages import PageKey, Proving


@dataclass(frozen=True, slots=True)
class Witness:
    """The register after a commit: the commit's number, its pages, and the root over their tags."""

    commit: int
    pages: int
    root: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What the register itself says of its last commit: its number, and the root it began with."""

    number: int
    based_on: str

    def follows(self, witness: Witness) -> bool:
        """Tell whether the commit was the next one after what was witnessed."""
        return (self.number, self.based_on) == (witness.commit + 1, witness.root)


class Finding(Enum):
    """What a look at a database file and its log tells."""

    UNWITNESSED = "there is no witness"
    AS_WITNESSED = "the pages are those of the witness"
    ONE_AHEAD = "one commit in the log follows what was witnessed"
    DIFFERENT = "neither"


@dataclass(frozen=True, slots=True)
class Look:
    """A database file and its log as they lay there: the pages, where the log ends, the finding.

    `damaged` are the numbers of the pages that do not prove, but for those that the log holds too:
    of these the file's do not count.
    """

    table: PageTable
    tail: LogTail
    finding: Finding
    damaged: tuple[int, ...] = ()


def look_at(path: Path, witness: Witness | None, key: PageKey | None = None) -> Look:
    """Compare a database file and its log with the witness; with the page key, prove the pages too.

    Nobody may have the database open. Refuses for faults of the disk.
    """
    proving = None if key is None else Proving(key)
    table = table_of(path, proving)
    commits, tail = sound_commits(path)
    before = table
    if commits:
        for commit in commits[:-1]:
            table.apply(commit.pages, commit.tags)
        before = table.copy()
        table.apply(commits[-1].pages, commits[-1].tags)
    logged = {number for commit in commits for number in commit.tags}
    damaged = () if proving is None else (n for n in proving.damaged if n not in logged)
    return Look(table, tail, _finding(witness, table, before), tuple(damaged))


def _finding(witness: Witness | None, now: PageTable, before: PageTable) -> Finding:
    if witness is None:
        return Finding.UNWITNESSED
    if _is_of(witness, now):
        return Finding.AS_WITNESSED
    return Finding.ONE_AHEAD if _is_of(witness, before) else Finding.DIFFERENT


def _is_of(witness: Witness, table: PageTable) -> bool:
    return (witness.pages, witness.root) == (table.pages, table.root())
