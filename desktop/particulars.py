"""The particulars of cases: which fields their lines know, and what a line says in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from domain.case import Case
from domain.changes import (
    contract,
    detachment,
    post_hold,
    quota_use,
    reversal,
    taking_back,
    transfer,
)
from domain.changes.unit_change import KIND as UNIT_CHANGE
from domain.facts import ContractWorker, Detachment, Occupancy, Person, Unit, columns
from domain.identity import clean_id_number, masked
from domain.words import Words

_PERSON: Final = frozenset(
    {*Person.__dataclass_fields__, *Occupancy.__dataclass_fields__} - {"person", "unit"}
    | {"id", "slot", "hold", "exit_reason", "exit_to", "evidence"}
)
_PERSON_OF: Final[Mapping[str, frozenset[str]]] = {
    contract.KIND: frozenset({*columns(ContractWorker)} - {"worker"} | {"change"}),
    detachment.KIND: frozenset({*columns(Detachment)} - {"person"} | {"change"}),
    transfer.KIND: frozenset({"change", "to"}),
    UNIT_CHANGE: frozenset({"to"}),
}
"""Particulars about people that only some kinds know."""
_ENTRY_OF: Final[Mapping[str, frozenset[str]]] = {
    UNIT_CHANGE: frozenset(
        {
            "change", "unit", "summary", "name", "kind", "rank", "nature", "category", "series",
            "supervisor", "funding", "uscc", "short_name", "other_names", "duties", "address",
            "head", "contact", "remark", "established_on", "nameplate", "into", "organs",
            "quota_type", "number", "source", "to", "from", "due_back", "post_kind", "level",
            "title", "organ", "quota", "chiefs", "deputies", "conditions",
        }
    ),
    quota_use.KIND: frozenset(
        {
            "change", "unit", "quota_type", "number", "approved", "purpose", "planned",
            "expires_on", "slot", "year", "remark",
        }
    ),
    post_hold.KIND: frozenset(
        {
            "change", "unit", "post_kind", "number", "level", "candidate", "expires_on", "hold",
            "remark",
        }
    ),
    contract.KIND: frozenset({"change", "unit", "number", "remark"}),
    transfer.KIND: frozenset({"change", "conditions"}),
    reversal.KIND: frozenset({reversal.CASE}),
}  # fmt: skip
"""What an entry may state, by kind; the other kinds have no entries."""
_NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    UNIT_CHANGE: ("unit_change.entry",),
    contract.KIND: ("contract_worker",),
    detachment.KIND: (Detachment.KIND,),
}
_NAMES: Final = ("entry", Occupancy.KIND, Person.KIND, Unit.KIND, "leader_post")
_NUMBER: Final = "id_no"


def known_of_person(kind: str) -> frozenset[str]:
    """Return the fields that a line about a person knows in a kind of business."""
    return _PERSON | _PERSON_OF.get(kind, frozenset())


def known_of_entry(kind: str) -> frozenset[str]:
    """Return the fields that an entry knows in a kind of business."""
    return _ENTRY_OF.get(kind, frozenset())


def entry_lines(case: Case, words: Words) -> Iterator[str]:
    """Yield what each entry of a case states, in words, with its number."""
    if case.kind == taking_back.KIND:
        # What goes back is told field by field, like any correction.
        yield f"取回：{'、'.join(taking_back.titles(case))}"
        return
    for number, entry in enumerate(case.entries, 1):
        said = "，".join(_stated(entry, case.kind, words))
        yield f"{number}. " + "：".join(filter(None, (entry.get("change", ""), said)))


def person_line(case: Case, person: Mapping[str, str], words: Words) -> str:
    """Return what a line about a person states beside who it is."""
    rest = {name: value for name, value in person.items() if name not in ("id", "name")}
    return "  ".join((*filter(None, (person.get("change", ""),)), *_stated(rest, case.kind, words)))


def _stated(line: Mapping[str, str], kind: str, words: Words) -> Iterator[str]:
    for name, value in line.items():
        if name != "change" and value:
            shown = masked(clean_id_number(value)) if name in ("id", _NUMBER) else value
            yield f"{words.field_name(name, *_NAMED.get(kind, ()), *_NAMES)} {shown}"
