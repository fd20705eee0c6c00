"""The predicates of the rules in line, two loops over all people: what the rules are measured by.

Written as one would without any thought of rules: the tables are fetched once, what several
predicates need is computed once. The second loop itself costs about a thousandth of a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from domain.codes import County
from domain.dates import is_partial, surely_before
from domain.documents import is_document_number
from domain.dossier import Dossier
from domain.facts import NORMAL, InnerOrgan, LeaderPost, LedgerEntry, Quota, Unit
from domain.finding import Context
from domain.identity import (
    FEMALE,
    MALE,
    clean_person_name,
    contradicts_birth,
    id_number_is_sound,
    sex_of,
    uscc_is_sound,
)  # fmt: skip
from domain.register import Sighting
from domain.retirement import due_month, track, youngest_due

_Approved = InnerOrgan | Quota | LeaderPost | LedgerEntry
_PERSON_TABLES = (
    "sex", "identity", "retire_track", "nation", "politics", "education", "degree",
)  # fmt: skip
_PLACE_TABLES = (
    "quota_type", "funding", "post_class", "role", "lead_level", "entry_mode", "on_duty",
)  # fmt: skip


def count(
    register: Sequence[Dossier], seen: Sequence[Sighting], units: Sequence[Unit], known: Context
) -> int:
    """Return how many violations there are."""
    wrong = _units(register, known)
    wrong += _single_values(register, known) + _between_values(register, known)
    numbers = Counter(sighting.id_no for sighting in seen)
    wrong += sum(times for times in numbers.values() if times > 1)
    for values in (Counter(u.name for u in units), Counter(u.uscc for u in units if u.uscc)):
        wrong += sum(times for times in values.values() if times > 1)
    return wrong


def _choices(county: County, kind: str, name: str) -> frozenset[str]:
    table = county.table(kind, name)
    return (table.choices if table else frozenset()) | {""}


def _single_values(register: Sequence[Dossier], known: Context) -> int:
    county, today, day = known.county, known.today, known.day
    sexes, identities, tracks, nations, politics, educations, degrees = (
        _choices(county, "person", name) for name in _PERSON_TABLES
    )
    types, funds, classes, roles, levels, modes, duties = (
        _choices(county, "occupancy", name) for name in _PLACE_TABLES
    )
    accepted = county.rule_data.undocumented
    wrong = 0
    for p, q in ((m.person, m.place) for d in register for m in d.members):
        if not (p.name and p.id_no and p.sex and p.birth and p.work_start and q.quota_type):
            wrong += (p.name, p.id_no, p.sex, p.birth, p.work_start, q.quota_type).count("")
        wrong += p.sex not in sexes or p.identity not in identities
        wrong += p.retire_track not in tracks or q.quota_type not in types
        wrong += q.funding not in funds or q.post_class not in classes or q.role not in roles
        wrong += q.lead_level not in levels or q.entry_mode not in modes
        wrong += q.on_duty not in duties or q.status != "在编"
        wrong += p.nation not in nations or p.politics not in politics
        wrong += p.education not in educations or p.degree not in degrees
        for doc in (q.quota_doc, q.appoint_doc):
            if doc and not is_document_number(doc, day) and doc not in accepted:
                wrong += 1
        dates = (p.birth, p.work_start, p.graduated_on, p.party_joined)
        for when in (*dates, q.quota_since, q.entered_on, q.appointed_on):
            if when and (when > today or not is_partial(when)):
                wrong += 1
        wrong += p.name != clean_person_name(p.name)
        wrong += bool(p.id_no) and not id_number_is_sound(p.id_no)
    return wrong


def _between_values(register: Sequence[Dossier], known: Context) -> int:
    data, month = known.county.rule_data, known.month
    years = known.county.thresholds.min_age_at_work_start
    notice = known.county.thresholds.retire_notice_months
    oldest, departed = youngest_due(month + notice), known.departures or None
    others, use = known.others, known.county.use
    wrong = 0
    for dossier in register:
        unit_closed = dossier.unit.status != NORMAL
        closed = {organ.name for organ in dossier.organs if organ.status != NORMAL}
        for member in dossier.members:
            p, q = member.person, member.place
            birth, start, entered, since = p.birth, p.work_start, q.entered_on, q.quota_since
            wrong += contradicts_birth(p.id_no, birth) or sex_of(p.id_no) != p.sex
            of_age = f"{int(birth[:4]) + years}{birth[4:]}"
            if not of_age <= start <= since or (entered and not start <= entered <= since):
                wrong += _disorder(of_age, start, entered, since)
            wrong += unit_closed or q.organ in closed
            wrong += departed is not None and departed.of_person(p.person) is not None
            wrong += p.person in others.absent or others.worker(p.id_no) is not None
            if q.quota_type in use.demob_types:
                wrong += q.entry_mode not in use.demob_modes
            if birth <= oldest:
                due = due_month(birth, track(p, q))
                wrong += due is not None and due - month <= notice
            if p.retire_track:
                wrong += p.sex == MALE or q.post_class == "行政管理岗位"
            elif p.sex == FEMALE and (p.prof_title or q.lead_level):
                wrong += p.prof_title in data.senior_titles or q.lead_level in data.senior_levels
    return wrong


def _disorder(of_age: str, start: str, entered: str, since: str) -> int:
    known = [when for when in (start, entered, since) if when]
    return surely_before(start, of_age) + sum(surely_before(b, a) for a, b in pairwise(known))


def _units(register: Sequence[Dossier], known: Context) -> int:
    county = known.county
    wrong = 0
    for d in register:
        u = d.unit
        for name in ("kind", "rank", "nature", "category", "series", "funding", "status"):
            wrong += getattr(u, name) not in _choices(county, "unit", name)
        wrong += (u.name, u.kind, u.rank, u.series).count("")
        documents = [u.doc_no, u.established_doc]
        dates = [u.approved_on, u.established_on]
        approvals: Iterable[_Approved] = chain(d.organs, d.quotas, d.posts, d.ledger)
        for fact in approvals:
            documents.append(fact.doc_no)
            dates.append(fact.approved_on)
        wrong += sum(bool(n) and not is_document_number(n, known.day) for n in documents)
        wrong += sum(when > known.today or not is_partial(when) for when in dates)
        prefixes = county.rule_data.uscc_prefixes[u.kind]
        wrong += bool(u.uscc) and not uscc_is_sound(u.uscc)
        wrong += bool(u.uscc) and not u.uscc.startswith(prefixes)
        sums = Counter[str]()
        for entry in d.ledger:
            sums[entry.item] += entry.delta
            wrong += not entry.doc_no
        wrong += sum(sums[quota.quota_type] != quota.approved for quota in d.quotas)
        wrong += sum(sums[post.post_kind] != post.approved for post in d.posts)
        wrong += not (u.doc_no or u.established_doc)
        actual = Counter(member.place.quota_type for member in d.members)
        wrong += sum(actual[quota.quota_type] > quota.approved for quota in d.quotas)
        roles = Counter(county.rule_data.post_kinds.get(m.place.role, "") for m in d.members)
        wrong += sum(roles[post.post_kind] > post.approved for post in d.posts)
    return wrong
