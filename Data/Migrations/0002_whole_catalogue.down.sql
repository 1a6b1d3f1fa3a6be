-- What these held is lost:
--   integration_logs
--   integration_configs
--   webhook_deliveries
--   webhooks
--   job_runs
--   scheduled_jobs
--   workflows
--   custom_values
--   custom_fields
--   form_contributions
--   form_questions
--   form_templates
--   lookup_values
--   settings
--   dashboard_widgets
--   report_runs
--   report_templates
--   kpi_snapshots
--   survey_responses
--   surveys
--   grievances
--   complaints
--   legal_holds
--   retention_policies
--   redactions
--   data_access_requests
--   disclosure_accounting_requests
--   baa_records
--   breach_incidents
--   patient_notices
--   consent_disclosures
--   consents
--   event_participants
--   announcement_reads
--   messages
--   conversation_members
--   conversations
--   notification_preferences
--   communication_templates
--   communication_logs
--   backups
--   signatures
--   files
--   document_shares
--   document_templates
--   document_versions
--   documents
--   vehicles
--   insurance_records
--   meter_readings
--   utilities
--   assets
--   certificates
--   inspections
--   contractors
--   maintenance_requests
--   budgets
--   cost_centers
--   expenses
--   reconciliations
--   payment_plans
--   dunning_actions
--   dunning_configs
--   ledger_entries
--   ledger_transactions
--   ledger_accounts
--   deposits
--   refunds
--   payment_methods
--   payment_allocations
--   payments
--   invoice_lines
--   invoices
--   charges
--   billing_periods
--   rates
--   stay_payers
--   payers
--   tasks
--   handover_reads
--   handover_items
--   handovers
--   training_records
--   training_courses
--   house_staff
--   visits
--   warnings
--   phases
--   meeting_requirements
--   meeting_attendance
--   meetings
--   meeting_types
--   chore_assignments
--   chores
--   daily_check_ins
--   curfew_check_ins
--   curfew_configs
--   passes
--   sign_outs
--   round_checks
--   rounds
--   care_entries
--   wellness_check_ins
--   drug_tests
--   clinical_assessments
--   stay_specialists
--   specialists
--   appointments
--   controlled_drug_balances
--   medication_events
--   medications
--   health_conditions
--   health_profiles
--   regulator_notifications
--   missing_episodes
--   crisis_teams
--   referrals
--   safeguarding_concerns
--   injuries
--   activities
--   rewards
--   milestone_awards
--   pathway_milestones
--   skill_assessments
--   skills
--   plan_reviews
--   assessments
--   outcomes
--   support_sessions
--   progress_entries
--   goals
--   support_plans
--   tenancy_agreements
--   discharges
--   move_records
--   admissions
--   waitlist_entries
--   leads
--   resident_merges
--   legal_orders
--   valuables
--   resident_links
--   resident_status_history
--   occupancy_snapshots
--   break_glass_events
--   access_grants
--   api_tokens
--   role_permissions
--   users.second_factor_step
--   users.recovery_hashes
--   properties.cost_center_id
--   houses.allows_single_signature
--   houses.missing_search_minutes
--   houses.missing_on_call_minutes
--   houses.missing_police_medium_minutes
--   houses.missing_police_low_minutes
--   houses.missing_review_minutes
--   bed_closures.waitlist_entry_id
--   bed_closures.pass_id
--   bed_closures.maintenance_request_id
--   residents.photo_file_id
--   resident_contacts.consent_id
--   stays.admission_id
--   stays.phase_id
--   bed_assignments.move_record_id
--   case_notes.concern_id
--   case_notes.goal_id
--   case_notes.communication_log_id
--   incidents.concern_id
--   incident_people.statement_document_id
--   action_assignments.concern_id
--   action_assignments.complaint_id
--   action_assignments.inspection_id
--   action_assignments.plan_review_id
--   action_assignments.evidence_document_ids
--   shifts.crisis_team_id
--   staff_members.born_on
--   staff_members.sex
--   staff_members.address_id
--   staff_members.emergency_contact_name
--   staff_members.emergency_contact_phone
--   staff_members.contract_hours
--   staff_members.lives_in
--   staff_members.supervisor_id
--   staff_members.next_supervision_on
--   staff_members.national_insurance_number
--   staff_members.national_insurance_number_token
--   staff_members.qualifications
--   staff_members.professional_registration
--   staff_members.registration_expires_on
--   staff_members.dbs_number
--   staff_members.dbs_checked_on
--   staff_members.dbs_update_service
--   staff_members.right_to_work_until_on
--   staff_members.references_count
--   staff_members.driving_licence_until_on
--   staff_members.health_note
--   staff_members.leaving_reason
--   calendar_events.vehicle_id
--   amendments.signature_id
--   form_drafts.form_template_id

DROP INDEX organizations_name;
DROP INDEX memberships_short_name;
DROP INDEX role_assignments_starts_on;
DROP INDEX user_sessions_started_at;
DROP INDEX account_lockouts_locked_at;
DROP INDEX key_grants_key_version;
DROP INDEX rooms_name;
DROP INDEX beds_label;
DROP INDEX addresses_starts_on;
DROP INDEX stay_staff_starts_on;
DROP INDEX risk_items_position;
DROP INDEX shift_staff_planned_from_at;
DROP INDEX notifications_due_at;
DROP TRIGGER amendments_bu;
DROP TRIGGER amendments_bd;

ALTER TABLE users RENAME TO users_before;
CREATE TABLE users (
  organization_id INTEGER NOT NULL CHECK (organization_id = 0),
  id BLOB NOT NULL CHECK (length(id) = 16),
  login_name BLOB NOT NULL,
  login_name_token BLOB,
  display_name BLOB NOT NULL,
  email BLOB,
  email_token BLOB,
  phone BLOB,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'locked', 'disabled')),
  password_hash BLOB CHECK (length(password_hash) <= 65536),
  signature_hash BLOB CHECK (length(signature_hash) <= 65536),
  public_key BLOB NOT NULL CHECK (length(public_key) <= 65536),
  sealed_private_key BLOB NOT NULL CHECK (length(sealed_private_key) <= 65536),
  signing_public_key BLOB CHECK (length(signing_public_key) <= 65536),
  primary_membership_id BLOB CHECK (length(primary_membership_id) = 16),
  password_changed_at INTEGER,
  must_change_password INTEGER CHECK (must_change_password IN (0, 1)),
  last_sign_in_at INTEGER,
  failed_count INTEGER CHECK (failed_count BETWEEN 0 AND 1000000),
  invited_at INTEGER,
  invitation_hash BLOB CHECK (length(invitation_hash) <= 65536),
  terms_accepted_at INTEGER,
  second_factor_secret BLOB,
  preferences TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
