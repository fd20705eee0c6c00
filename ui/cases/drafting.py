"""From the lines of a form to the particulars of a case, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from domain.case import Case, CaseId
from domain.case_outcomes import CaseDraft
from domain.dossier import Member
from domain.facts import UnitId
from domain.identity import clean_id_number
from domain.working_copy import Basis
from ui.cases.document_fields import DocumentFields
from ui.cases.line_card import LineValues
from ui.cases.lines import ENTRIES, MEMBERS, OTHERS, Business, Word
from ui.cases.model import Group

_CHANGE = "change"
_EVIDENCE = "evidence"


def groups_of(
    business: Business, unit: UnitId | None, lines: Sequence[LineValues]
) -> tuple[Group, ...]:
    """Return what the lines say, one group per case; none while there is no unit to it."""
    known = [(word, line) for line in lines if (word := business.word(line.title)) is not None]
    entries = tuple(_said(word, line) for word, line in known if word.goes == ENTRIES)
    others = tuple(_said(word, line) for word, line in known if word.goes == OTHERS)
    people = list(_people(business, known))
    if business.unit:
        told = (*others, *(person for _, person in people))
        return (Group(unit, told, entries),) if unit is not None else ()
    by_unit: dict[UnitId, list[Mapping[str, str]]] = {}
    for home, person in people:
        by_unit.setdefault(home, []).append(person)
    return tuple(
        Group(home, _merged(told) if business.merged else tuple(told), entries)
        for home, told in by_unit.items()
    )


def drafts_of(
    kind: str,
    groups: tuple[Group, ...],
    about: DocumentFields,
    based_on: tuple[Basis, ...],
    today: date,
) -> tuple[CaseDraft, ...]:
    """Return what groups and document say, each as the draft that it goes on with.

    A lone draft stays the same draft when its unit is corrected.
    """
    kept: dict[UnitId, CaseId] = {basis.unit: basis.case for basis in based_on}
    if len(groups) == 1 and len(kept) == 1:
        kept |= dict.fromkeys((group.unit for group in groups), *kept.values())
    return tuple(
        CaseDraft(
            kind,
            group.unit,
            about.document(),
            about.day(today),
            group.persons,
            about.explanation.text(),
            kept.get(group.unit),
            group.entries,
            about.correcting(),
        )
        for group in groups
    )


def _said(word: Word, line: LineValues) -> Mapping[str, str]:
    return {**({_CHANGE: word.said} if word.said else {}), **line.values}


def _people(
    business: Business, known: Sequence[tuple[Word, LineValues]]
) -> Iterator[tuple[UnitId, Mapping[str, str]]]:
    for word, line in known:
        if word.goes != MEMBERS:
            continue
        for member in line.members:
            name = {} if business.merged else {"name": member.person.name}
            yield member.place.unit, {**name, "id": member.person.id_no, **_said(word, line)}


def _merged(people: Iterable[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    """Make one particular of all that is said about one person."""
    found: dict[str, dict[str, str]] = {}
    for person in people:
        found.setdefault(person["id"], {}).update(person)
    return tuple(found.values())


def lines_of(
    business: Business, case: Case, members: Mapping[str, Member]
) -> tuple[LineValues, ...]:
    """Return the lines that say what a case does; `members` are its people by ID number."""
    return (*_entry_lines(business, case), *_person_lines(business, case, members))


def _entry_lines(business: Business, case: Case) -> Iterator[LineValues]:
    for entry in case.entries:
        word = _word(business, entry, ENTRIES)
        if word is not None:
            yield LineValues(word.title, _values(entry))


def _person_lines(
    business: Business, case: Case, members: Mapping[str, Member]
) -> Iterator[LineValues]:
    together: dict[tuple[str, tuple[tuple[str, str], ...]], list[Member]] = {}
    for person in case.persons:
        other = _word(business, person, OTHERS)
        member = members.get(clean_id_number(str(person.get("id", ""))))
        if other is not None:
            yield LineValues(other.title, _values(person))
        elif member is not None:
            for title, values in _changes_of(business, person):
                together.setdefault((title, tuple(values.items())), []).append(member)
    for (title, stated), people in together.items():
        yield LineValues(title, dict(stated), tuple(people))


def _changes_of(
    business: Business, person: Mapping[str, str]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the words that a person's particular holds, each with what it states."""
    values = {name: value for name, value in _values(person).items() if name not in ("id", "name")}
    if not business.merged:
        word = _word(business, person, MEMBERS)
        if word is not None:
            yield word.title, values
        return
    evidence = {_EVIDENCE: person[_EVIDENCE]} if person.get(_EVIDENCE) else {}
    for word in business.words:
        if word.field in person:
            yield word.title, {word.field: person[word.field], **evidence}


def _word(business: Business, stated: Mapping[str, str], goes: str) -> Word | None:
    said = str(stated.get(_CHANGE, ""))
    return next((w for w in business.words if w.goes == goes and w.said == said), None)


def _values(stated: Mapping[str, str]) -> dict[str, str]:
    return {name: str(value) for name, value in stated.items() if name != _CHANGE and value}
