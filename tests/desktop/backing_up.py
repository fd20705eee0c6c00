"""Backups of small offices for tests: made and proved in this process, where that is enough."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.backup_acts import BackupActs, Made
from desktop.backup_check import Prover
from desktop.clock import clock_from
from desktop.office import OpenOffice, open_office
from desktop.resources import find_resources
from desktop.restoring import Restored, Restoring
from domain.backup_keeping import BackupReason
from storage.backup_keys import by_password
from storage.backup_proof import prove
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing

CLOCK = clock_from({"BIANQING_TODAY": TODAY}, installed=False)


class Steps:
    """A progress that keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def step(self, done: int, total: int) -> None:
        self.told.append((done, total))


@contextmanager
def backups_of(county: Bianqing, prover: Prover = prove) -> Iterator[tuple[BackupActs, OpenOffice]]:
    """Open an office and its backups."""
    resources = find_resources()
    with open_office(county.data, county.user, county.password, resources, CLOCK) as office:
        acts = BackupActs(office.attendance, resources, office.register, prover=prover)
        yield acts, office


def made(county: Bianqing, shelf: Path | None = None) -> Made:
    """Make one set."""
    with backups_of(county) as (acts, _):
        return acts.make(BackupReason.BY_HAND, Steps(), shelf)


def restored(
    folder: Path, data: Path, *, replace: bool = False, password: str = PASSWORD
) -> Restored:
    """Restore a set by the head's password."""
    restoring = Restoring(find_resources().words, CLOCK, prove)
    keys = by_password(folder, "负责人", password)
    return restoring(folder, data, keys, Steps(), replace=replace)


def copied(folder: Path, to: Path) -> Path:
    """Copy a set elsewhere, to be damaged there."""
    return Path(shutil.copytree(folder, to / folder.name))
