"""The witness of a comparison list: the same as of all its lines sorted, whatever is in memory."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from domain.exchange.listed import Listed, ListHead
from storage.connect import connect
from storage.digest_key import digest_key, keyed
from storage.register import FILE_NAME
from storage.states import LIST, STATEMENTS, state_digests
from tests.fakes.facts import CLERK
from tests.storage.registers import KEY, sql_register

HEAD = ListHead("6299-1", "财政供养", "2026-11", date(2026, 11, 30), "统发名单")
ID = "629925198001010018"
ROWS = (
    Listed("629925800101001", "安澜县第一小学", "李建国"),
    *(Listed(ID, unit, name) for unit in ("a局", "z局", "A局", "安澜县") for name in ("李", "lí")),
    Listed(ID[:17] + "X", "安澜县财政局", "王小明"),
)
MIB = 1 << 20


def kept(folder: Path, head: ListHead, rows: Iterable[Listed]) -> None:
    register = sql_register(folder)
    with register.writing(CLERK) as writer:
        writer.keep_comparison_list(head, rows)
    register.close()


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], ()])
def test_the_witness_is_that_of_all_lines_sorted(tmp_path: Path, rows: tuple[Listed, ...]) -> None:
    kept(tmp_path, HEAD, reversed(rows))
    connection = connect(tmp_path / FILE_NAME, KEY)
    lines = [
        json.dumps((part, *row[1:]))
        for part, statement in enumerate(STATEMENTS[LIST])
        for row in connection.execute(statement)
    ]
    assert len(lines) == len(rows) + 1
    whole = "\n".join((json.dumps((LIST, HEAD.key)), *sorted(lines))).encode()
    expected = keyed(digest_key(connection), whole)
    assert state_digests(connection, LIST, [HEAD.key, "6299-9"]) == {HEAD.key: expected}
    connection.close()


def test_a_long_list_is_witnessed_in_little_memory(tmp_path: Path) -> None:
    numbers = (f"62992519800101{n:04}" for n in range(10_000))
    kept(tmp_path, HEAD, (Listed(number, "安澜县第一小学", "李建国") for number in numbers))
    connection = connect(tmp_path / FILE_NAME, KEY)
    tracemalloc.start()
    assert HEAD.key in state_digests(connection, LIST, [HEAD.key])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    connection.close()
    assert most < MIB // 4
