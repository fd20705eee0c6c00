"""升级: what a release is, which one may be taken, and what it means for the running program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.releases import (
    MOST_BYTES,
    UNKNOWN,
    Program,
    Release,
    judge,
    place_of,
    release_of,
    releases_of,
    told_update,
)

DIGEST = "ab" * 32
RELEASE = Release("bianqing_1.4.0_amd64.deb", "1.4.0", "x86_64", 180_000_000, DIGEST)
ARM = Release("bianqing_1.4.0_arm64.deb", "1.4.0", "aarch64", 170_000_000, DIGEST)
RUNNING = Program("1.3.2", "x86_64")
PARTS = {
    "name": "文件名", "version": "版本", "platform": "处理器", "size": "长度", "sha256": "SHA-256",
}  # fmt: skip


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("name", ""), ("name", "../x.deb"), ("name", "-x.deb"), ("name", "程序.deb"),
        ("name", "a" * 101), ("name", 5), ("version", "1"), ("version", "1.04"),
        ("version", "1.4.0.0.0"), ("version", "1.4-rc"), ("version", "10000.0"), ("version", None),
        ("platform", "i386"), ("platform", None), ("size", 0), ("size", MOST_BYTES + 1),
        ("size", True), ("size", "5"), ("sha256", "AB" * 32), ("sha256", "ab"), ("sha256", 5),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_its_part(part: str, value: object) -> None:
    told = refused(lambda: release_of({**RELEASE.record(), part: value}))
    assert (told.code, told.facts) == ("update.release", {"part": PARTS[part]})


def test_releases_of_one_version_are_read_in_their_order() -> None:
    assert releases_of([ARM.record(), RELEASE.record()]) == (ARM, RELEASE)


@pytest.mark.parametrize(
    "records",
    [
        [], [RELEASE.record(), ARM.record()], [RELEASE.record()] * 2,
        [ARM.record(), RELEASE.record(), RELEASE.record()], [{**RELEASE.record(), "more": 1}],
        [ARM.record(), {**RELEASE.record(), "version": "1.4.1"}],
        [{**ARM.record(), "name": RELEASE.name}, RELEASE.record()],
        [{**RELEASE.record(), "kind": "unit"}],
    ],
)  # fmt: skip
def test_records_of_another_shape_are_refused(records: list[dict[str, Any]]) -> None:
    assert refused(lambda: releases_of(records)).code == "package.record_unreadable"


def test_versions_stand_in_the_order_of_their_numbers() -> None:
    ordered = ["0", "0.9", "0.10", "1.0", "1.0.1", "1.10"]
    assert sorted(ordered, key=place_of) == ordered
    assert place_of("1.0") == place_of("1.0.0") == place_of("1.0.0rc1")
    assert place_of("dev") == (0,)


def test_a_release_is_new_the_same_or_for_another_processor() -> None:
    assert judge((ARM, RELEASE), RUNNING) == "new"
    assert judge((ARM, RELEASE), Program("1.4.0", "x86_64")) == "same"
    assert judge((ARM,), RUNNING) == "other_platform"
    assert judge((ARM,), UNKNOWN) == "other_platform"


def test_one_older_than_the_running_program_is_refused() -> None:
    told = refused(lambda: judge((RELEASE,), Program("1.10.0", "x86_64")))
    assert (told.code, told.facts) == ("update.older", {"version": "1.4.0", "known": "1.10.0"})


@pytest.mark.parametrize(
    ("state", "words"),
    [("new", "“安全管理”的“程序升级”"), ("same", "不用安装"), ("other_platform", "本机装不了")],
)
def test_whoever_takes_one_is_told_what_to_do(state: str, words: str) -> None:
    told = list(told_update({"state": state, "releases": [RELEASE.record()]}))
    assert told[0] == "程序 1.4.0（x86_64）：bianqing_1.4.0_amd64.deb，180000000 字节"
    assert told[1] == f"SHA-256：{DIGEST}"
    assert words in told[2]
    assert list(told_update({})) == []
