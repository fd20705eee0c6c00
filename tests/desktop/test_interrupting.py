"""Ctrl-C on the command line: whenever it comes, a command is stopped whole or done whole."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from desktop.commands.secrets import Secrets
from desktop.interrupting import CtrlC, TerminalProgress
from desktop.outlets import fresh
from domain.errors import Cancelled
from tests.desktop.commanding import Answer, Bianqing, run
from tests.storage.attached_files import put

LIAISON = ("--unit", "6299250001", "--role", "联络员", "--name", "王某")
LETTER = ("--number", "无文号", "--title", "会议纪要")
MOMENTS = 10


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_it_is_kept_and_stops_the_next_step() -> None:
    ctrl_c = CtrlC()
    progress = TerminalProgress(ctrl_c)
    seen = []
    with ctrl_c.heard():
        progress.step(1, 3)
        press()
        press()
        seen.append("what was begun")
        with pytest.raises(Cancelled):
            progress.step(2, 3)
        with pytest.raises(Cancelled):
            list(progress.counted(seen))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_whoever_waits_gets_out_at_once_and_what_he_leaves_is_cleared_up_in_peace() -> None:
    ctrl_c = CtrlC()
    cleared = []

    def wait() -> None:
        try:
            ctrl_c.sleep(60)
        finally:
            press()
            cleared.append("all")

    began = time.monotonic()
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with ctrl_c.heard(), pytest.raises(Cancelled):
        wait()
    assert cleared == ["all"]
    assert time.monotonic() - began < 30


def test_who_asked_before_is_asked_nothing_more() -> None:
    ctrl_c = CtrlC()
    with ctrl_c.heard():
        press()
        with pytest.raises(Cancelled), ctrl_c.listening():
            raise AssertionError


def test_a_thread_that_hears_no_signals_works_all_the_same() -> None:
    ctrl_c = CtrlC()
    done = []

    def work() -> None:
        with ctrl_c.heard():
            done.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [signal.default_int_handler]


class Calls:
    """Counts the calls that a command makes from one of them on, and presses Ctrl-C at one."""

    def __init__(self, first: str, at: int = 0) -> None:
        self.first, self.at, self.count = first, at, 0
        self.names: set[str] = set()

    def __call__(self, frame: FrameType, event: str, _arg: object) -> None:
        if event != "call" or signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            return
        if not self.count and frame.f_code.co_name != self.first:
            return
        self.count += 1
        self.names.add(frame.f_code.co_name)
        if self.count == self.at:
            press()

    @contextmanager
    def counted(self) -> Iterator[None]:
        sys.setprofile(self)
        try:
            yield
        finally:
            sys.setprofile(None)


def swept(county: Bianqing, home: Path, *words: object) -> Iterator[tuple[Answer, Bianqing]]:
    """Yield what a command answers that is pressed at moments from its first call to its last.

    Half of them lie after the last question, where what is done may not be stopped any more.
    """

    def once(name: str, calls: Calls) -> tuple[Answer, Bianqing]:
        office = Bianqing(home / name)
        shutil.copytree(county.data, office.data)
        with calls.counted():
            return office(*words), office

    once("loads what is found loaded later", Calls("_run"))
    for first in ("_run", "_greet"):
        whole = Calls(first)
        answer, _ = once(f"whole {first}", whole)
        assert (answer.exit, whole.count > MOMENTS) == (0, True)
        for moment in range(MOMENTS):
            at = 1 + whole.count * moment // MOMENTS
            yield once(f"{first} {moment}", Calls(first, at))


ACTS: dict[str, tuple[tuple[object, ...], Callable[[Bianqing], object]]] = {
    "an entry in the register": (
        ("contact", "set", *LIAISON),
        lambda office: len(office.done("contact", "list")["contacts"]),
    ),
    "a new account": (
        ("account", "add", "助手", "--role", "经办"),
        lambda office: len(office.done("account", "list")["accounts"]),
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_at_whatever_call_it_comes_an_act_is_done_or_not_begun(
    county: Bianqing, tmp_path: Path, act: str
) -> None:
    words, held = ACTS[act]
    before = held(county)
    ends = set()
    for answer, office in swept(county, tmp_path, *words):
        ends.add(answer.exit)
        assert answer.exit in (0, 4), answer.value
        if answer.exit:
            assert answer.code == "cancelled"
        assert (held(office) == before) == (answer.exit == 4)
        verified = office.done("verify")
        assert verified["ok"], verified
    assert ends == {0, 4}


def test_a_list_that_is_stopped_is_not_there(county: Bianqing, tmp_path: Path) -> None:
    for name in ("roster", "ledger"):
        with Calls("counted", 1).counted():
            answer = county(name, "--out", tmp_path / f"{name}.xlsx")
        assert (answer.exit, answer.code) == (4, "cancelled")
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_question_for_the_password_ends_at_once(county: Bianqing) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.environ.pop("BIANQING_PASSWORD")
        words = ("-m", "desktop", "--data", str(county.data), "summary")
        os.execv(sys.executable, (sys.executable, *words))  # noqa: S606 - our own program
    said = b""
    while "密码：".encode() not in said:
        said += os.read(terminal, 1024)
    os.write(terminal, b"\x03")
    _, status = os.waitpid(child, 0)
    said = os.read(terminal, 4096)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 4
    assert "已取消" in said.decode()


def test_a_password_that_never_comes_out_of_a_pipe_is_waited_for_no_longer(tmp_path: Path) -> None:
    ctrl_c, pipe = CtrlC(), tmp_path / "pipe"
    os.mkfifo(pipe)
    # A read that cannot be stopped ends some time with what is written here.
    press_late = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    feed = threading.Timer(10, pipe.write_text, ("late",))
    press_late.start()
    feed.start()
    try:
        with ctrl_c.heard(), pytest.raises(Cancelled):
            Secrets({}, ctrl_c).read("BIANQING_PASSWORD", str(pipe), "")
    finally:
        feed.cancel()


@pytest.mark.parametrize(
    ("part", "work"), [("verify_attachments", "content"), ("anchor_problems", "passes")]
)
def test_a_verification_of_everything_stops_before_the_next_file_and_the_next_head(
    county: Bianqing, tmp_path: Path, part: str, work: str
) -> None:
    county.done("document", "add", *LETTER, "--file", put(tmp_path))
    whole, stopped = Calls(part), Calls(part, 1)
    with whole.counted():
        county.done("verify", "--full")
    with stopped.counted():
        answer = county("verify", "--full")
    assert (answer.exit, answer.code) == (4, "cancelled")
    assert work in whole.names - stopped.names


def test_who_had_it_ignored_from_the_start_is_not_stopped() -> None:
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        ctrl_c = CtrlC()
        with ctrl_c.heard():
            press()
            ctrl_c.stop()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, former)


def stop_filling(out: Path, others: tuple[str, ...]) -> None:
    """Stop what fills a folder into which others put something meanwhile."""

    def fill() -> None:
        with fresh(out, ("county",)):
            (out / "county" / "outbox").mkdir(parents=True)
            for name in others:
                (out / name).touch()
            raise Cancelled

    with pytest.raises(Cancelled):
        fill()


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("mine", [(), ("letter",)])
def test_a_folder_that_was_there_is_left_as_it_was_with_what_others_put_into_it(
    tmp_path: Path,
    mine: tuple[str, ...],
    linked: bool,  # noqa: FBT001 - whether the folder is named by a link
) -> None:
    out = held = tmp_path / "held"
    held.mkdir()
    if linked:
        out = tmp_path / "link"
        out.symlink_to(held)
    stop_filling(out, mine)
    assert [path.name for path in out.iterdir()] == list(mine)
    assert out.is_symlink() == linked


def test_a_new_folder_into_which_somebody_else_put_something_stays_with_that(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    stop_filling(out, ("letter",))
    assert [path.name for path in out.iterdir()] == ["letter"]


def test_a_demonstration_that_is_stopped_is_not_there(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    with Calls("_year_by_year", 1).counted():
        answer = run("--json", "demo", out)
    assert (answer.exit, answer.code, out.exists()) == (4, "cancelled", False)
