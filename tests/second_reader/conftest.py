"""The sample offices, and both readers side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.export.packages.forge import Forge
from tests.export.packages.network import Network, build_network
from tests.second_reader.bridge import Both


@pytest.fixture(scope="session")
def network() -> Network:
    """Return the offices."""
    return build_network()


@pytest.fixture(scope="session")
def forge(network: Network) -> Forge:
    """Return the lying county."""
    return Forge(network.county)


@pytest.fixture
def both(tmp_path: Path) -> Both:
    """Return the two readers."""
    return Both(tmp_path / "package.bqp")
