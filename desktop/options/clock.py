"""The options of `clock`."""

from __future__ import annotations

from desktop.commands import clock as acts
from desktop.grammar import Grammar


def clock(grammar: Grammar) -> None:
    """Tell what `clock` takes."""
    add = grammar.acts("show|confirm")
    add("show", acts.show, "电脑时间和程序已知的时间")
    add("confirm", acts.confirm, "核对以后确认电脑时间没有错（系统管理员、负责人）")
