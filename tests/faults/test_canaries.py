"""Nobody's name or number lies in the clear anywhere but in what somebody chose to export."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.canaries import ENCODINGS, ROOT, Aviary, Canary, Nest, canaries

SIZE = int(os.environ.get("CANARIES", "60"))
"""How many; 500 are followed in the large runs."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.rule("security 3.6", "22239 8.1.4.10", "22239 8.1.4.11", "39786 8.4 e"),
]


@pytest.fixture(scope="module")
def aviary() -> Aviary:
    return Aviary(canaries(SIZE))


@pytest.fixture(scope="module")
def nest(tmp_path_factory: pytest.TempPathFactory, aviary: Aviary) -> Iterator[Nest]:
    """Yield an office into which the canaries were imported, each step looked at."""
    memory = Path("/dev/shm") / f"nest-{os.getpid()}"  # noqa: S108 - the machine's memory is meant
    made = Nest(tmp_path_factory.mktemp("machine"), memory)
    founded = made.run(
        "--json", "--data", made.data, "init", "--level", "county", "--code", "629925",
        "--name", "安澜县", "--user", "负责人", "--single-operator",
    )  # fmt: skip
    assert founded.returncode == 0, founded.stdout + founded.stderr
    made.done("import", "units", made.units(), "--effective", "2026-10-31")
    made.done("import", "persons", made.workbook(aviary.birds), "--effective", "2026-10-31")
    yield made
    for path in sorted(memory.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    memory.rmdir()


def clean(nest: Nest, aviary: Aviary) -> None:
    assert aviary.escaped(nest.home, nest.memory, chosen=nest.chosen) == []


def test_the_search_finds_what_it_looks_for_in_every_encoding(tmp_path: Path) -> None:
    aviary = Aviary((Canary("卯葳葳", "629925199003070017"),))
    for at, encoding in enumerate(ENCODINGS):
        (tmp_path / f"{at}-name").write_bytes(b"x" + "卯葳葳".encode(encoding))
        (tmp_path / f"{at}-number").write_bytes(b"x" + "629925199003070017".encode(encoding))
    (tmp_path / "卯葳葳.txt").touch()
    (tmp_path / "sound").write_text("卯葳", "utf-8")
    found = {Path(path).name for path, _ in aviary.escaped(tmp_path)}
    assert found == {path.name for path in tmp_path.iterdir()} - {"sound"}
    assert aviary.escaped(tmp_path, chosen=[tmp_path]) == []


def test_five_hundred_canaries_are_all_different() -> None:
    birds = canaries()
    assert len(birds) == 500
    assert len({bird.name for bird in birds}) == len({bird.number for bird in birds}) == 500


@pytest.mark.rule("security 3.6 channel 01", "security 3.6 channel 11")
def test_importing_leaves_them_in_the_workbook_alone(nest: Nest, aviary: Aviary) -> None:
    assert json.loads(nest.done("summary"))
    clean(nest, aviary)


def test_looking_for_them_and_checking_leaves_nothing(nest: Nest, aviary: Aviary) -> None:
    nest.done("check")
    nest.done("lights")
    nest.done("verify", "--full")
    clean(nest, aviary)


def test_a_case_about_one_of_them_leaves_nothing(nest: Nest, aviary: Aviary) -> None:
    bird = aviary.birds[0]
    told = {
        "kind": "人员下编", "unit": "安澜县教育局", "effective": "2026-11-15",
        "document": {"number": "安编办〔2026〕9号", "date": "2026-11-10"},
        "persons": [{"name": bird.name, "id": bird.number, "exit_reason": "退休"}],
    }  # fmt: skip
    path = nest.out / "case.json"
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    nest.run("--json", "--data", nest.data, "--user", "负责人", "case", "new", path)
    clean(nest, aviary)


@pytest.mark.rule("security 3.6 channel 08", "security 3.6 channel 09")
def test_printing_and_exporting_leave_them_in_what_was_chosen(nest: Nest, aviary: Aviary) -> None:
    nest.done("handbook", "--all", "--out", nest.out / "handbooks")
    nest.done("roster", "--out", nest.out / "roster.xlsx")
    nest.done("roster", "--masked", "--out", nest.out / "masked.xlsx")
    nest.done("history", "--table", "调动", "--out", nest.out / "moves.xlsx")
    clean(nest, aviary)
    assert [
        path for path in nest.out.rglob("*") if aviary.found_in(path.name.encode())
    ] == []  # fmt: skip


@pytest.mark.rule("security 3.6 channel 01")
def test_a_backup_holds_nothing_in_the_clear(nest: Nest, aviary: Aviary) -> None:
    nest.done("backup", "--out", nest.home / "backups")
    clean(nest, aviary)


@pytest.mark.rule("security 3.6 channel 03", "security 3.6 channel 11")
def test_killed_while_importing_and_printing_it_leaves_nothing(nest: Nest, aviary: Aviary) -> None:
    book = nest.workbook(aviary.birds, "again.xlsx")
    for seconds in (0.6, 0.9, 1.3):
        nest.killed(seconds, "import", "persons", book)
        nest.killed(seconds, "handbook", "--all", "--out", nest.out / "killed")
    nest.done("summary")
    clean(nest, aviary)


@pytest.mark.rule("security 3.6 channel 04")
def test_an_exception_that_quotes_them_is_written_down_without_them(
    nest: Nest, aviary: Aviary
) -> None:
    code = (
        "import os, sys\nfrom desktop import cli\nfrom desktop.hardening import harden\n"
        "harden(os.environ)\n"
        "def broken(self, *_):\n    names = open(os.environ['QUOTED']).read()\n"
        "    raise ValueError(names)\n"
        "cli.Console.office = broken\nsys.exit(cli.main(sys.argv[1:]))"
    )
    listed = nest.out / "names.txt"
    listed.write_text(" ".join(f"{bird.name}{bird.number}" for bird in aviary.birds), "utf-8")
    ended = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code, "--data", str(nest.data), "--user", "负责人", "roster",
         "--out", str(nest.out / "never.xlsx")],
        cwd=ROOT, env={**nest.environ, "QUOTED": str(listed)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode != 0
    assert aviary.found_in((ended.stdout + ended.stderr).encode()) == ""
    assert "ValueError" in (nest.home / "state" / "bianqing" / "log" / "bianqing.log").read_text()
    clean(nest, aviary)
