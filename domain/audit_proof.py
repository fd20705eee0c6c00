"""The proof that goes with an exported audit: anybody can recompute it, with this program or not.

A text file of UTF-8 lines. The first tells the format, the office, and between which hashes the
entries lie. Each other line is one entry as canonical JSON; the SHA-256 of its bytes, without the
line's end, is its hash, which the next line names as `prev`. The last one's is the `head`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from domain.errors import Refusal
from domain.short_code import short_code

FORMAT: Final = "bianqing.audit/1"


@dataclass(frozen=True, slots=True)
class ProofHead:
    """What the first line tells; `first` and `last` are numbers, `prev` and `head` hashes."""

    office: str
    name: str
    made: str
    first: int
    last: int
    prev: str
    head: str
    code: str


@dataclass(frozen=True, slots=True)
class ProofVerdict:
    """What checking a proof found: code and facts of what is wrong, nothing when it is sound."""

    told: ProofHead
    entries: int
    problems: tuple[tuple[str, dict[str, object]], ...]


def written(head: ProofHead, entries: Iterable[str]) -> Iterator[bytes]:
    """Yield the file of a proof in pieces; `entries` are the entries as canonical JSON."""
    told = {"format": FORMAT, **asdict(head)}
    yield json.dumps(told, ensure_ascii=False).encode() + b"\n"
    for entry in entries:
        yield entry.encode("utf-8", "surrogatepass") + b"\n"


def verdict(lines: Iterable[bytes], path: str) -> ProofVerdict:
    """Check a proof line by line.

    Raises:
        Refusal: `audit.proof_format` when this is no proof of ours.
    """
    remaining = iter(lines)
    told = _head(next(remaining, b""), path)
    problems: list[tuple[str, dict[str, object]]] = []
    expected, prev, number = told.first, told.prev, 0
    for number, line in enumerate(remaining, 1):
        content = line.rstrip(b"\n")
        n, names = _entry(content)
        if names != prev:
            problems.append(("audit.proof.edited", {"n": expected - 1 if number > 1 else expected}))
        if n != expected:
            problems.append(("audit.proof.order", {"found": n, "expected": expected}))
        expected = (n if isinstance(n, int) else expected) + 1
        prev = hashlib.sha256(content).hexdigest()
    if prev != told.head or number != told.last - told.first + 1:
        problems.append(("audit.proof.end", {"last": told.last}))
    if told.code != short_code(told.head):
        problems.append(("audit.proof.code", {}))
    return ProofVerdict(told, number, tuple(problems))


def _head(line: bytes, path: str) -> ProofHead:
    held = _object(line)
    kinds = {each.name: str if each.type == "str" else int for each in fields(ProofHead)}
    if held.pop("format", None) != FORMAT or held.keys() != kinds.keys():
        raise Refusal("audit.proof_format", path=path)
    if not all(isinstance(held[name], kind) for name, kind in kinds.items()):
        raise Refusal("audit.proof_format", path=path)
    head = ProofHead(**held)
    if not _is_hash(head.head) or not _is_hash(head.prev):
        raise Refusal("audit.proof_format", path=path)
    return head


def _is_hash(text: str) -> bool:
    return len(text) == hashlib.sha256().digest_size * 2 and set(text) <= set("0123456789abcdef")


def _entry(line: bytes) -> tuple[object, object]:
    """Return the number that an entry says it has, and the hash that it says it follows."""
    held = _object(line)
    return held.get("n"), held.get("prev")


def _object(line: bytes) -> dict[str, Any]:
    try:
        held = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}
