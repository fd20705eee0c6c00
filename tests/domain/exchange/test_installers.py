"""How the file of a release stands to the program that is running."""

import pytest

from domain.exchange.installers import DIFFERS, NEW, OLDER, OTHER_PLATFORM, SAME, state_of
from domain.exchange.releases import Program, Release

RELEASE = Release("bianqing_1.4.0_amd64.deb", "1.4.0", "x86_64", 180_000_000, "ab" * 32)


@pytest.mark.parametrize(
    ("version", "platform", "state"),
    [
        ("1.3.9", "x86_64", NEW), ("1.4", "x86_64", SAME), ("1.10.0", "x86_64", OLDER),
        ("1.3.9", "aarch64", OTHER_PLATFORM),
    ],
)  # fmt: skip
def test_only_what_is_newer_and_for_this_processor_is_new(
    version: str, platform: str, state: str
) -> None:
    assert state_of(RELEASE, Program(version, platform), whole=True) == state


def test_a_file_that_is_not_the_registered_one_is_nothing_else() -> None:
    assert state_of(RELEASE, Program("1.3.9", "x86_64"), whole=False) == DIFFERS
