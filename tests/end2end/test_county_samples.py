"""The sample workbooks through the installed command: what truth.json states is met exactly."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.end2end.installed import Installed

pytestmark = pytest.mark.slow

CODES = {
    "bad_check_digit": "person.id.check_digit",
    "truncated_id": "person.id.truncated",
    "duplicate_id": "person.id.duplicate",
    "sex_differs_from_id": "person.id.sex",
    "unknown_unit": "unit.unknown",
    "ambiguous_month": "date.ambiguous",
    "missing_key_field": "field.missing",
    "unknown_quota_type": "quota_type.unknown",
}
UNITS, PEOPLE = "机构编制基本情况表.xlsx", "人员花名册.xlsx"


@pytest.fixture(scope="module")
def truth(samples: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((samples / "truth.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def imported(
    tmp_path_factory: pytest.TempPathFactory, samples: Path
) -> tuple[Installed, dict[str, Any], dict[str, Any]]:
    """Return the office after both imports, and their answers."""
    home = tmp_path_factory.mktemp("samples")
    office = Installed(home, home / "data")
    founding = ("--code", "629925", "--name", "安澜县", "--level", "county", "--single-operator")
    office.done("init", *founding)
    units = office("import", "units", samples / UNITS)
    people = office("import", "persons", samples / PEOPLE, "--returned", home / "returned.xlsx")
    assert (units[0], people[0]) == (0, 3)
    return office, units[1], people[1]


Imported = tuple[Installed, dict[str, Any], dict[str, Any]]


def test_every_unit_goes_in(imported: Imported, truth: dict[str, Any]) -> None:
    _, units, _ = imported
    assert (units["read"], units["created"], units["rejected"]) == (
        truth["units"],
        truth["units"],
        [],
    )


def test_exactly_the_unsound_rows_come_back_under_their_codes(
    imported: Imported, truth: dict[str, Any]
) -> None:
    _, _, people = imported
    told: dict[int, set[str]] = {}
    for entry in people["rejected"]:
        told.setdefault(entry["row"], set()).add(entry["code"])
    expected = {row["row"]: {code} for kind, code in CODES.items() for row in truth[kind]}
    for row in truth["duplicate_id"]:
        expected[row["row"]] = {"person.id.duplicate"}
    assert sorted(told) == truth["after_import"]["rejected_rows"]
    assert {row: told[row] for row in expected} == expected
    warned = {entry["row"] for entry in people["warnings"] if entry["code"] == "person.id.birth"}
    assert warned == {row["row"] for row in truth["birth_differs_from_id"]}
    assert people["read"] == truth["persons_listed"]
    assert people["created"] == truth["after_import"]["persons"]


def test_the_counts_are_the_true_ones(imported: Imported, truth: dict[str, Any]) -> None:
    summary = imported[0].done("summary")
    totals = summary["totals"]
    assert {name: count["approved"] for name, count in totals.items()} == truth["approved_by_type"]
    assert {name: count["actual"] for name, count in totals.items()} == truth["after_import"][
        "actual_by_type"
    ]
    over = {
        f"{unit['name']}|{quota_type}": -count["vacant"]
        for unit in summary["units"]
        for quota_type, count in unit["types"].items()
        if count["vacant"] < 0
    }
    assert over == truth["after_import"]["over_quota"]


def test_the_checks_find_exactly_who_is_overdue(imported: Imported, truth: dict[str, Any]) -> None:
    code, found = imported[0]("check", "--rule", "40")
    assert code == 3
    assert {finding["person"] for finding in found["findings"]} == set(truth["overdue"])


def test_exactly_the_true_units_are_red_and_few_others_yellow(
    imported: Imported, truth: dict[str, Any]
) -> None:
    lights = imported[0].done("lights")["units"]
    colours = Counter(unit["light"] for unit in lights)
    red = {unit["name"] for unit in lights if unit["light"] == "red"}
    assert red == set(truth["after_import"]["red_units"])
    assert colours["yellow"] * 3 <= len(lights) - colours["red"]
    assert all(unit["reasons"] for unit in lights if unit["light"] in ("red", "yellow"))


def test_the_same_workbooks_again_change_nothing(imported: Imported, samples: Path) -> None:
    office, units, people = imported
    before = office.done("digest")
    again = office.done("import", "units", samples / UNITS)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, units["created"])
    again = office.done("import", "persons", samples / PEOPLE)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, people["created"])
    assert again["rejected"] == people["rejected"]
    assert office.done("digest") == before


def cells(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_the_returned_workbook_keeps_everything(imported: Imported, samples: Path) -> None:
    sent, returned = cells(samples / PEOPLE), cells(imported[0].home / "returned.xlsx")
    assert list(returned)[: len(sent)] == list(sent)
    for title, rows in sent.items():
        width = len(rows[0])
        assert [row[:width] for row in returned[title]] == rows


def test_a_mended_return_completes_the_import(
    imported: Imported, truth: dict[str, Any], tmp_path: Path
) -> None:
    office = Installed(tmp_path, tmp_path / "data")
    shutil.copytree(imported[0].data, office.data)
    path = tmp_path / "mended.xlsx"
    shutil.copy(imported[0].home / "returned.xlsx", path)
    mended = mend(path, imported[2]["rejected"])
    answer = office.done("import", "persons", path)
    assert {entry["row"] for entry in answer["rejected"]} == (
        set(truth["after_import"]["rejected_rows"]) - mended
    )
    assert answer["created"] == len(mended)
    assert office.done("summary")["persons"] == truth["after_import"]["persons"] + len(mended)


def mend(path: Path, rejected: Iterable[dict[str, Any]]) -> set[int]:
    """Mend what a person can mend by looking at the sheet; returns the rows."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = {cell.value: number for number, cell in enumerate(sheet[3], start=1)}
    mended = set()
    for entry in rejected:
        row, code = entry["row"], entry["code"]
        if code == "quota_type.unknown":
            sheet.cell(row, head["编制类型"]).value = "全额事业编制"
        elif code == "date.ambiguous":
            sheet.cell(row, head[entry["column"]]).value = "1998.10"
        elif code == "unit.unknown":
            sheet.cell(row, head["单位"]).value = "安澜县教育局"
        else:
            continue
        mended.add(row)
    book.save(path)
    return mended


def test_the_city_gives_back_the_countys_digest(
    imported: Imported, tmp_path: Path, truth: dict[str, Any]
) -> None:
    county = Installed(tmp_path, tmp_path / "county")
    shutil.copytree(imported[0].data, county.data)
    province, city = (Installed(tmp_path, tmp_path / name) for name in ("province", "city"))
    alone = "--single-operator"
    province.done("init", "--code", "62", "--name", "陇原省", "--level", "province", alone)
    city.done("init", "--code", "6299", "--name", "安河市", "--level", "city", alone)
    for lower, upper in ((city, province), (county, city)):
        lower.done("trust", "request", "--out", tmp_path / "request")
        upper.done("trust", "grant", tmp_path / "request", "--out", tmp_path / "grant")
        lower.done("trust", "install", tmp_path / "grant")
    created = county.done("package", "create", "--kind", "上报", "--to", "6299", "--out", tmp_path)
    accepted = city.done("package", "accept", created["path"])
    own = county.done("digest")
    assert accepted["digest"] == own["digest"]
    assert city.done("digest", "--office", "629925") == own
    assert accepted["difference"]["after"]["persons"] == truth["after_import"]["persons"]
    code, again = city("package", "accept", created["path"])
    assert (code, again["status"]) == (0, "already_accepted")
