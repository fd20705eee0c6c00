"""One sound unit with one sound person, from which a test makes what it needs wrong."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.checks.catalogue import catalogue, findings_of
from domain.codes import County
from domain.county import FILES, county_of
from domain.dates import PartialDate
from domain.dossier import Dossier, Member
from domain.facts import (
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    OrganId,
    Person,
    PersonId,
    Quota,
    Unit,
    UnitId,
)
from domain.finding import Context, Finding

DAY = date(2026, 11, 21)
BEGAN = date(2026, 10, 31)
ADMIN = "行政编制"
DOCUMENT = "安编委发〔2022〕8号"
COUNTY_FILES = Path(__file__).parents[2] / "resources" / "county"
UNIT = Unit(
    UnitId("6299250001"),
    "安澜县教育局",
    kind="行政机构",
    rank="正科级",
    series="政府",
    funding="全额拨款",
    uscc="116299251K6FMHDQ7M",
    doc_no=DOCUMENT,
    approved_on=PartialDate("2022-08-19"),
)
PERSON = Person(
    PersonId(1),
    "金强信",
    "62992519870421651X",
    sex="男",
    birth=PartialDate("1987-04"),
    nation="汉族",
    politics="中共党员",
    work_start=PartialDate("2013-12"),
    education="大学本科",
    degree="学士",
)
PLACE = Occupancy(
    PersonId(1),
    UNIT.unit,
    ADMIN,
    funding="全额拨款",
    post_class="行政管理岗位",
    role="非领导人员",
    entry_mode="转任",
    quota_since=PartialDate("2015-09-09"),
    quota_doc="安编办函〔2015〕134号",
)
MEMBER = Member(PERSON, PLACE)


def county() -> County:
    """Return the county of the program's own resources."""
    return county_of(
        {name: json.loads((COUNTY_FILES / f"{name}.json").read_text("utf-8")) for name in FILES}
    )


def unit(**changes: object) -> Unit:
    """Return the sound unit with some fields changed."""
    return replace(UNIT, **changes)  # type: ignore[arg-type]  # fields by name


def organ(**changes: object) -> InnerOrgan:
    """Return a sound inner organ with some fields changed."""
    sound = InnerOrgan(OrganId("6299250001-01"), UNIT.unit, "办公室", rank="股级", chiefs=1)
    return replace(sound, **changes)  # type: ignore[arg-type]  # fields by name


def person(**changes: object) -> Member:
    """Return the sound person in the sound place with some of the person's fields changed."""
    return Member(replace(PERSON, **changes), PLACE)  # type: ignore[arg-type]  # fields by name


def place(**changes: object) -> Member:
    """Return the sound person in the sound place with some of the place's fields changed."""
    return Member(PERSON, replace(PLACE, **changes))  # type: ignore[arg-type]  # fields by name


def numbered(members: Iterable[Member]) -> Iterator[Member]:
    """Yield members each with a number of its own."""
    for number, member in enumerate(members, 1):
        yield Member(
            replace(member.person, person=PersonId(number)),
            replace(member.place, person=PersonId(number)),
        )


def dossier(*members: Member, approved: int = 5, chiefs: int = 1, **changes: object) -> Dossier:
    """Return the sound unit with these members (the sound one if none), some fields changed."""
    code = UNIT.unit
    sound = Dossier(
        DAY,
        UNIT,
        quotas=(Quota(code, ADMIN, approved, doc_no=DOCUMENT),),
        posts=(LeaderPost(code, "正职", chiefs, doc_no=DOCUMENT),),
        ledger=(
            LedgerEntry(code, 1, "编制", ADMIN, approved, doc_no=DOCUMENT),
            LedgerEntry(code, 2, "职数", "正职", chiefs, doc_no=DOCUMENT),
        ),
        members=tuple(numbered(members or (MEMBER,))),
    )
    return replace(sound, **changes)  # type: ignore[arg-type]  # fields by name


def context(**changes: object) -> Context:
    """Return the context of the sound unit with some fields changed."""
    known = {"day": DAY, "county": county(), "began": BEGAN, "units": {UNIT.unit: UNIT}}
    return Context(**{**known, **changes})  # type: ignore[arg-type]  # fields by name


def found(of: Dossier, known: Context | None = None) -> list[Finding]:
    """Return everything that the whole catalogue finds in one dossier."""
    known = known or context()
    return list(findings_of(of, known, catalogue(known.county)))


def codes(of: Dossier, known: Context | None = None) -> list[str]:
    """Return the codes of everything that the whole catalogue finds."""
    return [finding.code for finding in found(of, known)]
