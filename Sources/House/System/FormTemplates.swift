import Records

extension RecordType {
  /// A form as data: its sections, questions and when each is asked.
  package static let formTemplates = RecordType(
    "form_templates", "Forms", one: "form", area: "System", resource: "configuration",
    fields: [
      .text(.code, "Code", [.required, .listed, .indexed]),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .integer(.versionNumber, "Version", [.required, .listed, .fixed, .filledIn], in: 1...10_000).starting(
        1),
      .choice(
        .state, "State", ["draft", "published", "retired", "superseded"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .choice(
        .purposeCode, "For",
        ["assessment", "inspection", "survey", "check", "intake", "review", "other"], [.required, .listed]),
      .text(.subjectType, "Type of record", [.listed]),
      .json(.fields, "Fields", [.required]).help(
        "A list of {name, label, kind, section, choices, required, shown_when, score}."
      ).page("Questions"),
      .json(.scoring, "Scoring").help("Such as {\"total\": [\"sleep\", \"appetite\"]}."),
      .list(.needsSignatures, "Signed by"),
      .flag(.containsHealth, "About health").starting(false),
      .json(.metadataMap, "Source").help("Author, source, licence and review date."),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.formReads, .formConditionsNameQuestions],
    workflow: .formTemplate,
    actions: [.newFormVersion],
    uniques: [Unique(["code", "version_number"], "This version of the form exists already.")],
    namedBy: ["name", "version_number"],
    filter: UsualFilter("draft and published", [.among("state", [.text("draft"), .text("published")])]),
    order: "code",
    indexes: [["code", "state"], ["state", "code"]],
    leading: ["name", "code", "version_number", "state"])
}

extension Rule {
  static let formReads = Rule("a form is a list of questions") { form, _ in
    guard let text: String = form[.fields] else { return nil }
    do throws(FormFault) {
      _ = try FormOutline(text)
      return nil
    } catch {
      return Violation(error.words, field: "fields")
    }
  }

  static let formConditionsNameQuestions = Rule("conditions and scores name questions of the form") {
    form, _ in
    guard let text: String = form[.fields], let outline = try? FormOutline(text) else { return nil }
    if let name = outline.unknownInConditions ?? outline.unknown(in: form[.scoring]) {
      return Violation("\(name) is not a question of this form.", field: "fields")
    }
    return nil
  }
}

extension Workflow {
  static let formTemplate = Workflow(
    states: ["draft", "published", "retired", "superseded"], start: "draft", editable: ["draft"],
    elsewhere: ["superseded"],
    [
      Action(
        "form-template.publish", "Publish", right: .update, from: ["draft"], to: "published",
        reads: { form in
          [Query("form_templates").where(.code, is: form[.code] ?? "").where(.state, is: "published")]
        },
        whyNot: { form, _ in
          let missing = form.missing.map(\.label)
          return missing.isEmpty ? nil : Reason("Still empty: \(missing.joined(separator: ", ")).")
        },
        changes: { form, book in
          [form]
            + book.rows(0).filter { $0.id != form.id }.map { former in
              former.changed {
                $0[.state] = "superseded"
                $0[.isActive] = false
              }
            }
        }),
      Action(
        "form-template.retire", "Retire", right: .update, from: ["published"], to: "retired",
        changing: { form, _ in [form.changed { $0[.isActive] = false }] }),
    ])
}

extension Action {
  /// A draft of the next version; the published one is asked until that is published.
  static let newFormVersion = Action(
    "form-template.new-version", "New version", right: .update, from: ["published", "retired"],
    reads: { form in [Query("form_templates").where(.code, is: form[.code] ?? "")] },
    whyNot: { _, book in
      book.rows(0).contains { $0[.state] == "draft" }
        ? Reason("A draft of the next version is there already.") : nil
    },
    changes: { form, book in
      let last = book.rows(0).compactMap { $0[.versionNumber] }.max() ?? form[.versionNumber] ?? 0
      var next = Record(form.type)
      next.values = form.values
      next[.state] = "draft"
      next[.isActive] = true
      next[.versionNumber] = last + 1
      return [form, next]
    })
}
