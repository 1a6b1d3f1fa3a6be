import Records

/// Who must be told of what, and how soon, by where the house is and who inspects it.
extension AuthorityQuestion {
  static let all = cqc + ofsted + otherwiseInspected + unitedKingdom + unitedStates

  private static let abuse = AuthorityOccasion.kinds(
    "abuse_allegation", "sexual", "exploitation", "staff_conduct")
  private static let crime = AuthorityOccasion.kinds("theft", "violence", "sexual", "exploitation", "hate")
  private static let harm: [AuthorityOccasion] =
    [.severity(4), .fact(.hasInjury), .fact(.hospitalAttended)]
    + AuthorityOccasion.kinds(
      "injury", "self_harm", "suicide_attempt", "overdose", "choking", "pressure_damage")
  private static let premises = AuthorityOccasion.kinds(
    "fire", "flood", "equipment", "property_damage", "infection")

  /// CQC (Registration) Regulations 2009, regulations 16 and 18.
  private static let cqc: [AuthorityQuestion] = [
    AuthorityQuestion(
      .cqc, "cqc", "death", "Did a person die?", help: "Care Quality Commission, without delay.", within: 0,
      on: [.kind("death")]),
    AuthorityQuestion(
      .cqc, "cqc", "serious_injury", "Was it a serious injury?",
      help: "Care Quality Commission, without delay.", within: 0, on: harm),
    AuthorityQuestion(
      .cqc, "cqc", "abuse_or_allegation", "Is it abuse, or an allegation of abuse?",
      help: "Care Quality Commission, without delay.", within: 0,
      on: abuse + AuthorityOccasion.kinds("violence", "bullying", "hate")),
    AuthorityQuestion(
      .cqc, "cqc", "police_incident", "Was it reported to the police, or do they investigate it?",
      help: "Care Quality Commission, without delay.", within: 0,
      on: [.police, .kind("police_attendance")] + crime),
    AuthorityQuestion(
      .cqc, "cqc", "service_stopped", "Could the service not run safely?",
      help: "Too few staff, no utility for 24 hours, damage, fire alarm out of order. Without delay.",
      within: 0, on: premises),
    AuthorityQuestion(
      .cqc, "cqc", "dols_outcome", "Was deprivation of liberty applied for or decided?",
      help: "Care Quality Commission, without delay.", within: 0,
      on: [.fact(.restraintUsed), .kind("behavioural")]),
  ]

  /// Supported Accommodation (England) Regulations 2023, regulation 27.
  private static let ofsted: [AuthorityQuestion] = [
    AuthorityQuestion(
      .ofsted, "ofsted", "death", "Did a young person die?", help: "Ofsted, immediately.", within: 0,
      on: [.kind("death")]),
    AuthorityQuestion(
      .ofsted, "ofsted", "allegation_against_service",
      "Is it an allegation about the service or somebody who works here?", help: "Ofsted, within 24 hours.",
      within: 24, on: AuthorityOccasion.kinds("staff_conduct", "abuse_allegation")),
    AuthorityQuestion(
      .ofsted, "ofsted", "exploitation_involvement", "Is a young person being exploited, or at risk of it?",
      help: "Ofsted, within 24 hours.", within: 24,
      on: AuthorityOccasion.kinds("exploitation", "radicalisation", "missing")),
    AuthorityQuestion(
      .ofsted, "ofsted", "serious_police_incident", "Were the police called to something serious?",
      help: "Ofsted, within 24 hours.", within: 24, on: [.police, .kind("police_attendance")] + crime),
    AuthorityQuestion(
      .ofsted, "ofsted", "child_protection_enquiry_started", "Has a child protection enquiry begun?",
      help: "Ofsted, within 24 hours; again when it ends.", within: 24, on: abuse),
    AuthorityQuestion(
      .ofsted, "ofsted", "restraint", "Was a young person restrained?", help: "Ofsted, within 24 hours.",
      within: 24, on: [.fact(.restraintUsed)]),
    AuthorityQuestion(
      .ofsted, "ofsted", "other_serious", "Is it another serious event?", help: "Ofsted, within 24 hours.",
      within: 24, on: harm),
    AuthorityQuestion(
      .ofsted, "accommodating_authority", "death", "Must the authority that placed them hear of a death?",
      help: "The accommodating authority, immediately.", within: 0, on: [.kind("death")]),
    AuthorityQuestion(
      .ofsted, "accommodating_authority", "other_serious", "Must the authority that placed them be told?",
      help: "The accommodating authority, within 24 hours.", within: 24,
      on: [.fact(.restraintUsed)] + harm + abuse),
    AuthorityQuestion(
      .ofsted, "local_authority_safeguarding", "allegation_against_service",
      "May somebody who works with children have harmed a child?",
      help: "The council’s designated officer, within one working day.", within: 24,
      on: AuthorityOccasion.kinds("staff_conduct", "abuse_allegation")),
  ]

