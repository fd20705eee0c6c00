"""冻结上报 as an office keeps it: the periods of the offices below, and what came from above."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from domain.errors import Refusal
from domain.exchange.freezing import (
    MOST,
    NOBODY,
    ReportFreeze,
    ReportLeave,
    Span,
    excepted,
    freeze_of,
    freeze_of_record,
    frozen_on,
    leave_of,
    leave_of_record,
    record_of_freeze,
    record_of_leave,
    require_open,
    require_taken,
)
from domain.exchange.shipment import Parcel
from domain.facts import OfficeCode
from domain.register import Actor
from domain.roles import Act
from domain.workflow.office_data import count_version
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Reader, Register, Writer

_OWN: Final = "reporting.own"
_ABOVE: Final = "reporting.above"
_COUNTY: Final = "county"


@dataclass(frozen=True, slots=True)
class Periods:
    """Frozen periods, earliest first, and exceptions by office; `sender` "" for the own ones."""

    freezes: tuple[ReportFreeze, ...] = ()
    leaves: tuple[ReportLeave, ...] = ()
    sender: OfficeCode = NOBODY

    def frozen_on(self, day: date) -> Span | None:
        """Return what freezes a day, `None` where nothing does."""
        return frozen_on(self.freezes, day)

    def excepted(self, office: OfficeCode, day: date) -> bool:
        """Tell whether an office has an exception on a day."""
        return excepted(self.leaves, office, day)


@dataclass(frozen=True, slots=True)
class ReportFreezes:
    """The acts on 冻结上报; each is one transaction and audited. A county has nobody to freeze."""

    register: Register
    clock: Clock

    def periods(self) -> tuple[Periods, Periods]:
        """Return what this office keeps for those below, and what it got from above."""
        with self.register.reading() as reader:
            return periods_of(reader), periods_above(reader)

    def add(
        self, actor: Actor, first: str, last: str, reason: str, document: str = ""
    ) -> ReportFreeze:
        """Freeze days (`yyyy-mm-dd`), or the same ones every year (`mm-dd`), both included.

        Refuses `role.denied` without `Act.CONFIGURE`, `reporting.county` at a county, what
        `freeze_of` refuses, and `reporting.too_many`.
        """
        require(actor, Act.CONFIGURE)
        self._require_below()
        added = freeze_of(first, last, reason, document)
        with self.register.writing(actor) as writer:
            held = periods_of(writer)
            others = (one for one in held.freezes if (one.first, one.last) != (first, last))
            _keep(writer, (*others, added), held.leaves)
            writer.audit("office.report_freeze", f"{first} - {last}")
        return added

    def lift(self, actor: Actor, first: str, last: str) -> None:
        """Lift the period of these days; refuses `role.denied` and `reporting.unknown`."""
        require(actor, Act.CONFIGURE)
        with self.register.writing(actor) as writer:
            held = periods_of(writer)
            kept = tuple(one for one in held.freezes if (one.first, one.last) != (first, last))
            if len(kept) == len(held.freezes):
                raise Refusal("reporting.unknown", first=first[:20], last=last[:20])
            _keep(writer, kept, held.leaves)
            writer.audit("office.report_thaw", f"{first} - {last}")

    def allow(
        self, actor: Actor, office: OfficeCode, until: date | None, reason: str
    ) -> ReportLeave:
        """Let one office below report all the same, up to a day, else to the end of the freeze.

        What was said before of that office gives way. Refuses `role.denied` without
        `Act.ACCEPT_PACKAGE`, `reporting.county`, what `leave_of` refuses, `reporting.until` for
        no day where nothing is frozen now or one that has passed, and `reporting.too_many`.
        """
        require(actor, Act.ACCEPT_PACKAGE)
        self._require_below()
        today = self.clock.today()
        with self.register.writing(actor) as writer:
            held = periods_of(writer)
            span = held.frozen_on(today)
            last = until or (span.last if span else None)
            if last is None or last < today:
                raise Refusal("reporting.until", today=today)
            granted = leave_of(self.register.office.code, office, last, reason)
            others = (one for one in held.leaves if one.office != office and today <= one.until)
            _keep(writer, held.freezes, (*others, granted))
            writer.audit("office.report_leave", f"{office} {last}")
        return granted

    def disallow(self, actor: Actor, office: OfficeCode) -> None:
        """Take an exception back; refuses `role.denied` and `reporting.no_leave`."""
        require(actor, Act.ACCEPT_PACKAGE)
        with self.register.writing(actor) as writer:
            held = periods_of(writer)
            kept = tuple(one for one in held.leaves if one.office != office)
            if len(kept) == len(held.leaves):
                raise Refusal("reporting.no_leave", office=office[:20])
            _keep(writer, held.freezes, kept)
            writer.audit("office.report_leave_end", office)

    def _require_below(self) -> None:
        if self.register.office.level == _COUNTY:
            raise Refusal("reporting.county")


def require_reporting_open(reader: Reader, own: OfficeCode, day: date) -> None:
    """Refuse `package.reporting_frozen` while the office above has frozen reporting."""
    above = periods_above(reader)
    require_open(above.freezes, above.leaves, own, day)


def require_report_in_time(reader: Reader, parcel: Parcel, at: datetime) -> None:
    """Refuse `package.report_frozen` for a report made or brought while this office has frozen it.

    Both days are counted by this office's own clock and zone, in which `at` is.
    """
    held = periods_of(reader)
    created = parcel.created.astimezone(at.tzinfo).date()
    sender = parcel.sender, parcel.sender_name
    require_taken(held.freezes, held.leaves, sender, created, at.date())


def periods_of(reader: Reader) -> Periods:
    """Return the periods of the offices below, as this office set them."""
    return _read(reader, _OWN)


def periods_above(reader: Reader) -> Periods:
    """Return the periods of this office, as the office above sent them."""
    return _read(reader, _ABOVE)


def keep_above(
    writer: Writer,
    sender: OfficeCode,
    freezes: Iterable[ReportFreeze],
    leaves: Iterable[ReportLeave],
) -> None:
    """Keep what the office above sent, in place of what it sent before."""
    _write(writer, _ABOVE, freezes, leaves, sender)


def _keep(writer: Writer, freezes: Iterable[ReportFreeze], leaves: Iterable[ReportLeave]) -> None:
    held = tuple(freezes), tuple(leaves)
    if max(map(len, held)) > MOST:
        raise Refusal("reporting.too_many", most=MOST)
    _write(writer, _OWN, *held, NOBODY)
    count_version(writer)


def _write(
    writer: Writer,
    setting: str,
    freezes: Iterable[ReportFreeze],
    leaves: Iterable[ReportLeave],
    sender: OfficeCode,
) -> None:
    kept = {
        "from": sender,
        "freezes": [record_of_freeze(one) for one in sorted(freezes)],
        "leaves": [record_of_leave(one) for one in sorted(leaves)],
    }
    writer.keep_setting(setting, json.dumps(kept, ensure_ascii=False, sort_keys=True))


def _read(reader: Reader, setting: str) -> Periods:
    kept: dict[str, Any] = json.loads(reader.setting(setting) or "{}")
    sender = OfficeCode(kept.get("from", ""))
    leaves = kept.get("leaves", [])
    return Periods(
        tuple(freeze_of_record(record) for record in kept.get("freezes", [])),
        tuple(leave_of_record(record, OfficeCode(record["office"][:-2])) for record in leaves),
        sender,
    )
