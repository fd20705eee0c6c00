"""The three tables of the past (沿革、基本情况、人员调动情况) as one-click workbooks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from domain.facts import UnitId
from ui.parts.exporting import WORKBOOK, Export
from ui.parts.page import Surroundings

TABLES: Final = (
    ("沿革", "机构编制沿革表"),
    ("基本情况", "机构编制基本情况表"),
    ("调动", "人员调动情况表"),
)


def add_tables(menu: QMenu, write: Callable[[str], None]) -> None:
    """Put the three tables at the end of a menu; `write` is told which was chosen."""
    menu.addSeparator()
    for table, title in TABLES:
        menu.addAction(f"{title}（Excel）…").triggered.connect(partial(_chosen, write, table))


def _chosen(write: Callable[[str], None], table: str, *_: object) -> None:
    write(table)


def write_table(page: QWidget, around: Surroundings, table: str, unit: UnitId | None) -> None:
    """Let one of the tables of one unit or all be written, as of the day looked at."""
    title = dict(TABLES)[table]
    desk, day = around.desk, around.session.day
    rows = Export(
        f"导出{title}",
        lambda path, _: desk.write_history(table, unit, day, path),
        lambda path, count: f"{title}已保存到 {path}，共 {count} 行。",
    )
    around.exporting.to_file(page, f"{title}.xlsx", WORKBOOK, rows)
