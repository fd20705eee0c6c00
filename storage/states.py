"""What the audit witnesses of things that change in place: their state before and after an act.

Facts and steps of problems are only ever added and have witnesses of their own. Everything else
that a transaction changes is an object here: a case, a document with its units, place and
amendments, an attachment, a package's receipt, a setting, a comparison list. Each that a
transaction changed ends up in an audit row of its own, `STATE`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from operator import itemgetter
from typing import Final

from storage.connect import Connection
from storage.digest_key import digest_key, keyed, keyed_lines

STATE: Final = "register.state"
GONE: Final = "gone"
"""What stands for the digest of an object that is there no more."""
CASE, DOCUMENT, ATTACHMENT, RECEIPT, SETTING, LIST = (
    "case", "document", "attachment", "receipt", "setting", "list",
)  # fmt: skip
_ASKED: Final = "(SELECT value FROM json_each(:keys))"
STATEMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    CASE: (
        """SELECT c.id, c.kind, c.unit, d.number, d.title, d.issuer, d.dated, c.effective,
                  c.persons, c.entries, c.mode, c.state, c.explanation, c.entered_by, c.entered_at,
                  c.decided_by, c.decided_at, c.reason, c.single, c.change, c.facts, c.stages
             FROM act_case AS c JOIN citation AS d ON d.id = c.document""",
    ),
    DOCUMENT: (
        """SELECT CAST(id AS TEXT), number, issuer, title, dated, direction, received_on, secrecy,
                  secrecy_term, category, keywords, summary, note, handling, year, numbered
             FROM document""",
        "SELECT CAST(document AS TEXT), unit FROM document_unit",
        """SELECT CAST(document AS TEXT), row, at, by, reason, before, after
             FROM document_edit""",
        """SELECT CAST(document AS TEXT), year, box, number, filed_by, filed_at, remark
             FROM document_place""",
    ),
    ATTACHMENT: (
        """SELECT CAST(a.id AS TEXT), a.document, a."case", a.problem, a.material, a.file_name,
                  a.added_by, a.added_at, a.detached_by, a.detached_at, a.reason,
                  f.name, f.sha256, f.size, f.media
             FROM attachment AS a JOIN attachment_file AS f ON f.name = a.file""",
    ),
    RECEIPT: (
        """SELECT direction || ' ' || peer || ' ' || package, stream, epoch, seq, sha256,
                  manifest_digest, at, status, path, facts
             FROM receipt""",
    ),
    SETTING: ("SELECT name, value FROM setting",),
    LIST: (
        "SELECT key, item, period, day, title FROM comparison_list",
        """SELECT l.key, r.id_no, r.unit, r.name
             FROM comparison_list AS l JOIN comparison_row AS r ON r.list = l.number""",
    ),
}
"""What is read of each kind: the object's key first, then all that it says.

Frozen like a migration: what was witnessed must read the same for ever. A column that comes later
is a statement more, or a kind of a new name.
"""
_SOME: Final[Mapping[str, tuple[str, ...]]] = {
    CASE: ("c.id",),
    DOCUMENT: ("id", "document", "document", "document"),
    ATTACHMENT: ("a.id",),
    RECEIPT: ("direction || ' ' || peer || ' ' || package",),
    SETTING: ("name",),
    LIST: ("key", "l.key"),
}
_BLOCK: Final = 500
"""Objects read by one statement."""


class States:
    """The objects that one transaction changes, each with the digest of its state before.

    `touch` must come before an object is changed for the first time, `made` after it was made.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._before: dict[tuple[str, str], str] = {}

    def touch(self, kind: str, key: object) -> None:
        """Keep the state of what is about to be changed, or made under a key known before."""
        named = (kind, str(key))
        if named not in self._before:
            held = state_digests(self._connection, kind, (named[1],))
            self._before[named] = held.get(named[1], "")

    def made(self, kind: str, key: object) -> None:
        """Take in what was made just now under a key that its making gave."""
        self._before.setdefault((kind, str(key)), "")

    def changed(self) -> Iterator[tuple[str, str, str]]:
        """Yield object, digest before and digest after of all that is not as it was."""
        named = sorted(self._before)
        for kind, group in groupby(named, key=itemgetter(0)):
            keys = [key for _, key in group]
            after = state_digests(self._connection, kind, keys)
            for key in keys:
                before, now = self._before[kind, key], after.get(key, "")
                if before != now:
                    yield named_object(kind, key), before, now or GONE


def named_object(kind: str, key: str) -> str:
    """Return how an audit row names an object."""
    return f"{kind} {key}"


def kind_and_key(named: str) -> tuple[str, str]:
    """Return kind and key of a `named_object`."""
    kind, _, key = named.partition(" ")
    return kind, key


def state_digests(connection: Connection, kind: str, keys: Iterable[str]) -> dict[str, str]:
    """Return the digest of each object's state by key; what is not there is left out."""
    if kind not in STATEMENTS:
        return {}
    wanted, key = list(dict.fromkeys(keys)), digest_key(connection)
    if kind == LIST:
        lines = ((name, _lines_of_list(connection, name)) for name in wanted)
        return {
            name: keyed_lines(key, chain(begun, rest)) for name, (begun, rest) in lines if begun
        }
    said: dict[str, list[str]] = {}
    for start in range(0, len(wanted), _BLOCK):
        _read(connection, kind, wanted[start : start + _BLOCK], said)
    return {
        name: keyed(key, "\n".join((json.dumps((kind, name)), *sorted(lines))).encode())
        for name, lines in said.items()
    }


def _lines_of_list(connection: Connection, name: str) -> tuple[list[str], Iterator[str]]:
    """Return the first lines of a list's state, none where there is none, and its people's.

    A list is long: its people come in the order in which they lie, sorted where numbers are alike.
    That is the order of all lines, for numbers are digits and X.
    """
    head, people = (
        f"{statement} WHERE {column} = ?"
        for statement, column in zip(STATEMENTS[LIST], _SOME[LIST], strict=True)
    )
    begun = [json.dumps((0, *row[1:])) for row in connection.execute(head, (name,))]
    rows = connection.execute(f"{people} ORDER BY r.id_no", (name,))
    grouped = (
        sorted(json.dumps((1, *row[1:])) for row in each)
        for _, each in groupby(rows, key=itemgetter(1))
    )
    return [json.dumps((LIST, name)), *begun] if begun else [], chain.from_iterable(grouped)


def _read(connection: Connection, kind: str, keys: list[str], said: dict[str, list[str]]) -> None:
    # Numbers are compared as numbers: an index on them is of no use to texts.
    whole = kind in {DOCUMENT, ATTACHMENT}
    asked = [int(key) for key in keys if key.isdecimal()] if whole else keys
    bound = {"keys": json.dumps(asked)}
    for part, (statement, column) in enumerate(zip(STATEMENTS[kind], _SOME[kind], strict=True)):
        for row in connection.execute(f"{statement} WHERE {column} IN {_ASKED}", bound):
            # What people type may hold any character: only an encoding tells where a field ends.
            said.setdefault(row[0], []).append(json.dumps((part, *row[1:])))


def all_objects(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield kind and key of every object that the register holds."""
    for kind, statements in STATEMENTS.items():
        for row in connection.execute(statements[0]):
            yield kind, row[0]
