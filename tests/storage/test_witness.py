"""Every page put back, every lost log and every old file is noticed; nothing honest ever is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random

import pytest

from domain.errors import Refusal
from domain.register import PeopleQuery
from storage.audit import STEPS as AUDIT_STEPS
from storage.audit import open_audit
from storage.audit_entries import Reconciled
from storage.connect import checkpoint, connect
from storage.migrations.ladder import climb
from storage.page_log import log_of
from storage.register import FILE_NAME, STEPS
from storage.witness import Finding, look_at
from storage.witnessing import measured
from tests.fakes.facts import CLERK
from tests.faults.damage import (
    Former,
    changed_pages,
    copied,
    cut,
    flip_bit,
    forge_log,
    frames_of,
    lose_log,
    put_pages_back,
    swap_pages,
)
from tests.storage.contract import NOW
from tests.storage.registers import KEY
from tests.storage.witnessed import (
    Broken,
    Photographed,
    at,
    copy_of,
    enter,
    opened,
    people_in,
    problems_at,
    type_in,
)

ACTS = 10
READ_LONG = 4
TRIALS = 80


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a register with one person, closed."""
    folder = tmp_path / "office"
    folder.mkdir()
    with at(folder, create=True) as register:
        enter(register, 1)
    return folder


class History:
    """A register's way through some acts: its files after each, and its folder at each crash."""

    def __init__(self, root: Path, random: Random) -> None:
        self.folder = root / "office"
        shelf = root / "shelf"
        for place in (self.folder, shelf):
            place.mkdir(parents=True)
        audit = open_audit(self.folder, KEY, create=True)
        self.watch = Photographed(audit, self.folder, shelf, every=False)
        register = opened(self.folder, self.watch, create=True)
        self.path = self.folder / FILE_NAME
        self.formers: list[Former] = []
        self.people = 0
        with ExitStack() as reading:
            for act in range(ACTS):
                reading.close()
                if act == READ_LONG:
                    # The log is not emptied past it, so that the next act finds this one there.
                    reader = reading.enter_context(register.reading())
                    reader.count_people(PeopleQuery("王"), NOW)
                if random.random() < 0.25:
                    type_in(register, f"{act}" * random.randrange(1, 3000))
                else:
                    some = random.choice([1, 2, 40])
                    enter(register, self.people + 1, some)
                    self.people += some
                self.formers.append(Former.of(self.path))
            reading.close()
            self.watch.every = True
            enter(register, self.people + 1)
            self.watch.take()
        register.close()
        audit.close()
        self.committed, self.witnessed, self.emptied = self.watch.taken

    def harmed(self, target: Path, random: Random) -> str:
        """Let something happen to a copy of one of the states, and tell what."""
        state = random.choice([self.witnessed, self.emptied])
        path = copy_of(state, target) / FILE_NAME
        kind = random.choice(
            [name for name in HARM if state is self.witnessed or "log" not in name]
        )
        HARM[kind](path, random.choice(self.formers[:-2]), random)
        return kind


def some_of(path: Path, former: Former, random: Random) -> list[int]:
    changed = changed_pages(path, former)
    return random.sample(changed, random.randrange(1, len(changed) + 1))


