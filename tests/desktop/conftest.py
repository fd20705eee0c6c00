"""One small county per run, copied for whoever changes it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.desktop.commanding import PASSWORD, TODAY, Bianqing, init
from tests.desktop.small_county import write_people, write_units


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Set what a person would set in his shell, and keep the log out of his home."""
    environ = {
        "BIANQING_PASSWORD": PASSWORD,
        "BIANQING_NEW_PASSWORD": PASSWORD,
        "BIANQING_KDF": "test",
        "BIANQING_TODAY": TODAY,
        "XDG_STATE_HOME": str(tmp_path_factory.mktemp("state")),
    }
    with patch.dict(os.environ, environ):
        yield


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with units.xlsx and persons.xlsx."""
    folder = tmp_path_factory.mktemp("books")
    write_units(folder / "units.xlsx")
    write_people(folder / "persons.xlsx")
    return folder


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory, books: Path) -> Bianqing:
    """Return the county in 单人模式, imported; only to be read."""
    county = init(
        tmp_path_factory.mktemp("county") / "data", "629925", "安澜县", "county",
        "--single-operator",
    )  # fmt: skip
    county.done("import", "units", books / "units.xlsx")
    county.done("import", "persons", books / "persons.xlsx")
    return county


@pytest.fixture
def county(standing: Bianqing, tmp_path: Path) -> Bianqing:
    """Return a copy of the county that a test may change."""
    data = tmp_path / "county"
    shutil.copytree(standing.data, data)
    return Bianqing(data)
