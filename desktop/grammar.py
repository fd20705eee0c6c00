"""The command line's grammar speaks Chinese: usage, help, and what is wrong with a command."""

from __future__ import annotations

import re
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, HelpFormatter
from collections.abc import Callable, Mapping
from datetime import date
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Final, NoReturn

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


def number(text: str) -> int:
    """Read a whole number that a register can hold; anything else is a wrong command."""
    try:
        found = int(text)
    except ValueError:
        raise ArgumentTypeError(f"应是整数，“{text}”不是") from None
    if abs(found) > _LARGEST:
        raise ArgumentTypeError(f"应是 {_LARGEST} 以内的整数，“{text}”不是")
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
