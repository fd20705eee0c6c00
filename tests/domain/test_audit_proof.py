"""Whoever has the proof of an export finds any change in it, with this program or without."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.audit_proof import ProofHead, verdict, written
from domain.errors import Refusal
from domain.short_code import short_code

Lines = list[bytes]
BEFORE = "ab" * 32


def proof(entries: int = 4, first: int = 3) -> Lines:
    said, prev = [], BEFORE
    for n in range(first, first + entries):
        said.append(json.dumps({"n": n, "prev": prev, "act": "查阅"}, ensure_ascii=False))
        prev = hashlib.sha256(said[-1].encode()).hexdigest()
    head = ProofHead(
        "629925", "安澜县", "2026-11-21", first, first + entries - 1, BEFORE, prev, short_code(prev)
    )
    return list(written(head, said))


def codes(lines: Lines) -> set[str]:
    return {code for code, _ in verdict(lines, "x.jsonl").problems}


@pytest.mark.parametrize("entries", [0, 1, 4])
def test_a_proof_as_it_was_written_is_sound(entries: int) -> None:
    found = verdict(proof(entries), "x.jsonl")
    assert (found.problems, found.entries) == ((), entries)
    assert (found.told.office, found.told.name, found.told.first) == ("629925", "安澜县", 3)


def test_a_proof_needs_nothing_but_a_hash_of_each_line() -> None:
    told, *entries = (line.rstrip(b"\n") for line in proof())
    prev = json.loads(told)["prev"]
    for entry in entries:
        assert json.loads(entry)["prev"] == prev
        prev = hashlib.sha256(entry).hexdigest()
    assert prev == json.loads(told)["head"]


def edited(lines: Lines) -> Lines:
    return [*lines[:2], lines[2].replace("查阅".encode(), "导出".encode()), *lines[3:]]


def exchanged(lines: Lines) -> Lines:
    return [*lines[:2], lines[3], lines[2], *lines[4:]]


CHANGES: list[tuple[Callable[[Lines], Lines], str]] = [
    (edited, "audit.proof.edited"),
    (exchanged, "audit.proof.order"),
    (lambda lines: lines[:2] + lines[3:], "audit.proof.order"),
    (lambda lines: lines[:1] + lines[2:], "audit.proof.edited"),
    (lambda lines: lines[:-1], "audit.proof.end"),
    (lambda lines: [*lines, lines[-1]], "audit.proof.end"),
    (lambda lines: [*lines, b"nonsense\n"], "audit.proof.order"),
    (lambda lines: [*lines, b"[" * 100_000], "audit.proof.order"),
    (lambda lines: [lines[0].replace(b'"code": "', b'"code": "0'), *lines[1:]], "audit.proof.code"),
]


@pytest.mark.rule("22239 8.1.4.3", "security 5")
@pytest.mark.parametrize(("change", "code"), CHANGES)
def test_whatever_is_changed_in_a_proof_is_found(
    change: Callable[[Lines], Lines], code: str
) -> None:
    assert code in codes(change(proof()))


def test_one_entry_taken_out_is_told_once_and_not_of_every_entry_behind_it() -> None:
    whole = proof(entries=40)
    problems = verdict(whole[:2] + whole[3:], "x").problems
    assert [code for code, _ in problems] == [
        "audit.proof.edited",
        "audit.proof.order",
        "audit.proof.end",
    ]
    assert problems[1][1] == {"found": 5, "expected": 4}


def test_the_entry_that_was_edited_is_named() -> None:
    assert verdict(edited(proof()), "x").problems == (("audit.proof.edited", {"n": 4}),)


def head_with(**others: object) -> bytes:
    told = json.loads(proof()[0])
    return json.dumps(told | others).encode()


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"\xff", b"{}", head_with(format="x"), head_with(more=1), head_with(first="3"),
     head_with(head="zz"), head_with(prev="AB" * 32)],
)  # fmt: skip
def test_what_is_no_proof_is_refused(line: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        verdict([line], "x.jsonl")
    assert (caught.value.code, caught.value.facts) == ("audit.proof_format", {"path": "x.jsonl"})


def test_a_head_told_otherwise_does_not_hold() -> None:
    held = verdict(proof(), "x").told
    other = replace(held, head="cd" * 32, code=short_code("cd" * 32))
    assert codes([*written(other, []), *proof()[1:]]) == {"audit.proof.end"}
