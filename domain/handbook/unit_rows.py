"""Rows of the pages that tell the unit as it stands: organs, people, their coming and going."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from domain.dossier import Dossier, Member
from domain.facts import ABOLISHED, InnerOrgan
from domain.handbook.ledger_rows import Row
from domain.handbook.parts import Movement, dotted, number, written_out
from domain.identity import masked
from domain.summing import in_order

_SUBJECT: Final = "内设机构"


def organ_rows(dossier: Dossier) -> list[Row]:
    """Return 内设机构设置及变动, one row per inner organ in its order."""
    told = {entry.item: entry.entry_type for entry in dossier.ledger if entry.subject == _SUBJECT}
    return [
        _organ(organ, at)
        | {
            "rank": organ.rank,
            "quota": number(organ.quota),
            "change": "撤销"
            if organ.status == ABOLISHED
            else told.get(organ.name, "设立").removeprefix(_SUBJECT),
            "remark": organ.remark,
        }
        for at, organ in enumerate(_in_order(dossier.organs), 1)
    ]


def organ_post_rows(dossier: Dossier) -> list[Row]:
    """Return 内设机构领导职数核定及变动: each organ's 正职 and 副职, and their sum."""
    organs = _in_order(dossier.organs)
    rows = [
        _organ(organ, at) | {"chiefs": str(organ.chiefs), "deputies": str(organ.deputies)}
        for at, organ in enumerate(organs, 1)
    ]
    if len(organs) > 1:
        chiefs = sum(organ.chiefs for organ in organs)
        deputies = sum(organ.deputies for organ in organs)
        rows.append({"name": "合计", "chiefs": str(chiefs), "deputies": str(deputies)})
    return rows


def people_rows(dossier: Dossier, *, mask_id: bool) -> list[Row]:
    """Return 人员花名册 in the unit's own order of people."""
    organs: dict[str, str] = {organ.organ: organ.name for organ in dossier.organs}
    members = sorted(dossier.members, key=lambda member: (member.place.order, member.person.person))
    return [
        _person(member, organs, masked(member.person.id_no) if mask_id else member.person.id_no)
        | {"no": str(at)}
        for at, member in enumerate(members, 1)
    ]


def movement_rows(movements: Iterable[Movement]) -> list[Row]:
    """Return 人员变动登记 in the order of the days."""
    return [
        {
            "no": str(at),
            "date": dotted(movement.day.isoformat()),
            "name": movement.name,
            "direction": movement.direction,
            "reason": movement.reason,
            "other_side": movement.other_side,
            "doc": movement.doc_no,
            "actual_after": str(movement.actual_after),
        }
        for at, movement in enumerate(sorted(movements, key=lambda one: one.day), 1)
    ]


def field_values(dossier: Dossier, certificate: str, order: Sequence[str] = ()) -> Row:
    """Return what the labelled fields of the cover and of 基本情况 may show, by key.

    Quota types are told in the given order.
    """
    unit = dossier.unit
    counts = in_order(dossier.counts(), order)
    supervisor = dossier.supervisor.name if dossier.supervisor else unit.supervisor
    return {
        "unit_name": unit.name,
        "certificate": certificate,
        "other_names": unit.other_names,
        "short_name": unit.short_name,
        "uscc": unit.uscc,
        "kind": unit.kind,
        "rank": unit.rank,
        "nature": unit.nature,
        "category": unit.category,
        "series": unit.series,
        "supervisor": supervisor,
        "funding": unit.funding,
        "established": _joined(dotted(unit.established_on), unit.established_doc),
        "approved": _joined(dotted(unit.approved_on), unit.doc_no),
        "inner_count": number(unit.inner_count or len(dossier.organs)),
        "quota": "　".join(f"{count.quota_type}{count.approved}名" for count in counts),
        "actual": f"{len(dossier.members)}人",
        "posts": "　".join(f"{post.post_kind}{post.approved}名" for post in dossier.posts),
        "address": unit.address,
        "head": unit.head,
        "contact": unit.contact,
        "as_of": written_out(dossier.day),
        "remark": unit.remark,
    }


def _in_order(organs: Iterable[InnerOrgan]) -> list[InnerOrgan]:
    return sorted(organs, key=lambda organ: (organ.order, organ.organ))


def _organ(organ: InnerOrgan, at: int) -> Row:
    return {
        "no": str(at),
        "name": organ.name,
        "doc": organ.doc_no,
        "date": dotted(organ.approved_on),
    }


def _person(member: Member, organs: Mapping[str, str], id_no: str) -> Row:
    person, place = member.person, member.place
    return {
        "name": person.name,
        "sex": person.sex,
        "birth": dotted(person.birth[:7]),
        "id_no": id_no,
        "nation": person.nation,
        "politics": person.politics,
        "education": _lines(person.education, "" if person.degree == "无" else person.degree),
        "work_start": dotted(person.work_start[:7]),
        "organ": organs.get(place.organ, place.organ),
        "position": place.position,
        "level": _lines(place.lead_level, place.grade),
        "prof_title": person.prof_title,
        "post_class": place.post_class,
        "quota_type": place.quota_type,
        "funding": place.funding,
        "entry_mode": place.entry_mode,
        "quota_since": dotted(place.quota_since),
        "quota_doc": _lines(place.quota_doc, place.slot_no),
        "remark": "；".join(filter(None, (place.remark, _absence(member)))),
    }


def _absence(member: Member) -> str:
    place = member.place
    return "" if place.on_duty == "是" else place.off_duty_reason or "不在岗"


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _joined(*texts: str) -> str:
    return "　".join(filter(None, texts))
