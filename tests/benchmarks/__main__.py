"""Runs every benchmark: each module of this package that has a `main`."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tests import benchmarks

for found in sorted(pkgutil.iter_modules(benchmarks.__path__), key=lambda module: module.name):
    if not found.name.startswith("_"):
        main = getattr(import_module(f"tests.benchmarks.{found.name}"), "main", None)
        if main is not None:
            main()