  private static let otherwiseInspected: [AuthorityQuestion] = [
    AuthorityQuestion(
      .otherwiseInspected, "other", "death", "Did a person die, and must the regulator be told?",
      help: "Whoever inspects the house, without delay.", within: 0, isHouses: true, on: [.kind("death")]),
    AuthorityQuestion(
      .otherwiseInspected, "other", "serious_injury",
      "Was it serious, and must the regulator be told?",
      help: "Whoever inspects the house, without delay.", within: 0, isHouses: true,
      on: [.severity(4), .fact(.hospitalAttended)]),
  ]

  /// RIDDOR 2013, regulations 4 to 7; UK GDPR, article 33.
  private static let unitedKingdom: [AuthorityQuestion] = [
    AuthorityQuestion(
      .unitedKingdom, "police", "police_incident", "Must the police be told of a crime?",
      help: "The police, without delay; \(EmergencyNumber.place) where it is still going on.", within: 0,
      on: crime),
    AuthorityQuestion(
      .unitedKingdom, "local_authority_safeguarding", "abuse_or_allegation",
      "Must the council’s safeguarding team be told?",
      help: "On the same working day. “Does not apply” where a concern is raised from this.", within: 24,
      on: abuse),
    AuthorityQuestion(
      .unitedKingdom, "riddor", "riddor_injury", "Did work cause a death or an injury that RIDDOR names?",
      help: "A worker’s specified injury, or anybody else taken to hospital: at once, written in 10 days.",
      within: 10 * 24, on: [.kind("death"), .fact(.hasInjury), .fact(.hospitalAttended)]),
    AuthorityQuestion(
      .unitedKingdom, "riddor", "riddor_seven_days",
      "Was a worker hurt at work and off for more than seven days?", help: "RIDDOR, within 15 days.",
      within: 15 * 24, on: [.fact(.hasInjury)]),
    AuthorityQuestion(
      .unitedKingdom, "riddor", "dangerous_occurrence", "Was it a dangerous occurrence that RIDDOR names?",
      help: "At once, in writing within 10 days.", within: 10 * 24,
      on: AuthorityOccasion.kinds("fire", "equipment", "vehicle", "near_miss")),
    AuthorityQuestion(
      .unitedKingdom, "ico", "personal_data_breach",
      "Were personal data lost or shown, with a risk to people?",
      help: "Information Commissioner, within 72 hours.", within: 72, on: [.kind("data")]),
  ]

  /// 42 CFR 2.12(c)(5); 45 CFR 164.408.
  private static let unitedStates: [AuthorityQuestion] = [
    AuthorityQuestion(
      .unitedStates, "state_licensing", "death", "Did a person die, and must the state be told?",
      help: "The state’s licensing office, without delay.", within: 0, isHouses: true, on: [.kind("death")]),
    AuthorityQuestion(
      .unitedStates, "state_licensing", "serious_injury", "Was it serious, and must the state be told?",
      help: "The state’s licensing office, without delay.", within: 0, isHouses: true,
      on: [.severity(4), .fact(.hospitalAttended)] + AuthorityOccasion.kinds("overdose", "suicide_attempt")),
    AuthorityQuestion(
      .unitedStates, "police", "police_incident", "Was it a crime or a threat here, or against staff?",
      help: "The police may be told of the event, the name, the address and where they were last: no more.",
      within: 0, on: crime + [.kind("aggression")]),
    AuthorityQuestion(
      .unitedStates, "other", "abuse_or_allegation", "May a child have been abused or neglected?",
      help: "The state’s child abuse line, as state law says, without delay.", within: 0, on: abuse),
    AuthorityQuestion(
      .unitedStates, "hhs_ocr", "personal_data_breach", "Were health data lost or shown?",
      help: "The Office for Civil Rights, within 60 days.", within: 60 * 24, on: [.kind("data")]),
  ]
}
