"""The guards of the register's second schema, of the same four kinds as those of the first."""

from typing import Final

GUARDS: Final = """
DROP TRIGGER ledger_entry_stays;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OF
    row, office, unit, entry, subject, item, delta, entry_type, doc_no, approved_on, summary,
    source, counterpart, due_back, valid_from, valid_to, known_from
ON ledger_entry_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
DROP TRIGGER person_stays;
CREATE TRIGGER person_stays BEFORE UPDATE OF
    row, office, person, name, id_no, sex, birth, nation, native_place, politics, party_joined,
    work_start, education, degree, school, graduated_on, prof_title, identity, retire_track,
    remark, enforcement, valid_from, valid_to, known_from
ON person_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
DROP TRIGGER occupancy_stays;
CREATE TRIGGER occupancy_stays BEFORE UPDATE OF
    row, office, person, unit, quota_type, organ, funding, post_class, role, position, lead_level,
    grade, appointed_on, appoint_doc, entry_mode, entry_source, entered_on, quota_since,
    quota_doc, slot_no, on_duty, off_duty_reason, status, "order", remark, uncounted, above_rank,
    above_doc, valid_from, valid_to, known_from
ON occupancy_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
DROP TRIGGER unit_stays;
CREATE TRIGGER unit_stays BEFORE UPDATE OF
    row, office, unit, name, short_name, other_names, kind, rank, nature, category, series,
    supervisor, uscc, funding, doc_no, approved_on, established_on, established_doc, inner_count,
    duties, address, head, contact, status, "order", remark, successor, valid_from, valid_to,
    known_from
ON unit_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER use_plan_apart BEFORE INSERT ON use_plan_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM use_plan_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM use_plan_version AS held
     WHERE held.office = NEW.office AND held.unit = NEW.unit AND held.year = NEW.year
       AND held.quota_type = NEW.quota_type
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER use_plan_stays BEFORE UPDATE OF
    row, office, unit, year, quota_type, planned, doc_no, remark, valid_from, valid_to, known_from
ON use_plan_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER use_plan_ends_once BEFORE UPDATE OF known_to ON use_plan_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER use_plan_remains BEFORE DELETE ON use_plan_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER slot_apart BEFORE INSERT ON slot_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM slot_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM slot_version AS held
     WHERE held.office = NEW.office AND held.slot_no = NEW.slot_no
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER slot_stays BEFORE UPDATE OF
    row, office, slot_no, unit, quota_type, purpose, planned, notice_no, doc_no, granted_on,
    expires_on, state, person, remark, valid_from, valid_to, known_from
ON slot_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER slot_ends_once BEFORE UPDATE OF known_to ON slot_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER slot_remains BEFORE DELETE ON slot_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER post_hold_apart BEFORE INSERT ON post_hold_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM post_hold_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM post_hold_version AS held
     WHERE held.office = NEW.office AND held.hold_no = NEW.hold_no
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER post_hold_stays BEFORE UPDATE OF
    row, office, hold_no, unit, post_kind, level, candidate, doc_no, granted_on, expires_on,
    state, person, remark, valid_from, valid_to, known_from
ON post_hold_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER post_hold_ends_once BEFORE UPDATE OF known_to ON post_hold_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER post_hold_remains BEFORE DELETE ON post_hold_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER concurrent_post_apart BEFORE INSERT ON concurrent_post_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM concurrent_post_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM concurrent_post_version AS held
     WHERE held.office = NEW.office AND held.person = NEW.person AND held.post = NEW.post
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER concurrent_post_stays BEFORE UPDATE OF
    row, office, person, post, unit, position, organ, role, lead_level, appointed_on, appoint_doc,
    uncounted, remark, above_rank, above_doc, valid_from, valid_to, known_from
ON concurrent_post_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER concurrent_post_ends_once BEFORE UPDATE OF known_to ON concurrent_post_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER concurrent_post_remains BEFORE DELETE ON concurrent_post_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER detachment_apart BEFORE INSERT ON detachment_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM detachment_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM detachment_version AS held
     WHERE held.office = NEW.office AND held.person = NEW.person
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER detachment_stays BEFORE UPDATE OF
    row, office, person, unit, kind, where_now, since, until, doc_no, measure, remark, valid_from,
    valid_to, known_from
ON detachment_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER detachment_ends_once BEFORE UPDATE OF known_to ON detachment_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER detachment_remains BEFORE DELETE ON detachment_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER contract_control_apart BEFORE INSERT ON contract_control_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM contract_control_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM contract_control_version AS held
     WHERE held.office = NEW.office AND held.unit = NEW.unit
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER contract_control_stays BEFORE UPDATE OF
    row, office, unit, approved, doc_no, approved_on, remark, valid_from, valid_to, known_from
ON contract_control_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER contract_control_ends_once BEFORE UPDATE OF known_to ON contract_control_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER contract_control_remains BEFORE DELETE ON contract_control_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER contract_worker_apart BEFORE INSERT ON contract_worker_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM contract_worker_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM contract_worker_version AS held
     WHERE held.office = NEW.office AND held.worker = NEW.worker
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER contract_worker_stays BEFORE UPDATE OF
    row, office, worker, unit, name, id_no, form, post, begins, ends, funding, doc_no, remark,
    valid_from, valid_to, known_from
ON contract_worker_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER contract_worker_ends_once BEFORE UPDATE OF known_to ON contract_worker_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER contract_worker_remains BEFORE DELETE ON contract_worker_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
CREATE TRIGGER contact_apart BEFORE INSERT ON contact_version
WHEN NEW.known_to IS NOT NULL
  OR EXISTS (SELECT 1 FROM contact_version AS held WHERE held.row = NEW.row)
  OR EXISTS (
    SELECT 1 FROM contact_version AS held
     WHERE held.office = NEW.office AND held.unit = NEW.unit AND held.role = NEW.role
       AND held.known_to IS NULL AND held.valid_from < coalesce(NEW.valid_to, '9999-99')
       AND coalesce(held.valid_to, '9999-99') > NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'versions overlap'); END;
CREATE TRIGGER contact_stays BEFORE UPDATE OF
    row, office, unit, role, name, title, phone, remark, valid_from, valid_to, known_from
ON contact_version BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER contact_ends_once BEFORE UPDATE OF known_to ON contact_version
WHEN OLD.known_to IS NOT NULL OR NEW.known_to IS NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER contact_remains BEFORE DELETE ON contact_version
BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;
"""
