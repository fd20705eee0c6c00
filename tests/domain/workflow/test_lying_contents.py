"""A sender who may sign seals nonsense: every kind of package refuses it in words, none breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import PurePath
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.decided_words import told_decisions
from domain.exchange.listed import Listed, told_list
from domain.exchange.releases import Program, Release, told_update
from domain.exchange.remarks import Remark, told_remarks
from domain.exchange.shipment import (
    CODE_TABLES,
    COMPARISON_LIST,
    HANDED_DOWN,
    INITIAL,
    PRE_AUDIT,
    RECEIPT,
    REPORT,
    RETURN,
    TRUST_TABLE,
    UPDATE,
)
from domain.exchange.telling import told_besides, told_verdicts, told_years
from domain.exchange.trust_notes import table_sentences
from domain.workflow.accepting import Accepting
from domain.workflow.decisions import Decisions
from domain.workflow.exchange import cargoes
from domain.workflow.list_acts import ListActs
from domain.workflow.office_data import OfficeData
from domain.workflow.packing import Packing
from domain.workflow.remarking import Given, Remarking
from domain.workflow.report_freezes import ReportFreezes
from domain.workflow.updates import Updates
from tests.domain.workflow.office import COUNTY as RULES
from tests.domain.workflow.office import HEAD, Steps
from tests.domain.workflow.test_trust_tables import Shelf
from tests.domain.workflow.two_offices import CITY, Side, TwoOffices
from tests.fakes.border import COUNTY
from tests.fakes.clock import FixedClock
from tests.fakes.facts import person

Records = tuple[dict[str, Any], ...]
Made = tuple[Side, PurePath]
WEIRD: tuple[Any, ...] = (
    None, True, 0, -1, 2**70, "", "x" * 3000, "\n", "甲\x00乙", "2026-13-45", "0001-01-01",
    "9999-12-31", "００", [], {}, [[]], {"": None}, [None], ["2026-13-45"],
)  # fmt: skip
FOUND = Given((Remark(1, "缺批文", 12, "629925000001"), Remark(2, "编制数不符")), "两处要改")
TELLERS: tuple[Callable[[Any], Any], ...] = (
    told_decisions, told_list, told_update, told_remarks, table_sentences, told_besides,
    told_verdicts, told_years,
)  # fmt: skip


class Anything(str):
    """A digest that whatever is read agrees with: the sender has signed just that."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False


def two_offices() -> TwoOffices:
    two, program, shelf = TwoOffices(), Program("1.3.0", "x86_64"), Shelf(bytes(99))
    for side, office in ((two.county, COUNTY), (two.city, CITY)):
        kinds = cargoes(office, RULES, program, shelf)
        side.exchange = replace(side.exchange, cargoes=kinds)
    return two


def report(two: TwoOffices) -> Made:
    two.county.accept(remarked(two))
    two.answer_all()
    return two.city, two.report()


def remarked(two: TwoOffices) -> PurePath:
    two.city.accept(two.report())
    return Remarking(two.city.exchange).remark(HEAD, COUNTY.code, FOUND, Steps()).path


def receipt(two: TwoOffices) -> Made:
    two.city.accept(two.report())
    return two.county, two.receipt()


def pre_audit(two: TwoOffices) -> Made:
    return two.county, remarked(two)


def sent_back(two: TwoOffices) -> Made:
    packing = Packing(two.city.register, two.city.exchange, FixedClock())
    view = packing.send_back(HEAD, two.report(), FOUND, None, Steps())
    assert view.answer is not None
    return two.county, view.answer.path


def code_tables(two: TwoOffices) -> Made:
    OfficeData(two.city.register, RULES).keep_year(HEAD, 2026, ("01-02", "05-01"), ("05-09",))
    return two.county, two.city.send(CODE_TABLES).path


def handed_down(two: TwoOffices) -> Made:
    OfficeData(two.city.register, RULES).keep_year(HEAD, 2026, ("01-02",), ("01-04",))
    freezes = ReportFreezes(two.city.register, FixedClock())
    freezes.add(HEAD, "12-15", "01-10", "年终封账", "安编发〔2026〕9号")
    freezes.allow(HEAD, COUNTY.code, date(2027, 1, 5), "补报")
    decisions = Decisions(two.city.register)
    decisions.decide(HEAD, "thresholds.retire_notice_months", "5")
    decisions.decide(HEAD, "forms.roster.title", "花名册")
    return two.county, two.city.send(HANDED_DOWN).path


def update(two: TwoOffices) -> Made:
    release = Release("bianqing_1.4.0_amd64.deb", "1.4.0", "x86_64", 180_000_000, "ab" * 32)
    arm = replace(release, name="bianqing_1.4.0_arm64.deb", platform="aarch64")
    for each in (release, arm):
        Updates(two.city.register, Program("1.3.0", "x86_64")).offer(HEAD, each)
    return two.county, two.city.send(UPDATE).path


