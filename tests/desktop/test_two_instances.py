"""Two programs at one folder: the second is refused, the first goes on unharmed."""

from __future__ import annotations

import os
import signal

import pytest

from desktop.cli import parser
from desktop.clock import clock_from
from desktop.commands.console import Console
from desktop.interrupting import CtrlC
from desktop.office import open_office
from desktop.resources import find_resources
from domain.errors import Refusal
from domain.working_copy import Typed, WorkingCopy
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing

CLOCK = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
COPY = WorkingCopy("甲", "人员上编", "教育局", Typed({"reason": "x"}), (), "")
IN_USE = "storage.in_use"


def test_a_command_beside_an_open_office_is_refused_and_harms_nothing(county: Bianqing) -> None:
    resources = find_resources()
    with open_office(county.data, county.user, PASSWORD, resources, CLOCK) as office:
        for words in (("summary",), ("verify",), ("account", "add", "新手")):
            assert county.refused(*words) == IN_USE
        with office.register.writing(office.actor) as writer:
            writer.keep_working_copy(office.actor.account, COPY)
        with (
            pytest.raises(Refusal, match=IN_USE),
            open_office(county.data, county.user, PASSWORD, resources, CLOCK),
        ):
            pass
    assert county.done("verify", "--full")["ok"]


def test_a_folder_is_free_again_after_its_holder_was_killed(county: Bianqing) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with open_office(county.data, county.user, PASSWORD, find_resources(), CLOCK):
            os.write(writing, b"open")
            signal.pause()
    assert os.read(reading, 4) == b"open"
    assert county.refused("summary") == IN_USE
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    for end in (reading, writing):
        os.close(end)
    assert county.done("summary")["persons"] == 10
    assert county.done("verify", "--full")["ok"]


def test_who_waits_after_a_wrong_password_keeps_nobody_out(county: Bianqing) -> None:
    """A colleague works in his own program while whoever mistyped waits in another."""
    county.done("account", "add", "助手", "--role", "经办")
    county.done("account", "release", "助手")
    mistyped = Bianqing(county.data, county.user, "Falsch-2026-falsch")
    assert mistyped.refused("case", "list") == "vault.password_wrong"
    (waits, tells), (goes, lets) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:

        class Waiting(CtrlC):
            def sleep(self, seconds: float) -> None:
                os.write(tells, b"wait")
                os.read(goes, 2)
                super().sleep(seconds)

        asked = parser().parse_args(["--data", str(county.data), "case", "list"])
        answer = asked.run(Console(asked, find_resources(), CLOCK, ctrl_c=Waiting()))
        os._exit(answer.exit)
    assert os.read(waits, 4) == b"wait"
    assert county.as_user("助手")("case", "list").exit == 0
    os.write(lets, b"go")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    for end in (waits, tells, goes, lets):
        os.close(end)
