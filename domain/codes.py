"""The county's own data as values: code tables, aliases, thresholds, deadlines.

Loaded from `resources/county/*.json` by the program's assembly and handed down. Nothing in here
knows a county; changing a table changes no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.calendar import WorkCalendar
from domain.flow import Flows
from domain.materials import Materials
from domain.problem_codes import ProblemCodes
from domain.report_periods import PeriodKind
from domain.structure_codes import Structure
from domain.transfers import TransferRules
from domain.use_codes import UseCodes


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
    choices: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Checks ask for every person: a set answers faster than the ordered labels.
        object.__setattr__(self, "choices", frozenset(self.labels))

    def label_of(self, text: str) -> str | None:
        """Return the official label for `text`, `None` when the table has no such choice."""
        if text in self.choices:
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
class UnitChange:
    """One thing that a 机构修改 may do, under the word of the county.

    `act` is what the program does, `subject` and `item` what the ledger entry says it is about;
    `summary` is the pattern of its 变动摘要. `mirror` and `mirror_summary` are type and pattern of
    the entry in the other unit's ledger, "" where there is none.
    """

    label: str
    act: str
    subject: str
    item: str
    summary: str
    mirror: str = ""
    mirror_summary: str = ""


@dataclass(frozen=True, slots=True)
class UnitChanges:
    """What the county says of 机构修改.

    `turnover` are the types of ledger entries that lend places and give them back (周转编制),
    `veterans` is the quota type of places for demobilised officers, `entry_mode` the way in which
    a reform moves people.
    """

    changes: Mapping[str, UnitChange] = field(default_factory=dict)
    turnover: frozenset[str] = frozenset()
    veterans: str = ""
    entry_mode: str = ""

    def doing(self, act: str) -> UnitChange:
        """Return the first change that does an act; raises StopIteration when none does."""
        return next(change for change in self.changes.values() if change.act == act)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers that decide warnings and lights; every county may set its own.

    A retirement is announced `retire_notice_months` ahead and warned of `retire_warning_months`
    ahead; a vacancy is judged from `vacancy_min_approved` places on; a slot (用编号) is unused for
    too long after `slot_unused_months`.
    """

    retire_notice_months: int = 6
    retire_warning_months: int = 3
    min_age_at_work_start: int = 16
    vacancy_share_percent: int = 20
    vacancy_min_approved: int = 10
    vacancy_months: int = 12
    chief_vacant_months: int = 6
    slot_unused_months: int = 6
    overdue_is_red: bool = True


@dataclass(frozen=True, slots=True)
class RuleData:
    """What the rules of the catalogue and the lights need of a county beside its tables.

    `official_words`: fields whose values must be the official full words (rule 8, not rule 2).
    `undocumented`: words that stand for 文号 where there never was one.
    `uscc_prefixes`: the first two characters that the code of a unit of a kind may have.
    `post_kinds`: the kind of leading post that a person of a role fills.
    `senior_titles`, `senior_levels`: words that make a woman choose her retirement track.
    `light_ignored`: rules whose errors colour no unit, since something is missing, not wrong.
    `light_yellow`: rules whose warnings contradict another fact.
    """

    official_words: frozenset[str] = frozenset()
    undocumented: frozenset[str] = frozenset()
    uscc_prefixes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    post_kinds: Mapping[str, str] = field(default_factory=dict)
    senior_titles: tuple[str, ...] = ()
    senior_levels: frozenset[str] = frozenset()
    light_ignored: frozenset[int] = frozenset()
    light_yellow: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class County:
    """All county data that the business needs. Table names are the field names of the facts.

    Where two kinds of fact have different tables for one field, the table's name starts with the
    kind: `inner_organ.kind`. `table` finds the right one. `numbering` holds the pattern of each
    series of numbers (slot, hold, notice), with `{year}` and `{serial}`. `rules_off` says why a
    rule is off, by its number. `flows` are the ways of the kinds of business, `calendar` the
    working days as the program was shipped with, `materials` the papers that the kinds ask for,
    `problems` what holds for the problem ledger, `periods` for which periods reports are due.
    """

    quota_types: tuple[QuotaType, ...]
    quota_aliases: Mapping[str, str]
    tables: Mapping[str, CodeTable]
    entry_modes: tuple[EntryMode, ...]
    exit_reasons: tuple[str, ...]
    required: Mapping[str, tuple[str, ...]]
    thresholds: Thresholds = field(default_factory=Thresholds)
    rules_off: Mapping[int, str] = field(default_factory=dict)
    rule_data: RuleData = field(default_factory=RuleData)
    numbering: Mapping[str, str] = field(default_factory=dict)
    unit_changes: UnitChanges = field(default_factory=UnitChanges)
    use: UseCodes = field(default_factory=UseCodes)
    transfers: TransferRules = field(default_factory=TransferRules)
    flows: Flows = field(default_factory=Flows)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    materials: Materials = field(default_factory=Materials)
    structure: Structure = field(default_factory=Structure)
    problems: ProblemCodes = field(default_factory=ProblemCodes)
    periods: tuple[PeriodKind, ...] = ()

    @property
    def quota_order(self) -> tuple[str, ...]:
        """The labels of the quota types in the order in which everything shows them."""
        return tuple(known.label for known in self.quota_types)

    def table(self, kind: str, name: str) -> CodeTable | None:
        """Return the table for the field `name` of a kind of fact, `None` for free text."""
        return self.tables.get(f"{kind}.{name}") or self.tables.get(name)

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
