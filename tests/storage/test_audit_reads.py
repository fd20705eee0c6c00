"""Entries are found by who, when, what and how it ended, on a connection of its own."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.audit import AuditQuery
from domain.errors import Refusal
from storage.audit import AuditLog, open_audit
from storage.audit_entries import Entry, Head
from storage.audit_reads import AuditReader
from storage.connect import connect, transaction
from tests.storage.test_audit import KEY

ENTRIES = (
    Entry("2026-10-31T23:00:00+08:00", "赵", "经办", "case.draft", "2026-00001"),
    Entry("2026-10-31T23:00:00+08:00", "赵", "经办", "register.state", "case 2026-00001"),
    Entry("2026-11-01T00:30:00+08:00", "钱", "审核、负责人", "case.approve", "2026-00001"),
    Entry("2026-11-02T08:00:00+08:00", "钱", "审核、负责人", "person.reveal", "7", single=True),
    replace(
        Entry("2026-11-03T08:00:00+08:00", "孙", "领导", "export.roster"),
        result="拒绝", reason="role.denied",
    ),
)  # fmt: skip


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AuditLog]:
    with closing(open_audit(tmp_path, KEY, create=True)) as log:
        log.append(ENTRIES)
        yield log


@pytest.fixture
def reader(log: AuditLog, tmp_path: Path) -> Iterator[AuditReader]:
    assert log.head().n == len(ENTRIES)
    with closing(AuditReader(tmp_path / "audit.db", KEY)) as reader:
        yield reader


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (AuditQuery(), [5, 4, 3, 1]),
        (AuditQuery(witnesses=True), [5, 4, 3, 2, 1]),
        (AuditQuery(first=date(2026, 11, 1)), [5, 4, 3]),
        (AuditQuery(last=date(2026, 10, 31)), [1]),
        (AuditQuery(first=date(2026, 11, 1), last=date(2026, 11, 2)), [4, 3]),
        (AuditQuery(actor="钱"), [4, 3]),
        (AuditQuery(role="负责人"), [4, 3]),
        (AuditQuery(role="负责"), []),
        (AuditQuery(acts=("person.reveal", "export.roster")), [5, 4]),
        (AuditQuery(acts=("register.state",)), []),
        (AuditQuery(text="00001"), [3, 1]),
        (AuditQuery(text="%"), []),
        (AuditQuery(result="拒绝"), [5]),
        (AuditQuery(single=True), [4]),
        (AuditQuery(actor="钱", acts=("person.reveal",), first=date(2026, 11, 1)), [4]),
    ],
)
def test_a_query_finds_its_entries_the_newest_first(
    reader: AuditReader, query: AuditQuery, found: list[int]
) -> None:
    assert list(reader.find(query)) == found
    every = reader.find(replace(query, witnesses=True))
    assert reader.left_out(query) == len(every) - len(found)


def test_entries_come_by_their_numbers_and_in_order(reader: AuditReader) -> None:
    assert [entry.n for entry in reader.numbered([4, 2])] == [4, 2]
    assert [entry.n for entry in reader.entries(2)] == [3, 4, 5]
    assert [entry.n for entry in reader.entries(1, 3)] == [2, 3]
    assert reader.actors() == ("孙", "赵", "钱")


def test_what_is_appended_meanwhile_is_seen(log: AuditLog, reader: AuditReader) -> None:
    assert reader.head() == log.head()
    log.append(ENTRIES[:1])
    assert reader.find(AuditQuery())[0] == 6
    assert reader.verify() == []


def test_a_hash_is_found_by_its_beginning(log: AuditLog, reader: AuditReader) -> None:
    third = reader.numbered([3])[0]
    assert reader.beginning_with(third.hash[:20]) == Head(3, third.hash)
    assert reader.beginning_with("0" * 20) is None
    assert log.passes(Head(3, third.hash))


def test_a_verification_tells_how_far_it_is(log: AuditLog, reader: AuditReader) -> None:
    log.append(ENTRIES * 500)
    steps: list[tuple[int, int]] = []
    assert reader.verify(step=lambda *at: steps.append(at)) == []
    assert steps == [(2000, 2505)]


def test_a_chain_without_head_is_damaged(log: AuditLog, tmp_path: Path) -> None:
    log.close()
    with closing(connect(tmp_path / "audit.db", KEY)) as edited, transaction(edited):
        edited.execute("DROP TRIGGER head_remains")
        edited.execute("DELETE FROM head")
    reading = closing(AuditReader(tmp_path / "audit.db", KEY))
    with reading as reader, pytest.raises(Refusal) as caught:
        reader.head()
    assert caught.value.code == "storage.damaged"
