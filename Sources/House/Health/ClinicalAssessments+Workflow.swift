import Records

/// The instruments, the scores each can give, and the answers that cannot wait.
enum Instruments {
  static let choices: Choices = [
    "asam=ASAM", "phq9=PHQ-9", "gad7=GAD-7", "audit=AUDIT", "dast10=DAST-10", "bam=BAM", "ciwa=CIWA-Ar",
    "cows=COWS", "must=MUST", "waterlow", "abbey_pain=Abbey Pain Scale", "mmse=MMSE", "columbia",
    "cssrs=C-SSRS",
    "news2=NEWS2", "other",
  ]

  /// The lowest and highest total of those that have one, as published with each instrument.
  private static let ranges: [String: ClosedRange<Int>] = [
    "phq9": 0...27, "gad7": 0...21, "audit": 0...40, "dast10": 0...10, "ciwa": 0...67, "cows": 0...48,
    "must": 0...6, "waterlow": 0...64, "abbey_pain": 0...18, "mmse": 0...30, "news2": 0...20, "asam": 0...24,
  ]

  static func range(of instrument: String?) -> ClosedRange<Int>? { instrument.flatMap { ranges[$0] } }

  static func name(_ instrument: String) -> String {
    choices.members.first { $0.code == instrument }?.label ?? instrument
  }

  /// Whether an answer speaks of suicide or of severe withdrawal: question 9 of the PHQ-9, any of the Columbia scale, 16
  /// or more on the CIWA-Ar (Sullivan and others, 1989, "marked"), 37 or more on the COWS (Wesson and Ling, 2003).
  static func isAlarming(_ assessment: Record) -> Bool {
    let score = assessment[.score] ?? 0
    return switch assessment[.instrument] {
    case "phq9": (answer("9", in: assessment) ?? answer("q9", in: assessment) ?? 0) > 0
    case "columbia", "cssrs": score > 0
    case "ciwa": score >= 16
    case "cows": score >= 37
    default: false
    }
  }

  private static func answer(_ question: String, in assessment: Record) -> Double? {
    guard let text = assessment[.answers] else { return nil }
    do { return try JSON5Node(reading: text)[question]?.number } catch { return nil }
  }
}

extension Rule {
  static let scoreFitsInstrument = Rule("a score lies in the range of its instrument") { assessment, _ in
    guard let score = assessment[.score], let instrument = assessment[.instrument],
      let range = Instruments.range(of: instrument), !range.contains(score)
    else { return nil }
    return Violation(
      "\(Instruments.name(instrument)) runs from \(range.lowerBound) to \(range.upperBound).", field: "score")
  }

  static let assessedInThePast = Rule("an assessment has been made") { assessment, book in
    guard let moment = assessment[.assessedAt], moment > book.now else { return nil }
    return Violation("It has not happened yet.", field: "assessed_at")
  }
}

extension Workflow {
  static let clinicalAssessment = Workflow(
    states: ["draft", "completed", "cosigned", "void"], start: "draft", editable: ["draft"],
    [.completeClinicalAssessment, .cosignAssessment, .voidClinicalAssessment])
}

extension Action {
  /// SIG-1; what cannot wait is told at once and asks for a risk review (RSK-7).
  static let completeClinicalAssessment = Action(
    "clinical-assessment.complete", "Complete and sign", right: .sign, from: ["draft"], to: "completed",
    strength: .confirm,
    reads: { assessment in
      [
        MedicineIncident.stay(of: assessment[.residentID]),
        Query("risk_assessments").where(.residentID, is: assessment[.residentID] ?? .zero)
          .where(.state, is: "approved"),
      ]
    },
    whyNot: { assessment, book in
      if assessment[.assessedBy] != book.actor { return Reason("Only who assessed can sign it.") }
      let missing = assessment.missing.map(\.label)
      return missing.isEmpty ? nil : Reason("Still empty: \(missing.joined(separator: ", ")).")
    },
    changes: { assessment, book in
      let signed = assessment.signed(book)
      guard Instruments.isAlarming(assessment) else { return [signed] }
      return [signed]
        + book.rows(1).filter { ($0[.reviewOn] ?? book.today) > book.today }.map { risk in
          risk.changed { $0[.reviewOn] = book.today }
        }
    },
    notices: { assessment, book in
      guard Instruments.isAlarming(assessment) else { return [] }
      let house = book.rows(0).first?[.houseID]
      return [
        Notice(
          "incident", "needs somebody to see the resident now, and a risk review",
          to: Notice.Audience.leads(of: house), priority: "urgent",
          needsAction: true, dueAt: book.now)
      ]
    })

  static let cosignAssessment = Action(
    "assessment.cosign", "Countersign", right: .sign, from: ["completed"], to: "cosigned",
    strength: .confirm,
    whyNot: { assessment, book in
      [assessment[.assessedBy], assessment[.signedBy]].contains(book.actor) ? .ownWork("signed") : nil
    },
    changes: { assessment, book in [assessment.changed { $0[.cosignedBy] = book.actor }] })

  static let voidClinicalAssessment = Action(
    "clinical-assessment.void", "Void", right: .approve, from: ["completed"], to: "void",
    asks: [.note(.voidReason, "Why void", [.required])],
    changes: { assessment, book in [assessment.answered(book, "void_reason")] })
}
