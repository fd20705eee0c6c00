"""Comparison lists: kept by both registers alike, replaced by their key, removed as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from domain.exchange.listed import Listed, ListHead
from domain.workflow.ports import Register
from storage.connect import connect
from storage.register import FILE_NAME
from tests.fakes.facts import CLERK
from tests.storage.registers import KEY, sql_register

HEAD = ListHead("6299-1", "财政供养", "2026-11", date(2026, 11, 30), "统发名单")
OTHER = ListHead("6299-2", "社保", "2026-11", date(2026, 11, 30))
ROWS = (
    Listed("629925198001010018", "安澜县第一小学", "李建国"),
    Listed("629925198001010018", "安澜县财政局", "李建国"),
    Listed("629925199003070017", "安澜县财政局", "王小明"),
)


def keep(register: Register, head: ListHead, rows: tuple[Listed, ...]) -> int:
    with register.writing(CLERK) as writer:
        return writer.keep_comparison_list(head, iter(rows))


def test_lists_are_read_back_the_newest_first_with_their_rows(register: Register) -> None:
    assert (keep(register, HEAD, ROWS), keep(register, OTHER, ROWS[:1])) == (3, 1)
    with register.reading() as reader:
        assert [(head.key, head.rows) for head in reader.comparison_lists()] == [
            ("6299-2", 1), ("6299-1", 3),
        ]  # fmt: skip
        assert tuple(reader.listed("6299-1")) == ROWS
        assert tuple(reader.listed("6299-9")) == ()
        (_, first) = reader.comparison_lists()
    assert (first.item, first.period, first.day, first.title) == (
        HEAD.item, HEAD.period, HEAD.day, HEAD.title,
    )  # fmt: skip


def test_a_list_takes_the_place_of_the_one_with_its_key(register: Register) -> None:
    keep(register, HEAD, ROWS)
    assert keep(register, HEAD, ROWS[2:]) == 1
    with register.reading() as reader:
        assert [head.rows for head in reader.comparison_lists()] == [1]
        assert tuple(reader.listed(HEAD.key)) == ROWS[2:]


def test_a_list_goes_with_its_rows(register: Register) -> None:
    keep(register, HEAD, ROWS)
    with register.writing(CLERK) as writer:
        writer.remove_comparison_list(HEAD.key)
        writer.remove_comparison_list("6299-9")
    with register.reading() as reader:
        assert reader.comparison_lists() == ()
        assert tuple(reader.listed(HEAD.key)) == ()


def test_no_row_stays_on_disk_without_its_list(tmp_path: Path) -> None:
    register = sql_register(tmp_path)
    keep(register, HEAD, ROWS)
    with register.writing(CLERK) as writer:
        writer.remove_comparison_list(HEAD.key)
    register.close()
    connection = connect(tmp_path / FILE_NAME, KEY)
    assert connection.execute("SELECT count(*) FROM comparison_row").fetchone() == (0,)
    connection.close()
