import Records

extension RecordType {
  /// A form filled in about a resident; the answers keep the questions as they were asked.
  package static let assessments = RecordType(
    "assessments", "Assessments", one: "assessment", area: "Support", resource: "assessments",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Assessment"),
      .reference(.stayID, "Stay", to: "stays").following(.residentID, .currentStayID),
      .choice(.kind, "Kind", .open(name: "assessment_kind"), [.required, .listed, .sealed]),
      .reference(.formTemplateID, "Form", to: "form_templates", [.required]).offering(
        .forms(for: "assessment", "intake", "review", "other")),
      .integer(.formVersion, "Form version", [.required, .fixed], in: 1...100_000).following(
        .formTemplateID, .versionNumber),
      .choice(
        .state, "State", ["draft", "completed", "returned", "approved", "superseded", "void"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .day(.assessedOn, "Assessed on", [.required, .listed, .indexed]).past().starting(with: .today),
      .reference(.assessedBy, "Assessed by", to: "memberships", [.required, .listed]).starting(with: .actor),
      .list(.present, "Who was there", [.sealed]),
      .json(.answers, "Answers", [.required, .sealed]).asking(
        .formTemplateID, openIn: ["draft", "returned", "void"]),
      .integer(.score, "Score", [.listed, .sealed], in: -10_000...10_000).page("Result"),
      .choice(.riskLevel, "Risk level", .riskLevel, [.listed, .indexed]),
      .note(.summary, "Summary", [.sealed]),
      .note(.recommendations, "Recommendations", [.sealed]),
      .flag(.capacityConsidered, "Mental capacity was considered").starting(false),
      .day(.reviewOn, "Review by", [.listed, .indexed]).future(),
      .reference(.approvedBy, "Approved by", to: "memberships", [.filledIn]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.assessmentDayIsPast, .formIsPublished],
    workflow: .assessment,
    tags: .signed,
    prefix: "ASM",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    owners: ["assessed_by", "created_by"],
    filter: UsualFilter(
      "not replaced", [.among("state", ["draft", "completed", "returned", "approved"].map(Value.text))]),
    order: "-assessed_on",
    signs: [
      "resident_id", "kind", "form_template_id", "form_version", "assessed_on", "assessed_by", "present",
      "answers", "score", "risk_level", "summary", "recommendations", "capacity_considered",
    ],
    indexes: [["resident_id", "assessed_on"], ["state", "assessed_on"], ["resident_id", "review_on"]],
    tellingApart: ["resident_id", "assessed_on"], foundBy: ["resident_id"])
}

extension Workflow {
  static let assessment = Workflow(
    states: ["draft", "completed", "returned", "approved", "superseded", "void"], start: "draft",
    editable: ["draft", "returned"], elsewhere: ["superseded"],
    [.finishAssessment, .approveAssessment, .returnAssessment, .discardAssessment])
}

extension Action {
  static let finishAssessment = Action(
    "assessment.complete", "Complete", right: .sign, from: ["draft", "returned"], to: "completed",
    settles: ["approval"],
    reads: { assessment in
      [Query("form_templates").where(.equals("id", assessment["form_template_id"]))]
        + PlanHouse.queries(assessment)
    },
    whyNot: { assessment, book in
      Questionnaire(of: assessment[.answers], form: book.rows(0).first).whyNotDone
    },
    changes: { assessment, book in
      let form = book.rows(0).first
      let total = Questionnaire(of: assessment[.answers], form: form).total(by: form?[.scoring])
      return [assessment.changed { $0[.score] = $0[.score] ?? total }.signed(book)]
    },
    notices: { assessment, book in
      let house = PlanHouse.id(book.rows(1))
      let leads = Notice.Audience.leads(of: house)
      let isSerious = ["high", "critical"].contains(assessment[.riskLevel])
      return [
        Notice(
          "approval", isSerious ? "waits for approval and asks for a risk assessment" : "waits for approval",
          to: leads, priority: isSerious ? "high" : "medium", needsAction: true,
          dueAt: book.now.adding(hours: 72))
      ]
    })

  /// SOD-01; the one of the same form that was in force before is replaced.
  static let approveAssessment = Action(
    "assessment.approve", "Approve", right: .approve, from: ["completed"], to: "approved",
    strength: .confirm, settles: ["approval"],
    reads: { assessment in
      Authors.log(of: assessment) + [
        Query("assessments").where(.residentID, is: assessment[.residentID] ?? .zero)
          .where(.state, is: "approved")
      ]
    },
    whyNot: { assessment, book in
      guard let actor = book.actor else { return nil }
      let isAuthor =
        [assessment[.signedBy], assessment[.assessedBy], assessment.stamp?.createdBy].contains(actor)
        || Authors.include(actor, in: book.rows(0), since: "assessment.return")
      return isAuthor ? .ownWork("wrote") : nil
    },
    changes: { assessment, book in
      let former = book.rows(1).filter {
        $0[.kind] == assessment[.kind] && $0[.formTemplateID] == assessment[.formTemplateID]
          && $0.id != assessment.id
      }
      return [assessment.changed { $0[.approvedBy] = book.actor }]
        + former.map { old in old.changed { $0[.state] = "superseded" } }
    },
    notices: { assessment, _ in
      assessment[.signedBy].map { [Notice("approval", "is approved", to: [.member($0)])] } ?? []
    })

  static let returnAssessment = Action(
    "assessment.return", "Send back", right: .approve, from: ["completed"], to: "returned",
    asks: [.note(.comment, "What is missing", [.required])], settles: ["approval"],
    whyNot: { assessment, book in
      assessment[.signedBy] == book.actor ? .ownWork("wrote") : nil
    },
    changes: { assessment, _ in [assessment.unsigned()] },
    notices: { assessment, _ in
      guard let author = assessment[.signedBy] ?? assessment.stamp?.createdBy else { return [] }
      return [Notice("approval", "was sent back", to: [.member(author)], needsAction: true)]
    })

  static let discardAssessment = Action(
    "assessment.void", "Discard draft", right: .create, from: ["draft"], to: "void", asks: [.why],
    whyNot: { assessment, book in
      assessment.stamp?.createdBy == book.actor
        ? nil : Reason("Only who wrote this assessment can discard it.")
    })
}
