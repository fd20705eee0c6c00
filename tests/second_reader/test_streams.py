"""Which package is the next of its stream: both judge every small case alike."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from domain.errors import Refusal
from export.packages import Judgement, Manifest, StreamState, judge_sequence
from tests.export.packages.forge import Forge
from tests.second_reader.refused import Refused
from tests.second_reader.streams import NONE_BEFORE, Place, is_next

OLD, LAST, OTHER, NEW = (sign * 64 for sign in "abcd")
LASTS = [None, *(Place(epoch, seq, LAST) for epoch, seq in product((1, 2), (1, 2, 4)))]
PLACES = [
    Place(epoch, seq, before)
    for epoch, seq, before in product((1, 2, 3), range(1, 7), (NONE_BEFORE, LAST, OTHER))
]
STREAMS = {
    "上报": "report",
    "回执": "receipt/6299",
    "退回": "findings/6299",
    "预审反馈": "findings/6299",
    "代码表": "tables",
    "下发": "decisions",
    "升级": "updates",
}


def program(manifest: Manifest, last: Place | None, digest: str) -> str:
    state = None if last is None else StreamState(last.epoch, last.seq, last.digest)
    try:
        found = judge_sequence(state, manifest, digest, {OLD, LAST})
    except Refusal as refusal:
        return refusal.code
    return "next" if found is Judgement.ACCEPT else "known"


def second(kind: str, place: Place, last: Place | None, digest: str) -> str:
    try:
        return "next" if is_next(last, place, digest, {OLD, LAST}, kind=kind) else "known"
    except Refused as refusal:
        return refusal.code


@pytest.mark.parametrize("kind", STREAMS)
def test_each_place_after_each_other_is_judged_alike(kind: str, forge: Forge) -> None:
    honest = forge.draft().manifest(forge.facts(b"", b""))
    seen = set()
    for last, place, digest in product(LASTS, PLACES, (NEW, OLD)):
        manifest = replace(
            honest,
            kind=kind,
            stream=STREAMS[kind],
            epoch=place.epoch,
            seq=place.seq,
            prev=place.digest,
        )
        told = second(kind, place, last, digest)
        assert program(manifest, last, digest) == told, (last, place)
        seen.add(told)
    assert {"next", "known", "package.replayed", "package.fork"} <= seen
    assert ("package.gap" in seen) == (kind not in {"回执", "代码表", "下发", "升级"})
