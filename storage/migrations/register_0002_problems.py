"""The problem ledger in the second schema: what was found, and steps that are only ever added."""

from typing import Final

PROBLEMS: Final = """
CREATE TABLE problem (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, office TEXT NOT NULL, unit TEXT NOT NULL,
    unit_name TEXT NOT NULL, said TEXT NOT NULL, found_on TEXT NOT NULL, rule INTEGER NOT NULL,
    special TEXT NOT NULL, person TEXT NOT NULL, person_name TEXT NOT NULL, mark TEXT NOT NULL
) STRICT;
CREATE INDEX problem_by_unit ON problem (office, unit);
CREATE TABLE problem_step (
    row INTEGER PRIMARY KEY, problem INTEGER NOT NULL REFERENCES problem (number),
    act TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
    single INTEGER NOT NULL CHECK (single IN (0, 1)), state TEXT NOT NULL, deadline TEXT NOT NULL,
    contact TEXT NOT NULL, explanation TEXT NOT NULL, grade TEXT NOT NULL, day TEXT NOT NULL,
    told TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE INDEX problem_step_by_problem ON problem_step (problem, row);

CREATE TRIGGER problem_apart BEFORE INSERT ON problem
WHEN EXISTS (SELECT 1 FROM problem AS held WHERE held.number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'what was found stays'); END;
CREATE TRIGGER problem_stays BEFORE UPDATE ON problem
BEGIN SELECT RAISE(ABORT, 'what was found stays'); END;
CREATE TRIGGER problem_remains BEFORE DELETE ON problem
BEGIN SELECT RAISE(ABORT, 'what was found stays'); END;
CREATE TRIGGER problem_step_apart BEFORE INSERT ON problem_step
WHEN EXISTS (SELECT 1 FROM problem_step AS held WHERE held.row = NEW.row)
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
CREATE TRIGGER problem_step_stays BEFORE UPDATE ON problem_step
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
CREATE TRIGGER problem_step_remains BEFORE DELETE ON problem_step
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
"""
