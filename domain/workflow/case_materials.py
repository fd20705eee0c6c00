"""The papers of a case: which it must bring, and which of them are attached."""

from __future__ import annotations

from collections.abc import Iterator

from domain.archive import APPROVAL
from domain.case import Case
from domain.case_materials import missing, states_of
from domain.changes.amendment import Obstacle
from domain.codes import County
from domain.errors import Refusal
from domain.finding import Severity
from domain.intake.cells import Fault
from domain.materials import MaterialState
from domain.workflow.ports import Reader

EVIDENCE = 26
"""The rule that a case brings the papers that its kind asks for."""


def materials_in(reader: Reader, case: Case, county: County) -> tuple[MaterialState, ...]:
    """Return the papers that a case must or may bring, and whether they are attached.

    What is attached to the document that the case cites counts too, and is its 批文.
    """

    def label(name: str, value: str) -> str:
        table = county.tables.get(name)
        return (table.label_of(value) if table else None) or value

    guide = county.materials.of(case.kind)
    filed = frozenset(_filed(reader, case)) if guide.materials else frozenset()
    return states_of(guide, case, filed, label)


def lacking(states: tuple[MaterialState, ...], county: County) -> Iterator[Obstacle]:
    """Yield what a case lacks, where the county asks for it before a case is submitted."""
    names = missing(states) if county.materials.required else ()
    if names:
        fault = Fault("case.materials_missing", {"materials": names})
        yield Obstacle(EVIDENCE, Severity.ERROR, "", fault)


def require_complete(reader: Reader, case: Case, county: County) -> None:
    """Refuse `archive.materials_missing` for a finished case that lacks what it must bring."""
    for obstacle in lacking(materials_in(reader, case, county), county):
        raise Refusal("archive.materials_missing", case=case.id, **obstacle.fault.facts)


def _filed(reader: Reader, case: Case) -> Iterator[str]:
    for paper in reader.attachments(case=case.id):
        if paper.attached:
            yield paper.material
    for record in reader.documents_numbered(case.document.number):
        for paper in reader.attachments(record.id):
            if paper.attached:
                yield from (paper.material, APPROVAL)
