"""A small county for 机构修改: two bureaus, a school, their people, and acts by one line."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.case_outcomes import CaseDraft, CaseView
from domain.changes.unit_change import KIND
from domain.documents import Document
from domain.dossier import Dossier
from domain.facts import Fact, LedgerEntry
from domain.versions import AsOf
from domain.words import Words
from domain.workflow.cases import Cases
from domain.workflow.ports import Register
from tests.domain.workflow.office import CLERK, COUNTY, NOON, REVIEWER, register_of
from tests.fakes.clock import FixedClock
from tests.fakes.facts import CIVIL, entry, organ, person, place, post, quota, unit

DAY = date(2026, 11, 16)
TODAY = NOON.date()
TRAITS = {"kind": "行政机构", "rank": "正科级", "series": "政府"}
EDUCATION = unit(1, "安澜县教育局", **TRAITS, doc_no="安编委发〔2022〕8号", inner_count=2)
SPORTS = unit(2, "安澜县体育局", **TRAITS)
SCHOOL = unit(3, "安澜县第一中学", supervisor=EDUCATION.unit, kind="事业单位", series="政府")
OFFICE, PUPILS = organ(EDUCATION, 1), organ(EDUCATION, 2, "学生股")
LI, WANG, ZENG = person(1, "李建国"), person(2, "王小明"), person(3, "曾小红")
NEW = "安澜县教育体育局"
FACTS: tuple[Fact, ...] = (
    EDUCATION, SPORTS, SCHOOL,
    OFFICE, PUPILS,
    quota(EDUCATION, 5), quota(SPORTS, 3),
    post(EDUCATION, 1), post(SPORTS, 1),
    entry(EDUCATION, 1, 5), entry(SPORTS, 1, 3),
    LedgerEntry(EDUCATION.unit, 2, "职数", "正职", 1),
    LedgerEntry(SPORTS.unit, 2, "职数", "正职", 1),
    LI, WANG, ZENG,
    place(LI, EDUCATION, organ=OFFICE.organ),
    place(WANG, EDUCATION, organ=PUPILS.organ),
    place(ZENG, SPORTS),
)  # fmt: skip


@dataclass
class Reforms:
    """Acts of 机构修改 on one register; sentences come back as their codes."""

    register: Register = field(default_factory=lambda: register_of(*FACTS))
    acts: Cases = field(init=False)
    serial: int = 0

    def __post_init__(self) -> None:
        self.acts = Cases(self.register, COUNTY, Words({}), FixedClock(NOON))

    def draft(self, *entries: Mapping[str, str], **changes: object) -> CaseDraft:
        """Return a case on the education bureau; fields of the draft may differ by name."""
        stated: dict[str, object] = {
            "kind": KIND, "unit": EDUCATION.unit, "effective": DAY, "persons": (),
            "document": Document("安编委发〔2026〕12号", dated=date(2026, 11, 10)),
            "entries": entries,
        }  # fmt: skip
        return CaseDraft(**(stated | changes))  # type: ignore[arg-type]  # fields by name

    def tried(self, *entries: Mapping[str, str], **changes: object) -> CaseView:
        """Return what a case would do."""
        return self.acts.preview(CLERK, self.draft(*entries, **changes))

    def refused(self, *entries: Mapping[str, str], **changes: object) -> list[str]:
        """Return the codes of what stops a case."""
        return [found.text for found in self.tried(*entries, **changes).blocked_by]

    def facts_of(self, *entries: Mapping[str, str], **changes: object) -> Mapping[str, object]:
        """Return the facts of the one thing that stops a case."""
        (found,) = self.tried(*entries, **changes).blocked_by
        return found.facts

    def do(self, *entries: Mapping[str, str], **changes: object) -> None:
        """Carry a case into the register."""
        number = self.acts.draft(CLERK, self.draft(*entries, **changes)).case.id
        self.acts.submit(CLERK, number)
        self.acts.approve(REVIEWER, number)

    def dossier(self, name: str, day: date = TODAY, known: int | None = None) -> Dossier:
        """Return a unit by the name it has on a day, as known after a change."""
        with self.register.reading() as reader:
            (found,) = (one for one in reader.dossiers(AsOf(day, known)) if one.unit.name == name)
        return found

    def ledger(self, name: str) -> list[tuple[str, str, int, str]]:
        """Return type, item, delta and summary of what cases entered in a unit's ledger."""
        return [
            (one.entry_type, one.item, one.delta, one.summary)
            for one in self.dossier(name).ledger
            if one.entry_type
        ]

    def approved(self, name: str, day: date = TODAY) -> dict[str, int]:
        """Return the approved places and posts of a unit."""
        found = self.dossier(name, day)
        places = {quota.quota_type: quota.approved for quota in found.quotas}
        return places | {post.post_kind: post.approved for post in found.posts}


def summed(of: Dossier) -> dict[str, int]:
    """Return the sums of the ledger's deltas on places and posts."""
    sums: Counter[str] = Counter()
    for one in of.ledger:
        if one.subject in ("编制", "职数"):
            sums[one.item] += one.delta
    return {item: number for item, number in sums.items() if number}


def organs(of: Dossier) -> Iterator[tuple[str, str]]:
    """Yield name and status of a unit's inner organs."""
    for one in of.organs:
        yield one.name, one.status


def places(
    number: int, change: str = "编制增加", quota_type: str = CIVIL, **more: str
) -> dict[str, str]:
    """Return an entry on places."""
    return {"change": change, "quota_type": quota_type, "number": str(number), **more}
