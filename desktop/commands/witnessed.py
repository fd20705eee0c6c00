"""Which commands are entered into the audit when they are refused."""

from __future__ import annotations

from typing import Final

OF_A_CASE: Final = frozenset(
    f"case.{act}"
    for act in ("edit", "submit", "approve", "return", "withdraw", "step", "supplement", "archive")
)
WITNESSED: Final = OF_A_CASE | {
    "case.new",
    "case.reverse",
    "import.units",
    "import.persons",
    "package.create",
    "package.sign",
    "package.inspect",
    "package.accept",
    "package.write",
    "package.return",
    "package.remark",
    "package.answer",
    "document.add",
    "document.edit",
    "document.attach",
    "document.detach",
    "document.export",
    "archive.file",
    "problem.add",
    "problem.check",
    "problem.special",
    "problem.update",
    "problem.remind",
    "problem.attach",
    "problem.close",
    "problem.reopen",
    "contact.set",
    "contact.end",
    "trust.found",
    "trust.ask",
    "trust.certify",
    "trust.request",
    "trust.grant",
    "trust.install",
    "trust.revoke",
    "clock.confirm",
    "calendar.set",
    "freeze.add",
    "freeze.lift",
    "freeze.reports",
    "freeze.resume",
    "freeze.allow",
    "freeze.disallow",
    "decide.set",
    "decide.drop",
    "list.add",
    "list.send",
    "list.drop",
    "compare",
    "update.offer",
    "update.take",
}
