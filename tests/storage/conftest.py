"""The two registers that one contract holds for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.workflow.ports import Register
from tests.fakes.register import FakeRegister
from tests.storage.registers import sql_register


@pytest.fixture(params=["memory", "disk"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    if request.param == "memory":
        yield FakeRegister()
        return
    on_disk = sql_register(tmp_path)
    yield on_disk
    on_disk.close()
