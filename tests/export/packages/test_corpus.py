"""One lie per package, each with the one code it must be refused with."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from domain.errors import Refusal
from export.packages import inspect, records
from export.packages.manifest import NO_PREVIOUS
from tests.export.packages.corpus_cover import COVER_FAULTS
from tests.export.packages.corpus_inside import INNER_FAULTS
from tests.export.packages.forge import Forge
from tests.export.packages.lies import Fault
from tests.export.packages.network import NOW, Member, Network, province

TEXTS = Path(__file__).resolve().parents[3] / "resources" / "texts" / "packages.json"
FAULTS = (*COVER_FAULTS, *INNER_FAULTS)


def refusal_at(path: Path, reader: Member, now: datetime) -> Refusal:
    with pytest.raises(Refusal) as caught:
        for _ in records(inspect(path, reader.trust, now), reader.opening):
            pass
    return caught.value


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_one_fault_is_refused_by_its_own_code(
    fault: Fault, forge: Forge, network: Network, place: Callable[[bytes], Path]
) -> None:
    path = place(fault.build(forge, network))
    refusal = refusal_at(path, fault.reader(network), fault.now)
    assert refusal.code == fault.code
    sentence = json.loads(TEXTS.read_text("utf-8"))[refusal.code]
    assert sentence.format(**refusal.facts)


def test_the_corpus_is_not_shrinking() -> None:
    assert len(FAULTS) >= 150
    assert len({fault.code for fault in FAULTS}) >= 25


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
