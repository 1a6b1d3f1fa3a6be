import Records

/// When a vehicle is taken, by the calendar.
enum VehicleBookings {
  static let reads: @Sendable (Record) -> [Query] = { vehicle in
    guard let id = vehicle.id else { return [] }
    return [
      Query("calendar_events").where(.vehicleID, is: id).where(.state, is: "planned")
        .only(
          "state", "starts_at", "minutes", "recurrence", "rule", "local_time", "ends_on", "excluded_dates")
    ]
  }

  /// The end of the booking that runs now; empty where it is free.
  static let until: @Sendable (Record, Book) -> Value = { _, book in
    let day = book.today
    let running = book.rows(0).flatMap {
      Occurrences.of($0, from: day.adding(days: -1), to: day, in: book.zone)
    }.filter { $0.startsAt <= book.now && $0.endsAt > book.now }
    return running.map(\.endsAt).max()?.value ?? .empty
  }
}

extension Rule {
  static let driversAreStaff = Rule("who may drive is on the staff") { vehicle in
    guard let drivers = vehicle[.allowedDriverIDs], !drivers.isEmpty else { return [] }
    return [Query("staff_members").where(.reference, among: drivers)]
  } check: { vehicle, book in
    guard book.sets("allowed_driver_ids", in: vehicle) else { return nil }
    let known = Set(book.rows(0).compactMap { $0[.reference] })
    guard let stranger = (vehicle[.allowedDriverIDs] ?? []).first(where: { !known.contains($0) }) else {
      return nil
    }
    return Violation("\(stranger) is not the reference of a member of staff.", field: "allowed_driver_ids")
  }

  static let vehicleMayBeDriven = Rule("a vehicle that is booked may be driven") { event in
    guard let vehicle = event[.vehicleID] else { return [] }
    return [
      Query("vehicles").where(.equals("id", vehicle.value)),
      Query("insurance_records").where(.kind, is: "vehicle"),
    ]
  } check: { event, book in
    guard book.sets("vehicle_id", in: event) || book.sets("starts_at", in: event),
      let vehicle = book.rows(0).first, let moment = event[.startsAt],
      let reason = VehiclePapers.whyNot(vehicle, book.rows(1), on: book.zone.day(at: moment))
    else { return nil }
    return Violation("This vehicle may not be driven: \(reason).", field: "vehicle_id")
  }
}

/// Whether a vehicle may be on the road on a day.
private enum VehiclePapers {
  /// In the words that follow a colon; nil where it may.
  static func whyNot(_ vehicle: Record, _ policies: [Record], on day: Day) -> String? {
    switch vehicle[.state] {
    case "off_road": return "it is off the road"
    case "disposed": return "it is no longer there"
    default: break
    }
    if let last = vehicle[.motUntilOn], last < day { return "its MOT ends on \(last.inWords)" }
    if let last = vehicle[.taxUntilOn], last < day { return "its tax ends on \(last.inWords)" }
    // One of its own, else the policy for every vehicle; where none was ever written down nothing is out of date.
    let own = policies.filter { $0[.vehicleID] == vehicle.id }
    let known = own.isEmpty ? policies.filter { $0[.vehicleID] == nil } : own
    guard !known.isEmpty, !known.contains(where: { isInForce($0, on: day) }) else { return nil }
    return "it is not insured on that day"
  }

  private static func isInForce(_ policy: Record, on day: Day) -> Bool {
    guard ["active", "renewed"].contains(policy[.state]), let start = policy[.startsOn],
      let end = policy[.renewsOn]
    else { return false }
    return start <= day && day < end
  }
}
