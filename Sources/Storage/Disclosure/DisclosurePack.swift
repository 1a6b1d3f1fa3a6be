import Records

/// Everything that is given out about one resident, before it is written into a folder.
package struct DisclosurePack: Sendable {
  /// The request or other record on which it rests, as it is called.
  package let reference: String
  package let organisation: String
  /// The resident, as they are called.
  package let subject: String
  package let madeAt: Instant
  package let madeBy: String
  /// Until when it is to be answered; nil where no clock runs.
  package let due: Day?
  package let today: Day
  package let zone: Zone
  /// What stands on every page; nil where no law asks for it.
  package let notice: String?
  package let parts: [Part]
  package var withheld: [Withheld]
  package let attachments: [Attachment]
  /// What is left out of which the pack itself says nothing: for the writer alone, on the screen, in no file.
  package let unspoken: [String]
  /// The entry that is written in the accounting if it is not written after all; nil where none is known.
  package var withdrawal: Record?

  /// The records of one type.
  package struct Part: Sendable, Hashable {
    package let type: String
    package let title: String
    package let records: [Disclosed]
  }

  /// One record, its fields in their order; empty ones are left out.
  package struct Disclosed: Sendable, Hashable {
    package let name: String
    package let fields: [Field]
  }

  package struct Field: Sendable, Hashable {
    package let name: String
    package let label: String
    package let words: String
    /// As another program reads it.
    package let code: String
  }

  /// What is not in it, and why.
  package struct Withheld: Sendable, Hashable {
    package let what: String
    package let why: String
  }

  /// The file of a document.
  package struct Attachment: Sendable, Hashable {
    package let document: RecordID
    package let reference: String
  }

  /// How long there is left to answer, in words; nil where no clock runs.
  package var clock: String? {
    guard let due else { return nil }
    let left = due.number - today.number
    let words =
      left < 0
      ? "\(-left) \(left == -1 ? "day" : "days") late"
      : left == 0 ? "today" : "\(left) \(left == 1 ? "day" : "days") left"
    return "due \(due.words), \(words)"
  }

  /// How many records of each type are in it.
  package var counts: [(title: String, count: Int)] { parts.map { ($0.title, $0.records.count) } }

  /// What it would come to, in whole sentences; the longest, which a small window cuts, stands last.
  package var words: [String] {
    let count = parts.reduce(0) { $0 + $1.records.count }
    let files = attachments.count
    let holds = count == 1 ? "1 record" : "\(count) records"
    let carries = files == 1 ? "1 document" : "\(files) documents"
    var words = [
      "This writes a folder about \(subject): \(holds) and the files of \(carries).",
      "It leaves the house unsealed: read it through, and give it on an encrypted stick or on paper.",
    ]
    if let clock { words.append("The answer is \(clock).") }
    if let notice { words.append("It carries the notice: \(notice)") }
    if let wordsOfLeftOut { words.append("\(wordsOfLeftOut).") }
    words += unspoken
    let listed = counts.map { "\($0.title.lowercasedFirst) \($0.count)" }.joined(separator: ", ")
    if !listed.isEmpty { words.append("In it: \(listed).") }
    return words
  }

  /// How much is left out, which may be more than a screen holds; nil where nothing is.
  private var wordsOfLeftOut: String? {
    if withheld.isEmpty { return nil }
    return withheld.count == 1 ? "1 thing is left out" : "\(withheld.count) things are left out"
  }

  /// How much was left out, and where it is read, once the pack is written; nil where nothing was.
  package var wordsLeftOut: String? {
    wordsOfLeftOut.map { "\($0). What is left out, and why, stands in data/index.txt." }
  }

  /// What the books say although there is no pack, and what to do.
  package var wordsUnmade: String {
    "The accounting of disclosures has an entry for this pack, which was not made: write it again, and note on \(reference) that the first was never made."
  }

  /// The same once the accounting says so by itself.
  package var wordsWithdrawn: String {
    "The accounting of disclosures says that nothing was given out, in an entry after the one for this pack. Write it again."
  }

  /// What says of the whole folder what it is.
  package var info: [(label: String, value: String)] {
    [
      ("Source-Organization", organisation), ("Bagging-Date", zone.day(at: madeAt).description),
      ("External-Identifier", reference), ("External-Description", "Copy of the records of \(subject)"),
      ("Contact-Name", madeBy),
    ] + (clock.map { [("Answer", $0)] } ?? []) + (notice.map { [("Notice", $0)] } ?? [])
  }
}
