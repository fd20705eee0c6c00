"""Complaints, and the day a workbook speaks of."""

from datetime import date

import pytest

from domain.errors import Refusal
from domain.intake.cells import Cell, Fault
from domain.intake.table import Complaints, Memo, effective_day
from domain.outcomes import Complaint
from domain.words import Words

TODAY = date(2026, 11, 21)


def test_a_complaint_speaks_in_the_titles_of_the_sheet() -> None:
    words = Words({"field.missing": "“{column}”没有填写{more}"})
    complaints = Complaints("花名册", {"name": "姓  名"}, words)
    assert complaints.about(7, "name", Fault("field.missing", {"more": "！"})) == Complaint(
        "花名册", 7, "姓  名", "field.missing", "第 7 行“姓  名”没有填写！"
    )
    assert complaints.about(8, "", Fault("row.odd")).column == ""


def test_a_memo_interprets_every_value_once() -> None:
    asked: list[Cell] = []

    def interpret(cell: Cell) -> int:
        asked.append(cell)
        return len(asked)

    memo = Memo(interpret)
    assert [memo["a"], memo["b"], memo["a"]] == [1, 2, 1]
    assert asked == ["a", "b"]


def test_the_day_is_as_chosen_or_as_written_or_today() -> None:
    written, chosen = date(2021, 1, 1), date(2022, 2, 2)
    assert effective_day(written, chosen, TODAY) == chosen
    assert effective_day(written, None, TODAY) == written
    assert effective_day(None, None, TODAY) == TODAY


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        effective_day(date(2026, 11, 22), None, TODAY)
    assert refused.value.code == "import.future"
