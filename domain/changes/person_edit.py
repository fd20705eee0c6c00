"""人员修改 and 关键指标修改: fields of somebody in the register get new values.

A 变动 says that the world changed on the day: the new value holds from then on. A 更正 says that
the register was wrong: the new value holds on all days on which the register held the wrong one,
and what was told of those days before stays on record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from domain.case import CORRECTED
from domain.changes.holders import Named, belongs, errors, known, meaning, organ_named
from domain.changes.later import changed, lasting, left_later
from domain.changes.work import Work
from domain.facts import Departure, Fact, Occupancy, Person, PersonId
from domain.identity import birth_of, contradicts_birth, sex_of
from domain.intake.cells import text
from domain.versions import Version

EDIT: Final = "人员修改"
KEY_EDIT: Final = "关键指标修改"
EVIDENCE: Final = "evidence"
CLEARED: Final = "清空"
"""What a line states where a field is to say nothing from now on, or never said anything."""
NEW_NUMBER: Final = "id_no"
"""The field of a new ID number; "id" names the person by the one held."""
_KEYS: Final[Mapping[type[Fact], tuple[str, ...]]] = {
    Person: ("name", "id_no", "sex", "birth", "work_start"),
    Occupancy: ("quota_type", "quota_since", "quota_doc"),
}
"""关键指标: 姓名、身份证号、性别、出生日期、参加工作时间、占用编制、入编时间."""
_FREE: Final[Mapping[type[Fact], tuple[str, ...]]] = {
    Person: (
        "nation", "native_place", "politics", "party_joined", "education", "degree", "school",
        "graduated_on", "prof_title", "identity", "retire_track", "enforcement",
    ),
    Occupancy: (
        "funding", "post_class", "grade", "entry_source", "on_duty", "off_duty_reason", "order",
        "remark",
    ),
}  # fmt: skip
_POST: Final = (
    "organ", "role", "position", "lead_level", "appointed_on", "appoint_doc", "entry_mode",
    "entered_on", "slot_no", "uncounted", "above_rank", "above_doc",
)  # fmt: skip
"""Fields that the world changes by 人员异动 only; a wrong entry is corrected here."""
_NEVER: Final = ("unit", "to", "status")
NEVER_EMPTY: Final = ("name", "id_no", "quota_type", "on_duty")
_NUMBERS: Final = ("order",)
_MONTH: Final = len("2026-11")
_SEX: Final = frozenset({"sex", NEW_NUMBER})
_BIRTH: Final = frozenset({"birth", NEW_NUMBER})
Held = TypeVar("Held", bound=Fact)


def edit(work: Work) -> None:
    """Judge and carry out a case of 人员修改: `persons` say "id" and free fields with new values.

    All are people of the case's unit. A 更正 may set post fields too. Every value is read as an
    import reads it. "" states nothing; `CLEARED` empties a field, unless the county requires it or
    nobody can be without it.
    """
    correcting = work.case.mode == CORRECTED
    post = _POST if correcting else ()
    fields = {Person: _FREE[Person], Occupancy: (*_FREE[Occupancy], *post)}
    elsewhere = {name: "case.edit.key_field" for names in _KEYS.values() for name in names}
    elsewhere |= dict.fromkeys(_NEVER, "case.edit.transfer_field")
    if not correcting:
        elsewhere |= dict.fromkeys(_POST, "case.edit.transfer_field")
    _edit_all(work, fields, elsewhere)


def edit_keys(work: Work) -> None:
    """Judge and carry out a case of 关键指标修改: as `edit`, for the key fields.

    Each of `persons` names the papers that prove it in "evidence" (档案认定, 公安机关证明).
    """
    free = {name: "case.edit.free_field" for names in _FREE.values() for name in names}
    others = dict.fromkeys((*_POST, *_NEVER), "case.edit.transfer_field")
    _edit_all(work, _KEYS, free | others)
    for stated in work.case.persons:
        if not text(stated.get(EVIDENCE, "")):
            work.error(26, "case.edit.evidence", str(stated.get("id", "")))


@dataclass(frozen=True, slots=True)
class _Edited(Named):
    """One person of the case: what his line means, by kind of fact."""

    place: Occupancy | None
    news: dict[type[Fact], dict[str, Any]]


def _edit_all(
    work: Work, fields: Mapping[type[Fact], tuple[str, ...]], elsewhere: Mapping[str, str]
) -> None:
    edited = [_read(work, stated, fields, elsewhere) for stated in work.case.persons]
    sound = [one for one in edited if one is not None]
    for id_no, times in Counter(one.id_no for one in sound).items():
        if times > 1:
            work.error(16, "case.twice", id_no)
    taken = Counter(str(one.news[Person].get(NEW_NUMBER, "")) for one in sound)
    for one in sound:
        if _fits(work, one, taken):
            _carry_out(work, one)


def _read(
    work: Work,
    stated: Mapping[str, str],
    fields: Mapping[type[Fact], tuple[str, ...]],
    elsewhere: Mapping[str, str],
) -> _Edited | None:
    """Return what a line means, `None` when something in it can't stand."""
    found = known(work, stated)
    if found is None or not belongs(work, found):
        return None
    place = work.scene.on(Occupancy, found.number, work.day)
    one = _Edited(found.id_no, found.person, place, {Person: {}, Occupancy: {}})
    before = errors(work)
    kinds = {name: kind for kind, names in fields.items() for name in names}
    for name, written in stated.items():
        if name in ("id", EVIDENCE) or not text(written):
            continue
        if name not in kinds:
            code = elsewhere.get(name, "case.edit.unknown_field")
            work.error(2, code, one.id_no, field=name, name=one.person.name)
        else:
            one.news[kinds[name]][name] = _meaning(work, one, kinds[name], name, written)
    if one.place is None and one.news[Occupancy]:
        work.error(80, "case.person.no_place", one.id_no, name=one.person.name, day=work.day)
    if not any(one.news.values()) and errors(work) == before:
        work.error(1, "case.edit.nothing", one.id_no, name=one.person.name)
    return one if errors(work) == before else None


