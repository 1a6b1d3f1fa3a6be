import Records
import Storage

extension Home {
  /// A room with beds.
  package func room(
    _ name: String, floor: String = "Ground", beds: [String] = ["A"], in house: RecordID? = nil,
    setting: [String: Value] = [:]
  ) async throws -> [Record] {
    var room = Record(registrar.catalogue.type("rooms"))
    room["house_id"] = .reference(house ?? maple)
    room["name"] = .text(name)
    room["floor"] = .text(floor)
    for (field, value) in setting { room[field] = value }
    let made = try await save(room)
    var saved: [Record] = []
    for label in beds {
      var bed = Record(registrar.catalogue.type("beds"))
      bed["room_id"] = made.id?.value ?? .empty
      bed["house_id"] = .reference(house ?? maple)
      bed["label"] = .text(label)
      saved.append(try await save(bed))
    }
    return saved
  }

  /// A resident who is to come, without a bed.
  @discardableResult
  package func newcomer(_ givenName: String, _ familyName: String) async throws -> Record {
    let made = try await resident(givenName, familyName)
    if let id = made.id { try await repository.stay(of: id, in: maple, at: time.now, isPlanned: true) }
    return made
  }

  /// A resident who lives in a bed.
  @discardableResult
  package func lodger(_ givenName: String, _ familyName: String, in bed: Record) async throws -> Record {
    guard case .reference(let house) = bed["house_id"] else { return bed }
    let resident = try await resident(givenName, familyName, in: house)
    let stays = try await registrar.records(
      Query("stays").where(.equals("resident_id", resident.id?.value ?? .empty)), for: administrator)
    var assignment = Record(registrar.catalogue.type("bed_assignments"))
    assignment["stay_id"] = stays.first?.id?.value ?? .empty
    assignment["resident_id"] = resident.id?.value ?? .empty
    assignment["bed_id"] = bed.id?.value ?? .empty
    assignment["house_id"] = .reference(house)
    assignment["cohort"] = .text("any")
    assignment["starts_at"] = .instant(time.now)
    try await save(assignment)
    return resident
  }

  /// Carries out an action by its id.
  @discardableResult
  package func perform(
    _ id: String, on record: Record, _ answers: [String: Value] = [:], as session: Session? = nil
  ) async throws -> Receipt {
    let session = session ?? administrator
    guard let action = record.type.action(id), let recordID = record.id else {
      preconditionFailure("\(record.type.id) has no action \(id).")
    }
    let fresh = try await registrar.record(recordID, of: record.type, for: session)
    return try await registrar.perform(
      action, on: fresh, answers: answers, command: time.newID(), for: session)
  }

  /// A moment before now.
  package func ago(days: Int = 0, hours: Int = 0) -> Instant { time.now.adding(hours: -24 * days - hours) }
}
