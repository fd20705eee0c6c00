"""The window hears that the screen was locked or that the machine goes to sleep."""

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, Message, new_signal
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.screen_watch import SESSION, SIGNS, SYSTEM, Ear, ScreenWatch
from ui.session_desk import SCREEN, SLEEP

CONFIG = """<busconfig><type>session</type><listen>unix:path={path}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
Say = Callable[..., None]
LOGIN = "org.freedesktop.login1"

TOLD: list[tuple[Any, ...]] = [
    (SESSION, "org.freedesktop.ScreenSaver", "ActiveChanged", "b", (True,), SCREEN),
    (SESSION, "org.gnome.ScreenSaver", "ActiveChanged", "b", (True,), SCREEN),
    (SESSION, "org.ukui.ScreenSaver", "lock", None, (), SCREEN),
    (SESSION, "com.deepin.dde.lockFront", "Visible", "b", (True,), SCREEN),
    (SYSTEM, f"{LOGIN}.Session", "Lock", None, (), SCREEN),
    (SYSTEM, f"{LOGIN}.Manager", "PrepareForSleep", "b", (True,), SLEEP),
    (
        SYSTEM, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as",
        (f"{LOGIN}.Session", {"LockedHint": ("b", True)}, []), SCREEN,
    ),
]  # fmt: skip
UNTOLD: list[tuple[Any, ...]] = [
    (SESSION, "org.freedesktop.ScreenSaver", "ActiveChanged", "b", (False,)),
    (SYSTEM, f"{LOGIN}.Manager", "PrepareForSleep", "b", (False,)),
    (SYSTEM, f"{LOGIN}.Session", "Unlock", None, ()),
    (
        SYSTEM, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as",
        (f"{LOGIN}.Session", {"LockedHint": ("b", False), "IdleHint": ("b", True)}, []),
    ),
    (SESSION, "org.freedesktop.ScreenSaver", "ActiveChanged", "s", ("true",)),
]  # fmt: skip
PATH = f"/{LOGIN.replace('.', '/')}/session/_31"


def signal(interface: str, member: str, signature: str | None, body: tuple[Any, ...]) -> Message:
    return new_signal(DBusAddress(PATH, interface=interface), member, signature, body)


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[str]:
    """Yield the address of a real bus of our own."""
    program = shutil.which("dbus-daemon")
    assert program is not None, "the tests need dbus-daemon (installer/system-packages.txt)"
    (tmp_path / "bus.conf").write_text(CONFIG.format(path=tmp_path / "bus"), "utf-8")
    with subprocess.Popen(  # noqa: S603 - the system's own
        [program, f"--config-file={tmp_path / 'bus.conf'}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.terminate()


@pytest.fixture(params=["real bus", "fake bus"])
def heard(
    request: pytest.FixtureRequest, qtbot: QtBot, daemon: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[list[str], Say]]:
    """Yield what is heard, and how to say something on a bus: a daemon's, or one end of a pair."""
    del qtbot
    told: list[str] = []
    owner = QObject()
    if request.param == "real bus":
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
            monkeypatch.setenv(name, daemon)
        watch = ScreenWatch(owner)
        watch.went.connect(told.append)
        watch.listen()
        assert watch.hears == [SESSION, SYSTEM]
        with open_dbus_connection(SESSION) as speaker:
            yield told, lambda _bus, *said: speaker.send(signal(*said))
        watch.stop()
        return
    ends = {bus: socket.socketpair() for bus in (SESSION, SYSTEM)}
    for bus, (ours, _) in ends.items():
        Ear(owner, ours, [sign for sign in SIGNS if sign.bus == bus]).heard.connect(told.append)
    yield told, lambda bus, *said: ends[bus][1].sendall(signal(*said).serialise(serial=1))
    for pair in ends.values():
        for end in pair:
            end.close()


@pytest.mark.rule("22239 8.1.4.1 b", "security 2.12")
@pytest.mark.parametrize("told", TOLD, ids=lambda told: f"{told[1]}.{told[2]}")
def test_a_screen_that_locks_and_a_machine_that_sleeps_are_heard(
    qtbot: QtBot, heard: tuple[list[str], Say], told: tuple[Any, ...]
) -> None:
    reasons, say = heard
    *said, reason = told
    say(*said)
    qtbot.waitUntil(lambda: reason in reasons)


def test_what_is_no_lock_is_not_taken_for_one(qtbot: QtBot, heard: tuple[list[str], Say]) -> None:
    reasons, say = heard
    for told in UNTOLD:
        say(*told)
    for bus in (SESSION, SYSTEM):
        say(bus, *next(told for told in TOLD if told[0] == bus)[1:5])
    qtbot.waitUntil(lambda: bool(reasons))
    qtbot.wait(50)
    assert set(reasons) == {SCREEN}


def test_a_machine_without_a_bus_is_silent_and_works(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    del qtbot
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, f"unix:path={tmp_path / 'nobody'}")
    owner = QObject()
    watch = ScreenWatch(owner)
    watch.listen()
    assert watch.hears == []


@pytest.mark.parametrize("nonsense", [b"", b"x" * 64, b"l\1\1\1" + b"\1" * 64])
def test_a_bus_that_ends_or_says_nonsense_is_heard_no_more(qtbot: QtBot, nonsense: bytes) -> None:
    owner = QObject()
    ours, theirs = socket.socketpair()
    Ear(owner, ours, list(SIGNS))
    theirs.sendall(nonsense)
    theirs.close()
    qtbot.waitUntil(lambda: ours.fileno() == -1)
