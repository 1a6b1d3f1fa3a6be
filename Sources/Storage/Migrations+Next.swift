import Records

extension Migrations {
  /// A step that was written and tried out, and what the schema amounts to after it.
  package struct Next: Sendable, Hashable {
    package let migration: Migration
    package let digest: String

    /// Its line in `Schema.txt`.
    package var line: String { "\(migration.number) \(digest)\n" }
  }

  /// Writes the step that leads from where the steps end to what a catalogue declares; nil where they lead there
  /// already.
  ///
  /// It is tried out on a store in memory without rows, up, down and up again. What must be done with rows beyond what
  /// the two schemas say, such as a column under another name, is written into its text by hand.
  ///
  /// - Parameters:
  ///   - name: What the step does, in small letters and underscores.
  ///   - catalogue: What the step leads to.
  ///   - isReplacing: Writes the last step anew, from where the one before it ends.
  /// - Returns: The step, tried out.
  /// - Throws: ``StorageError/alteredSchema`` where it leads to another schema than declared.
  package func next(
    named name: String, to catalogue: Catalogue, replacingLast isReplacing: Bool = false
  ) throws(StorageError) -> Next? {
    let earlier = isReplacing ? Array(steps.dropLast()) : steps
    let store = try SQLiteDatabase(path: nil, kind: .maintenance)
    for step in earlier { try store.migrate(step, .up, digests) }
    let wished = try SQLiteDatabase(path: nil, kind: .maintenance)
    try wished.run(script: Schema(catalogue).text)

    let (old, new) = (try SchemaImage(of: store), try SchemaImage(of: wished))
    let up = SchemaChange(from: old, to: new, filling: RowFilling(catalogue: catalogue))
    if up.isEmpty { return nil }
    let down = SchemaChange(from: new, to: old, filling: RowFilling(catalogue: nil))
    let step = Migration(
      number: earlier.count + 1, name: name, up: up.notes(.up) + up.script,
      down: down.notes(.down) + down.script, verify: up.verifying)
    let after = try wished.schemaDigest()
    let expected = [step.number - 1: try store.schemaDigest(), step.number: after]
    try store.migrate(step, .up, expected)
    try store.migrate(step, .down, expected)
    try store.migrate(step, .up, expected)
    return Next(migration: step, digest: after)
  }
}

extension SchemaChange {
  /// What whoever runs the step should know of their rows, as comments; empty where there are none or all go.
  fileprivate func notes(_ direction: Migration.Direction) -> String {
    if leadsToNothing { return "" }
    let paragraphs: [(String, [String])] = [
      ("What these held is lost:", lost),
      ("These come back without what they once held:", direction == .down ? appearing : []),
      ("A row that holds here what is no longer allowed refuses the whole step:", narrowed),
      (
        "Nothing can be guessed for these; a table with rows refuses until NULL is replaced by hand:",
        unfilled
      ),
    ]
    let lines = paragraphs.filter { !$0.1.isEmpty }.flatMap { words, names in
      ["-- \(words)"] + names.map { "--   \($0)" }
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n\n"
  }
}
