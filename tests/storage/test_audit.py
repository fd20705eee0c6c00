"""The chain of acts: nothing in it can be changed unseen, and it witnesses the register."""

from collections import UserList
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from storage.audit import AuditLog, open_audit
from storage.audit_entries import GENESIS, Entry, Head, Problem, RegisterRow, hash_of, placed
from storage.audit_known import REGISTER_ACCEPTED, RESTORED
from storage.connect import Connection, DatabaseError, connect, transaction

KEY = bytes(range(32))
MORNING = "2026-11-20T08:00:00+08:00"


def entry(number: int) -> Entry:
    return Entry(MORNING, "韩立", "负责人", "审核办结", f"案卷-{number}", f"{number:064x}")


def register_row(number: int, at: str = MORNING) -> RegisterRow:
    digest = f"{number:064x}"
    return RegisterRow(number, at, "韩立", "负责人", "审核办结", "案卷", digest, single=True)


def of_register(number: int) -> Entry:
    return replace(entry(number), object="案卷", single=True, register_number=number)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AuditLog]:
    """Return an audit of five entries."""
    log = open_audit(tmp_path, KEY, create=True, own_thread=False)
    log.append([entry(number) for number in range(1, 6)])
    yield log
    log.close()


class Interrupted(UserList[Entry]):
    """Entries that let somebody else look on while they are added."""

    def __init__(self, entries: Iterable[Entry], look: Callable[[], None]) -> None:
        super().__init__(entries)
        self._look = look

    def __iter__(self) -> Iterator[Entry]:
        for one in self.data:
            yield one
            self._look()


def tampered(folder: Path, *statements: str) -> list[Problem]:
    """Edit the file as somebody with the key and every tool could, then verify it."""
    connection = connect(folder / "audit.db", KEY)
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    with transaction(connection):
        for (name,) in names:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
    connection.close()
    log = open_audit(folder, KEY)
    problems = log.verify()
    log.close()
    return problems


def test_a_new_audit_is_empty_and_sound(tmp_path: Path) -> None:
    log = open_audit(tmp_path, KEY, create=True)
    assert log.head() == Head(0, GENESIS)
    assert log.verify() == []
    assert list(log.rows()) == []
    log.close()


def test_nobody_sees_a_head_that_may_still_be_undone(log: AuditLog) -> None:
    seen: list[Future[Head]] = []

    def look() -> None:
        seen.append(pool.submit(log.head))
        wait(seen, timeout=0.1)

    with ThreadPoolExecutor() as pool:
        last = log.append(Interrupted([entry(6), entry(7)], look))
    assert {found.result() for found in seen} == {last}


def test_entries_get_their_place_in_one_chain(log: AuditLog) -> None:
    rows = list(log.rows())
    assert [row.n for row in rows] == [1, 2, 3, 4, 5]
    assert [row.prev for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]
    assert log.head() == Head(5, rows[-1].hash)
    assert log.verify() == []


def test_entries_come_back_as_they_were_given(log: AuditLog) -> None:
    given_entry = replace(
        entry(6),
        result="拒绝",
        reason="role.denied",
        single=True,
        register_number=3,
        object="𬱖 #\n",
    )
    log.append([given_entry])
    (row,) = log.rows(after=5)
    assert {name: getattr(row, name) for name in Entry.__slots__} == {
        name: getattr(given_entry, name) for name in Entry.__slots__
    }


def test_entries_are_read_from_a_number_on_and_by_the_page(log: AuditLog) -> None:
    assert [row.n for row in log.rows(after=2, limit=2)] == [3, 4]


def test_the_chain_goes_on_after_the_program_was_closed(tmp_path: Path, log: AuditLog) -> None:
    log.close()
    again = open_audit(tmp_path, KEY)
    head = again.append([entry(6)])
    assert head.n == 6
    assert again.verify() == []
    again.close()


