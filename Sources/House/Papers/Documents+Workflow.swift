import Records

extension Rule {
  static let currentDocumentHasVersion = Rule("a document in force has a version") { document, _ in
    guard document[.state] == "current", document[.currentVersionID] == nil else { return nil }
    return Violation("Add a version first.", field: "current_version_id")
  }
}

extension Workflow {
  static let document = Workflow(
    states: ["draft", "current", "superseded", "archived", "disposed", "void"], start: "draft",
    editable: ["draft", "current"],
    [
      Action(
        "document.issue", "Put in force", right: .update, from: ["draft"], to: "current",
        whyNot: { document, _ in
          document[.currentVersionID] == nil ? Reason("Add a version first.") : nil
        }),
      Action(
        "document.supersede", "Replaced by another", right: .update, from: ["current"], to: "superseded",
        asks: [.why]),
      Action("document.archive", "Archive", right: .update, from: ["current", "superseded"], to: "archived"),
      Action(
        "document.dispose", "Dispose of", right: .void, from: ["archived"], to: "disposed", asks: [.why],
        strength: .confirm,
        reads: { document in
          let active = Query("legal_holds").where(.state, is: "active")
          return document[.residentID].map { [active.where(.residentID, is: $0)] } ?? []
        },
        whyNot: { document, book in
          if let day = document[.keepUntilOn], day >= book.today {
            return Reason("It is kept until \(day.inWords).")
          }
          return book.rows(0).isEmpty
            ? nil : Reason("A legal hold stops it: \(book.rows(0).first?.called ?? "").", namesOthers: true)
        }),
      Action("document.discard", "Discard draft", right: .create, from: ["draft"], to: "void", asks: [.why]),
    ])
}

extension Action {
  private static let versions: @Sendable (Record) -> [Query] = { document in
    document.id.map { [Query("document_versions").where(.documentID, is: $0)] } ?? []
  }

  private static let file: @Sendable (Record, [String: Value]) -> [Query] = { _, answers in
    answers["file_id"].flatMap(RecordID.init).map { [Query("files").where(.equals("id", $0.value))] } ?? []
  }

  private static let withVersion: @Sendable (Record, Book) -> [Record] = { document, book in
    let id = book.newID()
    var version = Record(.documentVersions).changed {
      $0[.documentID] = document.id
      $0[.versionNumber] = (book.rows(0).compactMap { $0[.versionNumber] }.max() ?? 0) + 1
      $0[.madeBy] = book.actor
      $0[.madeAt] = book.now
      $0[.digest] = book.rows(1).first?[.digest]
    }.answered(book, "file_id", "change_note", "page_count")
    version.id = id
    // The version first: the document refers to it.
    return [version, document.changed { $0[.currentVersionID] = id }]
  }

  /// Adds a version beside those before; the bytes of the old stay as they are.
  static let addVersion = Action(
    "document.add-version", "Add a version", right: .update, from: ["draft", "current"],
    asks: [
      .reference(.fileID, "File", to: "files", [.required]),
      .text(.changeNote, "What is new"),
      .integer(.pageCount, "Pages", in: 1...100_000),
    ], reads: versions, looksUp: file, changes: withVersion)

  /// Adds the text of its template as a version, filled with what whoever does it may read.
  static let writeDocument = Action(
    "document.write", "Write from template", right: .update, from: ["draft"],
    writesFrom: "document_template_id",
    afterwards:
      "Open its version and look for what is still in braces; a changed text is added as a version.",
    reads: versions, looksUp: file, concerns: { $0[.documentTemplateID] != nil }, changes: withVersion)
}
