"""One stream, one number after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from export.packages import Judgement, Manifest, StreamState, judge_sequence, next_place
from export.packages.manifest import NO_PREVIOUS
from tests.export.packages.forge import Forge

A, B, C = ("a" * 64, "b" * 64, "c" * 64)


@pytest.fixture(scope="module")
def manifest(forge: Forge) -> Manifest:
    """Return an honest first manifest."""
    draft = forge.draft()
    return draft.manifest(forge.facts(b"", b""))


def at(manifest: Manifest, seq: int, prev: str, epoch: int = 1) -> Manifest:
    return replace(manifest, seq=seq, prev=prev, epoch=epoch)


def test_the_first_of_a_stream_is_accepted(manifest: Manifest) -> None:
    assert judge_sequence(None, at(manifest, 1, NO_PREVIOUS), A, ()) is Judgement.ACCEPT


def test_the_next_is_accepted(manifest: Manifest) -> None:
    last = StreamState(1, 4, A)
    assert judge_sequence(last, at(manifest, 5, A), B, {A}) is Judgement.ACCEPT


@pytest.mark.parametrize("seq", [1, 3, 4, 9])
def test_an_accepted_file_again_is_told_so_whatever_its_number(
    manifest: Manifest, seq: int
) -> None:
    last = StreamState(1, 4, A)
    verdict = judge_sequence(last, at(manifest, seq, C), B, {A, B})
    assert verdict is Judgement.ALREADY_ACCEPTED


@pytest.mark.parametrize(
    ("last", "place", "code"),
    [
        (StreamState(1, 4, A), (3, B, 1), "package.replayed"),
        (StreamState(1, 4, A), (1, NO_PREVIOUS, 1), "package.replayed"),
        (StreamState(2, 1, A), (9, B, 1), "package.replayed"),
        (StreamState(1, 4, A), (4, B, 1), "package.fork"),
        (StreamState(1, 4, A), (5, B, 1), "package.fork"),
        (StreamState(1, 4, A), (5, NO_PREVIOUS, 1), "package.fork"),
        (None, (1, A, 1), "package.fork"),
        (StreamState(1, 4, A), (6, A, 1), "package.gap"),
        (None, (2, A, 1), "package.gap"),
        (StreamState(1, 4, A), (2, A, 2), "package.gap"),
        (StreamState(1, 4, A), (1, A, 2), "package.fork"),
    ],
)
def test_anything_out_of_order_is_refused(
    manifest: Manifest, last: StreamState | None, place: tuple[int, str, int], code: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        judge_sequence(last, at(manifest, *place), C, {A})
    assert refusal.value.code == code


def test_a_gap_names_the_missing_numbers(manifest: Manifest) -> None:
    with pytest.raises(Refusal) as refusal:
        judge_sequence(StreamState(1, 4, A), at(manifest, 8, B), C, {A})
    missing = [refusal.value.facts[name] for name in ("first", "until", "count")]
    assert missing == [5, 7, 3]


def test_an_office_set_up_anew_starts_again(manifest: Manifest) -> None:
    assert next_place(StreamState(1, 9, A), 2) == (1, NO_PREVIOUS)
    again = at(manifest, 1, NO_PREVIOUS, epoch=2)
    assert judge_sequence(StreamState(1, 9, A), again, B, {A}) is Judgement.ACCEPT


@given(st.lists(st.integers(0, 9), max_size=60))
def test_in_whatever_order_files_arrive_each_is_accepted_once_and_in_order(
    forge: Forge, arrivals: list[int]
) -> None:
    manifest = forge.draft().manifest(forge.facts(b"", b""))
    files = chain(manifest, 10)
    accepted: list[str] = []
    last: StreamState | None = None
    for index in arrivals:
        found, sha256 = files[index]
        if index > len(accepted):
            with pytest.raises(Refusal, match=r"package\.gap"):
                judge_sequence(last, found, sha256, accepted)
            continue
        verdict = judge_sequence(last, found, sha256, accepted)
        assert (verdict is Judgement.ALREADY_ACCEPTED) == (index < len(accepted))
        if verdict is Judgement.ACCEPT:
            accepted.append(sha256)
            last = StreamState(found.epoch, found.seq, sha256)
    assert accepted == [sha256 for _, sha256 in files[: len(accepted)]]


def chain(manifest: Manifest, length: int) -> list[tuple[Manifest, str]]:
    digests: Iterable[str] = (f"{n:064x}" for n in range(1, length + 1))
    found: list[tuple[Manifest, str]] = []
    last: StreamState | None = None
    for sha256 in digests:
        seq, prev = next_place(last, 1)
        found.append((at(manifest, seq, prev), sha256))
        last = StreamState(1, seq, sha256)
    return found
