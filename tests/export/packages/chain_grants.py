"""Paths that come in a grant, and paths to the certificates that packages are sealed to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from export.packages.certificates import Certificate, fingerprint, read_certificate
from export.packages.enrolment import OfficeKeys
from export.packages.envelope import to_base64
from export.packages.grants import install
from export.packages.strict_json import canonical
from export.packages.trust_store import KnownOffice, Revocation, TrustStore
from tests.export.packages.chain_case import (
    ACCEPTED,
    EXPIRED,
    LEVEL,
    PATH,
    REGION,
    REVOKED,
)
from tests.export.packages.chain_papers import (
    PAPERS,
    Edit,
    change,
    climb,
    key,
    spki,
)
from tests.export.packages.network import NOW

BROKEN, NOT_OURS, DIFFERS = "trust.grant_invalid", "trust.grant_not_ours", "trust.root_differs"
UNKNOWN = "trust.office_unknown"
YEAR = timedelta(days=365)
Encoded = dict[str, bytes]  # certificates by their name in PAPERS


@dataclass(frozen=True, slots=True)
class Deed:
    """What an office does with certificates it was given, and the code it must be refused with."""

    name: str
    code: str
    act: Callable[[], object]


def encoded(leaf: str = "county", **edits: Edit) -> Encoded:
    """Return everything that a grant to a county or a city carries, some of it edited."""
    above = PAPERS[leaf].above
    found: Encoded = {}
    for name in (leaf, _encryption(leaf), _encryption(above), above, "root"):
        found[name] = climb(name, **edits)()[0]
    return found


def _encryption(name: str) -> str:
    return {"county": "encryption", "root": "province encryption"}.get(name, f"{name} encryption")


def grant_of(certificates: Encoded, leaf: str, chain: tuple[str, ...]) -> bytes:
    above = PAPERS[leaf].above
    return canonical(
        {
            "v": 1,
            "authority": to_base64(certificates[leaf]),
            "encryption": to_base64(certificates[_encryption(leaf)]),
            "chain": [to_base64(certificates[name]) for name in chain],
            "parent_encryption": to_base64(certificates[_encryption(above)]),
        }
    )


def keys_of(leaf: str) -> OfficeKeys:
    return OfficeKeys(spki(PAPERS[leaf].key), spki(PAPERS[_encryption(leaf)].key))


def brought(
    leaf: str = "county",
    chain: tuple[str, ...] = ("city", "root"),
    now: datetime = NOW,
    confirmed: str | None = None,
    edits: Mapping[str, Edit] | None = None,
) -> Callable[[], TrustStore]:
    """Return the installing of a grant, by an office that was told its last digest."""

    def act() -> TrustStore:
        certificates = encoded(leaf, **(edits or {}))
        told = confirmed or fingerprint(certificates[chain[-1] if chain else "root"])
        data = grant_of(certificates, leaf, chain)
        return install(data, keys_of(leaf), now, root_fingerprint=told)

    return act


def installed(**edits: Edit) -> Callable[[], TrustStore]:
    """Return the installing of a county's grant in which some certificates are edited."""
    return brought(edits=edits)


FAR, PAST = change(begin=NOW + YEAR), change(end=NOW - timedelta(seconds=1))
FOREIGN = change(signer=key("stranger"))
INSTALLS = (
    Deed("a county's grant", ACCEPTED, installed()),
    Deed("a city's grant", ACCEPTED, brought("city", ("root",))),
    Deed(
        "a grant of the next epoch",
        ACCEPTED,
        installed(county=change(epoch=2), encryption=change(epoch=2)),
    ),
    *(
        Deed(f"a grant whose {name} {what}", code, installed(**{name.replace(" ", "_"): edit}))
        for name in ("county", "encryption", "city encryption", "city")
        for what, edit, code in (
            ("is expired", PAST, EXPIRED),
            ("begins later", FAR, EXPIRED),
            ("was signed by a stranger", FOREIGN, PATH),
        )
    ),
    Deed("a grant whose root is expired", EXPIRED, installed(root=PAST)),
    Deed("a grant ten years late", EXPIRED, brought(now=NOW + 10 * YEAR)),
    Deed("a grant ten years early", EXPIRED, brought(now=NOW - 10 * YEAR)),
    Deed("a grant whose root another key signed", PATH, installed(root=FOREIGN)),
    Deed("a grant whose root is another than confirmed", DIFFERS, brought(confirmed="ab" * 32)),
    Deed("a grant without the city", BROKEN, brought(chain=("root",))),
    Deed("a grant without the root", PATH, brought(chain=("city",))),
    Deed("a grant without authorities", BROKEN, brought(chain=())),
    Deed("a grant with the city twice", BROKEN, brought(chain=("city", "city", "root"))),
    Deed("a grant with root and city swapped", BROKEN, brought(chain=("root", "city"))),
    Deed(
        "a grant with the county among its authorities",
        BROKEN,
        brought(chain=("county", "city", "root")),
    ),
    Deed(
        "a grant of a county of another city",
        REGION,
        installed(county=change(code="629801"), encryption=change(code="629801")),
    ),
    Deed(
        "a grant of a county of another province",
        REGION,
        installed(county=change(code="610101"), encryption=change(code="610101")),
    ),
    Deed(
        "a grant of a city within a city",
        LEVEL,
        installed(county=change(code="6298"), encryption=change(code="6298")),
    ),
    Deed("a grant of two counties", BROKEN, installed(encryption=change(code="629926"))),
    Deed("a grant of two names", BROKEN, installed(encryption=change(office="安澜县编办"))),
    Deed("a grant of two epochs", BROKEN, installed(encryption=change(epoch=2))),
    Deed(
        "a grant whose parent's encryption is another city's",
        BROKEN,
        installed(city_encryption=change(code="6298")),
    ),
    Deed(
        "a grant whose parent's encryption is of another epoch",
        BROKEN,
        installed(city_encryption=change(epoch=2)),
    ),
    Deed(
        "a grant for another authority's key",
        NOT_OURS,
        installed(county=change(key=key("stranger"))),
    ),
    Deed(
        "a grant for another opening key",
        NOT_OURS,
        installed(encryption=change(key=key("stranger"))),
    ),
    Deed(
        "a grant whose encryption its own office issued",
        PATH,
        installed(encryption=change(above="county")),
    ),
    Deed(
        "a grant whose encryption the province issued",
        PATH,
        installed(encryption=change(above="root")),
    ),
)


