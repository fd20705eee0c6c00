"""Who comes without his key file: once is forgotten, again and again is entered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.commanding import Bianqing
from tests.desktop.test_witness import entries


@pytest.mark.parametrize(
    ("tries", "told"),
    [
        (1, []),
        (2, [("负责人", "2", "key_file.missing")]),
        (5, [("负责人", "5", "key_file.missing")]),
    ],
)
def test_who_came_without_his_key_file_more_than_once_is_entered(
    county: Bianqing, tmp_path: Path, tries: int, told: list[tuple[str, str, str]]
) -> None:
    """No password was looked at: it counts as no wrong one, costs no wait and says so."""
    path = county.done("key", "file", "make", tmp_path)["path"]
    county.done("key", "file", "require", path)
    for _ in range(tries):
        assert county.refused("summary") == "key_file.missing"
    assert county("summary", BIANQING_KEY_FILE=path).exit == 0
    assert county("key", "file", "drop", BIANQING_KEY_FILE=path).exit == 0
    failed = [each for each in entries(county) if each.act == "sign_in.failed"]
    assert [(each.actor, each.object, each.reason) for each in failed] == told


def test_an_account_that_was_shut_out_and_comes_without_its_key_file_is_entered(
    county: Bianqing, tmp_path: Path
) -> None:
    county.done("account", "add", "老王", "--role", "经办")
    county.done("account", "release", "老王")
    clerk = county.as_user("老王")
    path = clerk.done("key", "file", "make", tmp_path)["path"]
    clerk.done("key", "file", "require", path)
    county.done("account", "lock", "老王")
    assert clerk.refused("summary") == "key_file.missing"
    county.done("summary")
    failed = [each for each in entries(county) if each.act == "sign_in.failed"]
    assert [(each.actor, each.object, each.reason) for each in failed] == [
        ("老王", "1", "key_file.missing")
    ]
