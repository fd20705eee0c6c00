"""Reading in a child: the same tables, and nothing the child meets harms the parent."""

from __future__ import annotations

import datetime as dt
import os
import resource
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.errors import Cancelled, Refusal
from export.workbooks import isolated, wire
from export.workbooks.body import Row
from export.workbooks.isolated import ChildFailure, Limits, read_tables
from export.workbooks.layout import FieldSpec, Layout
from export.workbooks.table import Table
from export.workbooks.table import read_tables as read_here
from tests.export.workbooks.conftest import Make
from tests.export.workbooks.making import HEADS, PERSON, SHEET_FOOT, SHEET_HEAD, raw_xlsx

Layouts = tuple[Layout, ...]


def people(count: int) -> list[tuple[object, ...]]:
    return [("花名册",), (), HEADS, *((n, *PERSON[1:]) for n in range(count)), ("填表人：",)]


def test_the_child_reads_what_is_read_here(make: Make, persons: Layouts) -> None:
    path = make(people(1200))
    (here,) = ((table, list(table.rows)) for table in read_here(path, persons))
    (there,) = ((table, list(table.rows)) for table in read_tables(path, persons))
    assert there[1] == here[1]
    assert there[0].skipped == here[0].skipped
    assert (there[0].columns, there[0].height) == (here[0].columns, here[0].height)


def test_refusals_cross_the_border_with_their_facts(make: Make, persons: Layouts) -> None:
    path = make([("姓名", "电话"), ("张三", 1)])
    with pytest.raises(Refusal) as here:
        next(read_here(path, persons))
    with pytest.raises(Refusal) as there:
        next(read_tables(path, persons))
    assert (there.value.code, there.value.facts) == (here.value.code, here.value.facts)


def test_progress_reaches_the_last_row(make: Make, persons: Layouts) -> None:
    steps: list[tuple[int, int]] = []
    path = make(people(1200))
    for table in read_tables(path, persons, report=lambda *step: steps.append(step)):
        list(table.rows)
    assert [step for step in steps if step[1]] == [(503, 1204), (1003, 1204), (1203, 1204)]


def test_cancelling_ends_the_child(make: Make, persons: Layouts) -> None:
    def give_up(*_step: int) -> None:
        raise Cancelled

    tables = read_tables(make(people(1200)), persons, report=give_up)
    with pytest.raises(Cancelled):
        consume(tables)
    assert living_children() == []


def test_the_child_learns_nothing_of_what_is_only_ours(
    make: Make, persons: Layouts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BIANQING_PASSWORD", "Anlan-2026-office")
    out = tmp_path / "names"
    telling = f"import os, pathlib; pathlib.Path({str(out)!r}).write_text(' '.join(os.environ))"
    monkeypatch.setattr(isolated, "child_command", lambda: (sys.executable, "-c", telling))
    with pytest.raises(Refusal, match=r"workbook\.unreadable"):
        next(read_tables(make(people(1)), persons))
    names = out.read_text().split()
    assert "PYTHONPATH" in names
    assert not [name for name in names if name.startswith("BIANQING_")]


def consume(tables: Iterable[Table]) -> None:
    for table in tables:
        list(table.rows)


def assert_too_large_for_the_child(path: Path, layouts: Layouts) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refusal) as refusal:
        next(read_tables(path, layouts))
    assert refusal.value.code == "workbook.too_large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_sheet_that_would_fill_the_memory_kills_only_the_child(
    tmp_path: Path, persons: Layouts
) -> None:
    far = "".join(f'<row><c r="{place}"><v>1</v></c></row>' for place in ("A1", "XFD1000000"))
    path = raw_xlsx(tmp_path / "远.xlsx", SHEET_HEAD + far + SHEET_FOOT)
    assert_too_large_for_the_child(path, persons)


def test_a_bomb_never_unfolds_beside_us(tmp_path: Path, persons: Layouts) -> None:
    zeros = (b"\0" * 1_048_576 for _ in range(300))
    path = raw_xlsx(tmp_path / "炸弹.xlsx", zeros)
    assert_too_large_for_the_child(path, persons)


def test_too_little_memory_to_start_with_is_told(make: Make, persons: Layouts) -> None:
    limits = Limits(memory_bytes=64 * 1024 * 1024)
    with pytest.raises(Refusal) as refusal:
        next(read_tables(make(people(9000)), persons, limits=limits))
    assert refusal.value.code == "workbook.too_large"


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        (f"import os; os.kill(os.getpid(), {signal.SIGXCPU})", "workbook.too_large"),
        (f"import os; os.kill(os.getpid(), {signal.SIGKILL})", "workbook.too_large"),
        (f"import os; os.kill(os.getpid(), {signal.SIGSEGV})", "workbook.unreadable"),
        ("raise SystemExit(1)", "workbook.unreadable"),
    ],
)
def test_the_childs_death_is_told_by_its_cause(
    make: Make, persons: Layouts, monkeypatch: pytest.MonkeyPatch, ending: str, code: str
) -> None:
    monkeypatch.setattr(isolated, "child_command", lambda: (sys.executable, "-c", ending))
    with pytest.raises(Refusal) as refusal:
        next(read_tables(make([HEADS]), persons))
    assert refusal.value.code == code


def test_a_defect_of_ours_is_not_worded_as_the_users_fault(make: Make) -> None:
    # A layout of nothing but a pattern of nonsense cannot be built on the other side.
    nonsense = Layout("x", (FieldSpec("a", ("姓名",)),), refuted_by=(1,))  # type: ignore[arg-type]  # the defect
    with pytest.raises(ChildFailure, match="Traceback"):
        next(read_tables(make([HEADS]), (nonsense,)))


def test_the_child_ends_when_its_parent_closes_the_line(tmp_path: Path, persons: Layouts) -> None:
    os.mkfifo(tmp_path / "x")
    with isolated._started(
        {"act": "read", "sheet": None}, tmp_path / "x", persons, Limits()
    ) as child:
        assert child.stdin is not None
        child.stdin.close()
        child.wait(timeout=60)


CELLS = st.one_of(
    st.text(max_size=8),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(days=9)).map(
        lambda span: dt.timedelta(seconds=span.total_seconds() // 1)
    ),
)


def rows_of_width(width: int) -> st.SearchStrategy[list[Row]]:
    cells = st.lists(CELLS, min_size=width, max_size=width).map(tuple)
    return st.lists(st.builds(Row, st.integers(1, 10**6), st.text(), cells), min_size=1)


@given(st.integers(1, 5).flatmap(rows_of_width))
@example([Row(row, "一、甲", ("男" if row % 3 else "女", row % 2 == 0, "")) for row in range(9)])
@example([Row(1, "", (True,)), Row(2, "", (1.0,)), Row(3, "", ("1",))])
def test_rows_survive_the_wire(rows: list[Row]) -> None:
    line = wire.encode(wire.rows_frame(rows))
    assert line.count(b"\n") == 1
    found = wire.rows_of(wire.decode(line))
    assert found == rows
    # What is equal need not be the same: 1.0 and True are.
    assert [list(map(type, row.cells)) for row in found] == [
        list(map(type, row.cells)) for row in rows
    ]


@pytest.mark.parametrize("line", [b"{}", b"", b"\xff", b"[1"])
def test_a_line_that_is_no_frame_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        wire.decode(line)


def living_children() -> list[str]:
    """Return the command lines of processes that have this one as their parent."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        fields = status.read_text().rpartition(")")[2].split()
        if int(fields[1]) == os.getpid():
            found.append((status.parent / "cmdline").read_text())
    return [each for each in found if "export.workbooks.child" in each]
