"""The bundled county is sound, lives, and is what the generator makes."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.alerts.lights import Level, Light, lights
from domain.changes.amendment import Obstacle
from domain.checks.catalogue import findings_of, findings_of_register, rules_in_force
from domain.checks.rule import Census
from domain.documents import is_document_number
from domain.facts import OfficeCode
from domain.finding import Context, Departures, Finding, Severity
from domain.identity import id_number_is_sound, uscc_is_sound
from domain.intake.persons import Candidate, read_persons
from domain.intake.unit_names import UnitNames
from export.workbooks.layout import load_layout
from export.workbooks.table import read_tables
from tests.county.bulk import UNITS, dossiers, members, rows, units_file
from tests.county.county import SampleCounty, generate
from tests.county.names import RARE
from tests.county.replay import RESOURCES, Replay, county_data
from tests.county.workbooks import CASES_FILE, PERSONS_FILE, UNITS_FILE, write_all
from tests.county.years import ENTRY

pytestmark = pytest.mark.slow
SAMPLE = RESOURCES / "sample"
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def county() -> SampleCounty:
    return generate()


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SAMPLE / CASES_FILE).read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def replay(documents: list[dict[str, Any]]) -> tuple[Replay, list[tuple[Obstacle, ...]]]:
    """Return the register after all cases, and what the pre-check said of each case."""
    register = Replay(county_data(), TODAY)
    register.take_units(SAMPLE / UNITS_FILE)
    register.take_persons(SAMPLE / PERSONS_FILE)
    return register, [register.live_through(document) for document in documents]


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}


def test_the_committed_files_are_what_the_generator_makes(
    county: SampleCounty, tmp_path: Path
) -> None:
    write_all(county, tmp_path)
    for name in (UNITS_FILE, PERSONS_FILE):
        # Compared unpacked: another zlib may pack the same text into other bytes.
        assert members_of(tmp_path / name) == members_of(SAMPLE / name)
    assert (tmp_path / CASES_FILE).read_bytes() == (SAMPLE / CASES_FILE).read_bytes()


def test_the_same_county_is_written_into_the_same_bytes(
    county: SampleCounty, tmp_path: Path
) -> None:
    write_all(county, tmp_path / "one")
    write_all(generate(), tmp_path / "two")
    for name in (UNITS_FILE, PERSONS_FILE, CASES_FILE):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_it_has_120_units_and_6000_people_and_stays_small(county: SampleCounty) -> None:
    assert abs(len(county.units) - 120) <= 5
    assert abs(sum(1 for _ in county.members()) - 6000) <= 200
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 3_000_000


def everybody(county: SampleCounty) -> Iterator[tuple[int, str, str]]:
    for member in county.members():
        yield member.person.person, member.person.name, member.person.id_no
    for move in county.moves:
        for member in move.members:
            yield member.person.person, member.person.name, member.person.id_no


def test_numbers_of_people_and_units_are_sound_and_distinct(county: SampleCounty) -> None:
    people = set(everybody(county))
    numbers = [number for _, _, number in people]
    assert all(map(id_number_is_sound, numbers))
    assert all(number.startswith("6299") for number in numbers)
    assert len(set(numbers)) == len(numbers) == len({person for person, _, _ in people})
    codes = [unit.uscc for unit in county.units]
    assert all(map(uscc_is_sound, codes))
    assert len(set(codes)) == len(codes)


def test_some_names_are_hard_to_print(county: SampleCounty) -> None:
    names = [name for _, name, _ in everybody(county)]
    assert any("·" in name for name in names)
    assert all(any(char in name for name in names) for char in RARE)


def test_every_row_of_the_workbooks_goes_in(
    replay: tuple[Replay, list[tuple[Obstacle, ...]]], county: SampleCounty
) -> None:
    register, _ = replay
    assert register.began == date(2021, 1, 1)
    assert register.unsound == []
    assert [unit.name for unit in register.units.values()] == [unit.name for unit in county.units]
    assert {code: list(held) for code, held in register.organs.items()}.keys() == {
        unit.unit for unit in county.units
    }


def test_cases_happen_every_year_in_the_order_of_their_days(
    documents: list[dict[str, Any]],
) -> None:
    days = [document["effective"] for document in documents]
    assert days == sorted(days)
    assert days[-1] <= "2026-11-20"
    years = Counter(day[:4] for day in days)
    assert set(years) == {"2021", "2022", "2023", "2024", "2025", "2026"}
    assert all(60 <= number <= 80 for year, number in years.items() if year != "2026")
    assert all(1 <= len(document["persons"]) <= 8 for document in documents)


def test_every_case_cites_its_own_document(documents: list[dict[str, Any]]) -> None:
    numbers = [document["document"]["number"] for document in documents]
    assert len(set(numbers)) == len(numbers)
    assert all(is_document_number(number, TODAY) for number in numbers)
    assert all(d["document"]["date"] <= d["effective"] for d in documents)


def test_recruits_come_in_autumn_and_veterans_in_spring(documents: list[dict[str, Any]]) -> None:
    months: dict[str, set[str]] = {}
    for document in documents:
        if document["kind"] == ENTRY:
            mode = document["persons"][0]["entry_mode"]
            months.setdefault(mode, set()).add(document["effective"][:7])
    for year in range(2021, 2027):
        assert {f"{year}-09", f"{year}-10"} <= months["公务员考录"] | months["事业单位招聘"]
        assert f"{year}-04" in months["军转安置"]


def test_every_case_passes_on_top_of_the_former_ones(
    replay: tuple[Replay, list[tuple[Obstacle, ...]]], documents: list[dict[str, Any]]
) -> None:
    _, found = replay
    assert not [o for obstacles in found for o in obstacles if o.severity == Severity.ERROR]
    warned = [document for document, obstacles in zip(documents, found, strict=True) if obstacles]
    assert [document["unit"] for document in warned] == ["安澜县应急管理局", "安澜县交通运输局"]
    assert all(document["explanation"] for document in warned)


@pytest.fixture(scope="module")
def painted(
    replay: tuple[Replay, list[tuple[Obstacle, ...]]],
) -> tuple[dict[str, Light], list[Finding]]:
    """Return today's lights by unit name and everything that the rules find."""
    register, _ = replay
    county = register.county
    units = {unit.unit: unit for unit in register.units.values()}
    departures = Departures(register.departures())
    context = Context(TODAY, county, register.began, units, departures)
    rules = rules_in_force(county)
    found: list[Finding] = []
    colours = {}
    for dossier in register.dossiers():
        findings = list(findings_of(dossier, context, rules))
        colours[dossier.unit.name] = lights(dossier, findings, context)
        found += findings
    found += findings_of_register(
        Census(units=[(OfficeCode("629925"), unit) for unit in register.units.values()]),
        context,
        rules,
    )
    return colours, found


