"""Changed packages: none is believed but the untouched, and what somebody honestly signed.

Nothing is started for a trial: a worker writes the file, reads it as the program does, and looks
what came of it. Whoever signs may be nobody, or an operator whom his own key has certified: then
no change is accepted at all. Or he is certified, of this office or of its neighbour: then what is
accepted must be true for the second reader too, and be his own.
"""

from __future__ import annotations

import hashlib
import json
import resource
import time
import warnings
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from types import MappingProxyType
from typing import Any, Final, Literal

from domain.errors import Refusal
from export.packages import Judgement, Signer, inspect, judge_sequence, records
from export.packages.envelope import Envelope, pre_authentication, to_base64
from export.packages.trust import PAYLOAD_TYPE
from tests.export.packages.network import NOW, Member
from tests.faults.family import Outcome
from tests.faults.package_bases import Base, Offices, bases, offices
from tests.faults.package_edits import RAW, chunks, der, joined, json_leaf, json_text, json_value
from tests.faults.program import places
from tests.faults.trial import Trials
from tests.second_reader.bridge import ACCEPTED, Both

MOST_KIB: Final = 150 * 1024
MOST_SECONDS: Final = 2.0
UNTOUCHED: Final = "untouched"
KNOWN: Final = "known"
_CODES: Final = ("package.", "trust.")
_WARNINGS: Final[tuple[Literal["error", "ignore"], ...]] = ("error", "ignore")
"""The library warns of odd certificates: as an exception in tests, as nothing in the program."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file, who reads it, and whether somebody certified has signed what it says."""

    data: bytes
    reader: Member
    certified: bool = False


class Packages:
    """The family of changed packages for the harness."""

    name = "packages"
    sizes: Mapping[str, int] = MappingProxyType({"small": 300, "ci": 50_000, "nightly": 250_000})

    @cached_property
    def offices(self) -> Offices:
        """Those who send and read."""
        return offices()

    @cached_property
    def bases(self) -> Mapping[str, Base]:
        """The valid packages."""
        return bases(self.offices)

    @cached_property
    def known(self) -> frozenset[str]:
        """The digests of the valid packages."""
        return frozenset(hashlib.sha256(base.data).hexdigest() for base in self.bases.values())

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw the untouched packages, then every way in turn with any package."""
        del trials
        names, ways = tuple(self.bases), tuple(WAYS)
        first = [f"{name}/{UNTOUCHED}/0" for name in names]
        drawn = (
            f"{chance.choice(names)}/{ways[n % len(ways)]}/{chance.randrange(10**9)}"
            for n in range(count - len(first))
        )
        return [*first, *drawn][:count]

    def run(self, trials: Trials, key: str) -> Outcome:
        """Change the package as the key says, and read it."""
        name, way, _ = key.split("/")
        base, chance = self.bases[name], Random(key)
        other = self.bases[chance.choice(tuple(self.bases))]
        if way == UNTOUCHED:
            mutant = Mutant(base.data, base.reader)
        else:
            mutant = WAYS[way](self.offices, base, other, chance)
        trials.root.mkdir(parents=True, exist_ok=True)
        both = Both(trials.root / "mutant.bqp")
        began = time.process_time()
        with warnings.catch_warnings(action=chance.choice(_WARNINGS)):
            code, faults = read_mutant(both, mutant, self.known)
        if time.process_time() - began > MOST_SECONDS:
            faults = (*faults, f"took more than {MOST_SECONDS} s")
        if way == UNTOUCHED and code != KNOWN:
            faults = (*faults, f"the untouched file: {code}")
        if (peak := resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) > MOST_KIB:
            faults = (*faults, f"{peak} KiB of memory")
        return Outcome(f"{way}: {code}", faults)


def read_mutant(both: Both, mutant: Mutant, known: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """Return the code, or that it was accepted, and what is wrong with that."""
    both.path.write_bytes(mutant.data)
    try:
        verified = inspect(both.path, mutant.reader.trust, NOW)
        for _ in records(verified, mutant.reader.opening):
            pass
        judged = judge_sequence(None, verified.manifest, verified.sha256, known)
    except Refusal as refusal:
        wrong = () if refusal.code.startswith(_CODES) else (f"refused with {refusal.code}",)
        return refusal.code, wrong
    except Exception as error:  # noqa: BLE001 - any other is what is looked for
        return type(error).__name__, (places(error),)
    if judged is Judgement.ALREADY_ACCEPTED:
        return KNOWN, ()
    if not mutant.certified:
        return ACCEPTED, ("accepted, and nobody certified has signed it",)
    if both.second(mutant.data, mutant.reader).code != ACCEPTED:
        return ACCEPTED, ("accepted, and not by the second reader",)
    return "honest", ()


Way = Callable[[Offices, Base, Base, Random], Mutant]


def _raw(name: str) -> Way:
    """Change the file as it is."""

    def run(_offices: Offices, base: Base, other: Base, chance: Random) -> Mutant:
        data = RAW[name](base.data, other.data, chance)
        return Mutant(data, base.reader)

    return run


def _in_envelope(_offices: Offices, base: Base, _other: Base, chance: Random) -> Mutant:
    """Change the envelope's JSON and sign nothing."""
    value = json_value(json.loads(base.envelope), chance)
    return Mutant(joined(json_text(value, chance), base.area, base.payload), base.reader)


