"""Cases that were entered too late, as reasons for the lights of their units.

They colour a unit while they are open: once a case is in the register its delay is past.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from domain.alerts.lights import Level, Reason
from domain.case_flow import open_states
from domain.codes import County
from domain.facts import OfficeCode, UnitId
from domain.workflow.case_progress import lags_of
from domain.workflow.office_data import calendar_of
from domain.workflow.ports import Reader


def late_reasons(
    reader: Reader, county: County, office: OfficeCode, day: date
) -> Mapping[tuple[OfficeCode, UnitId], Sequence[Reason]]:
    """Return per unit the open cases of the own `office` that came too late, as of a day.

    `Reason.item` is the case's number, `count` the working days. Sources: rules 27 and 66
    (枣庄、滕州编办: 10 个工作日内申报; 渭南市委编办: 5 个工作日内登记).
    """
    calendar = calendar_of(reader, county)
    found: dict[tuple[OfficeCode, UnitId], list[Reason]] = defaultdict(list)
    for case in reader.cases(open_states(county.flows)):
        if case.entered_at[:10] > day.isoformat():
            continue
        for lag in lags_of(case, county.flows.of(case.kind), calendar):
            level = Level.RED if lag.red else Level.YELLOW
            found[office, case.unit].append(Reason(level, lag.rule, lag.days, item=case.id))
    return found
