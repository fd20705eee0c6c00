"""One lie per package, each with the one code it must be refused with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from domain.errors import Refusal
from export.packages import inspect, records, trust
from export.packages.manifest import NO_PREVIOUS
from tests.export.packages.corpus_acks import ACK_FAULTS
from tests.export.packages.corpus_address import ADDRESS_FAULTS
from tests.export.packages.corpus_cover import COVER_FAULTS
from tests.export.packages.corpus_inside import INNER_FAULTS
from tests.export.packages.corpus_json import JSON_FAULTS
from tests.export.packages.corpus_manifest import MANIFEST_FAULTS
from tests.export.packages.corpus_payload import PAYLOAD_FAULTS
from tests.export.packages.corpus_records import RECORD_FAULTS
from tests.export.packages.corpus_time import TIME_FAULTS
from tests.export.packages.forge import Forge
from tests.export.packages.lies import Fault
from tests.export.packages.network import NOW, Member, Network, province

TEXTS = Path(__file__).resolve().parents[3] / "resources" / "texts" / "packages.json"
FAULTS = (
    *COVER_FAULTS,
    *JSON_FAULTS,
    *MANIFEST_FAULTS,
    *ACK_FAULTS,
    *TIME_FAULTS,
    *ADDRESS_FAULTS,
    *INNER_FAULTS,
    *PAYLOAD_FAULTS,
    *RECORD_FAULTS,
)
LEAST = 1300
NOT_IN_A_FILE = {
    "package.unreadable",  # what is no regular file has no bytes: test_tuf_endless_data
    "package.replayed",  # these three are about the packages before: test_sequence,
    "package.gap",  # test_tuf_fast_forward
    "package.fork",  # test_tuf_rollback
}


def refusal_at(path: Path, reader: Member, now: datetime) -> Refusal:
    with pytest.raises(Refusal) as caught:
        for _ in records(inspect(path, reader.trust, now), reader.opening):
            pass
    return caught.value


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one place for all of them: a folder for each would cost more than reading it."""
    return tmp_path_factory.mktemp("corpus") / "坏包.bqp"


@pytest.fixture(scope="module")
def sentences() -> dict[str, str]:
    """Return the texts of the refusals by code."""
    found: dict[str, str] = json.loads(TEXTS.read_text("utf-8"))
    return found


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_one_fault_is_refused_by_its_own_code(
    fault: Fault, forge: Forge, network: Network, bad: Path, sentences: dict[str, str]
) -> None:
    bad.write_bytes(fault.build(forge, network))
    refusal = refusal_at(bad, fault.reader(network), fault.now)
    assert refusal.code == fault.code
    assert sentences[refusal.code].format(**refusal.facts)


def test_the_corpus_is_not_shrinking() -> None:
    assert len(FAULTS) >= LEAST
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_every_code_that_a_file_can_earn_is_earned() -> None:
    promised = set(re.findall(r"`(package\.\w+)`", trust.__doc__ or ""))
    assert {fault.code for fault in FAULTS} == promised - NOT_IN_A_FILE


def test_the_forge_is_honest_when_it_does_not_lie(
    forge: Forge, network: Network, place: Callable[[bytes], Path]
) -> None:
    verified = inspect(place(forge.build()), network.city.trust, NOW)
    assert verified.manifest.prev == NO_PREVIOUS
    assert len(list(records(verified, network.city.opening))) == 46


def test_a_false_province_cannot_speak_to_ours(
    network: Network, place: Callable[[bytes], Path]
) -> None:
    stranger = province()
    forged_file = Forge(stranger, to=("62",)).build()
    refusal = refusal_at(place(forged_file), network.province, NOW)
    assert refusal.code == "package.chain_invalid"
