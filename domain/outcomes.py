"""What the acts answer, in values that the window and the command line show alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from domain.case import WORLD_CHANGED, Case, CaseId
from domain.documents import Document
from domain.dossier import Member, TypeCount
from domain.facts import OfficeCode, Unit, UnitId
from domain.finding import Severity


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong with one cell of a workbook.

    `row` is the number a spreadsheet shows, `column` the head's text ("" for the whole row),
    `text` the sentence that says what is wrong and how to mend it.
    """

    sheet: str
    row: int
    column: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did. Counts are rows: units or people; inner organs are counted apart."""

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: tuple[Complaint, ...]
    warnings: tuple[Complaint, ...]
    inner_created: int = 0
    effective: date | None = None
    returned: PurePath | None = None
    unknown_columns: tuple[str, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class PostCount:
    """Leading posts of one kind: approved, and filled by people."""

    post_kind: str
    approved: int
    filled: int


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """One unit's counts on the day, with its light (`red`, `yellow`, `green`, `grey`)."""

    office: OfficeCode
    unit: Unit
    types: tuple[TypeCount, ...]
    posts: tuple[PostCount, ...]
    light: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of the whole register on a day: by quota type, and unit by unit in ledger order."""

    day: date
    totals: tuple[TypeCount, ...]
    units: tuple[UnitSummary, ...]
    people: int


@dataclass(frozen=True, slots=True)
class WordedFinding:
    """A finding with its sentence. `severity` is `error`, `warning` or `info`."""

    rule: int
    severity: str
    unit: str
    unit_name: str
    person: str
    person_number: int | None
    facts: Mapping[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class UnitLight:
    """A unit's light and the reasons for it, worst first."""

    office: OfficeCode
    unit: str
    name: str
    light: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitImpact:
    """What a case does to one unit's counts; empty where the unit does not exist then."""

    unit: UnitId
    name: str
    before: tuple[TypeCount, ...]
    after: tuple[TypeCount, ...]
    posts_before: tuple[PostCount, ...] = ()
    posts_after: tuple[PostCount, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """How far a case has come. `word` is its state, `waiting_for` a further step or "".

    `due` is the last day for 办结 and `left` how many working days remain, negative once it is
    late; for an ended case what was left when it ended. `certain` is false where a year's 放假安排
    has not been entered. `lag`: working days between the document and its entry.
    """

    word: str
    waiting_for: str = ""
    due: date | None = None
    left: int | None = None
    certain: bool = True
    lag: int = 0


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """How many cases of a kind ended in a period, on the day of submission, and too late."""

    kind: str
    done: int
    same_day: int
    late: int


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with what stands in its way and what it would do to the counts of its units.

    `impacts` are the counts on the later of the effective day and today, the case's own unit
    first. `names` are those of the case's people in its order, "" where nobody knows them.
    """

    case: Case
    unit_name: str
    blocked_by: tuple[WordedFinding, ...]
    impacts: tuple[UnitImpact, ...] = ()
    names: tuple[str, ...] = ()
    progress: CaseProgress = CaseProgress("")

    @property
    def before(self) -> tuple[TypeCount, ...]:
        """The counts of the case's own unit as they are."""
        return self.impacts[0].before if self.impacts else ()

    @property
    def after(self) -> tuple[TypeCount, ...]:
        """The counts of the case's own unit as the case would leave them."""
        return self.impacts[0].after if self.impacts else ()

    @property
    def wants_explanation(self) -> bool:
        """Whether a warning stands for which the case gives no 说明 yet."""
        warned = any(finding.severity == Severity.WARNING for finding in self.blocked_by)
        return warned and not self.case.explanation


@dataclass(frozen=True, slots=True)
class PackageView:
    """A package as the window shows it before and after accepting.

    `counts` are records per kind, `difference` the added, changed and gone facts per unit,
    `status` is `created`, `verified`, `accepted` or `already_accepted`.
    """

    package: str
    path: PurePath
    kind: str
    sender: OfficeCode
    sender_name: str
    recipients: tuple[OfficeCode, ...]
    seq: int
    status: str
    counts: Mapping[str, int]
    difference: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""
    data_date: date | None = None


@dataclass(frozen=True, slots=True)
class PrintedHandbook:
    """One handbook on disk."""

    unit: str
    path: PurePath
    pages: int
    missing_glyphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueRetirement:
    """A person who reaches the statutory retirement month, `YYYY-MM`, soon or has passed it."""

    member: Member
    unit_name: str
    month: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """What a form hands over before anything is kept. `persons` as in a case file.

    Keys of a person: `name`, `id`, `quota_type`, `post_class`, `entry_mode`, `slot` and other
    field names of the facts for 人员上编; `id`, `exit_reason` and `exit_to` for 人员下编.
    `case` names the draft that is being changed, `None` starts a new one.
    """

    kind: str
    unit: UnitId
    document: Document
    effective: date
    persons: tuple[Mapping[str, str], ...]
    explanation: str = ""
    case: CaseId | None = None
    entries: tuple[Mapping[str, str], ...] = ()
    mode: str = WORLD_CHANGED


@dataclass(frozen=True, slots=True)
class CertificateView:
    """One certificate. `role` is office or operator, `fingerprint` SHA-256 in hexadecimal.

    `state` is `valid`, `expired` or `revoked`.
    """

    role: str
    office: OfficeCode
    name: str
    issuer: str
    fingerprint: str
    not_before: date
    not_after: date
    state: str


@dataclass(frozen=True, slots=True)
class SetupAnswers:
    """What the first-run wizard learned. `level` is county, city or province."""

    code: OfficeCode
    name: str
    level: str
    account: str
    password: str = field(repr=False)
    single_operator: bool
    data_folder: PurePath
    backup_folder: PurePath


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """One line of the self-check at the start: fonts, input method, printer."""

    subject: str
    sound: bool
    text: str
