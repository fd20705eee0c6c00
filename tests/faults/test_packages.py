"""The family of changed packages finds what it looks for, and the same each time."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.faults.package_bases import bases, offices
from tests.faults.package_edits import RAW, joined, split
from tests.faults.packages import KNOWN, Mutant, Packages, read_mutant
from tests.second_reader.bridge import ACCEPTED, Both

NOBODY: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def family() -> Packages:
    """Return the family with its packages made."""
    return Packages()


@pytest.fixture
def both(tmp_path: Path) -> Both:
    """Return the two readers."""
    return Both(tmp_path / "mutant.bqp")


def test_the_packages_are_the_same_bytes_in_every_run(family: Packages) -> None:
    again = bases(offices())
    assert {name: base.data for name, base in again.items()} == {
        name: base.data for name, base in family.bases.items()
    }


def test_what_is_taken_apart_and_put_together_is_the_same(family: Packages) -> None:
    for base in family.bases.values():
        assert joined(*split(base.data)) == base.data


def test_the_untouched_packages_are_taken_by_both_readers(family: Packages, both: Both) -> None:
    for base in family.bases.values():
        assert both.agree(base.data, base.reader).code == ACCEPTED
        known = frozenset({hashlib.sha256(base.data).hexdigest()})
        assert read_mutant(both, Mutant(base.data, base.reader), known) == (KNOWN, ())


def test_a_package_that_is_wrongly_believed_is_a_fault(family: Packages, both: Both) -> None:
    """Every honest package that the family does not know stands for one that got through."""
    base = family.bases["report"]
    code, faults = read_mutant(both, Mutant(base.data, base.reader), NOBODY)
    assert (code, len(faults)) == (ACCEPTED, 1)
    assert read_mutant(both, Mutant(base.data, base.reader, certified=True), NOBODY)[1] == ()


def test_another_exception_than_a_refusal_is_a_fault(family: Packages, both: Both) -> None:
    nobody: Any = object()  # has no list of trust, so that reading breaks
    code, faults = read_mutant(both, Mutant(family.bases["report"].data, nobody), NOBODY)
    assert (code, len(faults)) == ("AttributeError", 1)


@pytest.mark.parametrize("way", sorted(RAW))
def test_every_way_changes_something_and_repeats(way: str, family: Packages) -> None:
    base, other = family.bases["report"], family.bases["receipt"]
    made = [RAW[way](base.data, other.data, Random(seed)) for seed in range(20)]
    again = [RAW[way](base.data, other.data, Random(seed)) for seed in range(20)]
    assert made == again
    assert len(set(made) - {base.data}) > 2
