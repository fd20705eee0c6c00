"""What every test shares: Qt without a screen, one way to draw examples, the samples beside us."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples in every run, and no clock: the machine is shared and slow by turns.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# For hunting by hand: HYPOTHESIS_PROFILE=wide make check
settings.register_profile(
    "wide", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

SAMPLES = Path(__file__).resolve().parents[1] / ".." / "shared" / "samples"

# Tests over the sample workbooks live in modules named test_*_samples.py. Where the samples are
# not beside the project these modules are not collected, and the head of the run says so.
collect_ignore_glob = [] if SAMPLES.is_dir() else ["*_samples.py"]


def pytest_report_header() -> str:
    """Say whether the sample workbooks take part."""
    if SAMPLES.is_dir():
        return "samples: ../shared/samples"
    return "samples: ../shared/samples is absent; test_*_samples.py are left out"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of sample workbooks; only for modules named test_*_samples.py."""
    return SAMPLES.resolve()
