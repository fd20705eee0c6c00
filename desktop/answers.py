"""The command line's answers: one JSON document per command, shaped as its contract says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from desktop.flow_answers import way_answer
from domain.case_outcomes import CaseView, UnitImpact
from domain.changes.reversal import RESTORED_BY, REVERSED_BY
from domain.dossier import TypeCount
from domain.outcomes import (
    Complaint,
    ImportOutcome,
    PostCount,
    Summary,
    UnitLight,
    UnitSummary,
    WordedFinding,
)
from domain.words import shown
from export.packages import Certificate
from export.packages.trust_store import TrustStore

Answer = dict[str, Any]


def import_answer(outcome: ImportOutcome) -> Answer:
    """Return what an import did."""
    return {
        "read": outcome.read,
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "inner_created": outcome.inner_created,
        "rejected": [asdict(complaint) for complaint in outcome.rejected],
        "warnings": [asdict(complaint) for complaint in outcome.warnings],
        "rejected_rows": len(_rows(outcome.rejected)),
        "effective": str(outcome.effective or ""),
        "returned": str(outcome.returned or ""),
        "unknown_columns": list(outcome.unknown_columns),
        "dry_run": outcome.dry_run,
    }


def _rows(complaints: Iterable[Complaint]) -> set[tuple[str, int]]:
    return {(complaint.sheet, complaint.row) for complaint in complaints}


def counts_answer(counts: Iterable[TypeCount]) -> Answer:
    """Return counts by quota type."""
    return {
        count.quota_type: {
            "approved": count.approved,
            "actual": count.actual,
            "vacant": count.vacant,
            "available": count.available,
        }
        for count in counts
    }


def summary_answer(summary: Summary) -> Answer:
    """Return the counts of a day."""
    return {
        "as_of": summary.day.isoformat(),
        "persons": summary.people,
        "totals": counts_answer(summary.totals),
        "units": [_unit(unit) for unit in summary.units],
    }


def _unit(unit: UnitSummary) -> Answer:
    return {
        "office": unit.office,
        "code": unit.unit.unit,
        "name": unit.unit.name,
        "types": counts_answer(unit.types),
        "posts": _posts(unit.posts),
        "light": str(unit.light),
    }


def finding_answer(finding: WordedFinding) -> Answer:
    """Return one finding; units by name, people by ID number."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "unit": finding.unit_name,
        "unit_code": finding.unit,
        "person": finding.person,
        "facts": plain(finding.facts),
        "text": finding.text,
    }


def findings_answer(findings: Iterable[WordedFinding]) -> Answer:
    """Return findings and how many there are of each severity."""
    found = [finding_answer(finding) for finding in findings]
    counts = Counter({"error": 0, "warning": 0, "info": 0})
    counts.update(finding["severity"] for finding in found)
    return {"findings": found, "counts": dict(counts)}


def light_answer(light: UnitLight) -> Answer:
    """Return one unit's light."""
    return {
        "office": light.office,
        "code": light.unit,
        "name": light.name,
        "light": str(light.light),
        "reasons": list(light.reasons),
    }


def case_answer(view: CaseView) -> Answer:
    """Return a case with what blocks it."""
    case = view.case
    return {
        "id": case.id,
        "kind": case.kind,
        "state": case.state,
        "state_text": view.progress.word,
        "unit": view.unit_name,
        "unit_code": case.unit,
        "effective": case.effective.isoformat(),
        "document": case.document.number,
        "mode": case.mode,
        "persons": [dict(person) for person in case.persons],
        "entries": [dict(entry) for entry in case.entries],
        "explanation": case.explanation,
        "reason": case.reason,
        "entered_by": case.entered_by,
        "decided_by": case.decided_by,
        "single": case.single,
        "blocked_by": [finding_answer(finding) for finding in view.blocked_by],
        "before": counts_answer(view.before),
        "after": counts_answer(view.after),
        "impacts": [_impact(impact) for impact in view.impacts],
        "edits": [
            {
                "name": edit.name,
                "field": edit.field,
                "old": edit.old,
                "new": edit.new,
                "from": edit.since.isoformat() if edit.since else "",
            }
            for edit in view.edits
        ],
        "reversed_by": case.facts.get(REVERSED_BY, ""),
        "restored_by": case.facts.get(RESTORED_BY, ""),
        **way_answer(view),
    }


def _impact(impact: UnitImpact) -> Answer:
    return {
        "unit": impact.name,
        "unit_code": impact.unit,
        "before": counts_answer(impact.before),
        "after": counts_answer(impact.after),
        "posts_before": _posts(impact.posts_before),
        "posts_after": _posts(impact.posts_after),
    }


def _posts(posts: Iterable[PostCount]) -> Answer:
    return {post.post_kind: {"approved": post.approved, "actual": post.filled} for post in posts}


def certificates_answer(store: TrustStore, operators: tuple[Certificate, ...]) -> Answer:
    """Return the certificates held, the operators' last, with their fingerprints."""
    certificates = (*store.certificates(), *operators)
    return {
        "certificates": [_certificate(held, store) for held in certificates],
        "root_fingerprint": store.root.fingerprint,
    }


def _certificate(held: Certificate, store: TrustStore) -> Answer:
    return {
        "role": held.role.value,
        "office": held.office.code,
        "name": held.label,
        "not_before": held.not_before.isoformat(),
        "not_after": held.not_after.isoformat(),
        "fingerprint": held.fingerprint,
        "revoked": held.fingerprint in store.untrusted,
    }


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return facts as JSON holds them: days as text, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return shown(value)
