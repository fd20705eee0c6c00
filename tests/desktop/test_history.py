"""Looking back from the command line and the window: tables, timelines, days compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.clock import clock_from
from desktop.exchange_desk import Silent
from desktop.history_desk import HistoryDesk
from desktop.looking_back import as_known
from desktop.office import open_office
from desktop.resources import find_resources
from domain.dossier import Member
from domain.errors import Refusal
from domain.facts import PersonId
from domain.versions import AsOf
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing, run
from tests.desktop.small_county import BEGAN, EDUCATION, UNITS
from tests.desktop.test_cases import DOCUMENT, NEW, Desk

EFFECTIVE = "2026-11-20"
BEFORE = "2026-11-19"
NOW = date.fromisoformat(TODAY)


@pytest.fixture
def lived(county: Bianqing, tmp_path: Path) -> Bianqing:
    """Return a county that somebody came to on one day."""
    desk = Desk(county, tmp_path)
    case = desk.new()
    county.done("case", "submit", case["id"])
    county.done("case", "approve", case["id"])
    return county


@pytest.fixture
def desk(lived: Bianqing) -> Iterator[HistoryDesk]:
    clock = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
    with open_office(lived.data, lived.user, PASSWORD, find_resources(), clock) as opened:
        yield HistoryDesk(opened)


def newcomer(desk: HistoryDesk) -> Member:
    with desk.opened.register.reading() as reader:
        (member,) = reader.find_by_id(NEW, AsOf(NOW))
    return member


def cells(path: Path) -> list[tuple[object, ...]]:
    (sheet,) = load_workbook(path).worksheets
    return list(sheet.iter_rows(values_only=True))


def test_the_chronicle_is_written_unless_another_table_is_named(
    lived: Bianqing, tmp_path: Path
) -> None:
    out = tmp_path / "history.xlsx"
    whole = lived.done("history", "--out", out)
    assert (whole["path"], whole["rows"]) == (str(out), len(UNITS))
    assert cells(out)[0][0] == "安澜县机构编制沿革表"
    one = lived.done("history", "--out", out, "--unit", EDUCATION)
    assert one["rows"] == 1
    row = cells(out)[3]
    assert (row[3], row[7]) == (EDUCATION, "5（行政编制4、工勤编制1）")


def test_the_other_tables_tell_uses_and_transfers_of_a_year(
    lived: Bianqing, tmp_path: Path
) -> None:
    basics, transfers = tmp_path / "basics.xlsx", tmp_path / "transfers.xlsx"
    assert lived.done("history", "--table", "基本情况", "--out", basics)["rows"] == len(UNITS)
    assert cells(basics)[4][-1] == 1
    assert cells(basics)[5][-1] == 0
    assert lived.done("history", "--table", "调动", "--out", transfers)["rows"] == 1
    assert cells(transfers)[3][:3] == (1, "新人", EDUCATION)
    assert (
        lived.done("history", "--table", "调动", "--year", "2027", "--out", transfers)["rows"] == 0
    )
    early = lived.done("history", "--table", "调动", "--as-of", BEFORE, "--out", transfers)
    assert early["rows"] == 0


def test_days_before_the_register_are_answered_with_its_beginning(
    lived: Bianqing, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    for words in (
        ("history", "--out", out, "--as-of", "2026-10-30"),
        ("history", "--table", "调动", "--year", "2025", "--out", out),
        ("compare-days", "2026-10-30", TODAY),
    ):
        answer = lived(*words)
        assert (answer.exit, answer.code) == (1, "register.not_begun")
        assert BEGAN in answer.text
    assert not out.exists()


def test_two_days_are_compared_and_written(lived: Bianqing, tmp_path: Path) -> None:
    out = tmp_path / "between.xlsx"
    found = lived.done("compare-days", BEFORE, EFFECTIVE, "--out", out)
    (step,) = found["persons"]
    assert (step["name"], step["person"], step["sense"], step["to_unit"]) == (
        "新人", NEW, "came", EDUCATION,
    )  # fmt: skip
    assert found["units"] == []
    (count,) = found["counts"]
    assert (count["before"], count["after"]) == (
        {"approved": 4, "actual": 2}, {"approved": 4, "actual": 3},
    )  # fmt: skip
    assert [row[1] for row in cells(out)[3:5]] == ["编制变化", "新进"]
    assert found["path"] == str(out)
    told = run("--data", lived.data, "--user", lived.user, "compare-days", BEFORE, EFFECTIVE).out
    assert f"新进 新人（{EDUCATION}）：无 → {EDUCATION} 行政编制" in told
    assert lived("compare-days", EFFECTIVE, BEFORE).code == "history.days_order"


def test_a_timeline_tells_what_was_done_to_a_unit_and_to_a_person(lived: Bianqing) -> None:
    unit = lived.done("timeline", "--unit", EDUCATION)
    assert (unit["subject"], unit["began"]) == (EDUCATION, BEGAN)
    *_, entry = unit["entries"]
    assert (entry["kind"], entry["mode"], entry["effective"], entry["document"]) == (
        "人员上编", "变动", EFFECTIVE, DOCUMENT["number"],
    )  # fmt: skip
    assert [(line["label"], line["subject"]) for line in entry["lines"]] == [("占编", "新人")]
    person = lived.done("timeline", "--person", NEW, "--entered")
    assert [one["number"] for one in person["entries"]] == [entry["number"]]
    code = lived.done("summary", "--unit", EDUCATION)["units"][0]["code"]
    assert lived.done("timeline", "--unit", code) == unit
    assert lived.refused("timeline", "--person", "629925") == "history.person_unknown"
    assert lived.refused("timeline", "--unit", "没有的局") == "case.unit_unknown"
    told = run("--data", lived.data, "--user", lived.user, "timeline", "--unit", EDUCATION).out
    assert f"{EDUCATION}  本台账自 {BEGAN} 起" in told
    assert "新增 占编 新人" in told


def test_a_summary_says_what_was_known_on_a_day(lived: Bianqing) -> None:
    now = lived.done("summary", "--known-on", TODAY)
    assert now == lived.done("summary")
    assert lived("summary", "--known-on", BEFORE).code == "history.not_known"


def test_wrong_words_are_wrong_commands(lived: Bianqing, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    for words in (
        ("history", "--out", out, "--year", "0"),
        ("history", "--out", out, "--table", "别的"),
        ("timeline",),
        ("compare-days", TODAY),
    ):
        assert lived(*words).exit == 2


def test_the_window_asks_the_same(desk: HistoryDesk, tmp_path: Path) -> None:
    member = newcomer(desk)
    unit, person = member.place.unit, member.person.person
    assert desk.timeline_of_unit(unit).entries[-1].change.kind == "人员上编"
    assert desk.timeline_of_person(person).subject == "新人"
    found = desk.compare_days(date(2026, 11, 19), NOW, Silent())
    assert [step.name for step in found.people] == ["新人"]
    assert [row.label for row in desk.told_comparison(found)] == ["编制变化", "新进"]
    assert desk.write_comparison(found, tmp_path / "between.xlsx") == 2
    assert desk.write_history("调动", unit, NOW, tmp_path / "moved.xlsx") == 1


def test_the_window_shows_what_was_known(desk: HistoryDesk) -> None:
    member = newcomer(desk)
    unit, person = member.place.unit, member.person.person
    dossier = desk.dossier_as_known(unit, NOW, NOW)
    assert dossier is not None
    assert member in dossier.members
    assert desk.member_as_known(person, NOW, NOW) == member
    assert desk.member_as_known(PersonId(999), NOW, NOW) is None
    with pytest.raises(Refusal) as caught:
        desk.dossier_as_known(unit, NOW, date(2026, 11, 1))
    assert caught.value.code == "history.not_known"
    assert desk.dossier_as_known(unit, date(2026, 1, 1), NOW) is None


def test_what_was_known_on_a_day_reaches_to_its_end(desk: HistoryDesk) -> None:
    later = replace(
        desk.opened, clock=clock_from({"BIANQING_TODAY": "2026-12-01"}, installed=False)
    )
    assert as_known(later, NOW, None) == AsOf(NOW)
    assert as_known(later, NOW, date(2026, 12, 1)) == AsOf(NOW)
    with later.register.reading() as reader:
        assert as_known(later, NOW, NOW) == AsOf(NOW, reader.last_change())
    asking, member = HistoryDesk(later), newcomer(desk)
    unit, person = member.place.unit, member.person.person
    assert asking.timeline_of_unit(unit, NOW) == asking.timeline_of_unit(unit)
    assert asking.timeline_of_person(person, NOW).subject == "新人"
    with pytest.raises(Refusal) as caught:
        asking.timeline_of_unit(unit, date(2026, 11, 1))
    assert caught.value.code == "history.not_known"
