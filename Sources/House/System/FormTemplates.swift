import Records

extension RecordType {
  /// A form as data: its sections, questions and when each is asked.
  package static let formTemplates = RecordType(
    "form_templates", "Forms", one: "form", area: "System", resource: "configuration",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable]),
      .text(.code, "Code", [.required, .listed, .indexed]).help(
        "A short name for lists and exports; made of the name where it is left empty."),
      .integer(.versionNumber, "Version", [.required, .listed, .fixed, .filledIn], in: 1...10_000).starting(
        1),
      .choice(
        .state, "State", ["draft", "published", "retired", "superseded"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .choice(
        .purposeCode, "For",
        ["assessment", "inspection", "survey", "check", "intake", "review", "other"], [.required, .listed]),
      .text(.subjectType, "Type of record", [.typeName, .listed]),
      .list(.needsSignatures, "Signed by"),
      .flag(.containsHealth, "About health").starting(false),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .json(.fields, "Fields", [.required]).help(
        "A list of {name, label, kind, section, choices, required, shown_when, score}."
      ),
      .json(.outline, "Questions as they stand").derived(
        from: ["state", "fields"], reads: { [FormComposition.query(of: $0.id)] }
      ) { form, book in
        let written = FormComposition(book.rows(0))
        return form[.state] == "draft" && !written.isEmpty
          ? .json(written.outline.json) : form["fields"]
      },
      .json(.scoring, "Scoring").help("Such as {\"total\": [\"sleep\", \"appetite\"]}."),
      .json(.metadataMap, "Source").help("Author, source, licence and review date."),
    ],
    rules: [.formReads, .formConditionsNameQuestions, .questionsAreWrittenOneByOne],
    workflow: .formTemplate,
    actions: [.newFormVersion],
    uniques: [Unique(["code", "version_number"], "This version of the form exists already.")],
    namedBy: ["name", "version_number"],
    house: .every,
    filter: UsualFilter("draft and published", [.among("state", [.text("draft"), .text("published")])]),
    order: "code",
    indexes: [["code", "state"], ["state", "code"]],
    leading: ["name", "code", "version_number", "state"],
    consequences: [.formHasCode, .questionsStandByThemselves],
    planTerms: [.feature("custom_forms")])
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

extension Rule {
  /// Each question is a record; what is published is put together from them.
  static let questionsAreWrittenOneByOne = Rule("a form whose questions are records is written by those") {
    [FormComposition.query(of: $0.id)]
  } check: { form, book in
    guard let former = book.former, former[.state] == "draft", form[.state] == "draft",
      former[.fields] != form[.fields], !book.rows(0).isEmpty
    else { return nil }
    return Violation("The questions of this form stand below it. Change them there.", field: "fields")
  }
}

extension Consequence {
  static let formHasCode = Consequence("a form without a code is called by its name") { form in
    form[.code] == nil ? [Query("form_templates").only("code")] : []
  } changes: { form, book in
    guard form[.code] == nil, let name = form[.name] else { return [form] }
    let taken = book.rows(0).compactMap { $0[.code] }
    return [form.changed { $0[.code] = FormComposition.name(for: name, beside: taken) }]
  }

  /// Questions that came as data become records, which people can change, as far as these can say the same.
  static let questionsStandByThemselves = Consequence("the questions of a form are records") {
    [FormComposition.query(of: $0.id)]
  } changes: { form, book in
    guard form[.state] == "draft", book.rows(0).isEmpty, let id = form.id, let text = form[.fields],
      text != book.former?[.fields], let outline = try? FormOutline(text)
    else { return [form] }
    let questions = FormComposition.records(of: outline, scoring: form[.scoring], in: id, newID: book.newID)
    return FormComposition(questions).outline == outline ? [form] + questions : [form]
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
          [
            Query("form_templates").where(.code, is: form[.code] ?? "").where(.state, is: "published"),
            FormComposition.query(of: form.id),
          ]
        },
        whyNot: { form, book in
          let written = FormComposition(book.rows(1))
          if written.isEmpty, form[.fields] == nil { return Reason("Add a question first.") }
          if let fault = written.fault { return Reason(fault) }
          let missing = form.missing.filter { $0.name != "fields" }.map(\.label)
          return missing.isEmpty ? nil : Reason("Still empty: \(missing.joined(separator: ", ")).")
        },
        changes: { form, book in
          let written = FormComposition(book.rows(1))
          let whole = form.changed {
            guard !written.isEmpty else { return }
            $0[.fields] = written.outline.json
            $0[.scoring] = written.scoring ?? $0[.scoring]
          }
          return [whole]
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
