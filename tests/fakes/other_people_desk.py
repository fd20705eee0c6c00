"""People beside the quota at the desk, in memory."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from domain.roster_terms import RosterTerms
from domain.workflow.rosters import DEPARTED, RETIRED

GONE = {
    "unit.name": "安澜县教育局",
    "person.name": "李伟",
    "person.sex": "男",
    "person.birth": "1960.01",
    "person.id_no": "629925196001010010",
    "departure.quota_type": "行政编制",
    "departure.exit_reason": "退休",
    "departure.exit_on": "2020.01",
    "departure.doc_no": "安编办函〔2020〕1号",
    "departure.exit_to": "",
    "departure.remark": "",
}


class FakeOtherPeopleDesk:
    """One person has retired; `rosters` are the workbooks that were written."""

    def __init__(self) -> None:
        super().__init__()
        self.rosters: list[str] = []

    def other_people(self, kind: str, day: date) -> tuple[Mapping[str, str], ...]:
        return (GONE,) if kind in (DEPARTED, RETIRED) else ()

    def write_other_roster(self, kind: str, day: date, path: Path, terms: RosterTerms) -> int:
        self.rosters.append(f"{terms.act} {kind} {path.name}")
        return len(self.other_people(kind, day))