def test_eight_units_are_red_and_a_modest_number_yellow(
    painted: tuple[dict[str, Light], list[Finding]],
) -> None:
    colours, _ = painted
    reds = {name: light for name, light in colours.items() if light.level is Level.RED}
    assert sorted(light.reasons[0].rule for light in reds.values()) == [40, 40, 40, *([48] * 5)]
    assert {light.reasons[0].rule for light in colours.values() if light.reasons} == {40, 41, 48}
    levels = Counter(light.level for light in colours.values())
    assert 5 <= levels[Level.YELLOW] <= 30
    assert levels[Level.GREY] == 0


def test_only_the_forgotten_are_past_their_month(
    painted: tuple[dict[str, Light], list[Finding]], county: SampleCounty
) -> None:
    _, found = painted
    overdue = {finding.facts["id_no"] for finding in found if finding.rule == 40}
    assert overdue == county.forgotten


def test_nothing_else_is_wrong_with_the_county(
    painted: tuple[dict[str, Light], list[Finding]],
) -> None:
    _, found = painted
    assert {finding.rule for finding in found} == {40, 41, 48}


def test_another_seed_is_another_county() -> None:
    one, other = generate(1, 30, 300), generate(2, 30, 300)
    assert one.units != other.units
    assert abs(sum(1 for _ in one.members()) - 300) < 60


def test_bulk_rosters_are_sound_in_every_known_column(tmp_path: Path) -> None:
    path = rows(300, 40, tmp_path)
    assert rows(300, 40, tmp_path) == path
    register = Replay(county_data(), TODAY)
    register.take_units(units_file(UNITS, 300, tmp_path))
    (table,) = read_tables(path, [load_layout(RESOURCES / "headers" / "persons.json")])
    known = {column.field for column in table.columns}
    assert known == set(table_fields())
    assert len(known) + len(table.unknown_columns) == 40
    names = UnitNames.of(register.units.values())
    results = list(read_persons(table, names, register.county))
    assert len(results) == 300
    assert all(isinstance(result, Candidate) and not result.warnings for result in results)


def table_fields() -> list[str]:
    layout = load_layout(RESOURCES / "headers" / "persons.json")
    return [field.field for field in layout.fields]


def test_bulk_people_and_units_are_as_many_as_asked() -> None:
    assert len(members(500)) == 500
    asked = dossiers(130, 700)
    assert len(asked) == 130
    assert sum(len(dossier.members) for dossier in asked) >= 700
    assert all(dossier.ledger and dossier.quotas and dossier.posts for dossier in asked)
