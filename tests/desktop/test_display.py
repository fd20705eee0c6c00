"""Where no display answers, the window says so instead of falling over."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from unittest.mock import patch

import pytest

from desktop.__main__ import main
from desktop.display import display_answers

NOWHERE = {"WAYLAND_DISPLAY": "wayland-9"}


@pytest.mark.parametrize(
    "environ",
    [{}, {"DISPLAY": ""}, {"DISPLAY": ":9871"}, {"DISPLAY": "here"}, {"QT_QPA_PLATFORM": "xcb"}],
)
def test_what_names_no_display_that_listens_has_none(environ: dict[str, str]) -> None:
    assert not display_answers(environ)


def test_a_platform_without_a_display_needs_none() -> None:
    assert display_answers({"QT_QPA_PLATFORM": "offscreen"})
    assert display_answers({"QT_QPA_PLATFORM": "vnc:size=800x600"})


def test_a_wayland_display_answers_while_it_listens(tmp_path: Path) -> None:
    environ = {**NOWHERE, "XDG_RUNTIME_DIR": str(tmp_path)}
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-9"))
        listening.listen()
        assert display_answers(environ)
    assert not display_answers(environ)


def test_a_display_of_another_machine_answers_at_its_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number = listening.getsockname()[1] - 6000
        assert display_answers({"DISPLAY": f"127.0.0.1:{number}.0"})
    assert not display_answers({"DISPLAY": f"127.0.0.1:{number}.0"})


def test_the_window_without_a_display_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    environ = {**NOWHERE, "XDG_RUNTIME_DIR": str(tmp_path)}
    with patch.dict(os.environ, environ):
        for name in ("DISPLAY", "QT_QPA_PLATFORM"):
            os.environ.pop(name, None)
        assert main([]) == 1
    said = capsys.readouterr().err
    assert "bianqing --help" in said
    assert said.endswith("（代码 window.no_display）\n")