def city_list(**edits: Edit) -> TrustStore:
    """Return what a city holds that knows one county; `edits` change what it was given."""
    names = ("city", "city encryption", "county", "encryption")
    own, opening, county, sealed_to = (
        read_certificate(climb(name, **edits)()[0]) for name in names
    )
    root = read_certificate(climb()()[-1])
    held = TrustStore(KnownOffice(own, opening), (), root)
    return held.with_office(KnownOffice(county, sealed_to))


def sealing(code: str = "629925", now: datetime = NOW, **edits: Edit) -> Callable[[], object]:
    """Return the city's look for the certificate to seal to."""
    return lambda: city_list(**edits).recipient(code, now)


def withdrawn(pick: Callable[[TrustStore], Certificate]) -> Callable[[], object]:
    """Return the city's look after one of the certificates it holds was revoked."""

    def act() -> object:
        held = city_list()
        revoked = {pick(held).fingerprint: Revocation(NOW.date(), "遗失")}
        return replace(held, revoked=revoked).recipient("629925", NOW)

    return act


SEALINGS = (
    Deed("sealing to a county", ACCEPTED, sealing()),
    Deed("sealing to itself", ACCEPTED, sealing("6299")),
    Deed("sealing to a county nobody knows", UNKNOWN, sealing("629999")),
    Deed("sealing to a county of another city", UNKNOWN, sealing("629801")),
    Deed("sealing to a province it never heard of", UNKNOWN, sealing("62")),
    Deed("sealing a second too late", EXPIRED, sealing(encryption=PAST)),
    Deed("sealing too early", EXPIRED, sealing(encryption=FAR)),
    Deed("sealing in its last second", ACCEPTED, sealing(encryption=change(end=NOW))),
    Deed("sealing under an expired city", EXPIRED, sealing(city=PAST)),
    Deed("sealing ten years later", EXPIRED, sealing(now=NOW + 10 * YEAR)),
    Deed("sealing ten years earlier", EXPIRED, sealing(now=NOW - 10 * YEAR)),
    Deed("sealing to what a stranger signed", PATH, sealing(encryption=FOREIGN)),
    Deed("sealing to what the county issued", PATH, sealing(encryption=change(above="county"))),
    Deed(
        "sealing to another county's certificate", REGION, sealing(encryption=change(code="610101"))
    ),
    Deed("sealing below a false root", PATH, sealing(root=change(key=key("false root")))),
    Deed(
        "sealing to a revoked certificate",
        REVOKED,
        withdrawn(lambda held: held.offices["629925"].encryption),
    ),
    Deed("sealing under a revoked city", REVOKED, withdrawn(lambda held: held.own.authority)),
    Deed("sealing under a revoked root", REVOKED, withdrawn(lambda held: held.root)),
    Deed(
        "sealing while the county's authority is revoked",
        REVOKED,
        withdrawn(lambda held: held.offices["629925"].authority),
    ),
    Deed(
        "sealing while the city's encryption is revoked",
        ACCEPTED,
        withdrawn(lambda held: held.own.encryption),
    ),
)
DEEDS = (*INSTALLS, *SEALINGS)
