"""What the register shows of one unit is what it shows of it among all."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.office import open_office
from desktop.resources import find_resources
from desktop.sample import ACCOUNT, COUNTY
from domain.register import UnitAt
from domain.workflow.importing import ImportRequest
from tests.end2end.place import CLOCK, PASSWORD, TODAY, Quiet, found

pytestmark = pytest.mark.slow


def test_each_unit_of_the_sample_county_alone_is_its_row_of_the_whole(tmp_path: Path) -> None:
    resources = find_resources()
    found(tmp_path, COUNTY, resources)
    with open_office(tmp_path, ACCOUNT, PASSWORD, resources, CLOCK) as county:
        for act, name in (
            (county.import_units, "units.xlsx"),
            (county.import_persons, "persons.xlsx"),
        ):
            act(county.actor, ImportRequest(resources.sample / name), Quiet())
        whole = county.overview.summary(TODAY, Quiet()).units
        alone = [
            county.overview.summary(TODAY, Quiet(), UnitAt(row.office, row.unit.unit)).units
            for row in whole
        ]
    assert alone == [(row,) for row in whole]
    assert {row.light for row in whole} > {"red"}
