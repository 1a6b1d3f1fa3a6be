import Records

extension Book {
  /// Whether a save gives the field another value; true of a new record that has one.
  func sets(_ name: String, in record: Record) -> Bool {
    former.map { $0[name] != record[name] } ?? !record[name].isEmpty
  }

  /// Whether the person has answered already; an action is offered before that.
  var isAnswered: Bool { isDeciding || !answers.isEmpty }
}

extension Record {
  /// The record with the answers to these questions in the fields of the same name; what was left empty stays.
  func answered(_ book: Book, _ names: String...) -> Record {
    var record = self
    for name in names {
      if let answer = book.answers[name], !answer.isEmpty { record[name] = answer }
    }
    return record
  }

  func changed(_ change: (inout Record) -> Void) -> Record {
    var record = self
    change(&record)
    return record
  }

  /// What a person calls it in a sentence: its reference, else its kind.
  var called: String { self[.reference] ?? type.singular }
}

extension Reason {
  /// R7: whoever did this may not be the one who judges it.
  static func ownWork(_ deed: String) -> Reason {
    Reason("You \(deed) this, so someone else must approve it.", namesOthers: true)
  }
}
