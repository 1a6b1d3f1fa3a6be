import Records
import Sealing

extension Errand {
  /// Takes records over as they stand, with the states they are in: how a home comes to have a past.
  ///
  /// Rights, kinds of values, references, sealing and the log are as for every save; what rules and steps would have
  /// asked at the time is not asked again, and nobody is told.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` but in a demonstration and for a role without limit to houses.
  func takeOver(_ records: [Record], command: RecordID) throws(RegistrarError) {
    guard session.isDemonstration, session.houses == nil else {
      throw .notAllowed("Only a home that is a demonstration takes records over as they stand.")
    }
    if try earlierAnswer(command) != nil { return }
    var allowed: Set<String> = []
    for record in records {
      let type = record.type
      if !allowed.contains(type.id) {
        guard !type.tags.contains(.internalOnly), gate.holds(.create, on: type) else {
          throw .notAllowed(try roleRefusal(.create, on: type))
        }
        allowed.insert(type.id)
      }
      let faults = shapeFaults(in: record)
      if !faults.isEmpty { throw .refused(faults) }
      let written = try insert(signed(try asAsked(record, from: nil)))
      try note("\(type.eventNoun).taken_over", written, from: nil, command: command)
    }
  }
}
