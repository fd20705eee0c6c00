"""The county's own data as values: code tables, aliases, thresholds, deadlines.

Loaded from `resources/county/*.json` by the program's assembly and handed down. Nothing in here
knows a county; changing a table changes no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class QuotaType:
    """A quota type (编制类型) of the county and what statistics need to know of it.

    `base` is 行政, 事业 or 工勤; `funding` the form of funding it implies, "" for none.
    """

    label: str
    base: str
    funding: str = ""
    structure: str = ""


@dataclass(frozen=True, slots=True)
class CodeTable:
    """A list of choices. `aliases` map other spellings to a label; `open` admits other values."""

    name: str
    labels: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    open: bool = False

    def label_of(self, text: str) -> str | None:
        """Return the official label for `text`, `None` when the table has no such choice."""
        if text in self.labels:
            return text
        alias = self.aliases.get(text)
        if alias is not None:
            return alias
        return text if self.open else None


@dataclass(frozen=True, slots=True)
class EntryMode:
    """An entry mode (进入形式). `needs_slot`: a numbered slot must be used.

    `over_quota_with_reason`: 超编 is a warning with 说明 instead of an error (军转安置 and others).
    """

    label: str
    needs_slot: bool = False
    over_quota_with_reason: bool = False


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers that decide warnings and lights; every county may set its own."""

    retire_notice_months: int = 6
    min_age_at_work_start: int = 16
    vacancy_share_percent: int = 20
    vacancy_min_approved: int = 10
    vacancy_months: int = 12
    chief_vacant_months: int = 6
    overdue_is_red: bool = True
    reserve_vacant_leader_posts: bool = False


@dataclass(frozen=True, slots=True)
class County:
    """All county data that the business needs. Table names are the field names of the facts."""

    quota_types: tuple[QuotaType, ...]
    quota_aliases: Mapping[str, str]
    tables: Mapping[str, CodeTable]
    entry_modes: tuple[EntryMode, ...]
    exit_reasons: tuple[str, ...]
    required: Mapping[str, tuple[str, ...]]
    thresholds: Thresholds = field(default_factory=Thresholds)
    rules_off: frozenset[int] = frozenset()

    def quota_label(self, text: str) -> str | None:
        """Return the county's label for a quota type as written, `None` when it is unknown."""
        alias = self.quota_aliases.get(text, text)
        return alias if any(known.label == alias for known in self.quota_types) else None

    def quota_type(self, label: str) -> QuotaType | None:
        """Return the quota type of that label."""
        return next((known for known in self.quota_types if known.label == label), None)

    def entry_mode(self, label: str) -> EntryMode | None:
        """Return the entry mode of that label."""
        return next((mode for mode in self.entry_modes if mode.label == label), None)
