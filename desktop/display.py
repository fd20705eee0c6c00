"""Whether a display answers, asked without Qt: Qt itself would abort the program."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_ON_A_DISPLAY: Final = frozenset({"", "xcb", "wayland", "wayland-egl"})
_X_DISPLAY: Final = re.compile(r"(?P<host>.*?):(?P<number>\d+)(\.\d+)?")
_X_PORT: Final = 6000
_X_SOCKET: Final = "/tmp/.X11-unix/X"  # noqa: S108 - where X servers listen
_SECONDS: Final = 3.0

Address = str | tuple[str, int]


def display_answers(environ: Mapping[str, str]) -> bool:
    """Tell whether the display that the environment names takes a connection.

    A Qt platform that is chosen and needs none, such as offscreen, is taken at its word.
    """
    platform = environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if platform not in _ON_A_DISPLAY:
        return True
    return any(_answers(address) for address in _addresses(environ))


def _addresses(environ: Mapping[str, str]) -> Iterator[Address]:
    wayland = environ.get("WAYLAND_DISPLAY", "")
    if wayland:
        yield str(Path(environ.get("XDG_RUNTIME_DIR", "")) / wayland)
    found = _X_DISPLAY.fullmatch(environ.get("DISPLAY", ""))
    if not found:
        return
    host, number = found["host"], int(found["number"])
    if host in ("", "unix"):
        yield from (f"{_X_SOCKET}{number}", f"\0{_X_SOCKET}{number}")
    else:
        yield host, _X_PORT + number


def _answers(address: Address) -> bool:
    try:
        if isinstance(address, tuple):
            socket.create_connection(address, _SECONDS).close()
        else:
            with socket.socket(socket.AF_UNIX) as asking:
                asking.settimeout(_SECONDS)
                asking.connect(address)
    except (OSError, ValueError):
        return False
    return True
