"""What is wrong with a command is said in Chinese, with exit 2; help and options as promised."""

import os
import subprocess
import sys
from argparse import _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import main, parser
from desktop.grammar import Grammar
from domain.roles import Role
from tests.desktop.commanding import Bianqing, run

WRONG = (
    ("nothing", ()),
    ("unknown command", ("foo",)),
    ("unknown option", ("summary", "--foo")),
    ("abbreviated option", ("summary", "--as", "2026-11-20")),
    ("no such day", ("summary", "--as-of", "2026-13-01")),
    ("no number", ("check", "--rule", "x")),
    ("a number past all numbers", ("problem", "show", "9" * 20)),
    ("more digits than a number may have", ("document", "show", "9" * 5000)),
    ("no file", ("case", "new")),
    ("no act", ("case",)),
    ("unknown act", ("case", "burn", "1")),
    ("unknown state", ("case", "list", "--state", "完了")),
    ("no account", ("account", "add")),
    ("no role", ("account", "grant", "甲")),
    ("unknown kind", ("package", "create", "--kind", "命令", "--to", "6299", "--out", "x")),
    ("unknown level", ("init", "--code", "6", "--name", "甲", "--level", "town")),
    ("two choices", ("handbook", "--out", "x", "--unit", "甲", "--all")),
    ("no choice", ("handbook", "--out", "x")),
    ("value of a switch", ("import", "persons", "x", "--dry-run=1")),
    ("option without its value", ("summary", "--unit")),
)

START = "from desktop.__main__ import main; main()"
UNTIL_SHOWN = """
from desktop import gui

class Program(gui.Program):
    def _show(self, window):
        super()._show(window)
        sys.exit()

gui.Program = Program
gui.run(sys.argv[1:])
"""


@pytest.mark.parametrize(("words"), [words for _, words in WRONG], ids=[name for name, _ in WRONG])
def test_a_wrong_command_is_told_in_chinese(words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert answer.exit == 2
    assert answer.out == ""
    assert answer.err.startswith("命令写得不对：")
    said = answer.err.split("\n用法：")[0]
    assert not {"argument", "expected", "invalid", "required"} & set(said.split())


def test_a_wrong_command_is_json_when_json_was_asked_for() -> None:
    answer = run("summary", "--foo", "--json")
    assert (answer.exit, answer.code) == (2, "command.usage")
    assert answer.err == ""


def test_a_command_without_its_data_folder_is_wrong() -> None:
    assert (run("summary", "--json").exit, run("summary", "--json").code) == (
        2,
        "command.folder_missing",
    )


@pytest.mark.parametrize("words", [("--help",), ("case", "--help"), ("import", "units", "-h")])
def test_help_is_chinese_and_no_error(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert said.startswith("用法：bianqing")
    assert not {"usage:", "options:", "arguments:", "positional"} & set(said.split())


def test_options_stand_before_or_after_the_command(standing: Bianqing) -> None:
    after = run("digest", "--json", "--data", standing.data, "--as-of", "2026-11-01")
    between = run("package", "--json", "--data", standing.data, "inspect", "nowhere")
    before = run("--as-of", "2026-11-01", "--data", standing.data, "--json", "digest")
    assert before.value == after.value
    assert before.value["as_of"] == "2026-11-01"
    assert between.code == "package.unreadable"


def test_without_json_a_refusal_names_its_code_on_standard_error(tmp_path: Path) -> None:
    answer = run("summary", "--data", tmp_path / "nowhere")
    assert (answer.exit, answer.out) == (1, "")
    assert answer.err.endswith("（代码 vault.missing）\n")


def test_a_day_that_is_none_stops_everything(standing: Bianqing) -> None:
    answer = standing("summary", BIANQING_TODAY="2026-11-31")
    assert (answer.exit, answer.code) == (1, "clock.invalid")


def unexplained(grammar: Grammar, name: str = "bianqing") -> Iterator[str]:
    """Yield every option and argument, of this command and below, whose help says nothing."""
    grammar.complete()
    for action in grammar._actions:
        if isinstance(action, _SubParsersAction):
            for word, below in action.choices.items():
                yield from unexplained(below, f"{name} {word}")
        elif not action.help:
            yield f"{name} {action.option_strings or action.dest}"


def test_every_option_is_explained() -> None:
    assert list(unexplained(parser())) == []


def loaded_by(start: str, *words: str) -> set[str]:
    """Return the modules that a process of its own has loaded when it ends."""
    telling = f"import atexit, sys; atexit.register(lambda: print(*sys.modules)); {start}"
    ran = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", telling, *words],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return set(ran.stdout.splitlines()[-1].split())


def of_rooms(loaded: set[str], *rooms: str) -> set[str]:
    return {name for name in loaded if name.startswith(rooms)}


@pytest.mark.parametrize("words", ["--help", "rule list"])
def test_a_command_loads_nothing_of_the_others(words: str) -> None:
    loaded = loaded_by(START, *words.split())
    assert "desktop.cli" in loaded
    assert not loaded & {"desktop.office", "domain.workflow", "PySide6", "sqlcipher3", "ssl"}
    rooms = of_rooms(loaded, "storage.", "export.")
    assert rooms == {"storage.memory_places", "export.undumpable"}


def test_the_unlock_page_comes_up_without_the_business_and_the_keys(standing: Bianqing) -> None:
    loaded = loaded_by(UNTIL_SHOWN, "--data", str(standing.data))
    assert "ui.unlock.view" in loaded
    assert not loaded & {"desktop.office", "sqlcipher3", "cryptography", "ssl", "reportlab"}
    assert of_rooms(loaded, "domain.", "storage.", "export.") == {
        "domain.errors",
        "domain.keys",
        "domain.roles",
        "domain.sizes",
        "domain.words",
        "domain.workflow",
        "domain.workflow.permission",
        "storage.vault_place",
    }


def test_the_help_of_accounts_names_every_role(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(("account", "--help"))
    said = "".join(capsys.readouterr().out.split())
    assert [role for role in Role if role not in said] == []


def test_a_new_office_is_told_what_comes_next(tmp_path: Path) -> None:
    place = ("--code", "629925", "--name", "安澜县", "--level", "county")
    together = run("init", "--data", tmp_path / "together", *place).out
    alone = run("init", "--data", tmp_path / "alone", "--single-operator", *place).out
    for said in (together, alone):
        assert f"bianqing import units 工作簿 --data {tmp_path}" in said
        assert "bianqing trust request" in said
    assert "三员" in together
    assert "三员" not in alone
