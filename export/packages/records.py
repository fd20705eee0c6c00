"""The records of a package: one JSON object a line, each with its `kind`.

The container does not know what the kinds mean. It holds every line to one encoding rule and
64 KiB, and counts: rows by kind, declared totals, plain length and digest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from export.packages import strict_json
from export.packages.manifest import MAX_COUNTERS, MAX_PLAIN, ROW_KIND, TOTAL_NAME
from export.packages.strict_json import MAX_DEPTH, MAX_INTEGER, NotStrict
from export.packages.suites import Digest, Suite

MAX_LINE: Final = 64 * 1024
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Record = dict[str, object]


def encode_record(record: Record) -> bytes:
    """Return the line of a record, without its end.

    Raises:
        NotStrict: If reading the line back would be refused.
    """
    _check_value(record, 1)
    try:
        line = _ENCODER.encode(record).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotStrict("half a surrogate pair") from error
    if len(line) > MAX_LINE:
        raise NotStrict("line too long")
    return line


def decode_record(line: bytes) -> Record:
    """Return the record that a line holds.

    Raises:
        NotStrict: If the line is not strict JSON, no object, longer than 64 KiB, or not written as
            `encode_record` writes it, with the members in the order in which they stand.
    """
    if len(line) > MAX_LINE:
        raise NotStrict("line too long")
    value = strict_json.loads(line)
    if not isinstance(value, dict):
        raise NotStrict("no object")
    if _ENCODER.encode(value).encode("utf-8") != line:
        raise NotStrict("written in another way")
    return value


class Tally:
    """Counts the records of a payload as they pass, at either end."""

    def __init__(self, suite: Suite, totals: Iterable[str]) -> None:
        self._by_kind: dict[str, list[tuple[str, str]]] = {}
        self.totals: dict[str, int] = {}
        for name in totals:
            self._declare(name)
        self._digest: Digest = suite.digest()
        self.rows: Counter[str] = Counter()
        self.plain_len = 0

    def add(self, record: Record, line: bytes) -> None:
        """Count one record and its line.

        Raises:
            NotStrict: If it has no proper kind, a total's member is no whole number, or the counts
                leave their limits.
        """
        kind = record.get("kind")
        if not isinstance(kind, str) or (kind not in self.rows and not self._admits(kind)):
            raise NotStrict("kind")
        self.rows[kind] += 1
        self.plain_len += len(line) + 1
        if self.plain_len > MAX_PLAIN:
            raise NotStrict("payload too long")
        self._digest.update(line + b"\n")
        for name, member in self._by_kind.get(kind, ()):
            self._sum(name, record.get(member, 0))

    @property
    def plain_digest(self) -> str:
        """The digest of all lines with their ends, in hex."""
        return self._digest.hexdigest()

    def _declare(self, name: str) -> None:
        if TOTAL_NAME.fullmatch(name) is None or len(self.totals) >= MAX_COUNTERS:
            raise NotStrict("total")
        kind, member = name.split(".")
        self.totals[name] = 0
        self._by_kind.setdefault(kind, []).append((name, member))

    def _admits(self, kind: str) -> bool:
        return len(self.rows) < MAX_COUNTERS and ROW_KIND.fullmatch(kind) is not None

    def _sum(self, name: str, value: object) -> None:
        if type(value) is not int or abs(self.totals[name] + value) > MAX_INTEGER:
            raise NotStrict("total")
        self.totals[name] += value


def lines_of(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a text that comes in pieces, without their ends.

    Raises:
        NotStrict: If a line is empty or longer than 64 KiB, or the last one has no end.
    """
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            if not line:
                raise NotStrict("empty line")
            yield line
        if len(rest) > MAX_LINE:
            raise NotStrict("line too long")
    if rest:
        raise NotStrict("last line without an end")


def _check_value(value: object, depth: int) -> None:
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotStrict("a number beyond 2**53")
        return
    if depth > MAX_DEPTH:
        raise NotStrict("nested too deeply")
    if isinstance(value, dict):
        _check_members(value, depth)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check_value(inner, depth + 1)
    else:
        raise NotStrict("a value that JSON does not hold")


def _check_members(value: dict[object, object], depth: int) -> None:
    for key, inner in value.items():
        if not isinstance(key, str):
            raise NotStrict("a key that is no text")
        if type(inner) is not str:  # most members are texts, and the call costs more than they do
            _check_value(inner, depth + 1)
