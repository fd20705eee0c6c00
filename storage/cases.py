"""Cases (业务单) in the register."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple
from datetime import date
from typing import Final

from domain.case import Case, CaseId, Stage
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import UnitId
from storage.fact_tables import Row, sql
from storage.states import CASE, States
from storage.view import View, day_of, day_text

_SELECT: Final = """
    SELECT c.id, c.kind, c.unit, d.number, d.title, d.issuer, d.dated, c.effective, c.persons,
           c.entries, c.mode, c.state, c.explanation, c.entered_by, c.entered_at, c.decided_by,
           c.decided_at, c.reason, c.single, c.change, c.facts, c.stages
      FROM act_case AS c JOIN citation AS d ON d.id = c.document
"""
_ONE: Final = _SELECT + " WHERE c.id = ?"
_SOME: Final = sql(
    _SELECT,
    "WHERE (:states IS NULL OR c.state IN (SELECT value FROM json_each(:states)))",
    "AND (:kind = '' OR c.kind = :kind) ORDER BY c.number DESC",
)
_KEEP_DOCUMENT: Final = """
    INSERT INTO citation (number, title, issuer, dated) VALUES (:number, :title, :issuer, :dated)
    ON CONFLICT DO NOTHING
"""
_SAVE: Final = """
    INSERT INTO act_case (id, kind, unit, document, effective, persons, entries, mode, state,
                          explanation, entered_by, entered_at, decided_by, decided_at, reason,
                          single, change, facts, stages)
    VALUES (:id, :kind, :unit,
            (SELECT id FROM citation WHERE number = :number AND title = :title
                AND issuer = :issuer AND dated = :dated),
            :effective, :persons, :entries, :mode, :state, :explanation, :entered_by, :entered_at,
            :decided_by, :decided_at, :reason, :single, :change, :facts, :stages)
    ON CONFLICT (id) DO UPDATE SET
        kind = excluded.kind, unit = excluded.unit, document = excluded.document,
        effective = excluded.effective, persons = excluded.persons, entries = excluded.entries,
        mode = excluded.mode, state = excluded.state,
        explanation = excluded.explanation, entered_by = excluded.entered_by,
        entered_at = excluded.entered_at, decided_by = excluded.decided_by,
        decided_at = excluded.decided_at, reason = excluded.reason, single = excluded.single,
        change = excluded.change, facts = excluded.facts, stages = excluded.stages
"""


class CaseReads(View):
    """The part of the `Reader` port that answers about cases."""

    __slots__ = ()

    def case(self, case: CaseId) -> Case:
        """Return a case; refuses `case.unknown`."""
        row = self.connection.execute(_ONE, (case,)).fetchone()
        if row is None:
            raise Refusal("case.unknown", case=case)
        return _to_case(row)

    def cases(self, states: Iterable[str] = (), kind: str = "") -> tuple[Case, ...]:
        """Return cases, newest first, narrowed to states or a kind where given."""
        wanted = list(states)
        bound = {"states": json.dumps(wanted) if wanted else None, "kind": kind}
        return tuple(map(_to_case, self.rows(_SOME, bound)))


class CaseWrites(CaseReads):
    """The part of the `Writer` port that keeps cases."""

    __slots__ = ()
    states: States

    def save_case(self, case: Case) -> None:
        """Keep a case, new or changed."""
        document = {
            "number": case.document.number,
            "title": case.document.title,
            "issuer": case.document.issuer,
            "dated": day_text(case.document.dated),
        }
        self.states.touch(CASE, case.id)
        self.connection.execute(_KEEP_DOCUMENT, document)
        self.connection.execute(
            _SAVE,
            document
            | {
                "id": case.id,
                "kind": case.kind,
                "unit": case.unit,
                "effective": case.effective.isoformat(),
                "persons": json.dumps([dict(one) for one in case.persons], ensure_ascii=False),
                "entries": json.dumps([dict(one) for one in case.entries], ensure_ascii=False),
                "mode": case.mode,
                "state": case.state,
                "explanation": case.explanation,
                "entered_by": case.entered_by,
                "entered_at": case.entered_at,
                "decided_by": case.decided_by,
                "decided_at": case.decided_at,
                "reason": case.reason,
                "single": int(case.single),
                "change": case.change,
                "facts": json.dumps(dict(case.facts), ensure_ascii=False),
                "stages": json.dumps([astuple(one) for one in case.stages], ensure_ascii=False),
            },
        )


def _to_case(row: Row) -> Case:
    case, kind, unit, number, title, issuer, dated, effective, persons, entries, mode, *rest = row
    state, explanation, by, at, decided_by, decided_at, reason, single, change, facts, stages = rest
    return Case(
        CaseId(case),
        kind,
        UnitId(unit),
        Document(number, title, issuer, day_of(dated)),
        date.fromisoformat(effective),
        tuple(json.loads(persons)),
        tuple(json.loads(entries)),
        mode,
        state=state,
        explanation=explanation,
        entered_by=by,
        entered_at=at,
        decided_by=decided_by,
        decided_at=decided_at,
        reason=reason,
        single=bool(single),
        change=change,
        facts=json.loads(facts),
        stages=tuple(Stage(*one) for one in json.loads(stages)),
    )
