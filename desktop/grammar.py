"""The command line's grammar speaks Chinese: usage, help, and what is wrong with a command."""

from __future__ import annotations

import re
import unicodedata
from argparse import (
    SUPPRESS,
    Action,
    ArgumentError,
    ArgumentParser,
    ArgumentTypeError,
    HelpFormatter,
)
from collections.abc import Callable, Mapping
from datetime import date
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Final, NoReturn

from desktop.clock import FIRST_DAY, LAST_DAY, asked_day
from domain.errors import Refusal

if TYPE_CHECKING:
    from desktop.commands.console import Answer, Console

    Run = Callable[[Console], Answer]

# The standard library words these in English and offers no other way to tell them apart.
_SAID: Final = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"the following arguments are required: (.+)", "缺少 {0}"),
        (
            r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)",
            "{0} 不能是“{1}”，可用：{2}",
        ),
        (r"argument (.+?): expected (?:one|at least one) argument", "{0} 后面缺少内容"),
        (r"argument (.+?): ignored explicit argument '(.*)'", "{0} 后面不带内容，“{1}”多余"),
        (r"argument (.+?): not allowed with argument (.+)", "{0} 不能与 {1} 同时用"),
        (r"one of the arguments (.+) is required", "{0} 要选用一个"),
        (r"unrecognized arguments: (.+)", "不认识 {0}"),
        (r"argument (.+?): (.+)", "{0} {1}"),
    )
)
_OTHERWISE: Final = "写法不对"
_LARGEST: Final = 999_999_999_999
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,40}")
_PAGE: Final = 500
_YEARS: Final = range(1900, 2200)
_LONGEST: Final = 4000
"""Longer than any path, and than any reason that a person types into a line."""
_SHOWN: Final = 40
_NO_LETTERS: Final = frozenset({"Cc", "Cs"})


class Formatter(HelpFormatter):
    """Help whose usage line begins in Chinese."""

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any) -> str:  # noqa: ANN401 - the overridden method's own types
        return super()._format_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Grammar(ArgumentParser):
    """A parser that refuses `command.usage` where its base class would leave the program.

    Options are written in full: an abbreviation would change its meaning with the next option.
    What every command takes may stand before its name or after it. `options` names the function,
    as `package.module:function`, that tells what else this command takes and what it runs; it is
    imported when the command is called, so that a command loads nothing of the others.
    """

    def __init__(self, *, options: str = "", **settings: Any) -> None:  # noqa: ANN401 - the base class's settings
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=Formatter, **settings)
        self._options = options
        self._positionals.title, self._optionals.title = "内容", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")
        for name, spelt in _COMMON.items():
            self.add_argument(name, default=SUPPRESS, **spelt)

    def complete(self) -> None:
        """Add what this command takes besides, once."""
        options, self._options = self._options, ""
        if options:
            resolve_name(options)(self)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - overloaded there
        """Parse as the base class does, all options known."""
        self.complete()
        return super().parse_known_args(args, namespace)

    def acts(self, told: str) -> Add:
        """Let this command have acts; return what adds one of them with what it runs."""
        below = self.add_subparsers(dest="act", required=True, metavar=told)

        def add(name: str, run: Run, explain: str) -> Grammar:
            added = below.add_parser(name, help=explain)
            added.set_defaults(run=run)
            return added

        return add

    def _check_value(self, action: Action, value: Any) -> None:  # noqa: ANN401 - whatever it was read as
        """Refuse a text that says nothing, or that no file and no answer could hold."""
        super()._check_value(action, value)
        left_out = not action.option_strings and value == action.default
        if isinstance(value, str) and not left_out and (why := _no_text(value, action.type)):
            raise ArgumentError(action, why)

    def error(self, message: str) -> NoReturn:
        """Refuse `command.usage`."""
        raise Refusal("command.usage", problem=said(message), usage=self.format_usage().strip())


def said(message: str) -> str:
    """Return in Chinese what the standard library says of a command line."""
    for pattern, words in _SAID:
        found = pattern.fullmatch(message)
        if found:
            return words.format(*(part.replace("'", "") for part in found.groups()))
    return _OTHERWISE


def _no_text(text: str, kind: object) -> str:
    """Return why a text is none, "" when it is one."""
    if not text.strip() and kind is not clearing:
        return "后面的内容是空的"
    if len(text) > _LONGEST:
        return f"后面的内容超过 {_LONGEST} 个字"
    if any(unicodedata.category(letter) in _NO_LETTERS for letter in text):
        return "后面的内容里有控制字符或乱码"
    return ""


def clearing(text: str) -> str:
    """Read a text that may be empty, where that takes away what was written before."""
    return text


def day(text: str) -> date:
    """Read a day of the form 2026-11-21; anything else is a wrong command."""
    found = asked_day(text)
    if found is None:
        raise ArgumentTypeError(
            f"应写成 2026-11-21 这样的日期，在 {FIRST_DAY} 至 {LAST_DAY} 之间，“{text}”不是"
        )
    return found


def number(text: str) -> int:
    """Read a whole number that a register can hold; anything else is a wrong command."""
    return _between(text, -_LARGEST, _LARGEST)


def count(text: str) -> int:
    """Read how many, or which one: a whole number from 1."""
    return _between(text, 1, _LARGEST)


def page(text: str) -> int:
    """Read how many things one page is to hold."""
    return _between(text, 1, _PAGE)


def skipped(text: str) -> int:
    """Read how many are left out before, none perhaps."""
    return _between(text, 0, _LARGEST)


def year(text: str) -> int:
    """Read a year of the form 2026."""
    if _WHOLE.fullmatch(text) and int(text) in _YEARS:
        return int(text)
    raise ArgumentTypeError(f"应写成 2026 这样的年份，“{text[:_SHOWN]}”不是")


def _between(text: str, least: int, most: int) -> int:
    if not _WHOLE.fullmatch(text):
        raise ArgumentTypeError(f"应是整数，“{text[:_SHOWN]}”不是")
    found = int(text)
    if not least <= found <= most:
        raise ArgumentTypeError(f"应是 {least} 至 {most} 之间的整数，“{text}”不是")
    return found


Add = Callable[[str, "Run", str], Grammar]
"""Adds an act: its name, what it runs, and its explanation."""
_COMMON: Final[Mapping[str, Mapping[str, Any]]] = {
    "--json": {"action": "store_true", "help": "输出一个 JSON 文档"},
    "--data": {"metavar": "文件夹", "help": "本单位的数据文件夹"},
    "--user": {"metavar": "账号", "help": "以哪个账号办理，默认负责人"},
    "--password-file": {"metavar": "文件", "help": "密码所在的文件"},
    "--as-of": {"type": day, "metavar": "日期", "help": "看哪一天，默认今天"},
}
