"""A county's data from the files that hold it.

The files are `resources/county/*.json`, one topic each; every file names its source. Whoever reads
them hands the parsed documents down by file name without suffix.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from domain.calendar import WorkCalendar, year_of
from domain.codes import (
    CodeTable,
    County,
    EntryMode,
    QuotaType,
    RuleData,
    Thresholds,
    UnitChange,
    UnitChanges,
)
from domain.flow import flows_of
from domain.materials import materials_of
from domain.problem_codes import problem_codes_of
from domain.report_periods import period_kinds_of
from domain.structure_codes import structure_of
from domain.transfers import transfer_rules
from domain.use_codes import use_codes_of

FILES: Final = (
    "quota_types", "entry_modes", "exit_reasons", "tables", "required", "thresholds", "rules",
    "transfers", "numbering", "quota_use", "unit_changes", "flows", "calendar", "structure",
    "materials", "problems", "specials", "periods",
)  # fmt: skip
"""The files that make up a county's data."""

_SOURCE: Final = "source"


def county_of(documents: Mapping[str, Mapping[str, Any]]) -> County:
    """Build the county from its parsed files; raises KeyError when one is missing.

    Quota types, entry modes and exit reasons become code tables too, so that every choice a fact
    can hold is found by its field name.
    """
    quota = documents["quota_types"]
    modes = documents["entry_modes"]
    reasons = documents["exit_reasons"]
    unit_changes = documents["unit_changes"]
    return County(
        quota_types=tuple(QuotaType(**entry) for entry in quota["types"]),
        quota_aliases=quota["aliases"],
        tables={
            **{name: _table(name, entry) for name, entry in documents["tables"]["tables"].items()},
            "quota_type": CodeTable("quota_type", _labels(quota["types"]), quota["aliases"]),
            "entry_mode": CodeTable("entry_mode", _labels(modes["modes"]), modes["aliases"]),
            "exit_reason": CodeTable("exit_reason", tuple(reasons["reasons"]), reasons["aliases"]),
            **_change_tables(unit_changes),
        },
        unit_changes=_unit_changes(unit_changes),
        entry_modes=tuple(EntryMode(**entry) for entry in modes["modes"]),
        exit_reasons=tuple(reasons["reasons"]),
        required={
            kind: tuple(names) for kind, names in documents["required"].items() if kind != _SOURCE
        },
        thresholds=Thresholds(
            **{name: value for name, value in documents["thresholds"].items() if name != _SOURCE}
        ),
        numbering={
            series: pattern
            for series, pattern in documents["numbering"].items()
            if series != _SOURCE
        },
        flows=flows_of(documents["flows"]),
        calendar=calendar_of(documents["calendar"]),
        materials=materials_of(documents["materials"]),
        transfers=transfer_rules(documents["transfers"]),
        use=use_codes_of(documents["quota_use"]),
        structure=structure_of(documents["structure"]),
        problems=problem_codes_of(documents["problems"], documents["specials"]),
        periods=period_kinds_of(documents["periods"]),
        rules_off={int(rule): why for rule, why in documents["rules"]["rules_off"].items()},
        rule_data=_rule_data(documents["rules"]),
    )


def calendar_of(document: Mapping[str, Any]) -> WorkCalendar:
    """Build the working days of `years`; refuses `calendar.day` for what is no such day."""
    years = {int(number): entry for number, entry in document["years"].items()}
    return WorkCalendar(
        {
            number: year_of(number, tuple(entry["rest"]), tuple(entry["work"]))
            for number, entry in years.items()
        }
    )


def _labels(entries: list[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(entry["label"] for entry in entries)


def _table(name: str, entry: Mapping[str, Any]) -> CodeTable:
    return CodeTable(name, tuple(entry["labels"]), entry["aliases"], entry.get("open", False))


def _change_tables(document: Mapping[str, Any]) -> Mapping[str, CodeTable]:
    changes = document["changes"]
    aliases = {alias: entry["label"] for entry in changes for alias in entry["aliases"]}
    return {
        "change": CodeTable("change", _labels(changes), aliases),
        "ledger_entry.source": _table("ledger_entry.source", document["sources"]),
        "leader_post.post_kind": _table("leader_post.post_kind", document["post_kinds"]),
    }


def _unit_changes(document: Mapping[str, Any]) -> UnitChanges:
    stated = [
        UnitChange(**{name: value for name, value in entry.items() if name != "aliases"})
        for entry in document["changes"]
    ]
    return UnitChanges(
        {change.label: change for change in stated},
        frozenset(document["turnover"]),
        document["veterans"],
        document["entry_mode"],
    )


def _rule_data(entry: Mapping[str, Any]) -> RuleData:
    return RuleData(
        official_words=frozenset(entry["official_words"]),
        undocumented=frozenset(entry["undocumented"]),
        uscc_prefixes={kind: tuple(starts) for kind, starts in entry["uscc_prefixes"].items()},
        post_kinds=entry["post_kinds"],
        senior_titles=tuple(entry["senior_titles"]),
        senior_levels=frozenset(entry["senior_levels"]),
        light_ignored=frozenset(entry["light_ignored"]),
        light_yellow=frozenset(entry["light_yellow"]),
    )
