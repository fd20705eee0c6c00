"""A county's data from the files that hold it.

The files are `resources/county/*.json`, one topic each; every file names its source. Whoever reads
them hands the parsed documents down by file name without suffix.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from domain.codes import CodeTable, County, EntryMode, QuotaType, RuleData, Thresholds

FILES: Final = (
    "quota_types", "entry_modes", "exit_reasons", "tables", "required", "thresholds", "rules",
    "numbering",
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
    return County(
        quota_types=tuple(QuotaType(**entry) for entry in quota["types"]),
        quota_aliases=quota["aliases"],
        tables={
            **{name: _table(name, entry) for name, entry in documents["tables"]["tables"].items()},
            "quota_type": CodeTable("quota_type", _labels(quota["types"]), quota["aliases"]),
            "entry_mode": CodeTable("entry_mode", _labels(modes["modes"]), modes["aliases"]),
            "exit_reason": CodeTable("exit_reason", tuple(reasons["reasons"]), reasons["aliases"]),
        },
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
        rules_off=frozenset(documents["rules"]["rules_off"]),
        rule_data=_rule_data(documents["rules"]),
    )


def _labels(entries: list[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(entry["label"] for entry in entries)


def _table(name: str, entry: Mapping[str, Any]) -> CodeTable:
    return CodeTable(name, tuple(entry["labels"]), entry["aliases"], entry.get("open", False))


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
