import Records

extension RecordType {
  /// A saved report: which records, which fields, how grouped; no SQL.
  package static let reportTemplates = RecordType(
    "report_templates", "Report templates", one: "report template", area: "Oversight",
    resource: "configuration",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable]).page("Report"),
      .text(.code, "Code", [.required, .listed, .unique]).help(
        "A short name for lists and the command line, such as FALLS-1."),
      .choice(
        .category, "Category",
        [
          "occupancy", "safeguarding", "incidents", "health", "support", "money", "staff", "property",
          "rights",
          "statutory", "data_quality", "custom",
        ], [.required, .listed, .indexed]),
      .json(.query, "Query", [.required]).help(
        "Open a list with the columns and filter that you want, then : Keep as a report. That fills this in."),
      .text(.shows, "Shows").derived(from: ["query"]) { template, _ in
        ReportOutline(template[.query]).map { .text(ReportWords.sentence(of: $0)) } ?? .empty
      },
      .json(.parameters, "Parameters"),
      .choice(.format, "Format", .reportFormat, [.required, .listed]).starting("screen").help(
        "As the command line gives it out: a table for the screen or as text, CSV or JSON."
      ).writtenByActs(
        "pdf", "fhir", "hmis_csv", "core_csv", "hsds", "icalendar", "bagit", "beancount"),
      .choice(.schedule, "Schedule", .recurrence).starting("none").page("Use").help(
        "When it is due, its owner is told; it is made with one key, by who may read what it shows."),
      .instant(.nextRunAt, "Next run at", [.indexed, .filledIn]).future(),
      .flag(.isShared, "Shared", [.listed]).starting(false),
      .reference(.ownerID, "Owner", to: "memberships").starting(with: .actor),
      .flag(.masksIdentity, "Shows initials for names").starting(true),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.reportReads, .reportKeepsNoNames, .reportComesByASimpleRule, .reportIsOfAKnownFormat],
    actions: [.makeReport],
    namedBy: ["name"],
    owners: ["owner_id", "created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "code",
    leading: ["name", "category", "format", "is_shared", "code"],
    consequences: [.reportComesAgain])
}

extension Choices {
  /// What a report can be made as.
  static let reportFormat = Choices.shared(
    "report_format",
    [
      "screen", "csv=CSV", "text", "json=JSON", "pdf=PDF", "fhir=FHIR", "hmis_csv=HMIS CSV",
      "core_csv=CORE CSV",
      "hsds=HSDS", "icalendar=Calendar", "bagit=BagIt", "beancount=Beancount",
    ])
}

/// What a report asks for, in words.
enum ReportWords {
  /// Why a report cannot be made as it is written; nil where it can.
  static func fault(of outline: ReportOutline) -> String? {
    guard let type = Catalogue.house[outline.type], !type.isPlatform else {
      return "There is no kind of record called \(outline.type)."
    }
    let named =
      outline.columns
      + [outline.order.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }, outline.group]
      .compactMap { $0 }.filter { $0 != "name" && $0 != "id" }
    if let name = named.first(where: { type.field($0) == nil }) {
      return "\(type.title) have no field \(name)."
    }
    if let words = sealedFault(of: outline, type) { return words }
    if let name = outline.places.first(where: { !ReportOutline.variables.contains($0) }) {
      return "A report asks for {from}, {to}, {month} and {house}, and for no {\(name)}."
    }
    return nil
  }

  /// Why it cannot be chosen or sorted by a field: what is sealed does not lie open in what it asks for either.
  private static func sealedFault(of outline: ReportOutline, _ type: RecordType) -> String? {
    let showing = outline.showing(of: type)
    let names = [showing.order] + showing.conditions.map(\.field)
    let fields = names.compactMap { name in name.flatMap { type.field($0) } }
    guard let field = fields.first(where: \.isSealed) else { return nil }
    return "A report cannot be filtered or sorted by \(field.label): it is sealed."
  }

  /// Why a query may not be kept as it is typed; nil where it may.
  static func unkept(_ query: String, _ outline: ReportOutline) -> String? {
    if let name = ReportOutline.stray(in: query) {
      return "A report has no \(name). Take it out of its query."
    }
    guard let type = Catalogue.house[outline.type] else { return nil }
    let kept = TypedFilter.kept(of: outline.words, on: type, in: .house)
    if kept != TypedFilter.tokens(outline.words).joined(separator: " ") {
      return "\(TypedFilter.notKept) Take them out of its query."
    }
    guard let filter = outline.filters.first(where: { !$0.isFit(for: type) }) else { return nil }
    return "The filter on \(filter.words(of: type)) asks for a value that is not of its kind."
  }

  /// A report in one sentence, such as `Incidents with kind; submitted; counted by kind`.
  static func sentence(of outline: ReportOutline) -> String {
    guard let type = Catalogue.house[outline.type] else { return "Nothing that there is." }
    func labels(_ names: [String]) -> String {
      names.compactMap { type.field($0)?.label.lowercased() }.joined(separator: ", ")
    }
    let columns = outline.columns.isEmpty ? "" : " with \(labels(outline.columns))"
    let words = TypedFilter.kept(of: outline.words, on: type, in: .house)
    let filters = outline.filters.map { $0.words(of: type) } + (words.isEmpty ? [] : ["“\(words)”"])
    let group = outline.group.map { ["counted by \(labels([$0]))"] } ?? []
    return ([type.title + columns] + filters + group).joined(separator: "; ") + "."
  }
}

extension Rule {
  static let reportReads = Rule("a report asks for records and fields that there are") { template, _ in
    guard let query = template[.query] else { return nil }
    guard let outline = ReportOutline(query) else {
      return Violation("Query is not in the expected form.", field: "query")
    }
    return ReportWords.fault(of: outline).map { Violation($0, field: "query") }
  }

