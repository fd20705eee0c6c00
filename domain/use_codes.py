"""What a county settles about using places and posts, and about people beside the quota."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class EntryRoute:
    """From which quota types an entry mode may bring somebody, and onto which."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UseCodes:
    """The county's numbers, switches and lists about 用编, 职数预审 and 其他人员.

    An unused slot lapses `slot_months` after it was granted, a kept post after `hold_months`.
    `reserve_vacant_leader_posts`: vacant leading posts are taken off the places that may be used.
    `exit_evidence` names per exit reason the papers of which one must be there, judged of cases
    that name any, and of all where `evidence_required`. Ledger entries whose type holds one of
    `turnover_words` are 周转编制, told of `turnover_notice_days` before they go back.
    `absent_kinds` are the kinds of detachment in which nobody works, told of after
    `absent_months`.
    """

    slot_months: int = 12
    hold_months: int = 6
    reserve_vacant_leader_posts: bool = False
    entry_routes: Mapping[str, EntryRoute] = field(default_factory=dict)
    evidence_required: bool = False
    exit_evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    retired_reasons: tuple[str, ...] = ()
    demob_types: tuple[str, ...] = ()
    demob_modes: tuple[str, ...] = ()
    turnover_words: tuple[str, ...] = ()
    turnover_notice_days: int = 90
    detachment_kinds: tuple[str, ...] = ()
    absent_kinds: tuple[str, ...] = ()
    absent_months: int = 6
    contract_forms: tuple[str, ...] = ()


def use_codes_of(document: Mapping[str, Any]) -> UseCodes:
    """Build the codes from the county's file `quota_use`; lists become tuples."""
    stated = {name: _frozen(value) for name, value in document.items() if name != "source"}
    stated["entry_routes"] = {
        mode: EntryRoute(tuple(route["sources"]), tuple(route["targets"]))
        for mode, route in document["entry_routes"].items()
    }
    stated["exit_evidence"] = {
        reason: tuple(papers) for reason, papers in document["exit_evidence"].items()
    }
    return UseCodes(**stated)


def _frozen(value: object) -> Any:  # noqa: ANN401 - whatever a JSON value is
    return tuple(value) if isinstance(value, list) else value
