"""The three tables of the past (沿革、基本情况、人员调动情况) as one-click workbooks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from domain.facts import UnitId
from ui.parts.page import Surroundings

TABLES: Final = (
    ("沿革", "机构编制沿革表"),
    ("基本情况", "机构编制基本情况表"),
    ("调动", "人员调动情况表"),
)
_WORKBOOK: Final = "Excel 工作簿 (*.xlsx)"


def add_tables(menu: QMenu, write: Callable[[str], None]) -> None:
    """Put the three tables at the end of a menu; `write` is told which was chosen."""
    menu.addSeparator()
    for table, title in TABLES:
        menu.addAction(f"{title}（Excel）…").triggered.connect(partial(_chosen, write, table))


def _chosen(write: Callable[[str], None], table: str, *_: object) -> None:
    write(table)


def write_table(owner: QObject, around: Surroundings, table: str, unit: UnitId | None) -> None:
    """Ask where, and write one of the tables of one unit or all, as of the day looked at."""
    title = dict(TABLES)[table]
    path = around.files.save_file(f"导出{title}", f"{title}.xlsx", _WORKBOOK)
    if path is None:
        return
    desk, day = around.desk, around.session.day
    around.jobs.write(
        owner,
        f"导出{title}",
        lambda _: desk.write_history(table, unit, day, path),
        lambda rows: around.notices.say(f"{title}已保存到 {path}，共 {rows} 行。"),
    )