def test_the_file_holds_nothing_readable(tmp_path: Path, log: AuditLog) -> None:
    log.close()
    assert "韩立".encode() not in (tmp_path / "audit.db").read_bytes()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET actor = 'x' WHERE n = 2",
        "DELETE FROM entry WHERE n = 5",
        "DELETE FROM head",
        "UPDATE head SET n = 3",
        "INSERT INTO head (only, n, hash) VALUES (1, 9, '')",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE n = 5",
        """INSERT INTO entry SELECT n + 7, at, actor, roles, act, object, digest, result, reason,
           single, register_number, prev, hash FROM entry WHERE n = 5""",
    ],
)
def test_the_database_itself_refuses_changes(tmp_path: Path, log: AuditLog, statement: str) -> None:
    connection = connect(tmp_path / "audit.db", KEY)
    with pytest.raises(DatabaseError):
        connection.execute(statement)
    connection.close()
    assert log.verify() == []


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (["UPDATE entry SET actor = '别人' WHERE n = 3"], "audit.edited"),
        (["UPDATE entry SET single = 1 WHERE n = 5"], "audit.edited"),
        (["UPDATE entry SET register_number = 9 WHERE n = 1"], "audit.edited"),
        (["DELETE FROM entry WHERE n = 1"], "audit.gap"),
        (["DELETE FROM entry WHERE n = 3"], "audit.gap"),
        (["DELETE FROM entry WHERE n = 5"], "audit.truncated"),
        (["DELETE FROM entry"], "audit.truncated"),
        (
            ["DELETE FROM entry WHERE n = 3", "UPDATE entry SET n = n - 1 WHERE n > 3"],
            "audit.edited",
        ),
        (
            [
                "UPDATE entry SET n = 99 WHERE n = 2",
                "UPDATE entry SET n = 2 WHERE n = 3",
                "UPDATE entry SET n = 3 WHERE n = 99",
            ],
            "audit.broken_chain",
        ),
    ],
)
def test_an_edit_a_gap_an_exchange_and_a_shortening_are_found(
    tmp_path: Path, log: AuditLog, statements: list[str], code: str
) -> None:
    log.close()
    assert code in {problem.code for problem in tampered(tmp_path, *statements)}


def test_an_untouched_chain_without_its_triggers_is_still_sound(
    tmp_path: Path, log: AuditLog
) -> None:
    log.close()
    assert tampered(tmp_path) == []


def rewrite(connection: Connection, upto: int) -> None:
    """Compute the whole chain anew with another actor, as somebody with the key could."""
    head = Head(0, GENESIS)
    for number in range(1, upto + 1):
        row = placed(replace(entry(number), actor="别人"), head)
        connection.execute(
            "UPDATE entry SET actor = ?, prev = ?, hash = ? WHERE n = ?",
            (row.actor, row.prev, row.hash, number),
        )
        head = Head(row.n, row.hash)
    connection.execute("UPDATE head SET n = ?, hash = ?", (head.n, head.hash))
    connection.execute("DELETE FROM entry WHERE n > ?", (upto,))


@pytest.mark.parametrize("upto", [5, 3])
def test_a_chain_computed_anew_is_found_by_a_head_kept_elsewhere(
    tmp_path: Path, log: AuditLog, upto: int
) -> None:
    anchor = log.head()
    assert log.verify([Head(0, GENESIS), anchor]) == []
    log.close()
    tampered(tmp_path)
    connection = connect(tmp_path / "audit.db", KEY)
    rewrite(connection, upto)
    connection.close()
    again = open_audit(tmp_path, KEY)
    assert again.verify() == []
    assert again.verify([anchor]) == [Problem("audit.anchor", {"n": 5})]
    again.close()


@given(st.text(), st.text(), st.booleans())
def test_no_two_entries_share_a_hash_by_moving_text_between_fields(
    left: str,
    right: str,
    swap: bool,  # noqa: FBT001 - drawn
) -> None:
    head = Head(0, GENESIS)
    first = placed(replace(entry(1), act=left, object=right), head)
    second = placed(replace(entry(1), act=left + right, object="") if swap else entry(1), head)
    same = (first.act, first.object) == (second.act, second.object)
    assert (hash_of(first) == hash_of(second)) is same