INSERT INTO users (organization_id, id, login_name, login_name_token, display_name, email, email_token, phone, state, password_hash, signature_hash, public_key, sealed_private_key, signing_public_key, primary_membership_id, password_changed_at, must_change_password, last_sign_in_at, failed_count, invited_at, invitation_hash, terms_accepted_at, second_factor_secret, preferences, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, login_name, login_name_token, display_name, email, email_token, phone, state, password_hash, signature_hash, public_key, sealed_private_key, signing_public_key, primary_membership_id, password_changed_at, must_change_password, last_sign_in_at, failed_count, invited_at, invitation_hash, terms_accepted_at, second_factor_secret, preferences, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM users_before;
DROP TABLE users_before;

ALTER TABLE properties RENAME TO properties_before;
CREATE TABLE properties (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'open', 'closed')),
  address_id BLOB CHECK (length(address_id) = 16),
  tenure TEXT NOT NULL CHECK (tenure IN ('owned', 'leased', 'managed', 'licensed', 'borrowed')),
  landlord_agency_id BLOB CHECK (length(landlord_agency_id) = 16),
  lease_ends_on TEXT,
  local_authority TEXT,
  uprn TEXT,
  built_year INTEGER CHECK (built_year BETWEEN 1000 AND 2200),
  storeys INTEGER CHECK (storeys BETWEEN 1 AND 100),
  epc_rating TEXT CHECK (epc_rating IN ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'none')),
  hmo_licence_number TEXT,
  council_tax_band TEXT,
  emergency_plan TEXT,
  key_holder TEXT,
  opened_on TEXT,
  closed_on TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, address_id) REFERENCES addresses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, landlord_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO properties (organization_id, id, name, state, address_id, tenure, landlord_agency_id, lease_ends_on, local_authority, uprn, built_year, storeys, epc_rating, hmo_licence_number, council_tax_band, emergency_plan, key_holder, opened_on, closed_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, name, state, address_id, tenure, landlord_agency_id, lease_ends_on, local_authority, uprn, built_year, storeys, epc_rating, hmo_licence_number, council_tax_band, emergency_plan, key_holder, opened_on, closed_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM properties_before;
DROP TABLE properties_before;

ALTER TABLE houses RENAME TO houses_before;
CREATE TABLE houses (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  property_id BLOB NOT NULL CHECK (length(property_id) = 16),
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'open', 'paused', 'closed')),
  service_model TEXT NOT NULL CHECK (service_model IN ('care_home', 'nursing_home', 'childrens_home', 'supported_accommodation_16_17', 'supported_living', 'supported_housing', 'hostel', 'foyer', 'extra_care', 'sober_living_level_1', 'sober_living_level_2', 'sober_living_level_3', 'sober_living_level_4', 'recovery_residence', 'refuge', 'clinic')),
  jurisdiction TEXT NOT NULL CHECK (jurisdiction IN ('england', 'wales', 'scotland', 'northern_ireland', 'united_states', 'other')),
  time_zone TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  manager_id BLOB CHECK (length(manager_id) = 16),
  responsible_individual TEXT,
  regulator TEXT,
  regulator_number TEXT,
  scheme_code TEXT,
  coc_code TEXT,
  serves TEXT CHECK (serves IN ('all', 'women', 'men', 'young_people_16_17', 'young_adults_18_25', 'families', 'older_people')),
  min_age INTEGER CHECK (min_age BETWEEN 0 AND 120),
  max_age INTEGER CHECK (max_age BETWEEN 0 AND 120),
  support_hours TEXT CHECK (support_hours IN ('h24', 'day_only', 'visiting', 'on_call')),
  round_interval_minutes INTEGER CHECK (round_interval_minutes BETWEEN 5 AND 720),
  round_from_time TEXT,
  round_to_time TEXT,
  round_grace_minutes INTEGER CHECK (round_grace_minutes BETWEEN 0 AND 120),
  return_interview_hours INTEGER CHECK (return_interview_hours BETWEEN 1 AND 720),
  is_part2_programme INTEGER CHECK (is_part2_programme IN (0, 1)),
  wifi_note BLOB,
  opened_on TEXT,
  closed_on TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, property_id) REFERENCES properties (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, manager_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO houses (organization_id, id, property_id, name, code, state, service_model, jurisdiction, time_zone, phone, email, manager_id, responsible_individual, regulator, regulator_number, scheme_code, coc_code, serves, min_age, max_age, support_hours, round_interval_minutes, round_from_time, round_to_time, round_grace_minutes, return_interview_hours, is_part2_programme, wifi_note, opened_on, closed_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, property_id, name, code, state, service_model, jurisdiction, time_zone, phone, email, manager_id, responsible_individual, regulator, regulator_number, scheme_code, coc_code, serves, min_age, max_age, support_hours, round_interval_minutes, round_from_time, round_to_time, round_grace_minutes, return_interview_hours, is_part2_programme, wifi_note, opened_on, closed_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM houses_before;
DROP TABLE houses_before;

ALTER TABLE bed_closures RENAME TO bed_closures_before;
CREATE TABLE bed_closures (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  bed_id BLOB NOT NULL CHECK (length(bed_id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('hold_offer', 'hold_pass', 'hold_hospital', 'cleaning', 'minor_repair', 'major_works', 'safety', 'awaiting_referral', 'hard_to_let', 'withdrawn')),
  state TEXT NOT NULL CHECK (state IN ('open', 'ended', 'cancelled')),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  expected_end_on TEXT,
  works_completed_on TEXT,
  note TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, bed_id) REFERENCES beds (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO bed_closures (organization_id, id, bed_id, house_id, kind, state, starts_on, ends_on, expected_end_on, works_completed_on, note, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, bed_id, house_id, kind, state, starts_on, ends_on, expected_end_on, works_completed_on, note, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM bed_closures_before;
DROP TABLE bed_closures_before;

ALTER TABLE residents RENAME TO residents_before;
CREATE TABLE residents (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('prospective', 'current', 'former', 'closed', 'deceased', 'erased')),
  given_name BLOB,
  family_name BLOB NOT NULL,
  preferred_name BLOB,
  title BLOB,
  middle_names BLOB,
  previous_names BLOB,
  born_on BLOB NOT NULL,
  is_age_estimated INTEGER CHECK (is_age_estimated IN (0, 1)),
  pronouns BLOB,
  sex BLOB,
  gender_identity BLOB,
  mobile_phone BLOB,
  home_phone BLOB,
  email BLOB,
  preferred_contact BLOB,
  safe_to_contact BLOB,
  next_of_kin_contact_id BLOB CHECK (length(next_of_kin_contact_id) = 16),
  social_worker_contact_id BLOB CHECK (length(social_worker_contact_id) = 16),
  first_language BLOB,
  interpreter_needed BLOB,
  communication_needs BLOB,
  about_me BLOB,
  what_helps BLOB,
  likes_and_dislikes BLOB,
  description BLOB,
  nationality BLOB,
  ethnicity BLOB,
  religion BLOB,
  sexual_orientation BLOB,
  marital_status BLOB,
  immigration_status BLOB,
  is_care_leaver BLOB,
  is_looked_after BLOB,
  is_veteran BLOB,
  has_dependants BLOB,
  nhs_number BLOB,
  nhs_number_token BLOB,
  national_insurance_number BLOB,
  national_insurance_number_token BLOB,
  social_security_number BLOB,
  social_security_number_token BLOB,
  medicaid_number BLOB,
  medicaid_number_token BLOB,
  placing_agency_id BLOB CHECK (length(placing_agency_id) = 16),
  local_authority_reference BLOB,
  home_office_reference BLOB,
  dnacpr_in_place BLOB,
  mental_capacity_concern BLOB,
  advance_wishes BLOB,
  is_restricted INTEGER CHECK (is_restricted IN (0, 1)),
  restricted_reason BLOB,
  is_part2 INTEGER CHECK (is_part2 IN (0, 1)),
  died_on BLOB,
  merged_into_id BLOB CHECK (length(merged_into_id) = 16),
  kiosk_pin_hash BLOB CHECK (length(kiosk_pin_hash) <= 65536),
  key_version INTEGER NOT NULL CHECK (key_version BETWEEN 0 AND 1000000),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, next_of_kin_contact_id) REFERENCES resident_contacts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, social_worker_contact_id) REFERENCES resident_contacts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, placing_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, merged_into_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO residents (organization_id, id, reference, state, given_name, family_name, preferred_name, title, middle_names, previous_names, born_on, is_age_estimated, pronouns, sex, gender_identity, mobile_phone, home_phone, email, preferred_contact, safe_to_contact, next_of_kin_contact_id, social_worker_contact_id, first_language, interpreter_needed, communication_needs, about_me, what_helps, likes_and_dislikes, description, nationality, ethnicity, religion, sexual_orientation, marital_status, immigration_status, is_care_leaver, is_looked_after, is_veteran, has_dependants, nhs_number, nhs_number_token, national_insurance_number, national_insurance_number_token, social_security_number, social_security_number_token, medicaid_number, medicaid_number_token, placing_agency_id, local_authority_reference, home_office_reference, dnacpr_in_place, mental_capacity_concern, advance_wishes, is_restricted, restricted_reason, is_part2, died_on, merged_into_id, kiosk_pin_hash, key_version, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, state, given_name, family_name, preferred_name, title, middle_names, previous_names, born_on, is_age_estimated, pronouns, sex, gender_identity, mobile_phone, home_phone, email, preferred_contact, safe_to_contact, next_of_kin_contact_id, social_worker_contact_id, first_language, interpreter_needed, communication_needs, about_me, what_helps, likes_and_dislikes, description, nationality, ethnicity, religion, sexual_orientation, marital_status, immigration_status, is_care_leaver, is_looked_after, is_veteran, has_dependants, nhs_number, nhs_number_token, national_insurance_number, national_insurance_number_token, social_security_number, social_security_number_token, medicaid_number, medicaid_number_token, placing_agency_id, local_authority_reference, home_office_reference, dnacpr_in_place, mental_capacity_concern, advance_wishes, is_restricted, restricted_reason, is_part2, died_on, merged_into_id, kiosk_pin_hash, key_version, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM residents_before;
DROP TABLE residents_before;

ALTER TABLE resident_contacts RENAME TO resident_contacts_before;
CREATE TABLE resident_contacts (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('personal', 'professional')),
  relationship TEXT NOT NULL,
  name BLOB NOT NULL,
  organization_name BLOB,
  agency_id BLOB CHECK (length(agency_id) = 16),
  phone BLOB,
  other_phone BLOB,
  email BLOB,
  address_id BLOB CHECK (length(address_id) = 16),
  preferred_contact TEXT CHECK (preferred_contact IN ('phone', 'mobile', 'email', 'sms', 'letter', 'in_person', 'video', 'none')),
  is_emergency INTEGER CHECK (is_emergency IN (0, 1)),
  emergency_rank TEXT NOT NULL CHECK (emergency_rank IN ('primary', 'secondary', 'third', 'none')),
  is_next_of_kin INTEGER CHECK (is_next_of_kin IN (0, 1)),
  has_parental_responsibility BLOB,
  legal_authority BLOB,
  may_be_told TEXT NOT NULL CHECK (may_be_told IN ('nothing', 'emergency_only', 'wellbeing', 'all_agreed')),
  must_not_contact INTEGER CHECK (must_not_contact IN (0, 1)),
  must_not_reason BLOB,
  languages BLOB,
  starts_on TEXT,
  ends_on TEXT,
  notes BLOB,
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
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, address_id) REFERENCES addresses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO resident_contacts (organization_id, id, resident_id, kind, relationship, name, organization_name, agency_id, phone, other_phone, email, address_id, preferred_contact, is_emergency, emergency_rank, is_next_of_kin, has_parental_responsibility, legal_authority, may_be_told, must_not_contact, must_not_reason, languages, starts_on, ends_on, notes, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, resident_id, kind, relationship, name, organization_name, agency_id, phone, other_phone, email, address_id, preferred_contact, is_emergency, emergency_rank, is_next_of_kin, has_parental_responsibility, legal_authority, may_be_told, must_not_contact, must_not_reason, languages, starts_on, ends_on, notes, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM resident_contacts_before;
DROP TABLE resident_contacts_before;

ALTER TABLE stays RENAME TO stays_before;
CREATE TABLE stays (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'active', 'ended', 'cancelled')),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  starts_on TEXT NOT NULL,
  expected_end_on TEXT,
  cohort TEXT NOT NULL CHECK (cohort IN ('any', 'female', 'male', 'under_18', 'family', 'quiet')),
  legal_basis TEXT NOT NULL,
  intended_length TEXT CHECK (intended_length IN ('very_short', 'short', 'medium', 'permanent')),
  support_level TEXT NOT NULL CHECK (support_level IN ('low', 'medium', 'high', 'intensive', 'floating')),
  support_hours_weekly INTEGER CHECK (support_hours_weekly BETWEEN 0 AND 168),
  ends_on TEXT,
  placing_agency_id BLOB CHECK (length(placing_agency_id) = 16),
  placing_reference BLOB,
  funding_source TEXT NOT NULL,
  rent_weekly_amount INTEGER CHECK (rent_weekly_amount >= 0),
  household_size INTEGER CHECK (household_size BETWEEN 1 AND 20),
  gp_contact_id BLOB CHECK (length(gp_contact_id) = 16),
  education_provider BLOB,
  rules_acknowledged_on TEXT,
  privacy_notice_on TEXT,
  sobriety_on BLOB,
  night_check_minutes INTEGER CHECK (night_check_minutes BETWEEN 0 AND 720),
  risk_level TEXT CHECK (risk_level IN ('low', 'medium', 'high', 'critical')),
  placement_plan BLOB,
  delegated_authority BLOB,
  contact_arrangements BLOB,
  supervision_order BLOB,
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
  FOREIGN KEY (organization_id, placing_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, gp_contact_id) REFERENCES resident_contacts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO stays (organization_id, id, reference, state, resident_id, house_id, starts_on, expected_end_on, cohort, legal_basis, intended_length, support_level, support_hours_weekly, ends_on, placing_agency_id, placing_reference, funding_source, rent_weekly_amount, household_size, gp_contact_id, education_provider, rules_acknowledged_on, privacy_notice_on, sobriety_on, night_check_minutes, risk_level, placement_plan, delegated_authority, contact_arrangements, supervision_order, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, state, resident_id, house_id, starts_on, expected_end_on, cohort, legal_basis, intended_length, support_level, support_hours_weekly, ends_on, placing_agency_id, placing_reference, funding_source, rent_weekly_amount, household_size, gp_contact_id, education_provider, rules_acknowledged_on, privacy_notice_on, sobriety_on, night_check_minutes, risk_level, placement_plan, delegated_authority, contact_arrangements, supervision_order, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM stays_before;
DROP TABLE stays_before;

ALTER TABLE bed_assignments RENAME TO bed_assignments_before;
CREATE TABLE bed_assignments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  bed_id BLOB NOT NULL CHECK (length(bed_id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  cohort TEXT NOT NULL CHECK (cohort IN ('any', 'female', 'male', 'under_18', 'family', 'quiet')),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER,
  end_reason TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, bed_id) REFERENCES beds (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO bed_assignments (organization_id, id, stay_id, resident_id, bed_id, house_id, cohort, starts_at, ends_at, end_reason, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, stay_id, resident_id, bed_id, house_id, cohort, starts_at, ends_at, end_reason, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM bed_assignments_before;
DROP TABLE bed_assignments_before;

ALTER TABLE case_notes RENAME TO case_notes_before;
CREATE TABLE case_notes (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  author_id BLOB CHECK (length(author_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('draft', 'signed', 'redacted', 'discarded')),
  visibility TEXT CHECK (visibility IN ('private', 'team', 'all')),
  kind TEXT CHECK (kind IN ('progress', 'incident', 'concern', 'positive', 'general', 'contact', 'health', 'night', 'family', 'handover')),
  happened_at INTEGER,
  content BLOB,
  is_confidential INTEGER CHECK (is_confidential IN (0, 1)),
  is_part2 INTEGER CHECK (is_part2 IN (0, 1)),
  is_counselling_note INTEGER CHECK (is_counselling_note IN (0, 1)),
  is_third_party INTEGER CHECK (is_third_party IN (0, 1)),
  incident_id BLOB CHECK (length(incident_id) = 16),
  redacted_by BLOB CHECK (length(redacted_by) = 16),
  redacted_at INTEGER,
  redaction_reason BLOB,
  cosigner_id BLOB CHECK (length(cosigner_id) = 16),
  cosigned_at INTEGER,
  pinned_until_on TEXT,
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
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, author_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, incident_id) REFERENCES incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, redacted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, cosigner_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO case_notes (organization_id, id, resident_id, stay_id, author_id, state, visibility, kind, happened_at, content, is_confidential, is_part2, is_counselling_note, is_third_party, incident_id, redacted_by, redacted_at, redaction_reason, cosigner_id, cosigned_at, pinned_until_on, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, resident_id, stay_id, author_id, state, visibility, kind, happened_at, content, is_confidential, is_part2, is_counselling_note, is_third_party, incident_id, redacted_by, redacted_at, redaction_reason, cosigner_id, cosigned_at, pinned_until_on, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM case_notes_before;
DROP TABLE case_notes_before;

ALTER TABLE incidents RENAME TO incidents_before;
CREATE TABLE incidents (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'triaged', 'under_review', 'awaiting_approval', 'closed', 'reopened', 'void')),
  kind TEXT,
  medication_error TEXT,
  severity INTEGER CHECK (severity BETWEEN 1 AND 5),
  occurred_at INTEGER,
  is_time_estimated INTEGER CHECK (is_time_estimated IN (0, 1)),
  narrative BLOB,
  immediate_action BLOB,
  resident_id BLOB CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  place_kind TEXT CHECK (place_kind IN ('bedroom', 'lounge', 'kitchen', 'bathroom', 'stairs', 'corridor', 'garden', 'office', 'street', 'other_house', 'vehicle', 'school', 'online', 'community', 'unknown', 'other')),
  room_id BLOB CHECK (length(room_id) = 16),
  location_note BLOB,
  discovered_at INTEGER,
  has_injury INTEGER CHECK (has_injury IN (0, 1)),
  hospital_attended INTEGER CHECK (hospital_attended IN (0, 1)),
  emergency_services TEXT,
  police_reference BLOB,
  restraint_used INTEGER CHECK (restraint_used IN (0, 1)),
  restraint_holds BLOB,
  restraint_minutes INTEGER CHECK (restraint_minutes BETWEEN 0 AND 1440),
  restraint_debriefed_at INTEGER,
  antecedent BLOB,
  resident_account BLOB,
  is_safeguarding INTEGER CHECK (is_safeguarding IN (0, 1)),
  reported_at INTEGER,
  reported_by BLOB CHECK (length(reported_by) = 16),
  triaged_by BLOB CHECK (length(triaged_by) = 16),
  triaged_at INTEGER,
  triage_note BLOB,
  lone_working_override BLOB,
  investigator_id BLOB CHECK (length(investigator_id) = 16),
  root_causes TEXT,
  lessons BLOB,
  closure_submitted_by BLOB CHECK (length(closure_submitted_by) = 16),
  closed_by BLOB CHECK (length(closed_by) = 16),
  closed_at INTEGER,
  reopened_reason BLOB,
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
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, room_id) REFERENCES rooms (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, reported_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, triaged_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, investigator_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, closure_submitted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, closed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO incidents (organization_id, id, reference, state, kind, medication_error, severity, occurred_at, is_time_estimated, narrative, immediate_action, resident_id, stay_id, house_id, place_kind, room_id, location_note, discovered_at, has_injury, hospital_attended, emergency_services, police_reference, restraint_used, restraint_holds, restraint_minutes, restraint_debriefed_at, antecedent, resident_account, is_safeguarding, reported_at, reported_by, triaged_by, triaged_at, triage_note, lone_working_override, investigator_id, root_causes, lessons, closure_submitted_by, closed_by, closed_at, reopened_reason, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, state, kind, medication_error, severity, occurred_at, is_time_estimated, narrative, immediate_action, resident_id, stay_id, house_id, place_kind, room_id, location_note, discovered_at, has_injury, hospital_attended, emergency_services, police_reference, restraint_used, restraint_holds, restraint_minutes, restraint_debriefed_at, antecedent, resident_account, is_safeguarding, reported_at, reported_by, triaged_by, triaged_at, triage_note, lone_working_override, investigator_id, root_causes, lessons, closure_submitted_by, closed_by, closed_at, reopened_reason, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM incidents_before;
DROP TABLE incidents_before;

ALTER TABLE incident_people RENAME TO incident_people_before;
CREATE TABLE incident_people (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  incident_id BLOB NOT NULL CHECK (length(incident_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  staff_member_id BLOB CHECK (length(staff_member_id) = 16),
  name BLOB,
  role TEXT NOT NULL CHECK (role IN ('affected', 'alleged_source', 'witness', 'reporter', 'responder', 'present', 'other')),
  relationship_note BLOB,
  account BLOB,
  told_at INTEGER,
  is_child INTEGER CHECK (is_child IN (0, 1)),
  notified_party TEXT NOT NULL CHECK (notified_party IN ('none', 'family', 'placing_authority', 'gp', 'police', 'commissioner', 'advocate')),
  notified_by BLOB CHECK (length(notified_by) = 16),
  previous_abuse BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, incident_id) REFERENCES incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, staff_member_id) REFERENCES staff_members (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, notified_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO incident_people (organization_id, id, incident_id, resident_id, staff_member_id, name, role, relationship_note, account, told_at, is_child, notified_party, notified_by, previous_abuse, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, incident_id, resident_id, staff_member_id, name, role, relationship_note, account, told_at, is_child, notified_party, notified_by, previous_abuse, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM incident_people_before;
DROP TABLE incident_people_before;

ALTER TABLE action_assignments RENAME TO action_assignments_before;
CREATE TABLE action_assignments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  title BLOB NOT NULL,
  description BLOB,
  state TEXT NOT NULL CHECK (state IN ('open', 'in_progress', 'completed', 'returned', 'approved', 'cancelled')),
  priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  origin TEXT NOT NULL CHECK (origin IN ('incident', 'risk', 'concern', 'referral', 'audit', 'complaint', 'inspection', 'review', 'missing', 'handover', 'plan', 'meeting', 'other')),
  incident_id BLOB CHECK (length(incident_id) = 16),
  risk_assessment_id BLOB CHECK (length(risk_assessment_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  assigned_to BLOB NOT NULL CHECK (length(assigned_to) = 16),
  assigned_by BLOB NOT NULL CHECK (length(assigned_by) = 16),
  due_on TEXT NOT NULL,
  completion_notes BLOB,
  completed_at INTEGER,
  completed_by BLOB CHECK (length(completed_by) = 16),
  reviewer_id BLOB CHECK (length(reviewer_id) = 16),
  approved_by BLOB CHECK (length(approved_by) = 16),
  approved_at INTEGER,
  returned_comment BLOB,
  cancel_reason BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, incident_id) REFERENCES incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, risk_assessment_id) REFERENCES risk_assessments (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, assigned_to) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, assigned_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, completed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, reviewer_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO action_assignments (organization_id, id, reference, title, description, state, priority, origin, incident_id, risk_assessment_id, resident_id, house_id, assigned_to, assigned_by, due_on, completion_notes, completed_at, completed_by, reviewer_id, approved_by, approved_at, returned_comment, cancel_reason, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, title, description, state, priority, origin, incident_id, risk_assessment_id, resident_id, house_id, assigned_to, assigned_by, due_on, completion_notes, completed_at, completed_by, reviewer_id, approved_by, approved_at, returned_comment, cancel_reason, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM action_assignments_before;
DROP TABLE action_assignments_before;

ALTER TABLE shifts RENAME TO shifts_before;
CREATE TABLE shifts (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'handed_over', 'cancelled')),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  minimum_staff_count INTEGER NOT NULL CHECK (minimum_staff_count BETWEEN 0 AND 100),
  lead_by BLOB CHECK (length(lead_by) = 16),
  note TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, lead_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO shifts (organization_id, id, house_id, kind, state, starts_at, ends_at, minimum_staff_count, lead_by, note, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, house_id, kind, state, starts_at, ends_at, minimum_staff_count, lead_by, note, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM shifts_before;
DROP TABLE shifts_before;

ALTER TABLE staff_members RENAME TO staff_members_before;
CREATE TABLE staff_members (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('applicant', 'active', 'on_leave', 'suspended', 'left', 'withdrawn')),
  given_name BLOB NOT NULL,
  family_name BLOB NOT NULL,
  phone BLOB,
  email BLOB,
  job_title TEXT NOT NULL,
  employment_kind TEXT NOT NULL CHECK (employment_kind IN ('employee', 'bank', 'agency', 'volunteer', 'student', 'contractor')),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO staff_members (organization_id, id, reference, state, given_name, family_name, phone, email, job_title, employment_kind, starts_on, ends_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, state, given_name, family_name, phone, email, job_title, employment_kind, starts_on, ends_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM staff_members_before;
DROP TABLE staff_members_before;

ALTER TABLE calendar_events RENAME TO calendar_events_before;
CREATE TABLE calendar_events (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  title BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('appointment', 'meeting', 'inspection', 'review', 'visit', 'training', 'renewal', 'court', 'activity', 'vehicle', 'supervision', 'deadline', 'other')),
  state TEXT NOT NULL CHECK (state IN ('planned', 'done', 'cancelled', 'moved')),
  starts_at INTEGER NOT NULL,
  minutes INTEGER CHECK (minutes BETWEEN 0 AND 10080),
  is_all_day INTEGER CHECK (is_all_day IN (0, 1)),
  local_time TEXT,
  house_id BLOB CHECK (length(house_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  place BLOB,
  recurrence TEXT CHECK (recurrence IN ('none', 'daily', 'weekly', 'fortnightly', 'monthly', 'quarterly', 'half_yearly', 'yearly', 'custom')),
  rule TEXT,
  excluded_dates TEXT,
  series_id BLOB CHECK (length(series_id) = 16),
  ends_on TEXT,
  reminders_before TEXT,
  subject_type TEXT,
  subject_id BLOB CHECK (length(subject_id) = 16),
  description BLOB,
  visibility TEXT NOT NULL CHECK (visibility IN ('private', 'team', 'all')),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, series_id) REFERENCES calendar_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO calendar_events (organization_id, id, title, kind, state, starts_at, minutes, is_all_day, local_time, house_id, resident_id, place, recurrence, rule, excluded_dates, series_id, ends_on, reminders_before, subject_type, subject_id, description, visibility, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, title, kind, state, starts_at, minutes, is_all_day, local_time, house_id, resident_id, place, recurrence, rule, excluded_dates, series_id, ends_on, reminders_before, subject_type, subject_id, description, visibility, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM calendar_events_before;
DROP TABLE calendar_events_before;

ALTER TABLE amendments RENAME TO amendments_before;
CREATE TABLE amendments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('addition', 'correction', 'late_entry', 'entered_in_error', 'wrong_person')),
  field_name TEXT,
  old_value BLOB,
  new_value BLOB NOT NULL,
  reason BLOB NOT NULL,
  amended_by BLOB NOT NULL CHECK (length(amended_by) = 16),
  amended_at INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 1000000000),
  cosigned_by BLOB CHECK (length(cosigned_by) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, amended_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, cosigned_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO amendments (organization_id, id, subject_type, subject_id, resident_id, kind, field_name, old_value, new_value, reason, amended_by, amended_at, number, cosigned_by, created_at, created_by)
SELECT organization_id, id, subject_type, subject_id, resident_id, kind, field_name, old_value, new_value, reason, amended_by, amended_at, number, cosigned_by, created_at, created_by
FROM amendments_before;
DROP TABLE amendments_before;

ALTER TABLE form_drafts RENAME TO form_drafts_before;
CREATE TABLE form_drafts (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  record_type TEXT NOT NULL,
  subject_id BLOB CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  content_map BLOB NOT NULL,
  step_name TEXT,
  saved_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  base_revision INTEGER CHECK (base_revision BETWEEN 0 AND 1000000),
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
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO form_drafts (organization_id, id, record_type, subject_id, resident_id, membership_id, content_map, step_name, saved_at, expires_at, base_revision, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, record_type, subject_id, resident_id, membership_id, content_map, step_name, saved_at, expires_at, base_revision, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM form_drafts_before;
DROP TABLE form_drafts_before;

DROP TABLE integration_logs;
DROP TABLE integration_configs;
DROP TABLE webhook_deliveries;
DROP TABLE webhooks;
DROP TABLE job_runs;
DROP TABLE scheduled_jobs;
DROP TABLE workflows;
DROP TABLE custom_values;
DROP TABLE custom_fields;
DROP TABLE form_contributions;
DROP TABLE form_questions;
DROP TABLE form_templates;
DROP TABLE lookup_values;
DROP TABLE settings;
DROP TABLE dashboard_widgets;
DROP TABLE report_runs;
DROP TABLE report_templates;
DROP TABLE kpi_snapshots;
DROP TABLE survey_responses;
DROP TABLE surveys;
DROP TABLE grievances;
DROP TABLE complaints;
DROP TABLE legal_holds;
DROP TABLE retention_policies;
DROP TABLE redactions;
DROP TABLE data_access_requests;
DROP TABLE disclosure_accounting_requests;
DROP TABLE baa_records;
DROP TABLE breach_incidents;
DROP TABLE patient_notices;
DROP TABLE consent_disclosures;
DROP TABLE consents;
DROP TABLE event_participants;
DROP TABLE announcement_reads;
DROP TABLE messages;
DROP TABLE conversation_members;
DROP TABLE conversations;
DROP TABLE notification_preferences;
DROP TABLE communication_templates;
DROP TABLE communication_logs;
DROP TABLE backups;
DROP TABLE signatures;
DROP TABLE files;
DROP TABLE document_shares;
DROP TABLE document_templates;
DROP TABLE document_versions;
DROP TABLE documents;
DROP TABLE vehicles;
DROP TABLE insurance_records;
DROP TABLE meter_readings;
DROP TABLE utilities;
DROP TABLE assets;
DROP TABLE certificates;
DROP TABLE inspections;
DROP TABLE contractors;
DROP TABLE maintenance_requests;
DROP TABLE budgets;
DROP TABLE cost_centers;
DROP TABLE expenses;
DROP TABLE reconciliations;
DROP TABLE payment_plans;
DROP TABLE dunning_actions;
DROP TABLE dunning_configs;
DROP TABLE ledger_entries;
DROP TABLE ledger_transactions;
DROP TABLE ledger_accounts;
DROP TABLE deposits;
DROP TABLE refunds;
DROP TABLE payment_methods;
DROP TABLE payment_allocations;
DROP TABLE payments;
DROP TABLE invoice_lines;
DROP TABLE invoices;
DROP TABLE charges;
DROP TABLE billing_periods;
DROP TABLE rates;
DROP TABLE stay_payers;
DROP TABLE payers;
DROP TABLE tasks;
DROP TABLE handover_reads;
DROP TABLE handover_items;
DROP TABLE handovers;
DROP TABLE training_records;
DROP TABLE training_courses;
DROP TABLE house_staff;
DROP TABLE visits;
DROP TABLE warnings;
DROP TABLE phases;
DROP TABLE meeting_requirements;
DROP TABLE meeting_attendance;
DROP TABLE meetings;
DROP TABLE meeting_types;
DROP TABLE chore_assignments;
DROP TABLE chores;
DROP TABLE daily_check_ins;
DROP TABLE curfew_check_ins;
DROP TABLE curfew_configs;
DROP TABLE passes;
DROP TABLE sign_outs;
DROP TABLE round_checks;
DROP TABLE rounds;
DROP TABLE care_entries;
DROP TABLE wellness_check_ins;
DROP TABLE drug_tests;
DROP TABLE clinical_assessments;
DROP TABLE stay_specialists;
DROP TABLE specialists;
DROP TABLE appointments;
DROP TABLE controlled_drug_balances;
DROP TABLE medication_events;
DROP TABLE medications;
DROP TABLE health_conditions;
DROP TABLE health_profiles;
DROP TABLE regulator_notifications;
DROP TABLE missing_episodes;
DROP TABLE crisis_teams;
DROP TABLE referrals;
DROP TABLE safeguarding_concerns;
DROP TABLE injuries;
DROP TABLE activities;
DROP TABLE rewards;
DROP TABLE milestone_awards;
DROP TABLE pathway_milestones;
DROP TABLE skill_assessments;
DROP TABLE skills;
DROP TABLE plan_reviews;
DROP TABLE assessments;
DROP TABLE outcomes;
DROP TABLE support_sessions;
DROP TABLE progress_entries;
DROP TABLE goals;
DROP TABLE support_plans;
DROP TABLE tenancy_agreements;
DROP TABLE discharges;
DROP TABLE move_records;
DROP TABLE admissions;
DROP TABLE waitlist_entries;
DROP TABLE leads;
DROP TABLE resident_merges;
DROP TABLE legal_orders;
DROP TABLE valuables;
DROP TABLE resident_links;
DROP TABLE resident_status_history;
DROP TABLE occupancy_snapshots;
DROP TABLE break_glass_events;
DROP TABLE access_grants;
DROP TABLE api_tokens;
DROP TABLE role_permissions;

CREATE UNIQUE INDEX users_login_name_token_unique ON users (organization_id, login_name_token) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX users_email_token_unique ON users (organization_id, email_token) WHERE deleted_at IS NULL;

CREATE INDEX users_state ON users (organization_id, deleted_at, state);

CREATE INDEX users_primary_membership_id ON users (organization_id, deleted_at, primary_membership_id);

CREATE INDEX users_change_seq ON users (organization_id, change_seq);

CREATE UNIQUE INDEX properties_name_unique ON properties (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX properties_state ON properties (organization_id, deleted_at, state);

CREATE INDEX properties_address_id ON properties (organization_id, deleted_at, address_id);

CREATE INDEX properties_landlord_agency_id ON properties (organization_id, deleted_at, landlord_agency_id);

CREATE INDEX properties_lease_ends_on ON properties (organization_id, deleted_at, lease_ends_on);

CREATE INDEX properties_change_seq ON properties (organization_id, change_seq);

CREATE UNIQUE INDEX houses_name_unique ON houses (organization_id, name) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX houses_code_unique ON houses (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX houses_property_id ON houses (organization_id, deleted_at, property_id);

CREATE INDEX houses_state ON houses (organization_id, deleted_at, state);

CREATE INDEX houses_manager_id ON houses (organization_id, deleted_at, manager_id);

CREATE INDEX houses_change_seq ON houses (organization_id, change_seq);

CREATE UNIQUE INDEX bed_closures_bed_id_unique ON bed_closures (organization_id, bed_id) WHERE state = 'open' AND deleted_at IS NULL;

CREATE INDEX bed_closures_bed_id ON bed_closures (organization_id, deleted_at, bed_id);

CREATE INDEX bed_closures_state ON bed_closures (organization_id, deleted_at, state);

CREATE INDEX bed_closures_expected_end_on ON bed_closures (organization_id, deleted_at, expected_end_on);

CREATE INDEX bed_closures_house_id_state ON bed_closures (organization_id, deleted_at, house_id, state);

CREATE INDEX bed_closures_change_seq ON bed_closures (organization_id, change_seq);

CREATE UNIQUE INDEX residents_reference_unique ON residents (organization_id, reference);

CREATE UNIQUE INDEX residents_nhs_number_token_unique ON residents (organization_id, nhs_number_token) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX residents_national_insurance_number_token_unique ON residents (organization_id, national_insurance_number_token) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX residents_social_security_number_token_unique ON residents (organization_id, social_security_number_token) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX residents_medicaid_number_token_unique ON residents (organization_id, medicaid_number_token) WHERE deleted_at IS NULL;

CREATE INDEX residents_next_of_kin_contact_id ON residents (organization_id, deleted_at, next_of_kin_contact_id);

CREATE INDEX residents_social_worker_contact_id ON residents (organization_id, deleted_at, social_worker_contact_id);

CREATE INDEX residents_placing_agency_id ON residents (organization_id, deleted_at, placing_agency_id);

CREATE INDEX residents_is_restricted ON residents (organization_id, deleted_at, is_restricted);

CREATE INDEX residents_is_part2 ON residents (organization_id, deleted_at, is_part2);

CREATE INDEX residents_merged_into_id ON residents (organization_id, deleted_at, merged_into_id);

CREATE INDEX residents_state_reference ON residents (organization_id, deleted_at, state, reference);

CREATE INDEX residents_change_seq ON residents (organization_id, change_seq);

CREATE UNIQUE INDEX resident_contacts_resident_id_emergency_rank_unique ON resident_contacts (organization_id, resident_id, emergency_rank) WHERE emergency_rank <> 'none' AND ends_on IS NULL AND deleted_at IS NULL;

CREATE INDEX resident_contacts_resident_id ON resident_contacts (organization_id, deleted_at, resident_id);

CREATE INDEX resident_contacts_kind ON resident_contacts (organization_id, deleted_at, kind);

CREATE INDEX resident_contacts_agency_id ON resident_contacts (organization_id, deleted_at, agency_id);

CREATE INDEX resident_contacts_address_id ON resident_contacts (organization_id, deleted_at, address_id);

CREATE INDEX resident_contacts_is_emergency ON resident_contacts (organization_id, deleted_at, is_emergency);

CREATE INDEX resident_contacts_change_seq ON resident_contacts (organization_id, change_seq);

CREATE UNIQUE INDEX stays_reference_unique ON stays (organization_id, reference);

CREATE UNIQUE INDEX stays_resident_id_unique ON stays (organization_id, resident_id) WHERE state = 'active' AND deleted_at IS NULL;

CREATE INDEX stays_state ON stays (organization_id, deleted_at, state);

CREATE INDEX stays_starts_on ON stays (organization_id, deleted_at, starts_on);

CREATE INDEX stays_expected_end_on ON stays (organization_id, deleted_at, expected_end_on);

CREATE INDEX stays_ends_on ON stays (organization_id, deleted_at, ends_on);

CREATE INDEX stays_placing_agency_id ON stays (organization_id, deleted_at, placing_agency_id);

CREATE INDEX stays_gp_contact_id ON stays (organization_id, deleted_at, gp_contact_id);

CREATE INDEX stays_house_id_state ON stays (organization_id, deleted_at, house_id, state);

CREATE INDEX stays_resident_id_state ON stays (organization_id, deleted_at, resident_id, state);

CREATE INDEX stays_change_seq ON stays (organization_id, change_seq);

CREATE UNIQUE INDEX bed_assignments_bed_id_unique ON bed_assignments (organization_id, bed_id) WHERE ends_at IS NULL AND deleted_at IS NULL;

CREATE UNIQUE INDEX bed_assignments_stay_id_unique ON bed_assignments (organization_id, stay_id) WHERE ends_at IS NULL AND deleted_at IS NULL;

CREATE INDEX bed_assignments_stay_id ON bed_assignments (organization_id, deleted_at, stay_id);

CREATE INDEX bed_assignments_resident_id ON bed_assignments (organization_id, deleted_at, resident_id);

CREATE INDEX bed_assignments_bed_id ON bed_assignments (organization_id, deleted_at, bed_id);

CREATE INDEX bed_assignments_starts_at ON bed_assignments (organization_id, deleted_at, starts_at);

CREATE INDEX bed_assignments_ends_at ON bed_assignments (organization_id, deleted_at, ends_at);

CREATE INDEX bed_assignments_house_id_ends_at ON bed_assignments (organization_id, deleted_at, house_id, ends_at);

CREATE INDEX bed_assignments_change_seq ON bed_assignments (organization_id, change_seq);

CREATE INDEX case_notes_stay_id ON case_notes (organization_id, deleted_at, stay_id);

CREATE INDEX case_notes_author_id ON case_notes (organization_id, deleted_at, author_id);

CREATE INDEX case_notes_state ON case_notes (organization_id, deleted_at, state);

CREATE INDEX case_notes_visibility ON case_notes (organization_id, deleted_at, visibility);

CREATE INDEX case_notes_kind ON case_notes (organization_id, deleted_at, kind);

CREATE INDEX case_notes_happened_at ON case_notes (organization_id, deleted_at, happened_at);

CREATE INDEX case_notes_is_confidential ON case_notes (organization_id, deleted_at, is_confidential);

CREATE INDEX case_notes_incident_id ON case_notes (organization_id, deleted_at, incident_id);

CREATE INDEX case_notes_redacted_by ON case_notes (organization_id, deleted_at, redacted_by);

CREATE INDEX case_notes_cosigner_id ON case_notes (organization_id, deleted_at, cosigner_id);

CREATE INDEX case_notes_resident_id_happened_at ON case_notes (organization_id, deleted_at, resident_id, happened_at);

CREATE INDEX case_notes_change_seq ON case_notes (organization_id, change_seq);

CREATE UNIQUE INDEX incidents_reference_unique ON incidents (organization_id, reference);

CREATE INDEX incidents_kind ON incidents (organization_id, deleted_at, kind);

CREATE INDEX incidents_severity ON incidents (organization_id, deleted_at, severity);

CREATE INDEX incidents_occurred_at ON incidents (organization_id, deleted_at, occurred_at);

CREATE INDEX incidents_resident_id ON incidents (organization_id, deleted_at, resident_id);

CREATE INDEX incidents_stay_id ON incidents (organization_id, deleted_at, stay_id);

CREATE INDEX incidents_room_id ON incidents (organization_id, deleted_at, room_id);

CREATE INDEX incidents_restraint_used ON incidents (organization_id, deleted_at, restraint_used);

CREATE INDEX incidents_is_safeguarding ON incidents (organization_id, deleted_at, is_safeguarding);

CREATE INDEX incidents_reported_by ON incidents (organization_id, deleted_at, reported_by);

CREATE INDEX incidents_triaged_by ON incidents (organization_id, deleted_at, triaged_by);

CREATE INDEX incidents_investigator_id ON incidents (organization_id, deleted_at, investigator_id);

CREATE INDEX incidents_closure_submitted_by ON incidents (organization_id, deleted_at, closure_submitted_by);

CREATE INDEX incidents_closed_by ON incidents (organization_id, deleted_at, closed_by);

CREATE INDEX incidents_house_id_occurred_at ON incidents (organization_id, deleted_at, house_id, occurred_at);

CREATE INDEX incidents_house_id_state ON incidents (organization_id, deleted_at, house_id, state);

CREATE INDEX incidents_state_occurred_at ON incidents (organization_id, deleted_at, state, occurred_at);

CREATE INDEX incidents_change_seq ON incidents (organization_id, change_seq);

CREATE INDEX incident_people_incident_id ON incident_people (organization_id, deleted_at, incident_id);

CREATE INDEX incident_people_resident_id ON incident_people (organization_id, deleted_at, resident_id);

CREATE INDEX incident_people_staff_member_id ON incident_people (organization_id, deleted_at, staff_member_id);

CREATE INDEX incident_people_notified_by ON incident_people (organization_id, deleted_at, notified_by);

CREATE INDEX incident_people_change_seq ON incident_people (organization_id, change_seq);

CREATE UNIQUE INDEX action_assignments_reference_unique ON action_assignments (organization_id, reference);

CREATE INDEX action_assignments_state ON action_assignments (organization_id, deleted_at, state);

CREATE INDEX action_assignments_priority ON action_assignments (organization_id, deleted_at, priority);

CREATE INDEX action_assignments_incident_id ON action_assignments (organization_id, deleted_at, incident_id);

CREATE INDEX action_assignments_risk_assessment_id ON action_assignments (organization_id, deleted_at, risk_assessment_id);

CREATE INDEX action_assignments_resident_id ON action_assignments (organization_id, deleted_at, resident_id);

CREATE INDEX action_assignments_assigned_by ON action_assignments (organization_id, deleted_at, assigned_by);

CREATE INDEX action_assignments_due_on ON action_assignments (organization_id, deleted_at, due_on);

CREATE INDEX action_assignments_completed_by ON action_assignments (organization_id, deleted_at, completed_by);

CREATE INDEX action_assignments_reviewer_id ON action_assignments (organization_id, deleted_at, reviewer_id);

CREATE INDEX action_assignments_approved_by ON action_assignments (organization_id, deleted_at, approved_by);

CREATE INDEX action_assignments_house_id_due_on ON action_assignments (organization_id, deleted_at, house_id, due_on);

CREATE INDEX action_assignments_assigned_to_state ON action_assignments (organization_id, deleted_at, assigned_to, state);

CREATE INDEX action_assignments_change_seq ON action_assignments (organization_id, change_seq);

CREATE INDEX shifts_state ON shifts (organization_id, deleted_at, state);

CREATE INDEX shifts_starts_at ON shifts (organization_id, deleted_at, starts_at);

CREATE INDEX shifts_ends_at ON shifts (organization_id, deleted_at, ends_at);

CREATE INDEX shifts_lead_by ON shifts (organization_id, deleted_at, lead_by);

CREATE INDEX shifts_house_id_starts_at ON shifts (organization_id, deleted_at, house_id, starts_at);

CREATE INDEX shifts_change_seq ON shifts (organization_id, change_seq);

CREATE UNIQUE INDEX staff_members_reference_unique ON staff_members (organization_id, reference);

CREATE INDEX staff_members_state ON staff_members (organization_id, deleted_at, state);

CREATE INDEX staff_members_starts_on ON staff_members (organization_id, deleted_at, starts_on);

CREATE INDEX staff_members_change_seq ON staff_members (organization_id, change_seq);

CREATE INDEX calendar_events_kind ON calendar_events (organization_id, deleted_at, kind);

CREATE INDEX calendar_events_state ON calendar_events (organization_id, deleted_at, state);

CREATE INDEX calendar_events_starts_at ON calendar_events (organization_id, deleted_at, starts_at);

CREATE INDEX calendar_events_resident_id ON calendar_events (organization_id, deleted_at, resident_id);

CREATE INDEX calendar_events_series_id ON calendar_events (organization_id, deleted_at, series_id);

CREATE INDEX calendar_events_subject_id ON calendar_events (organization_id, deleted_at, subject_id);

CREATE INDEX calendar_events_house_id_starts_at ON calendar_events (organization_id, deleted_at, house_id, starts_at);

CREATE INDEX calendar_events_change_seq ON calendar_events (organization_id, change_seq);

CREATE UNIQUE INDEX amendments_subject_type_subject_id_number_unique ON amendments (organization_id, subject_type, subject_id, number);

CREATE INDEX amendments_subject_id ON amendments (organization_id, subject_id);

CREATE INDEX amendments_resident_id ON amendments (organization_id, resident_id);

CREATE INDEX amendments_kind ON amendments (organization_id, kind);

CREATE INDEX amendments_amended_by ON amendments (organization_id, amended_by);

CREATE INDEX amendments_amended_at ON amendments (organization_id, amended_at);

CREATE INDEX amendments_cosigned_by ON amendments (organization_id, cosigned_by);

CREATE UNIQUE INDEX form_drafts_membership_id_record_type_subject_id_unique ON form_drafts (organization_id, membership_id, record_type, coalesce(subject_id, x'')) WHERE deleted_at IS NULL;

CREATE INDEX form_drafts_record_type ON form_drafts (organization_id, deleted_at, record_type);

CREATE INDEX form_drafts_subject_id ON form_drafts (organization_id, deleted_at, subject_id);

CREATE INDEX form_drafts_resident_id ON form_drafts (organization_id, deleted_at, resident_id);

CREATE INDEX form_drafts_membership_id ON form_drafts (organization_id, deleted_at, membership_id);

CREATE INDEX form_drafts_saved_at ON form_drafts (organization_id, deleted_at, saved_at);

CREATE INDEX form_drafts_expires_at ON form_drafts (organization_id, deleted_at, expires_at);

CREATE INDEX form_drafts_change_seq ON form_drafts (organization_id, change_seq);

CREATE TRIGGER amendments_bu BEFORE UPDATE ON amendments
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER amendments_bd BEFORE DELETE ON amendments
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;
