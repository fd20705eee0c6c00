"""The rules that data is checked by."""

from __future__ import annotations

from desktop.commands.console import SEVERITY_WORDS, Answer, Console
from domain.checks.catalogue import catalogue
from domain.checks.wording import title


def rules(console: Console) -> Answer:
    """List every rule."""
    county, words = console.resources.county, console.resources.words
    listed = [
        {
            "number": rule.number,
            "title": title(rule.number, words),
            "severity": str(rule.severity),
            "scope": str(rule.scope),
            "on": rule.number not in county.rules_off,
            "off_reason": county.rules_off.get(rule.number, ""),
        }
        for rule in catalogue(county)
    ]
    text = "\n".join(
        f"{rule['number']:>4}  {SEVERITY_WORDS[str(rule['severity'])]}  {rule['title']}"
        + ("" if rule["on"] else f"（停用：{rule['off_reason']}）")
        for rule in listed
    )
    return Answer({"rules": listed}, text)
