import House
import Records
import Testing

/// What tells by itself that there is a safeguarding concern: it goes out with nobody's copy of their records.
@Suite struct FieldSpeechTests {
  private static let concerns = "safeguarding_concerns"
  /// What says a like word and tells of no concern, or stands in no pack.
  private static let harmless: Set<String> = [
    "consents.purpose", "legal_holds.record_class", "residents.mental_capacity_concern",
    "round_checks.concern",
  ]
  /// The types that a pack may hold: those that name a resident.
  private static let types = Catalogue.house.types.filter { type in
    !type.isPlatform && type.resource != concerns && !["audit_log", "notifications"].contains(type.id)
      && (type.id == "residents" || type.stored.contains { $0.target == "residents" })
  }

  @Test(arguments: types)
  func `no field that refers to a concern or speaks of one goes out`(type: RecordType) {
    for field in type.stored where !Self.harmless.contains("\(type.id).\(field.name)") {
      let telling = Self.telling(field)
      guard field.target == Self.concerns || Self.isOfConcern(field.name) || !telling.isEmpty else {
        continue
      }
      let isGoverned = field.target == Self.concerns || field.resource == Self.concerns
      let isDeclared = field.speech.map { speech in
        speech.resource == Self.concerns && telling.allSatisfy { speech.isSaid(by: .text($0)) }
      }
      #expect(isGoverned || isDeclared == true, "\(type.id).\(field.name)")
    }
  }

  @Test func `what makes a whole record one of a concern can be asked of the store, or begins a text`() {
    for type in Catalogue.house.types {
      for field in type.fields {
        guard let speech = field.speech, speech.isOfRecord else { continue }
        #expect(!speech.openings.isEmpty, "\(type.id).\(field.name)")
        if case .choice = field.kind { #expect(!field.isSealed, "\(type.id).\(field.name)") }
      }
    }
  }

  @Test func `a text speaks by how it begins and a flag by being there`() throws {
    let message = try #require(RecordType.flags.field("message")?.speech)
    #expect(message.isSaid(by: .text("Asked of the shift: see that letters arrive.")))
    #expect(!message.isSaid(by: .text("Allergic to nuts.")))
    let flag = try #require(RecordType.complaints.field("is_safeguarding")?.speech)
    #expect(flag.isSaid(by: .flag(false)) && !flag.isSaid(by: .empty))
  }

  private static func isOfConcern(_ name: String) -> Bool {
    name.contains("safeguarding") || name.hasSuffix("concern") || name.hasPrefix("concern")
  }

  /// The codes of a field that are those of a concern.
  private static func telling(_ field: Field) -> [String] {
    guard let choices = field.choices else { return [] }
    return RecordSearch.codes(of: choices).filter { $0.contains("safeguard") || $0 == "concern" }
  }
}
