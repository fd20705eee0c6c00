"""The main job once, by one command, in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook

from tests.end2end.installed import Installed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Return where the demonstration ran, and its answer."""
    home = tmp_path_factory.mktemp("demo")
    code, answer = Installed(home, home)("demo", home / "out")
    assert code == 0, answer
    return home, answer


Shown = tuple[Path, dict[str, Any]]


def product(shown: Shown, kind: str) -> Path:
    (path,) = [Path(each["path"]) for each in shown[1]["products"] if each["kind"] == kind]
    assert path.is_absolute()
    return path


def test_each_product_is_there_once(shown: Shown) -> None:
    kinds = [each["kind"] for each in shown[1]["products"]]
    assert [kinds.count(kind) for kind in ("handbook", "ledger", "package")] == [1, 1, 1]
    assert pypdf.PdfReader(product(shown, "handbook")).pages
    assert load_workbook(product(shown, "ledger")).worksheets[0].max_row > 100
    assert product(shown, "package").stat().st_size > 0


def test_every_office_opens_with_the_given_password(shown: Shown) -> None:
    home, answer = shown
    offices = answer["offices"]
    assert [(office["level"], office["code"]) for office in offices] == [
        ("province", "62"),
        ("city", "6299"),
        ("county", "629925"),
    ]
    for office in offices:
        opened = Installed(home, Path(office["data"]))
        (account,) = opened.done("account", "list")["accounts"]
        assert (account["name"], account["roles"]) == (office["user"], ["负责人"])
        assert opened.done("--user", office["user"], "verify", "--full")["ok"]


def test_the_city_holds_what_the_county_reported(shown: Shown) -> None:
    home, answer = shown
    data = {office["level"]: Path(office["data"]) for office in answer["offices"]}
    city, county = Installed(home, data["city"]), Installed(home, data["county"])
    own = county.done("digest")
    assert answer["counts"]["digest"] == own["digest"]
    assert city.done("digest", "--office", "629925") == own
    assert city.done("summary")["persons"] == answer["counts"]["persons"]
    code, again = city("package", "accept", product(shown, "package"))
    assert (code, again["status"]) == (0, "already_accepted")


def test_both_cases_are_done_and_the_lights_are_mixed(shown: Shown) -> None:
    home, answer = shown
    county = Installed(home, Path(answer["offices"][2]["data"]))
    for number in answer["counts"]["cases"].values():
        case = county.done("case", "show", number)["case"]
        assert (case["state"], case["single"]) == ("done", True)
    lights = answer["counts"]["lights"]
    assert lights["red"] > 0
    assert lights["yellow"] * 3 <= answer["counts"]["units"]
    early = county.done("summary", "--as-of", "2022-06-01")
    assert early["persons"] != answer["counts"]["persons"]


def test_a_folder_in_use_is_left_alone(shown: Shown) -> None:
    home, _ = shown
    before = sorted(home.rglob("*"))
    code, answer = Installed(home, home)("demo", home / "out")
    assert (code, answer["error"]["code"]) == (1, "command.exists")
    assert sorted(home.rglob("*")) == before