def _in_manifest(_offices: Offices, base: Base, _other: Base, chance: Random) -> Mutant:
    """Change the manifest and leave the signature."""
    envelope = Envelope.decode(base.envelope)
    body = json_text(json_value(json.loads(envelope.payload), chance), chance)
    changed = Envelope(envelope.payload_type, body, envelope.key_id, envelope.signature)
    return Mutant(joined(changed.encode(), base.area, base.payload), base.reader)


def _in_certificates(_offices: Offices, base: Base, other: Base, chance: Random) -> Mutant:
    area = der(base.area, other.area, chance)
    return Mutant(joined(base.envelope, area, base.payload), base.reader)


def _in_chunks(_offices: Offices, base: Base, other: Base, chance: Random) -> Mutant:
    payload = chunks(base.payload, other.payload, chance)
    return Mutant(joined(base.envelope, base.area, payload), base.reader)


def _by_stranger(found: Offices, base: Base, other: Base, chance: Random) -> Mutant:
    """Change anything and sign it with a key that nobody certified."""
    signer = found.stranger
    area = chance.choice((base.area, b"".join([signer.operator.der, base.area])))
    if chance.randrange(2):
        area = signer.operator.der + b"".join(item.der for item in found.county.trust.chain)
    if chance.randrange(4) == 0:
        area = der(area, other.area, chance)
    return Mutant(_signed(signer, base, other, area, chance), base.reader)


def _by_certified(pick: Callable[[Offices], Signer], owner: Callable[[Offices], Member]) -> Way:
    """Change anything, sign it with a certified key and make some of it fit again."""

    def run(found: Offices, base: Base, other: Base, chance: Random) -> Mutant:
        signer = pick(found)
        area = b"".join(item.der for item in (signer.operator, *owner(found).trust.chain))
        data = _signed(signer, base, other, area, chance)
        return Mutant(data, base.reader, certified=True)

    return run


def _signed(signer: Signer, base: Base, other: Base, area: bytes, chance: Random) -> bytes:
    """Return a package whose manifest and payload are changed and signed anew."""
    manifest: dict[str, Any] = json.loads(json.dumps(base.manifest))
    if chance.randrange(4):
        _fitted(manifest, signer, area)
    edit = chance.choice((json_value, json_leaf, json_leaf, None))
    early = chance.randrange(2)
    if edit and early:
        edit(manifest, chance)
    payload = _payload(manifest, base, other, chance)
    if chance.randrange(4) and isinstance(manifest.get("payload"), dict):
        manifest["payload"]["len"] = len(payload)
        manifest["payload"]["digest"] = hashlib.sha256(payload).hexdigest()
    if edit and not early:
        edit(manifest, chance)
    text = json_text(manifest, chance)
    kind = PAYLOAD_TYPE + base.draft.suite.name
    signature = signer.key.sign(pre_authentication(kind, text))
    envelope = Envelope(kind, text, signer.operator.fingerprint, signature)
    return joined(envelope.encode(), area, payload)


def _fitted(manifest: dict[str, Any], signer: Signer, area: bytes) -> None:
    """Tell the sender as he is certified."""
    operator = signer.operator
    manifest["sender"] = {
        "code": operator.office.code,
        "level": operator.level.value,
        "name": operator.office.name,
        "cert_fp": operator.fingerprint,
    }
    manifest["epoch"] = operator.epoch
    manifest["certs"] = hashlib.sha256(area).hexdigest()


def _payload(manifest: dict[str, Any], base: Base, other: Base, chance: Random) -> bytes:
    """Seal the payload under what the manifest says now, if that can be, and change it or not."""
    compressed = zlib.compress(base.plain)
    match chance.randrange(8):
        case 0:
            return chunks(base.payload, other.payload, chance)
        case 1:
            plain = RAW[chance.choice(("bit", "byte", "drop", "repeat"))](
                base.plain or b"\n", other.plain, chance
            )
            compressed = zlib.compress(plain)
        case 2:
            compressed = RAW[chance.choice(("bit", "byte", "drop", "append", "cut"))](
                compressed, zlib.compress(other.plain), chance
            )
    try:
        context = base.context(manifest)
        for item in manifest["recipients"]:
            sealed = base.wrapped(item["code"], context)
            item["wrap"] = to_base64(sealed)
    except (LookupError, TypeError, AttributeError, ValueError, Refusal):
        return base.payload
    return base.sealed(compressed, context)


WAYS: Final[Mapping[str, Way]] = MappingProxyType(
    {
        **{name: _raw(name) for name in RAW},
        "envelope": _in_envelope,
        "manifest": _in_manifest,
        "certificates": _in_certificates,
        "chunks": _in_chunks,
        "stranger": _by_stranger,
        "colleague": _by_certified(lambda found: found.colleague, lambda found: found.county),
        "sibling": _by_certified(lambda found: found.sibling.signer, lambda found: found.sibling),
        "city": _by_certified(lambda found: found.city.signer, lambda found: found.city),
    }
)
