import Records

/// Whether a medicine is one that somebody must not have.
enum Allergy {
  static let kinds = Allergen.kinds

  /// Those of the resident's conditions that speak against a medicine of that name, each by what it names.
  static func against(_ medicine: String, in conditions: [Record]) -> Record? {
    conditions.first { condition in
      guard condition[.state] == "active", kinds.contains(condition[.kind] ?? ""), let name = condition[.name]
      else { return false }
      return Allergen.meets(name, medicine: medicine)
    }
  }

  /// Whether anybody asked: an allergy is recorded, be it “None known”.
  static func isKnown(_ conditions: [Record]) -> Bool {
    conditions.contains { $0[.state] == "active" && kinds.contains($0[.kind] ?? "") }
  }

  static func conditions(of resident: RecordID?) -> Query {
    Query("health_conditions").where(.residentID, is: resident ?? .zero).where(.state, is: "active")
  }
}

/// What a resident is called in a sentence.
enum Person {
  static func query(_ resident: RecordID?) -> Query {
    Query("residents").where(.equals("id", (resident ?? .zero).value))
  }

  static func name(_ resident: Record?) -> String {
    guard let resident else { return "This resident" }
    let given = resident[.preferredName] ?? resident[.givenName]
    let names = [given, resident[.familyName]].compactMap(\.self).filter { !$0.isEmpty }
    return names.isEmpty ? "This resident" : names.joined(separator: " ")
  }
}

extension Rule {
  /// MED-4: nothing a resident is allergic to is put down to be given, unless a manager goes on in spite of it.
  ///
  /// What is found beside them is written down as paused: a manager lets it go on, or confirms it as it is.
  static let medicineMeetsNoAllergy = Rule("a medicine meets no active allergy") { medicine in
    [Allergy.conditions(of: medicine[.residentID]), Person.query(medicine[.residentID])]
  } check: { medicine, book in
    let goesOn = book.former?[.state] == "paused" && medicine[.state] == "active"
    let isConfirmed = book.former?[.state] == "paused" && book.sets("checked_by", in: medicine)
    let isNamed = medicine[.state] != "paused" && book.sets("name", in: medicine)
    guard goesOn || isConfirmed || isNamed,
      let name = medicine[.name], let allergy = Allergy.against(name, in: book.rows(0))
    else { return nil }
    return Allergy.violation(allergy, Person.name(book.rows(1).first), book, field: "name")
  }

  static let allergyMeetsNoMedicine = Rule("an allergy meets no medicine that is taken") { condition in
    [
      Query("medications").where(.residentID, is: condition[.residentID] ?? .zero)
        .where(.state, among: ["active", "paused"])
    ]
  } check: { condition, book in
    guard book.former == nil || book.sets("name", in: condition) else { return nil }
    let met = book.rows(0).first { Allergy.against($0[.name] ?? "", in: [condition]) != nil }
    guard let medicine = met?[.name] else { return nil }
    return Violation(
      "They are taking \(medicine). Stop it, or ask the prescriber at once.", field: "name", isWarning: true)
  }
}

extension Allergy {
  private static let warned = "They are recorded as allergic to "
  private static let giveNone = ": give none, keep it apart, and ring the prescriber."

  /// What stands with a medicine that was found beside somebody who must not have it.
  static func warning(_ allergy: Record) -> String { warned + (allergy[.name] ?? "it") + giveNone }

  /// MED-4: what is told of a medicine that goes on: no longer to give none, and who said so where an allergy is
  /// recorded against it.
  static func instructions(of medicine: Record, in conditions: [Record], saidBy name: String?) -> String? {
    let lines = (medicine[.instructions] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    var kept = lines.filter { !($0.hasPrefix(warned) && $0.hasSuffix(giveNone)) }.map(String.init)
    if let name, let allergy = against(medicine[.name] ?? "", in: conditions) {
      kept.append("Goes on in spite of the allergy to \(allergy[.name] ?? "it"): \(name) said so.")
    }
    if kept.first?.isEmpty == true { kept.removeFirst() }
    return kept.isEmpty ? nil : kept.joined(separator: "\n")
  }

  /// Why a manager may not let a medicine go on yet: nobody is named who prescribes it against an allergy.
  static func whyNotGoOn(_ medicine: Record, _ book: Book) -> Reason? {
    guard book.isAnswered, book.role == .manager,
      let allergy = against(medicine[.name] ?? "", in: book.rows(0)),
      book[.saidToGoOn].map(SpokenName.isNobody) ?? true
    else { return nil }
    return Reason(
      "They are recorded as allergic to \(allergy[.name] ?? "it"). Say by name which prescriber says to go on.",
      at: "said_to_go_on")
  }

  fileprivate static func violation(
    _ allergy: Record, _ name: String, _ book: Book, field: String
  ) -> Violation {
    Violation(
      "\(name) is recorded as allergic to \(allergy[.name] ?? "it"). A manager must confirm.", field: field,
      isWarning: book.role == .manager)
  }
}

extension Consequence {
  /// What could kill is a high flag before the record is opened; five live flags are not added to.
  static let lifeThreateningIsFlagged = Consequence(
    "a life-threatening condition proposes a high flag",
    reads: { condition in
      [
        Query("flags").where(.residentID, is: condition[.residentID] ?? .zero)
          .where(.state, among: ["proposed", "active"])
      ]
    },
    changes: { condition, book in
      guard isNew(condition, book), book.rows(0).count < 5 else { return [condition] }
      let kind = Allergy.kinds.contains(condition[.kind] ?? "") ? "allergy" : "medical"
      let words = [condition[.name], condition[.reaction]].compactMap(\.self).joined(separator: ": ")
      if book.rows(0).contains(where: { $0[.message] == words }) { return [condition] }
      return [
        condition,
        Record(.flags).changed {
          $0[.residentID] = condition[.residentID]
          $0[.level] = "high"
          $0[.kind] = kind
          $0[.message] = String(words.prefix(200))
          $0[.reviewOn] = book.today.adding(months: 6)
        },
      ]
    })

  private static func isNew(_ condition: Record, _ book: Book) -> Bool {
    condition[.severityLevel] == "life_threatening" && condition[.state] == "active"
      && book.sets("severity_level", in: condition)
  }
}
