"""Every certificate path of the table is judged as it says, and never more laxly than by others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.x509 import verification

from domain.errors import Refusal
from export.packages import TrustStore
from export.packages import trust as rules
from export.packages.certificates import Certificate, Role, read_certificate
from export.packages.issuing import Subject, issue, issue_root
from export.packages.keys import SoftwareSigningKey
from export.packages.offices import Office
from export.packages.trust_store import KnownOffice, Revocation
from tests.export.packages.chain_case import ACCEPTED, KEY, Case
from tests.export.packages.chain_cases import CASES
from tests.export.packages.chain_grants import DEEDS, Deed
from tests.export.packages.chain_papers import PAPERS, climb, key, spki
from tests.export.packages.network import NOW

INSTALLABLE = [case for case in CASES if not case.name.startswith("root: ")]
OPENED = [case for case in CASES if case.code == ACCEPTED]
NO_OPERATOR = "package.chain_invalid"


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return ACCEPTED


def named(case: Case | Deed) -> str:
    return case.name


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_path_is_judged_by_its_one_code(case: Case) -> None:
    """The fact besides the code shows that it was refused for this fault and no other."""
    assert case.judge() == (case.code, case.why)


@pytest.mark.parametrize("deed", DEEDS, ids=named)
def test_what_an_office_was_given_is_verified_before_it_is_used(deed: Deed) -> None:
    assert code_of(deed.act) == deed.code


@pytest.mark.parametrize("case", INSTALLABLE, ids=named)
def test_a_reader_of_packages_says_the_same_in_its_own_words(case: Case) -> None:
    built = case.build()
    root = read_certificate(built[-1])
    revoked = {digest: Revocation(NOW.date(), "") for digest in case.withdrawn(built)}
    trust = TrustStore(KnownOffice(root, root), (), root, {}, revoked)
    found: list[Certificate] = []
    reader = rules.Examiner(trust, case.now)
    code = code_of(lambda: found.append(reader.chain(case.area(built))))
    expected = rules._CHAIN_REFUSALS.get(case.code, ACCEPTED)
    if [item.role for item in found] != [Role.OPERATOR] and case.code == ACCEPTED:
        expected = NO_OPERATOR
    assert code == expected


@pytest.mark.parametrize("case", OPENED, ids=named)
def test_a_standard_verifier_accepts_what_we_accept(case: Case) -> None:
    """Our walker only ever takes away: nothing it lets through offends plain X.509."""
    *path, root = (x509.load_der_x509_certificate(der) for der in case.build())
    policy = (
        verification.PolicyBuilder()
        .store(verification.Store([root]))
        .time(case.now)
        .max_chain_depth(2)
        .extension_policies(
            ca_policy=verification.ExtensionPolicy.webpki_defaults_ca(),
            ee_policy=verification.ExtensionPolicy.permit_all(),
        )
    )
    verified = policy.build_client_verifier().verify(path[0], path[1:])
    assert verified.chain == [*path, root]
    for child, issuer in zip([*path, root], [*path[1:], root, root], strict=True):
        child.verify_directly_issued_by(issuer)


def test_the_table_is_not_shrinking() -> None:
    assert len(CASES) >= 500
    assert len(DEEDS) >= 50


def test_every_case_has_a_name_of_its_own() -> None:
    counts = Counter([*map(named, CASES), *map(named, DEEDS)])
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_code_that_a_path_can_give_occurs() -> None:
    counts = Counter(case.code for case in CASES)
    assert counts.keys() == {ACCEPTED, *rules._CHAIN_REFUSALS}
    assert min(counts.values()) >= 5
    assert counts[ACCEPTED] >= 40
    assert counts[KEY] >= 5


@pytest.mark.parametrize("name", PAPERS)
def test_the_table_starts_from_what_the_program_itself_issues(name: str) -> None:
    """So that no case is refused for a difference that nobody meant."""
    ours = read_certificate(climb(name)()[0])
    paper = PAPERS[name]
    public, office = spki(paper.key), Office(paper.code, paper.office)
    subject = Subject(paper.role, office, 1, public, paper.label or paper.office)
    signing = SoftwareSigningKey(key(paper.above))
    if name == "root":
        theirs = issue_root(subject, signing, NOW)
    else:
        theirs = issue(subject, read_certificate(climb(paper.above)()[0]), signing, NOW)
    assert shape(ours.der) == shape(theirs.der)


def shape(der: bytes) -> tuple[object, ...]:
    """Return everything of a certificate but its number, times and signature."""
    found = x509.load_der_x509_certificate(der)
    listed = [(item.oid, item.critical, item.value) for item in found.extensions]
    names = (found.subject.public_bytes(), found.issuer.public_bytes())
    return (found.version, names, found.signature_algorithm_oid, listed, found.public_key())
