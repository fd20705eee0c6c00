"""What the acts answer, in values that the window and the command line show alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from domain.audit import ChainHead
from domain.dossier import Member, TypeCount
from domain.errors import Refusal
from domain.facts import OfficeCode, Unit

_NOWHERE: Final = OfficeCode("")


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
    """A finding with its sentence. `severity` is `error`, `warning` or `info`.

    `office` is the one whose unit it is.
    """

    rule: int
    severity: str
    unit: str
    unit_name: str
    person: str
    person_number: int | None
    facts: Mapping[str, Any]
    text: str
    office: OfficeCode = _NOWHERE


@dataclass(frozen=True, slots=True)
class UnitLight:
    """A unit's light and the reasons for it, worst first."""

    office: OfficeCode
    unit: str
    name: str
    light: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackageView:
    """A package as the window shows it before and after accepting.

    `counts` are records per kind, `difference` the added, changed and gone facts per unit,
    `status` is `prepared`, `created` while it lies in the outbox only, `written` once it lies on a
    medium, `verified`, `accepted` or `already_accepted`. `audit` is where the sender's audit
    stood, `audit_cut` that it stood further in the package before. `trouble` is why the medium did
    not take it; `waiting` is the held package whose turn has come by this one; `answer` is the
    receipt for its sender that lies in the outbox, without a package where none could be made.
    `own_disk` tells of a `written` one that it lies where nobody can tell a medium from the
    machine's own disk.
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
    audit: ChainHead | None = None
    audit_cut: bool = False
    trouble: Refusal | None = None
    waiting: PurePath | None = None
    answer: PackageView | None = None
    own_disk: bool = False


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
class CertificateView:
    """One certificate. `role` is office or operator, `fingerprint` SHA-256 in hexadecimal.

    `state` is `valid`, `expired` or `revoked`. Of an office's two certificates `use` tells which it
    is: `authority` certifies others, `encryption` is what packages for the office are sealed to.
    """

    role: str
    office: OfficeCode
    name: str
    issuer: str
    fingerprint: str
    not_before: date
    not_after: date
    state: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class CertificateWish:
    """What an office asks to be certified, as it was read and before anything is granted.

    `data` are the bytes that were read: what is compared is what is granted. `fingerprint` is of
    the request, `held` that of the certificate which the office has already, "" for none.
    """

    office: OfficeCode
    name: str
    asked: date
    fingerprint: str
    data: bytes = b""
    held: str = ""


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
