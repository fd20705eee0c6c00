"""Every stick that comes or goes is entered into the audit, with its serial number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.stick_log import CAME, GONE, PRESENT, StickLog, enter_stick, log_sticks, told_stick
from export.sticks.stick import Stick
from export.sticks.watching import MountWatch
from tests.desktop.commanding import Bianqing
from tests.desktop.test_exchange_desk import desk_of
from tests.desktop.test_witness import entries
from ui.tasks import Lanes

RED = Stick("/dev/sdb1", "vfat", "上报", "Kingston", "DT101", "5B810", removable=True, mount="/a")
BARE = Stick("/dev/sdc1", "exfat", mount="/b", read_only=True)


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    made = Lanes({}, qapp)
    yield made
    made.close()


class Mounts(MountWatch):
    """A table of mounts that a test changes."""

    def __init__(self) -> None:
        super().__init__()
        self.now: tuple[Stick, ...] = ()

    def sticks(self) -> tuple[Stick, ...]:
        return self.now


@pytest.mark.usefixtures("qapp")
def test_what_is_there_what_comes_and_what_goes_is_told() -> None:
    mounts, parent = Mounts(), QObject()
    mounts.now = (RED,)
    log = StickLog(parent, mounts)
    seen: list[tuple[str, str]] = []
    log.seen.connect(lambda act, stick: seen.append((act, stick.device)))
    log.begin()
    assert seen == [(PRESENT, "/dev/sdb1")]
    mounts.now = (replace(RED, read_only=True), BARE)
    log.look()
    mounts.now = ()
    log.look()
    assert seen[1:] == [(CAME, "/dev/sdc1"), (GONE, "/dev/sdb1"), (GONE, "/dev/sdc1")]
    log.stop()
    assert mounts.fileno() == -1


def test_a_stick_is_told_by_what_it_calls_itself_and_its_serial_number() -> None:
    assert told_stick(RED) == "Kingston DT101 上报，序列号 5B810"
    assert told_stick(BARE) == "/dev/sdc1，没有序列号，只读"


def test_they_are_entered_under_the_name_of_who_is_signed_in(
    county: Bianqing, lanes: Lanes, qtbot: QtBot
) -> None:
    before = len(entries(county))
    with desk_of(county) as desk:
        log = log_sticks(QObject(), lanes, desk.attendance)
        log.seen.emit(CAME, RED)
        enter_stick(desk.attendance, GONE, RED)
        qtbot.waitUntil(lambda: not lanes.busy_writing)
        log.stop()
    done = [(e.act, e.object, e.actor) for e in entries(county)[before:]]
    told = "Kingston DT101 上报，序列号 5B810"
    assert {(CAME, told, county.user), (GONE, told, county.user)} <= set(done)
