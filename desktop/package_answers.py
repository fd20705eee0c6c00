"""The command line's answers about packages, shaped as its contract says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.answers import plain
from domain.audit import ChainHead
from domain.errors import Refusal
from domain.outcomes import PackageView
from domain.register import Receipt
from domain.short_code import short_code
from domain.words import Words

Answer = dict[str, Any]


def package_answer(view: PackageView) -> Answer:
    """Return a package."""
    return {
        "id": view.package,
        "path": str(view.path),
        "kind": view.kind,
        "sender": view.sender,
        "sender_name": view.sender_name,
        "recipients": list(view.recipients),
        "seq": view.seq,
        "status": view.status,
        "counts": dict(view.counts),
        "difference": plain(view.difference),
        "digest": view.digest,
        "data_date": str(view.data_date or ""),
        "audit": _audit(view.audit),
        "audit_cut": view.audit_cut,
        "waiting": None if view.waiting is None else str(view.waiting),
        "receipt": None if view.answer is None else _receipt_made(view.answer),
    }


def _receipt_made(answer: PackageView) -> Answer | None:
    """Return the receipt that was sealed for a package's sender, `None` where none could be."""
    if not answer.package:
        return None
    return {
        "id": answer.package,
        "path": str(answer.path),
        "seq": answer.seq,
        "status": answer.status,
    }


def refusal_answer(refusal: Refusal, words: Words) -> Answer:
    """Return a refusal with its sentence."""
    text = words.say(refusal.code, refusal.facts)
    return {"code": refusal.code, "text": text, "facts": plain(refusal.facts)}


def receipt_answer(receipt: Receipt, folder: Path) -> Answer:
    """Return what the exchange of the data folder remembers of one package."""
    kept = Path(receipt.path)
    return {
        "id": receipt.package,
        "direction": receipt.direction,
        "kind": receipt.facts.get("kind", ""),
        "peer": receipt.peer,
        "stream": receipt.stream,
        "epoch": receipt.epoch,
        "seq": receipt.seq,
        "status": receipt.status,
        "reason": receipt.facts.get("reason", ""),
        "at": receipt.at.isoformat(),
        "sha256": receipt.sha256,
        "path": str(folder / kept) if receipt.path else "",
    }


def _audit(head: ChainHead | None) -> Answer | None:
    """Return where a sender's audit stood; packages that were accepted long ago do not tell."""
    return None if head is None else {"entries": head.size, "code": short_code(head.head)}


def remarks_answer(receipt: Receipt) -> Answer:
    """Return the remarks of one package from above, each with its answer."""
    given = receipt.facts.get("answers", {})
    return {
        "id": receipt.package,
        "kind": receipt.facts["kind"],
        "from": receipt.peer,
        "seq": receipt.seq,
        "about": receipt.facts["about"],
        "remarks": [
            {**remark, "answer": given.get(str(remark["number"]), {}).get("text", "")}
            for remark in receipt.facts["remarks"]
        ],
    }