def _meaning(work: Work, one: _Edited, kind: type[Fact], name: str, written: str) -> object:
    if text(written) == CLEARED:
        if name in (*NEVER_EMPTY, *work.ground.county.required.get(kind.KIND, ())):
            work.error(1, "case.edit.required", one.id_no, field=name, name=one.person.name)
        return 0 if name in _NUMBERS else ""
    if name == "organ" and one.place is not None:
        return organ_named(work, one.place.unit, text(written), one.id_no)
    return meaning(work, name, written, one.id_no)


def _fits(work: Work, one: _Edited, taken: Counter[str]) -> bool:
    """Judge a person as he will be: the number nobody else's, sex and birth as it states."""
    before = errors(work)
    after = changed(one.person, one.news[Person])
    place = one.place and changed(one.place, one.news[Occupancy])
    if (after, place) == (one.person, one.place):
        work.error(1, "case.edit.same", one.id_no, name=one.person.name)
    number = str(one.news[Person].get(NEW_NUMBER, ""))
    other = work.scene.register.known_person(number) if number else None
    if number and (taken[number] > 1 or other not in (None, one.person.person)):
        work.error(16, "case.edit.number_taken", one.id_no, name=one.person.name)
    if _SEX & one.news[Person].keys() and after.sex not in ("", sex_of(after.id_no)):
        facts = {"name": after.name, "sex": sex_of(after.id_no)}
        work.error(12, "case.edit.sex", one.id_no, **facts)
    written = after.birth[:_MONTH]
    if _BIRTH & one.news[Person].keys() and contradicts_birth(after.id_no, written):
        facts = {"name": after.name, "written": written, "by_number": birth_of(after.id_no)}
        work.warn(11, "case.edit.birth", one.id_no, **facts)
    return errors(work) == before


def _carry_out(work: Work, one: _Edited) -> None:
    person, place = one.news[Person], one.news[Occupancy]
    if work.case.mode == CORRECTED:
        _correct(work, one.person, person)
        if one.place is not None:
            _correct(work, one.place, place)
        return
    lasting(work, one.person, person, one)
    if one.place is not None and not left_later(work, one, changed(one.place, place)):
        lasting(work, one.place, place, one)


def _correct(work: Work, wrong: Person | Occupancy, news: Mapping[str, object]) -> None:
    """Set fields right on all days around that of the case on which they held the wrong value."""
    kind = type(wrong)
    for name, value in news.items():
        run = _wrongly(work.scene.versions(kind, wrong.person), work.day, name)
        for version in run:
            right = changed(version.content, {name: value})
            work.scene.amend(kind, wrong.person, version.valid, right)
        if name == "quota_type":
            _correct_departure(work, wrong.person, run[-1], value)


def _correct_departure(
    work: Work, person: PersonId, last: Version[Any], quota_type: object
) -> None:
    """Let who left the place leave it as it was."""
    departures = work.scene.versions(Departure, person)
    for left in [one for one in departures if one.valid.start == last.valid.end]:
        right = changed(left.content, {"quota_type": quota_type})
        work.scene.amend(Departure, person, left.valid, right)


def _wrongly(versions: Iterable[Version[Held]], day: date, name: str) -> list[Version[Held]]:
    """Return the versions without gap around a day that say the same in one field as on it."""
    run: list[Version[Held]] = []
    for version in sorted(versions, key=lambda one: one.valid.start):
        follows = run and run[-1].valid.end == version.valid.start
        same = run and getattr(run[-1].content, name) == getattr(version.content, name)
        if not (follows and same):
            if any(one.valid.contains(day) for one in run):
                return run
            run = []
        run.append(version)
    return run
