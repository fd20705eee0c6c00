# make run     set up and open the window on the sample county
# make test    set up and run every check and test
# make check   the fast part of it, for every commit
# make bench   figures against peers
# make faults  kills, faults of the disk, power cuts, damage: what every change must bear
# make torture the same in the size of a night
# make rules   the table of rules, features and tests (tests/RULES.md)
# make pictures  the pictures of the help, after the window has changed
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests run test check static bench faults torture rules lock clean pictures

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# Processes for tests without a window; the target machine has two cores.
WORKERS ?= 2
FAST := tests/architecture tests/domain tests/storage tests/export tests/desktop

help:
	@sed -n 's/^# make/  make/p' Makefile

setup:
	@installer/setup.sh

setup-tests:
	@installer/setup.sh tests

run: setup
	@installer/run.sh

static:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

check: setup static
	$(PYTEST) -q -n $(WORKERS) -m "not slow" $(FAST)

# The rules of the business are covered to the last branch; everything else runs after them.
test: setup-tests static
	$(PYTEST) -q -n $(WORKERS) tests/domain --cov --cov-report=term
	$(PYTEST) -q -n $(WORKERS) tests --ignore=tests/domain --ignore=tests/ui
	$(PYTEST) -q -n $(WORKERS) --dist loadfile tests/ui

bench: setup
	$(BIN)/python -m tests.benchmarks

faults: setup-tests
	$(BIN)/python -m tests.faults --size ci --jobs $(WORKERS) --json build/faults/ci.json

torture: setup-tests
	$(BIN)/python -m tests.faults --size nightly --jobs $(WORKERS) --json build/faults/nightly.json

# After a change of the pins in pyproject.toml: write requirements/*.txt anew.
lock:
	installer/lock.sh

clean:
	rm -rf .venv build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

rules: setup
	$(BIN)/python -m tests.rules

pictures: setup
	$(BIN)/python -m tests.pictures
