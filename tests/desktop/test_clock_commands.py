"""The machine's clock on the command line: it is told when it cannot be right, and answered for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import parser
from desktop.commands.console import Console
from desktop.resources import find_resources
from domain.errors import Refusal
from tests.desktop.commanding import TODAY, Bianqing
from tests.desktop.staffing import ADMIN, AUDITOR, SECURITY, staffed_office
from tests.desktop.test_time_floor import BEGUN
from tests.fakes.clock import FixedClock

YEARS = timedelta(days=3000)


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Bianqing:
    data = tmp_path_factory.mktemp("staffed") / "data"
    return staffed_office(data, "62", "陇原省", "province")


def given(office: Bianqing, user: str, clock: FixedClock, *words: str) -> tuple[int, Any, str]:
    """Give a command under a machine's clock; returns exit code, document and words."""
    asked = parser().parse_args(["--data", str(office.data), "--user", user, *words])
    answer = asked.run(Console(asked, find_resources(), clock))  # type: ignore[arg-type]  # a clock
    return answer.exit, answer.value, answer.text


def test_a_clock_that_is_right_is_shown_beside_what_is_known(staffed: Bianqing) -> None:
    ended, value, _ = given(staffed, "负责人", FixedClock(BEGUN), "clock", "show")
    assert (ended, value["doubt"]) == (0, "")
    assert value["clock"] == BEGUN.isoformat(timespec="seconds")


@pytest.mark.parametrize("user", ["负责人", ADMIN, SECURITY, AUDITOR])
@pytest.mark.parametrize(("moment", "doubt"), [(BEGUN - YEARS, "behind"), (BEGUN + YEARS, "ahead")])
def test_a_clock_that_cannot_be_right_is_told_to_everybody(
    user: str, moment: object, doubt: str, staffed: Bianqing, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, value, text = given(staffed, user, FixedClock(moment), "clock", "show")  # type: ignore[arg-type]  # a moment
    assert (ended, value["doubt"]) == (3, doubt)
    assert "电脑时间" in text
    assert f"注意：{text}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (ADMIN, ("account", "lock", "审核")),
        (ADMIN, ("backup", "list")),
        (SECURITY, ("key", "rotate", "--order", "--reason", "有人离任")),
        (AUDITOR, ("audit", "list")),
        (ADMIN, ("verify",)),
        ("负责人", ("verify", "--full")),
    ],
)
def test_commands_that_open_no_register_first_tell_it_too(
    user: str, words: tuple[str, ...], staffed: Bianqing, capsys: pytest.CaptureFixture[str]
) -> None:
    given(staffed, user, FixedClock(BEGUN + YEARS), *words)
    assert "注意：电脑时间" in capsys.readouterr().err
    again = ("--cancel",) if user == SECURITY else words[2:]
    given(staffed, user, FixedClock(BEGUN), *words[:2], *again)
    assert "电脑时间" not in capsys.readouterr().err


@pytest.mark.rule("security 4.7")
def test_those_who_look_after_the_machine_answer_for_its_clock_and_nobody_else(
    staffed: Bianqing,
) -> None:
    clock = FixedClock(BEGUN + YEARS)
    for user in (SECURITY, AUDITOR, "经办"):
        with pytest.raises(Refusal) as caught:
            given(staffed, user, clock, "clock", "confirm")
        assert caught.value.code == "role.denied"
    with pytest.raises(Refusal) as caught:
        given(staffed, SECURITY, clock, "trust", "found")
    assert caught.value.code == "clock.unconfirmed"
    assert given(staffed, ADMIN, clock, "clock", "confirm")[:2] == (
        0,
        {"clock": clock.now().isoformat(timespec="seconds"),
         "known": clock.now().isoformat(timespec="seconds"), "doubt": ""},
    )  # fmt: skip
    assert given(staffed, SECURITY, clock, "trust", "found")[0] == 0
    entries = staffed.as_user(AUDITOR).done("audit", "list", "--code", "clock.confirm")["entries"]
    assert [(entry["actor"], entry["result"]) for entry in entries] == [
        (ADMIN, "成功"), ("经办", "拒绝"), (AUDITOR, "拒绝"), (SECURITY, "拒绝"),
    ]  # fmt: skip


def test_a_clock_without_doubt_needs_no_answer(county: Bianqing) -> None:
    assert county.refused("clock", "confirm") == "clock.undoubted"
    shown = county.done("clock", "show")
    assert shown["doubt"] == ""
    assert shown["clock"].startswith(TODAY)


@pytest.mark.slow
def test_a_demonstration_answers_for_its_own_clock(tmp_path: Path) -> None:
    clock = FixedClock(BEGUN + YEARS)
    asked = parser().parse_args(["demo", str(tmp_path / "demo")])
    answer = asked.run(Console(asked, find_resources(), clock))  # type: ignore[arg-type]  # a clock
    assert [product["kind"] for product in answer.value["products"]].count("package") == 1
