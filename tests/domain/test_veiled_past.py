"""What may tell of faith or health is veiled wherever the past is told, like ID numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.between import Comparison, PersonStep
from domain.between_words import told
from domain.dates import Period
from domain.facts import Occupancy, Person, PersonId
from domain.history import Difference
from domain.history_words import Naming, line_of
from domain.identity import tells_number
from domain.paper_table import PaperTable
from domain.roster_terms import HIDDEN
from domain.use_papers import Letter, UsePaper
from domain.versions import AsOf
from domain.words import Words
from tests.fakes.facts import person, place, unit

DAY = date(2026, 11, 21)
NAMING = Naming({PersonId(1): "李明"}, {})
WORDS = Words(
    {
        "history.kind.person": "人员",
        "history.kind.occupancy": "编制",
        "field.person.nation": "民族",
        "field.person.id_no": "身份证号",
        "field.occupancy.off_duty_reason": "不在岗原因",
        "between.person.changed": "变化",
    }
)
ILL: Occupancy = place(person(1), unit(1), on_duty="否", off_duty_reason="长期病假")
WELL: Occupancy = replace(ILL, off_duty_reason="")
FORMER: Person = replace(person(1), nation="回族", id_no="62992519880312651X")
LATTER: Person = replace(FORMER, nation="汉族", id_no="629925198803126528")


@pytest.mark.rule("PIPL 28", "22239 8.1.4.11")
def test_a_timeline_veils_faith_health_and_numbers_and_keeps_them_behind() -> None:
    """沿革、变动、预览对照: 民族, 不在岗原因 and ID numbers are veiled until they are asked for."""
    during = Period(DAY, None)
    line = line_of(Difference(Person, PersonId(1), during, FORMER, LATTER), NAMING, WORDS)
    seen = {one.name: (one.old, one.new) for one in line.fields}
    assert seen["民族"] == (HIDDEN, HIDDEN)
    assert seen["身份证号"] == ("629925********651X", "629925********6528")
    assert {one.clear for one in line.fields} == {
        ("回族", "汉族"),
        ("62992519880312651X", "629925198803126528"),
    }
    (reason,) = line_of(Difference(Occupancy, 1, during, WELL, ILL), NAMING, WORDS).fields
    assert (reason.old, reason.new, reason.clear) == ("", HIDDEN, ("", "长期病假"))


@pytest.mark.rule("PIPL 28")
def test_two_days_compared_veil_why_somebody_is_away() -> None:
    """对比两日: what is shown and exported of two days holds no 不在岗原因."""
    at = AsOf(DAY)
    step = PersonStep(PersonId(1), "李明", FORMER.id_no, WELL, ILL)
    found = Comparison(at, at, (step,), (), (), {ILL.unit: "县教育局"})
    (row,) = told(found, WORDS)
    assert (row.before, row.after) == ("不在岗原因：无", f"不在岗原因：{HIDDEN}")


def test_a_paper_is_known_to_hold_a_number_by_what_stands_on_it() -> None:
    """核准单、手册: numbers in full are told from masked ones and from 统一社会信用代码."""
    letter = Letter("", "", "", "", (f"兹有李明（{LATTER.id_no}）",), "", DAY, "")
    table = PaperTable("", (), (("629925********6528", "113300000025014411"),))
    assert tells_number(UsePaper("", "", (table, letter)).texts())
    assert not tells_number(UsePaper("", "", (table,)).texts())
