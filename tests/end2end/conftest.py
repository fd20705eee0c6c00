"""The machines of the walks: offices set up once, windows over copies of their data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.clock import ProgramClock
from desktop.front_door import OfficeDoor
from desktop.office import open_office
from desktop.preferences import FilePreferences
from desktop.resources import Resources, find_resources
from desktop.sample import ACCOUNT, CITY, COUNTY, PROVINCE
from domain.workflow.importing import ImportRequest
from tests.end2end.place import CLOCK, PASSWORD, Place, Quiet, found
from tests.end2end.walking import Clerk
from ui.collector import Collector
from ui.look.theme import Resources as Looks
from ui.look.theme import Theme, choose_style


@pytest.fixture(scope="session")
def resources() -> Resources:
    return find_resources()


@pytest.fixture(scope="session")
def theme(qapp: QApplication, resources: Resources) -> Theme:
    choose_style()
    own = (resources.folder / name for name in ("qss", "icons", "help"))
    made = Theme(Looks(resources.fonts, *own))
    made.load_fonts()
    made.dress(qapp)
    return made


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory, resources: Resources) -> Path:
    """Return a folder with a county just taken over and a city, both certified."""
    home = tmp_path_factory.mktemp("offices")
    for office in (PROVINCE, CITY, COUNTY):
        found(home / office.code, office, resources)
    with open_office(home / "629925", ACCOUNT, PASSWORD, resources, CLOCK) as county:
        for act, name in (
            (county.import_units, "units.xlsx"),
            (county.import_persons, "persons.xlsx"),
        ):
            act(county.actor, ImportRequest(resources.sample / name), Quiet())
    for below, above in (("6299", "62"), ("629925", "6299")):
        with open_office(home / below, ACCOUNT, PASSWORD, resources, CLOCK) as asking:
            request, _ = asking.trust.request()
        with open_office(home / above, ACCOUNT, PASSWORD, resources, CLOCK) as granting:
            granted, _ = granting.trust.grant(request)
        with open_office(home / below, ACCOUNT, PASSWORD, resources, CLOCK) as asking:
            asking.trust.install(granted, None)
    return home


@pytest.fixture
def collected_here(qapp: QApplication) -> Iterator[None]:
    """Let Qt objects die on this thread, whatever the workers allocate."""
    collector = Collector(qapp)
    yield
    collector.stop()
    collector.deleteLater()


@pytest.fixture
def machine(
    qtbot: QtBot,
    theme: Theme,
    resources: Resources,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[Path], Place]]:
    """Return what sets a machine up at a data folder."""
    monkeypatch.setenv("BIANQING_KDF", "test")
    places: list[Place] = []

    def at(data: Path, clock: ProgramClock = CLOCK) -> Place:
        memory = FilePreferences(tmp_path / f"{data.name}.json")
        memory.keep("account", ACCOUNT if data.exists() else "")
        again: list[str] = []
        door = OfficeDoor(data, resources, clock, memory, lambda _: again.append("again"))
        places.append(Place(Clerk(qtbot, tmp_path), door, theme, qtbot, again))
        return places[-1]

    yield at
    for place in places:
        for lanes in place.lanes:
            lanes.close()
        if place.door._presence is not None:
            place.door._presence.close()


@pytest.fixture
def county(offices: Path, tmp_path: Path, machine: Callable[[Path], Place]) -> Place:
    shutil.copytree(offices / "629925", tmp_path / "county")
    return machine(tmp_path / "county")
