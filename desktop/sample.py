"""The sample county: taken over as it stood in 2021, with every case since."""

from __future__ import annotations

import json
from typing import Any, Final

from desktop.case_files import draft_of
from desktop.office import OpenOffice
from domain.facts import OfficeCode
from domain.outcomes import ImportOutcome
from domain.register import Office
from domain.workflow.importing import ImportRequest
from domain.workflow.ports import Progress

PROVINCE: Final = Office(OfficeCode("62"), "陇原省", "province")
CITY: Final = Office(OfficeCode("6299"), "安河市", "city")
COUNTY: Final = Office(OfficeCode("629925"), "安澜县", "county")
ACCOUNT: Final = "负责人"


def answer_for_clock(office: OpenOffice) -> None:
    """Answer for the clock of a demonstration, where nobody else does, and do what waited."""
    if office.trust.reckoned().doubt:
        office.trust.confirm_clock()
    if office.office.level == PROVINCE.level and not office.trust.founded:
        office.trust.found()


def load_sample(county: OpenOffice, progress: Progress) -> tuple[ImportOutcome, ImportOutcome]:
    """Import the sample county and carry its cases up to today; returns what the imports did."""
    sample = county.resources.sample
    units, persons = (
        act(county.actor, ImportRequest(sample / name), progress)
        for act, name in (
            (county.import_units, "units.xlsx"),
            (county.import_persons, "persons.xlsx"),
        )
    )
    stated = json.loads((sample / "cases.json").read_text(encoding="utf-8"))
    today = county.clock.today().isoformat()
    past = [case for case in stated if case["effective"] <= today]
    for done, case in enumerate(past, start=1):
        progress.step(done, len(past))
        carry(county, case)
    return units, persons


def carry(county: OpenOffice, case: dict[str, Any]) -> str:
    """Carry one case file's content from draft through approval; returns its number."""
    actor = county.actor
    drafted = county.cases.draft(actor, draft_of(case, county))
    county.cases.submit(actor, drafted.case.id)
    return county.cases.approve(actor, drafted.case.id).case.id
