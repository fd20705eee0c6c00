"""The whole table of paths; its topics stand in the modules beside it."""

from __future__ import annotations

from tests.export.packages.chain_constraints import CONSTRAINT_CASES
from tests.export.packages.chain_extensions import EXTENSION_CASES
from tests.export.packages.chain_forms import FORM_CASES
from tests.export.packages.chain_lengths import LENGTH_CASES
from tests.export.packages.chain_names import NAME_CASES
from tests.export.packages.chain_regions import REGION_CASES
from tests.export.packages.chain_times import TIME_CASES

CASES = (
    *LENGTH_CASES,
    *REGION_CASES,
    *TIME_CASES,
    *EXTENSION_CASES,
    *CONSTRAINT_CASES,
    *NAME_CASES,
    *FORM_CASES,
)
