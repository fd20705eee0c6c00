"""Fast-forward: whoever has a key uses up numbers, so that the honest sender's are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from export.packages import Judgement, StreamState
from export.packages.manifest import NO_PREVIOUS
from tests.export.packages.desks import (
    Desk,
    Route,
    after,
    every_route,
    refused,
    routes_in_order,
    routes_of_the_whole,
)
from tests.export.packages.forge import Forge
from tests.export.packages.lies import setting
from tests.export.packages.network import Network

LARGEST = 2**53


@routes_in_order
@pytest.mark.parametrize("seq", [2, 3, 1000, LARGEST])
def test_no_number_is_skipped(route: Route, seq: int, tmp_path: Path, network: Network) -> None:
    desk = Desk(route.reader_in(network))
    far = route.sealed(tmp_path, network, StreamState(1, seq - 1, "ab" * 32))
    assert desk.refuses(far.path) == "package.gap"


@routes_in_order
def test_after_a_refused_jump_the_next_number_is_taken(
    route: Route, tmp_path: Path, network: Network
) -> None:
    desk = Desk(route.reader_in(network))
    first = route.sealed(tmp_path, network)
    desk.take(first.path)
    jump = route.sealed(tmp_path, network, StreamState(1, 99, first.sha256))
    assert desk.refuses(jump.path) == "package.gap"
    assert desk.take(route.sealed(tmp_path, network, after(first)).path) is Judgement.ACCEPT


@routes_of_the_whole
def test_a_jump_where_each_states_the_whole_is_undone_by_a_new_certificate(
    route: Route, tmp_path: Path, network: Network
) -> None:
    """Only the sender's own key can jump; the office above grants the next epoch."""
    desk = Desk(route.reader_in(network))
    first = route.sealed(tmp_path, network)
    jump = route.sealed(tmp_path, network, StreamState(1, LARGEST - 1, first.sha256))
    assert desk.take(jump.path) is Judgement.ACCEPT
    assert desk.refuses(first.path) == "package.replayed"
    anew = replace(first.manifest, epoch=2, seq=1, prev=NO_PREVIOUS)
    assert desk.judge(anew, "cd" * 32) is Judgement.ACCEPT


@every_route
def test_a_new_epoch_begins_at_the_beginning(
    route: Route, tmp_path: Path, network: Network
) -> None:
    desk = Desk(route.reader_in(network))
    first = route.sealed(tmp_path, network)
    desk.take(first.path)
    told = replace(first.manifest, epoch=2)
    assert desk.judge(replace(told, seq=1, prev=NO_PREVIOUS), "cd" * 32) is Judgement.ACCEPT
    if not route.whole:
        jump = replace(told, seq=7, prev=first.sha256)
        assert refused(lambda: desk.judge(jump, "cd" * 32)) == "package.gap"
        joined = replace(told, seq=1, prev=first.sha256)
        assert refused(lambda: desk.judge(joined, "cd" * 32)) == "package.fork"


@pytest.mark.parametrize("seq", [LARGEST + 1, 2**63, 2**64, 10**40])
def test_no_number_is_beyond_the_largest(seq: int, tmp_path: Path, network: Network) -> None:
    path = tmp_path / "far.bqp"
    path.write_bytes(Forge(network.county).build(manifest=setting("seq", seq)))
    assert Desk(network.city).refuses(path) == "package.manifest_invalid"


@pytest.mark.parametrize("epoch", [2, 3, LARGEST])
def test_nobody_takes_an_epoch_that_was_not_granted(
    epoch: int, tmp_path: Path, network: Network
) -> None:
    path = tmp_path / "far.bqp"
    path.write_bytes(Forge(network.county).build(manifest=setting("epoch", epoch)))
    assert Desk(network.city).refuses(path) == "package.sender_mismatch"
