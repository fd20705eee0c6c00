"""Runs every benchmark in a process of its own; fails when one of them misses its limit."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

BENCHMARKS: Final = (
    "importing",
    "check",
    "search",
    "adding",
    "handbook",
    "cold_start",
    "window",
    "documents",
    "looking_back",
    "case_growth",
    "audit",
    "backup",
    "unlock",
    "packages",
    "province",
)

missed = [
    name
    for name in BENCHMARKS
    if subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False).returncode  # noqa: S603 - ourselves
]
if missed:
    sys.exit(f"limit missed: {', '.join(missed)}")
