"""Five hundred ways to touch the chain before an anchor: each is told.

Whoever touches it here holds the key of the audit and every tool, and knows how the chain is made.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from domain.short_code import beginning_of, short_code
from storage.audit import AuditLog, open_audit
from storage.audit_chain import chain_problems
from storage.audit_entries import Entry, Head, Recorded, placed
from storage.audit_reads import AuditReader

KEY = bytes(range(32))
ENTRIES = 60
ANCHOR = 40
TRIALS = 500

Chain = list[Recorded]


def grown(entries: int) -> Chain:
    chain: Chain = []
    head = Head(0, "0" * 64)
    for n in range(1, entries + 1):
        made = Entry("2026-11-20T08:00:00+08:00", "韩立", "负责人", "case.approve", f"2026-{n:05d}")
        chain.append(placed(made, head))
        head = Head(n, chain[-1].hash)
    return chain


def delete(chain: Chain, random: Random) -> Chain:
    at = random.randrange(ANCHOR)
    return chain[:at] + chain[at + 1 :]


def edit(chain: Chain, random: Random) -> Chain:
    at = random.randrange(ANCHOR)
    field = random.choice(["at", "actor", "roles", "act", "object", "digest", "result", "before"])
    changed: dict[str, Any] = {field: "改"}
    return [*chain[:at], replace(chain[at], **changed), *chain[at + 1 :]]


def exchange(chain: Chain, random: Random) -> Chain:
    first, second = sorted(random.sample(range(ANCHOR), 2))
    touched = list(chain)
    touched[first], touched[second] = touched[second], touched[first]
    return touched


def insert(chain: Chain, random: Random) -> Chain:
    at = random.randrange(ANCHOR)
    return [*chain[:at], replace(chain[at], object="2026-99999"), *chain[at:]]


def truncate(chain: Chain, random: Random) -> Chain:
    return chain[: random.randrange(ANCHOR)]


def rebuild(chain: Chain, random: Random) -> Chain:
    """Edit an entry and compute the whole chain anew from there on."""
    at = random.randrange(ANCHOR)
    return made_anew(chain, at, [replace(chain[at], actor="别人"), *chain[at + 1 :]])


def drop_and_rebuild(chain: Chain, random: Random) -> Chain:
    """Take an entry out, compute the chain anew, and make it as long as it was."""
    at = random.randrange(ANCHOR)
    return made_anew(chain, at, [*chain[at + 1 :], chain[-1]])


def made_anew(chain: Chain, at: int, said: Chain) -> Chain:
    kept = chain[:at]
    head = Head(at, kept[-1].hash) if kept else Head(0, "0" * 64)
    rest: Chain = []
    for old in said:
        made = Entry(**{name: getattr(old, name) for name in Entry.__slots__})
        rest.append(placed(made, head))
        head = Head(rest[-1].n, rest[-1].hash)
    return kept + rest


WAYS: tuple[Callable[[Chain, Random], Chain], ...] = (
    delete, edit, exchange, insert, truncate, rebuild, drop_and_rebuild,
)  # fmt: skip


@pytest.mark.rule("security 5", "22239 8.1.4.3 c", "T-AUDIT")
def test_no_touch_before_an_anchor_goes_unnoticed() -> None:
    """The head is told as the touched chain has it: whoever touches it can write that too."""
    chain = grown(ENTRIES)
    anchor = Head(ANCHOR, chain[ANCHOR - 1].hash)
    unnoticed = []
    for trial in range(TRIALS):
        random = Random(trial)  # noqa: S311 - a trial that can be repeated
        way = WAYS[trial % len(WAYS)]
        touched = way(chain, random)
        head = Head(touched[-1].n, touched[-1].hash) if touched else Head(0, "0" * 64)
        if touched != chain and not list(chain_problems(touched, head, [anchor])):
            unnoticed.append((trial, way.__name__))
    assert unnoticed == []


def test_a_chain_that_only_grew_is_sound() -> None:
    chain = grown(ENTRIES)
    anchor = Head(ANCHOR, chain[ANCHOR - 1].hash)
    assert list(chain_problems(chain, Head(ENTRIES, chain[-1].hash), [anchor])) == []


@pytest.mark.rule("security 5")
def test_an_audit_computed_anew_passes_by_the_code_on_paper() -> None:
    """Both files may be rolled back or made anew together: paper still tells."""
    with TemporaryDirectory() as folder:
        with closing(open_audit(Path(folder), KEY, create=True)) as log:
            code = filled(log, "韩立")
        (Path(folder) / "audit.db").unlink()
        with closing(open_audit(Path(folder), KEY, create=True)) as log:
            filled(log, "别人")
            assert log.verify() == []
        with closing(AuditReader(Path(folder) / "audit.db", KEY)) as reader:
            assert reader.beginning_with(beginning_of(code)) is None


def filled(log: AuditLog, actor: str) -> str:
    head = log.append([Entry("2026-11-20T08:00:00+08:00", actor, "负责人", "sign_in")] * 5)
    return short_code(head.hash)
