"""The command line's grammar speaks Chinese: usage, help, and what is wrong with a command."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, HelpFormatter
from datetime import date
from typing import Any, Final, NoReturn

from domain.errors import Refusal

# The standard library words these in English and offers no other way to tell them apart.
_SAID: Final = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"the following arguments are required: (.+)", "缺少 {0}"),
        (
            r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)",
            "{0} 不能是“{1}”，可用：{2}",
        ),
        (r"argument (.+?): invalid int value: '(.*)'", "{0} 应是整数，“{1}”不是"),
        (r"argument (.+?): expected (?:one|at least one) argument", "{0} 后面缺少内容"),
        (r"argument (.+?): ignored explicit argument '(.*)'", "{0} 后面不带内容，“{1}”多余"),
        (r"argument (.+?): not allowed with argument (.+)", "{0} 不能与 {1} 同时用"),
        (r"one of the arguments (.+) is required", "{0} 要选用一个"),
        (r"unrecognized arguments: (.+)", "不认识 {0}"),
        (r"argument (.+?): (.+)", "{0} {1}"),
    )
)
_OTHERWISE: Final = "写法不对"


class Formatter(HelpFormatter):
    """Help whose usage line begins in Chinese."""

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any) -> str:  # noqa: ANN401 - the overridden method's own types
        return super()._format_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Grammar(ArgumentParser):
    """A parser that refuses `command.usage` where its base class would leave the program.

    Options are written in full: an abbreviation would change its meaning with the next option.
    """

    def __init__(self, *, add_help: bool = True, **settings: Any) -> None:  # noqa: ANN401 - the base class's settings
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=Formatter, **settings)
        self._positionals.title, self._optionals.title = "内容", "选项"
        if add_help:
            self.add_argument("-h", "--help", action="help", help="显示这段说明")

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


def day(text: str) -> date:
    """Read a day of the form 2026-11-21; anything else is a wrong command."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"应写成 2026-11-21 这样的日期，“{text}”不是") from None
