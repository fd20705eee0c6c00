"""Where a package was written is told, and that it can be pulled only where it can."""

from dataclasses import replace

from domain.exchange.shipment import REPORT
from domain.exchange.telling import told_written
from tests.domain.workflow.two_offices import TwoOffices


def test_only_what_lies_on_a_medium_can_be_pulled() -> None:
    view = TwoOffices().county.send(REPORT)
    assert view.kind == REPORT
    told = told_written(view)
    assert told == f"第 1 号上报已写入并核对，可以拔出：{view.path}"
    own = told_written(replace(view, own_disk=True), "上报包")
    assert own.startswith(f"第 1 号上报包已写入并核对：{view.path}。没有认出这里是 U 盘")
    assert "可以拔出" not in own
