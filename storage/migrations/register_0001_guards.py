"""The guards of the register's first schema: nothing recorded is ever overwritten or deleted.

Versions of one fact that are known at the same time never overlap (`_apart`, which also stops
INSERT OR REPLACE); a version's columns never change (`_stays`) but for the end of its known
interval, set once (`_ends_once`); and nothing is deleted (`_remains`).
"""

from typing import Final

GUARDS: Final = """
CREATE TRIGGER unit_apart BEFORE INSERT ON unit_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM unit_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM unit_version AS held
     WHERE held.office = NEW.office AND held.unit = NEW.unit
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER unit_stays BEFORE UPDATE OF
    row, office, unit, name, short_name, other_names, kind, rank, nature, category, series,
    supervisor, uscc, funding, doc_no, approved_on, established_on, established_doc, inner_count,
    duties, address, head, contact, status, "order", remark, valid_from, valid_to, known_from
ON unit_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER unit_ends_once BEFORE UPDATE OF known_to ON unit_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER unit_remains BEFORE DELETE ON unit_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER inner_organ_apart BEFORE INSERT ON inner_organ_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM inner_organ_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM inner_organ_version AS held
     WHERE held.office = NEW.office AND held.organ = NEW.organ
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER inner_organ_stays BEFORE UPDATE OF
    row, office, organ, unit, name, kind, rank, quota, chiefs, deputies, doc_no, approved_on,
    status, "order", remark, valid_from, valid_to, known_from
ON inner_organ_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER inner_organ_ends_once BEFORE UPDATE OF known_to ON inner_organ_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER inner_organ_remains BEFORE DELETE ON inner_organ_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER quota_apart BEFORE INSERT ON quota_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM quota_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM quota_version AS held
     WHERE held.office = NEW.office AND held.unit = NEW.unit AND held.quota_type = NEW.quota_type
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER quota_stays BEFORE UPDATE OF
    row, office, unit, quota_type, approved, reserved, frozen, doc_no, approved_on, valid_from,
    valid_to, known_from
ON quota_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER quota_ends_once BEFORE UPDATE OF known_to ON quota_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER quota_remains BEFORE DELETE ON quota_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER leader_post_apart BEFORE INSERT ON leader_post_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM leader_post_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM leader_post_version AS held
     WHERE held.office = NEW.office AND held.unit = NEW.unit AND held.post_kind = NEW.post_kind
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER leader_post_stays BEFORE UPDATE OF
    row, office, unit, post_kind, approved, level, title, doc_no, approved_on, valid_from,
    valid_to, known_from
ON leader_post_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER leader_post_ends_once BEFORE UPDATE OF known_to ON leader_post_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER leader_post_remains BEFORE DELETE ON leader_post_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER ledger_entry_apart BEFORE INSERT ON ledger_entry_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM ledger_entry_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM ledger_entry_version AS held
     WHERE held.office = NEW.office AND held.unit = NEW.unit AND held.entry = NEW.entry
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OF
    row, office, unit, entry, subject, item, delta, entry_type, doc_no, approved_on, summary,
    valid_from, valid_to, known_from
ON ledger_entry_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER ledger_entry_ends_once BEFORE UPDATE OF known_to ON ledger_entry_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER ledger_entry_remains BEFORE DELETE ON ledger_entry_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER person_apart BEFORE INSERT ON person_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM person_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM person_version AS held
     WHERE held.office = NEW.office AND held.person = NEW.person
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER person_stays BEFORE UPDATE OF
    row, office, person, name, id_no, sex, birth, nation, native_place, politics, party_joined,
    work_start, education, degree, school, graduated_on, prof_title, identity, retire_track,
    remark, valid_from, valid_to, known_from
ON person_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER person_ends_once BEFORE UPDATE OF known_to ON person_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER person_remains BEFORE DELETE ON person_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER occupancy_apart BEFORE INSERT ON occupancy_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM occupancy_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM occupancy_version AS held
     WHERE held.office = NEW.office AND held.person = NEW.person
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER occupancy_stays BEFORE UPDATE OF
    row, office, person, unit, quota_type, organ, funding, post_class, role, position, lead_level,
    grade, appointed_on, appoint_doc, entry_mode, entry_source, entered_on, quota_since,
    quota_doc, slot_no, on_duty, off_duty_reason, status, "order", remark, valid_from, valid_to,
    known_from
ON occupancy_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER occupancy_ends_once BEFORE UPDATE OF known_to ON occupancy_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER occupancy_remains BEFORE DELETE ON occupancy_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER departure_apart BEFORE INSERT ON departure_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM departure_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM departure_version AS held
     WHERE held.office = NEW.office AND held.person = NEW.person
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER departure_stays BEFORE UPDATE OF
    row, office, person, unit, quota_type, exit_reason, exit_on, doc_no, exit_to, remark,
    valid_from, valid_to, known_from
ON departure_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER departure_ends_once BEFORE UPDATE OF known_to ON departure_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER departure_remains BEFORE DELETE ON departure_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER change_stays BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
CREATE TRIGGER change_remains BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
CREATE TRIGGER change_is_new BEFORE INSERT ON change
WHEN EXISTS (SELECT 1 FROM change AS held WHERE held.number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
CREATE TRIGGER audit_row_stays BEFORE UPDATE ON audit_row
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
CREATE TRIGGER audit_row_remains BEFORE DELETE ON audit_row
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
CREATE TRIGGER audit_row_is_new BEFORE INSERT ON audit_row
WHEN EXISTS (SELECT 1 FROM audit_row AS held WHERE held.number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
"""
