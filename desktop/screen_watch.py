"""Hears from the desktop that its screen was locked, and from the system that it goes to sleep.

A client of D-Bus in pure Python: a library that the machine's own would end the program with it
where the machine has no id. Where there is no bus, nothing is heard, and the window's own count of
idle minutes is what locks.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from jeepney import HeaderFields, MatchRule, Message, MessageType, message_bus
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket
from jeepney.low_level import Parser, SizeLimitError
from PySide6.QtCore import QObject, QSocketNotifier, Signal

from ui.session_desk import SCREEN, SLEEP

SESSION: Final = "SESSION"
SYSTEM: Final = "SYSTEM"
_PIECE: Final = 65536
_PATIENCE: Final = 0.5
"""Seconds that a bus has for shaking hands; it needs a thousandth of one."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A signal that tells of it: on which bus, of which interface, and when it is meant."""

    bus: str
    interface: str
    member: str
    reason: str
    meant: Callable[[tuple[Any, ...]], bool]
    below: str = "/"

    @property
    def wish(self) -> tuple[str, str, str]:
        """What the bus is asked for: interface, member and the objects below a path."""
        return self.interface, self.member, self.below


def _always(_: tuple[Any, ...]) -> bool:
    return True


def _true(body: tuple[Any, ...]) -> bool:
    return bool(body) and body[0] is True


def _locked_hint(body: tuple[Any, ...]) -> bool:
    """Tell whether changed properties hold that the session or its screen is locked now."""
    changed = body[1] if len(body) > 1 and isinstance(body[1], dict) else {}
    return any(changed.get(name, ("b", False))[1] is True for name in ("LockedHint", "Locked"))


_LOGIN: Final = "/org/freedesktop/login1"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
SIGNS: Final = (
    *(
        Sign(SESSION, f"org.{desktop}.ScreenSaver", "ActiveChanged", SCREEN, _true)
        for desktop in ("freedesktop", "gnome", "mate", "cinnamon", "kde", "ukui")
    ),
    # 麒麟 (UKUI) tells by a signal without a value; UOS (DDE) by the page that covers the screen.
    Sign(SESSION, "org.ukui.ScreenSaver", "lock", SCREEN, _always),
    Sign(SESSION, "com.deepin.dde.lockFront", "Visible", SCREEN, _true),
    Sign(SESSION, "org.deepin.dde.LockFront1", "Visible", SCREEN, _true),
    *(
        Sign(SESSION, _PROPERTIES, "PropertiesChanged", SCREEN, _locked_hint, below)
        for below in ("/com/deepin/SessionManager", "/org/deepin/dde/SessionManager1")
    ),
    Sign(SYSTEM, "org.freedesktop.login1.Session", "Lock", SCREEN, _always),
    Sign(SYSTEM, _PROPERTIES, "PropertiesChanged", SCREEN, _locked_hint, _LOGIN),
    Sign(SYSTEM, "org.freedesktop.login1.Manager", "PrepareForSleep", SLEEP, _true),
)


class ScreenWatch(QObject):
    """Emits `went` with why the window should lock; `hears` names the buses that answer."""

    went = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hears: list[str] = []
        self._ears: list[Ear] = []

    def listen(self) -> None:
        """Begin to listen on both buses."""
        for bus in (SESSION, SYSTEM):
            signs = [sign for sign in SIGNS if sign.bus == bus]
            held = _connected(bus, signs)
            if held is not None:
                self.hears.append(bus)
                ear = Ear(self, held, signs)
                ear.heard.connect(self.went)
                self._ears.append(ear)

    def stop(self) -> None:
        """Listen no more."""
        for ear in self._ears:
            ear.stop()
        self._ears, self.hears = [], []


class Ear(QObject):
    """Reads one bus whenever something has come, and never waits."""

    heard = Signal(str)

    def __init__(self, parent: QObject, held: socket.socket, signs: list[Sign]) -> None:
        super().__init__(parent)
        self._socket, self._signs, self._parser = held, signs, Parser()
        self._notifier = QSocketNotifier(held.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _read(self, *_: object) -> None:
        try:
            data = self._socket.recv(_PIECE, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.stop()
            return
        try:
            self._parser.add_data(data)
            while (message := self._parser.get_next_message()) is not None:
                self._hear(message)
        except (SizeLimitError, LookupError, ValueError):
            self.stop()

    def _hear(self, message: Message) -> None:
        if message.header.message_type != MessageType.signal:
            return
        fields = message.header.fields
        said = fields.get(HeaderFields.interface), fields.get(HeaderFields.member)
        for sign in self._signs:
            if said == (sign.interface, sign.member) and sign.meant(message.body):
                self.heard.emit(sign.reason)
                return

    def stop(self) -> None:
        """Read no more."""
        self._notifier.setEnabled(False)
        self._socket.close()


def _connected(bus: str, signs: Iterable[Sign]) -> socket.socket | None:
    """Return a connection to which a bus sends these signs, `None` where it does not answer."""
    wishes = dict.fromkeys(sign.wish for sign in signs)
    rules = [
        MatchRule(type="signal", interface=interface, member=member, path_namespace=below)
        for interface, member, below in wishes
    ]
    # Nothing waits for an answer: a bus that gives none must not hold the window.
    asked = [message_bus.Hello(), *(message_bus.AddMatch(rule) for rule in rules)]
    try:
        held: socket.socket = prep_socket(get_bus(bus), timeout=_PATIENCE)
        held.settimeout(_PATIENCE)
        for serial, message in enumerate(asked, 1):
            held.sendall(message.serialise(serial=serial))
    except (OSError, KeyError, ValueError, RuntimeError):
        return None
    return held
