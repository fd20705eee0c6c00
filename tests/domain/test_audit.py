"""Acts are found by what people call them, and days by the month."""

from datetime import date

import pytest

from domain.audit import (
    GROUPS,
    REVEALED,
    AuditEntry,
    CodeVerdict,
    acts_of,
    last_month,
    this_month,
)

KNOWN = ("person.reveal", "reveal.list", "export.roster", "export.ledger", "case.approve", "verify")


@pytest.mark.parametrize(
    ("group", "acts"),
    [
        (REVEALED, ("person.reveal", "reveal.list", "export.roster")),
        ("打印和导出", ("export.roster", "export.ledger")),
        ("办业务", ("case.approve",)),
        ("备份、恢复、核验", ("verify",)),
    ],
)
def test_a_group_has_its_acts(group: str, acts: tuple[str, ...]) -> None:
    assert acts_of(group, KNOWN) == acts


def test_every_group_is_told_by_words() -> None:
    assert all(GROUPS.values())


def test_months_end_with_their_last_day() -> None:
    assert last_month(date(2026, 3, 15)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert last_month(date(2026, 1, 1)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert this_month(date(2026, 3, 15)) == (date(2026, 3, 1), date(2026, 3, 15))


def test_a_moment_is_told_to_the_second() -> None:
    entry = AuditEntry(
        1, "2026-03-15T08:00:00.123+08:00", "甲", "", "verify", "核验", "", "", "", "成功", "",
        single=False, register_number=None, prev="", hash="",
    )  # fmt: skip
    assert entry.moment == "2026-03-15 08:00:00"


def test_a_code_is_sound_only_where_the_chain_passes_and_is_whole() -> None:
    assert CodeVerdict("x", 5, "", ()).sound
    assert not CodeVerdict("x", 0, "", ()).sound
    assert not CodeVerdict("x", 5, "", ("坏",)).sound