def forge(path: Path, former: Former, random: Random) -> None:
    pages = {page: former.page(page) for page in some_of(path, former, random)}
    forge_log(path, pages, path.stat().st_size // 4096)


def put_back_and_lose(path: Path, former: Former, random: Random) -> None:
    put_pages_back(path, former, some_of(path, former, random))
    lose_log(path)


HARM: dict[str, Callable[[Path, Former, Random], None]] = {
    "file": lambda path, former, _: former.put_back(path),
    "pages": lambda path, former, random: put_pages_back(
        path, former, some_of(path, former, random)
    ),
    "swap": lambda path, former, random: swap_pages(
        path, *random.sample(range(1, former.pages + 1), 2)
    ),
    "cut": lambda path, _, random: cut(path, random),
    "flip": lambda path, _, random: flip_bit(path, random),
    "forged": forge,
    "log lost": lambda path, _former, _random: lose_log(path),
    "log cut": lambda path, _, random: cut(log_of(path), random),
    "log flip": lambda path, _, random: flip_bit(log_of(path), random),
    "log lost, pages": put_back_and_lose,
}


def content(path: Path, aside: Path) -> bytes | None:
    """Return the file as SQLite will have it, `None` when SQLite itself will not have it."""
    copy = copy_of(path.parent, aside) / FILE_NAME
    try:
        with closing(connect(copy, KEY)) as connection:
            checkpoint(connection)
    except Refusal:
        return None
    return copy.read_bytes()


def is_told(folder: Path) -> bool:
    try:
        return bool(problems_at(folder))
    except Refusal as refusal:
        return refusal.code == "storage.damaged"


@pytest.fixture(scope="module", params=range(2))
def history(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[History]:
    """Return a register's way with readers, working copies and acts of any size."""
    seed: int = request.param
    root = tmp_path_factory.mktemp("history")
    yield History(root, Random(seed))  # noqa: S311 - chance, no secret
    shutil.rmtree(root)


@pytest.mark.rule("22239 8.1.4.7", "security 0.2", "security 5", "T-DB")
def test_whatever_is_put_back_lost_or_forged_is_told_at_the_next_opening(
    history: History, tmp_path: Path
) -> None:
    """旧数据页、旧文件、丢失的日志在打开时全部发现."""
    random = Random(11)  # noqa: S311 - chance, no secret
    as_it_is = content(history.emptied / FILE_NAME, tmp_path / "aside")
    kinds = set()
    for _ in range(TRIALS):
        target = tmp_path / "harmed"
        kind = history.harmed(target, random)
        if content(target / FILE_NAME, tmp_path / "aside") == as_it_is:
            assert not is_told(target), kind
            continue
        kinds.add(kind)
        assert is_told(target), kind
    assert kinds == set(HARM)


@pytest.mark.rule("T-KILL")
def test_no_crash_is_told_and_no_acknowledged_act_is_lost(history: History, tmp_path: Path) -> None:
    """断电或被杀死后静默补齐，不误报."""
    for state, expected in (
        (history.committed, history.people + 1),
        (history.witnessed, history.people + 1),
        (history.emptied, history.people + 1),
    ):
        folder = copied(state, tmp_path / state.name)
        for round_ in range(2):
            with at(folder) as register:
                assert register.problems == ()
                assert people_in(register) == expected + round_
                enter(register, 900 + round_)
        with closing(open_audit(folder, KEY)) as audit, at_audit(folder) as register:
            assert audit.catch_up(register.audit_rows()).problems == ()
            assert audit.verify() == []


def at_audit(folder: Path) -> closing:  # type: ignore[type-arg]  # a register of its own
    return closing(opened(folder, open_audit(folder, KEY)))


def test_a_crash_in_the_midst_of_moving_the_log_over_is_not_told(
    history: History, tmp_path: Path
) -> None:
    random = Random(5)  # noqa: S311 - chance, no secret
    frames = frames_of(Former.of(history.witnessed / FILE_NAME).log)
    for _ in range(15):
        folder = copy_of(history.witnessed, tmp_path / "copy")
        with (folder / FILE_NAME).open("r+b") as file:
            for number, _, page in random.sample(frames, random.randrange(1, len(frames) + 1)):
                file.seek((number - 1) * 4096)
                file.write(page[: random.choice([512, 1024, 4096])])
        assert problems_at(folder) == ()
        with at(folder) as register:
            assert people_in(register) == history.people + 1
            assert register.problems == ()


def test_a_commit_that_nobody_witnessed_may_be_lost_but_not_replaced(
    history: History, tmp_path: Path
) -> None:
    folder = copy_of(history.committed, tmp_path / "copy")
    with at(copy_of(folder, tmp_path / "ahead")) as register:
        assert (register.problems, register.as_found) == ((), False)
    lose_log(folder / FILE_NAME)
    with at(folder) as register:
        assert (register.problems, people_in(register)) == ((), history.people)
        assert register.as_found
    folder = copy_of(history.committed, tmp_path / "copy")
    path, former = folder / FILE_NAME, history.formers[0]
    with closing(connect(copy_of(folder, tmp_path / "aside") / FILE_NAME, KEY)) as connection:
        checkpoint(connection)
    pages = changed_pages(path, former)
    forge_log(path, {page: former.page(page) for page in pages}, path.stat().st_size // 4096)
    (problem,) = problems_at(folder)
    assert problem.code == "register.foreign_log"


def test_an_audit_put_back_is_told_by_the_register(history: History, tmp_path: Path) -> None:
    folder = copy_of(history.emptied, tmp_path / "copy")
    former = Former.of(folder / "audit.db")
    with at(folder) as register:
        for number in (901, 902):
            enter(register, number)
    former.put_back(folder / "audit.db")
    (problem,) = problems_at(folder)
    assert (problem.code, problem.facts["ahead"]) == ("register.newer", 2)


def test_acts_that_wait_in_the_log_of_the_audit_are_missed_when_it_is_lost(
    history: History, tmp_path: Path
) -> None:
    folder = copy_of(history.emptied, tmp_path / "copy")
    assert log_of(folder / "audit.db").stat().st_size > 0
    lose_log(folder / "audit.db")
    (problem,) = problems_at(folder)
    assert problem.code == "register.newer"


def test_what_is_missing_is_counted_and_dated(folder: Path) -> None:
    former = Former.of(folder / FILE_NAME)
    with at(folder) as register:
        for number in (2, 3, 4):
            enter(register, number)
        type_in(register, "草稿")
    former.put_back(folder / FILE_NAME)
    (problem,) = problems_at(folder)
    assert problem.code == "register.older"
    assert problem.facts == {"missing": 4, "at": "2026-06-01 09:00"}


def test_a_doubted_register_is_read_and_neither_written_nor_touched(folder: Path) -> None:
    former = Former.of(folder / FILE_NAME)
    with at(folder) as register:
        enter(register, 2)
    former.put_back(folder / FILE_NAME)
    forge_log(folder / FILE_NAME, {1: former.page(1)}, former.pages)
    kept = Former.of(folder / FILE_NAME)
    with at(folder) as register:
        assert not register.as_found
        assert people_in(register) == 1
        for _ in range(2):
            with pytest.raises(Refusal, match=r"register\.unaccepted"):
                enter(register, 3)
        with pytest.raises(Refusal, match=r"register\.unaccepted"), register.still():
            pass
    assert Former.of(folder / FILE_NAME) == kept


def test_an_act_that_the_audit_would_not_take_is_entered_before_the_next(folder: Path) -> None:
    with closing(open_audit(folder, KEY)) as audit:
        sink = Broken(audit)
        with closing(opened(folder, sink)) as register:
            for landed in (False, True):
                sink.fault, sink.landed = "storage.disk_full", landed
                with pytest.raises(Refusal, match=r"storage\.disk_full"):
                    enter(register, 10 + landed)
                with pytest.raises(Refusal, match=r"storage\.disk_full"):
                    enter(register, 20 + landed)
                sink.fault = ""
            enter(register, 12)
            assert people_in(register) == 4
            assert audit.catch_up(register.audit_rows()) == Reconciled(0, ())
    assert problems_at(folder) == ()


def test_an_act_that_the_audit_never_took_stays_in_the_log_when_the_program_ends(
    folder: Path,
) -> None:
    with closing(open_audit(folder, KEY)) as audit:
        sink = Broken(audit)
        with closing(opened(folder, sink)) as register:
            sink.fault = "storage.io"
            with pytest.raises(Refusal, match=r"storage\.io"):
                enter(register, 2)
    assert log_of(folder / FILE_NAME).stat().st_size > 0
    with at(folder) as register:
        assert (register.problems, people_in(register)) == ((), 2)
    assert problems_at(folder) == ()


def test_a_log_that_is_taken_away_under_the_program_stops_it(folder: Path) -> None:
    with closing(open_audit(folder, KEY)) as audit, closing(opened(folder, audit)) as register:
        with register.writing(CLERK) as writer:
            writer.audit("导入", "x")
        log_of(folder / FILE_NAME).unlink()
        for _ in range(2):
            with pytest.raises(Refusal, match=r"register\.log_gone"):
                enter(register, 5)


def test_an_act_that_changes_nothing_moves_no_witness(folder: Path) -> None:
    with closing(open_audit(folder, KEY)) as audit, closing(opened(folder, audit)) as register:
        before = audit.witness()
        with register.writing(CLERK):
            pass
        assert audit.witness() == before
        type_in(register, "x")
        after = audit.witness()
        assert before is not None
        assert after is not None
        assert (after.commit, after.root != before.root) == (before.commit + 1, True)


def test_the_witness_can_be_made_anew_for_a_file_that_was_made_anew(
    folder: Path, tmp_path: Path
) -> None:
    with closing(connect(folder / FILE_NAME, KEY, may_attach=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "anew.db"),))
    shutil.copy(tmp_path / "anew.db", folder / FILE_NAME)
    assert [problem.code for problem in problems_at(folder)] == ["register.pages_replaced"]
    with closing(open_audit(folder, KEY)) as audit:
        audit.append((), measured(folder / FILE_NAME, KEY))
        assert look_at(folder / FILE_NAME, audit.witness()).finding is Finding.AS_WITNESSED
    with at(folder) as register:
        enter(register, 2)
    assert problems_at(folder) == ()


def test_the_audit_never_takes_an_older_witness(folder: Path) -> None:
    with closing(open_audit(folder, KEY)) as audit:
        before = audit.witness()
        with at_audit(folder) as register:
            enter(register, 2)
        with pytest.raises(Refusal, match=r"storage\.damaged"):
            audit.append((), before)


def test_an_office_of_an_earlier_version_gets_its_witness_at_the_first_opening(
    tmp_path: Path,
) -> None:
    for name, steps in ((FILE_NAME, STEPS[:5]), ("audit.db", AUDIT_STEPS[:2])):
        with closing(connect(tmp_path / name, KEY, create=True)) as connection:
            climb(connection, steps)
    with at(tmp_path) as register:
        assert (register.problems, register.as_found) == ((), False)
    with at(tmp_path) as register:
        assert register.as_found
    former = Former.of(tmp_path / FILE_NAME)
    assert problems_at(tmp_path) == ()
    with at(tmp_path) as register:
        enter(register, 1)
    former.put_back(tmp_path / FILE_NAME)
    (problem,) = problems_at(tmp_path)
    assert problem.code == "register.older"
