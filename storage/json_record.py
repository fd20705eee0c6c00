"""Strict reading of JSON objects from files that anybody with the disk can edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_TOO_LARGE: Final = 1 << 63


class Damaged(Exception):
    """The value is not what was written; the text names the field, for the log."""


class Record:
    """A JSON object being read: each field is taken once, and none may be left over."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise Damaged("object expected")
        self.rest = dict(value)

    def _take(self, name: str) -> object:
        if name not in self.rest:
            raise Damaged(name)
        return self.rest.pop(name)

    def text(self, name: str) -> str:
        """Take a text."""
        value = self._take(name)
        if not isinstance(value, str):
            raise Damaged(name)
        return value

    def whole(self, name: str) -> int:
        """Take a whole number, not negative."""
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise Damaged(name)
        return value

    def counter(self, name: str) -> int:
        """Take a whole number that is counted on, and so must not be larger than can be written."""
        value = self.whole(name)
        if value >= _TOO_LARGE:
            raise Damaged(name)
        return value

    def flag(self, name: str) -> bool:
        """Take true or false."""
        value = self._take(name)
        if not isinstance(value, bool):
            raise Damaged(name)
        return value

    def octets(self, name: str) -> bytes:
        """Take bytes written in hexadecimal."""
        return octets_of(self._take(name))

    def holds(self, name: str) -> bool:
        """Tell whether there is such a field that nobody took yet."""
        return name in self.rest

    def flag_if_held(self, name: str) -> bool:
        """Take true or false, false when there is nothing."""
        return self.holds(name) and self.flag(name)

    def array_if_held(self, name: str) -> list[object]:
        """Take a list, an empty one when there is none."""
        return self.array(name) if self.holds(name) else []

    def text_if_held(self, name: str) -> str:
        """Take a text, "" when there is none."""
        return self.text(name) if self.holds(name) else ""

    def octets_if_held(self, name: str) -> bytes:
        """Take bytes written in hexadecimal, `b""` when there are none."""
        return self.octets(name) if self.holds(name) else b""

    def array(self, name: str) -> list[object]:
        """Take a list."""
        value = self._take(name)
        if not isinstance(value, list):
            raise Damaged(name)
        return value

    def record(self, name: str) -> Record:
        """Take an object."""
        return Record(self._take(name))

    def items(self) -> Iterator[tuple[str, object]]:
        """Return all fields not yet taken."""
        return iter(self.rest.items())

    def end(self) -> None:
        """Refuse fields that nobody took."""
        if self.rest:
            raise Damaged(next(iter(self.rest)))


def octets_of(value: object) -> bytes:
    """Return the bytes of a hexadecimal text; raises `Damaged` for anything else."""
    if not isinstance(value, str):
        raise Damaged("hexadecimal text expected")
    try:
        return bytes.fromhex(value)
    except ValueError as error:
        raise Damaged("hexadecimal text expected") from error


def text_of(value: object) -> str:
    """Return a text; raises `Damaged` for anything else."""
    if not isinstance(value, str):
        raise Damaged("text expected")
    return value
