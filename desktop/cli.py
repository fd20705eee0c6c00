"""The command line: the same acts as the window, without Qt."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Sequence
from typing import Final

from desktop.clock import clock_from
from desktop.commands.console import CANCELLED, REFUSED, WRONG_USAGE, Answer, Console
from desktop.grammar import Grammar
from desktop.interrupting import CtrlC
from desktop.logs import start_log
from desktop.options import COMMANDS
from desktop.resources import find_resources, installed
from domain.errors import Cancelled, Refusal
from domain.words import Words

log = logging.getLogger(__name__)

UNEXPECTED: Final = "unexpected"
MISUSES: Final = ("command.usage", "command.folder_missing")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; see the contract in the help."""
    ctrl_c = CtrlC()
    with ctrl_c.heard():
        return _run(sys.argv[1:] if argv is None else list(argv), ctrl_c)


def _run(given: list[str], ctrl_c: CtrlC) -> int:
    as_json = "--json" in given
    resources = find_resources()
    start_log()
    try:
        arguments = parser().parse_args(given)
        clock = clock_from(os.environ, installed=installed())
        console = Console(arguments, resources, clock, ctrl_c=ctrl_c)
        answer: Answer = console.answered(arguments.run(console))
    except Refusal as refusal:
        return _refused(refusal, resources.words, as_json=as_json)
    except Cancelled:
        _refused(Refusal("cancelled"), resources.words, as_json=as_json)
        return CANCELLED
    except Exception:
        # The one border that catches everything: a traceback before a user is a defect.
        log.exception(UNEXPECTED)
        return _refused(Refusal(UNEXPECTED), resources.words, as_json=as_json)
    if as_json:
        _print_json(answer.value)
    else:
        sys.stdout.write(f"{answer.text}\n")
    return answer.exit


def _refused(refusal: Refusal, words: Words, *, as_json: bool) -> int:
    from desktop.package_answers import refusal_answer

    error = refusal_answer(refusal, words)
    if as_json:
        _print_json({"error": error})
    else:
        sys.stderr.write(f"{error['text']}\n（代码 {refusal.code}）\n")
    return WRONG_USAGE if refusal.code in MISUSES else REFUSED


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def parser() -> Grammar:
    """Return the grammar of the command line; a command completes its own when it is called."""
    root = Grammar(prog="bianqing", description="编清：机构编制实名制管理")
    root.set_defaults(json=False, data=None, user=None, password_file=None, as_of=None)
    commands = root.add_subparsers(dest="command", required=True, metavar="命令")
    for name, explain, options in COMMANDS:
        commands.add_parser(name, help=explain, options=f"desktop.options.{options}")
    return root
