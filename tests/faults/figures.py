"""What was tried and what was found: as a table to read and as JSON to compare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.family import Outcome


@dataclass
class Figures:
    """The outcomes of one family."""

    family: str
    seconds: float = 0.0
    groups: dict[str, int] = field(default_factory=dict)
    faulty: dict[str, list[str]] = field(default_factory=dict)

    @property
    def trials(self) -> int:
        """How many trials were run."""
        return sum(self.groups.values())

    def add(self, key: str, outcome: Outcome) -> None:
        """Count a trial in."""
        self.groups[outcome.group] = self.groups.get(outcome.group, 0) + 1
        if outcome.faults:
            self.faulty[f"{self.family}/{key}"] = list(outcome.faults)

    def line(self) -> str:
        """Return the family's line of the table."""
        rate = self.trials / self.seconds if self.seconds else 0.0
        return (
            f"{self.family:<10} {self.trials:>8} {len(self.groups):>8} {len(self.faulty):>8} "
            f"{self.seconds:>9.1f} {rate:>9.1f}"
        )


HEAD = f"{'family':<10} {'trials':>8} {'points':>8} {'faulty':>8} {'seconds':>9} {'a second':>9}"


def table(found: Mapping[str, Figures]) -> str:
    """Return all lines, then every faulty trial by the key that repeats it."""
    lines = [HEAD, *(figures.line() for figures in found.values())]
    for figures in found.values():
        lines += [f"{key}\n    {'; '.join(faults)}" for key, faults in figures.faulty.items()]
    return "\n".join(lines)


def keep(path: Path, size: str, seed: int, found: Mapping[str, Figures]) -> None:
    """Write the figures as JSON."""
    told = {
        "size": size,
        "seed": seed,
        "families": {
            name: {
                "trials": figures.trials,
                "points": len(figures.groups),
                "faulty": figures.faulty,
                "seconds": round(figures.seconds, 1),
            }
            for name, figures in found.items()
        },
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
