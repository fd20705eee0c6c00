"""One network of offices for all tests of the container; nobody changes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import Refusal
from tests.export.packages.forge import Forge
from tests.export.packages.network import Network, build_network


@pytest.fixture(scope="session")
def network() -> Network:
    """Return the offices."""
    return build_network()


@pytest.fixture(scope="session")
def forge(network: Network) -> Forge:
    """Return the lying county."""
    return Forge(network.county)


@pytest.fixture
def refusal_of() -> Callable[[Callable[[], object]], Refusal]:
    """Return what an act refuses with."""

    def run(act: Callable[[], object]) -> Refusal:
        with pytest.raises(Refusal) as caught:
            act()
        return caught.value

    return run


@pytest.fixture
def place(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return a way to put bytes into a file, as a stick would bring them."""

    def write(data: bytes) -> Path:
        path = tmp_path / "随便什么名字.bin"
        path.write_bytes(data)
        return path

    return write
