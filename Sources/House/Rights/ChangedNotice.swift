import Records

/// A notice whose text has changed: who lives here and was given it is given it anew, and asked to acknowledge it.
enum ChangedNotice {
  /// Within so many days each of them has the new version.
  private static let days = 14

  /// The tasks about a document that stand open.
  static func open(about document: RecordID?) -> Query {
    Query("tasks").where(.subjectID, is: document ?? .zero).where(.source, is: "renewal")
      .where(.state, is: "open")
  }

  static func task(about document: RecordID?, for stay: Record, _ book: Book) -> Record? {
    guard let nine = WallTime(hour: 9, minute: 0) else { return nil }
    return Record(.tasks).changed {
      $0[.title] = "Give the changed notice, and have it acknowledged"
      $0[.houseID] = stay[.houseID]
      $0[.residentID] = stay[.residentID]
      $0[.roleCode] = Role.worker.rawValue
      $0[.dueAt] = book.zone.instant(on: book.today.adding(days: days), at: nine)
      $0[.source] = "renewal"
      $0[.subjectType] = "documents"
      $0[.subjectID] = document
    }
  }
}

extension Consequence {
  static let noticeIsGivenAnew = Consequence(
    "a changed notice is given anew to who lives here and had it",
    needs: Query("patient_notices").first(1),
    reads: { document in
      guard let id = document.id, document[.currentVersionID] != nil else { return [] }
      return [
        Query("document_versions").where(.documentID, is: id)
          .following(.id, to: "patient_notices", matching: .documentVersionID).only("resident_id"),
        Query("stays").where(.state, is: "active").only("resident_id", "house_id"),
        ChangedNotice.open(about: id),
      ]
    },
    changes: { document, book in
      guard let former = book.former?[.currentVersionID], former != document[.currentVersionID] else {
        return [document]
      }
      let given = Set(book.rows(0).compactMap { $0[.residentID] })
      let asked = Set(book.rows(2).compactMap { $0[.residentID] })
      let wanting = book.rows(1).filter { stay in
        stay[.residentID].map { given.contains($0) && !asked.contains($0) } ?? false
      }
      return [document] + wanting.compactMap { ChangedNotice.task(about: document.id, for: $0, book) }
    })

  /// The task about it is done once its version in force is acknowledged.
  static let noticeIsAcknowledged = Consequence(
    "a notice that was acknowledged is not asked for any more",
    reads: { notice in
      [
        Query("documents").where(.currentVersionID, is: notice[.documentVersionID] ?? .zero),
        Query("tasks").where(.residentID, is: notice[.residentID] ?? .zero).where(.source, is: "renewal")
          .where(.state, is: "open"),
      ]
    },
    changes: { notice, book in
      guard notice[.acknowledged] == true, let document = book.rows(0).first?.id else { return [notice] }
      return [notice]
        + book.rows(1).filter { $0[.subjectID] == document }.map { task in
          task.changed {
            $0[.state] = "done"
            $0[.doneBy] = book.actor
            $0[.doneAt] = book.now
          }
        }
    })
}
