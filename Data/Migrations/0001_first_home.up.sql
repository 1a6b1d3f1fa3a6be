CREATE TABLE home (
  organization_id INTEGER NOT NULL PRIMARY KEY CHECK (organization_id = 0),
  installation_salt BLOB NOT NULL CHECK (length(installation_salt) >= 16),
  is_demonstration INTEGER NOT NULL CHECK (is_demonstration IN (0, 1)),
  schema_generation INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  checked_on TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE data_keys (
  organization_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('resident', 'organization', 'token', 'audit')),
  owner_id BLOB NOT NULL CHECK (length(owner_id) = 16),
  version INTEGER NOT NULL CHECK (version > 0),
  dek_version INTEGER NOT NULL CHECK (dek_version > 0),
  born_under INTEGER NOT NULL CHECK (born_under > 0),
  wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) = 60),
  PRIMARY KEY (organization_id, kind, owner_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_slots (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  slot BLOB NOT NULL CHECK (length(slot) = 140),
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  key_version INTEGER NOT NULL CHECK (key_version > 0),
  wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) = 80),
  created_at INTEGER NOT NULL,
  replaced_at INTEGER,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_counters (
  organization_id INTEGER NOT NULL CHECK (organization_id = 0),
  login_token BLOB NOT NULL,
  failed_count INTEGER NOT NULL,
  window_started_at INTEGER NOT NULL,
  unlocks_at INTEGER,
  lockout_count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (organization_id, login_token)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference_sequences (
  organization_id INTEGER NOT NULL,
  prefix TEXT NOT NULL,
  year INTEGER NOT NULL,
  last_number INTEGER NOT NULL CHECK (last_number > 0),
  PRIMARY KEY (organization_id, prefix, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_counters (
  organization_id INTEGER NOT NULL PRIMARY KEY,
  last_number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organizations (
  organization_id INTEGER NOT NULL CHECK (organization_id = 0),
  id BLOB NOT NULL CHECK (length(id) = 16),
  number INTEGER CHECK (number BETWEEN 0 AND 1000000000),
  name TEXT,
  legal_name TEXT,
  parent_number INTEGER CHECK (parent_number BETWEEN 0 AND 1000000),
  state TEXT NOT NULL CHECK (state IN ('draft', 'active', 'suspended', 'closed')),
  plan_id BLOB CHECK (length(plan_id) = 16),
  subscription_starts_on TEXT,
  subscription_ends_on TEXT,
  country TEXT CHECK (country IN ('GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'other')),
  currency TEXT CHECK (currency IN ('GBP', 'USD', 'EUR')),
  time_zone TEXT,
  locale TEXT,
  registration_number TEXT,
  regulator_number TEXT,
  contact_name TEXT,
  contact_email TEXT,
  contact_phone TEXT,
  theme TEXT,
  branding TEXT,
  financial_year_start_month INTEGER CHECK (financial_year_start_month BETWEEN 1 AND 12),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (plan_id) REFERENCES subscription_plans (id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription_plans (
  organization_id INTEGER NOT NULL CHECK (organization_id = 0),
  id BLOB NOT NULL CHECK (length(id) = 16),
  tier TEXT NOT NULL CHECK (tier IN ('starter', 'professional', 'enterprise')),
  name TEXT NOT NULL,
  features TEXT NOT NULL,
  house_limit INTEGER CHECK (house_limit BETWEEN 0 AND 1000000),
  bed_limit INTEGER CHECK (bed_limit BETWEEN 0 AND 1000000),
  member_limit INTEGER CHECK (member_limit BETWEEN 0 AND 1000000),
  monthly_amount INTEGER CHECK (monthly_amount >= 0),
  is_active INTEGER CHECK (is_active IN (0, 1)),
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

CREATE TABLE memberships (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  user_id BLOB NOT NULL CHECK (length(user_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'suspended', 'ended')),
  short_name TEXT NOT NULL,
  job_title TEXT,
  staff_member_id BLOB CHECK (length(staff_member_id) = 16),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  is_primary INTEGER CHECK (is_primary IN (0, 1)),
  is_kiosk INTEGER CHECK (is_kiosk IN (0, 1)),
  all_houses INTEGER CHECK (all_houses IN (0, 1)),
  invited_by BLOB CHECK (length(invited_by) = 16),
  end_note TEXT,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, staff_member_id) REFERENCES staff_members (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, invited_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  is_system INTEGER CHECK (is_system IN (0, 1)),
  based_on_id BLOB CHECK (length(based_on_id) = 16),
  reach TEXT NOT NULL CHECK (reach IN ('own', 'caseload', 'house', 'organization', 'none')),
  can_break_glass INTEGER CHECK (can_break_glass IN (0, 1)),
  idle_minutes INTEGER CHECK (idle_minutes BETWEEN 2 AND 30),
  session_hours INTEGER CHECK (session_hours BETWEEN 1 AND 24),
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
  FOREIGN KEY (organization_id, based_on_id) REFERENCES roles (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE role_assignments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  role_id BLOB NOT NULL CHECK (length(role_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  reason TEXT,
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
  FOREIGN KEY (organization_id, role_id) REFERENCES roles (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE user_sessions (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  role_id BLOB CHECK (length(role_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('open', 'locked', 'ended')),
  started_at INTEGER NOT NULL,
  last_seen_at INTEGER,
  ended_at INTEGER,
  ended_reason TEXT CHECK (ended_reason IN ('signed_out', 'idle', 'locked_out', 'revoked', 'expired', 'replaced', 'crashed')),
  terminal TEXT,
  is_remote INTEGER CHECK (is_remote IN (0, 1)),
  token_hash BLOB CHECK (length(token_hash) <= 65536),
  shift_id BLOB CHECK (length(shift_id) = 16),
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
  FOREIGN KEY (organization_id, role_id) REFERENCES roles (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, shift_id) REFERENCES shifts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE account_lockouts (
  organization_id INTEGER NOT NULL CHECK (organization_id = 0),
  id BLOB NOT NULL CHECK (length(id) = 16),
  login_token BLOB NOT NULL CHECK (length(login_token) <= 65536),
  failed_count INTEGER NOT NULL CHECK (failed_count BETWEEN 0 AND 1000000),
  locked_at INTEGER NOT NULL,
  unlocks_at INTEGER NOT NULL,
  terminal TEXT,
  lifted_at INTEGER,
  lifted_by BLOB CHECK (length(lifted_by) = 16),
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_grants (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  key_version INTEGER NOT NULL CHECK (key_version BETWEEN 0 AND 1000000),
  scope TEXT NOT NULL CHECK (scope IN ('organization', 'platform', 'resident', 'recovery', 'export')),
  resident_id BLOB CHECK (length(resident_id) = 16),
  wrapped_key BLOB NOT NULL CHECK (length(wrapped_key) <= 65536),
  granted_by BLOB NOT NULL CHECK (length(granted_by) = 16),
  revoked_at INTEGER,
  revoked_reason TEXT,
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

CREATE TABLE audit_log (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  sequence_number INTEGER NOT NULL CHECK (sequence_number BETWEEN 1 AND 9000000000000000),
  epoch INTEGER NOT NULL CHECK (epoch BETWEEN 0 AND 1000000),
  command_id BLOB CHECK (length(command_id) <= 65536),
  at INTEGER NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('data', 'auth', 'access', 'billing', 'system')),
  event TEXT NOT NULL,
  risk TEXT NOT NULL CHECK (risk IN ('info', 'low', 'medium', 'high', 'critical')),
  actor_id BLOB CHECK (length(actor_id) = 16),
  session_id BLOB CHECK (length(session_id) = 16),
  role_code TEXT,
  subject_type TEXT,
  subject_id BLOB CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  purpose TEXT,
  changes BLOB,
  reason BLOB,
  previous_mac BLOB NOT NULL CHECK (length(previous_mac) <= 65536),
  mac BLOB NOT NULL CHECK (length(mac) <= 65536),
  head_signature BLOB CHECK (length(head_signature) <= 65536),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, actor_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, session_id) REFERENCES user_sessions (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

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

CREATE TABLE rooms (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  name TEXT NOT NULL,
  floor TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('bedroom', 'studio', 'flat', 'dormitory', 'lounge', 'kitchen', 'bathroom', 'office', 'medication_room', 'sleep_in_room', 'garden', 'store', 'visiting', 'plant')),
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  self_contained INTEGER CHECK (self_contained IN (0, 1)),
  has_ensuite INTEGER CHECK (has_ensuite IN (0, 1)),
  is_accessible INTEGER CHECK (is_accessible IN (0, 1)),
  has_call_bell INTEGER CHECK (has_call_bell IN (0, 1)),
  fire_compartment TEXT,
  window_restrictor INTEGER CHECK (window_restrictor IN (0, 1)),
  square_metres INTEGER CHECK (square_metres BETWEEN 1 AND 10000),
  cohort TEXT NOT NULL CHECK (cohort IN ('any', 'female', 'male', 'under_18', 'family', 'quiet')),
  rent_amount INTEGER CHECK (rent_amount >= 0),
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
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE beds (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  room_id BLOB NOT NULL CHECK (length(room_id) = 16),
  house_id BLOB NOT NULL CHECK (length(house_id) = 16),
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('available', 'held', 'to_clean', 'out_of_service', 'retired')),
  kind TEXT CHECK (kind IN ('single', 'double', 'bunk_top', 'bunk_bottom', 'profiling', 'cot', 'sofa_bed')),
  cohort TEXT NOT NULL CHECK (cohort IN ('any', 'female', 'male', 'under_18', 'family', 'quiet')),
  state_note TEXT,
  since_at INTEGER,
  commissioned_on TEXT,
  is_emergency_bed INTEGER CHECK (is_emergency_bed IN (0, 1)),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, room_id) REFERENCES rooms (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

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

CREATE TABLE addresses (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('current', 'previous', 'forwarding', 'postal', 'site', 'confidential')),
  line1 BLOB NOT NULL,
  line2 BLOB,
  town BLOB,
  county BLOB,
  postcode BLOB,
  country TEXT CHECK (country IN ('GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'other')),
  starts_on TEXT,
  ends_on TEXT,
  is_refuge INTEGER CHECK (is_refuge IN (0, 1)),
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

CREATE TABLE flags (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  level TEXT NOT NULL CHECK (level IN ('high', 'medium', 'low')),
  kind BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'removed', 'entered_in_error')),
  message BLOB NOT NULL,
  detail BLOB,
  review_on TEXT NOT NULL,
  risk_assessment_id BLOB CHECK (length(risk_assessment_id) = 16),
  is_shown_to_night INTEGER CHECK (is_shown_to_night IN (0, 1)),
  removed_by BLOB CHECK (length(removed_by) = 16),
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
  FOREIGN KEY (organization_id, risk_assessment_id) REFERENCES risk_assessments (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, removed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

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

CREATE TABLE stay_staff (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  stay_id BLOB NOT NULL CHECK (length(stay_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('key_worker', 'second_worker', 'supervisor', 'night_link', 'social_worker_link', 'advocate')),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  handover_note BLOB,
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
  FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

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

CREATE TABLE agencies (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  agency_type TEXT NOT NULL,
  contact_name TEXT,
  contact_email TEXT,
  contact_phone TEXT,
  out_of_hours_phone TEXT,
  secure_email TEXT,
  address TEXT,
  external_ids TEXT,
  services TEXT,
  area_covered TEXT,
  acknowledge_hours INTEGER CHECK (acknowledge_hours BETWEEN 1 AND 720),
  is_active INTEGER CHECK (is_active IN (0, 1)),
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

CREATE TABLE risk_assessments (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'superseded', 'closed')),
  scope TEXT CHECK (scope IN ('person', 'room', 'activity', 'house', 'staff', 'event')),
  category BLOB,
  resident_id BLOB CHECK (length(resident_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  room_id BLOB CHECK (length(room_id) = 16),
  incident_id BLOB CHECK (length(incident_id) = 16),
  review_on TEXT,
  history BLOB,
  warning_signs BLOB,
  protective_factors BLOB,
  contingency BLOB,
  resident_view BLOB,
  escalation TEXT CHECK (escalation IN ('none', 'team', 'manager', 'safeguarding', 'crisis_team', 'external')),
  escalated_to BLOB CHECK (length(escalated_to) = 16),
  version_number INTEGER CHECK (version_number BETWEEN 0 AND 1000000),
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
  FOREIGN KEY (organization_id, house_id) REFERENCES houses (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, room_id) REFERENCES rooms (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, incident_id) REFERENCES incidents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, escalated_to) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approved_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, supersedes_id) REFERENCES risk_assessments (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, signed_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

CREATE TABLE risk_items (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  risk_assessment_id BLOB NOT NULL CHECK (length(risk_assessment_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 1000),
  hazard BLOB NOT NULL,
  who_harmed BLOB,
  likelihood BLOB NOT NULL,
  impact BLOB NOT NULL,
  controls BLOB NOT NULL,
  residual_likelihood BLOB NOT NULL,
  residual_impact BLOB NOT NULL,
  owner_id BLOB CHECK (length(owner_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, risk_assessment_id) REFERENCES risk_assessments (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, owner_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

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

CREATE TABLE shift_staff (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  shift_id BLOB NOT NULL CHECK (length(shift_id) = 16),
  staff_member_id BLOB NOT NULL CHECK (length(staff_member_id) = 16),
  duty TEXT NOT NULL,
  planned_from_at INTEGER,
  planned_to_at INTEGER,
  arrived_at INTEGER,
  left_at INTEGER,
  absence TEXT CHECK (absence IN ('none', 'sick', 'late', 'no_show', 'swap', 'leave')),
  agency_id BLOB CHECK (length(agency_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, shift_id) REFERENCES shifts (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, staff_member_id) REFERENCES staff_members (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, agency_id) REFERENCES agencies (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

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

CREATE TABLE announcements (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  title TEXT,
  body TEXT,
  audience TEXT CHECK (audience IN ('all_staff', 'house_staff', 'residents', 'role')),
  house_id BLOB CHECK (length(house_id) = 16),
  role_code TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'ended', 'discarded')),
  priority TEXT CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  publishes_at INTEGER,
  ends_at INTEGER,
  must_acknowledge INTEGER CHECK (must_acknowledge IN (0, 1)),
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

CREATE TABLE notifications (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  membership_id BLOB NOT NULL CHECK (length(membership_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('assignment', 'approval', 'incident', 'safeguarding', 'missing', 'medication', 'overdue', 'reminder', 'renewal', 'message', 'announcement', 'system', 'security')),
  priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  state TEXT NOT NULL CHECK (state IN ('unread', 'read', 'done')),
  title TEXT NOT NULL,
  subject_type TEXT,
  subject_id BLOB CHECK (length(subject_id) = 16),
  action_required INTEGER CHECK (action_required IN (0, 1)),
  due_at INTEGER,
  expires_at INTEGER,
  read_at INTEGER,
  done_at INTEGER,
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

CREATE TABLE approvals (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_type TEXT NOT NULL,
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  house_id BLOB CHECK (length(house_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('support_plan', 'risk_assessment', 'incident_closure', 'action', 'move_in', 'move_in_exception', 'bed_transfer', 'discharge', 'pass', 'medication_change', 'screen_result', 'conduct_step', 'notice', 'rate_change', 'refund', 'write_off', 'deposit_release', 'budget', 'expense', 'period_close', 'role_grant', 'amendment', 'erasure', 'merge', 'disclosure', 'deidentified_export', 'key_rotation', 'concern_no_action', 'custom')),
  step_number INTEGER NOT NULL CHECK (step_number BETWEEN 1 AND 20),
  state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'withdrawn')),
  requested_by BLOB NOT NULL CHECK (length(requested_by) = 16),
  requested_at INTEGER NOT NULL,
  approver_id BLOB CHECK (length(approver_id) = 16),
  role_code TEXT,
  due_at INTEGER,
  decided_by BLOB CHECK (length(decided_by) = 16),
  decided_at INTEGER,
  comment BLOB,
  is_self_approved INTEGER CHECK (is_self_approved IN (0, 1)),
  subject_revision INTEGER NOT NULL CHECK (subject_revision BETWEEN 0 AND 1000000),
  amount INTEGER CHECK (amount >= 0),
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
  FOREIGN KEY (organization_id, requested_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, approver_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, decided_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;

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

CREATE UNIQUE INDEX organizations_number_unique ON organizations (organization_id, number) WHERE deleted_at IS NULL;

CREATE INDEX organizations_parent_number ON organizations (organization_id, deleted_at, parent_number);

CREATE INDEX organizations_state ON organizations (organization_id, deleted_at, state);

CREATE INDEX organizations_plan_id ON organizations (organization_id, deleted_at, plan_id);

CREATE INDEX organizations_subscription_ends_on ON organizations (organization_id, deleted_at, subscription_ends_on);

CREATE INDEX organizations_change_seq ON organizations (organization_id, change_seq);

CREATE UNIQUE INDEX subscription_plans_tier_unique ON subscription_plans (organization_id, tier) WHERE deleted_at IS NULL;

CREATE INDEX subscription_plans_change_seq ON subscription_plans (organization_id, change_seq);

CREATE UNIQUE INDEX users_login_name_token_unique ON users (organization_id, login_name_token) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX users_email_token_unique ON users (organization_id, email_token) WHERE deleted_at IS NULL;

CREATE INDEX users_state ON users (organization_id, deleted_at, state);

CREATE INDEX users_primary_membership_id ON users (organization_id, deleted_at, primary_membership_id);

CREATE INDEX users_change_seq ON users (organization_id, change_seq);

CREATE UNIQUE INDEX memberships_user_id_unique ON memberships (organization_id, user_id) WHERE state <> 'ended' AND deleted_at IS NULL;

CREATE UNIQUE INDEX memberships_short_name_unique ON memberships (organization_id, short_name) WHERE state <> 'ended' AND deleted_at IS NULL;

CREATE INDEX memberships_user_id ON memberships (organization_id, deleted_at, user_id);

CREATE INDEX memberships_state ON memberships (organization_id, deleted_at, state);

CREATE INDEX memberships_staff_member_id ON memberships (organization_id, deleted_at, staff_member_id);

CREATE INDEX memberships_ends_on ON memberships (organization_id, deleted_at, ends_on);

CREATE INDEX memberships_invited_by ON memberships (organization_id, deleted_at, invited_by);

CREATE INDEX memberships_change_seq ON memberships (organization_id, change_seq);

CREATE UNIQUE INDEX roles_code_unique ON roles (organization_id, code) WHERE deleted_at IS NULL;

CREATE INDEX roles_based_on_id ON roles (organization_id, deleted_at, based_on_id);

CREATE INDEX roles_change_seq ON roles (organization_id, change_seq);

CREATE UNIQUE INDEX role_assignments_membership_id_role_id_house_id_starts_on_unique ON role_assignments (organization_id, membership_id, role_id, coalesce(house_id, x''), starts_on) WHERE deleted_at IS NULL;

CREATE INDEX role_assignments_membership_id ON role_assignments (organization_id, deleted_at, membership_id);

CREATE INDEX role_assignments_role_id ON role_assignments (organization_id, deleted_at, role_id);

CREATE INDEX role_assignments_house_id ON role_assignments (organization_id, deleted_at, house_id);

CREATE INDEX role_assignments_ends_on ON role_assignments (organization_id, deleted_at, ends_on);

CREATE INDEX role_assignments_change_seq ON role_assignments (organization_id, change_seq);

CREATE UNIQUE INDEX user_sessions_token_hash_unique ON user_sessions (organization_id, token_hash) WHERE deleted_at IS NULL;

CREATE INDEX user_sessions_role_id ON user_sessions (organization_id, deleted_at, role_id);

CREATE INDEX user_sessions_resident_id ON user_sessions (organization_id, deleted_at, resident_id);

CREATE INDEX user_sessions_house_id ON user_sessions (organization_id, deleted_at, house_id);

CREATE INDEX user_sessions_state ON user_sessions (organization_id, deleted_at, state);

CREATE INDEX user_sessions_shift_id ON user_sessions (organization_id, deleted_at, shift_id);

CREATE INDEX user_sessions_membership_id_started_at ON user_sessions (organization_id, deleted_at, membership_id, started_at);

CREATE INDEX user_sessions_change_seq ON user_sessions (organization_id, change_seq);

CREATE INDEX account_lockouts_unlocks_at ON account_lockouts (organization_id, unlocks_at);

CREATE INDEX account_lockouts_lifted_by ON account_lockouts (organization_id, lifted_by);

CREATE UNIQUE INDEX key_grants_membership_id_key_version_scope_resident_id_unique ON key_grants (organization_id, membership_id, key_version, scope, coalesce(resident_id, x'')) WHERE revoked_at IS NULL AND deleted_at IS NULL;

CREATE INDEX key_grants_membership_id ON key_grants (organization_id, deleted_at, membership_id);

CREATE INDEX key_grants_resident_id ON key_grants (organization_id, deleted_at, resident_id);

CREATE INDEX key_grants_granted_by ON key_grants (organization_id, deleted_at, granted_by);

CREATE INDEX key_grants_change_seq ON key_grants (organization_id, change_seq);

CREATE UNIQUE INDEX audit_log_sequence_number_unique ON audit_log (organization_id, sequence_number);

CREATE INDEX audit_log_command_id ON audit_log (organization_id, command_id);

CREATE INDEX audit_log_at ON audit_log (organization_id, at);

CREATE INDEX audit_log_category ON audit_log (organization_id, category);

CREATE INDEX audit_log_actor_id ON audit_log (organization_id, actor_id);

CREATE INDEX audit_log_session_id ON audit_log (organization_id, session_id);

CREATE INDEX audit_log_subject_id ON audit_log (organization_id, subject_id);

CREATE INDEX audit_log_subject_type_subject_id ON audit_log (organization_id, subject_type, subject_id);

CREATE INDEX audit_log_resident_id_sequence_number ON audit_log (organization_id, resident_id, sequence_number);

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

CREATE UNIQUE INDEX rooms_house_id_name_unique ON rooms (organization_id, house_id, name) WHERE deleted_at IS NULL;

CREATE INDEX rooms_state ON rooms (organization_id, deleted_at, state);

CREATE INDEX rooms_house_id_floor_name ON rooms (organization_id, deleted_at, house_id, floor, name);

CREATE INDEX rooms_change_seq ON rooms (organization_id, change_seq);

CREATE UNIQUE INDEX beds_room_id_label_unique ON beds (organization_id, room_id, label) WHERE deleted_at IS NULL;

CREATE INDEX beds_room_id ON beds (organization_id, deleted_at, room_id);

CREATE INDEX beds_state ON beds (organization_id, deleted_at, state);

CREATE INDEX beds_house_id_label ON beds (organization_id, deleted_at, house_id, label);

CREATE INDEX beds_change_seq ON beds (organization_id, change_seq);

CREATE UNIQUE INDEX bed_closures_bed_id_unique ON bed_closures (organization_id, bed_id) WHERE state = 'open' AND deleted_at IS NULL;

CREATE INDEX bed_closures_bed_id ON bed_closures (organization_id, deleted_at, bed_id);

CREATE INDEX bed_closures_state ON bed_closures (organization_id, deleted_at, state);

CREATE INDEX bed_closures_expected_end_on ON bed_closures (organization_id, deleted_at, expected_end_on);

CREATE INDEX bed_closures_house_id_state ON bed_closures (organization_id, deleted_at, house_id, state);

CREATE INDEX bed_closures_change_seq ON bed_closures (organization_id, change_seq);

CREATE INDEX addresses_subject_id ON addresses (organization_id, deleted_at, subject_id);

CREATE INDEX addresses_resident_id ON addresses (organization_id, deleted_at, resident_id);

CREATE INDEX addresses_subject_type_subject_id ON addresses (organization_id, deleted_at, subject_type, subject_id);

CREATE INDEX addresses_change_seq ON addresses (organization_id, change_seq);

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

CREATE INDEX flags_resident_id ON flags (organization_id, deleted_at, resident_id);

CREATE INDEX flags_level ON flags (organization_id, deleted_at, level);

CREATE INDEX flags_state ON flags (organization_id, deleted_at, state);

CREATE INDEX flags_review_on ON flags (organization_id, deleted_at, review_on);

CREATE INDEX flags_risk_assessment_id ON flags (organization_id, deleted_at, risk_assessment_id);

CREATE INDEX flags_removed_by ON flags (organization_id, deleted_at, removed_by);

CREATE INDEX flags_change_seq ON flags (organization_id, change_seq);

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

CREATE UNIQUE INDEX stay_staff_stay_id_membership_id_kind_unique ON stay_staff (organization_id, stay_id, membership_id, kind) WHERE ends_on IS NULL AND deleted_at IS NULL;

CREATE INDEX stay_staff_stay_id ON stay_staff (organization_id, deleted_at, stay_id);

CREATE INDEX stay_staff_resident_id ON stay_staff (organization_id, deleted_at, resident_id);

CREATE INDEX stay_staff_ends_on ON stay_staff (organization_id, deleted_at, ends_on);

CREATE INDEX stay_staff_membership_id_ends_on ON stay_staff (organization_id, deleted_at, membership_id, ends_on);

CREATE INDEX stay_staff_change_seq ON stay_staff (organization_id, change_seq);

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

CREATE UNIQUE INDEX agencies_name_unique ON agencies (organization_id, name) WHERE deleted_at IS NULL;

CREATE INDEX agencies_agency_type ON agencies (organization_id, deleted_at, agency_type);

CREATE INDEX agencies_change_seq ON agencies (organization_id, change_seq);

CREATE UNIQUE INDEX risk_assessments_reference_unique ON risk_assessments (organization_id, reference);

CREATE INDEX risk_assessments_state ON risk_assessments (organization_id, deleted_at, state);

CREATE INDEX risk_assessments_resident_id ON risk_assessments (organization_id, deleted_at, resident_id);

CREATE INDEX risk_assessments_room_id ON risk_assessments (organization_id, deleted_at, room_id);

CREATE INDEX risk_assessments_incident_id ON risk_assessments (organization_id, deleted_at, incident_id);

CREATE INDEX risk_assessments_review_on ON risk_assessments (organization_id, deleted_at, review_on);

CREATE INDEX risk_assessments_escalated_to ON risk_assessments (organization_id, deleted_at, escalated_to);

CREATE INDEX risk_assessments_approved_by ON risk_assessments (organization_id, deleted_at, approved_by);

CREATE INDEX risk_assessments_supersedes_id ON risk_assessments (organization_id, deleted_at, supersedes_id);

CREATE INDEX risk_assessments_house_id_review_on ON risk_assessments (organization_id, deleted_at, house_id, review_on);

CREATE INDEX risk_assessments_change_seq ON risk_assessments (organization_id, change_seq);

CREATE INDEX risk_items_risk_assessment_id ON risk_items (organization_id, deleted_at, risk_assessment_id);

CREATE INDEX risk_items_resident_id ON risk_items (organization_id, deleted_at, resident_id);

CREATE INDEX risk_items_owner_id ON risk_items (organization_id, deleted_at, owner_id);

CREATE INDEX risk_items_change_seq ON risk_items (organization_id, change_seq);

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

CREATE UNIQUE INDEX shift_staff_shift_id_staff_member_id_unique ON shift_staff (organization_id, shift_id, staff_member_id) WHERE deleted_at IS NULL;

CREATE INDEX shift_staff_shift_id ON shift_staff (organization_id, deleted_at, shift_id);

CREATE INDEX shift_staff_staff_member_id ON shift_staff (organization_id, deleted_at, staff_member_id);

CREATE INDEX shift_staff_agency_id ON shift_staff (organization_id, deleted_at, agency_id);

CREATE INDEX shift_staff_change_seq ON shift_staff (organization_id, change_seq);

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

CREATE INDEX announcements_house_id ON announcements (organization_id, deleted_at, house_id);

CREATE INDEX announcements_state ON announcements (organization_id, deleted_at, state);

CREATE INDEX announcements_publishes_at ON announcements (organization_id, deleted_at, publishes_at);

CREATE INDEX announcements_ends_at ON announcements (organization_id, deleted_at, ends_at);

CREATE INDEX announcements_change_seq ON announcements (organization_id, change_seq);

CREATE UNIQUE INDEX notifications_membership_id_kind_subject_type_subject_id_unique ON notifications (organization_id, membership_id, kind, coalesce(subject_type, ''), coalesce(subject_id, x'')) WHERE state IN ('unread', 'read') AND deleted_at IS NULL;

CREATE INDEX notifications_kind ON notifications (organization_id, deleted_at, kind);

CREATE INDEX notifications_priority ON notifications (organization_id, deleted_at, priority);

CREATE INDEX notifications_state ON notifications (organization_id, deleted_at, state);

CREATE INDEX notifications_subject_id ON notifications (organization_id, deleted_at, subject_id);

CREATE INDEX notifications_expires_at ON notifications (organization_id, deleted_at, expires_at);

CREATE INDEX notifications_membership_id_state ON notifications (organization_id, deleted_at, membership_id, state);

CREATE INDEX notifications_subject_type_subject_id ON notifications (organization_id, deleted_at, subject_type, subject_id);

CREATE INDEX notifications_change_seq ON notifications (organization_id, change_seq);

CREATE UNIQUE INDEX approvals_subject_type_subject_id_kind_step_number_unique ON approvals (organization_id, subject_type, subject_id, kind, step_number) WHERE state = 'pending' AND deleted_at IS NULL;

CREATE INDEX approvals_subject_id ON approvals (organization_id, deleted_at, subject_id);

CREATE INDEX approvals_resident_id ON approvals (organization_id, deleted_at, resident_id);

CREATE INDEX approvals_kind ON approvals (organization_id, deleted_at, kind);

CREATE INDEX approvals_state ON approvals (organization_id, deleted_at, state);

CREATE INDEX approvals_requested_by ON approvals (organization_id, deleted_at, requested_by);

CREATE INDEX approvals_requested_at ON approvals (organization_id, deleted_at, requested_at);

CREATE INDEX approvals_approver_id ON approvals (organization_id, deleted_at, approver_id);

CREATE INDEX approvals_due_at ON approvals (organization_id, deleted_at, due_at);

CREATE INDEX approvals_decided_by ON approvals (organization_id, deleted_at, decided_by);

CREATE INDEX approvals_house_id_state ON approvals (organization_id, deleted_at, house_id, state);

CREATE INDEX approvals_subject_type_subject_id ON approvals (organization_id, deleted_at, subject_type, subject_id);

CREATE INDEX approvals_change_seq ON approvals (organization_id, change_seq);

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

CREATE TRIGGER account_lockouts_bu BEFORE UPDATE ON account_lockouts
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER account_lockouts_bd BEFORE DELETE ON account_lockouts
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER audit_log_bu BEFORE UPDATE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER audit_log_bd BEFORE DELETE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER audit_log_bi BEFORE INSERT ON audit_log
WHEN NEW.sequence_number IS NOT 1 + coalesce((SELECT max(sequence_number) FROM audit_log
    WHERE organization_id = NEW.organization_id), 0)
  OR EXISTS (SELECT 1 FROM audit_log WHERE organization_id = NEW.organization_id AND id = NEW.id)
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