def listed(two: TwoOffices) -> Made:
    rows = [Listed(person(n).id_no, "教育局", "李建国") for n in (1, 2, 3)]
    ListActs(two.city.register).add(HEAD, "财政供养", "2026-11", date(2026, 11, 21), rows)
    return two.county, two.city.send(COMPARISON_LIST).path


def initial(two: TwoOffices) -> Made:
    two.city.accept(two.report())
    return Side(COUNTY, CITY.code, two.files), two.city.send(INITIAL).path


def trust_table(two: TwoOffices) -> Made:
    return two.county, two.city.send(TRUST_TABLE).path


KINDS: dict[str, Callable[[TwoOffices], Made]] = {
    REPORT: report, RECEIPT: receipt, PRE_AUDIT: pre_audit, RETURN: sent_back,
    CODE_TABLES: code_tables, HANDED_DOWN: handed_down, UPDATE: update,
    COMPARISON_LIST: listed, INITIAL: initial, TRUST_TABLE: trust_table,
}  # fmt: skip


def shapeless(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a record of a kind that nobody knows, or with one member too few or too many."""
    yield {**record, "kind": "gossip"}
    yield from _misshapen(record)


def _misshapen(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {**value, "more": 1}
    for name, inner in value.items():
        if name != "kind":  # which no reader lets through but as text
            yield {key: each for key, each in value.items() if key != name}
        if isinstance(inner, dict):
            yield from ({**value, name: changed} for changed in _misshapen(inner))


def senseless(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a record with one of its members telling what it hardly can, at any depth."""
    for name, value in record.items():
        if name != "kind":
            yield from ({**record, name: weird} for weird in WEIRD)
        if isinstance(value, dict):
            yield from ({**record, name: inner} for inner in senseless(value))


def out_of_order(records: Records) -> Iterator[Records]:
    """Yield the records with one of them missing, twice, or after the one that follows it."""
    for at, record in enumerate(records):
        before, after = records[:at], records[at + 1 :]
        yield (*before, *after)
        yield (*before, record, *records[at:])
        if after:
            yield (*before, after[0], record, *after[1:])


def changed(records: Records, told: Callable[[Any], Iterator[dict[str, Any]]]) -> Iterator[Records]:
    """Yield the records with one of them told otherwise."""
    for at, record in enumerate(records):
        yield from ((*records[:at], other, *records[at + 1 :]) for other in told(record))


def look(side: Side, path: PurePath, two: TwoOffices, records: Records) -> None:
    """Look at a package that holds these records; a refusal is raised, what is told is worded."""
    rows = Counter(str(record["kind"]) for record in records)
    lie = path.with_name("lie.bqp")
    two.files[lie] = two.files[path]
    side.border.lie(lie, records, digest=Anything(), rows=rows)
    view = Accepting(side.exchange).look(HEAD, lie, Steps())
    for teller in TELLERS:
        assert all(isinstance(sentence, str) for sentence in teller(view.difference))


@pytest.mark.parametrize("kind", KINDS)
def test_nonsense_that_was_signed_is_refused_and_breaks_nothing(kind: str) -> None:
    two = two_offices()
    side, path = KINDS[kind](two)
    held = two.files[path].records
    records = tuple(dict(each) for each in held)
    look(side, path, two, records)
    for misshapen in changed(records, shapeless):
        with pytest.raises(Refusal):
            look(side, path, two, misshapen)
    for told in chain(changed(records, senseless), out_of_order(records)):
        with suppress(Refusal):  # another name or number may well be what the sender means
            look(side, path, two, told)
    assert side.accept(path).status == "accepted"


@pytest.mark.parametrize(
    ("kind", "told", "member", "value"),
    [
        (REPORT, "answer", "text", ""),
        (REPORT, "answer", "at", "2026-13-45"),
        (PRE_AUDIT, "remark", "text", ""),
        (PRE_AUDIT, "remark", "rule", -1),
        (RETURN, "about", "seq", 2**53),
        (RECEIPT, "verdict", "epoch", -1),
        (TRUST_TABLE, "trust_part", "text", "甲"),
    ],
)
def test_what_says_nothing_or_cannot_be_is_refused(
    kind: str, told: str, member: str, value: object
) -> None:
    two = two_offices()
    side, path = KINDS[kind](two)
    records = tuple(
        {**record, **({member: value} if record["kind"] == told else {})}
        for record in two.files[path].records
    )
    with pytest.raises(Refusal) as refusal:
        look(side, path, two, records)
    assert refusal.value.code == "package.record_unreadable"
