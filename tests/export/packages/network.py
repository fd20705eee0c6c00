"""A small province for the tests: one root, two cities, two counties, and a false province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from export.packages import (
    AuditHead,
    Office,
    OfficeKeys,
    Outline,
    Signer,
    SoftwareOpeningKey,
    SoftwareSigningKey,
    StreamState,
    TrustStore,
    certify_operator,
    found_province,
    grant,
    install,
    make_request,
    next_place,
)

NOW = datetime(2026, 11, 20, 8, 0, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
FACTS = "ab" * 32
AUDIT = AuditHead(17, "cd" * 32)


@dataclass(frozen=True, slots=True)
class Member:
    """One office with its keys, its trust list and one operator."""

    authority: SoftwareSigningKey
    opening: SoftwareOpeningKey
    trust: TrustStore
    signer: Signer

    @property
    def code(self) -> str:
        return self.trust.office.code


@dataclass(frozen=True, slots=True)
class Network:
    """The offices; `false_province` has the same code and name under another root."""

    province: Member
    city: Member
    other_city: Member
    county: Member
    other_county: Member
    false_province: Member


def member(authority: SoftwareSigningKey, opening: SoftwareOpeningKey, trust: TrustStore) -> Member:
    key = SoftwareSigningKey.generate()
    operator = certify_operator(trust, authority, key.public_bytes(), "王安", NOW)
    return Member(authority, opening, trust, Signer(operator, key))


def province() -> Member:
    authority, opening = SoftwareSigningKey.generate(), SoftwareOpeningKey.generate()
    office = Office("62", "河陇省委编办")
    return member(
        authority, opening, found_province(office, authority, opening.public_bytes(), NOW)
    )


def enrol(parent: Member, root: str, office: Office) -> tuple[Member, Member]:
    """Return the parent, who now knows the child, and the child."""
    authority, opening = SoftwareSigningKey.generate(), SoftwareOpeningKey.generate()
    request = make_request(office, authority, opening.public_bytes(), NOW)
    granted = grant(request, parent.trust, parent.authority, NOW)
    keys = OfficeKeys(authority.public_bytes(), opening.public_bytes())
    trust = install(granted.data, keys, NOW, root_fingerprint=root)
    child = member(authority, opening, trust)
    return Member(parent.authority, parent.opening, granted.trust, parent.signer), child


def build_network() -> Network:
    top = province()
    root = top.trust.root.fingerprint
    top, city = enrol(top, root, Office("6299", "安河市委编办"))
    top, other_city = enrol(top, root, Office("6298", "定川市委编办"))
    city, county = enrol(city, root, Office("629925", "安澜县委编办"))
    city, other_county = enrol(city, root, Office("629926", "清河县委编办"))
    return Network(top, city, other_city, county, other_county, province())


def outline(
    last: StreamState | None = None, to: tuple[str, ...] = ("6299",), epoch: int = 1
) -> Outline:
    seq, prev = next_place(last, epoch)
    return Outline(
        kind="上报",
        to=to,
        seq=seq,
        prev=prev,
        data_date=TODAY,
        schema="register/1",
        facts=FACTS,
        audit=AUDIT,
        app="bianqing/0.1.0",
        totals=("quota.approved",),
    )


def sample_records() -> list[dict[str, object]]:
    units: list[dict[str, object]] = [
        {"kind": "unit", "code": f"629925{n:04d}", "name": f"安澜县第{n}局"} for n in range(1, 4)
    ]
    quotas: list[dict[str, object]] = [
        {"kind": "quota", "unit": f"629925{n:04d}", "type": "行政编制", "approved": n * 5}
        for n in range(1, 4)
    ]
    people: list[dict[str, object]] = [
        {"kind": "person", "name": f"𠮷安{n}", "unit": "6299250001", "born": "1988-03"}
        for n in range(40)
    ]
    return [*units, *quotas, *people]