  static let reportKeepsNoNames = Rule("a report keeps no words that may be a name") { template, book in
    guard book.sets("query", in: template), let query = template[.query],
      let outline = ReportOutline(query)
    else { return nil }
    return ReportWords.unkept(query, outline).map { Violation($0, field: "query") }
  }

  static let reportComesByASimpleRule = Rule("a report is due by a simple rule or not by itself") {
    template, _ in
    guard template[.schedule] == "custom" else { return nil }
    return Violation("Schedule: choose how often, from daily to yearly, or none.", field: "schedule")
  }
}

extension Rule {
  /// A run that is written down as a PDF or a statutory return was never one.
  static let reportIsOfAKnownFormat = Rule("a report is made in a format that Lodge writes") {
    template, book in
    guard book.sets("format", in: template) else { return nil }
    return ReportRun.formatFault(of: template).map { Violation($0, field: "format") }
  }
}

extension Consequence {
  /// The first time is one period from now, at seven in the morning.
  static let reportComesAgain = Consequence("a report that comes again has its next day") { template, book in
    guard book.sets("schedule", in: template) || template[.nextRunAt] == nil else { return [template] }
    return [template.changed { $0[.nextRunAt] = ReportRun.next(after: book.now, template[.schedule], book) }]
  }
}

/// When a report is due, and what stays of its being made.
enum ReportRun {
  /// The formats that reports are written in; the others are known for what came from elsewhere.
  private static let formats: Set = ["screen", "text", "csv", "json"]

  /// Why no report is made in the format that its template names; nil where one is.
  static func formatFault(of template: Record) -> String? {
    guard let format = template[.format], !formats.contains(format) else { return nil }
    return "Lodge makes reports on the screen, as text, as CSV or as JSON. Choose one of these."
  }

  static func next(after moment: Instant, _ schedule: String?, _ book: Book) -> Instant? {
    guard let seven = WallTime(hour: 7, minute: 0) else { return nil }
    let morning = book.zone.instant(on: book.zone.day(at: moment), at: seven)
    return Recurring.next(after: morning, schedule, in: book.zone)
  }
}

extension Action {
  /// Its variables are asked, the run is written down, and the next is due.
  ///
  /// Who may have a report made in their name makes it, of what their own rights show; what is refused moves nothing.
  package static let makeReport = Action(
    "report.make", "Make it now", right: .read, over: "report_runs",
    asks: [
      .day(.startsOn, "From").asked { template, _ in template.asksFor("from") },
      .day(.endsOn, "To").asked { template, _ in template.asksFor("to") },
      .reference(.houseID, "House", to: "houses").asked { template, _ in
        template.asksFor("house")
      },
    ],
    settles: ["reminder"],
    shows: { template in
      ReportOutline(template[.query]).flatMap { outline in
        Catalogue.house[outline.type].map { outline.showing(of: $0) }
      }
    },
    whyNot: { template, book in
      guard let outline = ReportOutline(template[.query]) else {
        return Reason("This report cannot be read. Make it anew from its list.")
      }
      if let fault = ReportWords.fault(of: outline) ?? ReportRun.formatFault(of: template) {
        return Reason(fault)
      }
      if template[.isActive] == false { return Reason("This report is not in use.") }
      let missing = [("from", "starts_on", "From"), ("to", "ends_on", "To"), ("house", "house_id", "House")]
        .filter { place, name, _ in template.asksFor(place) && book.answers[name]?.isEmpty ?? true }
      if book.isAnswered, let first = missing.first { return Reason("This report asks for \(first.2).") }
      if let from = book[.startsOn], let to = book[.endsOn], to < from {
        return Reason("The end cannot be before the start.")
      }
      return nil
    },
    changes: { template, book in
      let moved = template.changed {
        $0[.nextRunAt] = ReportRun.next(after: book.now, template[.schedule], book)
      }
      let answers = book.answers.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value.variable) }
      let run = Record(.reportRuns).changed {
        $0[.reportTemplateID] = template.id
        $0[.title] = template[.name]
        $0[.format] = template[.format] ?? "screen"
        $0[.status] = "succeeded"
        $0[.finishedAt] = book.now
        $0[.parameters] = answers.isEmpty ? nil : Structured.adding(answers, to: nil)
      }
      return [moved, run]
    })
}

extension Record {
  /// Whether the report is asked each time for a variable.
  fileprivate func asksFor(_ variable: String) -> Bool {
    ReportOutline(self[.query])?.places.contains(variable) ?? false
  }
}

extension Value {
  /// A variable of a report as its run keeps it: a day or an identity.
  fileprivate var variable: String {
    switch self {
    case .day(let day): day.description
    case .reference(let id): id.description
    default: ""
    }
  }
}

extension Job {
  /// Whoever keeps a report is told on the morning on which it is due, until it was made.
  static let reportsDue = Job(
    "reports.remind", "Reports that are due", kind: "report", at: "30 6 * * *",
    tells: Telling("reminder", about: "report_templates"),
    reads: { book in
      [
        Query("report_templates").where(.equals("is_active", .flag(true)))
          .where(.below("next_run_at", .instant(book.zone.start(of: book.today.adding(days: 1)))))
          .only("next_run_at", "owner_id")
      ]
    },
    work: { book in
      Work(
        reminders: book.rows(0).compactMap { template in
          guard let owner = template[.ownerID], let due = template[.nextRunAt] else { return nil }
          let day = book.zone.day(at: due)
          let notice = Notice(
            "reminder", "is due since \(day.inWords)", to: [.member(owner)], needsAction: true, dueAt: due)
          return Reminder(notice, about: template, since: due)
        })
    })
}
