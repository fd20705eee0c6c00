"""Every option of every command with what nobody should type: refused with a code, in Chinese.

The commands and their options are those of the program's own grammar, so that a new one is tried
from its first day; what each needs besides is written in the table of commands and roles.
"""

from __future__ import annotations

import re
import shutil
from argparse import Action, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import parser
from desktop.commands.console import REFUSED, WRONG_USAGE
from desktop.grammar import Grammar, clearing, day, number
from domain.errors import Refusal
from tests.desktop.commanding import Bianqing
from tests.faults.command_table import NOBODYS, ROWS
from tests.faults.prepared import Place

NO_TEXT = ("", "  ", "\x00", "一\n二", "\ud800", "长" * 5000)
NO_DAY = ("", "2026-02-30", "0001-01-01", "9999-12-31", "20261121", "昨天", "1899-12-31")
NO_NUMBER = ("", "x", "1.5", "1_0", "9" * 20, "9" * 5000, "-" + "9" * 20)
NOT_COUNTED = (*NO_NUMBER, "-1")
TYPED = ("/", "名" * 300)
"""What may be a name, a reason or a path: a folder, and what no disk can hold."""
COMMON = frozenset({"--data", "--user", "--password-file"})


def leaves(grammar: Grammar, name: str = "") -> Iterator[tuple[str, Grammar]]:
    grammar.complete()
    below = [action for action in grammar._actions if isinstance(action, _SubParsersAction)]
    if not below:
        yield name, grammar
    for action in below:
        for word, further in action.choices.items():
            yield from leaves(further, f"{name} {word}".strip())


def taking(grammar: Grammar) -> Iterator[Action]:
    """Yield the options and arguments that take something."""
    for action in grammar._actions:
        if action.nargs != 0:
            yield action


def given(action: Action, value: str, words: list[str]) -> list[str]:
    """Return the words with a value in the place of an option or, at the end, of an argument."""
    if not action.option_strings:
        return [*words, "--", value]
    option = action.option_strings[-1]
    if option in words:
        at = words.index(option)
        words = words[:at] + words[at + 2 :]
    return [*words, f"{option}={value}"]


ROOT = parser()
COMMANDS = dict(leaves(ROOT))


def hostile(action: Action) -> tuple[str, ...]:
    if action.choices is not None:
        return ("", "没有的")
    if action.type is day:
        return NO_DAY
    if action.type is number:
        return NO_NUMBER
    if action.type is None:
        return NO_TEXT
    return NO_TEXT[2:] if action.type is clearing else NOT_COUNTED


@pytest.mark.rule("22239 8.1.4.4")
@pytest.mark.parametrize("command", COMMANDS)
def test_what_cannot_be_meant_is_refused_before_anything_is_done(command: str) -> None:
    for action in taking(COMMANDS[command]):
        for value in hostile(action):
            with pytest.raises(Refusal) as caught:
                ROOT.parse_args([*command.split(), *given(action, value, [])])
            assert caught.value.code == "command.usage", (action, value)
            assert re.search("[\u4e00-\u9fff]", str(caught.value.facts["problem"]))


@pytest.fixture(scope="module")
def prepared(standing: Bianqing, books: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a county with what is brought to it, as the table of commands wants them."""
    place = Place(tmp_path_factory.mktemp("hostile"))
    shutil.copytree(standing.data, place.data)
    shutil.copytree(books, place.brought)
    shutil.copy(place.brought / "persons.xlsx", place.brought / "more.xlsx")
    place.stick.mkdir()
    return place


@pytest.mark.slow
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in NOBODYS])
def test_what_is_not_there_is_refused_or_done_and_never_a_surprise(
    command: str, prepared: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    base = [str(word) for word in ROWS[command].words(prepared)]
    office = Bianqing(prepared.data)
    for action in taking(COMMANDS[command]):
        if action.type not in (None, clearing) or action.choices or not action.option_strings:
            continue
        if command != "summary" and not COMMON.isdisjoint(action.option_strings):
            continue  # what all commands take alike is tried once
        for value in TYPED:
            answer = office(*command.split(), *given(action, value, base))
            if answer.exit in (REFUSED, WRONG_USAGE):
                assert answer.code != "unexpected", (action.option_strings, value)
            else:
                assert answer.exit in (0, 3), (action.option_strings, value)
