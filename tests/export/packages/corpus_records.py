"""One lie each about lines, records and what they add up to: steps 13 and 14."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tests.export.packages.forge import plain_lines
from tests.export.packages.lies import Build, Fault, lines, member, setting

INVALID, DIFFER = "package.payload_invalid", "package.totals_differ"
LINE = 65_536
HONEST = plain_lines()
MOST = 2**53


def more(line: bytes, **rows: int) -> Build:
    """Add a line; the manifest counts the rows given."""
    return lines(HONEST + line, **rows)


def of_length(length: int) -> bytes:
    """Return a record of so many bytes, without its end."""
    head, tail = b'{"kind":"unit","x":"', b'"}'
    return head + b"x" * (length - len(head) - len(tail)) + tail


def totalled(*values: object) -> Build:
    """Add records whose numbers a total goes over; the manifest tells a total of 0."""
    told = b"".join(b'{"kind":"sum","n":%b}\n' % str(value).encode() for value in values)
    total = setting("payload.totals", {"quota.approved": 30, "sum.n": 0})
    return lines(HONEST + told, total, sum=len(values))


def instead(data: bytes) -> Build:
    """Seal other lines than the manifest tells of."""
    return lambda forge, _: forge.build(compressed=lambda _: zlib.compress(data))


_LINES: tuple[tuple[str, bytes], ...] = (
    ("an empty line at the end", HONEST + b"\n"),
    ("an empty line at the beginning", b"\n" + HONEST),
    ("an empty line within", HONEST.replace(b"\n", b"\n\n", 1)),
    ("a line of blanks", HONEST + b"  \n"),
    ("a line of a carriage return", HONEST + b"\r\n"),
    ("no line end at the end", HONEST[:-1]),
    ("a byte after the last line", HONEST + b"x"),
    ("a carriage return in place of every line end", HONEST.replace(b"\n", b"\r")),
    ("a zero in place of a line end", HONEST.replace(b"\n", b"\x00", 1)),
    ("a line separator of Unicode", HONEST.replace(b"\n", "\u2028".encode(), 1)),
    ("a next line character", HONEST.replace(b"\n", "\u0085".encode(), 1)),
    ("two records in a line", HONEST.replace(b"\n", b"", 1)),
    ("two records with a comma", HONEST.replace(b"\n", b",", 1)),
    ("a record in two lines", HONEST.replace(b",", b",\n", 1)),
    ("a line of 65,537 bytes", of_length(LINE + 1) + b"\n"),
    ("a line of 131,072 bytes", of_length(2 * LINE) + b"\n"),
    ("a line of a million bytes", of_length(10**6) + b"\n"),
    ("a long line without an end", of_length(LINE + 1)),
    ("an array of all", b"[" + HONEST.replace(b"\n", b",")[:-1] + b"]\n"),
    ("a table of commas", "kind,name\nunit,安澜县\n".encode()),
    ("a database", b"SQLite format 3\x00" + bytes(84)),
    ("only a line end", b"\n"),
    ("a byte order mark", b"\xef\xbb\xbf" + HONEST),
    ("in another encoding", HONEST.decode().encode("gb18030")),
)
_WRITTEN: tuple[tuple[str, bytes], ...] = (
    ("a carriage return behind", b'{"kind":"unit"}\r\n'),
    ("a blank before", b' {"kind":"unit"}\n'),
    ("a blank behind", b'{"kind":"unit"}\t\n'),
    ("a blank within", b'{"kind": "unit"}\n'),
    ("a letter escaped", b'{"kind":"unit","x":"\\u0061"}\n'),
    ("a pair escaped", b'{"kind":"unit","x":"\\ud842\\udfb7"}\n'),
    ("a control character escaped in capitals", b'{"kind":"unit","x":"\\u001F"}\n'),
    ("a line feed escaped at length", b'{"kind":"unit","x":"\\u000a"}\n'),
    ("a solidus escaped", b'{"kind":"unit","x":"\\/"}\n'),
    ("a zero with a sign", b'{"kind":"unit","x":-0}\n'),
)
_KINDS: tuple[tuple[str, bytes], ...] = (
    ("missing", b'{"name":"x"}'),
    ("null", b'{"kind":null}'),
    ("a number", b'{"kind":1}'),
    ("true", b'{"kind":true}'),
    ("an array", b'{"kind":["unit"]}'),
    ("an object", b'{"kind":{"unit":1}}'),
    ("empty", b'{"kind":""}'),
    ("with a capital", b'{"kind":"Unit"}'),
    ("that begins with a digit", b'{"kind":"1unit"}'),
    ("that begins with a line", b'{"kind":"_unit"}'),
    ("with a hyphen", b'{"kind":"a-b"}'),
    ("with a dot", b'{"kind":"a.b"}'),
    ("with a blank", b'{"kind":"unit "}'),
    ("with a line end", b'{"kind":"unit\\n"}'),
    ("in Chinese", '{"kind":"单位"}'.encode()),
    ("with a wide letter", '{"kind":"ｕnit"}'.encode()),
    ("of 33 letters", b'{"kind":"' + b"u" * 33 + b'"}'),
    ("twice", b'{"kind":"unit","kind":"unit"}'),
    ("under a key with a capital", b'{"Kind":"unit"}'),
)
_NO_SUMS: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("a text", ('"1"',)),
    ("null", ("null",)),
    ("true", ("true",)),
    ("an array", ("[1]",)),
    ("an object", ("{}",)),
    ("beyond the largest", (MOST, 1)),
    ("below the smallest", (-MOST, -1)),
    ("a number of digits", (10**16,)),
    ("a fraction", ("0.0",)),
    ("an exponent", ("0e0",)),
)
ROWS = {"unit": 3, "quota": 3, "person": 40}
_ROWS: tuple[tuple[str, dict[str, int]], ...] = (
    *((f"{kind} one less", {**ROWS, kind: count - 1}) for kind, count in ROWS.items()),
    *((f"{kind} one more", {**ROWS, kind: count + 1}) for kind, count in ROWS.items()),
    *((f"{kind} untold", {k: n for k, n in ROWS.items() if k != kind}) for kind in ROWS),
    ("none told", {}),
    ("a kind that is not there", {**ROWS, "post": 1}),
    ("two kinds exchanged", {"unit": 40, "quota": 3, "person": 3}),
    ("a kind under another name", {"unit": 3, "quota": 3, "persons": 40}),
    ("beyond all", {**ROWS, "person": MOST}),
    ("64 kinds", {**ROWS, **{f"k{n}": 1 for n in range(61)}}),
)
_TOTALS: tuple[tuple[str, dict[str, int]], ...] = (
    ("one less", {"quota.approved": 29}),
    ("one more", {"quota.approved": 31}),
    ("with the other sign", {"quota.approved": -30}),
    ("zero", {"quota.approved": 0}),
    ("the largest", {"quota.approved": MOST}),
    ("the smallest", {"quota.approved": -MOST}),
    ("of another kind", {"unit.approved": 30}),
    ("of another member", {"quota.granted": 30}),
    ("one true, one not", {"quota.approved": 30, "quota.granted": 1}),
    ("of a kind that is not there", {"quota.approved": 30, "post.n": 1}),
)

FIRST, SECOND, *REST = HONEST.splitlines(keepends=True)
_OTHERS: tuple[tuple[str, bytes, str], ...] = (
    ("none", b"", DIFFER),
    ("one left out", HONEST.removeprefix(FIRST), DIFFER),
    ("the last one left out", HONEST.removesuffix(REST[-1]), DIFFER),
    ("the first one twice", FIRST + HONEST, INVALID),
    ("two exchanged", SECOND + FIRST + b"".join(REST), DIFFER),
    ("one character changed", HONEST.replace(b"6299250001", b"6299250002", 1), DIFFER),
    ("one kind changed", HONEST.replace(b'"quota"', b'"quote"', 1), DIFFER),
    ("one number changed", HONEST.replace(b'"approved":5', b'"approved":6', 1), DIFFER),
    ("numbers moved", HONEST.replace(b":5}", b":7}", 1).replace(b":15}", b":13}"), DIFFER),
    (
        "keys in another order",
        HONEST.replace(
            b'"kind":"unit","code":"6299250001"', b'"code":"6299250001","kind":"unit"', 1
        ),
        DIFFER,
    ),
    ("a letter escaped", HONEST.replace(b"0001", b"\\u0030001", 1), INVALID),
    ("line ends of two bytes", HONEST.replace(b"\n", b"\r\n"), INVALID),
    ("one line end of two bytes", HONEST.removesuffix(b"\n") + b"\r\n", INVALID),
    ("one more", HONEST + b'{"kind":"unit"}\n', INVALID),
)


def _faults() -> Iterator[Fault]:
    for name, data in _LINES:
        yield Fault(f"lines: {name}", INVALID, lines(data))
    for name, line in _WRITTEN:
        yield Fault(f"a record with {name}", INVALID, more(line, unit=4))
    for name, line in _KINDS:
        yield Fault(f"record's kind {name}", INVALID, more(line + b"\n", unit=4))
    for name, values in _NO_SUMS:
        yield Fault(f"a total over numbers and {name}", INVALID, totalled(*values))
    for name, rows in _ROWS:
        yield Fault(f"rows: {name}", DIFFER, member("payload.rows", rows))
    for name, totals in _TOTALS:
        yield Fault(f"totals: {name}", DIFFER, member("payload.totals", totals))
    yield Fault("digest of other lines", DIFFER, member("payload.plain_digest", "12" * 32))
    for name, data, code in _OTHERS:
        yield Fault(f"other records: {name}", code, instead(data))


RECORD_FAULTS = tuple(_faults())
