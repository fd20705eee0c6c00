"""The table of the kinds of business (六类业务): what each examines and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from domain.case import CORRECTED, Case
from domain.changes import (
    contract,
    detachment,
    post_hold,
    quota_entry,
    quota_exit,
    quota_use,
    unit_change,
)
from domain.changes.amendment import Amendment, Obstacle, Restoration
from domain.changes.frozen_days import examine_frozen
from domain.changes.ground import Ground
from domain.changes.person_edit import EDIT, KEY_EDIT, edit, edit_keys
from domain.changes.reversal import KIND as REVERSAL
from domain.changes.reversal import reverse
from domain.changes.taking_back import KIND as TAKING_BACK
from domain.changes.taking_back import take_back
from domain.changes.transfer import KIND as TRANSFER
from domain.changes.transfer import transfer
from domain.changes.work import Doing, amended, examined
from domain.documents import is_document_number
from domain.errors import Refusal
from domain.finding import Severity
from domain.identity import clean_id_number
from domain.intake.cells import Fault

PERSONS: Final = "persons"
ENTRIES: Final = "entries"
EITHER: Final = "either"


@dataclass(frozen=True, slots=True)
class CaseKind:
    """One kind of business. Both functions are pure: they read the case and its ground only.

    `needs` says which particulars a case must have: persons, entries, or either. A case of a kind
    with `unit_optional` may name no unit of its own, and one of a kind that is `undocumented` no
    document: it prepares what a document will say. `mode` is that of all cases of the kind, ""
    where each states its own: a 冲销 takes back what was entered, the world did not change.
    A case of a kind `from_backup` is entered from a backup alone, by whoever may restore; the unit
    that it brings back may be gone on the day of effect.
    """

    name: str
    examine: Callable[[Case, Ground], Iterator[Obstacle]]
    amendments: Callable[[Case, Ground], Iterator[Amendment | Restoration]]
    needs: str = PERSONS
    unit_optional: bool = False
    mode: str = ""
    undocumented: bool = False
    from_backup: bool = False


def _worked(
    name: str,
    doing: Doing,
    needs: str = PERSONS,
    *,
    unit_optional: bool = False,
    mode: str = "",
    undocumented: bool = False,
) -> CaseKind:
    """Return a kind whose one function both judges and does."""
    does = partial(examined, doing), partial(amended, doing)
    return CaseKind(name, *does, needs, unit_optional, mode, undocumented)


KINDS: Final[Mapping[str, CaseKind]] = {
    kind.name: kind
    for kind in (
        CaseKind(quota_entry.KIND, quota_entry.examine, quota_entry.amendments),
        CaseKind(quota_exit.KIND, quota_exit.examine, quota_exit.amendments),
        _worked(TRANSFER, transfer),
        _worked(EDIT, edit),
        _worked(KEY_EDIT, edit_keys),
        _worked(REVERSAL, reverse, needs=ENTRIES, mode=CORRECTED),
        _worked(quota_use.KIND, quota_use.use_quota, ENTRIES),
        _worked(post_hold.KIND, post_hold.keep_posts, ENTRIES, undocumented=True),
        _worked(contract.KIND, contract.register_workers, EITHER),
        _worked(detachment.KIND, detachment.register_detachments),
        _worked(unit_change.KIND, unit_change.do, EITHER, unit_optional=True),
        replace(
            _worked(TAKING_BACK, take_back, ENTRIES, mode=CORRECTED, undocumented=True),
            from_backup=True,
        ),
    )
}
APPLIED_FOR: Final = tuple(kind.name for kind in KINDS.values() if not kind.from_backup)
"""The kinds that units apply for: each has a form and papers that it asks for."""


def kind_of(name: str) -> CaseKind:
    """Return a kind by its name; refuses `case.kind_unknown`."""
    if name not in KINDS:
        raise Refusal("case.kind_unknown", kind=name, kinds=tuple(KINDS))
    return KINDS[name]


def form_of(name: str) -> CaseKind:
    """Return a kind that may be stated in a form or file.

    Refuses `case.kind_unknown`, and `case.kind_from_backup` for one that is not.
    """
    kind = kind_of(name)
    if kind.from_backup:
        raise Refusal("case.kind_from_backup", kind=name)
    return kind


def corrects(name: str) -> bool:
    """Tell whether all cases of a kind say that the register was wrong."""
    return name in KINDS and KINDS[name].mode == CORRECTED


def amendments(case: Case, ground: Ground) -> Iterator[Amendment | Restoration]:
    """Yield what a case does; nothing for one of a kind that only a later program knows."""
    if case.kind in KINDS:
        yield from KINDS[case.kind].amendments(case, ground)


def examine(case: Case, ground: Ground) -> tuple[Obstacle, ...]:
    """Return everything that the pre-check finds in a case, errors first.

    A case of a kind that only a later program knows is shown, and can't go on.
    """
    if case.kind not in KINDS:
        fault = Fault("case.kind_unknown", {"kind": case.kind, "kinds": tuple(KINDS)})
        return (Obstacle(1, Severity.ERROR, "", fault),)
    kind = KINDS[case.kind]
    found = [
        *_examine_frame(case, ground),
        *_examine_others(case, ground),
        *kind.examine(case, ground),
        *examine_frozen(case, ground, kind.amendments(case, ground)),
    ]
    return tuple(sorted(found, key=lambda obstacle: obstacle.severity != Severity.ERROR))


def _examine_frame(case: Case, ground: Ground) -> Iterator[Obstacle]:
    def error(rule: int, code: str, **facts: object) -> Obstacle:
        return Obstacle(rule, Severity.ERROR, "", Fault(code, facts))

    yield from _examine_number(case, ground)
    if case.effective > ground.today:
        yield error(7, "case.future", day=case.effective, today=ground.today)
    kind = kind_of(case.kind)
    named = bool(case.unit) or not kind.unit_optional
    if named and ground.then is None and not kind.from_backup:
        yield error(28, "case.unit_absent", unit=case.unit, day=case.effective)
    for frozen in ground.frozen:
        if frozen.holds(case.effective):
            facts = {"first": frozen.first, "last": frozen.last, "reason": frozen.reason}
            code = "restore.frozen" if kind.from_backup else "case.frozen"
            yield error(75, code, day=case.effective, **facts)
    yield from _examine_content(case)


def _examine_number(case: Case, ground: Ground) -> Iterator[Obstacle]:
    number = case.document.number
    if not number and not kind_of(case.kind).undocumented:
        yield Obstacle(47, Severity.ERROR, "", Fault("case.document_missing", {}))
    if number and not is_document_number(number, ground.today):
        yield Obstacle(4, Severity.ERROR, "", Fault("case.document_number", {"number": number}))


def _examine_content(case: Case) -> Iterator[Obstacle]:
    needs = kind_of(case.kind).needs
    held = {PERSONS: case.persons, ENTRIES: case.entries, EITHER: (*case.persons, *case.entries)}
    if not held[needs]:
        code = "case.nobody" if needs == PERSONS else "case.nothing"
        yield Obstacle(1, Severity.ERROR, "", Fault(code, {}))


def _examine_others(case: Case, ground: Ground) -> Iterator[Obstacle]:
    numbers = (clean_id_number(str(person.get("id", ""))) for person in case.persons)
    for id_no in dict.fromkeys(numbers):
        if id_no in ground.submitted:
            fault = Fault("case.other_open", {"case": ground.submitted[id_no]})
            yield Obstacle(16, Severity.ERROR, id_no, fault)
