"""The same lives on the register on disk, fewer of them."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from domain.case import Case
from tests.domain.workflow.life import Life, steps, undoings
from tests.storage.registers import sql_register


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, undoings)
def test_any_life_holds_together_on_disk(life: list[Case | int], undoing: list[bool]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = sql_register(Path(folder))
        town = Life(register)
        for step, undo in zip(life, undoing, strict=False):
            town.step(step, undo=undo)
        town.check_past()
        register.close()
