"""Packages that go down: one file for several offices, and one that is missed is no loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import Refusal
from export.packages import (
    Judgement,
    Office,
    Outline,
    Sealed,
    StreamState,
    check_way,
    inspect,
    judge_sequence,
    records,
    seal,
)
from export.packages.kinds import CODE_TABLES, KINDS
from export.packages.records import Record
from tests.export.packages.network import NOW, Member, Network, outline

CITY = Office("6299", "安河市委编办")
YEAR: Record = {"kind": "work_year", "year": 2027, "rest": ["01-01"], "work": []}
BOTH = ("629926", "629925")
RefusalOf = Callable[[Callable[[], object]], Refusal]


def tables(to: tuple[str, ...] = BOTH, last: StreamState | None = None) -> Outline:
    return replace(outline(last, to), kind=CODE_TABLES.name, schema="tables/1", totals=())


def sealed(folder: Path, sender: Member, given: Outline) -> Sealed:
    return seal(folder, given, [YEAR], signer=sender.signer, trust=sender.trust, now=NOW)


def test_one_file_is_opened_by_everybody_it_is_addressed_to(
    tmp_path: Path, network: Network, refusal_of: RefusalOf
) -> None:
    made = sealed(tmp_path, network.city, tables())
    assert made.path.name.startswith("6299_TAB_00000001_")
    for county in (network.county, network.other_county):
        verified = inspect(made.path, county.trust, NOW)
        assert (verified.manifest.kind, verified.manifest.stream) == ("代码表", "tables")
        assert list(records(verified, county.opening)) == [YEAR]
    assert refusal_of(lambda: inspect(made.path, network.other_city.trust, NOW)).code == (
        "package.wrong_recipient"
    )
    one = sealed(tmp_path, network.city, tables(("629925",)))
    code = refusal_of(lambda: inspect(one.path, network.other_county.trust, NOW)).code
    assert code == "package.wrong_recipient"


def test_a_province_sends_to_its_cities_only(
    tmp_path: Path, network: Network, refusal_of: RefusalOf
) -> None:
    made = sealed(tmp_path, network.province, tables(("6298", "6299")))
    assert inspect(made.path, network.city.trust, NOW).manifest.sender.code == "62"
    for sender, to in (
        (network.province, ("629925",)),
        (network.county, ("6299",)),
        (network.city, ("629925", "62")),
        (network.city, ("629801",)),
        (network.city, ("6299",)),
    ):
        refusal = refusal_of(lambda: sealed(tmp_path, sender, tables(to)))  # noqa: B023 - called here
        assert refusal.code == "package.wrong_direction"


def test_an_office_without_a_certificate_is_named(
    tmp_path: Path, network: Network, refusal_of: RefusalOf
) -> None:
    refusal = refusal_of(lambda: sealed(tmp_path, network.city, tables(("629925", "629999"))))
    assert (refusal.code, refusal.facts["office"]) == ("trust.office_unknown", "629999")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("last", "seq", "first_seen"),
    [(None, 3, "b" * 64), (StreamState(1, 2, "a" * 64), 9, "b" * 64)],
)
def test_numbers_may_be_missing_where_each_states_the_whole(
    tmp_path: Path, network: Network, last: StreamState | None, seq: int, first_seen: str
) -> None:
    manifest = sealed(tmp_path, network.city, tables()).manifest
    later = replace(manifest, seq=seq, prev=first_seen)
    assert judge_sequence(last, later, "c" * 64, ()) is Judgement.ACCEPT


@pytest.mark.parametrize(("seq", "code"), [(1, "package.replayed"), (2, "package.fork")])
def test_old_numbers_and_forks_are_refused_all_the_same(
    tmp_path: Path, network: Network, refusal_of: RefusalOf, seq: int, code: str
) -> None:
    manifest = sealed(tmp_path, network.city, tables()).manifest
    other = replace(manifest, seq=seq, prev="b" * 64)
    last = StreamState(1, 2, "a" * 64)
    assert refusal_of(lambda: judge_sequence(last, other, "c" * 64, ())).code == code


def test_the_way_of_a_kind_is_told_before_anything_is_sealed(refusal_of: RefusalOf) -> None:
    assert check_way("代码表", CITY, BOTH) is CODE_TABLES
    assert refusal_of(lambda: check_way("代码表", CITY, ("62",))).code == "package.wrong_direction"
    assert refusal_of(lambda: check_way("代码表", CITY, ())).code == "package.wrong_direction"
    assert refusal_of(lambda: check_way("随便", CITY, BOTH)).code == "package.kind_unknown"


def test_where_each_states_the_whole_the_file_before_does_not_matter(
    tmp_path: Path, network: Network
) -> None:
    manifest = sealed(tmp_path, network.city, tables()).manifest
    other = replace(manifest, seq=3, prev="b" * 64)
    verdict = judge_sequence(StreamState(1, 2, "a" * 64), other, "c" * 64, ())
    assert verdict is Judgement.ACCEPT


def test_every_kind_has_a_mark_of_its_own_and_shares_a_stream_only_with_its_like() -> None:
    assert len({kind.mark for kind in KINDS}) == len(KINDS)
    streams = {(kind.stream, kind.way, kind.whole, kind.addressed) for kind in KINDS}
    assert len(streams) == len({kind.stream for kind in KINDS})
