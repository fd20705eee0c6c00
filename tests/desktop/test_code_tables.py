"""A city hands its calendar down to its counties by one file, as the command line does it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.resources import find_resources
from domain.facts import OfficeCode
from domain.register import Office
from domain.workflow.exchange import cargoes
from export.packages.kinds import KINDS
from tests.desktop.commanding import Bianqing, init
from tests.desktop.test_exchange import enrol
from tests.desktop.test_witness import acts, entries

CALENDAR = ("calendar", "show", 2027)
SPRING = ("--rest", "01-01", "02-08", "--work", "02-06")


@dataclass(frozen=True)
class Offices:
    """A city, two of its counties, and where packages are written."""

    folder: Path

    @property
    def city(self) -> Bianqing:
        return Bianqing(self.folder / "city")

    @property
    def county(self) -> Bianqing:
        return Bianqing(self.folder / "county")

    @property
    def other(self) -> Bianqing:
        return Bianqing(self.folder / "other")

    def create(self, *to: str) -> Any:  # noqa: ANN401 - any JSON
        """Write the city's next package for offices."""
        words = [word for code in to for word in ("--to", code)]
        stick = self.folder / "stick"
        stick.mkdir(exist_ok=True)
        return self.city.done("package", "create", "--kind", "代码表", *words, "--out", stick)


def three_enrolled(folder: Path) -> Offices:
    """Found a province, a city and a county in a folder, each certified by the one above."""
    alone = "--single-operator"
    province = init(folder / "province", "62", "陇原省", "province", alone)
    made = Offices(folder)
    init(made.city.data, "6299", "安河市", "city", alone)
    init(made.county.data, "629925", "安澜县", "county", alone)
    enrol(made.city, province, folder)
    enrol(made.county, made.city, folder)
    return made


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    made = three_enrolled(tmp_path_factory.mktemp("offices"))
    init(made.other.data, "629926", "清平县", "county", "--single-operator")
    enrol(made.other, made.city, made.folder)
    made.city.done("calendar", "set", 2027, *SPRING)
    return made


@pytest.fixture
def offices(enrolled: Offices, tmp_path: Path) -> Offices:
    """Return copies that a test may change."""
    for name in ("province", "city", "county", "other"):
        shutil.copytree(enrolled.folder / name, tmp_path / name)
    return Offices(tmp_path)


def test_a_calendar_is_looked_at_and_accepted_with_one_file_for_two(offices: Offices) -> None:
    made = offices.create("629926", "629925")
    assert (made["status"], made["kind"], made["recipients"], made["seq"]) == (
        "written", "代码表", ["629925", "629926"], 1,
    )  # fmt: skip
    assert made["counts"] == {"work_year": 9}
    for county in (offices.county, offices.other):
        seen = county.done("package", "inspect", made["path"])
        assert (seen["status"], seen["sender"]) == ("verified", "6299")
        dry = county.done("package", "accept", made["path"], "--dry-run")
        assert dry["difference"]["years"]["2027"]["state"] == "new"
        assert dry["difference"]["years"]["2026"]["state"] == "same"
        assert not county.done(*CALENDAR)["known"]
        before = len(entries(county))
        taken = county.done("package", "accept", made["path"])
        assert (taken["status"], taken["digest"]) == ("accepted", made["digest"])
        assert [act for act, _, _ in acts(county, before)][:2] == [
            "office.calendar", "package.accept",
        ]  # fmt: skip
        assert county.done(*CALENDAR) == {
            "year": 2027, "known": True, "source": "6299",
            "rest": ["01-01", "02-08"], "work": ["02-06"],
        }  # fmt: skip
        assert county.done("package", "accept", made["path"])["status"] == "already_accepted"


def test_what_the_county_entered_gives_way_and_the_words_say_so(offices: Offices) -> None:
    offices.county.done("calendar", "set", 2027, "--rest", "01-01")
    made = offices.create("629925")
    told = offices.county.in_words("package", "accept", made["path"], "--dry-run")
    assert "2027 年：有变动；本办自己录入的以上级为准；增加休息日 02-08；增加补班日 02-06" in told
    assert offices.county.done(*CALENDAR)["source"] == "own"
    offices.county.done("package", "accept", made["path"])
    assert offices.county.done(*CALENDAR)["rest"] == ["01-01", "02-08"]


def test_a_county_that_missed_one_takes_the_next_and_no_older_one(offices: Offices) -> None:
    first, second = offices.create("629925"), offices.create("629926")
    third = offices.create("629925", "629926")
    assert offices.other.refused("package", "accept", first["path"]) == "package.wrong_recipient"
    offices.other.done("package", "accept", third["path"])
    assert offices.other.refused("package", "accept", second["path"]) == "package.replayed"
    offices.county.done("package", "accept", third["path"])
    assert offices.county.refused("package", "accept", first["path"]) == "package.replayed"


def test_a_damaged_file_changes_nothing(offices: Offices) -> None:
    path = Path(offices.create("629925")["path"])
    content = path.read_bytes()
    path.write_bytes(content[:-20] + bytes([content[-20] ^ 1]) + content[-19:])
    for act in ("inspect", "accept"):
        assert offices.county.refused("package", act, path) == "package.tampered"
    assert not offices.county.done(*CALENDAR)["known"]


@pytest.mark.parametrize(
    ("office", "to"),
    [("county", "6299"), ("city", "62"), ("city", "629801"), ("county", "629926")],
)
def test_tables_go_down_one_level_only(
    enrolled: Offices, tmp_path: Path, office: str, to: str
) -> None:
    create = ("package", "create", "--kind", "代码表", "--to", to, "--out", tmp_path)
    code = Bianqing(enrolled.folder / office).refused(*create)
    assert code == "package.wrong_direction"
    assert list(tmp_path.iterdir()) == []


def test_a_city_without_the_countys_certificate_is_told_how_to_get_it(
    enrolled: Offices, tmp_path: Path
) -> None:
    create = ("package", "create", "--kind", "代码表", "--to", "629999", "--out", tmp_path)
    answer = enrolled.city(*create)
    assert (answer.exit, answer.code) == (1, "trust.office_unknown")
    for step in ("629999", "trust request", "trust grant", "安装"):
        assert step in answer.text
    assert list(tmp_path.iterdir()) == []


def test_the_report_upward_keeps_its_own_numbers(offices: Offices) -> None:
    offices.create("629925")
    report = ("package", "create", "--kind", "上报", "--to", "62", "--out", offices.folder)
    assert [offices.city.done(*report)["seq"] for _ in range(2)] == [1, 2]
    assert offices.create("629925")["seq"] == 2


def test_every_kind_of_the_file_format_has_its_cargo() -> None:
    county = find_resources().county
    office = Office(OfficeCode("6299"), "安河市", "city")
    assert set(cargoes(office, county)) == {kind.name for kind in KINDS}
