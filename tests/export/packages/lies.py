"""The ways to lie, for the tables of faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from export.packages import Certificate, Revocation, Role, Signer, SoftwareSigningKey
from export.packages.issuing import Subject, issue
from export.packages.keys import SoftwareOpeningKey
from export.packages.offices import Office
from tests.export.packages.forge import Forge, ManifestEdit, plain_lines
from tests.export.packages.network import NOW, Member, Network

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
DAY = timedelta(days=1)

Build = Callable[[Forge, Network], bytes]


@dataclass(frozen=True, slots=True)
class Fault:
    """A package with one fault, and whatever differs at the city that reads it."""

    name: str
    code: str
    build: Build
    now: datetime = NOW
    reader: Callable[[Network], Member] = lambda network: network.city


def holder(manifest: dict[str, object], name: str) -> tuple[Any, Any]:
    """Return what holds the member named "a.b" or "a.0.b", and its key there."""
    *outer, last = name.split(".")
    target: Any = manifest
    for step in outer:
        target = target[int(step) if isinstance(target, list) else step]
    return target, int(last) if isinstance(target, list) else last


def setting(name: str, value: object) -> ManifestEdit:
    """Return an edit of a manifest that sets one member."""

    def edit(manifest: dict[str, object]) -> None:
        target, last = holder(manifest, name)
        target[last] = value

    return edit


def member(name: str, value: object) -> Build:
    """Lie about one member of the manifest, "a.b" for one inside another."""
    return lambda forge, _: forge.build(manifest=setting(name, value))


def without(name: str) -> Build:
    def edit(manifest: dict[str, object]) -> None:
        target, last = holder(manifest, name)
        del target[last]

    return lambda forge, _: forge.build(manifest=edit)


def within(name: str) -> Build:
    """Put one member more into an object of the manifest."""
    return member(f"{name}.comment", "x")


def body(edit: Callable[[bytes], bytes]) -> Build:
    """Sign a manifest that is encoded otherwise."""
    return lambda forge, _: forge.build(body=edit)


def envelope(edit: Callable[[dict[str, object]], object]) -> Build:
    """Change the envelope around a signed body; other than its canonical form if bytes come."""

    def change(data: bytes) -> bytes:
        value = json.loads(data)
        found = edit(value)
        if isinstance(found, bytes):
            return found
        return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()

    return lambda forge, _: forge.build(envelope=change)


def whole(edit: Callable[[bytes], bytes]) -> Build:
    return lambda forge, _: forge.build(whole=edit)


def plain(data: bytes) -> Build:
    return lambda forge, _: forge.build(plain=data)


def doubled(value: dict[str, object]) -> None:
    signatures = value["signatures"]
    assert isinstance(signatures, list)
    value["signatures"] = signatures * 2


def high_s(signature: bytes) -> bytes:
    s = int.from_bytes(signature[32:], "big")
    return signature[:32] + (ORDER - s).to_bytes(32, "big")


def signature_der(signature: bytes) -> bytes:
    return b"\x30" + signature


def lengths(first: int | None, second: int | None) -> Build:
    def edit(data: bytes) -> bytes:
        head = data[8:12] if first is None else first.to_bytes(4, "big")
        tail = data[12:16] if second is None else second.to_bytes(4, "big")
        return data[:8] + head + tail + data[16:]

    return whole(edit)


def forged(
    code: str,
    role: Role = Role.OPERATOR,
    issuer: Callable[[Network], Member] = lambda network: network.county,
    epoch: int = 1,
    name: str = "伪造",
) -> Build:
    """Sign with a leaf that an authority should never have issued."""

    def build(forge: Forge, network: Network) -> bytes:
        above = issuer(network)
        key = SoftwareSigningKey.generate()
        subject = Subject(role, Office(code, name), epoch, key.public_bytes(), "某人")
        leaf = issue(subject, above.trust.own.authority, above.authority, NOW)
        draft = forge.draft(signer=Signer(leaf, key))
        return forge.build(draft=draft, path=(leaf, *above.trust.chain))

    return build


def forged_county(code: str, issuer: Callable[[Network], Member]) -> Build:
    """Sign as a county whose authority was issued by the wrong office."""

    def build(forge: Forge, network: Network) -> bytes:
        above, own, key = issuer(network), SoftwareSigningKey.generate(), forge.member.signer.key
        office = Office(code, "伪造县委编办")
        county = Subject(Role.AUTHORITY, office, 1, own.public_bytes(), office.name)
        authority = issue(county, above.trust.own.authority, above.authority, NOW)
        person = Subject(Role.OPERATOR, office, 1, key.public_bytes(), "某人")
        leaf = issue(person, authority, own, NOW)
        draft = forge.draft(signer=Signer(leaf, key))
        return forge.build(draft=draft, path=(leaf, authority, *above.trust.chain))

    return build


def path(pick: Callable[[Forge, Network], list[Certificate]]) -> Build:
    return lambda forge, network: forge.build(path=pick(forge, network))


def revoked(which: int) -> Callable[[Network], Member]:
    def reader(network: Network) -> Member:
        county = network.county
        chain = (county.signer.operator, county.trust.own.authority)
        trust = network.city.trust.with_revoked(
            chain[which].fingerprint, Revocation(NOW.date(), "遗失")
        )
        return replace(network.city, trust=trust)

    return reader


def with_floor(floor: str) -> Callable[[Network], Member]:
    return lambda network: replace(network.city, trust=replace(network.city.trust, floor=floor))


def other_root(network: Network) -> Member:
    trust = replace(network.city.trust, root=network.false_province.trust.root)
    return replace(network.city, trust=trust)


def other_encryption(network: Network) -> Member:
    """Return the city after its encryption certificate was replaced."""
    top, own = network.province, network.city.trust.own
    key = SoftwareOpeningKey.generate()
    subject = Subject(Role.ENCRYPTION, own.office, 1, key.public_bytes(), own.office.name)
    renewed = issue(subject, top.trust.own.authority, top.authority, NOW)
    trust = replace(network.city.trust, own=replace(own, encryption=renewed))
    return replace(network.city, trust=trust)


def false_chain(forge: Forge, network: Network) -> bytes:
    """Sign below a root of the same name that nobody installed."""
    false = network.false_province
    key = forge.member.signer.key
    draft = forge.draft()
    city = Subject(
        Role.AUTHORITY,
        Office("6299", "安河市委编办"),
        1,
        network.city.authority.public_bytes(),
        "市",
    )
    authority = issue(city, false.trust.root, false.authority, NOW)
    honest = network.county.trust.own.authority
    return forge.build(draft=draft, key=key, path=(draft.signer.operator, honest, authority))


def wrap_of_another(forge: Forge, network: Network) -> bytes:
    """Name the city as recipient but seal the key to somebody else."""
    draft = forge.draft()
    stranger = network.other_city.trust.own.encryption.public_key
    wrapped = draft.suite.wrap(stranger, draft.secret, b"x")
    recipients = tuple(replace(item, wrap=wrapped) for item in draft.recipients)
    return forge.build(draft=replace(draft, recipients=recipients))


def wrap_of_short_key(forge: Forge, network: Network) -> bytes:
    draft = forge.draft()
    public = network.city.trust.own.encryption.public_key
    info = b"bianqing-package-key-v1\x00" + draft.context
    recipients = (replace(draft.recipients[0], wrap=draft.suite.wrap(public, b"k" * 16, info)),)
    return forge.build(draft=replace(draft, recipients=recipients))


def payload_of_another(forge: Forge, _network: Network) -> bytes:
    other = forge.build()
    start = 16 + int.from_bytes(other[8:12], "big") + int.from_bytes(other[12:16], "big")
    mine = forge.build()
    cut = 16 + int.from_bytes(mine[8:12], "big") + int.from_bytes(mine[12:16], "big")
    return mine[:cut] + other[start:]


def sent_by(pick: Callable[[Network], Member], to: str) -> Build:
    return lambda _, network: Forge(pick(network), to=(to,)).build()


def chunk_swap(data: bytes) -> bytes:
    head, size = 56, 16 * 1024 + 16
    first, second = data[head : head + size], data[head + size : head + 2 * size]
    return data[:head] + second + first + data[head + 2 * size :]


def wrap_edit(forge: Forge, _network: Network, wrapped: bytes) -> bytes:
    draft = forge.draft()
    bare = (replace(draft.recipients[0], wrap=wrapped or b"\x00"),)
    return forge.build(draft=replace(draft, recipients=bare))


def raw_envelope(edit: Callable[[bytes], bytes]) -> Build:
    """Change the bytes of the envelope."""
    return lambda forge, _: forge.build(envelope=edit)


def spoilt_record(edit: Callable[[bytes], bytes]) -> Build:
    """Add a line that is changed; the manifest counts it as if nothing was wrong with it."""
    line = b'{"kind":"unit","n":1,"x":"y","z":{}}'
    return lines(plain_lines() + edit(line) + b"\n", unit=4)


def lines(data: bytes, *edits: ManifestEdit, **rows: int) -> Build:
    """Sign for lines as they are, with so many rows of some kinds besides the honest ones."""

    def edit(manifest: dict[str, object]) -> None:
        for kind, count in rows.items():
            setting(f"payload.rows.{kind}", count)(manifest)
        for one in edits:
            one(manifest)

    return lambda forge, _: forge.build(plain=data, manifest=edit, counted=plain_lines())
