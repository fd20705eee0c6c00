"""Reads what the papers of 用编 and 职数预审 say: 审议表, 编制使用通知单, 职数预审单."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.available import counts_of
from domain.case import Case
from domain.changes import post_hold, quota_use
from domain.checks.post_rooms import PostRoom, post_rooms
from domain.codes import County
from domain.dossier import Dossier, TypeCount
from domain.errors import Refusal
from domain.facts import PostHold, Slot, Unit, UnitId
from domain.handbook.parts import dotted, written_out
from domain.intake.cells import text
from domain.use_papers import Letter, UseForms, UsePaper, table_of
from domain.versions import AsOf
from domain.workflow.paper_reading import added_by, number_of, require_kind, unit_named
from domain.workflow.ports import Clock, Reader, Register

_YES: Final = "是"
_NO: Final = "否"


@dataclass(frozen=True, slots=True)
class UsePapers:
    """Papers about one case, kept or not. Refuses `use.paper_kind`.

    Counts are those before the case: as they stand for one to be done, as they were known when it
    was approved for a finished one.
    """

    register: Register
    county: County
    forms: UseForms
    clock: Clock

    def deliberation(self, case: Case) -> UsePaper:
        """Return the 审议表 of a case of 用编核准, one row per unit and type."""
        require_kind(case, quota_use.KIND)
        with self.register.reading() as reader:
            rows = list(self._rows(reader, case))
        numbered = [{"no": str(at), **row} for at, row in enumerate(rows, 1)]
        form = self.forms.deliberation
        return UsePaper(form.title, case.id, (table_of(form, numbered, self._facts(case)),))

    def notices(self, case: Case) -> tuple[UsePaper, ...]:
        """Return the 编制使用通知单 of a finished case, one per unit, with the table of slots.

        Refuses `use.not_granted` before it is finished, and where it granted nothing.
        """
        require_kind(case, quota_use.KIND)
        with self.register.reading() as reader:
            slots = [one for one in added_by(reader, case) if isinstance(one, Slot)]
            units = {unit.unit: unit for unit in reader.units(AsOf(case.effective))}
        own = [
            slot for slot in slots if slot.person == 0 and slot.granted_on == str(case.effective)
        ]
        if not own:
            raise Refusal("use.not_granted", case=case.id)
        by_notice: dict[str, list[Slot]] = {}
        for slot in own:
            by_notice.setdefault(slot.notice_no, []).append(slot)
        return tuple(
            self._notice(case, number, held, units) for number, held in sorted(by_notice.items())
        )

    def hold_sheet(self, case: Case) -> UsePaper:
        """Return the 职数预审单 of a case with its verdict per kind of leading post."""
        require_kind(case, post_hold.KIND)
        with self.register.reading() as reader:
            given = [one for one in added_by(reader, case) if isinstance(one, PostHold)]
            rows = list(self._hold_rows(reader, case, given))
            unit = unit_named(reader, case, "")
        facts = {**self._facts(case), "unit": unit.name if unit else case.unit}
        facts["rank"] = (unit.rank if unit else "") or "未定级"
        form = self.forms.hold
        return UsePaper(form.title, case.id, (table_of(form, rows, facts),))

    def _facts(self, case: Case) -> Mapping[str, str]:
        title, number = case.document.title, case.document.number
        return {
            "case": case.id or "（未编号）",
            "title": f"《{title}》" if title else "",
            "document": number,
            "source": f"《{title}》（{number}）" if title else number,
            "day": written_out(case.effective),
            "clerk": case.entered_by,
        }

    def _rows(self, reader: Reader, case: Case) -> Iterator[dict[str, str]]:
        taken: Counter[tuple[str, str]] = Counter()
        for entry in case.entries:
            unit = unit_named(reader, case, text(entry.get("unit", "")))
            label = self.county.quota_label(text(entry.get("quota_type", "")))
            if entry.get("change") or unit is None or label is None:
                continue
            dossier = self._before(reader, case, unit.unit)
            counts = counts_of(dossier, self.county) if dossier else ()
            none = TypeCount(label, 0, 0)
            count = next((one for one in counts if one.quota_type == label), none)
            count = replace(count, pending=count.pending + taken[unit.unit, label])
            proposed = number_of(entry.get("approved", "") or entry.get("number", ""))
            taken[unit.unit, label] += proposed
            yield {
                **self._unit_cells(unit, dossier),
                **_count_cells(count),
                "asked": str(number_of(entry.get("number", ""))),
                "proposed": str(proposed),
                "left": str(count.available - proposed),
                "purpose": text(entry.get("purpose", "")),
                "remark": text(entry.get("remark", "")),
            }

    def _unit_cells(self, unit: Unit, dossier: Dossier | None) -> dict[str, str]:
        supervisor = dossier.supervisor if dossier else None
        rooms = post_rooms(dossier, self.county) if dossier else {}
        kinds = {post.post_kind for post in dossier.posts} if dossier else set()
        vacant = sum(max(rooms[kind].approved - rooms[kind].filled, 0) for kind in kinds)
        return {
            "unit": unit.name,
            "supervisor": supervisor.name if supervisor else unit.name,
            "rank": unit.rank,
            "kind": unit.kind,
            "civil": _YES if unit.kind in self.forms.civil_kinds else _NO,
            "vacant_posts": str(vacant),
        }

    def _before(self, reader: Reader, case: Case, unit: UnitId) -> Dossier | None:
        done = case.change is not None
        known = case.change - 1 if case.change is not None else None
        day = case.effective if done else max(case.effective, self.clock.today())
        office = self.register.office.code
        return next(iter(reader.dossiers(AsOf(day, known), office, (unit,))), None)

    def _notice(
        self, case: Case, number: str, slots: list[Slot], units: Mapping[UnitId, Unit]
    ) -> UsePaper:
        unit = units[slots[0].unit]
        above = units.get(UnitId(unit.supervisor))
        form, table = self.forms.notice, self.forms.slots
        types = Counter(slot.quota_type for slot in slots)
        expiries = sorted({slot.expires_on for slot in slots if slot.expires_on})
        facts = {
            **self._facts(case),
            "unit": unit.name,
            "number": str(len(slots)),
            "types": "、".join(f"{name}{count}名" for name, count in types.items()),
            "purposes": "、".join(dict.fromkeys(slot.purpose for slot in slots if slot.purpose))
            or "补充人员",
            "expires": "、".join(_written(day) for day in expiries),
        }
        facts["title"] = facts["title"] or form.untitled
        letter = Letter(
            self.forms.issuer,
            number,
            form.title,
            form.greeting.format(addressee=(above or unit).name),
            tuple(paragraph.format_map(facts) for paragraph in form.paragraphs),
            self.forms.signer,
            case.effective,
            self.forms.seal,
        )
        listed = table_of(table, list(_slot_rows(slots)), {**facts, "number": number})
        return UsePaper(form.title, number, (letter, listed))

    def _hold_rows(
        self, reader: Reader, case: Case, given: list[PostHold]
    ) -> Iterator[dict[str, str]]:
        unused = list(given)
        used: Counter[tuple[str, str]] = Counter()
        for entry in case.entries:
            unit = unit_named(reader, case, text(entry.get("unit", "")))
            if entry.get("change") or unit is None:
                continue
            kind, wanted = text(entry.get("post_kind", "")), number_of(entry.get("number", "1"))
            dossier = self._before(reader, case, unit.unit)
            rooms = post_rooms(dossier, self.county) if dossier else {}
            room = rooms.get(kind, PostRoom(kind, 0, 0, 0))
            left = room.free - used[unit.unit, kind] - wanted
            used[unit.unit, kind] += wanted
            name = text(entry.get("candidate", ""))
            mine = [one for one in unused if (one.unit, one.post_kind) == (unit.unit, kind)]
            mine = [one for one in mine if one.candidate == name][:wanted]
            unused = [one for one in unused if one not in mine]
            yield {
                "kind": kind,
                "level": text(entry.get("level", "")),
                "approved": str(room.approved),
                "filled": str(room.filled),
                "held": str(room.held + used[unit.unit, kind] - wanted),
                "wanted": str(wanted),
                "left": str(left),
                "candidate": name,
                "holds": "、".join(one.hold_no for one in mine),
                "expires": dotted(mine[0].expires_on if mine else ""),
                "verdict": self.forms.hold.within if left >= 0 else self.forms.hold.beyond,
            }


def _slot_rows(slots: list[Slot]) -> Iterator[dict[str, str]]:
    for at, slot in enumerate(slots, 1):
        yield {
            "no": str(at),
            "slot": slot.slot_no,
            "type": slot.quota_type,
            "purpose": slot.purpose,
            "expires": dotted(slot.expires_on),
            "remark": slot.remark,
        }


def _count_cells(count: TypeCount) -> dict[str, str]:
    return {
        "type": count.quota_type,
        "approved": str(count.approved),
        "actual": str(count.actual),
        "pending": str(count.pending),
        "leaders": str(count.leaders),
        "kept": str(count.reserved + count.frozen),
        "available": str(count.available),
    }


def _written(day: str) -> str:
    year, month, date_ = day.split("-")
    return f"{year}年{int(month)}月{int(date_)}日"
