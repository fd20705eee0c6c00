"""Both walkers judge every certificate path of the table alike."""

from __future__ import annotations

import pytest

from export.packages import trust as rules
from tests.export.packages.chain_case import ACCEPTED, Case
from tests.export.packages.chain_cases import CASES
from tests.export.packages.chain_papers import Built
from tests.second_reader.certificates import read_certificate
from tests.second_reader.path import check_path, read_area
from tests.second_reader.refused import Refused

INSTALLABLE = [case for case in CASES if case.why != "root" and not case.name.startswith("root: ")]


def judged(case: Case, built: Built) -> str:
    """Return the second walker's code."""
    try:
        area, root = read_area(case.area(built)), read_certificate(built[-1])
        check_path(area, root, case.now)
    except Refused as refusal:
        return refusal.code
    withdrawn = case.withdrawn(built)
    if any(item.fingerprint in withdrawn for item in (*area, root)):
        return rules._CHAIN_REFUSALS["trust.revoked"]
    return ACCEPTED


def is_of_operator(case: Case, built: Built) -> bool:
    """Tell whether the second reader sees an operator's certificate at the beginning."""
    try:
        return [item.role for item in read_area(case.area(built))][:1] == ["operator"]
    except Refused:
        return True


@pytest.mark.parametrize("case", INSTALLABLE, ids=lambda case: case.name)
def test_both_walkers_give_the_same_code(case: Case) -> None:
    """What no operator begins is refused by the second walker before it asks for more."""
    built = case.build()
    if is_of_operator(case, built):
        assert judged(case, built) == rules._CHAIN_REFUSALS.get(case.code, ACCEPTED)
    else:
        assert judged(case, built) == "package.chain_invalid"


def test_most_paths_begin_with_an_operator() -> None:
    assert len(INSTALLABLE) >= 500
    begun = [case for case in INSTALLABLE if is_of_operator(case, case.build())]
    assert len(begun) >= len(INSTALLABLE) - 40
