import Records

/// Closed lists that several fields share.
extension Choices {
  /// How soon something must be done.
  package static let priority = Choices.shared(
    "priority",
    ["low", "medium", "high", "urgent"])
  /// How likely harm is, from 1 to 5.
  package static let likelihood = Choices.shared(
    "likelihood",
    ["1=Rare", "2=Unlikely", "3=Possible", "4=Likely", "5=Almost certain"])
  /// How bad the harm would be, from 1 to 5.
  package static let impact = Choices.shared(
    "impact",
    ["1=Negligible", "2=Minor", "3=Moderate", "4=Major", "5=Severe"])
  /// Likelihood times impact: 1 to 4, 5 to 9, 10 to 16, 17 to 25.
  package static let riskLevel = Choices.shared(
    "risk_level",
    ["low", "medium", "high", "critical"])
  /// Who may read a note beside its author.
  package static let visibilityScope = Choices.shared(
    "visibility_scope",
    ["private=Author only", "team=Staff of the house", "all=Every member"])
  /// ISO 4217.
  package static let currency = Choices.shared(
    "currency",
    ["GBP=Pounds", "USD=Dollars", "EUR=Euros"])
  /// ISO 3166, of the places Lodge knows.
  package static let country = Choices.shared(
    "country",
    [
      "GB=United Kingdom", "IE=Ireland", "US=United States", "CA=Canada", "AU=Australia", "NZ=New Zealand",
      "other",
    ])
  /// Whose forms, clocks and holidays hold.
  package static let jurisdiction = Choices.shared(
    "jurisdiction",
    ["england", "wales", "scotland", "northern_ireland", "united_states", "other"])
  /// What a house is registered or run as.
  package static let serviceModel = Choices.shared(
    "service_model",
    [
      "care_home", "nursing_home", "childrens_home=Children’s home",
      "supported_accommodation_16_17=Supported accommodation, 16 and 17", "supported_living",
      "supported_housing", "hostel", "foyer", "extra_care", "sober_living_level_1=Sober living, level 1",
      "sober_living_level_2=Sober living, level 2", "sober_living_level_3=Sober living, level 3",
      "sober_living_level_4=Sober living, level 4", "recovery_residence", "refuge", "clinic",
    ])
  /// How somebody is reached.
  package static let contactMethod = Choices.shared(
    "contact_method",
    ["phone", "mobile", "email", "sms=Text message", "letter", "in_person", "video", "none"])
  /// By what means something was said or sent.
  package static let channel = Choices.shared(
    "channel",
    ["email=E-mail", "phone", "sms=Text message", "letter", "in_person", "video", "in_app=In the program"])
  /// Whether something came in or went out.
  package static let direction = Choices.shared(
    "direction",
    ["inbound=Came in", "outbound=Went out"])
  /// The part a person had in an incident.
  package static let personRole = Choices.shared(
    "person_role",
    ["affected", "alleged_source", "witness", "reporter", "responder", "present", "other"])
  /// Where a resident is.
  package static let leaveStatus = Choices.shared(
    "leave_status",
    ["present=In", "signed_out", "on_pass=On leave", "hospital", "missing", "custody", "away_other=Away"])
  /// How often something comes again.
  package static let recurrence = Choices.shared(
    "recurrence",
    ["none", "daily", "weekly", "fortnightly", "monthly", "quarterly", "half_yearly", "yearly", "custom"])
  /// How somebody works for the house.
  package static let employmentKind = Choices.shared(
    "employment_kind",
    ["employee", "bank", "agency", "volunteer", "student", "contractor"])
  /// On what ground data are used.
  package static let lawfulBasis = Choices.shared(
    "lawful_basis",
    [
      "consent", "contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interests",
      "special_explicit_consent=Explicit consent, special category",
      "special_social_care=Social care, special category",
      "special_safeguarding=Safeguarding, special category", "part2_consent=Part 2 consent",
      "part2_exception=Part 2 exception", "hipaa_tpo=HIPAA, treatment, payment and operations",
    ])
  /// How far a complaint has gone.
  package static let stage = Choices.shared(
    "stage",
    ["none", "first=Stage 1", "second=Stage 2", "ombudsman"])
  /// How a job went.
  package static let jobStatus = Choices.shared(
    "job_status",
    ["queued", "running", "succeeded=Done", "failed=Not done", "cancelled"])
  /// How far the rights of a role go.
  package static let reach = Choices.shared(
    "reach",
    ["own", "caseload=Own caseload", "house=Their houses", "organization=The organisation", "none"])
  /// What a line of a role's rights allows.
  package static let grantAction = Choices.shared(
    "grant_action",
    [
      "create=Add", "read", "update=Change", "sign", "approve", "void=Withdraw", "export",
      "read_masked=Read with initials", "reveal", "print", "assign", "configure",
      "self_approve=Approve their own",
    ])
  /// Whom a bed or stay is for.
  package static let cohort = Choices.shared(
    "cohort", ["any", "female", "male", "under_18=Under 18", "family", "quiet"])
  /// What a charge is for one of.
  package static let chargePeriod = Choices.shared(
    "charge_period",
    ["day", "week", "fortnight", "four_weeks", "month", "quarter", "year", "once"])
  /// Where on the body, drawn as a body map.
  package static let bodyPart = Choices.shared(
    "body_part",
    [
      "head_front=Head, front", "head_back=Head, back", "face", "eye_left=Left eye", "eye_right=Right eye",
      "ear_left=Left ear", "ear_right=Right ear", "nose", "mouth", "neck_front=Neck, front",
      "neck_back=Neck, back", "shoulder_left=Left shoulder", "shoulder_right=Right shoulder", "chest",
      "upper_back", "lower_back", "abdomen=Belly", "pelvis", "genital=Genitals", "buttock_left=Left buttock",
      "buttock_right=Right buttock", "upper_arm_left=Left upper arm", "upper_arm_right=Right upper arm",
      "elbow_left=Left elbow", "elbow_right=Right elbow", "forearm_left=Left forearm",
      "forearm_right=Right forearm", "wrist_left=Left wrist", "wrist_right=Right wrist",
      "hand_left=Left hand", "hand_right=Right hand", "hip_left=Left hip", "hip_right=Right hip",
      "thigh_left=Left thigh", "thigh_right=Right thigh", "knee_left=Left knee", "knee_right=Right knee",
      "shin_left=Left shin", "shin_right=Right shin", "calf_left=Left calf", "calf_right=Right calf",
      "ankle_left=Left ankle", "ankle_right=Right ankle", "foot_left=Left foot", "foot_right=Right foot",
    ])
  /// Whether a second person has signed.
  package static let signoff = Choices.shared(
    "signoff",
    ["not_required", "not_requested", "requested", "signed_off"])
  /// What a review comes to.
  package static let reviewOutcome = Choices.shared(
    "review_outcome",
    ["continue=Go on", "change", "close", "escalate=Raise with others"])
  /// By which way a medicine is taken.
  package static let medRoute = Choices.shared(
    "med_route",
    [
      "oral=By mouth", "sublingual=Under the tongue", "buccal=In the cheek", "topical=On the skin",
      "transdermal=Patch on the skin", "inhaled", "nasal", "ophthalmic=Eye", "otic=Ear", "rectal", "vaginal",
      "subcutaneous=Under the skin", "intramuscular=Into a muscle", "intravenous=Into a vein",
      "peg=Feeding tube",
    ])
  /// A day of the week.
  package static let weekday = Choices.shared(
    "weekday",
    [
      "mon=Monday", "tue=Tuesday", "wed=Wednesday", "thu=Thursday", "fri=Friday", "sat=Saturday",
      "sun=Sunday",
    ])
  /// How somebody travels.
  package static let transport = Choices.shared(
    "transport",
    ["own", "walk", "taxi", "house_vehicle", "public", "ambulance", "family", "video"])
}