def test_a_disk_full_adds_nothing(log: AuditLog) -> None:
    before = log.head()
    log._connection.set_authorizer(None)
    log._connection.execute("PRAGMA max_page_count = 8")
    with pytest.raises(Refusal) as caught:
        log.append([entry(6), replace(entry(7), reason="x" * 200_000)])
    assert caught.value.code == "storage.disk_full"
    assert log.head() == before
    assert log.verify() == []


def test_a_missing_or_damaged_audit_is_told(tmp_path: Path) -> None:
    def code(act: Callable[[], object]) -> str:
        with pytest.raises(Refusal) as caught:
            act()
        return caught.value.code

    assert code(lambda: open_audit(tmp_path, KEY)) == "storage.missing"
    (tmp_path / "audit.db").write_bytes(b"\0" * 8192)
    assert code(lambda: open_audit(tmp_path, KEY)) == "storage.damaged"


class TestCatchingUp:
    """The audit as witness of the register."""

    @pytest.fixture
    def witness(self, tmp_path: Path) -> Iterator[AuditLog]:
        """Return an audit that knows the register's rows 1 to 4, with a sign-in between."""
        log = open_audit(tmp_path, KEY, create=True)
        log.append([of_register(1), of_register(2), replace(entry(0), act="登录"), of_register(3)])
        log.append([of_register(4)])
        yield log
        log.close()

    def test_equal_registers_need_nothing(self, witness: AuditLog) -> None:
        done = witness.catch_up(register_row(number) for number in range(1, 5))
        assert (done.completed, done.problems) == (0, ())

    def test_one_act_committed_before_a_crash_is_completed_silently(
        self, witness: AuditLog
    ) -> None:
        later = [register_row(number, "2026-11-20T09:00:00+08:00") for number in (5, 6)]
        rows = [register_row(number) for number in range(1, 5)] + later
        done = witness.catch_up(rows)
        assert (done.completed, done.problems) == (2, ())
        assert [row.register_number for row in witness.rows(after=5)] == [5, 6]
        assert witness.verify() == []
        assert witness.catch_up(rows).completed == 0

    def test_an_audit_behind_by_several_acts_is_completed_and_told(self, witness: AuditLog) -> None:
        later = [register_row(n, f"2026-11-20T0{n}:00:00+08:00") for n in range(5, 8)]
        rows = [*map(register_row, range(1, 5)), *later]
        done = witness.catch_up(rows)
        assert done.completed == 3
        assert done.problems == (Problem("audit.behind", {"missing": 3}),)

    def test_a_register_put_back_from_yesterday_is_told(self, witness: AuditLog) -> None:
        done = witness.catch_up([register_row(1), register_row(2)])
        assert done.problems == (Problem("audit.register_behind", {"missing": 2}),)
        assert done.completed == 0

    def test_an_emptied_register_is_told(self, witness: AuditLog) -> None:
        assert witness.catch_up([]).problems == (Problem("audit.register_behind", {"missing": 4}),)

    def test_a_row_missing_in_the_middle_is_told(self, witness: AuditLog) -> None:
        done = witness.catch_up([register_row(1), register_row(2), register_row(4)])
        assert done.problems == (Problem("audit.register_gap", {"number": 3}),)

    def test_a_changed_digest_is_told(self, witness: AuditLog) -> None:
        rows = [register_row(number) for number in range(1, 5)]
        rows[1] = replace(rows[1], digest="f" * 64)
        done = witness.catch_up(rows)
        assert done.problems == (Problem("audit.differs", {"number": 2, "act": "审核办结"}),)

    def test_an_accepted_loss_is_not_told_again_and_numbers_may_be_used_anew(
        self, witness: AuditLog
    ) -> None:
        witness.append([replace(entry(0), act=REGISTER_ACCEPTED, register_number=2)])
        rows = [register_row(1), register_row(2)]
        assert witness.catch_up(rows).problems == ()
        renewed = replace(register_row(3), digest="e" * 64)
        assert witness.catch_up([*rows, renewed]).completed == 1
        assert witness.catch_up([*rows, renewed]).problems == ()

    def test_numbers_given_twice_are_told_however_long_the_register_has_grown_again(
        self, witness: AuditLog
    ) -> None:
        rows = [register_row(1), register_row(2)]
        rows += [replace(register_row(n), digest=f"{n + 90:064x}") for n in range(3, 9)]
        witness.append([replace(of_register(n), digest=f"{n + 90:064x}") for n in range(3, 9)])
        for _ in range(2):
            assert witness.catch_up(rows).problems == (
                Problem("audit.register_reused", {"count": 2, "first": 3}),
            )

    def test_numbers_given_twice_are_closed_by_accepting_the_register(
        self, witness: AuditLog
    ) -> None:
        renewed = replace(register_row(4), digest="e" * 64)
        witness.append([replace(of_register(4), digest="e" * 64)])
        rows = [*(register_row(n) for n in range(1, 4)), renewed]
        assert witness.catch_up(rows).problems == (
            Problem("audit.register_reused", {"count": 1, "first": 4}),
        )
        witness.append([replace(entry(0), act=REGISTER_ACCEPTED, register_number=4)])
        assert witness.catch_up(rows).problems == ()

    def test_it_ends_with_the_newest_acts_of_the_register_and_no_others(
        self, witness: AuditLog
    ) -> None:
        rows = [register_row(number) for number in range(1, 7)]
        assert witness.ends_as(rows[2:4])
        assert not witness.ends_as(())
        assert not witness.ends_as(rows[2:3])  # the audit knows a later one
        assert not witness.ends_as(rows[2:5])  # the register has done one more
        assert not witness.ends_as([rows[1], rows[3]])
        assert not witness.ends_as([rows[2], replace(rows[3], digest="f" * 64)])

    def test_the_newest_act_began_on_this_chain(self, witness: AuditLog) -> None:
        rows = [register_row(3), replace(register_row(4), head=witness.head())]
        assert witness.ends_as(rows)
        assert not witness.ends_as([rows[0], replace(rows[1], head=Head(5, "e" * 64))])

    def test_the_newest_acts_do_not_suffice_after_a_register_was_accepted(
        self, witness: AuditLog
    ) -> None:
        witness.append([replace(entry(0), act=REGISTER_ACCEPTED, register_number=4)])
        witness.append([of_register(5)])
        assert not witness.ends_as([register_row(4), register_row(5)])
        assert witness.ends_as([register_row(5)])

    def test_the_newest_acts_do_not_suffice_after_a_backup_was_restored(
        self, witness: AuditLog
    ) -> None:
        witness.append([replace(entry(0), act=RESTORED)])
        witness.append([of_register(5)])
        assert not witness.ends_as([register_row(4), register_row(5)])
        assert witness.ends_as([register_row(5)])

    def test_threads_add_one_after_the_other(self, tmp_path: Path) -> None:
        (tmp_path / "shared").mkdir()
        log = open_audit(tmp_path / "shared", KEY, create=True, own_thread=False)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda number: log.append([entry(number)]), range(40)))
        assert log.head().n == 40
        assert log.verify() == []
        log.close()


def test_the_newest_run_is_told_by_the_moment_whatever_its_zone(log: AuditLog) -> None:
    later = datetime(2026, 11, 20, 1, tzinfo=UTC)
    log.append([replace(entry(6), at=later.isoformat())])
    eastern = timezone(timedelta(hours=8))
    assert log.newest(later.astimezone(eastern)) == later
    assert log.newest(later - timedelta(minutes=1)) == datetime.fromisoformat(MORNING)
    assert log.newest(datetime(2026, 11, 19, tzinfo=UTC)) is None
