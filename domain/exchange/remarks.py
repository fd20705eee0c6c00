"""意见: what an office above finds in a report, record by record, and how it is answered.

They travel down in a 退回 or a 预审反馈 and their answers travel up with the next 上报, which
must answer each (漳县's 预审核: 发现的问题逐条反馈、逐条整改). Records are `{"kind": "about",
"stream", "epoch", "seq", "package", "sha256", "status", "reason"}`, one per package and first,
and `{"kind": "remark", "number", "rule", "unit", "person", "text"}`, numbered from 1. Up go
records `{"kind": "answer", "package", "number", "text", "at"}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from domain.errors import Refusal
from domain.exchange.records import Record
from domain.exchange.shipment import (
    ACCEPTED,
    PRE_AUDIT,
    REPORT,
    RETURN,
    RETURNED,
    TAKEN_OVER,
)
from domain.exchange.stating import (
    ABOUT_TYPES,
    About,
    fits,
    is_moment,
    one_line,
    stated_by,
    unreadable,
)
from domain.facts import OfficeCode
from domain.register import Receipt

ABOUT: Final = "about"
REMARK: Final = "remark"
ANSWER: Final = "answer"
MOST: Final = 5000
NEWEST: Final = 12
"""Answers to so many packages go up with a report: those of a year, should each month have one."""
MOST_ANSWERS: Final = NEWEST * MOST


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing found, numbered within its package.

    `rule` is the number of a checking rule, 0 for what a person noticed; `unit` is a unit's code
    and `person` an ID number, "" where it concerns none.
    """

    number: int
    text: str
    rule: int = 0
    unit: str = ""
    person: str = ""


_REMARK: Final = {"number": int, "text": str, "rule": int, "unit": str, "person": str}
_ANSWER: Final = {"package": str, "number": int, "text": str, "at": str}
_DIGITS: Final = 9
_ANSWERED: Final = (RETURN, PRE_AUDIT)


def remarks_of(stated: object) -> tuple[Remark, ...]:
    """Return the remarks of a file: a list of objects with a `text`, `rule`, `unit`, `person`.

    They are numbered in their order. Refuses `package.remarks_invalid` with the place.
    """
    if not isinstance(stated, list) or not 0 < len(stated) <= MOST:
        raise Refusal("package.remarks_invalid", number=0)
    return tuple(_remark(number, one) for number, one in enumerate(stated, start=1))


def is_rule_number(text: str) -> bool:
    """Tell whether a text that people wrote can be the number of a checking rule."""
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


def _remark(number: int, stated: object) -> Remark:
    known = {name for name in _REMARK if name != "number"}
    if isinstance(stated, Mapping) and stated.keys() <= known and stated.get("text"):
        value = {"rule": 0, "unit": "", "person": "", **stated, "number": number}
        value = {name: one_line(v) if isinstance(v, str) else v for name, v in value.items()}
        if value["text"] and fits(value, _REMARK):
            return Remark(**value)
    raise Refusal("package.remarks_invalid", number=number)


def records_of(about: About, remarks: Iterable[Remark]) -> tuple[dict[str, Any], ...]:
    """Return the records of a package of remarks."""
    first = {"kind": ABOUT, **asdict(about)}
    return (first, *({"kind": REMARK, **asdict(remark)} for remark in remarks))


def read_records(records: Sequence[Record]) -> tuple[About, tuple[Remark, ...]]:
    """Return what a package of remarks states; refuses `package.record_unreadable`."""
    if not records:
        raise Refusal("package.record_unreadable", kind="")
    about = About(**stated_by(records[0], ABOUT, ABOUT_TYPES))
    remarks = tuple(Remark(**stated_by(record, REMARK, _REMARK)) for record in records[1:])
    numbers = [remark.number for remark in remarks]
    known = about.status in (TAKEN_OVER, RETURNED)
    if not known or numbers != list(range(1, len(remarks) + 1)) or not all(r.text for r in remarks):
        raise unreadable(records[0])
    return about, remarks


def answer_of(record: Record) -> dict[str, Any]:
    """Return the members of an answer; refuses `package.record_unreadable`."""
    stated = stated_by(record, ANSWER, _ANSWER)
    if not stated["text"] or not is_moment(stated["at"]):
        raise unreadable(record)
    return stated


def answers_in(receipts: Iterable[Receipt]) -> tuple[dict[str, Any], ...]:
    """Return the answers to the newest remarks that an office got, in their order, as records."""
    given = []
    for receipt in got(receipts)[:NEWEST]:
        answers = receipt.facts.get("answers", {})
        for number in sorted(answers, key=int):
            answer = answers[number]
            given.append(
                {"kind": ANSWER, "package": receipt.package, "number": int(number),
                 "text": answer["text"], "at": answer["at"]}
            )  # fmt: skip
    return tuple(given)


def unanswered(receipt: Receipt) -> tuple[int, ...]:
    """Return the numbers of a package's remarks that have no answer."""
    answers = receipt.facts.get("answers", {})
    numbers = (remark["number"] for remark in receipt.facts.get("remarks", ()))
    return tuple(number for number in numbers if str(number) not in answers)


def left_to_answer(receipts: Iterable[Receipt]) -> int:
    """Return how many remarks that an office got it has not answered."""
    return sum(len(unanswered(receipt)) for receipt in got(receipts))


def got(receipts: Iterable[Receipt]) -> list[Receipt]:
    """Return the packages of remarks that an office got, as the receipts are ordered."""
    return [r for r in receipts if r.direction == ACCEPTED and r.facts.get("kind") in _ANSWERED]


def reports_of(receipts: Iterable[Receipt], office: OfficeCode) -> Iterator[Receipt]:
    """Return the reports taken of an office, as the receipts are ordered."""
    return (
        receipt
        for receipt in receipts
        if receipt.direction == ACCEPTED
        and receipt.peer == office
        and receipt.facts.get("kind") == REPORT
    )


def newest_accepted(receipts: Iterable[Receipt], office: OfficeCode) -> Receipt | None:
    """Return the report of an office that may be remarked on; receipts come newest first."""
    return next((r for r in reports_of(receipts, office) if r.status == TAKEN_OVER), None)


def told_remarks(difference: Mapping[str, Any]) -> tuple[str, ...]:
    """Return in words what a 退回 or a 预审反馈 says, or what a report answers; else nothing."""
    about = difference.get("about")
    if not about or "remarks" not in difference:
        answers = difference.get("answers", ())
        return tuple(f"答复第 {each['number']} 条意见：{each['text']}" for each in answers)
    head = f"针对第 {about['seq']} 号上报。总的说明：{about['reason']}"
    remarks = (f"第 {each['number']} 条意见：{each['text']}" for each in difference["remarks"])
    return (head, *remarks)
