DROP TRIGGER medication_events_bu;
DROP TRIGGER medication_events_bd;

ALTER TABLE access_grants RENAME TO access_grants_before;
CREATE TABLE access_grants (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  can_write INTEGER CHECK (can_write IN (0, 1)),
  is_excluded INTEGER CHECK (is_excluded IN (0, 1)),
  reason BLOB NOT NULL,
  granted_by BLOB NOT NULL CHECK (length(granted_by) = 16),
  expires_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, granted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO access_grants (organization_id, id, subject_type, subject_id, membership_id, resident_id, can_write, is_excluded, reason, granted_by, expires_at, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, subject_type, subject_id, membership_id, resident_id, can_write, NULL, reason, granted_by, expires_at, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM access_grants_before;
DROP TABLE access_grants_before;

ALTER TABLE safeguarding_concerns RENAME TO safeguarding_concerns_before;
CREATE TABLE safeguarding_concerns (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('raised', 'screened', 'referred', 'acknowledged', 'enquiry', 'no_further_action', 'plan', 'review', 'closed', 'reopened')),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  incident_id BLOB CHECK (length(incident_id) = 16),
  pathway TEXT NOT NULL CHECK (pathway IN ('adult', 'child', 'staff_allegation')),
  abuse_kinds BLOB NOT NULL,
  raised_at INTEGER NOT NULL,
  raised_by BLOB NOT NULL CHECK (length(raised_by) = 16),
  what_happened BLOB NOT NULL,
  immediate_safety BLOB NOT NULL,
  person_voice BLOB,
  desired_outcome BLOB,
  care_needs BLOB,
  at_risk BLOB,
  cannot_protect_self BLOB,
  significant_harm BLOB,
  may_have_harmed BLOB,
  possible_offence BLOB,
  poses_risk BLOB,
  unsuitable BLOB,
  capacity_view BLOB,
  consent_to_refer TEXT NOT NULL CHECK (consent_to_refer IN ('given', 'refused', 'not_asked', 'lacks_capacity', 'under_16')),
  override_reason TEXT CHECK (override_reason IN ('none', 'vital_interest', 'others_at_risk', 'crime', 'public_interest', 'child_at_risk')),
  alleged_source_kind BLOB,
  alleged_source BLOB,
  is_staff_allegation INTEGER CHECK (is_staff_allegation IN (0, 1)),
  about_member_id BLOB CHECK (length(about_member_id) = 16),
  lead_by BLOB CHECK (length(lead_by) = 16),
  screened_by BLOB CHECK (length(screened_by) = 16),
  to_refer BLOB,
  referred_agency_id BLOB CHECK (length(referred_agency_id) = 16),
  referred_at INTEGER,
  referred_by BLOB CHECK (length(referred_by) = 16),
  referral_method TEXT CHECK (referral_method IN ('phone', 'mobile', 'email', 'sms', 'letter', 'in_person', 'video', 'none')),
  authority_reference BLOB,
  acknowledge_due_at INTEGER,
  acknowledged_at INTEGER,
  decision TEXT NOT NULL CHECK (decision IN ('pending', 'section_42', 'section_47', 'other_enquiry', 'no_further_action')),
  strategy_meeting_at INTEGER,
  enquiry_lead BLOB,
  protection_plan BLOB,
  review_on TEXT,
  outcome TEXT CHECK (outcome IN ('substantiated', 'partly', 'unsubstantiated', 'inconclusive', 'ceased')),
  risk_after TEXT CHECK (risk_after IN ('removed', 'reduced', 'remains')),
  person_view_of_outcome BLOB,
  signoff TEXT NOT NULL CHECK (signoff IN ('not_required', 'not_requested', 'requested', 'signed_off')),
  lessons BLOB,
  signed_at INTEGER,
  signed_by BLOB CHECK (length(signed_by) = 16),
  digest BLOB CHECK (length(digest) <= 32),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, incident_id) REFERENCES incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, raised_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, about_member_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, lead_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, screened_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, referred_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, referred_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO safeguarding_concerns (organization_id, id, reference, state, resident_id, house_id, incident_id, pathway, abuse_kinds, raised_at, raised_by, what_happened, immediate_safety, person_voice, desired_outcome, care_needs, at_risk, cannot_protect_self, significant_harm, may_have_harmed, possible_offence, poses_risk, unsuitable, capacity_view, consent_to_refer, override_reason, alleged_source_kind, alleged_source, is_staff_allegation, about_member_id, lead_by, screened_by, to_refer, referred_agency_id, referred_at, referred_by, referral_method, authority_reference, acknowledge_due_at, acknowledged_at, decision, strategy_meeting_at, enquiry_lead, protection_plan, review_on, outcome, risk_after, person_view_of_outcome, signoff, lessons, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, state, resident_id, house_id, incident_id, pathway, abuse_kinds, raised_at, raised_by, what_happened, immediate_safety, person_voice, desired_outcome, care_needs, at_risk, cannot_protect_self, NULL, NULL, NULL, NULL, NULL, capacity_view, consent_to_refer, override_reason, alleged_source_kind, alleged_source, is_staff_allegation, NULL, lead_by, NULL, NULL, referred_agency_id, referred_at, referred_by, referral_method, authority_reference, acknowledge_due_at, acknowledged_at, decision, strategy_meeting_at, enquiry_lead, protection_plan, review_on, outcome, risk_after, person_view_of_outcome, signoff, lessons, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM safeguarding_concerns_before;
DROP TABLE safeguarding_concerns_before;

ALTER TABLE medications RENAME TO medications_before;
CREATE TABLE medications (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  name BLOB NOT NULL,
  form BLOB NOT NULL,
  strength BLOB NOT NULL,
  route BLOB NOT NULL,
  dose BLOB NOT NULL,
  instructions BLOB,
  schedule BLOB NOT NULL,
  times BLOB,
  weekdays TEXT,
  interval_hours BLOB,
  prn_reason BLOB,
  prn_maximum_daily BLOB,
  prn_gap_minutes BLOB,
  starts_on BLOB NOT NULL,
  ends_on BLOB,
  is_time_critical BLOB,
  support BLOB NOT NULL,
  covert_authority_document_id BLOB CHECK (length(covert_authority_document_id) = 16),
  is_controlled BLOB,
  is_mat BLOB,
  stored BLOB,
  reorder_at_count INTEGER CHECK (reorder_at_count BETWEEN 0 AND 1000000),
  prescriber BLOB,
  prescribed_on BLOB,
  reviewed_on TEXT,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'stopped', 'entered_in_error')),
  paused_at INTEGER,
  resumed_at INTEGER,
  stop_reason BLOB,
  checked_by BLOB CHECK (length(checked_by) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, covert_authority_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, checked_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO medications (organization_id, id, resident_id, stay_id, name, form, strength, route, dose, instructions, schedule, times, weekdays, interval_hours, prn_reason, prn_maximum_daily, prn_gap_minutes, starts_on, ends_on, is_time_critical, support, covert_authority_document_id, is_controlled, is_mat, stored, reorder_at_count, prescriber, prescribed_on, reviewed_on, state, paused_at, resumed_at, stop_reason, checked_by, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, resident_id, stay_id, name, form, strength, route, dose, instructions, schedule, times, weekdays, interval_hours, prn_reason, prn_maximum_daily, prn_gap_minutes, starts_on, ends_on, is_time_critical, support, covert_authority_document_id, is_controlled, is_mat, stored, reorder_at_count, prescriber, prescribed_on, reviewed_on, state, NULL, NULL, stop_reason, checked_by, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM medications_before;
DROP TABLE medications_before;

ALTER TABLE medication_events RENAME TO medication_events_before;
CREATE TABLE medication_events (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  medication_id BLOB NOT NULL CHECK (length(medication_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('dose', 'stock_in', 'stock_return', 'stock_waste', 'stock_count', 'reconciled')),
  found BLOB,
  occasion BLOB,
  status BLOB,
  due_at INTEGER,
  happened_at INTEGER NOT NULL,
  quantity BLOB,
  given_by BLOB NOT NULL CHECK (length(given_by) = 16),
  witness_id BLOB CHECK (length(witness_id) = 16),
  reason_code BLOB,
  effect BLOB,
  note BLOB,
  corrects_id BLOB CHECK (length(corrects_id) = 16),
  reconciled_with_id BLOB CHECK (length(reconciled_with_id) = 16),
  against BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, medication_id) REFERENCES medications (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, given_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, witness_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES medication_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, reconciled_with_id) REFERENCES medication_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO medication_events (organization_id, id, medication_id, resident_id, kind, found, occasion, status, due_at, happened_at, quantity, given_by, witness_id, reason_code, effect, note, corrects_id, reconciled_with_id, against, created_at, created_by)
SELECT organization_id, id, medication_id, resident_id, kind, NULL, NULL, status, due_at, happened_at, quantity, given_by, witness_id, reason_code, effect, note, corrects_id, NULL, against, created_at, created_by
FROM medication_events_before;
DROP TABLE medication_events_before;

CREATE UNIQUE INDEX access_grants_subject_type_subject_id_membership_id_unique ON access_grants (organization_id, subject_type, subject_id, membership_id) WHERE deleted_at IS NULL;

CREATE INDEX access_grants_subject_id ON access_grants (organization_id, deleted_at, subject_id);

CREATE INDEX access_grants_membership_id ON access_grants (organization_id, deleted_at, membership_id);

CREATE INDEX access_grants_resident_id ON access_grants (organization_id, deleted_at, resident_id);

CREATE INDEX access_grants_granted_by ON access_grants (organization_id, deleted_at, granted_by);

CREATE INDEX access_grants_expires_at ON access_grants (organization_id, deleted_at, expires_at);

CREATE INDEX access_grants_subject_type_subject_id ON access_grants (organization_id, deleted_at, subject_type, subject_id);

CREATE INDEX access_grants_change_seq ON access_grants (organization_id, change_seq);

CREATE UNIQUE INDEX safeguarding_concerns_reference_unique ON safeguarding_concerns (organization_id, reference);

CREATE INDEX safeguarding_concerns_incident_id ON safeguarding_concerns (organization_id, deleted_at, incident_id);

CREATE INDEX safeguarding_concerns_pathway ON safeguarding_concerns (organization_id, deleted_at, pathway);

CREATE INDEX safeguarding_concerns_raised_at ON safeguarding_concerns (organization_id, deleted_at, raised_at);

CREATE INDEX safeguarding_concerns_raised_by ON safeguarding_concerns (organization_id, deleted_at, raised_by);

CREATE INDEX safeguarding_concerns_is_staff_allegation ON safeguarding_concerns (organization_id, deleted_at, is_staff_allegation);

CREATE INDEX safeguarding_concerns_about_member_id ON safeguarding_concerns (organization_id, deleted_at, about_member_id);

CREATE INDEX safeguarding_concerns_lead_by ON safeguarding_concerns (organization_id, deleted_at, lead_by);

CREATE INDEX safeguarding_concerns_screened_by ON safeguarding_concerns (organization_id, deleted_at, screened_by);

CREATE INDEX safeguarding_concerns_referred_agency_id ON safeguarding_concerns (organization_id, deleted_at, referred_agency_id);

CREATE INDEX safeguarding_concerns_referred_by ON safeguarding_concerns (organization_id, deleted_at, referred_by);

CREATE INDEX safeguarding_concerns_acknowledge_due_at ON safeguarding_concerns (organization_id, deleted_at, acknowledge_due_at);

CREATE INDEX safeguarding_concerns_strategy_meeting_at ON safeguarding_concerns (organization_id, deleted_at, strategy_meeting_at);

CREATE INDEX safeguarding_concerns_review_on ON safeguarding_concerns (organization_id, deleted_at, review_on);

CREATE INDEX safeguarding_concerns_house_id_raised_at ON safeguarding_concerns (organization_id, deleted_at, house_id, raised_at);

CREATE INDEX safeguarding_concerns_resident_id_raised_at ON safeguarding_concerns (organization_id, deleted_at, resident_id, raised_at);

CREATE INDEX safeguarding_concerns_state_raised_at ON safeguarding_concerns (organization_id, deleted_at, state, raised_at);

CREATE INDEX safeguarding_concerns_change_seq ON safeguarding_concerns (organization_id, change_seq);

CREATE INDEX medications_stay_id ON medications (organization_id, deleted_at, stay_id);

CREATE INDEX medications_covert_authority_document_id ON medications (organization_id, deleted_at, covert_authority_document_id);

CREATE INDEX medications_reviewed_on ON medications (organization_id, deleted_at, reviewed_on);

CREATE INDEX medications_checked_by ON medications (organization_id, deleted_at, checked_by);

CREATE INDEX medications_resident_id_state ON medications (organization_id, deleted_at, resident_id, state);

CREATE INDEX medications_state_reviewed_on ON medications (organization_id, deleted_at, state, reviewed_on);

CREATE INDEX medications_change_seq ON medications (organization_id, change_seq);

CREATE UNIQUE INDEX medication_events_medication_id_due_at_unique ON medication_events (organization_id, medication_id, coalesce(due_at, -1)) WHERE due_at IS NOT NULL AND corrects_id IS NULL;

CREATE UNIQUE INDEX medication_events_corrects_id_unique ON medication_events (organization_id, coalesce(corrects_id, x'')) WHERE corrects_id IS NOT NULL;

CREATE INDEX medication_events_kind ON medication_events (organization_id, kind);

CREATE INDEX medication_events_due_at ON medication_events (organization_id, due_at);

CREATE INDEX medication_events_happened_at ON medication_events (organization_id, happened_at);

CREATE INDEX medication_events_given_by ON medication_events (organization_id, given_by);

CREATE INDEX medication_events_witness_id ON medication_events (organization_id, witness_id);

CREATE INDEX medication_events_corrects_id ON medication_events (organization_id, corrects_id);

CREATE INDEX medication_events_reconciled_with_id ON medication_events (organization_id, reconciled_with_id);

CREATE INDEX medication_events_medication_id_happened_at ON medication_events (organization_id, medication_id, happened_at);

CREATE INDEX medication_events_medication_id_kind_happened_at ON medication_events (organization_id, medication_id, kind, happened_at);

CREATE INDEX medication_events_resident_id_happened_at ON medication_events (organization_id, resident_id, happened_at);

CREATE INDEX medication_events_resident_id_kind_happened_at ON medication_events (organization_id, resident_id, kind, happened_at);

CREATE INDEX medication_events_resident_id_due_at ON medication_events (organization_id, resident_id, due_at);

CREATE INDEX notifications_membership_id_created_at ON notifications (organization_id, deleted_at, membership_id, created_at);

CREATE TRIGGER medication_events_bu BEFORE UPDATE ON medication_events
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER medication_events_bd BEFORE DELETE ON medication_events
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;
