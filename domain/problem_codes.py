"""What a county settles about problems: deadlines, reminders, evidence, 审批联动, the 专项."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_SOURCE: Final = "source"


@dataclass(frozen=True, slots=True)
class SpecialGroup:
    """One group of people a 专项 looks for: registered as detached by one of `kinds`.

    `overdue`: only those whose last day has passed, or who have none and have been away for
    longer than `months`. `off_duty`: also those marked 不在岗 without such a registration.
    """

    label: str
    kinds: tuple[str, ...]
    overdue: bool = False
    months: int = 12
    off_duty: bool = False


@dataclass(frozen=True, slots=True)
class Special:
    """A 专项: a saved query whose hits become problems to be put right within so many 工作日."""

    name: str
    deadline_days: int
    groups: tuple[SpecialGroup, ...]


@dataclass(frozen=True, slots=True)
class ProblemCodes:
    """The county's numbers, switches and lists about the problem ledger.

    Days of deadline and grace are 工作日. `grades` are the reminders, mildest first; one is never
    followed by a milder one, and none is left out unless `skip_grades`. The next is due
    `remind_every_days` days after the last. For problems of a source in `explanation_suffices` a
    说明 stands for evidence. Findings of `check_severities` are entered, but for those of
    `rules_left_out`, which announce what is to come. `contact_roles` tell whose name and telephone
    are entered as 责任人, the first there is.

    `blocking` (审批联动): a unit gets no new places while a problem has been overdue for more than
    `grace_days` and was reminded of at least as gravely as `blocking_after`, "" for any.
    """

    grades: tuple[str, ...] = ("电话通知", "函告", "通知主要领导")
    skip_grades: bool = False
    deadline_days: int = 15
    remind_every_days: int = 7
    explanation_suffices: tuple[str, ...] = ()
    check_severities: tuple[str, ...] = ("error", "warning")
    rules_left_out: tuple[int, ...] = ()
    contact_roles: tuple[str, ...] = ()
    blocking: bool = False
    grace_days: int = 0
    blocking_after: str = ""
    specials: Mapping[str, Special] = field(default_factory=dict)

    def gravity(self, grade: str) -> int:
        """Return a grade's place among all, 1 for the mildest, 0 for "" or an unknown one."""
        return self.grades.index(grade) + 1 if grade in self.grades else 0


def problem_codes_of(document: Mapping[str, Any], specials: Mapping[str, Any]) -> ProblemCodes:
    """Build the codes from the county's files `problems` and `specials`."""
    stated: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in document.items()
        if name != _SOURCE
    }
    known = (_special(entry) for entry in specials["specials"])
    return ProblemCodes(**stated, specials={special.name: special for special in known})


def _special(entry: Mapping[str, Any]) -> Special:
    groups = (
        SpecialGroup(**{**group, "kinds": tuple(group["kinds"])}) for group in entry["groups"]
    )
    return Special(entry["name"], entry["deadline_days"], tuple(groups))
