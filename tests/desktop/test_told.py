"""What commands say to a person, without --json."""

from __future__ import annotations

from pathlib import Path

from desktop.resources import find_resources
from tests.desktop.commanding import Bianqing, run
from tests.desktop.small_county import EDUCATION, FINANCE, PEOPLE, person, write_people


def told(office: Bianqing, *words: object) -> str:
    answer = run("--data", office.data, *words)
    assert answer.err == ""
    return answer.out


def crowd(path: Path, *, doubtful: bool) -> Path:
    """Write forty people: without a unit that is known, or with a birth month not their own."""
    people = [person(FINANCE, f"新{n}", f"199701{n:02d}{100 + n}") for n in range(1, 29)]
    people += [person(FINANCE, f"又{n}", f"199702{n:02d}{200 + n}") for n in range(1, 13)]
    wrong = {"出生年月": "1997.11"} if doubtful else {"单位": "无此局"}
    return write_people(path, tuple({**row, **wrong} for row in people))


def test_rows_that_are_not_shown_are_counted(county: Bianqing, tmp_path: Path) -> None:
    source = crowd(tmp_path / "crowd.xlsx", doubtful=False)
    shown = told(county, "import", "persons", source)
    assert shown.count("[退回]") == 30
    assert "……另有 10 条退回，加 --returned 文件 可写出错误表" in shown
    shown = told(county, "import", "persons", source, "--returned", tmp_path / "back.xlsx")
    assert "……另有 10 条退回，见错误表" in shown


def test_warnings_that_are_not_shown_are_counted(county: Bianqing, tmp_path: Path) -> None:
    source, back = crowd(tmp_path / "crowd.xlsx", doubtful=True), tmp_path / "back.xlsx"
    shown = told(county, "import", "persons", source, "--returned", back)
    assert shown.count("[提醒]") == 30
    assert "……另有 10 条提醒，见错误表" in shown
    assert f"错误表：{back}" in shown


def test_a_return_of_a_sound_workbook_is_called_a_copy(
    county: Bianqing, books: Path, tmp_path: Path
) -> None:
    back = tmp_path / "back.xlsx"
    shown = told(county, "import", "persons", books / "persons.xlsx", "--returned", back)
    assert back.is_file()
    assert "错误表" not in shown
    assert f"没有退回和提醒的行，原表内容另存在 {back}" in shown


def test_the_summary_never_sets_vacancies_against_surplus(county: Bianqing, tmp_path: Path) -> None:
    more = tuple(person(FINANCE, f"新{n}", f"1997010{n}10{n}") for n in (1, 2, 3))
    county.done("import", "persons", write_people(tmp_path / "more.xlsx", more))
    lines = told(county, "summary").splitlines()
    assert lines[:4] == [
        f"2026-11-21  单位 4 个，在编 {len(PEOPLE) + 3} 人",
        "  编制合计 核定 14 实有 13 空编 4 超编 3",
        "  领导职数 核定 8 实配 0",
        "  行政编制 核定 6 实有 7 空编 2 超编 3",
    ]
    assert "行政编制 核定 2 实有 5 超编 3" in next(line for line in lines if FINANCE in line)
    assert "行政编制 核定 4 实有 2 空缺 2" in next(line for line in lines if EDUCATION in line)


def test_sentences_follow_each_other_and_nothing_is_said_of_none() -> None:
    words = find_resources().words
    blocked = words.say("case.blocked", {"case": "1", "reasons": ["甲不对。", "乙不对。"]})
    assert blocked.endswith("：甲不对。乙不对。")
    for code in ("case.unit_unknown", "unit.unknown"):
        assert "相近的单位" not in words.say(code, {"name": "无此局", "near": []})
        near = words.say(code, {"name": "教育", "near": ["甲局", "乙局"]})
        assert "相近的单位：甲局、乙局" in near
