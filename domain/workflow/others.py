"""Reads who is beside the quota or away from it."""

from __future__ import annotations

from domain.facts import ContractControl, ContractWorker, Detachment, OfficeCode
from domain.others import Others
from domain.versions import AsOf
from domain.workflow.ports import Reader


def others_on(reader: Reader, when: AsOf, office: OfficeCode | None = None) -> Others:
    """Return an office's 编外人员, control numbers, detachments and who is off duty on a day."""
    return Others(
        reader.facts(ContractWorker, when, None, office),
        reader.facts(ContractControl, when, None, office),
        reader.facts(Detachment, when, None, office),
        reader.off_duty(when, office),
    )
