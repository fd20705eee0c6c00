"""Whatever happens to keys, somebody can always open the office with the recovery sheet."""

from pathlib import Path
from random import Random

import pytest

from tests.faults.key_faults import CASES, cases, make_office, run_case

CI = 250
"""So many places there are at least where a fault strikes; `make faults` tries them all."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an office that every case spoils a copy of."""
    folder = tmp_path_factory.mktemp("keys")
    make_office(folder)
    return folder


def test_there_are_cases_enough_and_one_of_every_kind() -> None:
    every = cases(10**4, Random(1))
    assert len(every) == 10**4
    assert sum(numbers for _, numbers in CASES.values()) >= CI
    assert {key.partition("/")[0] for key in every} == set(CASES)


@pytest.mark.slow
@pytest.mark.rule("22239 8.1.4.1 b", "security 3.3", "security 1.1 keepassxc #11007")
@pytest.mark.parametrize("kind", CASES)
def test_the_sheet_opens_the_office_after_any_fault_of_keys(
    template: Path, tmp_path: Path, kind: str
) -> None:
    """Wrong passwords, damaged slots, lost key files, interrupted changes: the sheet opens it."""
    chance = Random(kind)
    for number in {0, chance.randrange(CASES[kind][1])}:
        key = f"{kind}/{number}/{chance.randrange(10**9)}"
        assert run_case(key, template, tmp_path / "office") == (), key
