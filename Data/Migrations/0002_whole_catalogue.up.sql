-- A row that holds here what is no longer allowed refuses the whole step:
--   users.second_factor_secret

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
  second_factor_secret BLOB CHECK (length(second_factor_secret) <= 65536),
  second_factor_step INTEGER CHECK (second_factor_step BETWEEN 0 AND 1000000000000),
  recovery_hashes BLOB CHECK (length(recovery_hashes) <= 65536),
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
INSERT INTO users (organization_id, id, login_name, login_name_token, display_name, email, email_token, phone, state, password_hash, signature_hash, public_key, sealed_private_key, signing_public_key, primary_membership_id, password_changed_at, must_change_password, last_sign_in_at, failed_count, invited_at, invitation_hash, terms_accepted_at, second_factor_secret, second_factor_step, recovery_hashes, preferences, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, login_name, login_name_token, display_name, email, email_token, phone, state, password_hash, signature_hash, public_key, sealed_private_key, signing_public_key, primary_membership_id, password_changed_at, must_change_password, last_sign_in_at, failed_count, invited_at, invitation_hash, terms_accepted_at, second_factor_secret, NULL, NULL, preferences, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  cost_center_id BLOB CHECK (length(cost_center_id) = 16),
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
  FOREIGN KEY (organization_id, cost_center_id) REFERENCES cost_centers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO properties (organization_id, id, name, state, address_id, tenure, landlord_agency_id, lease_ends_on, local_authority, uprn, built_year, storeys, epc_rating, hmo_licence_number, council_tax_band, emergency_plan, key_holder, cost_center_id, opened_on, closed_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, name, state, address_id, tenure, landlord_agency_id, lease_ends_on, local_authority, uprn, built_year, storeys, epc_rating, hmo_licence_number, council_tax_band, emergency_plan, key_holder, NULL, opened_on, closed_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  allows_single_signature INTEGER CHECK (allows_single_signature IN (0, 1)),
  return_interview_hours INTEGER CHECK (return_interview_hours BETWEEN 1 AND 720),
  missing_search_minutes INTEGER CHECK (missing_search_minutes BETWEEN 0 AND 720),
  missing_on_call_minutes INTEGER CHECK (missing_on_call_minutes BETWEEN 0 AND 720),
  missing_police_medium_minutes INTEGER CHECK (missing_police_medium_minutes BETWEEN 0 AND 720),
  missing_police_low_minutes INTEGER CHECK (missing_police_low_minutes BETWEEN 0 AND 1440),
  missing_review_minutes INTEGER CHECK (missing_review_minutes BETWEEN 15 AND 1440),
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
INSERT INTO houses (organization_id, id, property_id, name, code, state, service_model, jurisdiction, time_zone, phone, email, manager_id, responsible_individual, regulator, regulator_number, scheme_code, coc_code, serves, min_age, max_age, support_hours, round_interval_minutes, round_from_time, round_to_time, round_grace_minutes, allows_single_signature, return_interview_hours, missing_search_minutes, missing_on_call_minutes, missing_police_medium_minutes, missing_police_low_minutes, missing_review_minutes, is_part2_programme, wifi_note, opened_on, closed_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, property_id, name, code, state, service_model, jurisdiction, time_zone, phone, email, manager_id, responsible_individual, regulator, regulator_number, scheme_code, coc_code, serves, min_age, max_age, support_hours, round_interval_minutes, round_from_time, round_to_time, round_grace_minutes, NULL, return_interview_hours, NULL, NULL, NULL, NULL, NULL, is_part2_programme, wifi_note, opened_on, closed_on, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  waitlist_entry_id BLOB CHECK (length(waitlist_entry_id) = 16),
  pass_id BLOB CHECK (length(pass_id) = 16),
  maintenance_request_id BLOB CHECK (length(maintenance_request_id) = 16),
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
  FOREIGN KEY (organization_id, waitlist_entry_id) REFERENCES waitlist_entries (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, pass_id) REFERENCES passes (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, maintenance_request_id) REFERENCES maintenance_requests (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO bed_closures (organization_id, id, bed_id, house_id, kind, state, starts_on, ends_on, expected_end_on, works_completed_on, waitlist_entry_id, pass_id, maintenance_request_id, note, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, bed_id, house_id, kind, state, starts_on, ends_on, expected_end_on, works_completed_on, NULL, NULL, NULL, note, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  photo_file_id BLOB CHECK (length(photo_file_id) = 16),
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
  FOREIGN KEY (organization_id, photo_file_id) REFERENCES files (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, social_worker_contact_id) REFERENCES resident_contacts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, placing_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, merged_into_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO residents (organization_id, id, reference, state, given_name, family_name, preferred_name, title, middle_names, previous_names, born_on, is_age_estimated, pronouns, sex, gender_identity, mobile_phone, home_phone, email, preferred_contact, safe_to_contact, next_of_kin_contact_id, photo_file_id, social_worker_contact_id, first_language, interpreter_needed, communication_needs, about_me, what_helps, likes_and_dislikes, description, nationality, ethnicity, religion, sexual_orientation, marital_status, immigration_status, is_care_leaver, is_looked_after, is_veteran, has_dependants, nhs_number, nhs_number_token, national_insurance_number, national_insurance_number_token, social_security_number, social_security_number_token, medicaid_number, medicaid_number_token, placing_agency_id, local_authority_reference, home_office_reference, dnacpr_in_place, mental_capacity_concern, advance_wishes, is_restricted, restricted_reason, is_part2, died_on, merged_into_id, kiosk_pin_hash, key_version, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, state, given_name, family_name, preferred_name, title, middle_names, previous_names, born_on, is_age_estimated, pronouns, sex, gender_identity, mobile_phone, home_phone, email, preferred_contact, safe_to_contact, next_of_kin_contact_id, NULL, social_worker_contact_id, first_language, interpreter_needed, communication_needs, about_me, what_helps, likes_and_dislikes, description, nationality, ethnicity, religion, sexual_orientation, marital_status, immigration_status, is_care_leaver, is_looked_after, is_veteran, has_dependants, nhs_number, nhs_number_token, national_insurance_number, national_insurance_number_token, social_security_number, social_security_number_token, medicaid_number, medicaid_number_token, placing_agency_id, local_authority_reference, home_office_reference, dnacpr_in_place, mental_capacity_concern, advance_wishes, is_restricted, restricted_reason, is_part2, died_on, merged_into_id, kiosk_pin_hash, key_version, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  consent_id BLOB CHECK (length(consent_id) = 16),
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
  FOREIGN KEY (organization_id, consent_id) REFERENCES consents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO resident_contacts (organization_id, id, resident_id, kind, relationship, name, organization_name, agency_id, phone, other_phone, email, address_id, preferred_contact, is_emergency, emergency_rank, is_next_of_kin, has_parental_responsibility, legal_authority, may_be_told, consent_id, must_not_contact, must_not_reason, languages, starts_on, ends_on, notes, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, resident_id, kind, relationship, name, organization_name, agency_id, phone, other_phone, email, address_id, preferred_contact, is_emergency, emergency_rank, is_next_of_kin, has_parental_responsibility, legal_authority, may_be_told, NULL, must_not_contact, must_not_reason, languages, starts_on, ends_on, notes, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  admission_id BLOB CHECK (length(admission_id) = 16),
  starts_on TEXT NOT NULL,
  expected_end_on TEXT,
  cohort TEXT NOT NULL CHECK (cohort IN ('any', 'female', 'male', 'under_18', 'family', 'quiet')),
  legal_basis TEXT NOT NULL,
  intended_length TEXT CHECK (intended_length IN ('very_short', 'short', 'medium', 'permanent')),
  support_level TEXT NOT NULL CHECK (support_level IN ('low', 'medium', 'high', 'intensive', 'floating')),
  support_hours_weekly INTEGER CHECK (support_hours_weekly BETWEEN 0 AND 168),
  phase_id BLOB CHECK (length(phase_id) = 16),
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
  FOREIGN KEY (organization_id, admission_id) REFERENCES admissions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, phase_id) REFERENCES phases (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, placing_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, gp_contact_id) REFERENCES resident_contacts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO stays (organization_id, id, reference, state, resident_id, house_id, admission_id, starts_on, expected_end_on, cohort, legal_basis, intended_length, support_level, support_hours_weekly, phase_id, ends_on, placing_agency_id, placing_reference, funding_source, rent_weekly_amount, household_size, gp_contact_id, education_provider, rules_acknowledged_on, privacy_notice_on, sobriety_on, night_check_minutes, risk_level, placement_plan, delegated_authority, contact_arrangements, supervision_order, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, state, resident_id, house_id, NULL, starts_on, expected_end_on, cohort, legal_basis, intended_length, support_level, support_hours_weekly, NULL, ends_on, placing_agency_id, placing_reference, funding_source, rent_weekly_amount, household_size, gp_contact_id, education_provider, rules_acknowledged_on, privacy_notice_on, sobriety_on, night_check_minutes, risk_level, placement_plan, delegated_authority, contact_arrangements, supervision_order, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  move_record_id BLOB CHECK (length(move_record_id) = 16),
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
  FOREIGN KEY (organization_id, move_record_id) REFERENCES move_records (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO bed_assignments (organization_id, id, stay_id, resident_id, bed_id, house_id, cohort, starts_at, ends_at, end_reason, move_record_id, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, stay_id, resident_id, bed_id, house_id, cohort, starts_at, ends_at, end_reason, NULL, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  concern_id BLOB CHECK (length(concern_id) = 16),
  goal_id BLOB CHECK (length(goal_id) = 16),
  communication_log_id BLOB CHECK (length(communication_log_id) = 16),
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
  FOREIGN KEY (organization_id, concern_id) REFERENCES safeguarding_concerns (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, goal_id) REFERENCES goals (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, communication_log_id) REFERENCES communication_logs (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, redacted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, cosigner_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO case_notes (organization_id, id, resident_id, stay_id, author_id, state, visibility, kind, happened_at, content, is_confidential, is_part2, is_counselling_note, is_third_party, incident_id, concern_id, goal_id, communication_log_id, redacted_by, redacted_at, redaction_reason, cosigner_id, cosigned_at, pinned_until_on, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, resident_id, stay_id, author_id, state, visibility, kind, happened_at, content, is_confidential, is_part2, is_counselling_note, is_third_party, incident_id, NULL, NULL, NULL, redacted_by, redacted_at, redaction_reason, cosigner_id, cosigned_at, pinned_until_on, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  concern_id BLOB CHECK (length(concern_id) = 16),
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
  FOREIGN KEY (organization_id, concern_id) REFERENCES safeguarding_concerns (organization_id, id) ON DELETE RESTRICT,
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
INSERT INTO incidents (organization_id, id, reference, state, kind, medication_error, severity, occurred_at, is_time_estimated, narrative, immediate_action, resident_id, stay_id, house_id, place_kind, room_id, location_note, discovered_at, has_injury, hospital_attended, emergency_services, police_reference, restraint_used, restraint_holds, restraint_minutes, restraint_debriefed_at, antecedent, resident_account, is_safeguarding, concern_id, reported_at, reported_by, triaged_by, triaged_at, triage_note, lone_working_override, investigator_id, root_causes, lessons, closure_submitted_by, closed_by, closed_at, reopened_reason, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, state, kind, medication_error, severity, occurred_at, is_time_estimated, narrative, immediate_action, resident_id, stay_id, house_id, place_kind, room_id, location_note, discovered_at, has_injury, hospital_attended, emergency_services, police_reference, restraint_used, restraint_holds, restraint_minutes, restraint_debriefed_at, antecedent, resident_account, is_safeguarding, NULL, reported_at, reported_by, triaged_by, triaged_at, triage_note, lone_working_override, investigator_id, root_causes, lessons, closure_submitted_by, closed_by, closed_at, reopened_reason, signed_at, signed_by, digest, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  statement_document_id BLOB CHECK (length(statement_document_id) = 16),
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
  FOREIGN KEY (organization_id, statement_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, notified_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO incident_people (organization_id, id, incident_id, resident_id, staff_member_id, name, role, relationship_note, account, statement_document_id, told_at, is_child, notified_party, notified_by, previous_abuse, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, incident_id, resident_id, staff_member_id, name, role, relationship_note, account, NULL, told_at, is_child, notified_party, notified_by, previous_abuse, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  concern_id BLOB CHECK (length(concern_id) = 16),
  complaint_id BLOB CHECK (length(complaint_id) = 16),
  inspection_id BLOB CHECK (length(inspection_id) = 16),
  plan_review_id BLOB CHECK (length(plan_review_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  assigned_to BLOB NOT NULL CHECK (length(assigned_to) = 16),
  assigned_by BLOB NOT NULL CHECK (length(assigned_by) = 16),
  due_on TEXT NOT NULL,
  completion_notes BLOB,
  completed_at INTEGER,
  completed_by BLOB CHECK (length(completed_by) = 16),
  evidence_document_ids TEXT,
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
  FOREIGN KEY (organization_id, concern_id) REFERENCES safeguarding_concerns (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, complaint_id) REFERENCES complaints (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, inspection_id) REFERENCES inspections (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, plan_review_id) REFERENCES plan_reviews (organization_id, id) ON DELETE RESTRICT,
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
INSERT INTO action_assignments (organization_id, id, reference, title, description, state, priority, origin, incident_id, risk_assessment_id, concern_id, complaint_id, inspection_id, plan_review_id, resident_id, house_id, assigned_to, assigned_by, due_on, completion_notes, completed_at, completed_by, evidence_document_ids, reviewer_id, approved_by, approved_at, returned_comment, cancel_reason, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, title, description, state, priority, origin, incident_id, risk_assessment_id, NULL, NULL, NULL, NULL, resident_id, house_id, assigned_to, assigned_by, due_on, completion_notes, completed_at, completed_by, NULL, reviewer_id, approved_by, approved_at, returned_comment, cancel_reason, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  crisis_team_id BLOB CHECK (length(crisis_team_id) = 16),
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
  FOREIGN KEY (organization_id, crisis_team_id) REFERENCES crisis_teams (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO shifts (organization_id, id, house_id, kind, state, starts_at, ends_at, minimum_staff_count, lead_by, crisis_team_id, note, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, house_id, kind, state, starts_at, ends_at, minimum_staff_count, lead_by, NULL, note, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  born_on BLOB,
  sex BLOB,
  address_id BLOB CHECK (length(address_id) = 16),
  phone BLOB,
  email BLOB,
  emergency_contact_name BLOB,
  emergency_contact_phone BLOB,
  job_title TEXT NOT NULL,
  employment_kind TEXT NOT NULL CHECK (employment_kind IN ('employee', 'bank', 'agency', 'volunteer', 'student', 'contractor')),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  contract_hours INTEGER CHECK (contract_hours BETWEEN 0 AND 168),
  lives_in INTEGER CHECK (lives_in IN (0, 1)),
  supervisor_id BLOB CHECK (length(supervisor_id) = 16),
  next_supervision_on TEXT,
  national_insurance_number BLOB,
  national_insurance_number_token BLOB,
  qualifications TEXT,
  professional_registration BLOB,
  registration_expires_on TEXT,
  dbs_number BLOB,
  dbs_checked_on TEXT,
  dbs_update_service INTEGER CHECK (dbs_update_service IN (0, 1)),
  right_to_work_until_on BLOB,
  references_count INTEGER CHECK (references_count BETWEEN 0 AND 20),
  driving_licence_until_on TEXT,
  health_note BLOB,
  leaving_reason BLOB,
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
  FOREIGN KEY (organization_id, supervisor_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO staff_members (organization_id, id, reference, state, given_name, family_name, born_on, sex, address_id, phone, email, emergency_contact_name, emergency_contact_phone, job_title, employment_kind, starts_on, ends_on, contract_hours, lives_in, supervisor_id, next_supervision_on, national_insurance_number, national_insurance_number_token, qualifications, professional_registration, registration_expires_on, dbs_number, dbs_checked_on, dbs_update_service, right_to_work_until_on, references_count, driving_licence_until_on, health_note, leaving_reason, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, reference, state, given_name, family_name, NULL, NULL, NULL, phone, email, NULL, NULL, job_title, employment_kind, starts_on, ends_on, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  vehicle_id BLOB CHECK (length(vehicle_id) = 16),
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
  FOREIGN KEY (organization_id, vehicle_id) REFERENCES vehicles (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, series_id) REFERENCES calendar_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO calendar_events (organization_id, id, title, kind, state, starts_at, minutes, is_all_day, local_time, house_id, resident_id, vehicle_id, place, recurrence, rule, excluded_dates, series_id, ends_on, reminders_before, subject_type, subject_id, description, visibility, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, title, kind, state, starts_at, minutes, is_all_day, local_time, house_id, resident_id, NULL, place, recurrence, rule, excluded_dates, series_id, ends_on, reminders_before, subject_type, subject_id, description, visibility, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
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
  signature_id BLOB CHECK (length(signature_id) = 16),
  cosigned_by BLOB CHECK (length(cosigned_by) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, amended_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signature_id) REFERENCES signatures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, cosigned_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO amendments (organization_id, id, subject_type, subject_id, resident_id, kind, field_name, old_value, new_value, reason, amended_by, amended_at, number, signature_id, cosigned_by, created_at, created_by)
SELECT organization_id, id, subject_type, subject_id, resident_id, kind, field_name, old_value, new_value, reason, amended_by, amended_at, number, NULL, cosigned_by, created_at, created_by
FROM amendments_before;
DROP TABLE amendments_before;

ALTER TABLE form_drafts RENAME TO form_drafts_before;
CREATE TABLE form_drafts (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  record_type TEXT NOT NULL,
  subject_id BLOB CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  form_template_id BLOB CHECK (length(form_template_id) = 16),
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
  FOREIGN KEY (organization_id, form_template_id) REFERENCES form_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO form_drafts (organization_id, id, record_type, subject_id, resident_id, form_template_id, membership_id, content_map, step_name, saved_at, expires_at, base_revision, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, record_type, subject_id, resident_id, NULL, membership_id, content_map, step_name, saved_at, expires_at, base_revision, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM form_drafts_before;
DROP TABLE form_drafts_before;

CREATE TABLE role_permissions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  role_id BLOB NOT NULL CHECK (length(role_id) = 16),
  resource TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('create', 'read', 'update', 'sign', 'approve', 'void', 'export', 'read_masked', 'reveal', 'print', 'assign', 'configure', 'self_approve')),
  reach TEXT NOT NULL CHECK (reach IN ('own', 'caseload', 'house', 'organization', 'none')),
  is_masked INTEGER CHECK (is_masked IN (0, 1)),
  field_group TEXT CHECK (field_group IN ('all', 'identity', 'health', 'part2', 'finance', 'none')),
  limit_amount INTEGER CHECK (limit_amount >= 0),
  condition TEXT CHECK (condition IN ('none', 'not_own', 'today_only', 'own_entries', 'granted_only', 'named_only')),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, role_id) REFERENCES roles (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE api_tokens (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL CHECK (length(token_hash) <= 65536),
  prefix TEXT,
  role_id BLOB NOT NULL CHECK (length(role_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('active', 'revoked')),
  expires_on TEXT NOT NULL,
  last_used_at INTEGER,
  revoked_by BLOB CHECK (length(revoked_by) = 16),
  allowed_sources TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, role_id) REFERENCES roles (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, revoked_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE access_grants (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  can_write INTEGER CHECK (can_write IN (0, 1)),
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

CREATE TABLE break_glass_events (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('open', 'ended', 'reviewed')),
  reason_code TEXT NOT NULL CHECK (reason_code IN ('medical_emergency', 'safeguarding', 'missing', 'fire', 'out_of_hours_cover', 'police_request', 'other')),
  reason BLOB NOT NULL,
  started_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT CHECK (outcome IN ('justified', 'not_justified', 'training', 'disciplinary', 'breach')),
  reviewed_by BLOB CHECK (length(reviewed_by) = 16),
  reviewed_at INTEGER,
  review_note BLOB,
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
  FOREIGN KEY (organization_id, reviewed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE occupancy_snapshots (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  day TEXT NOT NULL,
  capacity_count INTEGER NOT NULL CHECK (capacity_count BETWEEN 0 AND 1000000),
  occupied_count INTEGER NOT NULL CHECK (occupied_count BETWEEN 0 AND 1000000),
  held_count INTEGER NOT NULL CHECK (held_count BETWEEN 0 AND 1000000),
  void_count INTEGER NOT NULL CHECK (void_count BETWEEN 0 AND 1000000),
  out_of_service_count INTEGER NOT NULL CHECK (out_of_service_count BETWEEN 0 AND 1000000),
  away_count INTEGER NOT NULL CHECK (away_count BETWEEN 0 AND 1000000),
  moved_in_count INTEGER NOT NULL CHECK (moved_in_count BETWEEN 0 AND 1000000),
  moved_out_count INTEGER NOT NULL CHECK (moved_out_count BETWEEN 0 AND 1000000),
  is_rebuilt INTEGER CHECK (is_rebuilt IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE resident_status_history (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('state', 'phase', 'legal_basis', 'risk_level', 'key_worker', 'hospital', 'custody')),
  from_value BLOB,
  to_value BLOB NOT NULL,
  effective_at INTEGER NOT NULL,
  reason BLOB,
  recorded_by BLOB NOT NULL CHECK (length(recorded_by) = 16),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, recorded_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE resident_links (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  other_resident_id BLOB NOT NULL CHECK (length(other_resident_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('household', 'head_of_household', 'parent_of', 'child_of', 'sibling', 'partner', 'friend', 'keep_apart', 'known_exploiter', 'co_dependant')),
  risk_level TEXT CHECK (risk_level IN ('low', 'medium', 'high', 'critical')),
  starts_on TEXT,
  ends_on TEXT,
  is_confidential INTEGER CHECK (is_confidential IN (0, 1)),
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
  FOREIGN KEY (organization_id, other_resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE valuables (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'card', 'document', 'jewellery', 'phone', 'keys', 'medicines', 'electronics', 'clothing', 'other')),
  description BLOB NOT NULL,
  amount BLOB,
  state TEXT NOT NULL CHECK (state IN ('held', 'returned', 'transferred', 'disposed', 'missing')),
  received_at INTEGER NOT NULL,
  received_by BLOB NOT NULL CHECK (length(received_by) = 16),
  witness_id BLOB NOT NULL CHECK (length(witness_id) = 16),
  storage_place TEXT NOT NULL,
  receipt_number TEXT NOT NULL,
  returned_at INTEGER,
  returned_by BLOB CHECK (length(returned_by) = 16),
  resident_signature_id BLOB CHECK (length(resident_signature_id) = 16),
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
  FOREIGN KEY (organization_id, received_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, witness_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, returned_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_signature_id) REFERENCES signatures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE legal_orders (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('applied_for', 'in_force', 'refused', 'discharged', 'replaced')),
  kind BLOB NOT NULL,
  issuing_body BLOB,
  case_reference BLOB,
  starts_on TEXT,
  ends_on TEXT,
  review_on TEXT,
  conditions BLOB NOT NULL,
  shift_instruction BLOB,
  document_id BLOB CHECK (length(document_id) = 16),
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
  FOREIGN KEY (organization_id, document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE resident_merges (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  kept_resident_id BLOB NOT NULL CHECK (length(kept_resident_id) = 16),
  merged_resident_id BLOB NOT NULL CHECK (length(merged_resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'merged', 'undone', 'rejected')),
  score INTEGER CHECK (score BETWEEN 0 AND 100),
  matched_fields TEXT,
  before_image BLOB,
  reason BLOB,
  merged_by BLOB CHECK (length(merged_by) = 16),
  merged_at INTEGER,
  undone_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, kept_resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, merged_resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, merged_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE leads (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'contacted', 'screened', 'waiting', 'converted', 'lost')),
  received_at INTEGER NOT NULL,
  given_name BLOB NOT NULL,
  family_name BLOB,
  born_on BLOB,
  phone BLOB,
  email BLOB,
  referral_source TEXT NOT NULL,
  agency_id BLOB CHECK (length(agency_id) = 16),
  agency_contact BLOB,
  house_id BLOB CHECK (length(house_id) = 16),
  needs BLOB,
  risks BLOB,
  funding_source TEXT,
  needed_from_on TEXT,
  assigned_to BLOB CHECK (length(assigned_to) = 16),
  lost_reason TEXT,
  resident_id BLOB CHECK (length(resident_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, assigned_to) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE waitlist_entries (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'accepted', 'declined', 'placed', 'removed')),
  priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  joined_on TEXT NOT NULL,
  needs_from_on TEXT,
  cohort TEXT CHECK (cohort IN ('any', 'female', 'male', 'under_18', 'family', 'quiet')),
  requirements BLOB,
  offered_bed_id BLOB CHECK (length(offered_bed_id) = 16),
  offered_at INTEGER,
  offer_expires_at INTEGER,
  decline_reason TEXT,
  removed_reason BLOB,
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
  FOREIGN KEY (organization_id, offered_bed_id) REFERENCES beds (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE admissions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('referred', 'screened', 'offered', 'accepted', 'completed', 'declined', 'cancelled')),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  lead_id BLOB CHECK (length(lead_id) = 16),
  waitlist_entry_id BLOB CHECK (length(waitlist_entry_id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  referral_source TEXT NOT NULL,
  placing_agency_id BLOB CHECK (length(placing_agency_id) = 16),
  planned_on TEXT,
  is_emergency INTEGER CHECK (is_emergency IN (0, 1)),
  impact_assessment BLOB,
  matching_risks BLOB,
  prior_living TEXT,
  prior_nights INTEGER CHECK (prior_nights BETWEEN 0 AND 36500),
  homeless_since_on BLOB,
  income_amount BLOB,
  decided_by BLOB CHECK (length(decided_by) = 16),
  decided_at INTEGER,
  decline_reason TEXT,
  checklist BLOB NOT NULL,
  stay_id BLOB CHECK (length(stay_id) = 16),
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
  FOREIGN KEY (organization_id, lead_id) REFERENCES leads (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, waitlist_entry_id) REFERENCES waitlist_entries (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, placing_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, decided_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE move_records (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('move_in', 'move_out', 'internal_transfer', 'emergency_move')),
  state TEXT NOT NULL CHECK (state IN ('planned', 'under_way', 'completed', 'cancelled')),
  planned_on TEXT,
  moved_at INTEGER,
  from_bed_id BLOB CHECK (length(from_bed_id) = 16),
  to_bed_id BLOB CHECK (length(to_bed_id) = 16),
  move_reason TEXT NOT NULL,
  authorised_by BLOB CHECK (length(authorised_by) = 16),
  handed_over_by BLOB CHECK (length(handed_over_by) = 16),
  received_by BLOB CHECK (length(received_by) = 16),
  handover_notes BLOB,
  inventory BLOB,
  photo_file_ids TEXT,
  keys_given_count INTEGER CHECK (keys_given_count BETWEEN 0 AND 100),
  keys_returned_count INTEGER CHECK (keys_returned_count BETWEEN 0 AND 100),
  meter_readings_taken INTEGER CHECK (meter_readings_taken IN (0, 1)),
  cleaning TEXT NOT NULL CHECK (cleaning IN ('not_needed', 'needed', 'booked', 'done', 'failed')),
  cleaned_by BLOB CHECK (length(cleaned_by) = 16),
  deposit_id BLOB CHECK (length(deposit_id) = 16),
  damage_amount INTEGER CHECK (damage_amount >= 0),
  next_address_id BLOB CHECK (length(next_address_id) = 16),
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
  FOREIGN KEY (organization_id, from_bed_id) REFERENCES beds (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, to_bed_id) REFERENCES beds (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, authorised_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, handed_over_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, received_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, cleaned_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deposit_id) REFERENCES deposits (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, next_address_id) REFERENCES addresses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE discharges (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  state TEXT NOT NULL CHECK (state IN ('draft', 'awaiting_approval', 'approved', 'completed', 'cancelled')),
  stay_id BLOB CHECK (length(stay_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  kind TEXT CHECK (kind IN ('planned', 'evicted', 'abandoned', 'transfer', 'hospital', 'custody', 'against_advice', 'deceased', 'service_closed')),
  exit_reason TEXT,
  exit_destination TEXT,
  left_at INTEGER,
  notice_given_on TEXT,
  notice_giver TEXT CHECK (notice_giver IN ('resident', 'house', 'authority', 'none')),
  forwarding_address_id BLOB CHECK (length(forwarding_address_id) = 16),
  summary BLOB,
  achievements BLOB,
  risks_handed_over BLOB,
  next_support BLOB,
  told_agency_ids TEXT,
  medicines_returned INTEGER CHECK (medicines_returned IN (0, 1)),
  valuables_returned INTEGER CHECK (valuables_returned IN (0, 1)),
  keys_returned INTEGER CHECK (keys_returned IN (0, 1)),
  room_inspected INTEGER CHECK (room_inspected IN (0, 1)),
  deposit_outcome TEXT CHECK (deposit_outcome IN ('returned', 'part_kept', 'kept', 'none_held')),
  follow_up_on TEXT,
  would_readmit TEXT CHECK (would_readmit IN ('yes', 'with_conditions', 'no')),
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
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, forwarding_address_id) REFERENCES addresses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE tenancy_agreements (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'offered', 'signed', 'ended', 'superseded', 'void')),
  resident_id BLOB CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  kind TEXT,
  starts_on TEXT,
  ends_on TEXT,
  notice_days INTEGER CHECK (notice_days BETWEEN 0 AND 366),
  document_version_id BLOB CHECK (length(document_version_id) = 16),
  house_rules_version TEXT,
  rent_amount INTEGER CHECK (rent_amount >= 0),
  charge_period TEXT CHECK (charge_period IN ('day', 'week', 'fortnight', 'four_weeks', 'month', 'quarter', 'year', 'once')),
  service_charge_amount INTEGER CHECK (service_charge_amount >= 0),
  ineligible_charge_amount INTEGER CHECK (ineligible_charge_amount >= 0),
  support_charge_amount INTEGER CHECK (support_charge_amount >= 0),
  deposit_amount INTEGER CHECK (deposit_amount >= 0),
  deposit_scheme TEXT CHECK (deposit_scheme IN ('custodial', 'insured', 'not_required')),
  fees_schedule TEXT,
  refund_policy TEXT,
  next_rent_review_on TEXT,
  termination_terms TEXT,
  relapse_consequences BLOB,
  resident_signature_id BLOB CHECK (length(resident_signature_id) = 16),
  guardian_signature_id BLOB CHECK (length(guardian_signature_id) = 16),
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
  FOREIGN KEY (organization_id, document_version_id) REFERENCES document_versions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_signature_id) REFERENCES signatures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, guardian_signature_id) REFERENCES signatures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE support_plans (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  resident_id BLOB CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  version_number INTEGER CHECK (version_number BETWEEN 0 AND 1000000),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'superseded', 'closed')),
  kind TEXT CHECK (kind IN ('support', 'care', 'pathway', 'recovery', 'placement', 'behaviour', 'discharge')),
  starts_on TEXT,
  review_on TEXT,
  support_hours_weekly INTEGER CHECK (support_hours_weekly BETWEEN 0 AND 168),
  wishes BLOB,
  strengths BLOB,
  needs BLOB,
  how_to_support BLOB,
  triggers_and_signs BLOB,
  crisis_plan BLOB,
  relapse_plan BLOB,
  resident_involved TEXT CHECK (resident_involved IN ('wrote_it', 'took_part', 'shown', 'declined', 'unable')),
  resident_signature_id BLOB CHECK (length(resident_signature_id) = 16),
  approved_by BLOB CHECK (length(approved_by) = 16),
  approved_at INTEGER,
  supersedes_id BLOB CHECK (length(supersedes_id) = 16),
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
  FOREIGN KEY (organization_id, resident_signature_id) REFERENCES signatures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, supersedes_id) REFERENCES support_plans (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE goals (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  support_plan_id BLOB NOT NULL CHECK (length(support_plan_id) = 16),
  area BLOB NOT NULL,
  title BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'active', 'paused', 'achieved', 'abandoned')),
  description BLOB,
  owner TEXT NOT NULL CHECK (owner IN ('resident', 'staff', 'shared', 'agency')),
  assigned_to BLOB CHECK (length(assigned_to) = 16),
  steps BLOB,
  starts_on TEXT,
  target_on TEXT,
  closed_on TEXT,
  closed_reason BLOB,
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
  FOREIGN KEY (organization_id, support_plan_id) REFERENCES support_plans (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, assigned_to) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE progress_entries (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  goal_id BLOB CHECK (length(goal_id) = 16),
  outcome_id BLOB CHECK (length(outcome_id) = 16),
  support_session_id BLOB CHECK (length(support_session_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('step_done', 'progress', 'no_change', 'setback', 'reading', 'review', 'intervention')),
  happened_on TEXT NOT NULL,
  rating INTEGER CHECK (rating BETWEEN -2 AND 2),
  value INTEGER CHECK (value BETWEEN -1000000 AND 1000000),
  content BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, goal_id) REFERENCES goals (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, outcome_id) REFERENCES outcomes (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, support_session_id) REFERENCES support_sessions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE support_sessions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('planned', 'delivered', 'not_attended', 'cancelled')),
  kind TEXT NOT NULL CHECK (kind IN ('key_work', 'one_to_one', 'group', 'phone', 'outreach', 'advocacy', 'life_skills', 'counselling', 'resettlement', 'crisis')),
  starts_at INTEGER NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 10080),
  delivered_by BLOB NOT NULL CHECK (length(delivered_by) = 16),
  areas BLOB,
  goal_ids TEXT,
  is_billable INTEGER CHECK (is_billable IN (0, 1)),
  is_part2 INTEGER CHECK (is_part2 IN (0, 1)),
  content BLOB,
  resident_view BLOB,
  next_steps BLOB,
  cancel_reason BLOB,
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
  FOREIGN KEY (organization_id, delivered_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE outcomes (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  area BLOB NOT NULL,
  title BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'met', 'not_met', 'verified')),
  scale TEXT NOT NULL CHECK (scale IN ('stage_1_to_10', 'percent', 'count', 'yes_no', 'days', 'money', 'score')),
  baseline_value INTEGER NOT NULL CHECK (baseline_value BETWEEN -1000000 AND 1000000),
  baseline_on TEXT NOT NULL,
  target_value INTEGER NOT NULL CHECK (target_value BETWEEN -1000000 AND 1000000),
  target_on TEXT,
  verified_by BLOB CHECK (length(verified_by) = 16),
  verified_at INTEGER,
  evidence_document_id BLOB CHECK (length(evidence_document_id) = 16),
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
  FOREIGN KEY (organization_id, verified_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, evidence_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE assessments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  resident_id BLOB CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  kind BLOB,
  form_template_id BLOB CHECK (length(form_template_id) = 16),
  form_version INTEGER CHECK (form_version BETWEEN 1 AND 100000),
  state TEXT NOT NULL CHECK (state IN ('draft', 'completed', 'returned', 'approved', 'superseded', 'void')),
  assessed_on TEXT,
  assessed_by BLOB CHECK (length(assessed_by) = 16),
  present BLOB,
  answers BLOB,
  score BLOB,
  risk_level TEXT CHECK (risk_level IN ('low', 'medium', 'high', 'critical')),
  summary BLOB,
  recommendations BLOB,
  capacity_considered INTEGER CHECK (capacity_considered IN (0, 1)),
  review_on TEXT,
  approved_by BLOB CHECK (length(approved_by) = 16),
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
  FOREIGN KEY (organization_id, form_template_id) REFERENCES form_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, assessed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_reviews (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  support_plan_id BLOB CHECK (length(support_plan_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('quarterly', 'annual', 'placement', 'pathway', 'care_programme', 'early', 'final')),
  state TEXT NOT NULL CHECK (state IN ('due', 'held', 'signed', 'cancelled')),
  due_on TEXT NOT NULL,
  held_at INTEGER,
  present BLOB,
  resident_view BLOB,
  family_view BLOB,
  professional_view BLOB,
  what_worked BLOB,
  what_changed BLOB,
  outcome TEXT CHECK (outcome IN ('continue', 'change', 'close', 'escalate')),
  next_review_on TEXT,
  cancel_reason BLOB,
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
  FOREIGN KEY (organization_id, support_plan_id) REFERENCES support_plans (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE skills (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  area TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('foundation', 'developing', 'independent')),
  description TEXT,
  evidence_needed TEXT,
  position INTEGER CHECK (position BETWEEN 0 AND 10000),
  is_active INTEGER CHECK (is_active IN (0, 1)),
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

CREATE TABLE skill_assessments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  skill_id BLOB NOT NULL CHECK (length(skill_id) = 16),
  assessed_on TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('not_started', 'with_help', 'with_prompts', 'independent', 'can_teach')),
  self_level TEXT CHECK (self_level IN ('not_started', 'with_help', 'with_prompts', 'independent', 'can_teach')),
  evidence BLOB,
  assessed_by BLOB NOT NULL CHECK (length(assessed_by) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, skill_id) REFERENCES skills (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, assessed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE pathway_milestones (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  pathway TEXT NOT NULL CHECK (pathway IN ('independence', 'recovery', 'leaving_care', 'employment', 'tenancy_ready')),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 10000),
  description TEXT,
  required_skill_ids TEXT,
  required_days INTEGER CHECK (required_days BETWEEN -36500 AND 36500),
  points INTEGER CHECK (points BETWEEN 0 AND 1000000),
  reward_id BLOB CHECK (length(reward_id) = 16),
  is_active INTEGER CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, reward_id) REFERENCES rewards (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE milestone_awards (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  pathway_milestone_id BLOB CHECK (length(pathway_milestone_id) = 16),
  reward_id BLOB CHECK (length(reward_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('claimed', 'confirmed', 'given', 'refused', 'withdrawn')),
  reached_on TEXT NOT NULL,
  points INTEGER CHECK (points BETWEEN 0 AND 1000000),
  evidence BLOB,
  confirmed_by BLOB CHECK (length(confirmed_by) = 16),
  decision_note BLOB,
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
  FOREIGN KEY (organization_id, pathway_milestone_id) REFERENCES pathway_milestones (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, reward_id) REFERENCES rewards (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, confirmed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE rewards (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('voucher', 'activity', 'privilege', 'certificate', 'item', 'phase_credit')),
  points INTEGER NOT NULL CHECK (points BETWEEN 0 AND 1000000),
  cost_amount INTEGER CHECK (cost_amount >= 0),
  stock_count INTEGER CHECK (stock_count BETWEEN 0 AND 1000000),
  description TEXT,
  is_active INTEGER CHECK (is_active IN (0, 1)),
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

CREATE TABLE activities (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('social', 'exercise', 'education', 'cooking', 'outing', 'craft', 'faith', 'gardening', 'games', 'volunteering', 'work', 'therapy', 'personal_care', 'community')),
  title BLOB NOT NULL,
  starts_at INTEGER NOT NULL,
  minutes INTEGER CHECK (minutes BETWEEN 0 AND 10080),
  place TEXT,
  led_by BLOB CHECK (length(led_by) = 16),
  cost_amount INTEGER CHECK (cost_amount >= 0),
  participation TEXT CHECK (participation IN ('full', 'part', 'watched', 'declined', 'not_offered', 'cancelled')),
  attending_resident_ids TEXT,
  enjoyment BLOB,
  goal_id BLOB CHECK (length(goal_id) = 16),
  content BLOB,
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
  FOREIGN KEY (organization_id, led_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, goal_id) REFERENCES goals (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE injuries (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  incident_id BLOB CHECK (length(incident_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  body_part BLOB NOT NULL,
  kind BLOB NOT NULL,
  observed_at INTEGER NOT NULL,
  seen_by BLOB NOT NULL CHECK (length(seen_by) = 16),
  treatment TEXT NOT NULL CHECK (treatment IN ('none', 'first_aid', 'gp', 'walk_in', 'ambulance', 'hospital')),
  length_millimetres BLOB,
  width_millimetres BLOB,
  colour BLOB,
  description BLOB,
  pain BLOB,
  explanation BLOB,
  explanation_fits BLOB,
  photo_consent INTEGER CHECK (photo_consent IN (0, 1)),
  body_map_file_id BLOB CHECK (length(body_map_file_id) = 16),
  healed_on TEXT,
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
  FOREIGN KEY (organization_id, seen_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, body_map_file_id) REFERENCES files (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

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
  capacity_view BLOB,
  consent_to_refer TEXT NOT NULL CHECK (consent_to_refer IN ('given', 'refused', 'not_asked', 'lacks_capacity', 'under_16')),
  override_reason TEXT CHECK (override_reason IN ('none', 'vital_interest', 'others_at_risk', 'crime', 'public_interest', 'child_at_risk')),
  alleged_source_kind BLOB,
  alleged_source BLOB,
  is_staff_allegation INTEGER CHECK (is_staff_allegation IN (0, 1)),
  lead_by BLOB CHECK (length(lead_by) = 16),
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
  FOREIGN KEY (organization_id, lead_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, referred_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, referred_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE referrals (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  resident_id BLOB CHECK (length(resident_id) = 16),
  agency_id BLOB CHECK (length(agency_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'acknowledged', 'accepted', 'in_progress', 'done', 'rejected', 'revoked', 'void')),
  service BLOB,
  urgency TEXT CHECK (urgency IN ('routine', 'soon', 'urgent', 'emergency')),
  reason BLOB,
  consent_id BLOB CHECK (length(consent_id) = 16),
  assigned_to BLOB CHECK (length(assigned_to) = 16),
  incident_id BLOB CHECK (length(incident_id) = 16),
  concern_id BLOB CHECK (length(concern_id) = 16),
  risk_assessment_id BLOB CHECK (length(risk_assessment_id) = 16),
  sent_at INTEGER,
  method TEXT CHECK (method IN ('phone', 'mobile', 'email', 'sms', 'letter', 'in_person', 'video', 'none')),
  external_reference BLOB,
  response_due_on TEXT,
  responded_at INTEGER,
  decline_reason TEXT,
  outcome TEXT CHECK (outcome IN ('engaged', 'completed', 'partly', 'declined_by_person', 'no_response', 'moved_on', 'not_suitable')),
  outcome_note BLOB,
  follow_up_needed INTEGER CHECK (follow_up_needed IN (0, 1)),
  follow_up_on TEXT,
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
  FOREIGN KEY (organization_id, consent_id) REFERENCES consents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, assigned_to) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, incident_id) REFERENCES incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, concern_id) REFERENCES safeguarding_concerns (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, risk_assessment_id) REFERENCES risk_assessments (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE crisis_teams (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('on_call', 'mental_health', 'safeguarding', 'fire', 'medical', 'missing', 'facilities', 'media')),
  house_id BLOB CHECK (length(house_id) = 16),
  lead_by BLOB NOT NULL CHECK (length(lead_by) = 16),
  deputy_by BLOB CHECK (length(deputy_by) = 16),
  member_ids TEXT,
  escalation_level INTEGER NOT NULL CHECK (escalation_level BETWEEN 1 AND 4),
  escalate_after_minutes INTEGER CHECK (escalate_after_minutes BETWEEN 1 AND 1440),
  is_24_7 INTEGER CHECK (is_24_7 IN (0, 1)),
  hours TEXT,
  phone BLOB NOT NULL,
  external_agency_id BLOB CHECK (length(external_agency_id) = 16),
  instructions TEXT,
  is_active INTEGER CHECK (is_active IN (0, 1)),
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
  FOREIGN KEY (organization_id, deputy_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, external_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE missing_episodes (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('open', 'reported', 'returned', 'found_elsewhere', 'interview_due', 'closed')),
  kind TEXT NOT NULL CHECK (kind IN ('missing', 'absent', 'unauthorised_absence', 'overdue_pass', 'not_found_on_round')),
  risk_level TEXT NOT NULL CHECK (risk_level IN ('low', 'medium', 'high', 'critical')),
  noticed_at INTEGER NOT NULL,
  last_seen_at INTEGER,
  last_seen_by BLOB CHECK (length(last_seen_by) = 16),
  circumstances BLOB,
  clothing BLOB,
  companions BLOB,
  likely_places BLOB,
  vulnerabilities BLOB,
  danger_signs BLOB,
  incident_id BLOB CHECK (length(incident_id) = 16),
  search_log BLOB,
  police_reported_at INTEGER,
  police_reference BLOB,
  police_risk BLOB,
  authority_told_at INTEGER,
  family_told_at INTEGER,
  returned_at INTEGER,
  finder TEXT CHECK (finder IN ('self', 'staff', 'police', 'family', 'public', 'other')),
  condition_on_return BLOB,
  harm_disclosed BLOB,
  interview_offered_at INTEGER,
  interview_held_at INTEGER,
  interviewer BLOB,
  interview_declined INTEGER CHECK (interview_declined IN (0, 1)),
  interview_findings BLOB,
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
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, last_seen_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, incident_id) REFERENCES incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE regulator_notifications (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  regulator TEXT NOT NULL,
  event_kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('to_decide', 'not_required', 'due', 'sent', 'acknowledged', 'updated', 'closed')),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  incident_id BLOB CHECK (length(incident_id) = 16),
  concern_id BLOB CHECK (length(concern_id) = 16),
  breach_incident_id BLOB CHECK (length(breach_incident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  due_at INTEGER NOT NULL,
  decided_by BLOB CHECK (length(decided_by) = 16),
  not_required_reason BLOB,
  content BLOB,
  sent_at INTEGER,
  sent_by BLOB CHECK (length(sent_by) = 16),
  sent_method TEXT CHECK (sent_method IN ('phone', 'mobile', 'email', 'sms', 'letter', 'in_person', 'video', 'none')),
  external_reference BLOB,
  proof_document_id BLOB CHECK (length(proof_document_id) = 16),
  outcome_note BLOB,
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
  FOREIGN KEY (organization_id, incident_id) REFERENCES incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, concern_id) REFERENCES safeguarding_concerns (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, breach_incident_id) REFERENCES breach_incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, decided_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, sent_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, proof_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE health_profiles (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  gp_contact_id BLOB CHECK (length(gp_contact_id) = 16),
  dentist BLOB,
  optician BLOB,
  pharmacy BLOB,
  reviewed_on TEXT,
  hospital_passport_document_id BLOB CHECK (length(hospital_passport_document_id) = 16),
  blood_group BLOB,
  mobility BLOB,
  continence BLOB,
  swallowing_risk BLOB,
  sensory_needs BLOB,
  sleep BLOB,
  personal_care BLOB,
  diet BLOB,
  diet_note BLOB,
  smoking BLOB,
  pregnancy_due_on BLOB,
  mental_health_summary BLOB,
  has_been_sectioned BLOB,
  substance_summary BLOB,
  naloxone_held BLOB,
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
  FOREIGN KEY (organization_id, gp_contact_id) REFERENCES resident_contacts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, hospital_passport_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE health_conditions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  kind BLOB NOT NULL,
  name BLOB NOT NULL,
  severity_level BLOB,
  reaction BLOB,
  state TEXT NOT NULL CHECK (state IN ('active', 'resolved', 'entered_in_error')),
  since_on BLOB,
  resolved_on BLOB,
  confirmed_source BLOB,
  code BLOB,
  is_part2 INTEGER CHECK (is_part2 IN (0, 1)),
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
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

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

CREATE TABLE medication_events (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  medication_id BLOB NOT NULL CHECK (length(medication_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('dose', 'stock_in', 'stock_return', 'stock_waste', 'stock_count')),
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
  against BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, medication_id) REFERENCES medications (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, given_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, witness_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES medication_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE controlled_drug_balances (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  medication_id BLOB NOT NULL CHECK (length(medication_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  page_number INTEGER NOT NULL CHECK (page_number BETWEEN 1 AND 100000),
  line_number INTEGER NOT NULL CHECK (line_number BETWEEN 1 AND 1000),
  happened_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('received', 'given', 'wasted', 'returned', 'destroyed', 'count', 'correction')),
  quantity_in BLOB,
  quantity_out BLOB,
  expected_count BLOB NOT NULL,
  counted BLOB NOT NULL,
  balance_after BLOB NOT NULL,
  first_by BLOB NOT NULL CHECK (length(first_by) = 16),
  second_by BLOB CHECK (length(second_by) = 16),
  supplier BLOB,
  note BLOB,
  medication_event_id BLOB CHECK (length(medication_event_id) = 16),
  corrects_id BLOB CHECK (length(corrects_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, medication_id) REFERENCES medications (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, first_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, second_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, medication_event_id) REFERENCES medication_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES controlled_drug_balances (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE appointments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  kind BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('booked', 'attended', 'missed', 'cancelled', 'moved')),
  starts_at INTEGER NOT NULL,
  minutes INTEGER CHECK (minutes BETWEEN 0 AND 10080),
  place BLOB,
  house_id BLOB CHECK (length(house_id) = 16),
  specialist_id BLOB CHECK (length(specialist_id) = 16),
  agency_id BLOB CHECK (length(agency_id) = 16),
  escort_by BLOB CHECK (length(escort_by) = 16),
  transport TEXT CHECK (transport IN ('own', 'walk', 'taxi', 'house_vehicle', 'public', 'ambulance', 'family', 'video')),
  purpose_note BLOB,
  outcome_note BLOB,
  next_on TEXT,
  calendar_event_id BLOB CHECK (length(calendar_event_id) = 16),
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
  FOREIGN KEY (organization_id, specialist_id) REFERENCES specialists (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, escort_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, calendar_event_id) REFERENCES calendar_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE specialists (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name BLOB NOT NULL,
  profession TEXT NOT NULL CHECK (profession IN ('gp', 'psychiatrist', 'psychologist', 'counsellor', 'nurse', 'cpn', 'pharmacist', 'dentist', 'physiotherapist', 'occupational_therapist', 'speech_therapist', 'dietitian', 'midwife', 'chiropodist', 'substance_worker', 'physician', 'other')),
  organization_name BLOB,
  agency_id BLOB CHECK (length(agency_id) = 16),
  phone BLOB,
  email BLOB,
  address_id BLOB CHECK (length(address_id) = 16),
  registration_number BLOB,
  is_active INTEGER CHECK (is_active IN (0, 1)),
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
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, address_id) REFERENCES addresses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE stay_specialists (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  specialist_id BLOB NOT NULL CHECK (length(specialist_id) = 16),
  reason BLOB,
  frequency BLOB,
  consent_id BLOB CHECK (length(consent_id) = 16),
  starts_on TEXT,
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
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, specialist_id) REFERENCES specialists (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, consent_id) REFERENCES consents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE clinical_assessments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  instrument BLOB,
  state TEXT NOT NULL CHECK (state IN ('draft', 'completed', 'cosigned', 'void')),
  assessed_at INTEGER,
  assessed_by BLOB CHECK (length(assessed_by) = 16),
  answers BLOB,
  score BLOB,
  band BLOB,
  level_of_care BLOB,
  diagnosis_codes BLOB,
  impression BLOB,
  plan BLOB,
  next_on TEXT,
  is_part2 INTEGER CHECK (is_part2 IN (0, 1)),
  cosigned_by BLOB CHECK (length(cosigned_by) = 16),
  void_reason BLOB,
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
  FOREIGN KEY (organization_id, assessed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, cosigned_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE drug_tests (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('collected', 'resulted', 'refused', 'confirmation_offered', 'sent_to_lab', 'lab_returned', 'closed', 'void')),
  test_reason BLOB NOT NULL,
  method BLOB NOT NULL,
  collected_at INTEGER NOT NULL,
  collected_by BLOB NOT NULL CHECK (length(collected_by) = 16),
  witness_id BLOB CHECK (length(witness_id) = 16),
  specimen_number BLOB,
  specimen_number_token BLOB,
  temperature_ok BLOB,
  resident_account BLOB,
  result BLOB NOT NULL,
  substances BLOB,
  breath_value BLOB,
  prescribed_match BLOB,
  confirmation BLOB NOT NULL,
  lab_name BLOB,
  lab_result BLOB,
  lab_returned_on BLOB,
  lab_fee_charge_id BLOB CHECK (length(lab_fee_charge_id) = 16),
  random_draw BLOB,
  note BLOB,
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
  FOREIGN KEY (organization_id, collected_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, witness_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, lab_fee_charge_id) REFERENCES charges (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE wellness_check_ins (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  checked_at INTEGER NOT NULL,
  mood_rating BLOB NOT NULL,
  anxiety_rating BLOB,
  craving_rating BLOB,
  sleep_hours BLOB,
  pain_rating BLOB,
  feels_safe BLOB,
  wants_to_talk BLOB,
  comment BLOB,
  recorded_by_resident INTEGER CHECK (recorded_by_resident IN (0, 1)),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE care_entries (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  kind BLOB NOT NULL,
  happened_at INTEGER NOT NULL,
  value BLOB,
  second_value BLOB,
  unit BLOB,
  amount_eaten BLOB,
  refused BLOB,
  note BLOB,
  corrects_id BLOB CHECK (length(corrects_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES care_entries (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE rounds (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  shift_id BLOB CHECK (length(shift_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('night', 'day', 'fire_roll_call', 'welfare', 'headcount')),
  state TEXT NOT NULL CHECK (state IN ('under_way', 'done', 'broken_off')),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  checked_by BLOB NOT NULL CHECK (length(checked_by) = 16),
  window_from_at INTEGER,
  window_until_at INTEGER,
  break_reason TEXT CHECK (break_reason IN ('emergency', 'alarm', 'danger', 'called_away')),
  note BLOB,
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
  FOREIGN KEY (organization_id, shift_id) REFERENCES shifts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, checked_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE round_checks (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  round_id BLOB NOT NULL CHECK (length(round_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  status BLOB NOT NULL,
  checked_at INTEGER NOT NULL,
  activity BLOB,
  concern INTEGER CHECK (concern IN (0, 1)),
  note BLOB,
  corrects_id BLOB CHECK (length(corrects_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, round_id) REFERENCES rounds (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES round_checks (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_outs (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('out', 'returned', 'converted')),
  out_at INTEGER NOT NULL,
  expected_return_at INTEGER,
  destination BLOB NOT NULL,
  purpose_note BLOB,
  companion BLOB,
  returned_at INTEGER,
  acknowledged_by BLOB CHECK (length(acknowledged_by) = 16),
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
  FOREIGN KEY (organization_id, acknowledged_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE passes (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('requested', 'cover_agreed', 'manager_ok', 'approved', 'out', 'returned', 'rejected', 'cancelled', 'absconded')),
  leaves_at INTEGER NOT NULL,
  returns_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('home', 'family', 'work', 'medical', 'court', 'funeral', 'holiday', 'treatment', 'other')),
  purpose_note BLOB NOT NULL,
  destination BLOB NOT NULL,
  address_id BLOB CHECK (length(address_id) = 16),
  companion BLOB,
  contact_phone BLOB,
  transport TEXT CHECK (transport IN ('own', 'walk', 'taxi', 'house_vehicle', 'public', 'ambulance', 'family', 'video')),
  risk_considered BLOB NOT NULL,
  medicines_to_take BLOB,
  chore_cover_id BLOB CHECK (length(chore_cover_id) = 16),
  bed_held INTEGER CHECK (bed_held IN (0, 1)),
  approved_by BLOB CHECK (length(approved_by) = 16),
  rejected_step TEXT CHECK (rejected_step IN ('cover', 'manager', 'approver')),
  rejected_reason BLOB,
  left_at INTEGER,
  returned_at INTEGER,
  return_test_id BLOB CHECK (length(return_test_id) = 16),
  bag_checked INTEGER CHECK (bag_checked IN (0, 1)),
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
  FOREIGN KEY (organization_id, address_id) REFERENCES addresses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, chore_cover_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, return_test_id) REFERENCES drug_tests (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE curfew_configs (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  phase_id BLOB CHECK (length(phase_id) = 16),
  weekdays TEXT NOT NULL,
  curfew_time TEXT NOT NULL,
  morning_time TEXT,
  grace_minutes INTEGER CHECK (grace_minutes BETWEEN 0 AND 240),
  late_action TEXT CHECK (late_action IN ('log', 'note', 'warning', 'manager_call')),
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
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, phase_id) REFERENCES phases (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE curfew_check_ins (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  curfew_config_id BLOB NOT NULL CHECK (length(curfew_config_id) = 16),
  night_on TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('in', 'late', 'excused', 'on_pass', 'absent', 'work')),
  reason BLOB,
  breath_value BLOB,
  checked_by BLOB NOT NULL CHECK (length(checked_by) = 16),
  corrects_id BLOB CHECK (length(corrects_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, curfew_config_id) REFERENCES curfew_configs (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, checked_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES curfew_check_ins (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE daily_check_ins (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  day TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  checked_by BLOB NOT NULL CHECK (length(checked_by) = 16),
  status BLOB NOT NULL,
  attended BLOB,
  plan_for_today BLOB,
  note BLOB,
  corrects_id BLOB CHECK (length(corrects_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, checked_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES daily_check_ins (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE chores (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  house_id BLOB CHECK (length(house_id) = 16),
  place_in_house TEXT,
  instructions TEXT,
  recurrence TEXT NOT NULL CHECK (recurrence IN ('none', 'daily', 'weekly', 'fortnightly', 'monthly', 'quarterly', 'half_yearly', 'yearly', 'custom')),
  weekdays TEXT,
  due_time TEXT,
  minutes INTEGER CHECK (minutes BETWEEN 0 AND 10080),
  rotation TEXT CHECK (rotation IN ('none', 'by_room', 'by_name', 'by_phase', 'random')),
  excluded_stay_ids TEXT,
  points INTEGER CHECK (points BETWEEN 0 AND 1000),
  is_active INTEGER CHECK (is_active IN (0, 1)),
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
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE chore_assignments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  chore_id BLOB NOT NULL CHECK (length(chore_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('assigned', 'done', 'signed_off', 'returned', 'missed', 'excused')),
  done_at INTEGER,
  signed_off_by BLOB CHECK (length(signed_off_by) = 16),
  swapped_with_id BLOB CHECK (length(swapped_with_id) = 16),
  excused_reason BLOB,
  note BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, chore_id) REFERENCES chores (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_off_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, swapped_with_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_types (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('house', 'recovery_12_step', 'recovery_other', 'group_therapy', 'individual_therapy', 'faith', 'education', 'service_work', 'employment', 'resident_council')),
  default_minutes INTEGER CHECK (default_minutes BETWEEN 0 AND 1440),
  counts_as TEXT NOT NULL CHECK (counts_as IN ('meeting', 'service_hours', 'treatment', 'none')),
  proof TEXT CHECK (proof IN ('none', 'signature', 'verifier', 'photo')),
  is_active INTEGER CHECK (is_active IN (0, 1)),
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

CREATE TABLE meetings (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  meeting_type_id BLOB NOT NULL CHECK (length(meeting_type_id) = 16),
  title TEXT NOT NULL,
  house_id BLOB CHECK (length(house_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  starts_at INTEGER NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 10080),
  place TEXT,
  led_by BLOB CHECK (length(led_by) = 16),
  agenda TEXT,
  minutes_text BLOB,
  decisions BLOB,
  calendar_event_id BLOB CHECK (length(calendar_event_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, meeting_type_id) REFERENCES meeting_types (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, led_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, calendar_event_id) REFERENCES calendar_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_attendance (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  meeting_id BLOB CHECK (length(meeting_id) = 16),
  meeting_type_id BLOB NOT NULL CHECK (length(meeting_type_id) = 16),
  attended_at INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('present', 'late', 'left_early', 'absent', 'excused')),
  minutes INTEGER CHECK (minutes BETWEEN 0 AND 10080),
  proof_note BLOB,
  verified_by BLOB CHECK (length(verified_by) = 16),
  verified_at INTEGER,
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
  FOREIGN KEY (organization_id, meeting_id) REFERENCES meetings (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, meeting_type_id) REFERENCES meeting_types (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, verified_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_requirements (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  phase_id BLOB CHECK (length(phase_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  meeting_type_id BLOB NOT NULL CHECK (length(meeting_type_id) = 16),
  required_count INTEGER NOT NULL CHECK (required_count BETWEEN 1 AND 1000),
  required_minutes INTEGER CHECK (required_minutes BETWEEN 1 AND 1440),
  period TEXT NOT NULL CHECK (period IN ('day', 'week', 'month', 'phase')),
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
  FOREIGN KEY (organization_id, phase_id) REFERENCES phases (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, meeting_type_id) REFERENCES meeting_types (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE phases (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  name TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 1000),
  minimum_days INTEGER CHECK (minimum_days BETWEEN 0 AND 3650),
  advance_criteria TEXT,
  is_active INTEGER CHECK (is_active IN (0, 1)),
  pass_allowed INTEGER CHECK (pass_allowed IN (0, 1)),
  minimum_days_before_pass INTEGER CHECK (minimum_days_before_pass BETWEEN 0 AND 3650),
  maximum_pass_nights INTEGER CHECK (maximum_pass_nights BETWEEN 0 AND 365),
  guests_allowed INTEGER CHECK (guests_allowed IN (0, 1)),
  tests_weekly_count INTEGER CHECK (tests_weekly_count BETWEEN 0 AND 14),
  check_ins_weekly_count INTEGER CHECK (check_ins_weekly_count BETWEEN 0 AND 50),
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
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE warnings (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  resident_id BLOB CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  kind TEXT CHECK (kind IN ('verbal', 'written', 'final', 'corrective_agreement', 'behaviour_contract', 'demerit', 'notice_to_leave')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'acknowledged', 'appealed', 'upheld', 'withdrawn', 'worked_off', 'void')),
  rule_broken BLOB,
  facts BLOB,
  incident_id BLOB CHECK (length(incident_id) = 16),
  resident_response BLOB,
  points INTEGER CHECK (points BETWEEN 0 AND 1000),
  conditions BLOB,
  restitution_amount INTEGER CHECK (restitution_amount >= 0),
  expires_on TEXT,
  issued_at INTEGER,
  appeal_due_on TEXT,
  appeal_text BLOB,
  appeal_decided_by BLOB CHECK (length(appeal_decided_by) = 16),
  appeal_decision BLOB,
  resident_signature_id BLOB CHECK (length(resident_signature_id) = 16),
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
  FOREIGN KEY (organization_id, incident_id) REFERENCES incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, appeal_decided_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_signature_id) REFERENCES signatures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE visits (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  visitor_name BLOB NOT NULL,
  resident_id BLOB CHECK (length(resident_id) = 16),
  relationship_note BLOB,
  organization_name BLOB,
  arrived_at INTEGER NOT NULL,
  left_at INTEGER,
  identity_seen INTEGER CHECK (identity_seen IN (0, 1)),
  is_refused INTEGER CHECK (is_refused IN (0, 1)),
  refused_reason BLOB,
  health_questions_ok INTEGER CHECK (health_questions_ok IN (0, 1)),
  host_by BLOB CHECK (length(host_by) = 16),
  note BLOB,
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
  FOREIGN KEY (organization_id, host_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE house_staff (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  staff_member_id BLOB NOT NULL CHECK (length(staff_member_id) = 16),
  duty TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  is_primary_house INTEGER CHECK (is_primary_house IN (0, 1)),
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
  FOREIGN KEY (organization_id, staff_member_id) REFERENCES staff_members (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE training_courses (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mandatory', 'role_specific', 'professional', 'induction', 'refresher', 'optional')),
  roles TEXT,
  valid_months INTEGER CHECK (valid_months BETWEEN 1 AND 600),
  grace_days INTEGER CHECK (grace_days BETWEEN 0 AND 366),
  topic TEXT NOT NULL CHECK (topic IN ('safeguarding', 'first_aid', 'fire', 'medication', 'moving_handling', 'food', 'infection', 'data_protection', 'mental_health', 'restraint', 'equality', 'health_and_safety', 'substance', 'missing', 'exploitation', 'other')),
  is_active INTEGER CHECK (is_active IN (0, 1)),
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

CREATE TABLE training_records (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  staff_member_id BLOB NOT NULL CHECK (length(staff_member_id) = 16),
  training_course_id BLOB NOT NULL CHECK (length(training_course_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('booked', 'completed', 'failed', 'missed', 'cancelled')),
  booked_on TEXT,
  completed_on TEXT,
  expires_on TEXT,
  provider TEXT,
  cost_amount INTEGER CHECK (cost_amount >= 0),
  score INTEGER CHECK (score BETWEEN 0 AND 1000000),
  hours_count INTEGER CHECK (hours_count BETWEEN 0 AND 2000),
  certificate_number TEXT,
  certificate_document_id BLOB CHECK (length(certificate_document_id) = 16),
  verified_by BLOB CHECK (length(verified_by) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, staff_member_id) REFERENCES staff_members (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, training_course_id) REFERENCES training_courses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, certificate_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, verified_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE handovers (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  from_shift_id BLOB CHECK (length(from_shift_id) = 16),
  to_shift_id BLOB CHECK (length(to_shift_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('draft', 'handed_over', 'returned', 'accepted')),
  headline BLOB,
  auto_summary BLOB,
  instructions BLOB,
  controlled_drugs_ok TEXT CHECK (controlled_drugs_ok IN ('yes', 'no', 'not_held')),
  cash_amount INTEGER CHECK (cash_amount >= 0),
  keys_ok INTEGER CHECK (keys_ok IN (0, 1)),
  phone_ok INTEGER CHECK (phone_ok IN (0, 1)),
  hazards BLOB,
  visitors_note BLOB,
  outgoing_by BLOB CHECK (length(outgoing_by) = 16),
  handed_over_at INTEGER,
  incoming_by BLOB CHECK (length(incoming_by) = 16),
  accepted_at INTEGER,
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
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, from_shift_id) REFERENCES shifts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, to_shift_id) REFERENCES shifts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, outgoing_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, incoming_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_items (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  handover_id BLOB NOT NULL CHECK (length(handover_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  content BLOB NOT NULL,
  needs_follow_up INTEGER CHECK (needs_follow_up IN (0, 1)),
  action_assignment_id BLOB CHECK (length(action_assignment_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, handover_id) REFERENCES handovers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, action_assignment_id) REFERENCES action_assignments (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_reads (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  handover_id BLOB NOT NULL CHECK (length(handover_id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  read_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, handover_id) REFERENCES handovers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  title BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'skipped', 'cancelled')),
  priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  due_at INTEGER NOT NULL,
  resident_id BLOB CHECK (length(resident_id) = 16),
  description BLOB,
  assigned_to BLOB CHECK (length(assigned_to) = 16),
  role_code TEXT,
  recurrence TEXT CHECK (recurrence IN ('none', 'daily', 'weekly', 'fortnightly', 'monthly', 'quarterly', 'half_yearly', 'yearly', 'custom')),
  source TEXT NOT NULL CHECK (source IN ('manual', 'job', 'workflow', 'review', 'renewal', 'handover')),
  subject_type TEXT,
  subject_id BLOB CHECK (length(subject_id) = 16),
  done_by BLOB CHECK (length(done_by) = 16),
  done_at INTEGER,
  skip_reason BLOB,
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
  FOREIGN KEY (organization_id, assigned_to) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, done_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE payers (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name BLOB NOT NULL,
  kind TEXT NOT NULL,
  resident_id BLOB CHECK (length(resident_id) = 16),
  agency_id BLOB CHECK (length(agency_id) = 16),
  account_code TEXT NOT NULL,
  is_government INTEGER CHECK (is_government IN (0, 1)),
  is_active INTEGER CHECK (is_active IN (0, 1)),
  contact_name BLOB,
  email BLOB,
  phone BLOB,
  address_id BLOB CHECK (length(address_id) = 16),
  purchase_order TEXT,
  terms_days INTEGER NOT NULL CHECK (terms_days BETWEEN 0 AND 366),
  invoice_method TEXT CHECK (invoice_method IN ('phone', 'mobile', 'email', 'sms', 'letter', 'in_person', 'video', 'none')),
  invoice_frequency TEXT CHECK (invoice_frequency IN ('day', 'week', 'fortnight', 'four_weeks', 'month', 'quarter', 'year', 'once')),
  vat_number TEXT,
  external_ids TEXT,
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

CREATE TABLE stay_payers (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  payer_id BLOB NOT NULL CHECK (length(payer_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'ended', 'refused')),
  charge_kinds TEXT NOT NULL,
  share_percent INTEGER CHECK (share_percent BETWEEN 1 AND 100),
  fixed_amount INTEGER CHECK (fixed_amount >= 0),
  rank INTEGER NOT NULL CHECK (rank BETWEEN 1 AND 99),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  claim_reference BLOB,
  claimed_on TEXT,
  claim_decided_on TEXT,
  claim_award_amount INTEGER CHECK (claim_award_amount >= 0),
  funding_approved_until_on TEXT,
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
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE rates (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  house_id BLOB CHECK (length(house_id) = 16),
  payer_id BLOB CHECK (length(payer_id) = 16),
  support_level TEXT CHECK (support_level IN ('low', 'medium', 'high', 'intensive', 'floating')),
  charge_kind TEXT NOT NULL,
  charge_period TEXT NOT NULL CHECK (charge_period IN ('day', 'week', 'fortnight', 'four_weeks', 'month', 'quarter', 'year', 'once')),
  rate_amount INTEGER NOT NULL CHECK (rate_amount >= 0),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  prorated TEXT CHECK (prorated IN ('daily', 'none', 'half_week')),
  void_rate_percent INTEGER CHECK (void_rate_percent BETWEEN 0 AND 100),
  absence_rate_percent INTEGER CHECK (absence_rate_percent BETWEEN 0 AND 100),
  approved_by BLOB CHECK (length(approved_by) = 16),
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
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE billing_periods (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'charged', 'invoiced', 'closed')),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  house_id BLOB CHECK (length(house_id) = 16),
  payer_id BLOB CHECK (length(payer_id) = 16),
  charged_at INTEGER,
  closed_by BLOB CHECK (length(closed_by) = 16),
  reopen_reason TEXT,
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
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, closed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE charges (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  stay_id BLOB CHECK (length(stay_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  payer_id BLOB CHECK (length(payer_id) = 16),
  kind TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'posted', 'reversed', 'void')),
  amount INTEGER CHECK (amount >= 0),
  occurred_on TEXT,
  from_on TEXT,
  to_on TEXT,
  days_count INTEGER CHECK (days_count BETWEEN 0 AND 3660),
  rate_id BLOB CHECK (length(rate_id) = 16),
  billing_period_id BLOB CHECK (length(billing_period_id) = 16),
  cost_center_id BLOB CHECK (length(cost_center_id) = 16),
  details BLOB,
  ledger_transaction_id BLOB CHECK (length(ledger_transaction_id) = 16),
  reverses_id BLOB CHECK (length(reverses_id) = 16),
  approved_by BLOB CHECK (length(approved_by) = 16),
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
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, rate_id) REFERENCES rates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, billing_period_id) REFERENCES billing_periods (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, cost_center_id) REFERENCES cost_centers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, ledger_transaction_id) REFERENCES ledger_transactions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, reverses_id) REFERENCES charges (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE invoices (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  payer_id BLOB CHECK (length(payer_id) = 16),
  billing_period_id BLOB CHECK (length(billing_period_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'settled', 'credited', 'void')),
  issued_on TEXT,
  due_on TEXT,
  purchase_order TEXT,
  document_id BLOB CHECK (length(document_id) = 16),
  sent_at INTEGER,
  credited_by_id BLOB CHECK (length(credited_by_id) = 16),
  note BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, billing_period_id) REFERENCES billing_periods (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, credited_by_id) REFERENCES invoices (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice_lines (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  invoice_id BLOB NOT NULL CHECK (length(invoice_id) = 16),
  position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 1000),
  charge_id BLOB CHECK (length(charge_id) = 16),
  details BLOB NOT NULL,
  quantity_days INTEGER CHECK (quantity_days BETWEEN 1 AND 3660),
  unit_amount INTEGER NOT NULL CHECK (unit_amount >= 0),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  tax_percent INTEGER CHECK (tax_percent BETWEEN 0 AND 100),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, charge_id) REFERENCES charges (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  payer_id BLOB NOT NULL CHECK (length(payer_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('received', 'reconciled', 'bounced', 'reversed', 'refunded')),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  received_on TEXT NOT NULL,
  channel_of_payment TEXT NOT NULL,
  payment_method_id BLOB CHECK (length(payment_method_id) = 16),
  external_reference BLOB,
  external_token TEXT,
  ledger_transaction_id BLOB CHECK (length(ledger_transaction_id) = 16),
  reconciliation_id BLOB CHECK (length(reconciliation_id) = 16),
  taken_by BLOB NOT NULL CHECK (length(taken_by) = 16),
  note BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, payment_method_id) REFERENCES payment_methods (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, ledger_transaction_id) REFERENCES ledger_transactions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, reconciliation_id) REFERENCES reconciliations (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, taken_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_allocations (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  payment_id BLOB NOT NULL CHECK (length(payment_id) = 16),
  charge_id BLOB NOT NULL CHECK (length(charge_id) = 16),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  allocated_on TEXT NOT NULL,
  reverses_id BLOB CHECK (length(reverses_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, charge_id) REFERENCES charges (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, reverses_id) REFERENCES payment_allocations (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_methods (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  payer_id BLOB NOT NULL CHECK (length(payer_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  kind TEXT NOT NULL,
  label BLOB NOT NULL,
  bank_name BLOB,
  account_last_four BLOB,
  mandate_reference BLOB,
  starts_on TEXT,
  ends_on TEXT,
  is_default INTEGER CHECK (is_default IN (0, 1)),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE refunds (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  payment_id BLOB CHECK (length(payment_id) = 16),
  deposit_id BLOB CHECK (length(deposit_id) = 16),
  payer_id BLOB NOT NULL CHECK (length(payer_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'paid', 'refused')),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  reason BLOB NOT NULL,
  approved_by BLOB CHECK (length(approved_by) = 16),
  approved_at INTEGER,
  paid_on TEXT,
  ledger_transaction_id BLOB CHECK (length(ledger_transaction_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payments (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deposit_id) REFERENCES deposits (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, ledger_transaction_id) REFERENCES ledger_transactions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE deposits (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('due', 'held', 'part_released', 'released', 'kept', 'waived')),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  scheme TEXT NOT NULL CHECK (scheme IN ('custodial', 'insured', 'not_required')),
  scheme_reference BLOB,
  received_on TEXT,
  scheme_due_on TEXT,
  released_amount INTEGER CHECK (released_amount >= 0),
  kept_amount INTEGER CHECK (kept_amount >= 0),
  kept_reason BLOB,
  approved_by BLOB CHECK (length(approved_by) = 16),
  ledger_transaction_id BLOB CHECK (length(ledger_transaction_id) = 16),
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
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, ledger_transaction_id) REFERENCES ledger_transactions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_accounts (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
  normal_side TEXT NOT NULL CHECK (normal_side IN ('debit', 'credit')),
  stay_id BLOB CHECK (length(stay_id) = 16),
  payer_id BLOB CHECK (length(payer_id) = 16),
  is_active INTEGER CHECK (is_active IN (0, 1)),
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
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_transactions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  occurred_on TEXT NOT NULL,
  entered_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('charge', 'payment', 'refund', 'deposit_in', 'deposit_out', 'write_off', 'adjustment', 'reversal', 'expense', 'opening', 'transfer')),
  details BLOB,
  subject_type TEXT,
  subject_id BLOB CHECK (length(subject_id) = 16),
  reverses_id BLOB CHECK (length(reverses_id) = 16),
  posted_by BLOB NOT NULL CHECK (length(posted_by) = 16),
  billing_period_id BLOB CHECK (length(billing_period_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, reverses_id) REFERENCES ledger_transactions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, posted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, billing_period_id) REFERENCES billing_periods (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_entries (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  ledger_transaction_id BLOB NOT NULL CHECK (length(ledger_transaction_id) = 16),
  ledger_account_id BLOB NOT NULL CHECK (length(ledger_account_id) = 16),
  side TEXT NOT NULL CHECK (side IN ('debit', 'credit')),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  stay_id BLOB CHECK (length(stay_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  payer_id BLOB CHECK (length(payer_id) = 16),
  cost_center_id BLOB CHECK (length(cost_center_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, ledger_transaction_id) REFERENCES ledger_transactions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, ledger_account_id) REFERENCES ledger_accounts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stay_id) REFERENCES stays (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, cost_center_id) REFERENCES cost_centers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE dunning_configs (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  house_id BLOB CHECK (length(house_id) = 16),
  step TEXT NOT NULL CHECK (step IN ('reminder', 'contact', 'plan_offer', 'benefit_help', 'statement', 'formal_letter', 'notice', 'court', 'write_off')),
  position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 1000),
  after_days INTEGER NOT NULL CHECK (after_days BETWEEN 0 AND 3660),
  minimum_amount INTEGER CHECK (minimum_amount >= 0),
  late_fee_amount INTEGER CHECK (late_fee_amount >= 0),
  late_fee_percent INTEGER CHECK (late_fee_percent BETWEEN 0 AND 100),
  communication_template_id BLOB CHECK (length(communication_template_id) = 16),
  needs_approval INTEGER CHECK (needs_approval IN (0, 1)),
  is_active INTEGER CHECK (is_active IN (0, 1)),
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
  FOREIGN KEY (organization_id, communication_template_id) REFERENCES communication_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE dunning_actions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  payer_id BLOB NOT NULL CHECK (length(payer_id) = 16),
  dunning_config_id BLOB CHECK (length(dunning_config_id) = 16),
  invoice_id BLOB CHECK (length(invoice_id) = 16),
  step TEXT NOT NULL CHECK (step IN ('reminder', 'contact', 'plan_offer', 'benefit_help', 'statement', 'formal_letter', 'notice', 'court', 'write_off')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'done', 'skipped', 'cancelled')),
  due_on TEXT NOT NULL,
  done_at INTEGER,
  owed_amount INTEGER NOT NULL CHECK (owed_amount >= 0),
  benefit_outstanding_amount INTEGER CHECK (benefit_outstanding_amount >= 0),
  vulnerability_considered INTEGER CHECK (vulnerability_considered IN (0, 1)),
  communication_log_id BLOB CHECK (length(communication_log_id) = 16),
  late_fee_charge_id BLOB CHECK (length(late_fee_charge_id) = 16),
  skip_reason BLOB,
  note BLOB,
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
  FOREIGN KEY (organization_id, payer_id) REFERENCES payers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, dunning_config_id) REFERENCES dunning_configs (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, communication_log_id) REFERENCES communication_logs (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, late_fee_charge_id) REFERENCES charges (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_plans (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('offered', 'active', 'completed', 'declined', 'broken', 'cancelled')),
  total_amount INTEGER NOT NULL CHECK (total_amount >= 0),
  instalment_amount INTEGER NOT NULL CHECK (instalment_amount >= 0),
  charge_period TEXT NOT NULL CHECK (charge_period IN ('day', 'week', 'fortnight', 'four_weeks', 'month', 'quarter', 'year', 'once')),
  starts_on TEXT NOT NULL,
  review_on TEXT,
  income_considered BLOB,
  affordable_amount INTEGER CHECK (affordable_amount >= 0),
  resident_signature_id BLOB CHECK (length(resident_signature_id) = 16),
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
  FOREIGN KEY (organization_id, resident_signature_id) REFERENCES signatures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE reconciliations (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  ledger_account_id BLOB NOT NULL CHECK (length(ledger_account_id) = 16),
  statement_on TEXT NOT NULL,
  statement_amount INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'balanced', 'agreed', 'abandoned')),
  statement_document_id BLOB CHECK (length(statement_document_id) = 16),
  explained TEXT,
  agreed_by BLOB CHECK (length(agreed_by) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, ledger_account_id) REFERENCES ledger_accounts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, statement_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, agreed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE expenses (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  house_id BLOB CHECK (length(house_id) = 16),
  cost_center_id BLOB CHECK (length(cost_center_id) = 16),
  category TEXT CHECK (category IN ('food', 'utilities', 'repairs', 'cleaning', 'staffing', 'training', 'travel', 'activities', 'medical', 'equipment', 'insurance', 'rent', 'professional', 'petty_cash', 'other')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'paid', 'refused', 'reversed')),
  supplier TEXT,
  amount INTEGER CHECK (amount >= 0),
  tax_amount INTEGER CHECK (tax_amount >= 0),
  spent_on TEXT,
  contractor_id BLOB CHECK (length(contractor_id) = 16),
  maintenance_request_id BLOB CHECK (length(maintenance_request_id) = 16),
  receipt_document_id BLOB CHECK (length(receipt_document_id) = 16),
  approved_by BLOB CHECK (length(approved_by) = 16),
  ledger_transaction_id BLOB CHECK (length(ledger_transaction_id) = 16),
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
  FOREIGN KEY (organization_id, cost_center_id) REFERENCES cost_centers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, contractor_id) REFERENCES contractors (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, maintenance_request_id) REFERENCES maintenance_requests (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, receipt_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, ledger_transaction_id) REFERENCES ledger_transactions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE cost_centers (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  house_id BLOB CHECK (length(house_id) = 16),
  manager_id BLOB CHECK (length(manager_id) = 16),
  parent_id BLOB CHECK (length(parent_id) = 16),
  is_active INTEGER CHECK (is_active IN (0, 1)),
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
  FOREIGN KEY (organization_id, manager_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, parent_id) REFERENCES cost_centers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE budgets (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  cost_center_id BLOB CHECK (length(cost_center_id) = 16),
  category TEXT CHECK (category IN ('food', 'utilities', 'repairs', 'cleaning', 'staffing', 'training', 'travel', 'activities', 'medical', 'equipment', 'insurance', 'rent', 'professional', 'petty_cash', 'income', 'other')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'closed')),
  starts_on TEXT,
  ends_on TEXT,
  amount INTEGER CHECK (amount >= 0),
  warn_percent INTEGER CHECK (warn_percent BETWEEN 1 AND 100),
  approved_by BLOB CHECK (length(approved_by) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, cost_center_id) REFERENCES cost_centers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE maintenance_requests (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reported', 'accepted', 'assigned', 'in_progress', 'on_hold', 'resolved', 'verified', 'reopened', 'rejected')),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  room_id BLOB CHECK (length(room_id) = 16),
  asset_id BLOB CHECK (length(asset_id) = 16),
  title TEXT NOT NULL,
  description TEXT,
  trade TEXT NOT NULL,
  priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  is_hazard INTEGER CHECK (is_hazard IN (0, 1)),
  makes_bed_unusable INTEGER CHECK (makes_bed_unusable IN (0, 1)),
  is_planned INTEGER CHECK (is_planned IN (0, 1)),
  reported_at INTEGER NOT NULL,
  photo_file_ids TEXT,
  inspection_id BLOB CHECK (length(inspection_id) = 16),
  contractor_id BLOB CHECK (length(contractor_id) = 16),
  assigned_to BLOB CHECK (length(assigned_to) = 16),
  target_on TEXT,
  visit_at INTEGER,
  resolved_at INTEGER,
  resolution_note TEXT,
  cost_amount INTEGER CHECK (cost_amount >= 0),
  recharge_resident_id BLOB CHECK (length(recharge_resident_id) = 16),
  verified_by BLOB CHECK (length(verified_by) = 16),
  rejected_reason TEXT,
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
  FOREIGN KEY (organization_id, room_id) REFERENCES rooms (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, asset_id) REFERENCES assets (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, inspection_id) REFERENCES inspections (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, contractor_id) REFERENCES contractors (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, assigned_to) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, recharge_resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, verified_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE contractors (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  trades TEXT NOT NULL,
  contact_name TEXT,
  phone TEXT,
  emergency_phone TEXT,
  is_emergency INTEGER CHECK (is_emergency IN (0, 1)),
  email TEXT,
  address TEXT,
  registrations TEXT,
  insurance_until_on TEXT,
  vetting_until_on TEXT,
  is_approved INTEGER CHECK (is_approved IN (0, 1)),
  is_active INTEGER CHECK (is_active IN (0, 1)),
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  hourly_amount INTEGER CHECK (hourly_amount >= 0),
  callout_amount INTEGER CHECK (callout_amount >= 0),
  payment_terms TEXT,
  notes TEXT,
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

CREATE TABLE inspections (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'under_way', 'completed', 'closed', 'cancelled')),
  kind TEXT NOT NULL,
  property_id BLOB CHECK (length(property_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  room_id BLOB CHECK (length(room_id) = 16),
  planned_on TEXT NOT NULL,
  inspector TEXT,
  contractor_id BLOB CHECK (length(contractor_id) = 16),
  form_template_id BLOB CHECK (length(form_template_id) = 16),
  form_version INTEGER CHECK (form_version BETWEEN 0 AND 1000000),
  checklist TEXT,
  inspected_at INTEGER,
  result TEXT CHECK (result IN ('pass', 'pass_with_actions', 'fail', 'not_assessed')),
  score INTEGER CHECK (score BETWEEN 0 AND 1000000),
  grade TEXT,
  findings TEXT,
  certificate_id BLOB CHECK (length(certificate_id) = 16),
  report_document_id BLOB CHECK (length(report_document_id) = 16),
  next_due_on TEXT,
  follow_up_on TEXT,
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
  FOREIGN KEY (organization_id, property_id) REFERENCES properties (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, room_id) REFERENCES rooms (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, contractor_id) REFERENCES contractors (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, form_template_id) REFERENCES form_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, certificate_id) REFERENCES certificates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, report_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE certificates (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  property_id BLOB CHECK (length(property_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  asset_id BLOB CHECK (length(asset_id) = 16),
  certificate_number TEXT,
  issued_on TEXT NOT NULL,
  expires_on TEXT,
  interval_months INTEGER CHECK (interval_months BETWEEN 1 AND 240),
  issuer TEXT,
  contractor_id BLOB CHECK (length(contractor_id) = 16),
  result TEXT CHECK (result IN ('satisfactory', 'unsatisfactory', 'advisory')),
  remedy_due_on TEXT,
  document_id BLOB CHECK (length(document_id) = 16),
  given_to_residents_on TEXT,
  replaces_id BLOB CHECK (length(replaces_id) = 16),
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
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, asset_id) REFERENCES assets (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, contractor_id) REFERENCES contractors (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, replaces_id) REFERENCES certificates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE assets (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  tag TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('in_use', 'stored', 'faulty', 'disposed', 'lost')),
  category TEXT NOT NULL CHECK (category IN ('furniture', 'appliance', 'hoist', 'bed_mattress', 'medical', 'fire', 'it', 'phone', 'security', 'kitchen', 'garden', 'key', 'other')),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  room_id BLOB CHECK (length(room_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  condition TEXT NOT NULL CHECK (condition IN ('new', 'good', 'fair', 'poor', 'unsafe')),
  serial_number TEXT,
  supplier TEXT,
  bought_on TEXT,
  cost_amount INTEGER CHECK (cost_amount >= 0),
  warranty_until_on TEXT,
  expected_life_years INTEGER CHECK (expected_life_years BETWEEN 1 AND 100),
  service_interval_months INTEGER CHECK (service_interval_months BETWEEN 1 AND 120),
  last_serviced_on TEXT,
  next_service_on TEXT,
  inspection_interval_months INTEGER CHECK (inspection_interval_months BETWEEN 1 AND 120),
  next_inspection_on TEXT,
  disposed_on TEXT,
  notes TEXT,
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
  FOREIGN KEY (organization_id, room_id) REFERENCES rooms (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE utilities (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  property_id BLOB NOT NULL CHECK (length(property_id) = 16),
  kind TEXT NOT NULL,
  supplier TEXT NOT NULL,
  account_number BLOB,
  meter_number TEXT,
  emergency_phone TEXT,
  is_active INTEGER CHECK (is_active IN (0, 1)),
  tariff TEXT,
  unit_amount INTEGER CHECK (unit_amount >= 0),
  standing_charge_amount INTEGER CHECK (standing_charge_amount >= 0),
  contract_from_on TEXT,
  contract_until_on TEXT,
  notice_days INTEGER CHECK (notice_days BETWEEN 0 AND 730),
  payment_method_note TEXT,
  is_recharged INTEGER CHECK (is_recharged IN (0, 1)),
  cost_center_id BLOB CHECK (length(cost_center_id) = 16),
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
  FOREIGN KEY (organization_id, cost_center_id) REFERENCES cost_centers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE meter_readings (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  utility_id BLOB NOT NULL CHECK (length(utility_id) = 16),
  read_on TEXT NOT NULL,
  reading INTEGER NOT NULL CHECK (reading BETWEEN 0 AND 1000000000),
  source TEXT NOT NULL CHECK (source IN ('read', 'estimated', 'smart', 'supplier', 'move')),
  photo_file_id BLOB CHECK (length(photo_file_id) = 16),
  billed_amount INTEGER CHECK (billed_amount >= 0),
  corrects_id BLOB CHECK (length(corrects_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, utility_id) REFERENCES utilities (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, photo_file_id) REFERENCES files (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES meter_readings (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE insurance_records (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('buildings', 'contents', 'employers_liability', 'public_liability', 'professional', 'vehicle', 'cyber', 'business_interruption', 'trustees', 'medical_malpractice', 'key_person', 'legal')),
  property_id BLOB CHECK (length(property_id) = 16),
  vehicle_id BLOB CHECK (length(vehicle_id) = 16),
  insurer TEXT NOT NULL,
  broker TEXT,
  policy_number TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'renewed', 'lapsed', 'cancelled')),
  starts_on TEXT NOT NULL,
  renews_on TEXT NOT NULL,
  cover_amount INTEGER CHECK (cover_amount >= 0),
  excess_amount INTEGER CHECK (excess_amount >= 0),
  premium_amount INTEGER CHECK (premium_amount >= 0),
  conditions TEXT,
  claims BLOB,
  document_id BLOB CHECK (length(document_id) = 16),
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
  FOREIGN KEY (organization_id, vehicle_id) REFERENCES vehicles (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE vehicles (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  registration TEXT NOT NULL,
  name TEXT NOT NULL,
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('available', 'off_road', 'disposed')),
  seats INTEGER CHECK (seats BETWEEN 1 AND 100),
  is_accessible INTEGER CHECK (is_accessible IN (0, 1)),
  fuel TEXT CHECK (fuel IN ('petrol', 'diesel', 'electric', 'hybrid', 'other')),
  allowed_driver_ids TEXT,
  mileage INTEGER CHECK (mileage BETWEEN 0 AND 2000000),
  mot_until_on TEXT,
  tax_until_on TEXT,
  service_due_on TEXT,
  defects TEXT,
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
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'current', 'superseded', 'archived', 'disposed', 'void')),
  title BLOB,
  kind TEXT CHECK (kind IN ('agreement', 'assessment', 'plan', 'letter', 'report', 'certificate', 'identity', 'consent', 'medical', 'photo', 'statement', 'invoice', 'policy', 'evidence', 'court_order', 'correspondence', 'minutes', 'form', 'other')),
  subject_type TEXT,
  subject_id BLOB CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  document_on TEXT,
  received_from BLOB,
  summary BLOB,
  tags BLOB,
  is_confidential INTEGER CHECK (is_confidential IN (0, 1)),
  is_part2 INTEGER CHECK (is_part2 IN (0, 1)),
  visibility TEXT CHECK (visibility IN ('private', 'team', 'all')),
  retention_policy_id BLOB CHECK (length(retention_policy_id) = 16),
  keep_until_on TEXT,
  expires_on TEXT,
  current_version_id BLOB CHECK (length(current_version_id) = 16),
  document_template_id BLOB CHECK (length(document_template_id) = 16),
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
  FOREIGN KEY (organization_id, retention_policy_id) REFERENCES retention_policies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, current_version_id) REFERENCES document_versions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, document_template_id) REFERENCES document_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE document_versions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  document_id BLOB NOT NULL CHECK (length(document_id) = 16),
  version_number INTEGER NOT NULL CHECK (version_number BETWEEN 1 AND 10000),
  file_id BLOB NOT NULL CHECK (length(file_id) = 16),
  change_note BLOB,
  made_by BLOB NOT NULL CHECK (length(made_by) = 16),
  made_at INTEGER NOT NULL,
  page_count INTEGER CHECK (page_count BETWEEN 1 AND 100000),
  digest BLOB NOT NULL CHECK (length(digest) <= 32),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, file_id) REFERENCES files (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, made_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE document_templates (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('agreement', 'assessment', 'plan', 'letter', 'report', 'certificate', 'consent', 'notice', 'statement', 'policy', 'form', 'other')),
  version_number INTEGER NOT NULL CHECK (version_number BETWEEN 1 AND 10000),
  jurisdiction TEXT CHECK (jurisdiction IN ('england', 'wales', 'scotland', 'northern_ireland', 'united_states', 'other')),
  is_active INTEGER CHECK (is_active IN (0, 1)),
  body TEXT NOT NULL,
  fields TEXT,
  needs_signatures TEXT,
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

CREATE TABLE document_shares (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  document_version_id BLOB NOT NULL CHECK (length(document_version_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('active', 'revoked', 'collected')),
  agency_id BLOB CHECK (length(agency_id) = 16),
  recipient_name BLOB NOT NULL,
  recipient_email BLOB,
  method TEXT NOT NULL CHECK (method IN ('encrypted_file', 'print', 'secure_mail', 'removable_media', 'viewed_here')),
  expires_at INTEGER NOT NULL,
  password_hint BLOB,
  consent_disclosure_id BLOB CHECK (length(consent_disclosure_id) = 16),
  watermark TEXT,
  collected_at INTEGER,
  revoked_by BLOB CHECK (length(revoked_by) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, document_version_id) REFERENCES document_versions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, consent_disclosure_id) REFERENCES consent_disclosures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, revoked_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE files (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name BLOB NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL CHECK (size_bytes BETWEEN 0 AND 1000000000000),
  digest BLOB NOT NULL CHECK (length(digest) <= 32),
  resident_id BLOB CHECK (length(resident_id) = 16),
  content_key BLOB NOT NULL CHECK (length(content_key) <= 256),
  storage_name TEXT NOT NULL,
  scan TEXT CHECK (scan IN ('not_scanned', 'clean', 'refused')),
  source TEXT CHECK (source IN ('typed', 'imported', 'generated', 'scanned', 'received')),
  uploaded_by BLOB NOT NULL CHECK (length(uploaded_by) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, uploaded_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE signatures (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  document_version_id BLOB CHECK (length(document_version_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  signer_kind TEXT NOT NULL CHECK (signer_kind IN ('member', 'resident', 'guardian', 'witness', 'contact', 'agency')),
  membership_id BLOB CHECK (length(membership_id) = 16),
  signer_name BLOB NOT NULL,
  meaning TEXT NOT NULL CHECK (meaning IN ('author', 'approved', 'reviewed', 'witnessed', 'agreed', 'received', 'cosigned', 'refused')),
  signed_at INTEGER NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('signing_code', 'typed_name', 'drawn', 'paper', 'key')),
  digest BLOB NOT NULL CHECK (length(digest) <= 32),
  signature BLOB CHECK (length(signature) <= 64),
  declaration TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, document_version_id) REFERENCES document_versions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE backups (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  state TEXT NOT NULL CHECK (state IN ('running', 'written', 'verified', 'failed', 'expired')),
  kind TEXT NOT NULL CHECK (kind IN ('full', 'wal', 'export', 'audit_head')),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  destination_label TEXT NOT NULL,
  size_bytes INTEGER CHECK (size_bytes BETWEEN 0 AND 1000000000000),
  digest BLOB CHECK (length(digest) <= 32),
  row_counts TEXT,
  verified_at INTEGER,
  verified_by BLOB CHECK (length(verified_by) = 16),
  keep_until_on TEXT,
  error TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, verified_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE communication_logs (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  staff_member_id BLOB CHECK (length(staff_member_id) = 16),
  contact_id BLOB CHECK (length(contact_id) = 16),
  agency_id BLOB CHECK (length(agency_id) = 16),
  other_party BLOB,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'phone', 'sms', 'letter', 'in_person', 'video', 'in_app')),
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  happened_at INTEGER NOT NULL,
  subject BLOB NOT NULL,
  content BLOB,
  outcome_note BLOB,
  is_confidential INTEGER CHECK (is_confidential IN (0, 1)),
  visibility TEXT NOT NULL CHECK (visibility IN ('private', 'team', 'all')),
  needs_follow_up INTEGER CHECK (needs_follow_up IN (0, 1)),
  follow_up_on TEXT,
  followed_up_by BLOB CHECK (length(followed_up_by) = 16),
  communication_template_id BLOB CHECK (length(communication_template_id) = 16),
  document_id BLOB CHECK (length(document_id) = 16),
  consent_disclosure_id BLOB CHECK (length(consent_disclosure_id) = 16),
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
  FOREIGN KEY (organization_id, staff_member_id) REFERENCES staff_members (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, contact_id) REFERENCES resident_contacts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, followed_up_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, communication_template_id) REFERENCES communication_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, consent_disclosure_id) REFERENCES consent_disclosures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE communication_templates (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'letter', 'in_app')),
  purpose_code TEXT NOT NULL CHECK (purpose_code IN ('reminder', 'arrears', 'appointment', 'complaint', 'welcome', 'notice', 'consent', 'survey', 'renewal', 'other')),
  language TEXT NOT NULL,
  version_number INTEGER CHECK (version_number BETWEEN 1 AND 10000),
  is_active INTEGER CHECK (is_active IN (0, 1)),
  subject TEXT,
  body TEXT NOT NULL,
  variables TEXT,
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

CREATE TABLE notification_preferences (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('assignment', 'approval', 'incident', 'safeguarding', 'missing', 'medication', 'overdue', 'reminder', 'renewal', 'message', 'announcement', 'system', 'security')),
  in_app INTEGER CHECK (in_app IN (0, 1)),
  bell INTEGER CHECK (bell IN (0, 1)),
  email_digest TEXT CHECK (email_digest IN ('never', 'daily', 'weekly')),
  quiet_from_time TEXT,
  quiet_to_time TEXT,
  minimum_priority TEXT CHECK (minimum_priority IN ('low', 'medium', 'high', 'urgent')),
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
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('direct', 'group', 'house', 'record')),
  house_id BLOB CHECK (length(house_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
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
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation_members (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  conversation_id BLOB NOT NULL CHECK (length(conversation_id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  role TEXT NOT NULL CHECK (role IN ('owner', 'member', 'observer')),
  joined_at INTEGER NOT NULL,
  left_at INTEGER,
  read_up_to_at INTEGER,
  is_muted INTEGER CHECK (is_muted IN (0, 1)),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  conversation_id BLOB NOT NULL CHECK (length(conversation_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  author_id BLOB NOT NULL CHECK (length(author_id) = 16),
  content BLOB NOT NULL,
  is_urgent INTEGER CHECK (is_urgent IN (0, 1)),
  needs_reply INTEGER CHECK (needs_reply IN (0, 1)),
  reply_to_id BLOB CHECK (length(reply_to_id) = 16),
  withdraws_id BLOB CHECK (length(withdraws_id) = 16),
  file_id BLOB CHECK (length(file_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, author_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, reply_to_id) REFERENCES messages (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, withdraws_id) REFERENCES messages (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, file_id) REFERENCES files (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE announcement_reads (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  announcement_id BLOB NOT NULL CHECK (length(announcement_id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  read_at INTEGER NOT NULL,
  acknowledged_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, announcement_id) REFERENCES announcements (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE event_participants (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  calendar_event_id BLOB NOT NULL CHECK (length(calendar_event_id) = 16),
  membership_id BLOB CHECK (length(membership_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  contact_id BLOB CHECK (length(contact_id) = 16),
  agency_id BLOB CHECK (length(agency_id) = 16),
  response TEXT NOT NULL CHECK (response IN ('invited', 'accepted', 'declined', 'tentative', 'attended', 'absent')),
  is_organiser INTEGER CHECK (is_organiser IN (0, 1)),
  note BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_event_id) REFERENCES calendar_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, contact_id) REFERENCES resident_contacts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'valid', 'revoked', 'refused', 'void')),
  resident_id BLOB CHECK (length(resident_id) = 16),
  regime TEXT CHECK (regime IN ('uk_gdpr', 'hipaa', 'part2', 'part2_tpo', 'part2_counselling_notes', 'part2_legal_proceedings', 'photo', 'contact', 'treatment', 'room_search', 'data_sharing')),
  purpose TEXT,
  lawful_basis TEXT CHECK (lawful_basis IN ('consent', 'contract', 'legal_obligation', 'vital_interests', 'public_task', 'legitimate_interests', 'special_explicit_consent', 'special_social_care', 'special_safeguarding', 'part2_consent', 'part2_exception', 'hipaa_tpo')),
  discloser TEXT,
  information BLOB,
  recipients BLOB,
  recipient_agency_id BLOB CHECK (length(recipient_agency_id) = 16),
  recipient_contact_id BLOB CHECK (length(recipient_contact_id) = 16),
  intermediary BLOB,
  withheld_from BLOB,
  starts_on TEXT,
  ends_on TEXT,
  expiry_event BLOB,
  right_to_revoke_told INTEGER CHECK (right_to_revoke_told IN (0, 1)),
  how_to_revoke TEXT,
  redisclosure_told INTEGER CHECK (redisclosure_told IN (0, 1)),
  refusal_consequence_told INTEGER CHECK (refusal_consequence_told IN (0, 1)),
  language TEXT,
  capacity_to_consent BLOB,
  consent_giver TEXT CHECK (consent_giver IN ('resident', 'guardian', 'attorney', 'deputy', 'best_interests')),
  best_interests_document_id BLOB CHECK (length(best_interests_document_id) = 16),
  signature_id BLOB CHECK (length(signature_id) = 16),
  witness_id BLOB CHECK (length(witness_id) = 16),
  revoked_at INTEGER,
  revoked_method TEXT CHECK (revoked_method IN ('phone', 'mobile', 'email', 'sms', 'letter', 'in_person', 'video', 'none')),
  revoke_note BLOB,
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
  FOREIGN KEY (organization_id, recipient_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, recipient_contact_id) REFERENCES resident_contacts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, best_interests_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signature_id) REFERENCES signatures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, witness_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_disclosures (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  information BLOB NOT NULL,
  purpose TEXT NOT NULL,
  disclosed_at INTEGER NOT NULL,
  disclosed_by BLOB NOT NULL CHECK (length(disclosed_by) = 16),
  recipient_name BLOB NOT NULL,
  recipient_agency_id BLOB CHECK (length(recipient_agency_id) = 16),
  recipient_address BLOB,
  method TEXT NOT NULL CHECK (method IN ('spoken', 'letter', 'email', 'secure_mail', 'encrypted_file', 'print', 'portal', 'webhook', 'fax')),
  consent_id BLOB CHECK (length(consent_id) = 16),
  lawful_basis TEXT NOT NULL CHECK (lawful_basis IN ('consent', 'contract', 'legal_obligation', 'vital_interests', 'public_task', 'legitimate_interests', 'special_explicit_consent', 'special_social_care', 'special_safeguarding', 'part2_consent', 'part2_exception', 'hipaa_tpo')),
  exception TEXT NOT NULL CHECK (exception IN ('none', 'medical_emergency', 'court_order', 'child_abuse_report', 'audit', 'research', 'crime_on_premises', 'vital_interest', 'safeguarding_duty', 'subject_request', 'public_health', 'law_enforcement')),
  redisclosure_notice TEXT NOT NULL CHECK (redisclosure_notice IN ('statement_1', 'statement_2', 'not_part2')),
  consent_copy_sent INTEGER CHECK (consent_copy_sent IN (0, 1)),
  is_accountable INTEGER CHECK (is_accountable IN (0, 1)),
  accounting_suspended_until_on TEXT,
  repeats_count INTEGER CHECK (repeats_count BETWEEN 1 AND 100000),
  first_on TEXT,
  last_on TEXT,
  referral_id BLOB CHECK (length(referral_id) = 16),
  corrects_id BLOB CHECK (length(corrects_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, disclosed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, recipient_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, consent_id) REFERENCES consents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, referral_id) REFERENCES referrals (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES consent_disclosures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE patient_notices (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  stay_id BLOB CHECK (length(stay_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('privacy_notice', 'part2_notice', 'hipaa_npp', 'rights_and_rules', 'complaints', 'fees_and_refunds', 'drug_test_policy', 'breach_notice', 'fire_procedure')),
  document_version_id BLOB NOT NULL CHECK (length(document_version_id) = 16),
  language TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  given_by BLOB NOT NULL CHECK (length(given_by) = 16),
  method TEXT NOT NULL CHECK (method IN ('in_person', 'print', 'email', 'post', 'read_aloud', 'interpreter')),
  acknowledged INTEGER CHECK (acknowledged IN (0, 1)),
  not_acknowledged_reason BLOB,
  signature_id BLOB CHECK (length(signature_id) = 16),
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
  FOREIGN KEY (organization_id, document_version_id) REFERENCES document_versions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, given_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signature_id) REFERENCES signatures (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE breach_incidents (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('raised', 'assessing', 'contained', 'notified', 'not_a_breach', 'closed')),
  kind BLOB NOT NULL,
  occurred_at BLOB,
  discovered_at INTEGER NOT NULL,
  raised_by BLOB NOT NULL CHECK (length(raised_by) = 16),
  description BLOB NOT NULL,
  data_kinds BLOB,
  people_count BLOB,
  resident_ids BLOB,
  is_part2 BLOB,
  was_encrypted BLOB,
  processor_agency_id BLOB CHECK (length(processor_agency_id) = 16),
  break_glass_event_id BLOB CHECK (length(break_glass_event_id) = 16),
  cause BLOB,
  containment BLOB,
  risk_to_people BLOB,
  probability_factors BLOB,
  authority_told_at INTEGER,
  authority_reference BLOB,
  people_told_at INTEGER,
  media_told_at INTEGER,
  late_reason BLOB,
  not_notified_reason BLOB,
  lessons BLOB,
  closed_by BLOB CHECK (length(closed_by) = 16),
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
  FOREIGN KEY (organization_id, raised_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, processor_agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, break_glass_event_id) REFERENCES break_glass_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, closed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE baa_records (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  agency_id BLOB CHECK (length(agency_id) = 16),
  kind TEXT CHECK (kind IN ('baa', 'qsoa', 'data_processing', 'data_sharing', 'joint_controller', 'subprocessor')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'terminated')),
  services_note TEXT,
  data_kinds TEXT,
  subprocessors TEXT,
  transfer_safeguard TEXT CHECK (transfer_safeguard IN ('none_needed', 'adequacy', 'idta', 'scc', 'uk_addendum', 'bcr')),
  breach_notice_hours INTEGER CHECK (breach_notice_hours BETWEEN 1 AND 1440),
  signed_on TEXT,
  starts_on TEXT,
  ends_on TEXT,
  reviewed_on TEXT,
  document_id BLOB CHECK (length(document_id) = 16),
  termination_note TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE disclosure_accounting_requests (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'preparing', 'extended', 'sent', 'withdrawn', 'closed')),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  received_on TEXT NOT NULL,
  requester_name BLOB,
  identity_checked_at INTEGER,
  from_on TEXT NOT NULL,
  to_on TEXT NOT NULL,
  extended_reason BLOB,
  is_free INTEGER CHECK (is_free IN (0, 1)),
  fee_amount INTEGER CHECK (fee_amount >= 0),
  row_count INTEGER CHECK (row_count BETWEEN 0 AND 1000000),
  document_id BLOB CHECK (length(document_id) = 16),
  sent_at INTEGER,
  sent_by BLOB CHECK (length(sent_by) = 16),
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
  FOREIGN KEY (organization_id, document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, sent_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE data_access_requests (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'identity_check', 'in_progress', 'paused', 'extended', 'ready', 'sent', 'refused', 'withdrawn', 'closed')),
  kind TEXT NOT NULL CHECK (kind IN ('access', 'copy', 'portability', 'rectification', 'erasure', 'restriction', 'objection', 'hipaa_access', 'amendment')),
  resident_id BLOB CHECK (length(resident_id) = 16),
  staff_member_id BLOB CHECK (length(staff_member_id) = 16),
  received_on TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'phone', 'sms', 'letter', 'in_person', 'video', 'in_app')),
  requester_name BLOB,
  on_behalf TEXT NOT NULL CHECK (on_behalf IN ('self', 'parent', 'attorney', 'solicitor', 'police', 'court', 'authority', 'other')),
  scope_note BLOB,
  identity_checked_on TEXT,
  paused_on TEXT,
  resumed_on TEXT,
  extended_reason BLOB,
  extended_told_on TEXT,
  refusal_ground TEXT CHECK (refusal_ground IN ('manifestly_unfounded', 'excessive', 'exemption', 'third_party', 'not_identified', 'retention_duty', 'legal_hold')),
  exemptions BLOB,
  reviewer_id BLOB CHECK (length(reviewer_id) = 16),
  pack_document_id BLOB CHECK (length(pack_document_id) = 16),
  sent_at INTEGER,
  sent_by BLOB CHECK (length(sent_by) = 16),
  decision_note BLOB,
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
  FOREIGN KEY (organization_id, staff_member_id) REFERENCES staff_members (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, reviewer_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, pack_document_id) REFERENCES documents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, sent_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE redactions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  field_name TEXT NOT NULL,
  from_character INTEGER NOT NULL CHECK (from_character BETWEEN 1 AND 20000),
  to_character INTEGER NOT NULL CHECK (to_character BETWEEN 1 AND 20000),
  reason_code TEXT NOT NULL CHECK (reason_code IN ('third_party', 'serious_harm', 'legal_privilege', 'confidential_reference', 'crime', 'child_abuse', 'other')),
  reason BLOB,
  data_access_request_id BLOB CHECK (length(data_access_request_id) = 16),
  reach_of_redaction TEXT NOT NULL CHECK (reach_of_redaction IN ('this_pack', 'all_copies', 'display')),
  redacted_by BLOB NOT NULL CHECK (length(redacted_by) = 16),
  checked_by BLOB CHECK (length(checked_by) = 16),
  original BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, data_access_request_id) REFERENCES data_access_requests (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, redacted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, checked_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_policies (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  record_class TEXT NOT NULL,
  jurisdiction TEXT NOT NULL CHECK (jurisdiction IN ('england', 'wales', 'scotland', 'northern_ireland', 'united_states', 'other')),
  keep_years INTEGER NOT NULL CHECK (keep_years BETWEEN 0 AND 150),
  starts_from TEXT NOT NULL CHECK (starts_from IN ('created', 'closed', 'stay_end', 'birth', 'death', 'last_contact', 'staff_left', 'superseded')),
  then_do TEXT NOT NULL CHECK (then_do IN ('review', 'erase', 'pseudonymise', 'archive')),
  legal_source TEXT,
  is_active INTEGER CHECK (is_active IN (0, 1)),
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

CREATE TABLE legal_holds (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'released')),
  name BLOB NOT NULL,
  resident_id BLOB CHECK (length(resident_id) = 16),
  staff_member_id BLOB CHECK (length(staff_member_id) = 16),
  record_class TEXT,
  reason BLOB NOT NULL,
  authority BLOB,
  starts_on TEXT NOT NULL,
  released_on TEXT,
  released_by BLOB CHECK (length(released_by) = 16),
  release_reason BLOB,
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
  FOREIGN KEY (organization_id, staff_member_id) REFERENCES staff_members (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, released_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE complaints (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'acknowledged', 'stage1', 's1_answered', 'stage2', 'final', 'withdrawn', 'not_accepted', 'service_request', 'closed')),
  subject BLOB NOT NULL,
  description BLOB NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('repairs', 'staff_conduct', 'safety', 'noise', 'other_residents', 'food', 'care', 'medication', 'money', 'discrimination', 'privacy', 'decision', 'moving', 'communication', 'facilities', 'other')),
  desired_remedy BLOB,
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  complainant_kind TEXT NOT NULL,
  resident_id BLOB CHECK (length(resident_id) = 16),
  complainant_name BLOB,
  complainant_contact BLOB,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'phone', 'sms', 'letter', 'in_person', 'video', 'in_app')),
  received_on TEXT NOT NULL,
  adjustments BLOB,
  about_member_id BLOB CHECK (length(about_member_id) = 16),
  is_safeguarding INTEGER CHECK (is_safeguarding IN (0, 1)),
  acknowledged_on TEXT,
  definition_agreed BLOB,
  stage TEXT NOT NULL CHECK (stage IN ('none', 'first', 'second', 'ombudsman')),
  handler_id BLOB CHECK (length(handler_id) = 16),
  stage2_handler_id BLOB CHECK (length(stage2_handler_id) = 16),
  extended_until_on TEXT,
  extension_reason BLOB,
  answered_on TEXT,
  stage2_asked_on TEXT,
  stage2_answered_on TEXT,
  decision TEXT CHECK (decision IN ('upheld', 'partly_upheld', 'not_upheld', 'resolved_early', 'outside_scope')),
  findings BLOB,
  remedy BLOB,
  compensation_amount INTEGER CHECK (compensation_amount >= 0),
  appeal_due_on TEXT,
  ombudsman_told INTEGER CHECK (ombudsman_told IN (0, 1)),
  ombudsman_reference TEXT,
  learning BLOB,
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
  FOREIGN KEY (organization_id, about_member_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, handler_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, stage2_handler_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE grievances (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  received_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'looked_at', 'answered', 'closed')),
  category TEXT NOT NULL CHECK (category IN ('staff_conduct', 'safety', 'discrimination', 'other_residents', 'food', 'building', 'money', 'rules', 'privacy', 'other')),
  content BLOB NOT NULL,
  receipt_token BLOB CHECK (length(receipt_token) <= 64),
  answer BLOB,
  answered_by BLOB CHECK (length(answered_by) = 16),
  answered_on TEXT,
  created_at INTEGER NOT NULL CHECK (created_at % 86400000 = 0),
  created_by BLOB CHECK (created_by IS NULL),
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, answered_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE surveys (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'analysed', 'discarded')),
  title TEXT,
  audiences TEXT,
  is_anonymous INTEGER CHECK (is_anonymous IN (0, 1)),
  form_template_id BLOB CHECK (length(form_template_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  opens_on TEXT,
  closes_on TEXT,
  minimum_to_show INTEGER CHECK (minimum_to_show BETWEEN 1 AND 1000),
  analysis TEXT,
  follow_up TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, form_template_id) REFERENCES form_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE survey_responses (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  survey_id BLOB NOT NULL CHECK (length(survey_id) = 16),
  respondent_kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('started', 'submitted', 'abandoned')),
  resident_id BLOB CHECK (length(resident_id) = 16),
  membership_id BLOB CHECK (length(membership_id) = 16),
  answers BLOB NOT NULL,
  started_on TEXT,
  submitted_at INTEGER,
  percent_complete INTEGER CHECK (percent_complete BETWEEN 0 AND 100),
  helped_by BLOB CHECK (length(helped_by) = 16),
  channel TEXT CHECK (channel IN ('email', 'phone', 'sms', 'letter', 'in_person', 'video', 'in_app')),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, survey_id) REFERENCES surveys (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, helped_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE kpi_snapshots (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  house_id BLOB CHECK (length(house_id) = 16),
  day TEXT NOT NULL,
  value INTEGER NOT NULL CHECK (value BETWEEN -1000000000 AND 1000000000),
  denominator INTEGER CHECK (denominator BETWEEN 0 AND 1000000000),
  target_value INTEGER CHECK (target_value BETWEEN -1000000000 AND 1000000000),
  unit TEXT NOT NULL CHECK (unit IN ('count', 'percent_tenths', 'days', 'hours', 'money', 'ratio_tenths')),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE report_templates (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('occupancy', 'safeguarding', 'incidents', 'health', 'support', 'money', 'staff', 'property', 'rights', 'statutory', 'data_quality', 'custom')),
  query TEXT NOT NULL,
  parameters TEXT,
  format TEXT NOT NULL CHECK (format IN ('screen', 'csv', 'text', 'json', 'pdf', 'fhir', 'hmis_csv', 'core_csv', 'hsds', 'icalendar', 'bagit', 'beancount')),
  schedule TEXT CHECK (schedule IN ('none', 'daily', 'weekly', 'fortnightly', 'monthly', 'quarterly', 'half_yearly', 'yearly', 'custom')),
  next_run_at INTEGER,
  is_shared INTEGER CHECK (is_shared IN (0, 1)),
  owner_id BLOB CHECK (length(owner_id) = 16),
  masks_identity INTEGER CHECK (masks_identity IN (0, 1)),
  is_active INTEGER CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, owner_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE report_runs (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  report_template_id BLOB CHECK (length(report_template_id) = 16),
  title TEXT NOT NULL,
  run_by BLOB NOT NULL CHECK (length(run_by) = 16),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  parameters BLOB,
  format TEXT NOT NULL CHECK (format IN ('screen', 'csv', 'text', 'json', 'pdf', 'fhir', 'hmis_csv', 'core_csv', 'hsds', 'icalendar', 'bagit', 'beancount')),
  row_count INTEGER CHECK (row_count BETWEEN 0 AND 1000000000),
  quality_failures TEXT,
  file_id BLOB CHECK (length(file_id) = 16),
  purpose TEXT,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  error TEXT,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, report_template_id) REFERENCES report_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, run_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, file_id) REFERENCES files (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE dashboard_widgets (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  membership_id BLOB CHECK (length(membership_id) = 16),
  role_code TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('count', 'list', 'trend', 'table', 'clock', 'map_of_beds', 'due', 'alerts', 'chart')),
  title TEXT NOT NULL,
  report_template_id BLOB CHECK (length(report_template_id) = 16),
  source_code TEXT,
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 10000),
  row_span INTEGER CHECK (row_span BETWEEN 1 AND 20),
  column_span INTEGER CHECK (column_span BETWEEN 1 AND 20),
  refresh_seconds INTEGER CHECK (refresh_seconds BETWEEN 5 AND 3600),
  settings_map TEXT,
  is_visible INTEGER CHECK (is_visible IN (0, 1)),
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
  FOREIGN KEY (organization_id, report_template_id) REFERENCES report_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  key TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('general', 'security', 'clocks', 'medication', 'rounds', 'money', 'messages', 'privacy', 'display', 'retention', 'integration', 'backup')),
  setting_value TEXT NOT NULL,
  house_id BLOB CHECK (length(house_id) = 16),
  environment TEXT NOT NULL CHECK (environment IN ('any', 'production', 'training', 'test')),
  needs_restart INTEGER CHECK (needs_restart IN (0, 1)),
  editable_by_role TEXT,
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
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE lookup_values (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  list_name TEXT NOT NULL,
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  language TEXT NOT NULL,
  position INTEGER CHECK (position BETWEEN 0 AND 1000000),
  maps_to_code TEXT,
  starts_on TEXT,
  ends_on TEXT,
  is_active INTEGER CHECK (is_active IN (0, 1)),
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

CREATE TABLE form_templates (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT,
  code TEXT,
  version_number INTEGER CHECK (version_number BETWEEN 1 AND 10000),
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'retired', 'superseded')),
  purpose_code TEXT CHECK (purpose_code IN ('assessment', 'inspection', 'survey', 'check', 'intake', 'review', 'other')),
  subject_type TEXT,
  needs_signatures TEXT,
  contains_health INTEGER CHECK (contains_health IN (0, 1)),
  is_active INTEGER CHECK (is_active IN (0, 1)),
  fields TEXT,
  scoring TEXT,
  metadata_map TEXT,
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

CREATE TABLE form_questions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  form_template_id BLOB NOT NULL CHECK (length(form_template_id) = 16),
  question_text TEXT NOT NULL,
  answer_kind TEXT NOT NULL CHECK (answer_kind IN ('text', 'note', 'integer', 'money', 'day', 'instant', 'time', 'flag', 'choice', 'list', 'check', 'reference')),
  answer_choices TEXT,
  smallest_answer INTEGER CHECK (smallest_answer BETWEEN -1000000 AND 1000000),
  largest_answer INTEGER CHECK (largest_answer BETWEEN -1000000 AND 1000000),
  answer_type TEXT CHECK (answer_type IN ('residents', 'memberships', 'houses', 'rooms', 'beds', 'assets', 'contractors', 'agencies')),
  is_answer_required INTEGER CHECK (is_answer_required IN (0, 1)),
  question_help TEXT,
  is_scored INTEGER CHECK (is_scored IN (0, 1)),
  is_essential_point INTEGER CHECK (is_essential_point IN (0, 1)),
  is_active INTEGER CHECK (is_active IN (0, 1)),
  heading TEXT,
  position INTEGER CHECK (position BETWEEN 1 AND 1000),
  depends_on_id BLOB CHECK (length(depends_on_id) = 16),
  depends_on_answers TEXT,
  question_name TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, form_template_id) REFERENCES form_templates (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, depends_on_id) REFERENCES form_questions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE form_contributions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  field_name TEXT NOT NULL,
  contributor_id BLOB NOT NULL CHECK (length(contributor_id) = 16),
  contributed_at INTEGER NOT NULL,
  role_code TEXT,
  source TEXT NOT NULL CHECK (source IN ('typed', 'resident', 'family', 'agency', 'imported', 'copied')),
  replaces_contributor_id BLOB CHECK (length(replaces_contributor_id) = 16),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, contributor_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, replaces_contributor_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_fields (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  on_type TEXT NOT NULL CHECK (on_type IN ('residents', 'resident_contacts', 'stays', 'leads', 'referrals', 'incidents', 'support_plans', 'risk_assessments', 'case_notes', 'appointments', 'visits', 'complaints', 'staff_members', 'tasks', 'houses', 'rooms', 'beds', 'assets', 'maintenance_requests', 'contractors', 'vehicles', 'agencies')),
  position INTEGER CHECK (position BETWEEN 1 AND 1000),
  label TEXT NOT NULL,
  answer_kind TEXT NOT NULL CHECK (answer_kind IN ('text', 'note', 'integer', 'money', 'day', 'instant', 'time', 'flag', 'choice', 'list', 'check', 'reference')),
  answer_choices TEXT,
  smallest_answer INTEGER CHECK (smallest_answer BETWEEN -1000000 AND 1000000),
  largest_answer INTEGER CHECK (largest_answer BETWEEN -1000000 AND 1000000),
  answer_type TEXT CHECK (answer_type IN ('residents', 'memberships', 'houses', 'rooms', 'beds', 'assets', 'contractors', 'agencies')),
  is_answer_required INTEGER CHECK (is_answer_required IN (0, 1)),
  question_help TEXT,
  is_active INTEGER CHECK (is_active IN (0, 1)),
  question_name TEXT,
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

CREATE TABLE custom_values (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  content_map BLOB NOT NULL,
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
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE workflows (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT,
  name TEXT,
  version_number INTEGER CHECK (version_number BETWEEN 1 AND 10000),
  state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'paused', 'retired')),
  on_event TEXT,
  condition_map TEXT,
  steps TEXT,
  runs_as_role TEXT,
  is_system INTEGER CHECK (is_system IN (0, 1)),
  last_run_at INTEGER,
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

CREATE TABLE scheduled_jobs (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'retired')),
  kind TEXT NOT NULL CHECK (kind IN ('snapshot', 'reminder', 'renewal', 'charge_run', 'dunning', 'chore_rota', 'retention', 'backup', 'integrity', 'audit_head', 'report', 'webhook', 'import', 'key_rotation', 'digest')),
  schedule_text TEXT NOT NULL,
  limit_seconds INTEGER CHECK (limit_seconds BETWEEN 1 AND 86400),
  parameters TEXT,
  next_run_at INTEGER,
  last_run_at INTEGER,
  last_status TEXT CHECK (last_status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
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

CREATE TABLE job_runs (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  scheduled_job_id BLOB CHECK (length(scheduled_job_id) = 16),
  workflow_id BLOB CHECK (length(workflow_id) = 16),
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  subject_type TEXT,
  subject_id BLOB CHECK (length(subject_id) = 16),
  done_count INTEGER CHECK (done_count BETWEEN 0 AND 1000000),
  failed_count INTEGER CHECK (failed_count BETWEEN 0 AND 1000000),
  attempt INTEGER CHECK (attempt BETWEEN 0 AND 1000),
  error TEXT,
  log BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, scheduled_job_id) REFERENCES scheduled_jobs (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, workflow_id) REFERENCES workflows (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE webhooks (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
  endpoint BLOB NOT NULL,
  secret BLOB NOT NULL,
  events TEXT NOT NULL,
  house_id BLOB CHECK (length(house_id) = 16),
  payload TEXT NOT NULL CHECK (payload IN ('references_only', 'masked')),
  baa_record_id BLOB CHECK (length(baa_record_id) = 16),
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
  FOREIGN KEY (organization_id, baa_record_id) REFERENCES baa_records (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_deliveries (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  webhook_id BLOB NOT NULL CHECK (length(webhook_id) = 16),
  event_name TEXT NOT NULL,
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'given_up')),
  body_digest BLOB CHECK (length(body_digest) <= 32),
  attempt INTEGER NOT NULL CHECK (attempt BETWEEN 0 AND 1000),
  next_try_at INTEGER,
  status_code INTEGER CHECK (status_code BETWEEN 0 AND 999),
  milliseconds INTEGER CHECK (milliseconds BETWEEN 0 AND 86400000),
  error TEXT,
  sent_at INTEGER,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, webhook_id) REFERENCES webhooks (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE integration_configs (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('housing_benefit', 'universal_credit', 'local_authority', 'nhs_spine', 'core_lettings', 'hmis', 'fhir', 'email', 'sms', 'bank_feed', 'accounting', 'directory', 'calendar', 'other')),
  state TEXT NOT NULL CHECK (state IN ('off', 'testing', 'on', 'failing')),
  endpoint BLOB,
  credentials BLOB,
  mapping_map TEXT,
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  schedule TEXT CHECK (schedule IN ('none', 'daily', 'weekly', 'fortnightly', 'monthly', 'quarterly', 'half_yearly', 'yearly', 'custom')),
  agency_id BLOB CHECK (length(agency_id) = 16),
  baa_record_id BLOB CHECK (length(baa_record_id) = 16),
  last_success_at INTEGER,
  last_error TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, baa_record_id) REFERENCES baa_records (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE integration_logs (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  integration_config_id BLOB NOT NULL CHECK (length(integration_config_id) = 16),
  operation TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  started_at INTEGER NOT NULL,
  milliseconds INTEGER CHECK (milliseconds BETWEEN 0 AND 86400000),
  status TEXT NOT NULL CHECK (status IN ('ok', 'client_error', 'server_error', 'timeout', 'refused', 'invalid')),
  status_code INTEGER CHECK (status_code BETWEEN 0 AND 999),
  attempt INTEGER CHECK (attempt BETWEEN 0 AND 1000),
  retry_of_id BLOB CHECK (length(retry_of_id) = 16),
  sent_count INTEGER CHECK (sent_count BETWEEN 0 AND 1000000),
  received_count INTEGER CHECK (received_count BETWEEN 0 AND 1000000),
  rejected_count INTEGER CHECK (rejected_count BETWEEN 0 AND 1000000),
  error TEXT,
  correlation TEXT,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, integration_config_id) REFERENCES integration_configs (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, retry_of_id) REFERENCES integration_logs (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE INDEX organizations_name ON organizations (organization_id, deleted_at, name);

CREATE UNIQUE INDEX users_login_name_token_unique ON users (organization_id, login_name_token) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX users_email_token_unique ON users (organization_id, email_token) WHERE deleted_at IS NULL;

CREATE INDEX users_state ON users (organization_id, deleted_at, state);

CREATE INDEX users_primary_membership_id ON users (organization_id, deleted_at, primary_membership_id);

CREATE INDEX users_last_sign_in_at ON users (organization_id, deleted_at, last_sign_in_at);

CREATE INDEX users_change_seq ON users (organization_id, change_seq);

CREATE INDEX memberships_short_name ON memberships (organization_id, deleted_at, short_name);

CREATE INDEX role_assignments_starts_on ON role_assignments (organization_id, deleted_at, starts_on);

CREATE INDEX user_sessions_started_at ON user_sessions (organization_id, deleted_at, started_at);

CREATE INDEX account_lockouts_locked_at ON account_lockouts (organization_id, locked_at);

CREATE INDEX key_grants_key_version ON key_grants (organization_id, deleted_at, key_version);

CREATE UNIQUE INDEX role_permissions_role_id_resource_action_field_group_unique ON role_permissions (organization_id, role_id, resource, action, coalesce(field_group, '')) WHERE deleted_at IS NULL;

CREATE INDEX role_permissions_resource ON role_permissions (organization_id, deleted_at, resource);

CREATE INDEX role_permissions_role_id_resource ON role_permissions (organization_id, deleted_at, role_id, resource);

CREATE INDEX role_permissions_change_seq ON role_permissions (organization_id, change_seq);

CREATE UNIQUE INDEX api_tokens_name_unique ON api_tokens (organization_id, name) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX api_tokens_token_hash_unique ON api_tokens (organization_id, token_hash) WHERE deleted_at IS NULL;

CREATE INDEX api_tokens_role_id ON api_tokens (organization_id, deleted_at, role_id);

CREATE INDEX api_tokens_house_id ON api_tokens (organization_id, deleted_at, house_id);

CREATE INDEX api_tokens_state ON api_tokens (organization_id, deleted_at, state);

CREATE INDEX api_tokens_expires_on ON api_tokens (organization_id, deleted_at, expires_on);

CREATE INDEX api_tokens_revoked_by ON api_tokens (organization_id, deleted_at, revoked_by);

CREATE INDEX api_tokens_change_seq ON api_tokens (organization_id, change_seq);

CREATE UNIQUE INDEX access_grants_subject_type_subject_id_membership_id_unique ON access_grants (organization_id, subject_type, subject_id, membership_id) WHERE deleted_at IS NULL;

CREATE INDEX access_grants_subject_id ON access_grants (organization_id, deleted_at, subject_id);

CREATE INDEX access_grants_membership_id ON access_grants (organization_id, deleted_at, membership_id);

CREATE INDEX access_grants_resident_id ON access_grants (organization_id, deleted_at, resident_id);

CREATE INDEX access_grants_granted_by ON access_grants (organization_id, deleted_at, granted_by);

CREATE INDEX access_grants_expires_at ON access_grants (organization_id, deleted_at, expires_at);

CREATE INDEX access_grants_subject_type_subject_id ON access_grants (organization_id, deleted_at, subject_type, subject_id);

CREATE INDEX access_grants_change_seq ON access_grants (organization_id, change_seq);

CREATE INDEX break_glass_events_membership_id ON break_glass_events (organization_id, deleted_at, membership_id);

CREATE INDEX break_glass_events_state ON break_glass_events (organization_id, deleted_at, state);

CREATE INDEX break_glass_events_started_at ON break_glass_events (organization_id, deleted_at, started_at);

CREATE INDEX break_glass_events_expires_at ON break_glass_events (organization_id, deleted_at, expires_at);

CREATE INDEX break_glass_events_reviewed_by ON break_glass_events (organization_id, deleted_at, reviewed_by);

CREATE INDEX break_glass_events_resident_id_started_at ON break_glass_events (organization_id, deleted_at, resident_id, started_at);

CREATE INDEX break_glass_events_change_seq ON break_glass_events (organization_id, change_seq);

CREATE UNIQUE INDEX properties_name_unique ON properties (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX properties_state ON properties (organization_id, deleted_at, state);

CREATE INDEX properties_address_id ON properties (organization_id, deleted_at, address_id);

CREATE INDEX properties_landlord_agency_id ON properties (organization_id, deleted_at, landlord_agency_id);

CREATE INDEX properties_lease_ends_on ON properties (organization_id, deleted_at, lease_ends_on);

CREATE INDEX properties_cost_center_id ON properties (organization_id, deleted_at, cost_center_id);

CREATE INDEX properties_change_seq ON properties (organization_id, change_seq);

CREATE UNIQUE INDEX houses_name_unique ON houses (organization_id, name) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX houses_code_unique ON houses (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX houses_property_id ON houses (organization_id, deleted_at, property_id);

CREATE INDEX houses_state ON houses (organization_id, deleted_at, state);

CREATE INDEX houses_manager_id ON houses (organization_id, deleted_at, manager_id);

CREATE INDEX houses_change_seq ON houses (organization_id, change_seq);

CREATE INDEX rooms_name ON rooms (organization_id, deleted_at, name);

CREATE INDEX beds_label ON beds (organization_id, deleted_at, label);

CREATE UNIQUE INDEX bed_closures_bed_id_unique ON bed_closures (organization_id, bed_id) WHERE state = 'open' AND deleted_at IS NULL;

CREATE INDEX bed_closures_bed_id ON bed_closures (organization_id, deleted_at, bed_id);

CREATE INDEX bed_closures_state ON bed_closures (organization_id, deleted_at, state);

CREATE INDEX bed_closures_starts_on ON bed_closures (organization_id, deleted_at, starts_on);

CREATE INDEX bed_closures_expected_end_on ON bed_closures (organization_id, deleted_at, expected_end_on);

CREATE INDEX bed_closures_waitlist_entry_id ON bed_closures (organization_id, deleted_at, waitlist_entry_id);

CREATE INDEX bed_closures_pass_id ON bed_closures (organization_id, deleted_at, pass_id);

CREATE INDEX bed_closures_maintenance_request_id ON bed_closures (organization_id, deleted_at, maintenance_request_id);

CREATE INDEX bed_closures_house_id_state ON bed_closures (organization_id, deleted_at, house_id, state);

CREATE INDEX bed_closures_change_seq ON bed_closures (organization_id, change_seq);

CREATE INDEX addresses_starts_on ON addresses (organization_id, deleted_at, starts_on);

CREATE UNIQUE INDEX occupancy_snapshots_house_id_day_is_rebuilt_unique ON occupancy_snapshots (organization_id, house_id, day, coalesce(is_rebuilt, -1));

CREATE INDEX occupancy_snapshots_day ON occupancy_snapshots (organization_id, day);

CREATE UNIQUE INDEX residents_reference_unique ON residents (organization_id, reference);

CREATE UNIQUE INDEX residents_nhs_number_token_unique ON residents (organization_id, nhs_number_token) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX residents_national_insurance_number_token_unique ON residents (organization_id, national_insurance_number_token) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX residents_social_security_number_token_unique ON residents (organization_id, social_security_number_token) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX residents_medicaid_number_token_unique ON residents (organization_id, medicaid_number_token) WHERE deleted_at IS NULL;

CREATE INDEX residents_next_of_kin_contact_id ON residents (organization_id, deleted_at, next_of_kin_contact_id);

CREATE INDEX residents_photo_file_id ON residents (organization_id, deleted_at, photo_file_id);

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

CREATE INDEX resident_contacts_emergency_rank ON resident_contacts (organization_id, deleted_at, emergency_rank);

CREATE INDEX resident_contacts_consent_id ON resident_contacts (organization_id, deleted_at, consent_id);

CREATE INDEX resident_contacts_change_seq ON resident_contacts (organization_id, change_seq);

CREATE INDEX resident_status_history_stay_id ON resident_status_history (organization_id, stay_id);

CREATE INDEX resident_status_history_kind ON resident_status_history (organization_id, kind);

CREATE INDEX resident_status_history_effective_at ON resident_status_history (organization_id, effective_at);

CREATE INDEX resident_status_history_recorded_by ON resident_status_history (organization_id, recorded_by);

CREATE INDEX resident_status_history_resident_id_kind_effective_at ON resident_status_history (organization_id, resident_id, kind, effective_at);

CREATE UNIQUE INDEX resident_links_resident_id_other_resident_id_kind_unique ON resident_links (organization_id, resident_id, other_resident_id, kind) WHERE deleted_at IS NULL;

CREATE INDEX resident_links_resident_id ON resident_links (organization_id, deleted_at, resident_id);

CREATE INDEX resident_links_other_resident_id ON resident_links (organization_id, deleted_at, other_resident_id);

CREATE INDEX resident_links_kind ON resident_links (organization_id, deleted_at, kind);

CREATE INDEX resident_links_change_seq ON resident_links (organization_id, change_seq);

CREATE UNIQUE INDEX valuables_receipt_number_unique ON valuables (organization_id, receipt_number) WHERE deleted_at IS NULL;

CREATE INDEX valuables_stay_id ON valuables (organization_id, deleted_at, stay_id);

CREATE INDEX valuables_state ON valuables (organization_id, deleted_at, state);

CREATE INDEX valuables_received_at ON valuables (organization_id, deleted_at, received_at);

CREATE INDEX valuables_received_by ON valuables (organization_id, deleted_at, received_by);

CREATE INDEX valuables_witness_id ON valuables (organization_id, deleted_at, witness_id);

CREATE INDEX valuables_returned_by ON valuables (organization_id, deleted_at, returned_by);

CREATE INDEX valuables_resident_signature_id ON valuables (organization_id, deleted_at, resident_signature_id);

CREATE INDEX valuables_house_id_state ON valuables (organization_id, deleted_at, house_id, state);

CREATE INDEX valuables_resident_id_state ON valuables (organization_id, deleted_at, resident_id, state);

CREATE INDEX valuables_change_seq ON valuables (organization_id, change_seq);

CREATE UNIQUE INDEX legal_orders_reference_unique ON legal_orders (organization_id, reference);

CREATE INDEX legal_orders_state ON legal_orders (organization_id, deleted_at, state);

CREATE INDEX legal_orders_ends_on ON legal_orders (organization_id, deleted_at, ends_on);

CREATE INDEX legal_orders_review_on ON legal_orders (organization_id, deleted_at, review_on);

CREATE INDEX legal_orders_document_id ON legal_orders (organization_id, deleted_at, document_id);

CREATE INDEX legal_orders_resident_id_state ON legal_orders (organization_id, deleted_at, resident_id, state);

CREATE INDEX legal_orders_change_seq ON legal_orders (organization_id, change_seq);

CREATE INDEX resident_merges_kept_resident_id ON resident_merges (organization_id, deleted_at, kept_resident_id);

CREATE INDEX resident_merges_merged_resident_id ON resident_merges (organization_id, deleted_at, merged_resident_id);

CREATE INDEX resident_merges_state ON resident_merges (organization_id, deleted_at, state);

CREATE INDEX resident_merges_merged_by ON resident_merges (organization_id, deleted_at, merged_by);

CREATE INDEX resident_merges_change_seq ON resident_merges (organization_id, change_seq);

CREATE UNIQUE INDEX stays_reference_unique ON stays (organization_id, reference);

CREATE UNIQUE INDEX stays_resident_id_unique ON stays (organization_id, resident_id) WHERE state = 'active' AND deleted_at IS NULL;

CREATE INDEX stays_state ON stays (organization_id, deleted_at, state);

CREATE INDEX stays_admission_id ON stays (organization_id, deleted_at, admission_id);

CREATE INDEX stays_starts_on ON stays (organization_id, deleted_at, starts_on);

CREATE INDEX stays_expected_end_on ON stays (organization_id, deleted_at, expected_end_on);

CREATE INDEX stays_phase_id ON stays (organization_id, deleted_at, phase_id);

CREATE INDEX stays_ends_on ON stays (organization_id, deleted_at, ends_on);

CREATE INDEX stays_placing_agency_id ON stays (organization_id, deleted_at, placing_agency_id);

CREATE INDEX stays_gp_contact_id ON stays (organization_id, deleted_at, gp_contact_id);

CREATE INDEX stays_house_id_state ON stays (organization_id, deleted_at, house_id, state);

CREATE INDEX stays_resident_id_state ON stays (organization_id, deleted_at, resident_id, state);

CREATE INDEX stays_change_seq ON stays (organization_id, change_seq);

CREATE INDEX stay_staff_starts_on ON stay_staff (organization_id, deleted_at, starts_on);

CREATE UNIQUE INDEX bed_assignments_bed_id_unique ON bed_assignments (organization_id, bed_id) WHERE ends_at IS NULL AND deleted_at IS NULL;

CREATE UNIQUE INDEX bed_assignments_stay_id_unique ON bed_assignments (organization_id, stay_id) WHERE ends_at IS NULL AND deleted_at IS NULL;

CREATE INDEX bed_assignments_stay_id ON bed_assignments (organization_id, deleted_at, stay_id);

CREATE INDEX bed_assignments_resident_id ON bed_assignments (organization_id, deleted_at, resident_id);

CREATE INDEX bed_assignments_bed_id ON bed_assignments (organization_id, deleted_at, bed_id);

CREATE INDEX bed_assignments_starts_at ON bed_assignments (organization_id, deleted_at, starts_at);

CREATE INDEX bed_assignments_ends_at ON bed_assignments (organization_id, deleted_at, ends_at);

CREATE INDEX bed_assignments_move_record_id ON bed_assignments (organization_id, deleted_at, move_record_id);

CREATE INDEX bed_assignments_house_id_ends_at ON bed_assignments (organization_id, deleted_at, house_id, ends_at);

CREATE INDEX bed_assignments_change_seq ON bed_assignments (organization_id, change_seq);

CREATE UNIQUE INDEX leads_reference_unique ON leads (organization_id, reference);

CREATE INDEX leads_state ON leads (organization_id, deleted_at, state);

CREATE INDEX leads_received_at ON leads (organization_id, deleted_at, received_at);

CREATE INDEX leads_agency_id ON leads (organization_id, deleted_at, agency_id);

CREATE INDEX leads_assigned_to ON leads (organization_id, deleted_at, assigned_to);

CREATE INDEX leads_resident_id ON leads (organization_id, deleted_at, resident_id);

CREATE INDEX leads_house_id_state ON leads (organization_id, deleted_at, house_id, state);

CREATE INDEX leads_change_seq ON leads (organization_id, change_seq);

CREATE UNIQUE INDEX waitlist_entries_resident_id_house_id_unique ON waitlist_entries (organization_id, resident_id, coalesce(house_id, x'')) WHERE state IN ('waiting', 'offered', 'accepted') AND deleted_at IS NULL;

CREATE INDEX waitlist_entries_resident_id ON waitlist_entries (organization_id, deleted_at, resident_id);

CREATE INDEX waitlist_entries_state ON waitlist_entries (organization_id, deleted_at, state);

CREATE INDEX waitlist_entries_priority ON waitlist_entries (organization_id, deleted_at, priority);

CREATE INDEX waitlist_entries_joined_on ON waitlist_entries (organization_id, deleted_at, joined_on);

CREATE INDEX waitlist_entries_offered_bed_id ON waitlist_entries (organization_id, deleted_at, offered_bed_id);

CREATE INDEX waitlist_entries_offer_expires_at ON waitlist_entries (organization_id, deleted_at, offer_expires_at);

CREATE INDEX waitlist_entries_house_id_state ON waitlist_entries (organization_id, deleted_at, house_id, state);

CREATE INDEX waitlist_entries_change_seq ON waitlist_entries (organization_id, change_seq);

CREATE UNIQUE INDEX admissions_reference_unique ON admissions (organization_id, reference);

CREATE INDEX admissions_state ON admissions (organization_id, deleted_at, state);

CREATE INDEX admissions_lead_id ON admissions (organization_id, deleted_at, lead_id);

CREATE INDEX admissions_waitlist_entry_id ON admissions (organization_id, deleted_at, waitlist_entry_id);

CREATE INDEX admissions_placing_agency_id ON admissions (organization_id, deleted_at, placing_agency_id);

CREATE INDEX admissions_planned_on ON admissions (organization_id, deleted_at, planned_on);

CREATE INDEX admissions_decided_by ON admissions (organization_id, deleted_at, decided_by);

CREATE INDEX admissions_stay_id ON admissions (organization_id, deleted_at, stay_id);

CREATE INDEX admissions_house_id_state ON admissions (organization_id, deleted_at, house_id, state);

CREATE INDEX admissions_resident_id_state ON admissions (organization_id, deleted_at, resident_id, state);

CREATE INDEX admissions_change_seq ON admissions (organization_id, change_seq);

CREATE INDEX move_records_stay_id ON move_records (organization_id, deleted_at, stay_id);

CREATE INDEX move_records_state ON move_records (organization_id, deleted_at, state);

CREATE INDEX move_records_planned_on ON move_records (organization_id, deleted_at, planned_on);

CREATE INDEX move_records_from_bed_id ON move_records (organization_id, deleted_at, from_bed_id);

CREATE INDEX move_records_to_bed_id ON move_records (organization_id, deleted_at, to_bed_id);

CREATE INDEX move_records_authorised_by ON move_records (organization_id, deleted_at, authorised_by);

CREATE INDEX move_records_handed_over_by ON move_records (organization_id, deleted_at, handed_over_by);

CREATE INDEX move_records_received_by ON move_records (organization_id, deleted_at, received_by);

CREATE INDEX move_records_cleaned_by ON move_records (organization_id, deleted_at, cleaned_by);

CREATE INDEX move_records_deposit_id ON move_records (organization_id, deleted_at, deposit_id);

CREATE INDEX move_records_next_address_id ON move_records (organization_id, deleted_at, next_address_id);

CREATE INDEX move_records_resident_id_state ON move_records (organization_id, deleted_at, resident_id, state);

CREATE INDEX move_records_change_seq ON move_records (organization_id, change_seq);

CREATE UNIQUE INDEX discharges_stay_id_unique ON discharges (organization_id, stay_id) WHERE deleted_at IS NULL;

CREATE INDEX discharges_state ON discharges (organization_id, deleted_at, state);

CREATE INDEX discharges_resident_id ON discharges (organization_id, deleted_at, resident_id);

CREATE INDEX discharges_left_at ON discharges (organization_id, deleted_at, left_at);

CREATE INDEX discharges_forwarding_address_id ON discharges (organization_id, deleted_at, forwarding_address_id);

CREATE INDEX discharges_follow_up_on ON discharges (organization_id, deleted_at, follow_up_on);

CREATE INDEX discharges_change_seq ON discharges (organization_id, change_seq);

CREATE UNIQUE INDEX tenancy_agreements_reference_unique ON tenancy_agreements (organization_id, reference);

CREATE INDEX tenancy_agreements_state ON tenancy_agreements (organization_id, deleted_at, state);

CREATE INDEX tenancy_agreements_resident_id ON tenancy_agreements (organization_id, deleted_at, resident_id);

CREATE INDEX tenancy_agreements_starts_on ON tenancy_agreements (organization_id, deleted_at, starts_on);

CREATE INDEX tenancy_agreements_ends_on ON tenancy_agreements (organization_id, deleted_at, ends_on);

CREATE INDEX tenancy_agreements_document_version_id ON tenancy_agreements (organization_id, deleted_at, document_version_id);

CREATE INDEX tenancy_agreements_next_rent_review_on ON tenancy_agreements (organization_id, deleted_at, next_rent_review_on);

CREATE INDEX tenancy_agreements_resident_signature_id ON tenancy_agreements (organization_id, deleted_at, resident_signature_id);

CREATE INDEX tenancy_agreements_guardian_signature_id ON tenancy_agreements (organization_id, deleted_at, guardian_signature_id);

CREATE INDEX tenancy_agreements_stay_id_state ON tenancy_agreements (organization_id, deleted_at, stay_id, state);

CREATE INDEX tenancy_agreements_change_seq ON tenancy_agreements (organization_id, change_seq);

CREATE INDEX case_notes_stay_id ON case_notes (organization_id, deleted_at, stay_id);

CREATE INDEX case_notes_author_id ON case_notes (organization_id, deleted_at, author_id);

CREATE INDEX case_notes_state ON case_notes (organization_id, deleted_at, state);

CREATE INDEX case_notes_visibility ON case_notes (organization_id, deleted_at, visibility);

CREATE INDEX case_notes_kind ON case_notes (organization_id, deleted_at, kind);

CREATE INDEX case_notes_happened_at ON case_notes (organization_id, deleted_at, happened_at);

CREATE INDEX case_notes_is_confidential ON case_notes (organization_id, deleted_at, is_confidential);

CREATE INDEX case_notes_incident_id ON case_notes (organization_id, deleted_at, incident_id);

CREATE INDEX case_notes_concern_id ON case_notes (organization_id, deleted_at, concern_id);

CREATE INDEX case_notes_goal_id ON case_notes (organization_id, deleted_at, goal_id);

CREATE INDEX case_notes_communication_log_id ON case_notes (organization_id, deleted_at, communication_log_id);

CREATE INDEX case_notes_redacted_by ON case_notes (organization_id, deleted_at, redacted_by);

CREATE INDEX case_notes_cosigner_id ON case_notes (organization_id, deleted_at, cosigner_id);

CREATE INDEX case_notes_resident_id_happened_at ON case_notes (organization_id, deleted_at, resident_id, happened_at);

CREATE INDEX case_notes_change_seq ON case_notes (organization_id, change_seq);

CREATE UNIQUE INDEX support_plans_reference_unique ON support_plans (organization_id, reference);

CREATE UNIQUE INDEX support_plans_resident_id_kind_unique ON support_plans (organization_id, resident_id, kind) WHERE state = 'approved' AND deleted_at IS NULL;

CREATE INDEX support_plans_stay_id ON support_plans (organization_id, deleted_at, stay_id);

CREATE INDEX support_plans_review_on ON support_plans (organization_id, deleted_at, review_on);

CREATE INDEX support_plans_resident_signature_id ON support_plans (organization_id, deleted_at, resident_signature_id);

CREATE INDEX support_plans_approved_by ON support_plans (organization_id, deleted_at, approved_by);

CREATE INDEX support_plans_supersedes_id ON support_plans (organization_id, deleted_at, supersedes_id);

CREATE INDEX support_plans_resident_id_review_on ON support_plans (organization_id, deleted_at, resident_id, review_on);

CREATE INDEX support_plans_state_review_on ON support_plans (organization_id, deleted_at, state, review_on);

CREATE INDEX support_plans_change_seq ON support_plans (organization_id, change_seq);

CREATE INDEX goals_assigned_to ON goals (organization_id, deleted_at, assigned_to);

CREATE INDEX goals_target_on ON goals (organization_id, deleted_at, target_on);

CREATE INDEX goals_resident_id_target_on ON goals (organization_id, deleted_at, resident_id, target_on);

CREATE INDEX goals_support_plan_id_target_on ON goals (organization_id, deleted_at, support_plan_id, target_on);

CREATE INDEX goals_state_target_on ON goals (organization_id, deleted_at, state, target_on);

CREATE INDEX goals_change_seq ON goals (organization_id, change_seq);

CREATE INDEX progress_entries_support_session_id ON progress_entries (organization_id, support_session_id);

CREATE INDEX progress_entries_kind ON progress_entries (organization_id, kind);

CREATE INDEX progress_entries_happened_on ON progress_entries (organization_id, happened_on);

CREATE INDEX progress_entries_resident_id_happened_on ON progress_entries (organization_id, resident_id, happened_on);

CREATE INDEX progress_entries_goal_id_happened_on ON progress_entries (organization_id, goal_id, happened_on);

CREATE INDEX progress_entries_outcome_id_happened_on ON progress_entries (organization_id, outcome_id, happened_on);

CREATE INDEX support_sessions_stay_id ON support_sessions (organization_id, deleted_at, stay_id);

CREATE INDEX support_sessions_starts_at ON support_sessions (organization_id, deleted_at, starts_at);

CREATE INDEX support_sessions_resident_id_starts_at ON support_sessions (organization_id, deleted_at, resident_id, starts_at);

CREATE INDEX support_sessions_state_starts_at ON support_sessions (organization_id, deleted_at, state, starts_at);

CREATE INDEX support_sessions_delivered_by_starts_at ON support_sessions (organization_id, deleted_at, delivered_by, starts_at);

CREATE INDEX support_sessions_change_seq ON support_sessions (organization_id, change_seq);

CREATE INDEX outcomes_stay_id ON outcomes (organization_id, deleted_at, stay_id);

CREATE INDEX outcomes_target_on ON outcomes (organization_id, deleted_at, target_on);

CREATE INDEX outcomes_verified_by ON outcomes (organization_id, deleted_at, verified_by);

CREATE INDEX outcomes_evidence_document_id ON outcomes (organization_id, deleted_at, evidence_document_id);

CREATE INDEX outcomes_resident_id_target_on ON outcomes (organization_id, deleted_at, resident_id, target_on);

CREATE INDEX outcomes_state_target_on ON outcomes (organization_id, deleted_at, state, target_on);

CREATE INDEX outcomes_change_seq ON outcomes (organization_id, change_seq);

CREATE UNIQUE INDEX assessments_reference_unique ON assessments (organization_id, reference);

CREATE INDEX assessments_stay_id ON assessments (organization_id, deleted_at, stay_id);

CREATE INDEX assessments_form_template_id ON assessments (organization_id, deleted_at, form_template_id);

CREATE INDEX assessments_assessed_on ON assessments (organization_id, deleted_at, assessed_on);

CREATE INDEX assessments_assessed_by ON assessments (organization_id, deleted_at, assessed_by);

CREATE INDEX assessments_risk_level ON assessments (organization_id, deleted_at, risk_level);

CREATE INDEX assessments_review_on ON assessments (organization_id, deleted_at, review_on);

CREATE INDEX assessments_approved_by ON assessments (organization_id, deleted_at, approved_by);

CREATE INDEX assessments_resident_id_assessed_on ON assessments (organization_id, deleted_at, resident_id, assessed_on);

CREATE INDEX assessments_state_assessed_on ON assessments (organization_id, deleted_at, state, assessed_on);

CREATE INDEX assessments_resident_id_review_on ON assessments (organization_id, deleted_at, resident_id, review_on);

CREATE INDEX assessments_change_seq ON assessments (organization_id, change_seq);

CREATE INDEX plan_reviews_support_plan_id ON plan_reviews (organization_id, deleted_at, support_plan_id);

CREATE INDEX plan_reviews_due_on ON plan_reviews (organization_id, deleted_at, due_on);

CREATE INDEX plan_reviews_next_review_on ON plan_reviews (organization_id, deleted_at, next_review_on);

CREATE INDEX plan_reviews_resident_id_due_on ON plan_reviews (organization_id, deleted_at, resident_id, due_on);

CREATE INDEX plan_reviews_state_due_on ON plan_reviews (organization_id, deleted_at, state, due_on);

CREATE INDEX plan_reviews_change_seq ON plan_reviews (organization_id, change_seq);

CREATE UNIQUE INDEX skills_code_unique ON skills (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX skills_area ON skills (organization_id, deleted_at, area);

CREATE INDEX skills_change_seq ON skills (organization_id, change_seq);

CREATE UNIQUE INDEX skill_assessments_resident_id_skill_id_assessed_on_unique ON skill_assessments (organization_id, resident_id, skill_id, assessed_on);

CREATE INDEX skill_assessments_assessed_on ON skill_assessments (organization_id, assessed_on);

CREATE INDEX skill_assessments_assessed_by ON skill_assessments (organization_id, assessed_by);

CREATE INDEX skill_assessments_resident_id_assessed_on ON skill_assessments (organization_id, resident_id, assessed_on);

CREATE INDEX skill_assessments_skill_id_assessed_on ON skill_assessments (organization_id, skill_id, assessed_on);

CREATE UNIQUE INDEX pathway_milestones_code_unique ON pathway_milestones (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX pathway_milestones_position ON pathway_milestones (organization_id, deleted_at, position);

CREATE INDEX pathway_milestones_reward_id ON pathway_milestones (organization_id, deleted_at, reward_id);

CREATE INDEX pathway_milestones_pathway_position ON pathway_milestones (organization_id, deleted_at, pathway, position);

CREATE INDEX pathway_milestones_change_seq ON pathway_milestones (organization_id, change_seq);

CREATE UNIQUE INDEX milestone_awards_resident_id_pathway_milestone_id_unique ON milestone_awards (organization_id, resident_id, coalesce(pathway_milestone_id, x'')) WHERE state <> 'refused' AND pathway_milestone_id IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX milestone_awards_pathway_milestone_id ON milestone_awards (organization_id, deleted_at, pathway_milestone_id);

CREATE INDEX milestone_awards_reward_id ON milestone_awards (organization_id, deleted_at, reward_id);

CREATE INDEX milestone_awards_reached_on ON milestone_awards (organization_id, deleted_at, reached_on);

CREATE INDEX milestone_awards_confirmed_by ON milestone_awards (organization_id, deleted_at, confirmed_by);

CREATE INDEX milestone_awards_resident_id_reached_on ON milestone_awards (organization_id, deleted_at, resident_id, reached_on);

CREATE INDEX milestone_awards_state_reached_on ON milestone_awards (organization_id, deleted_at, state, reached_on);

CREATE INDEX milestone_awards_change_seq ON milestone_awards (organization_id, change_seq);

CREATE UNIQUE INDEX rewards_name_unique ON rewards (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX rewards_change_seq ON rewards (organization_id, change_seq);

CREATE INDEX activities_kind ON activities (organization_id, deleted_at, kind);

CREATE INDEX activities_starts_at ON activities (organization_id, deleted_at, starts_at);

CREATE INDEX activities_led_by ON activities (organization_id, deleted_at, led_by);

CREATE INDEX activities_goal_id ON activities (organization_id, deleted_at, goal_id);

CREATE INDEX activities_house_id_starts_at ON activities (organization_id, deleted_at, house_id, starts_at);

CREATE INDEX activities_resident_id_starts_at ON activities (organization_id, deleted_at, resident_id, starts_at);

CREATE INDEX activities_change_seq ON activities (organization_id, change_seq);

CREATE UNIQUE INDEX incidents_reference_unique ON incidents (organization_id, reference);

CREATE INDEX incidents_kind ON incidents (organization_id, deleted_at, kind);

CREATE INDEX incidents_severity ON incidents (organization_id, deleted_at, severity);

CREATE INDEX incidents_occurred_at ON incidents (organization_id, deleted_at, occurred_at);

CREATE INDEX incidents_resident_id ON incidents (organization_id, deleted_at, resident_id);

CREATE INDEX incidents_stay_id ON incidents (organization_id, deleted_at, stay_id);

CREATE INDEX incidents_room_id ON incidents (organization_id, deleted_at, room_id);

CREATE INDEX incidents_restraint_used ON incidents (organization_id, deleted_at, restraint_used);

CREATE INDEX incidents_is_safeguarding ON incidents (organization_id, deleted_at, is_safeguarding);

CREATE INDEX incidents_concern_id ON incidents (organization_id, deleted_at, concern_id);

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

CREATE INDEX incident_people_role ON incident_people (organization_id, deleted_at, role);

CREATE INDEX incident_people_statement_document_id ON incident_people (organization_id, deleted_at, statement_document_id);

CREATE INDEX incident_people_notified_by ON incident_people (organization_id, deleted_at, notified_by);

CREATE INDEX incident_people_change_seq ON incident_people (organization_id, change_seq);

CREATE INDEX risk_items_position ON risk_items (organization_id, deleted_at, position);

CREATE UNIQUE INDEX action_assignments_reference_unique ON action_assignments (organization_id, reference);

CREATE INDEX action_assignments_state ON action_assignments (organization_id, deleted_at, state);

CREATE INDEX action_assignments_priority ON action_assignments (organization_id, deleted_at, priority);

CREATE INDEX action_assignments_incident_id ON action_assignments (organization_id, deleted_at, incident_id);

CREATE INDEX action_assignments_risk_assessment_id ON action_assignments (organization_id, deleted_at, risk_assessment_id);

CREATE INDEX action_assignments_concern_id ON action_assignments (organization_id, deleted_at, concern_id);

CREATE INDEX action_assignments_complaint_id ON action_assignments (organization_id, deleted_at, complaint_id);

CREATE INDEX action_assignments_inspection_id ON action_assignments (organization_id, deleted_at, inspection_id);

CREATE INDEX action_assignments_plan_review_id ON action_assignments (organization_id, deleted_at, plan_review_id);

CREATE INDEX action_assignments_resident_id ON action_assignments (organization_id, deleted_at, resident_id);

CREATE INDEX action_assignments_assigned_by ON action_assignments (organization_id, deleted_at, assigned_by);

CREATE INDEX action_assignments_due_on ON action_assignments (organization_id, deleted_at, due_on);

CREATE INDEX action_assignments_completed_by ON action_assignments (organization_id, deleted_at, completed_by);

CREATE INDEX action_assignments_reviewer_id ON action_assignments (organization_id, deleted_at, reviewer_id);

CREATE INDEX action_assignments_approved_by ON action_assignments (organization_id, deleted_at, approved_by);

CREATE INDEX action_assignments_house_id_due_on ON action_assignments (organization_id, deleted_at, house_id, due_on);

CREATE INDEX action_assignments_assigned_to_state ON action_assignments (organization_id, deleted_at, assigned_to, state);

CREATE INDEX action_assignments_change_seq ON action_assignments (organization_id, change_seq);

CREATE INDEX injuries_observed_at ON injuries (organization_id, deleted_at, observed_at);

CREATE INDEX injuries_seen_by ON injuries (organization_id, deleted_at, seen_by);

CREATE INDEX injuries_body_map_file_id ON injuries (organization_id, deleted_at, body_map_file_id);

CREATE INDEX injuries_resident_id_observed_at ON injuries (organization_id, deleted_at, resident_id, observed_at);

CREATE INDEX injuries_incident_id_observed_at ON injuries (organization_id, deleted_at, incident_id, observed_at);

CREATE INDEX injuries_change_seq ON injuries (organization_id, change_seq);

CREATE UNIQUE INDEX safeguarding_concerns_reference_unique ON safeguarding_concerns (organization_id, reference);

CREATE INDEX safeguarding_concerns_incident_id ON safeguarding_concerns (organization_id, deleted_at, incident_id);

CREATE INDEX safeguarding_concerns_pathway ON safeguarding_concerns (organization_id, deleted_at, pathway);

CREATE INDEX safeguarding_concerns_raised_at ON safeguarding_concerns (organization_id, deleted_at, raised_at);

CREATE INDEX safeguarding_concerns_raised_by ON safeguarding_concerns (organization_id, deleted_at, raised_by);

CREATE INDEX safeguarding_concerns_is_staff_allegation ON safeguarding_concerns (organization_id, deleted_at, is_staff_allegation);

CREATE INDEX safeguarding_concerns_lead_by ON safeguarding_concerns (organization_id, deleted_at, lead_by);

CREATE INDEX safeguarding_concerns_referred_agency_id ON safeguarding_concerns (organization_id, deleted_at, referred_agency_id);

CREATE INDEX safeguarding_concerns_referred_by ON safeguarding_concerns (organization_id, deleted_at, referred_by);

CREATE INDEX safeguarding_concerns_acknowledge_due_at ON safeguarding_concerns (organization_id, deleted_at, acknowledge_due_at);

CREATE INDEX safeguarding_concerns_strategy_meeting_at ON safeguarding_concerns (organization_id, deleted_at, strategy_meeting_at);

CREATE INDEX safeguarding_concerns_review_on ON safeguarding_concerns (organization_id, deleted_at, review_on);

CREATE INDEX safeguarding_concerns_house_id_raised_at ON safeguarding_concerns (organization_id, deleted_at, house_id, raised_at);

CREATE INDEX safeguarding_concerns_resident_id_raised_at ON safeguarding_concerns (organization_id, deleted_at, resident_id, raised_at);

CREATE INDEX safeguarding_concerns_state_raised_at ON safeguarding_concerns (organization_id, deleted_at, state, raised_at);

CREATE INDEX safeguarding_concerns_change_seq ON safeguarding_concerns (organization_id, change_seq);

CREATE UNIQUE INDEX referrals_reference_unique ON referrals (organization_id, reference);

CREATE INDEX referrals_urgency ON referrals (organization_id, deleted_at, urgency);

CREATE INDEX referrals_consent_id ON referrals (organization_id, deleted_at, consent_id);

CREATE INDEX referrals_assigned_to ON referrals (organization_id, deleted_at, assigned_to);

CREATE INDEX referrals_incident_id ON referrals (organization_id, deleted_at, incident_id);

CREATE INDEX referrals_concern_id ON referrals (organization_id, deleted_at, concern_id);

CREATE INDEX referrals_risk_assessment_id ON referrals (organization_id, deleted_at, risk_assessment_id);

CREATE INDEX referrals_response_due_on ON referrals (organization_id, deleted_at, response_due_on);

CREATE INDEX referrals_follow_up_on ON referrals (organization_id, deleted_at, follow_up_on);

CREATE INDEX referrals_resident_id_response_due_on ON referrals (organization_id, deleted_at, resident_id, response_due_on);

CREATE INDEX referrals_agency_id_state ON referrals (organization_id, deleted_at, agency_id, state);

CREATE INDEX referrals_state_response_due_on ON referrals (organization_id, deleted_at, state, response_due_on);

CREATE INDEX referrals_change_seq ON referrals (organization_id, change_seq);

CREATE UNIQUE INDEX crisis_teams_name_unique ON crisis_teams (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX crisis_teams_lead_by ON crisis_teams (organization_id, deleted_at, lead_by);

CREATE INDEX crisis_teams_deputy_by ON crisis_teams (organization_id, deleted_at, deputy_by);

CREATE INDEX crisis_teams_external_agency_id ON crisis_teams (organization_id, deleted_at, external_agency_id);

CREATE INDEX crisis_teams_house_id_name ON crisis_teams (organization_id, deleted_at, house_id, name);

CREATE INDEX crisis_teams_change_seq ON crisis_teams (organization_id, change_seq);

CREATE UNIQUE INDEX missing_episodes_reference_unique ON missing_episodes (organization_id, reference);

CREATE INDEX missing_episodes_stay_id ON missing_episodes (organization_id, deleted_at, stay_id);

CREATE INDEX missing_episodes_risk_level ON missing_episodes (organization_id, deleted_at, risk_level);

CREATE INDEX missing_episodes_noticed_at ON missing_episodes (organization_id, deleted_at, noticed_at);

CREATE INDEX missing_episodes_last_seen_by ON missing_episodes (organization_id, deleted_at, last_seen_by);

CREATE INDEX missing_episodes_incident_id ON missing_episodes (organization_id, deleted_at, incident_id);

CREATE INDEX missing_episodes_returned_at ON missing_episodes (organization_id, deleted_at, returned_at);

CREATE INDEX missing_episodes_house_id_noticed_at ON missing_episodes (organization_id, deleted_at, house_id, noticed_at);

CREATE INDEX missing_episodes_resident_id_noticed_at ON missing_episodes (organization_id, deleted_at, resident_id, noticed_at);

CREATE INDEX missing_episodes_state_noticed_at ON missing_episodes (organization_id, deleted_at, state, noticed_at);

CREATE INDEX missing_episodes_change_seq ON missing_episodes (organization_id, change_seq);

CREATE UNIQUE INDEX regulator_notifications_reference_unique ON regulator_notifications (organization_id, reference);

CREATE UNIQUE INDEX regulator_notifications_regulator_event_kind_incident_id_concern_id_breach_incident_id_stay_id_unique ON regulator_notifications (organization_id, regulator, event_kind, coalesce(incident_id, x''), coalesce(concern_id, x''), coalesce(breach_incident_id, x''), coalesce(stay_id, x'')) WHERE deleted_at IS NULL;

CREATE INDEX regulator_notifications_event_kind ON regulator_notifications (organization_id, deleted_at, event_kind);

CREATE INDEX regulator_notifications_concern_id ON regulator_notifications (organization_id, deleted_at, concern_id);

CREATE INDEX regulator_notifications_breach_incident_id ON regulator_notifications (organization_id, deleted_at, breach_incident_id);

CREATE INDEX regulator_notifications_stay_id ON regulator_notifications (organization_id, deleted_at, stay_id);

CREATE INDEX regulator_notifications_resident_id ON regulator_notifications (organization_id, deleted_at, resident_id);

CREATE INDEX regulator_notifications_due_at ON regulator_notifications (organization_id, deleted_at, due_at);

CREATE INDEX regulator_notifications_decided_by ON regulator_notifications (organization_id, deleted_at, decided_by);

CREATE INDEX regulator_notifications_sent_by ON regulator_notifications (organization_id, deleted_at, sent_by);

CREATE INDEX regulator_notifications_proof_document_id ON regulator_notifications (organization_id, deleted_at, proof_document_id);

CREATE INDEX regulator_notifications_house_id_due_at ON regulator_notifications (organization_id, deleted_at, house_id, due_at);

CREATE INDEX regulator_notifications_state_due_at ON regulator_notifications (organization_id, deleted_at, state, due_at);

CREATE INDEX regulator_notifications_incident_id_state ON regulator_notifications (organization_id, deleted_at, incident_id, state);

CREATE INDEX regulator_notifications_change_seq ON regulator_notifications (organization_id, change_seq);

CREATE UNIQUE INDEX health_profiles_resident_id_unique ON health_profiles (organization_id, resident_id) WHERE deleted_at IS NULL;

CREATE INDEX health_profiles_gp_contact_id ON health_profiles (organization_id, deleted_at, gp_contact_id);

CREATE INDEX health_profiles_reviewed_on ON health_profiles (organization_id, deleted_at, reviewed_on);

CREATE INDEX health_profiles_hospital_passport_document_id ON health_profiles (organization_id, deleted_at, hospital_passport_document_id);

CREATE INDEX health_profiles_change_seq ON health_profiles (organization_id, change_seq);

CREATE INDEX health_conditions_state ON health_conditions (organization_id, deleted_at, state);

CREATE INDEX health_conditions_resident_id_state ON health_conditions (organization_id, deleted_at, resident_id, state);

CREATE INDEX health_conditions_change_seq ON health_conditions (organization_id, change_seq);

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

CREATE INDEX medication_events_medication_id_happened_at ON medication_events (organization_id, medication_id, happened_at);

CREATE INDEX medication_events_resident_id_happened_at ON medication_events (organization_id, resident_id, happened_at);

CREATE INDEX medication_events_resident_id_due_at ON medication_events (organization_id, resident_id, due_at);

CREATE UNIQUE INDEX controlled_drug_balances_medication_id_page_number_line_number_unique ON controlled_drug_balances (organization_id, medication_id, page_number, line_number);

CREATE INDEX controlled_drug_balances_resident_id ON controlled_drug_balances (organization_id, resident_id);

CREATE INDEX controlled_drug_balances_happened_at ON controlled_drug_balances (organization_id, happened_at);

CREATE INDEX controlled_drug_balances_kind ON controlled_drug_balances (organization_id, kind);

CREATE INDEX controlled_drug_balances_first_by ON controlled_drug_balances (organization_id, first_by);

CREATE INDEX controlled_drug_balances_second_by ON controlled_drug_balances (organization_id, second_by);

CREATE INDEX controlled_drug_balances_medication_event_id ON controlled_drug_balances (organization_id, medication_event_id);

CREATE INDEX controlled_drug_balances_corrects_id ON controlled_drug_balances (organization_id, corrects_id);

CREATE INDEX controlled_drug_balances_house_id_happened_at ON controlled_drug_balances (organization_id, house_id, happened_at);

CREATE INDEX controlled_drug_balances_medication_id_happened_at ON controlled_drug_balances (organization_id, medication_id, happened_at);

CREATE INDEX appointments_starts_at ON appointments (organization_id, deleted_at, starts_at);

CREATE INDEX appointments_specialist_id ON appointments (organization_id, deleted_at, specialist_id);

CREATE INDEX appointments_agency_id ON appointments (organization_id, deleted_at, agency_id);

CREATE INDEX appointments_escort_by ON appointments (organization_id, deleted_at, escort_by);

CREATE INDEX appointments_next_on ON appointments (organization_id, deleted_at, next_on);

CREATE INDEX appointments_calendar_event_id ON appointments (organization_id, deleted_at, calendar_event_id);

CREATE INDEX appointments_house_id_starts_at ON appointments (organization_id, deleted_at, house_id, starts_at);

CREATE INDEX appointments_resident_id_starts_at ON appointments (organization_id, deleted_at, resident_id, starts_at);

CREATE INDEX appointments_state_starts_at ON appointments (organization_id, deleted_at, state, starts_at);

CREATE INDEX appointments_change_seq ON appointments (organization_id, change_seq);

CREATE INDEX specialists_profession ON specialists (organization_id, deleted_at, profession);

CREATE INDEX specialists_agency_id ON specialists (organization_id, deleted_at, agency_id);

CREATE INDEX specialists_address_id ON specialists (organization_id, deleted_at, address_id);

CREATE INDEX specialists_change_seq ON specialists (organization_id, change_seq);

CREATE UNIQUE INDEX stay_specialists_stay_id_specialist_id_unique ON stay_specialists (organization_id, stay_id, specialist_id) WHERE ends_on IS NULL AND deleted_at IS NULL;

CREATE INDEX stay_specialists_resident_id ON stay_specialists (organization_id, deleted_at, resident_id);

CREATE INDEX stay_specialists_stay_id ON stay_specialists (organization_id, deleted_at, stay_id);

CREATE INDEX stay_specialists_specialist_id ON stay_specialists (organization_id, deleted_at, specialist_id);

CREATE INDEX stay_specialists_consent_id ON stay_specialists (organization_id, deleted_at, consent_id);

CREATE INDEX stay_specialists_starts_on ON stay_specialists (organization_id, deleted_at, starts_on);

CREATE INDEX stay_specialists_change_seq ON stay_specialists (organization_id, change_seq);

CREATE INDEX clinical_assessments_stay_id ON clinical_assessments (organization_id, deleted_at, stay_id);

CREATE INDEX clinical_assessments_assessed_at ON clinical_assessments (organization_id, deleted_at, assessed_at);

CREATE INDEX clinical_assessments_assessed_by ON clinical_assessments (organization_id, deleted_at, assessed_by);

CREATE INDEX clinical_assessments_next_on ON clinical_assessments (organization_id, deleted_at, next_on);

CREATE INDEX clinical_assessments_cosigned_by ON clinical_assessments (organization_id, deleted_at, cosigned_by);

CREATE INDEX clinical_assessments_resident_id_assessed_at ON clinical_assessments (organization_id, deleted_at, resident_id, assessed_at);

CREATE INDEX clinical_assessments_state_assessed_at ON clinical_assessments (organization_id, deleted_at, state, assessed_at);

CREATE INDEX clinical_assessments_change_seq ON clinical_assessments (organization_id, change_seq);

CREATE UNIQUE INDEX drug_tests_reference_unique ON drug_tests (organization_id, reference);

CREATE UNIQUE INDEX drug_tests_specimen_number_token_unique ON drug_tests (organization_id, specimen_number_token) WHERE deleted_at IS NULL;

CREATE INDEX drug_tests_collected_at ON drug_tests (organization_id, deleted_at, collected_at);

CREATE INDEX drug_tests_collected_by ON drug_tests (organization_id, deleted_at, collected_by);

CREATE INDEX drug_tests_witness_id ON drug_tests (organization_id, deleted_at, witness_id);

CREATE INDEX drug_tests_lab_fee_charge_id ON drug_tests (organization_id, deleted_at, lab_fee_charge_id);

CREATE INDEX drug_tests_resident_id_collected_at ON drug_tests (organization_id, deleted_at, resident_id, collected_at);

CREATE INDEX drug_tests_stay_id_collected_at ON drug_tests (organization_id, deleted_at, stay_id, collected_at);

CREATE INDEX drug_tests_state_collected_at ON drug_tests (organization_id, deleted_at, state, collected_at);

CREATE INDEX drug_tests_change_seq ON drug_tests (organization_id, change_seq);

CREATE INDEX wellness_check_ins_stay_id ON wellness_check_ins (organization_id, stay_id);

CREATE INDEX wellness_check_ins_checked_at ON wellness_check_ins (organization_id, checked_at);

CREATE INDEX wellness_check_ins_resident_id_checked_at ON wellness_check_ins (organization_id, resident_id, checked_at);

CREATE INDEX care_entries_stay_id ON care_entries (organization_id, stay_id);

CREATE INDEX care_entries_happened_at ON care_entries (organization_id, happened_at);

CREATE INDEX care_entries_corrects_id ON care_entries (organization_id, corrects_id);

CREATE INDEX care_entries_resident_id_happened_at ON care_entries (organization_id, resident_id, happened_at);

CREATE UNIQUE INDEX rounds_house_id_window_from_at_kind_unique ON rounds (organization_id, house_id, coalesce(window_from_at, -1), kind) WHERE state = 'under_way' AND deleted_at IS NULL;

CREATE INDEX rounds_shift_id ON rounds (organization_id, deleted_at, shift_id);

CREATE INDEX rounds_state ON rounds (organization_id, deleted_at, state);

CREATE INDEX rounds_started_at ON rounds (organization_id, deleted_at, started_at);

CREATE INDEX rounds_checked_by ON rounds (organization_id, deleted_at, checked_by);

CREATE INDEX rounds_window_from_at ON rounds (organization_id, deleted_at, window_from_at);

CREATE INDEX rounds_house_id_started_at ON rounds (organization_id, deleted_at, house_id, started_at);

CREATE INDEX rounds_change_seq ON rounds (organization_id, change_seq);

CREATE UNIQUE INDEX round_checks_round_id_stay_id_unique ON round_checks (organization_id, round_id, stay_id) WHERE corrects_id IS NULL;

CREATE INDEX round_checks_round_id ON round_checks (organization_id, round_id);

CREATE INDEX round_checks_stay_id ON round_checks (organization_id, stay_id);

CREATE INDEX round_checks_checked_at ON round_checks (organization_id, checked_at);

CREATE INDEX round_checks_corrects_id ON round_checks (organization_id, corrects_id);

CREATE INDEX round_checks_resident_id_checked_at ON round_checks (organization_id, resident_id, checked_at);

CREATE UNIQUE INDEX sign_outs_stay_id_unique ON sign_outs (organization_id, stay_id) WHERE state = 'out' AND deleted_at IS NULL;

CREATE INDEX sign_outs_stay_id ON sign_outs (organization_id, deleted_at, stay_id);

CREATE INDEX sign_outs_out_at ON sign_outs (organization_id, deleted_at, out_at);

CREATE INDEX sign_outs_expected_return_at ON sign_outs (organization_id, deleted_at, expected_return_at);

CREATE INDEX sign_outs_acknowledged_by ON sign_outs (organization_id, deleted_at, acknowledged_by);

CREATE INDEX sign_outs_house_id_state ON sign_outs (organization_id, deleted_at, house_id, state);

CREATE INDEX sign_outs_resident_id_state ON sign_outs (organization_id, deleted_at, resident_id, state);

CREATE INDEX sign_outs_resident_id_out_at ON sign_outs (organization_id, deleted_at, resident_id, out_at);

CREATE INDEX sign_outs_state_out_at ON sign_outs (organization_id, deleted_at, state, out_at);

CREATE INDEX sign_outs_change_seq ON sign_outs (organization_id, change_seq);

CREATE UNIQUE INDEX passes_reference_unique ON passes (organization_id, reference);

CREATE INDEX passes_leaves_at ON passes (organization_id, deleted_at, leaves_at);

CREATE INDEX passes_returns_at ON passes (organization_id, deleted_at, returns_at);

CREATE INDEX passes_address_id ON passes (organization_id, deleted_at, address_id);

CREATE INDEX passes_chore_cover_id ON passes (organization_id, deleted_at, chore_cover_id);

CREATE INDEX passes_approved_by ON passes (organization_id, deleted_at, approved_by);

CREATE INDEX passes_return_test_id ON passes (organization_id, deleted_at, return_test_id);

CREATE INDEX passes_stay_id_state ON passes (organization_id, deleted_at, stay_id, state);

CREATE INDEX passes_resident_id_state ON passes (organization_id, deleted_at, resident_id, state);

CREATE INDEX passes_state_leaves_at ON passes (organization_id, deleted_at, state, leaves_at);

CREATE INDEX passes_change_seq ON passes (organization_id, change_seq);

CREATE INDEX curfew_configs_phase_id ON curfew_configs (organization_id, deleted_at, phase_id);

CREATE INDEX curfew_configs_starts_on ON curfew_configs (organization_id, deleted_at, starts_on);

CREATE INDEX curfew_configs_house_id_starts_on ON curfew_configs (organization_id, deleted_at, house_id, starts_on);

CREATE INDEX curfew_configs_change_seq ON curfew_configs (organization_id, change_seq);

CREATE UNIQUE INDEX curfew_check_ins_stay_id_night_on_unique ON curfew_check_ins (organization_id, stay_id, night_on) WHERE corrects_id IS NULL;

CREATE INDEX curfew_check_ins_curfew_config_id ON curfew_check_ins (organization_id, curfew_config_id);

CREATE INDEX curfew_check_ins_night_on ON curfew_check_ins (organization_id, night_on);

CREATE INDEX curfew_check_ins_checked_by ON curfew_check_ins (organization_id, checked_by);

CREATE INDEX curfew_check_ins_corrects_id ON curfew_check_ins (organization_id, corrects_id);

CREATE INDEX curfew_check_ins_stay_id_night_on ON curfew_check_ins (organization_id, stay_id, night_on);

CREATE INDEX curfew_check_ins_resident_id_night_on ON curfew_check_ins (organization_id, resident_id, night_on);

CREATE UNIQUE INDEX daily_check_ins_stay_id_day_unique ON daily_check_ins (organization_id, stay_id, day) WHERE corrects_id IS NULL;

CREATE INDEX daily_check_ins_stay_id ON daily_check_ins (organization_id, stay_id);

CREATE INDEX daily_check_ins_day ON daily_check_ins (organization_id, day);

CREATE INDEX daily_check_ins_checked_by ON daily_check_ins (organization_id, checked_by);

CREATE INDEX daily_check_ins_corrects_id ON daily_check_ins (organization_id, corrects_id);

CREATE INDEX daily_check_ins_resident_id_day ON daily_check_ins (organization_id, resident_id, day);

CREATE UNIQUE INDEX chores_house_id_name_unique ON chores (organization_id, coalesce(house_id, x''), name) WHERE deleted_at IS NULL;

CREATE INDEX chores_name ON chores (organization_id, deleted_at, name);

CREATE INDEX chores_house_id_is_active ON chores (organization_id, deleted_at, house_id, is_active);

CREATE INDEX chores_change_seq ON chores (organization_id, change_seq);

CREATE UNIQUE INDEX chore_assignments_chore_id_due_on_resident_id_unique ON chore_assignments (organization_id, chore_id, due_on, resident_id) WHERE deleted_at IS NULL;

CREATE INDEX chore_assignments_chore_id ON chore_assignments (organization_id, deleted_at, chore_id);

CREATE INDEX chore_assignments_due_on ON chore_assignments (organization_id, deleted_at, due_on);

CREATE INDEX chore_assignments_signed_off_by ON chore_assignments (organization_id, deleted_at, signed_off_by);

CREATE INDEX chore_assignments_swapped_with_id ON chore_assignments (organization_id, deleted_at, swapped_with_id);

CREATE INDEX chore_assignments_stay_id_due_on ON chore_assignments (organization_id, deleted_at, stay_id, due_on);

CREATE INDEX chore_assignments_state_due_on ON chore_assignments (organization_id, deleted_at, state, due_on);

CREATE INDEX chore_assignments_resident_id_due_on ON chore_assignments (organization_id, deleted_at, resident_id, due_on);

CREATE INDEX chore_assignments_change_seq ON chore_assignments (organization_id, change_seq);

CREATE UNIQUE INDEX meeting_types_name_unique ON meeting_types (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX meeting_types_change_seq ON meeting_types (organization_id, change_seq);

CREATE INDEX meetings_meeting_type_id ON meetings (organization_id, deleted_at, meeting_type_id);

CREATE INDEX meetings_starts_at ON meetings (organization_id, deleted_at, starts_at);

CREATE INDEX meetings_led_by ON meetings (organization_id, deleted_at, led_by);

CREATE INDEX meetings_calendar_event_id ON meetings (organization_id, deleted_at, calendar_event_id);

CREATE INDEX meetings_house_id_starts_at ON meetings (organization_id, deleted_at, house_id, starts_at);

CREATE INDEX meetings_state_starts_at ON meetings (organization_id, deleted_at, state, starts_at);

CREATE INDEX meetings_change_seq ON meetings (organization_id, change_seq);

CREATE UNIQUE INDEX meeting_attendance_meeting_id_resident_id_unique ON meeting_attendance (organization_id, coalesce(meeting_id, x''), resident_id) WHERE meeting_id IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX meeting_attendance_meeting_id ON meeting_attendance (organization_id, deleted_at, meeting_id);

CREATE INDEX meeting_attendance_meeting_type_id ON meeting_attendance (organization_id, deleted_at, meeting_type_id);

CREATE INDEX meeting_attendance_attended_at ON meeting_attendance (organization_id, deleted_at, attended_at);

CREATE INDEX meeting_attendance_verified_by ON meeting_attendance (organization_id, deleted_at, verified_by);

CREATE INDEX meeting_attendance_stay_id_attended_at ON meeting_attendance (organization_id, deleted_at, stay_id, attended_at);

CREATE INDEX meeting_attendance_resident_id_attended_at ON meeting_attendance (organization_id, deleted_at, resident_id, attended_at);

CREATE INDEX meeting_attendance_change_seq ON meeting_attendance (organization_id, change_seq);

CREATE INDEX meeting_requirements_phase_id ON meeting_requirements (organization_id, deleted_at, phase_id);

CREATE INDEX meeting_requirements_resident_id ON meeting_requirements (organization_id, deleted_at, resident_id);

CREATE INDEX meeting_requirements_stay_id ON meeting_requirements (organization_id, deleted_at, stay_id);

CREATE INDEX meeting_requirements_meeting_type_id ON meeting_requirements (organization_id, deleted_at, meeting_type_id);

CREATE INDEX meeting_requirements_starts_on ON meeting_requirements (organization_id, deleted_at, starts_on);

CREATE INDEX meeting_requirements_change_seq ON meeting_requirements (organization_id, change_seq);

CREATE UNIQUE INDEX phases_house_id_position_unique ON phases (organization_id, coalesce(house_id, x''), position) WHERE deleted_at IS NULL;

CREATE INDEX phases_house_id ON phases (organization_id, deleted_at, house_id);

CREATE INDEX phases_position ON phases (organization_id, deleted_at, position);

CREATE INDEX phases_change_seq ON phases (organization_id, change_seq);

CREATE UNIQUE INDEX warnings_reference_unique ON warnings (organization_id, reference);

CREATE INDEX warnings_incident_id ON warnings (organization_id, deleted_at, incident_id);

CREATE INDEX warnings_expires_on ON warnings (organization_id, deleted_at, expires_on);

CREATE INDEX warnings_issued_at ON warnings (organization_id, deleted_at, issued_at);

CREATE INDEX warnings_appeal_due_on ON warnings (organization_id, deleted_at, appeal_due_on);

CREATE INDEX warnings_appeal_decided_by ON warnings (organization_id, deleted_at, appeal_decided_by);

CREATE INDEX warnings_resident_signature_id ON warnings (organization_id, deleted_at, resident_signature_id);

CREATE INDEX warnings_stay_id_issued_at ON warnings (organization_id, deleted_at, stay_id, issued_at);

CREATE INDEX warnings_resident_id_state ON warnings (organization_id, deleted_at, resident_id, state);

CREATE INDEX warnings_state_issued_at ON warnings (organization_id, deleted_at, state, issued_at);

CREATE INDEX warnings_change_seq ON warnings (organization_id, change_seq);

CREATE INDEX visits_arrived_at ON visits (organization_id, deleted_at, arrived_at);

CREATE INDEX visits_host_by ON visits (organization_id, deleted_at, host_by);

CREATE INDEX visits_house_id_arrived_at ON visits (organization_id, deleted_at, house_id, arrived_at);

CREATE INDEX visits_resident_id_arrived_at ON visits (organization_id, deleted_at, resident_id, arrived_at);

CREATE INDEX visits_change_seq ON visits (organization_id, change_seq);

CREATE INDEX shifts_state ON shifts (organization_id, deleted_at, state);

CREATE INDEX shifts_starts_at ON shifts (organization_id, deleted_at, starts_at);

CREATE INDEX shifts_ends_at ON shifts (organization_id, deleted_at, ends_at);

CREATE INDEX shifts_lead_by ON shifts (organization_id, deleted_at, lead_by);

CREATE INDEX shifts_crisis_team_id ON shifts (organization_id, deleted_at, crisis_team_id);

CREATE INDEX shifts_house_id_starts_at ON shifts (organization_id, deleted_at, house_id, starts_at);

CREATE INDEX shifts_change_seq ON shifts (organization_id, change_seq);

CREATE INDEX shift_staff_planned_from_at ON shift_staff (organization_id, deleted_at, planned_from_at);

CREATE UNIQUE INDEX staff_members_reference_unique ON staff_members (organization_id, reference);

CREATE UNIQUE INDEX staff_members_national_insurance_number_token_unique ON staff_members (organization_id, national_insurance_number_token) WHERE deleted_at IS NULL;

CREATE INDEX staff_members_state ON staff_members (organization_id, deleted_at, state);

CREATE INDEX staff_members_address_id ON staff_members (organization_id, deleted_at, address_id);

CREATE INDEX staff_members_starts_on ON staff_members (organization_id, deleted_at, starts_on);

CREATE INDEX staff_members_supervisor_id ON staff_members (organization_id, deleted_at, supervisor_id);

CREATE INDEX staff_members_next_supervision_on ON staff_members (organization_id, deleted_at, next_supervision_on);

CREATE INDEX staff_members_registration_expires_on ON staff_members (organization_id, deleted_at, registration_expires_on);

CREATE INDEX staff_members_dbs_checked_on ON staff_members (organization_id, deleted_at, dbs_checked_on);

CREATE INDEX staff_members_driving_licence_until_on ON staff_members (organization_id, deleted_at, driving_licence_until_on);

CREATE INDEX staff_members_change_seq ON staff_members (organization_id, change_seq);

CREATE UNIQUE INDEX house_staff_house_id_staff_member_id_duty_unique ON house_staff (organization_id, house_id, staff_member_id, duty) WHERE ends_on IS NULL AND deleted_at IS NULL;

CREATE INDEX house_staff_staff_member_id ON house_staff (organization_id, deleted_at, staff_member_id);

CREATE INDEX house_staff_starts_on ON house_staff (organization_id, deleted_at, starts_on);

CREATE INDEX house_staff_ends_on ON house_staff (organization_id, deleted_at, ends_on);

CREATE INDEX house_staff_house_id_starts_on ON house_staff (organization_id, deleted_at, house_id, starts_on);

CREATE INDEX house_staff_change_seq ON house_staff (organization_id, change_seq);

CREATE UNIQUE INDEX training_courses_code_unique ON training_courses (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX training_courses_change_seq ON training_courses (organization_id, change_seq);

CREATE UNIQUE INDEX training_records_staff_member_id_training_course_id_completed_on_unique ON training_records (organization_id, staff_member_id, training_course_id, coalesce(completed_on, '')) WHERE deleted_at IS NULL;

CREATE INDEX training_records_state ON training_records (organization_id, deleted_at, state);

CREATE INDEX training_records_completed_on ON training_records (organization_id, deleted_at, completed_on);

CREATE INDEX training_records_expires_on ON training_records (organization_id, deleted_at, expires_on);

CREATE INDEX training_records_certificate_document_id ON training_records (organization_id, deleted_at, certificate_document_id);

CREATE INDEX training_records_verified_by ON training_records (organization_id, deleted_at, verified_by);

CREATE INDEX training_records_staff_member_id_completed_on ON training_records (organization_id, deleted_at, staff_member_id, completed_on);

CREATE INDEX training_records_training_course_id_expires_on ON training_records (organization_id, deleted_at, training_course_id, expires_on);

CREATE INDEX training_records_change_seq ON training_records (organization_id, change_seq);

CREATE UNIQUE INDEX handovers_from_shift_id_unique ON handovers (organization_id, from_shift_id) WHERE deleted_at IS NULL;

CREATE INDEX handovers_to_shift_id ON handovers (organization_id, deleted_at, to_shift_id);

CREATE INDEX handovers_state ON handovers (organization_id, deleted_at, state);

CREATE INDEX handovers_outgoing_by ON handovers (organization_id, deleted_at, outgoing_by);

CREATE INDEX handovers_handed_over_at ON handovers (organization_id, deleted_at, handed_over_at);

CREATE INDEX handovers_incoming_by ON handovers (organization_id, deleted_at, incoming_by);

CREATE INDEX handovers_house_id_handed_over_at ON handovers (organization_id, deleted_at, house_id, handed_over_at);

CREATE INDEX handovers_change_seq ON handovers (organization_id, change_seq);

CREATE INDEX handover_items_resident_id ON handover_items (organization_id, deleted_at, resident_id);

CREATE INDEX handover_items_action_assignment_id ON handover_items (organization_id, deleted_at, action_assignment_id);

CREATE INDEX handover_items_handover_id_priority ON handover_items (organization_id, deleted_at, handover_id, priority);

CREATE INDEX handover_items_change_seq ON handover_items (organization_id, change_seq);

CREATE UNIQUE INDEX handover_reads_handover_id_membership_id_unique ON handover_reads (organization_id, handover_id, membership_id);

CREATE INDEX handover_reads_membership_id ON handover_reads (organization_id, membership_id);

CREATE INDEX handover_reads_read_at ON handover_reads (organization_id, read_at);

CREATE INDEX tasks_state ON tasks (organization_id, deleted_at, state);

CREATE INDEX tasks_priority ON tasks (organization_id, deleted_at, priority);

CREATE INDEX tasks_due_at ON tasks (organization_id, deleted_at, due_at);

CREATE INDEX tasks_resident_id ON tasks (organization_id, deleted_at, resident_id);

CREATE INDEX tasks_subject_id ON tasks (organization_id, deleted_at, subject_id);

CREATE INDEX tasks_done_by ON tasks (organization_id, deleted_at, done_by);

CREATE INDEX tasks_house_id_due_at ON tasks (organization_id, deleted_at, house_id, due_at);

CREATE INDEX tasks_assigned_to_state ON tasks (organization_id, deleted_at, assigned_to, state);

CREATE INDEX tasks_change_seq ON tasks (organization_id, change_seq);

CREATE UNIQUE INDEX payers_account_code_unique ON payers (organization_id, account_code) WHERE deleted_at IS NULL;

CREATE INDEX payers_kind ON payers (organization_id, deleted_at, kind);

CREATE INDEX payers_resident_id ON payers (organization_id, deleted_at, resident_id);

CREATE INDEX payers_agency_id ON payers (organization_id, deleted_at, agency_id);

CREATE INDEX payers_address_id ON payers (organization_id, deleted_at, address_id);

CREATE INDEX payers_change_seq ON payers (organization_id, change_seq);

CREATE UNIQUE INDEX stay_payers_stay_id_payer_id_starts_on_unique ON stay_payers (organization_id, stay_id, payer_id, starts_on) WHERE deleted_at IS NULL;

CREATE INDEX stay_payers_resident_id ON stay_payers (organization_id, deleted_at, resident_id);

CREATE INDEX stay_payers_payer_id ON stay_payers (organization_id, deleted_at, payer_id);

CREATE INDEX stay_payers_state ON stay_payers (organization_id, deleted_at, state);

CREATE INDEX stay_payers_starts_on ON stay_payers (organization_id, deleted_at, starts_on);

CREATE INDEX stay_payers_ends_on ON stay_payers (organization_id, deleted_at, ends_on);

CREATE INDEX stay_payers_funding_approved_until_on ON stay_payers (organization_id, deleted_at, funding_approved_until_on);

CREATE INDEX stay_payers_stay_id_state ON stay_payers (organization_id, deleted_at, stay_id, state);

CREATE INDEX stay_payers_change_seq ON stay_payers (organization_id, change_seq);

CREATE INDEX rates_payer_id ON rates (organization_id, deleted_at, payer_id);

CREATE INDEX rates_starts_on ON rates (organization_id, deleted_at, starts_on);

CREATE INDEX rates_ends_on ON rates (organization_id, deleted_at, ends_on);

CREATE INDEX rates_approved_by ON rates (organization_id, deleted_at, approved_by);

CREATE INDEX rates_charge_kind_starts_on ON rates (organization_id, deleted_at, charge_kind, starts_on);

CREATE INDEX rates_house_id_starts_on ON rates (organization_id, deleted_at, house_id, starts_on);

CREATE INDEX rates_change_seq ON rates (organization_id, change_seq);

CREATE UNIQUE INDEX billing_periods_name_unique ON billing_periods (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX billing_periods_state ON billing_periods (organization_id, deleted_at, state);

CREATE INDEX billing_periods_starts_on ON billing_periods (organization_id, deleted_at, starts_on);

CREATE INDEX billing_periods_ends_on ON billing_periods (organization_id, deleted_at, ends_on);

CREATE INDEX billing_periods_house_id ON billing_periods (organization_id, deleted_at, house_id);

CREATE INDEX billing_periods_payer_id ON billing_periods (organization_id, deleted_at, payer_id);

CREATE INDEX billing_periods_closed_by ON billing_periods (organization_id, deleted_at, closed_by);

CREATE INDEX billing_periods_change_seq ON billing_periods (organization_id, change_seq);

CREATE UNIQUE INDEX charges_reference_unique ON charges (organization_id, reference);

CREATE INDEX charges_resident_id ON charges (organization_id, deleted_at, resident_id);

CREATE INDEX charges_kind ON charges (organization_id, deleted_at, kind);

CREATE INDEX charges_state ON charges (organization_id, deleted_at, state);

CREATE INDEX charges_occurred_on ON charges (organization_id, deleted_at, occurred_on);

CREATE INDEX charges_rate_id ON charges (organization_id, deleted_at, rate_id);

CREATE INDEX charges_billing_period_id ON charges (organization_id, deleted_at, billing_period_id);

CREATE INDEX charges_ledger_transaction_id ON charges (organization_id, deleted_at, ledger_transaction_id);

CREATE INDEX charges_reverses_id ON charges (organization_id, deleted_at, reverses_id);

CREATE INDEX charges_approved_by ON charges (organization_id, deleted_at, approved_by);

CREATE INDEX charges_stay_id_occurred_on ON charges (organization_id, deleted_at, stay_id, occurred_on);

CREATE INDEX charges_payer_id_state ON charges (organization_id, deleted_at, payer_id, state);

CREATE INDEX charges_cost_center_id_occurred_on ON charges (organization_id, deleted_at, cost_center_id, occurred_on);

CREATE INDEX charges_change_seq ON charges (organization_id, change_seq);

CREATE UNIQUE INDEX invoices_reference_unique ON invoices (organization_id, reference);

CREATE INDEX invoices_billing_period_id ON invoices (organization_id, deleted_at, billing_period_id);

CREATE INDEX invoices_resident_id ON invoices (organization_id, deleted_at, resident_id);

CREATE INDEX invoices_issued_on ON invoices (organization_id, deleted_at, issued_on);

CREATE INDEX invoices_due_on ON invoices (organization_id, deleted_at, due_on);

CREATE INDEX invoices_document_id ON invoices (organization_id, deleted_at, document_id);

CREATE INDEX invoices_credited_by_id ON invoices (organization_id, deleted_at, credited_by_id);

CREATE INDEX invoices_payer_id_state ON invoices (organization_id, deleted_at, payer_id, state);

CREATE INDEX invoices_state_due_on ON invoices (organization_id, deleted_at, state, due_on);

CREATE INDEX invoices_change_seq ON invoices (organization_id, change_seq);

CREATE INDEX invoice_lines_position ON invoice_lines (organization_id, deleted_at, position);

CREATE INDEX invoice_lines_charge_id ON invoice_lines (organization_id, deleted_at, charge_id);

CREATE INDEX invoice_lines_invoice_id_position ON invoice_lines (organization_id, deleted_at, invoice_id, position);

CREATE INDEX invoice_lines_change_seq ON invoice_lines (organization_id, change_seq);

CREATE UNIQUE INDEX payments_reference_unique ON payments (organization_id, reference);

CREATE UNIQUE INDEX payments_external_token_unique ON payments (organization_id, external_token) WHERE deleted_at IS NULL;

CREATE INDEX payments_resident_id ON payments (organization_id, deleted_at, resident_id);

CREATE INDEX payments_received_on ON payments (organization_id, deleted_at, received_on);

CREATE INDEX payments_payment_method_id ON payments (organization_id, deleted_at, payment_method_id);

CREATE INDEX payments_ledger_transaction_id ON payments (organization_id, deleted_at, ledger_transaction_id);

CREATE INDEX payments_reconciliation_id ON payments (organization_id, deleted_at, reconciliation_id);

CREATE INDEX payments_taken_by ON payments (organization_id, deleted_at, taken_by);

CREATE INDEX payments_payer_id_received_on ON payments (organization_id, deleted_at, payer_id, received_on);

CREATE INDEX payments_stay_id_received_on ON payments (organization_id, deleted_at, stay_id, received_on);

CREATE INDEX payments_state_received_on ON payments (organization_id, deleted_at, state, received_on);

CREATE INDEX payments_change_seq ON payments (organization_id, change_seq);

CREATE INDEX payment_allocations_payment_id ON payment_allocations (organization_id, payment_id);

CREATE INDEX payment_allocations_charge_id ON payment_allocations (organization_id, charge_id);

CREATE INDEX payment_allocations_reverses_id ON payment_allocations (organization_id, reverses_id);

CREATE UNIQUE INDEX payment_methods_payer_id_unique ON payment_methods (organization_id, payer_id) WHERE is_default = 1 AND deleted_at IS NULL;

CREATE INDEX payment_methods_payer_id ON payment_methods (organization_id, deleted_at, payer_id);

CREATE INDEX payment_methods_resident_id ON payment_methods (organization_id, deleted_at, resident_id);

CREATE INDEX payment_methods_starts_on ON payment_methods (organization_id, deleted_at, starts_on);

CREATE INDEX payment_methods_change_seq ON payment_methods (organization_id, change_seq);

CREATE UNIQUE INDEX refunds_reference_unique ON refunds (organization_id, reference);

CREATE INDEX refunds_payment_id ON refunds (organization_id, deleted_at, payment_id);

CREATE INDEX refunds_deposit_id ON refunds (organization_id, deleted_at, deposit_id);

CREATE INDEX refunds_payer_id ON refunds (organization_id, deleted_at, payer_id);

CREATE INDEX refunds_resident_id ON refunds (organization_id, deleted_at, resident_id);

CREATE INDEX refunds_state ON refunds (organization_id, deleted_at, state);

CREATE INDEX refunds_approved_by ON refunds (organization_id, deleted_at, approved_by);

CREATE INDEX refunds_ledger_transaction_id ON refunds (organization_id, deleted_at, ledger_transaction_id);

CREATE INDEX refunds_change_seq ON refunds (organization_id, change_seq);

CREATE UNIQUE INDEX deposits_reference_unique ON deposits (organization_id, reference);

CREATE INDEX deposits_stay_id ON deposits (organization_id, deleted_at, stay_id);

CREATE INDEX deposits_resident_id ON deposits (organization_id, deleted_at, resident_id);

CREATE INDEX deposits_state ON deposits (organization_id, deleted_at, state);

CREATE INDEX deposits_scheme_due_on ON deposits (organization_id, deleted_at, scheme_due_on);

CREATE INDEX deposits_approved_by ON deposits (organization_id, deleted_at, approved_by);

CREATE INDEX deposits_ledger_transaction_id ON deposits (organization_id, deleted_at, ledger_transaction_id);

CREATE INDEX deposits_change_seq ON deposits (organization_id, change_seq);

CREATE UNIQUE INDEX ledger_accounts_code_unique ON ledger_accounts (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX ledger_accounts_kind ON ledger_accounts (organization_id, deleted_at, kind);

CREATE INDEX ledger_accounts_stay_id ON ledger_accounts (organization_id, deleted_at, stay_id);

CREATE INDEX ledger_accounts_payer_id ON ledger_accounts (organization_id, deleted_at, payer_id);

CREATE INDEX ledger_accounts_change_seq ON ledger_accounts (organization_id, change_seq);

CREATE UNIQUE INDEX ledger_transactions_reference_unique ON ledger_transactions (organization_id, reference);

CREATE UNIQUE INDEX ledger_transactions_reverses_id_unique ON ledger_transactions (organization_id, reverses_id);

CREATE INDEX ledger_transactions_occurred_on ON ledger_transactions (organization_id, occurred_on);

CREATE INDEX ledger_transactions_kind ON ledger_transactions (organization_id, kind);

CREATE INDEX ledger_transactions_subject_id ON ledger_transactions (organization_id, subject_id);

CREATE INDEX ledger_transactions_posted_by ON ledger_transactions (organization_id, posted_by);

CREATE INDEX ledger_transactions_billing_period_id ON ledger_transactions (organization_id, billing_period_id);

CREATE INDEX ledger_transactions_subject_type_subject_id ON ledger_transactions (organization_id, subject_type, subject_id);

CREATE INDEX ledger_entries_ledger_transaction_id ON ledger_entries (organization_id, ledger_transaction_id);

CREATE INDEX ledger_entries_resident_id ON ledger_entries (organization_id, resident_id);

CREATE INDEX ledger_entries_payer_id ON ledger_entries (organization_id, payer_id);

CREATE INDEX ledger_entries_cost_center_id ON ledger_entries (organization_id, cost_center_id);

CREATE INDEX ledger_entries_ledger_account_id_stay_id ON ledger_entries (organization_id, ledger_account_id, stay_id);

CREATE INDEX ledger_entries_stay_id_ledger_account_id ON ledger_entries (organization_id, stay_id, ledger_account_id);

CREATE UNIQUE INDEX dunning_configs_name_unique ON dunning_configs (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX dunning_configs_house_id ON dunning_configs (organization_id, deleted_at, house_id);

CREATE INDEX dunning_configs_communication_template_id ON dunning_configs (organization_id, deleted_at, communication_template_id);

CREATE INDEX dunning_configs_change_seq ON dunning_configs (organization_id, change_seq);

CREATE INDEX dunning_actions_resident_id ON dunning_actions (organization_id, deleted_at, resident_id);

CREATE INDEX dunning_actions_payer_id ON dunning_actions (organization_id, deleted_at, payer_id);

CREATE INDEX dunning_actions_dunning_config_id ON dunning_actions (organization_id, deleted_at, dunning_config_id);

CREATE INDEX dunning_actions_invoice_id ON dunning_actions (organization_id, deleted_at, invoice_id);

CREATE INDEX dunning_actions_step ON dunning_actions (organization_id, deleted_at, step);

CREATE INDEX dunning_actions_state ON dunning_actions (organization_id, deleted_at, state);

CREATE INDEX dunning_actions_due_on ON dunning_actions (organization_id, deleted_at, due_on);

CREATE INDEX dunning_actions_communication_log_id ON dunning_actions (organization_id, deleted_at, communication_log_id);

CREATE INDEX dunning_actions_late_fee_charge_id ON dunning_actions (organization_id, deleted_at, late_fee_charge_id);

CREATE INDEX dunning_actions_stay_id_due_on ON dunning_actions (organization_id, deleted_at, stay_id, due_on);

CREATE INDEX dunning_actions_change_seq ON dunning_actions (organization_id, change_seq);

CREATE UNIQUE INDEX payment_plans_stay_id_unique ON payment_plans (organization_id, stay_id) WHERE state = 'active' AND deleted_at IS NULL;

CREATE INDEX payment_plans_resident_id ON payment_plans (organization_id, deleted_at, resident_id);

CREATE INDEX payment_plans_state ON payment_plans (organization_id, deleted_at, state);

CREATE INDEX payment_plans_starts_on ON payment_plans (organization_id, deleted_at, starts_on);

CREATE INDEX payment_plans_review_on ON payment_plans (organization_id, deleted_at, review_on);

CREATE INDEX payment_plans_resident_signature_id ON payment_plans (organization_id, deleted_at, resident_signature_id);

CREATE INDEX payment_plans_stay_id_state ON payment_plans (organization_id, deleted_at, stay_id, state);

CREATE INDEX payment_plans_change_seq ON payment_plans (organization_id, change_seq);

CREATE UNIQUE INDEX reconciliations_reference_unique ON reconciliations (organization_id, reference);

CREATE INDEX reconciliations_statement_on ON reconciliations (organization_id, deleted_at, statement_on);

CREATE INDEX reconciliations_state ON reconciliations (organization_id, deleted_at, state);

CREATE INDEX reconciliations_statement_document_id ON reconciliations (organization_id, deleted_at, statement_document_id);

CREATE INDEX reconciliations_agreed_by ON reconciliations (organization_id, deleted_at, agreed_by);

CREATE INDEX reconciliations_ledger_account_id_statement_on ON reconciliations (organization_id, deleted_at, ledger_account_id, statement_on);

CREATE INDEX reconciliations_change_seq ON reconciliations (organization_id, change_seq);

CREATE UNIQUE INDEX expenses_reference_unique ON expenses (organization_id, reference);

CREATE INDEX expenses_category ON expenses (organization_id, deleted_at, category);

CREATE INDEX expenses_state ON expenses (organization_id, deleted_at, state);

CREATE INDEX expenses_spent_on ON expenses (organization_id, deleted_at, spent_on);

CREATE INDEX expenses_contractor_id ON expenses (organization_id, deleted_at, contractor_id);

CREATE INDEX expenses_maintenance_request_id ON expenses (organization_id, deleted_at, maintenance_request_id);

CREATE INDEX expenses_receipt_document_id ON expenses (organization_id, deleted_at, receipt_document_id);

CREATE INDEX expenses_approved_by ON expenses (organization_id, deleted_at, approved_by);

CREATE INDEX expenses_ledger_transaction_id ON expenses (organization_id, deleted_at, ledger_transaction_id);

CREATE INDEX expenses_cost_center_id_spent_on ON expenses (organization_id, deleted_at, cost_center_id, spent_on);

CREATE INDEX expenses_house_id_spent_on ON expenses (organization_id, deleted_at, house_id, spent_on);

CREATE INDEX expenses_change_seq ON expenses (organization_id, change_seq);

CREATE UNIQUE INDEX cost_centers_code_unique ON cost_centers (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX cost_centers_house_id ON cost_centers (organization_id, deleted_at, house_id);

CREATE INDEX cost_centers_manager_id ON cost_centers (organization_id, deleted_at, manager_id);

CREATE INDEX cost_centers_parent_id ON cost_centers (organization_id, deleted_at, parent_id);

CREATE INDEX cost_centers_change_seq ON cost_centers (organization_id, change_seq);

CREATE UNIQUE INDEX budgets_cost_center_id_category_starts_on_unique ON budgets (organization_id, cost_center_id, category, starts_on) WHERE deleted_at IS NULL;

CREATE INDEX budgets_state ON budgets (organization_id, deleted_at, state);

CREATE INDEX budgets_starts_on ON budgets (organization_id, deleted_at, starts_on);

CREATE INDEX budgets_approved_by ON budgets (organization_id, deleted_at, approved_by);

CREATE INDEX budgets_cost_center_id_starts_on ON budgets (organization_id, deleted_at, cost_center_id, starts_on);

CREATE INDEX budgets_change_seq ON budgets (organization_id, change_seq);

CREATE UNIQUE INDEX maintenance_requests_reference_unique ON maintenance_requests (organization_id, reference);

CREATE INDEX maintenance_requests_state ON maintenance_requests (organization_id, deleted_at, state);

CREATE INDEX maintenance_requests_room_id ON maintenance_requests (organization_id, deleted_at, room_id);

CREATE INDEX maintenance_requests_asset_id ON maintenance_requests (organization_id, deleted_at, asset_id);

CREATE INDEX maintenance_requests_priority ON maintenance_requests (organization_id, deleted_at, priority);

CREATE INDEX maintenance_requests_reported_at ON maintenance_requests (organization_id, deleted_at, reported_at);

CREATE INDEX maintenance_requests_inspection_id ON maintenance_requests (organization_id, deleted_at, inspection_id);

CREATE INDEX maintenance_requests_assigned_to ON maintenance_requests (organization_id, deleted_at, assigned_to);

CREATE INDEX maintenance_requests_target_on ON maintenance_requests (organization_id, deleted_at, target_on);

CREATE INDEX maintenance_requests_recharge_resident_id ON maintenance_requests (organization_id, deleted_at, recharge_resident_id);

CREATE INDEX maintenance_requests_verified_by ON maintenance_requests (organization_id, deleted_at, verified_by);

CREATE INDEX maintenance_requests_house_id_target_on ON maintenance_requests (organization_id, deleted_at, house_id, target_on);

CREATE INDEX maintenance_requests_contractor_id_reported_at ON maintenance_requests (organization_id, deleted_at, contractor_id, reported_at);

CREATE INDEX maintenance_requests_change_seq ON maintenance_requests (organization_id, change_seq);

CREATE UNIQUE INDEX contractors_name_unique ON contractors (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX contractors_is_emergency ON contractors (organization_id, deleted_at, is_emergency);

CREATE INDEX contractors_insurance_until_on ON contractors (organization_id, deleted_at, insurance_until_on);

CREATE INDEX contractors_change_seq ON contractors (organization_id, change_seq);

CREATE UNIQUE INDEX inspections_reference_unique ON inspections (organization_id, reference);

CREATE INDEX inspections_state ON inspections (organization_id, deleted_at, state);

CREATE INDEX inspections_kind ON inspections (organization_id, deleted_at, kind);

CREATE INDEX inspections_property_id ON inspections (organization_id, deleted_at, property_id);

CREATE INDEX inspections_room_id ON inspections (organization_id, deleted_at, room_id);

CREATE INDEX inspections_planned_on ON inspections (organization_id, deleted_at, planned_on);

CREATE INDEX inspections_contractor_id ON inspections (organization_id, deleted_at, contractor_id);

CREATE INDEX inspections_form_template_id ON inspections (organization_id, deleted_at, form_template_id);

CREATE INDEX inspections_certificate_id ON inspections (organization_id, deleted_at, certificate_id);

CREATE INDEX inspections_report_document_id ON inspections (organization_id, deleted_at, report_document_id);

CREATE INDEX inspections_next_due_on ON inspections (organization_id, deleted_at, next_due_on);

CREATE INDEX inspections_follow_up_on ON inspections (organization_id, deleted_at, follow_up_on);

CREATE INDEX inspections_house_id_planned_on ON inspections (organization_id, deleted_at, house_id, planned_on);

CREATE INDEX inspections_change_seq ON inspections (organization_id, change_seq);

CREATE INDEX certificates_kind ON certificates (organization_id, deleted_at, kind);

CREATE INDEX certificates_asset_id ON certificates (organization_id, deleted_at, asset_id);

CREATE INDEX certificates_expires_on ON certificates (organization_id, deleted_at, expires_on);

CREATE INDEX certificates_contractor_id ON certificates (organization_id, deleted_at, contractor_id);

CREATE INDEX certificates_remedy_due_on ON certificates (organization_id, deleted_at, remedy_due_on);

CREATE INDEX certificates_document_id ON certificates (organization_id, deleted_at, document_id);

CREATE INDEX certificates_replaces_id ON certificates (organization_id, deleted_at, replaces_id);

CREATE INDEX certificates_house_id_expires_on ON certificates (organization_id, deleted_at, house_id, expires_on);

CREATE INDEX certificates_property_id_expires_on ON certificates (organization_id, deleted_at, property_id, expires_on);

CREATE INDEX certificates_change_seq ON certificates (organization_id, change_seq);

CREATE UNIQUE INDEX assets_tag_unique ON assets (organization_id, tag) WHERE deleted_at IS NULL;

CREATE INDEX assets_state ON assets (organization_id, deleted_at, state);

CREATE INDEX assets_category ON assets (organization_id, deleted_at, category);

CREATE INDEX assets_room_id ON assets (organization_id, deleted_at, room_id);

CREATE INDEX assets_resident_id ON assets (organization_id, deleted_at, resident_id);

CREATE INDEX assets_warranty_until_on ON assets (organization_id, deleted_at, warranty_until_on);

CREATE INDEX assets_next_service_on ON assets (organization_id, deleted_at, next_service_on);

CREATE INDEX assets_next_inspection_on ON assets (organization_id, deleted_at, next_inspection_on);

CREATE INDEX assets_house_id_tag ON assets (organization_id, deleted_at, house_id, tag);

CREATE INDEX assets_house_id_next_service_on ON assets (organization_id, deleted_at, house_id, next_service_on);

CREATE INDEX assets_change_seq ON assets (organization_id, change_seq);

CREATE UNIQUE INDEX utilities_property_id_kind_meter_number_unique ON utilities (organization_id, property_id, kind, coalesce(meter_number, '')) WHERE is_active = 1 AND deleted_at IS NULL;

CREATE INDEX utilities_contract_until_on ON utilities (organization_id, deleted_at, contract_until_on);

CREATE INDEX utilities_cost_center_id ON utilities (organization_id, deleted_at, cost_center_id);

CREATE INDEX utilities_property_id_contract_until_on ON utilities (organization_id, deleted_at, property_id, contract_until_on);

CREATE INDEX utilities_change_seq ON utilities (organization_id, change_seq);

CREATE UNIQUE INDEX meter_readings_utility_id_read_on_source_unique ON meter_readings (organization_id, utility_id, read_on, source) WHERE corrects_id IS NULL;

CREATE INDEX meter_readings_read_on ON meter_readings (organization_id, read_on);

CREATE INDEX meter_readings_photo_file_id ON meter_readings (organization_id, photo_file_id);

CREATE INDEX meter_readings_corrects_id ON meter_readings (organization_id, corrects_id);

CREATE INDEX meter_readings_utility_id_read_on ON meter_readings (organization_id, utility_id, read_on);

CREATE UNIQUE INDEX insurance_records_policy_number_unique ON insurance_records (organization_id, policy_number) WHERE deleted_at IS NULL;

CREATE INDEX insurance_records_kind ON insurance_records (organization_id, deleted_at, kind);

CREATE INDEX insurance_records_vehicle_id ON insurance_records (organization_id, deleted_at, vehicle_id);

CREATE INDEX insurance_records_state ON insurance_records (organization_id, deleted_at, state);

CREATE INDEX insurance_records_renews_on ON insurance_records (organization_id, deleted_at, renews_on);

CREATE INDEX insurance_records_document_id ON insurance_records (organization_id, deleted_at, document_id);

CREATE INDEX insurance_records_property_id_renews_on ON insurance_records (organization_id, deleted_at, property_id, renews_on);

CREATE INDEX insurance_records_change_seq ON insurance_records (organization_id, change_seq);

CREATE UNIQUE INDEX vehicles_registration_unique ON vehicles (organization_id, registration) WHERE deleted_at IS NULL;

CREATE INDEX vehicles_name ON vehicles (organization_id, deleted_at, name);

CREATE INDEX vehicles_state ON vehicles (organization_id, deleted_at, state);

CREATE INDEX vehicles_mot_until_on ON vehicles (organization_id, deleted_at, mot_until_on);

CREATE INDEX vehicles_tax_until_on ON vehicles (organization_id, deleted_at, tax_until_on);

CREATE INDEX vehicles_service_due_on ON vehicles (organization_id, deleted_at, service_due_on);

CREATE INDEX vehicles_house_id_name ON vehicles (organization_id, deleted_at, house_id, name);

CREATE INDEX vehicles_change_seq ON vehicles (organization_id, change_seq);

CREATE UNIQUE INDEX documents_reference_unique ON documents (organization_id, reference);

CREATE INDEX documents_state ON documents (organization_id, deleted_at, state);

CREATE INDEX documents_kind ON documents (organization_id, deleted_at, kind);

CREATE INDEX documents_subject_id ON documents (organization_id, deleted_at, subject_id);

CREATE INDEX documents_document_on ON documents (organization_id, deleted_at, document_on);

CREATE INDEX documents_is_confidential ON documents (organization_id, deleted_at, is_confidential);

CREATE INDEX documents_retention_policy_id ON documents (organization_id, deleted_at, retention_policy_id);

CREATE INDEX documents_keep_until_on ON documents (organization_id, deleted_at, keep_until_on);

CREATE INDEX documents_expires_on ON documents (organization_id, deleted_at, expires_on);

CREATE INDEX documents_current_version_id ON documents (organization_id, deleted_at, current_version_id);

CREATE INDEX documents_document_template_id ON documents (organization_id, deleted_at, document_template_id);

CREATE INDEX documents_subject_type_subject_id ON documents (organization_id, deleted_at, subject_type, subject_id);

CREATE INDEX documents_resident_id_document_on ON documents (organization_id, deleted_at, resident_id, document_on);

CREATE INDEX documents_house_id_document_on ON documents (organization_id, deleted_at, house_id, document_on);

CREATE INDEX documents_change_seq ON documents (organization_id, change_seq);

CREATE UNIQUE INDEX document_versions_document_id_version_number_unique ON document_versions (organization_id, document_id, version_number);

CREATE INDEX document_versions_file_id ON document_versions (organization_id, file_id);

CREATE INDEX document_versions_made_by ON document_versions (organization_id, made_by);

CREATE INDEX document_versions_made_at ON document_versions (organization_id, made_at);

CREATE UNIQUE INDEX document_templates_code_unique ON document_templates (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX document_templates_name ON document_templates (organization_id, deleted_at, name);

CREATE INDEX document_templates_change_seq ON document_templates (organization_id, change_seq);

CREATE INDEX document_shares_document_version_id ON document_shares (organization_id, deleted_at, document_version_id);

CREATE INDEX document_shares_resident_id ON document_shares (organization_id, deleted_at, resident_id);

CREATE INDEX document_shares_state ON document_shares (organization_id, deleted_at, state);

CREATE INDEX document_shares_agency_id ON document_shares (organization_id, deleted_at, agency_id);

CREATE INDEX document_shares_expires_at ON document_shares (organization_id, deleted_at, expires_at);

CREATE INDEX document_shares_consent_disclosure_id ON document_shares (organization_id, deleted_at, consent_disclosure_id);

CREATE INDEX document_shares_revoked_by ON document_shares (organization_id, deleted_at, revoked_by);

CREATE INDEX document_shares_change_seq ON document_shares (organization_id, change_seq);

CREATE INDEX files_resident_id ON files (organization_id, resident_id);

CREATE INDEX files_uploaded_by ON files (organization_id, uploaded_by);

CREATE INDEX signatures_subject_id ON signatures (organization_id, subject_id);

CREATE INDEX signatures_document_version_id ON signatures (organization_id, document_version_id);

CREATE INDEX signatures_resident_id ON signatures (organization_id, resident_id);

CREATE INDEX signatures_membership_id ON signatures (organization_id, membership_id);

CREATE INDEX signatures_signed_at ON signatures (organization_id, signed_at);

CREATE INDEX signatures_subject_type_subject_id ON signatures (organization_id, subject_type, subject_id);

CREATE INDEX backups_state ON backups (organization_id, deleted_at, state);

CREATE INDEX backups_started_at ON backups (organization_id, deleted_at, started_at);

CREATE INDEX backups_verified_by ON backups (organization_id, deleted_at, verified_by);

CREATE INDEX backups_keep_until_on ON backups (organization_id, deleted_at, keep_until_on);

CREATE INDEX backups_change_seq ON backups (organization_id, change_seq);

CREATE INDEX calendar_events_kind ON calendar_events (organization_id, deleted_at, kind);

CREATE INDEX calendar_events_state ON calendar_events (organization_id, deleted_at, state);

CREATE INDEX calendar_events_starts_at ON calendar_events (organization_id, deleted_at, starts_at);

CREATE INDEX calendar_events_resident_id ON calendar_events (organization_id, deleted_at, resident_id);

CREATE INDEX calendar_events_vehicle_id ON calendar_events (organization_id, deleted_at, vehicle_id);

CREATE INDEX calendar_events_series_id ON calendar_events (organization_id, deleted_at, series_id);

CREATE INDEX calendar_events_subject_id ON calendar_events (organization_id, deleted_at, subject_id);

CREATE INDEX calendar_events_house_id_starts_at ON calendar_events (organization_id, deleted_at, house_id, starts_at);

CREATE INDEX calendar_events_change_seq ON calendar_events (organization_id, change_seq);

CREATE INDEX notifications_due_at ON notifications (organization_id, deleted_at, due_at);

CREATE INDEX communication_logs_staff_member_id ON communication_logs (organization_id, deleted_at, staff_member_id);

CREATE INDEX communication_logs_agency_id ON communication_logs (organization_id, deleted_at, agency_id);

CREATE INDEX communication_logs_channel ON communication_logs (organization_id, deleted_at, channel);

CREATE INDEX communication_logs_happened_at ON communication_logs (organization_id, deleted_at, happened_at);

CREATE INDEX communication_logs_is_confidential ON communication_logs (organization_id, deleted_at, is_confidential);

CREATE INDEX communication_logs_follow_up_on ON communication_logs (organization_id, deleted_at, follow_up_on);

CREATE INDEX communication_logs_followed_up_by ON communication_logs (organization_id, deleted_at, followed_up_by);

CREATE INDEX communication_logs_communication_template_id ON communication_logs (organization_id, deleted_at, communication_template_id);

CREATE INDEX communication_logs_document_id ON communication_logs (organization_id, deleted_at, document_id);

CREATE INDEX communication_logs_consent_disclosure_id ON communication_logs (organization_id, deleted_at, consent_disclosure_id);

CREATE INDEX communication_logs_resident_id_happened_at ON communication_logs (organization_id, deleted_at, resident_id, happened_at);

CREATE INDEX communication_logs_house_id_happened_at ON communication_logs (organization_id, deleted_at, house_id, happened_at);

CREATE INDEX communication_logs_contact_id_happened_at ON communication_logs (organization_id, deleted_at, contact_id, happened_at);

CREATE INDEX communication_logs_change_seq ON communication_logs (organization_id, change_seq);

CREATE UNIQUE INDEX communication_templates_code_unique ON communication_templates (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX communication_templates_name ON communication_templates (organization_id, deleted_at, name);

CREATE INDEX communication_templates_change_seq ON communication_templates (organization_id, change_seq);

CREATE UNIQUE INDEX notification_preferences_membership_id_kind_unique ON notification_preferences (organization_id, membership_id, kind) WHERE deleted_at IS NULL;

CREATE INDEX notification_preferences_membership_id ON notification_preferences (organization_id, deleted_at, membership_id);

CREATE INDEX notification_preferences_kind ON notification_preferences (organization_id, deleted_at, kind);

CREATE INDEX notification_preferences_change_seq ON notification_preferences (organization_id, change_seq);

CREATE INDEX conversations_house_id ON conversations (organization_id, deleted_at, house_id);

CREATE INDEX conversations_resident_id ON conversations (organization_id, deleted_at, resident_id);

CREATE INDEX conversations_state ON conversations (organization_id, deleted_at, state);

CREATE INDEX conversations_change_seq ON conversations (organization_id, change_seq);

CREATE UNIQUE INDEX conversation_members_conversation_id_membership_id_unique ON conversation_members (organization_id, conversation_id, membership_id) WHERE deleted_at IS NULL;

CREATE INDEX conversation_members_conversation_id ON conversation_members (organization_id, deleted_at, conversation_id);

CREATE INDEX conversation_members_membership_id ON conversation_members (organization_id, deleted_at, membership_id);

CREATE INDEX conversation_members_joined_at ON conversation_members (organization_id, deleted_at, joined_at);

CREATE INDEX conversation_members_change_seq ON conversation_members (organization_id, change_seq);

CREATE INDEX messages_conversation_id ON messages (organization_id, conversation_id);

CREATE INDEX messages_resident_id ON messages (organization_id, resident_id);

CREATE INDEX messages_author_id ON messages (organization_id, author_id);

CREATE INDEX messages_reply_to_id ON messages (organization_id, reply_to_id);

CREATE INDEX messages_withdraws_id ON messages (organization_id, withdraws_id);

CREATE INDEX messages_file_id ON messages (organization_id, file_id);

CREATE UNIQUE INDEX announcement_reads_announcement_id_membership_id_unique ON announcement_reads (organization_id, announcement_id, membership_id);

CREATE INDEX announcement_reads_membership_id ON announcement_reads (organization_id, membership_id);

CREATE INDEX announcement_reads_read_at ON announcement_reads (organization_id, read_at);

CREATE UNIQUE INDEX event_participants_calendar_event_id_membership_id_resident_id_contact_id_agency_id_unique ON event_participants (organization_id, calendar_event_id, coalesce(membership_id, x''), coalesce(resident_id, x''), coalesce(contact_id, x''), coalesce(agency_id, x'')) WHERE deleted_at IS NULL;

CREATE INDEX event_participants_calendar_event_id ON event_participants (organization_id, deleted_at, calendar_event_id);

CREATE INDEX event_participants_membership_id ON event_participants (organization_id, deleted_at, membership_id);

CREATE INDEX event_participants_resident_id ON event_participants (organization_id, deleted_at, resident_id);

CREATE INDEX event_participants_contact_id ON event_participants (organization_id, deleted_at, contact_id);

CREATE INDEX event_participants_agency_id ON event_participants (organization_id, deleted_at, agency_id);

CREATE INDEX event_participants_response ON event_participants (organization_id, deleted_at, response);

CREATE INDEX event_participants_change_seq ON event_participants (organization_id, change_seq);

CREATE UNIQUE INDEX consents_reference_unique ON consents (organization_id, reference);

CREATE INDEX consents_regime ON consents (organization_id, deleted_at, regime);

CREATE INDEX consents_recipient_agency_id ON consents (organization_id, deleted_at, recipient_agency_id);

CREATE INDEX consents_recipient_contact_id ON consents (organization_id, deleted_at, recipient_contact_id);

CREATE INDEX consents_starts_on ON consents (organization_id, deleted_at, starts_on);

CREATE INDEX consents_ends_on ON consents (organization_id, deleted_at, ends_on);

CREATE INDEX consents_best_interests_document_id ON consents (organization_id, deleted_at, best_interests_document_id);

CREATE INDEX consents_signature_id ON consents (organization_id, deleted_at, signature_id);

CREATE INDEX consents_witness_id ON consents (organization_id, deleted_at, witness_id);

CREATE INDEX consents_revoked_at ON consents (organization_id, deleted_at, revoked_at);

CREATE INDEX consents_resident_id_state ON consents (organization_id, deleted_at, resident_id, state);

CREATE INDEX consents_state_ends_on ON consents (organization_id, deleted_at, state, ends_on);

CREATE INDEX consents_change_seq ON consents (organization_id, change_seq);

CREATE UNIQUE INDEX consent_disclosures_reference_unique ON consent_disclosures (organization_id, reference);

CREATE INDEX consent_disclosures_disclosed_at ON consent_disclosures (organization_id, disclosed_at);

CREATE INDEX consent_disclosures_disclosed_by ON consent_disclosures (organization_id, disclosed_by);

CREATE INDEX consent_disclosures_recipient_agency_id ON consent_disclosures (organization_id, recipient_agency_id);

CREATE INDEX consent_disclosures_consent_id ON consent_disclosures (organization_id, consent_id);

CREATE INDEX consent_disclosures_lawful_basis ON consent_disclosures (organization_id, lawful_basis);

CREATE INDEX consent_disclosures_is_accountable ON consent_disclosures (organization_id, is_accountable);

CREATE INDEX consent_disclosures_referral_id ON consent_disclosures (organization_id, referral_id);

CREATE INDEX consent_disclosures_corrects_id ON consent_disclosures (organization_id, corrects_id);

CREATE INDEX consent_disclosures_resident_id_disclosed_at ON consent_disclosures (organization_id, resident_id, disclosed_at);

CREATE UNIQUE INDEX patient_notices_resident_id_kind_document_version_id_unique ON patient_notices (organization_id, resident_id, kind, document_version_id) WHERE deleted_at IS NULL;

CREATE INDEX patient_notices_stay_id ON patient_notices (organization_id, deleted_at, stay_id);

CREATE INDEX patient_notices_kind ON patient_notices (organization_id, deleted_at, kind);

CREATE INDEX patient_notices_document_version_id ON patient_notices (organization_id, deleted_at, document_version_id);

CREATE INDEX patient_notices_given_at ON patient_notices (organization_id, deleted_at, given_at);

CREATE INDEX patient_notices_given_by ON patient_notices (organization_id, deleted_at, given_by);

CREATE INDEX patient_notices_signature_id ON patient_notices (organization_id, deleted_at, signature_id);

CREATE INDEX patient_notices_resident_id_given_at ON patient_notices (organization_id, deleted_at, resident_id, given_at);

CREATE INDEX patient_notices_change_seq ON patient_notices (organization_id, change_seq);

CREATE UNIQUE INDEX breach_incidents_reference_unique ON breach_incidents (organization_id, reference);

CREATE INDEX breach_incidents_discovered_at ON breach_incidents (organization_id, deleted_at, discovered_at);

CREATE INDEX breach_incidents_raised_by ON breach_incidents (organization_id, deleted_at, raised_by);

CREATE INDEX breach_incidents_processor_agency_id ON breach_incidents (organization_id, deleted_at, processor_agency_id);

CREATE INDEX breach_incidents_break_glass_event_id ON breach_incidents (organization_id, deleted_at, break_glass_event_id);

CREATE INDEX breach_incidents_closed_by ON breach_incidents (organization_id, deleted_at, closed_by);

CREATE INDEX breach_incidents_state_discovered_at ON breach_incidents (organization_id, deleted_at, state, discovered_at);

CREATE INDEX breach_incidents_change_seq ON breach_incidents (organization_id, change_seq);

CREATE INDEX baa_records_state ON baa_records (organization_id, deleted_at, state);

CREATE INDEX baa_records_ends_on ON baa_records (organization_id, deleted_at, ends_on);

CREATE INDEX baa_records_document_id ON baa_records (organization_id, deleted_at, document_id);

CREATE INDEX baa_records_agency_id_state ON baa_records (organization_id, deleted_at, agency_id, state);

CREATE INDEX baa_records_change_seq ON baa_records (organization_id, change_seq);

CREATE UNIQUE INDEX disclosure_accounting_requests_reference_unique ON disclosure_accounting_requests (organization_id, reference);

CREATE INDEX disclosure_accounting_requests_state ON disclosure_accounting_requests (organization_id, deleted_at, state);

CREATE INDEX disclosure_accounting_requests_received_on ON disclosure_accounting_requests (organization_id, deleted_at, received_on);

CREATE INDEX disclosure_accounting_requests_document_id ON disclosure_accounting_requests (organization_id, deleted_at, document_id);

CREATE INDEX disclosure_accounting_requests_sent_by ON disclosure_accounting_requests (organization_id, deleted_at, sent_by);

CREATE INDEX disclosure_accounting_requests_resident_id_received_on ON disclosure_accounting_requests (organization_id, deleted_at, resident_id, received_on);

CREATE INDEX disclosure_accounting_requests_change_seq ON disclosure_accounting_requests (organization_id, change_seq);

CREATE UNIQUE INDEX data_access_requests_reference_unique ON data_access_requests (organization_id, reference);

CREATE INDEX data_access_requests_kind ON data_access_requests (organization_id, deleted_at, kind);

CREATE INDEX data_access_requests_resident_id ON data_access_requests (organization_id, deleted_at, resident_id);

CREATE INDEX data_access_requests_staff_member_id ON data_access_requests (organization_id, deleted_at, staff_member_id);

CREATE INDEX data_access_requests_received_on ON data_access_requests (organization_id, deleted_at, received_on);

CREATE INDEX data_access_requests_reviewer_id ON data_access_requests (organization_id, deleted_at, reviewer_id);

CREATE INDEX data_access_requests_pack_document_id ON data_access_requests (organization_id, deleted_at, pack_document_id);

CREATE INDEX data_access_requests_sent_by ON data_access_requests (organization_id, deleted_at, sent_by);

CREATE INDEX data_access_requests_state_received_on ON data_access_requests (organization_id, deleted_at, state, received_on);

CREATE INDEX data_access_requests_change_seq ON data_access_requests (organization_id, change_seq);

CREATE INDEX redactions_subject_id ON redactions (organization_id, subject_id);

CREATE INDEX redactions_resident_id ON redactions (organization_id, resident_id);

CREATE INDEX redactions_data_access_request_id ON redactions (organization_id, data_access_request_id);

CREATE INDEX redactions_redacted_by ON redactions (organization_id, redacted_by);

CREATE INDEX redactions_checked_by ON redactions (organization_id, checked_by);

CREATE INDEX redactions_subject_type_subject_id ON redactions (organization_id, subject_type, subject_id);

CREATE UNIQUE INDEX retention_policies_record_class_jurisdiction_unique ON retention_policies (organization_id, record_class, jurisdiction) WHERE is_active = 1 AND deleted_at IS NULL;

CREATE INDEX retention_policies_record_class ON retention_policies (organization_id, deleted_at, record_class);

CREATE INDEX retention_policies_change_seq ON retention_policies (organization_id, change_seq);

CREATE UNIQUE INDEX legal_holds_reference_unique ON legal_holds (organization_id, reference);

CREATE INDEX legal_holds_resident_id ON legal_holds (organization_id, deleted_at, resident_id);

CREATE INDEX legal_holds_staff_member_id ON legal_holds (organization_id, deleted_at, staff_member_id);

CREATE INDEX legal_holds_starts_on ON legal_holds (organization_id, deleted_at, starts_on);

CREATE INDEX legal_holds_released_by ON legal_holds (organization_id, deleted_at, released_by);

CREATE INDEX legal_holds_state_starts_on ON legal_holds (organization_id, deleted_at, state, starts_on);

CREATE INDEX legal_holds_change_seq ON legal_holds (organization_id, change_seq);

CREATE UNIQUE INDEX complaints_reference_unique ON complaints (organization_id, reference);

CREATE INDEX complaints_category ON complaints (organization_id, deleted_at, category);

CREATE INDEX complaints_complainant_kind ON complaints (organization_id, deleted_at, complainant_kind);

CREATE INDEX complaints_resident_id ON complaints (organization_id, deleted_at, resident_id);

CREATE INDEX complaints_received_on ON complaints (organization_id, deleted_at, received_on);

CREATE INDEX complaints_about_member_id ON complaints (organization_id, deleted_at, about_member_id);

CREATE INDEX complaints_handler_id ON complaints (organization_id, deleted_at, handler_id);

CREATE INDEX complaints_stage2_handler_id ON complaints (organization_id, deleted_at, stage2_handler_id);

CREATE INDEX complaints_extended_until_on ON complaints (organization_id, deleted_at, extended_until_on);

CREATE INDEX complaints_appeal_due_on ON complaints (organization_id, deleted_at, appeal_due_on);

CREATE INDEX complaints_house_id_received_on ON complaints (organization_id, deleted_at, house_id, received_on);

CREATE INDEX complaints_house_id_state ON complaints (organization_id, deleted_at, house_id, state);

CREATE INDEX complaints_state_received_on ON complaints (organization_id, deleted_at, state, received_on);

CREATE INDEX complaints_change_seq ON complaints (organization_id, change_seq);

CREATE UNIQUE INDEX grievances_reference_unique ON grievances (organization_id, reference);

CREATE UNIQUE INDEX grievances_receipt_token_unique ON grievances (organization_id, receipt_token) WHERE deleted_at IS NULL;

CREATE INDEX grievances_received_on ON grievances (organization_id, deleted_at, received_on);

CREATE INDEX grievances_state ON grievances (organization_id, deleted_at, state);

CREATE INDEX grievances_category ON grievances (organization_id, deleted_at, category);

CREATE INDEX grievances_answered_by ON grievances (organization_id, deleted_at, answered_by);

CREATE INDEX grievances_change_seq ON grievances (organization_id, change_seq);

CREATE UNIQUE INDEX surveys_reference_unique ON surveys (organization_id, reference);

CREATE INDEX surveys_form_template_id ON surveys (organization_id, deleted_at, form_template_id);

CREATE INDEX surveys_closes_on ON surveys (organization_id, deleted_at, closes_on);

CREATE INDEX surveys_house_id_closes_on ON surveys (organization_id, deleted_at, house_id, closes_on);

CREATE INDEX surveys_state_closes_on ON surveys (organization_id, deleted_at, state, closes_on);

CREATE INDEX surveys_change_seq ON surveys (organization_id, change_seq);

CREATE UNIQUE INDEX survey_responses_survey_id_resident_id_unique ON survey_responses (organization_id, survey_id, coalesce(resident_id, x'')) WHERE resident_id IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX survey_responses_state ON survey_responses (organization_id, deleted_at, state);

CREATE INDEX survey_responses_resident_id ON survey_responses (organization_id, deleted_at, resident_id);

CREATE INDEX survey_responses_membership_id ON survey_responses (organization_id, deleted_at, membership_id);

CREATE INDEX survey_responses_helped_by ON survey_responses (organization_id, deleted_at, helped_by);

CREATE INDEX survey_responses_survey_id_state ON survey_responses (organization_id, deleted_at, survey_id, state);

CREATE INDEX survey_responses_change_seq ON survey_responses (organization_id, change_seq);

CREATE UNIQUE INDEX amendments_subject_type_subject_id_number_unique ON amendments (organization_id, subject_type, subject_id, number);

CREATE INDEX amendments_subject_id ON amendments (organization_id, subject_id);

CREATE INDEX amendments_resident_id ON amendments (organization_id, resident_id);

CREATE INDEX amendments_kind ON amendments (organization_id, kind);

CREATE INDEX amendments_amended_by ON amendments (organization_id, amended_by);

CREATE INDEX amendments_amended_at ON amendments (organization_id, amended_at);

CREATE INDEX amendments_signature_id ON amendments (organization_id, signature_id);

CREATE INDEX amendments_cosigned_by ON amendments (organization_id, cosigned_by);

CREATE UNIQUE INDEX kpi_snapshots_code_house_id_day_unique ON kpi_snapshots (organization_id, code, coalesce(house_id, x''), day);

CREATE INDEX kpi_snapshots_day ON kpi_snapshots (organization_id, day);

CREATE INDEX kpi_snapshots_code_day ON kpi_snapshots (organization_id, code, day);

CREATE INDEX kpi_snapshots_house_id_day ON kpi_snapshots (organization_id, house_id, day);

CREATE UNIQUE INDEX report_templates_code_unique ON report_templates (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX report_templates_category ON report_templates (organization_id, deleted_at, category);

CREATE INDEX report_templates_next_run_at ON report_templates (organization_id, deleted_at, next_run_at);

CREATE INDEX report_templates_owner_id ON report_templates (organization_id, deleted_at, owner_id);

CREATE INDEX report_templates_change_seq ON report_templates (organization_id, change_seq);

CREATE INDEX report_runs_started_at ON report_runs (organization_id, started_at);

CREATE INDEX report_runs_file_id ON report_runs (organization_id, file_id);

CREATE INDEX report_runs_run_by_started_at ON report_runs (organization_id, run_by, started_at);

CREATE INDEX report_runs_report_template_id_started_at ON report_runs (organization_id, report_template_id, started_at);

CREATE INDEX dashboard_widgets_report_template_id ON dashboard_widgets (organization_id, deleted_at, report_template_id);

CREATE INDEX dashboard_widgets_position ON dashboard_widgets (organization_id, deleted_at, position);

CREATE INDEX dashboard_widgets_membership_id_position ON dashboard_widgets (organization_id, deleted_at, membership_id, position);

CREATE INDEX dashboard_widgets_change_seq ON dashboard_widgets (organization_id, change_seq);

CREATE UNIQUE INDEX form_drafts_membership_id_record_type_subject_id_unique ON form_drafts (organization_id, membership_id, record_type, coalesce(subject_id, x'')) WHERE deleted_at IS NULL;

CREATE INDEX form_drafts_record_type ON form_drafts (organization_id, deleted_at, record_type);

CREATE INDEX form_drafts_subject_id ON form_drafts (organization_id, deleted_at, subject_id);

CREATE INDEX form_drafts_resident_id ON form_drafts (organization_id, deleted_at, resident_id);

CREATE INDEX form_drafts_form_template_id ON form_drafts (organization_id, deleted_at, form_template_id);

CREATE INDEX form_drafts_membership_id ON form_drafts (organization_id, deleted_at, membership_id);

CREATE INDEX form_drafts_saved_at ON form_drafts (organization_id, deleted_at, saved_at);

CREATE INDEX form_drafts_expires_at ON form_drafts (organization_id, deleted_at, expires_at);

CREATE INDEX form_drafts_change_seq ON form_drafts (organization_id, change_seq);

CREATE UNIQUE INDEX settings_key_house_id_environment_unique ON settings (organization_id, key, coalesce(house_id, x''), environment) WHERE deleted_at IS NULL;

CREATE INDEX settings_key ON settings (organization_id, deleted_at, key);

CREATE INDEX settings_house_id ON settings (organization_id, deleted_at, house_id);

CREATE INDEX settings_category_key ON settings (organization_id, deleted_at, category, key);

CREATE INDEX settings_change_seq ON settings (organization_id, change_seq);

CREATE UNIQUE INDEX lookup_values_list_name_code_language_unique ON lookup_values (organization_id, list_name, code, language) WHERE deleted_at IS NULL;

CREATE INDEX lookup_values_list_name_position ON lookup_values (organization_id, deleted_at, list_name, position);

CREATE INDEX lookup_values_change_seq ON lookup_values (organization_id, change_seq);

CREATE UNIQUE INDEX form_templates_code_version_number_unique ON form_templates (organization_id, code, version_number) WHERE deleted_at IS NULL;

CREATE INDEX form_templates_code_state ON form_templates (organization_id, deleted_at, code, state);

CREATE INDEX form_templates_state_code ON form_templates (organization_id, deleted_at, state, code);

CREATE INDEX form_templates_change_seq ON form_templates (organization_id, change_seq);

CREATE INDEX form_questions_position ON form_questions (organization_id, deleted_at, position);

CREATE INDEX form_questions_depends_on_id ON form_questions (organization_id, deleted_at, depends_on_id);

CREATE INDEX form_questions_form_template_id_position ON form_questions (organization_id, deleted_at, form_template_id, position);

CREATE INDEX form_questions_change_seq ON form_questions (organization_id, change_seq);

CREATE INDEX form_contributions_subject_id ON form_contributions (organization_id, subject_id);

CREATE INDEX form_contributions_resident_id ON form_contributions (organization_id, resident_id);

CREATE INDEX form_contributions_contributor_id ON form_contributions (organization_id, contributor_id);

CREATE INDEX form_contributions_contributed_at ON form_contributions (organization_id, contributed_at);

CREATE INDEX form_contributions_replaces_contributor_id ON form_contributions (organization_id, replaces_contributor_id);

CREATE INDEX form_contributions_subject_type_subject_id ON form_contributions (organization_id, subject_type, subject_id);

CREATE INDEX custom_fields_position ON custom_fields (organization_id, deleted_at, position);

CREATE INDEX custom_fields_on_type_position ON custom_fields (organization_id, deleted_at, on_type, position);

CREATE INDEX custom_fields_change_seq ON custom_fields (organization_id, change_seq);

CREATE UNIQUE INDEX custom_values_subject_type_subject_id_unique ON custom_values (organization_id, subject_type, subject_id) WHERE deleted_at IS NULL;

CREATE INDEX custom_values_subject_type ON custom_values (organization_id, deleted_at, subject_type);

CREATE INDEX custom_values_subject_id ON custom_values (organization_id, deleted_at, subject_id);

CREATE INDEX custom_values_resident_id ON custom_values (organization_id, deleted_at, resident_id);

CREATE INDEX custom_values_change_seq ON custom_values (organization_id, change_seq);

CREATE UNIQUE INDEX workflows_code_version_number_unique ON workflows (organization_id, code, version_number) WHERE deleted_at IS NULL;

CREATE INDEX workflows_code ON workflows (organization_id, deleted_at, code);

CREATE INDEX workflows_state_code ON workflows (organization_id, deleted_at, state, code);

CREATE INDEX workflows_change_seq ON workflows (organization_id, change_seq);

CREATE UNIQUE INDEX scheduled_jobs_code_unique ON scheduled_jobs (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX scheduled_jobs_next_run_at ON scheduled_jobs (organization_id, deleted_at, next_run_at);

CREATE INDEX scheduled_jobs_state_next_run_at ON scheduled_jobs (organization_id, deleted_at, state, next_run_at);

CREATE INDEX scheduled_jobs_change_seq ON scheduled_jobs (organization_id, change_seq);

CREATE INDEX job_runs_workflow_id ON job_runs (organization_id, workflow_id);

CREATE INDEX job_runs_status ON job_runs (organization_id, status);

CREATE INDEX job_runs_started_at ON job_runs (organization_id, started_at);

CREATE INDEX job_runs_subject_id ON job_runs (organization_id, subject_id);

CREATE INDEX job_runs_scheduled_job_id_started_at ON job_runs (organization_id, scheduled_job_id, started_at);

CREATE UNIQUE INDEX webhooks_name_unique ON webhooks (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX webhooks_state ON webhooks (organization_id, deleted_at, state);

CREATE INDEX webhooks_house_id ON webhooks (organization_id, deleted_at, house_id);

CREATE INDEX webhooks_baa_record_id ON webhooks (organization_id, deleted_at, baa_record_id);

CREATE INDEX webhooks_change_seq ON webhooks (organization_id, change_seq);

CREATE INDEX webhook_deliveries_subject_id ON webhook_deliveries (organization_id, deleted_at, subject_id);

CREATE INDEX webhook_deliveries_next_try_at ON webhook_deliveries (organization_id, deleted_at, next_try_at);

CREATE INDEX webhook_deliveries_webhook_id_state ON webhook_deliveries (organization_id, deleted_at, webhook_id, state);

CREATE INDEX webhook_deliveries_state_next_try_at ON webhook_deliveries (organization_id, deleted_at, state, next_try_at);

CREATE INDEX webhook_deliveries_change_seq ON webhook_deliveries (organization_id, change_seq);

CREATE UNIQUE INDEX integration_configs_name_unique ON integration_configs (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX integration_configs_kind ON integration_configs (organization_id, deleted_at, kind);

CREATE INDEX integration_configs_state ON integration_configs (organization_id, deleted_at, state);

CREATE INDEX integration_configs_agency_id ON integration_configs (organization_id, deleted_at, agency_id);

CREATE INDEX integration_configs_baa_record_id ON integration_configs (organization_id, deleted_at, baa_record_id);

CREATE INDEX integration_configs_change_seq ON integration_configs (organization_id, change_seq);

CREATE INDEX integration_logs_started_at ON integration_logs (organization_id, started_at);

CREATE INDEX integration_logs_status ON integration_logs (organization_id, status);

CREATE INDEX integration_logs_retry_of_id ON integration_logs (organization_id, retry_of_id);

CREATE INDEX integration_logs_integration_config_id_started_at ON integration_logs (organization_id, integration_config_id, started_at);

CREATE TRIGGER occupancy_snapshots_bu BEFORE UPDATE ON occupancy_snapshots
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER occupancy_snapshots_bd BEFORE DELETE ON occupancy_snapshots
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER resident_status_history_bu BEFORE UPDATE ON resident_status_history
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER resident_status_history_bd BEFORE DELETE ON resident_status_history
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER progress_entries_bu BEFORE UPDATE ON progress_entries
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER progress_entries_bd BEFORE DELETE ON progress_entries
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER skill_assessments_bu BEFORE UPDATE ON skill_assessments
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER skill_assessments_bd BEFORE DELETE ON skill_assessments
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER medication_events_bu BEFORE UPDATE ON medication_events
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER medication_events_bd BEFORE DELETE ON medication_events
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER controlled_drug_balances_bu BEFORE UPDATE ON controlled_drug_balances
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER controlled_drug_balances_bd BEFORE DELETE ON controlled_drug_balances
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER wellness_check_ins_bu BEFORE UPDATE ON wellness_check_ins
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER wellness_check_ins_bd BEFORE DELETE ON wellness_check_ins
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER care_entries_bu BEFORE UPDATE ON care_entries
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER care_entries_bd BEFORE DELETE ON care_entries
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER round_checks_bu BEFORE UPDATE ON round_checks
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER round_checks_bd BEFORE DELETE ON round_checks
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER curfew_check_ins_bu BEFORE UPDATE ON curfew_check_ins
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER curfew_check_ins_bd BEFORE DELETE ON curfew_check_ins
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER daily_check_ins_bu BEFORE UPDATE ON daily_check_ins
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER daily_check_ins_bd BEFORE DELETE ON daily_check_ins
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER handover_reads_bu BEFORE UPDATE ON handover_reads
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER handover_reads_bd BEFORE DELETE ON handover_reads
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER payment_allocations_bu BEFORE UPDATE ON payment_allocations
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER payment_allocations_bd BEFORE DELETE ON payment_allocations
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER ledger_transactions_bu BEFORE UPDATE ON ledger_transactions
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER ledger_transactions_bd BEFORE DELETE ON ledger_transactions
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER ledger_entries_bu BEFORE UPDATE ON ledger_entries
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER ledger_entries_bd BEFORE DELETE ON ledger_entries
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER meter_readings_bu BEFORE UPDATE ON meter_readings
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER meter_readings_bd BEFORE DELETE ON meter_readings
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER document_versions_bu BEFORE UPDATE ON document_versions
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER document_versions_bd BEFORE DELETE ON document_versions
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER files_bu BEFORE UPDATE ON files
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER files_bd BEFORE DELETE ON files
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER signatures_bu BEFORE UPDATE ON signatures
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER signatures_bd BEFORE DELETE ON signatures
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER messages_bu BEFORE UPDATE ON messages
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER messages_bd BEFORE DELETE ON messages
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER announcement_reads_bu BEFORE UPDATE ON announcement_reads
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER announcement_reads_bd BEFORE DELETE ON announcement_reads
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER consent_disclosures_bu BEFORE UPDATE ON consent_disclosures
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER consent_disclosures_bd BEFORE DELETE ON consent_disclosures
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER redactions_bu BEFORE UPDATE ON redactions
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER redactions_bd BEFORE DELETE ON redactions
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER amendments_bu BEFORE UPDATE ON amendments
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER amendments_bd BEFORE DELETE ON amendments
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER kpi_snapshots_bu BEFORE UPDATE ON kpi_snapshots
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER kpi_snapshots_bd BEFORE DELETE ON kpi_snapshots
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER report_runs_bu BEFORE UPDATE ON report_runs
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER report_runs_bd BEFORE DELETE ON report_runs
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER form_contributions_bu BEFORE UPDATE ON form_contributions
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER form_contributions_bd BEFORE DELETE ON form_contributions
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER job_runs_bu BEFORE UPDATE ON job_runs
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER job_runs_bd BEFORE DELETE ON job_runs
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER integration_logs_bu BEFORE UPDATE ON integration_logs
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER integration_logs_bd BEFORE DELETE ON integration_logs
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;
