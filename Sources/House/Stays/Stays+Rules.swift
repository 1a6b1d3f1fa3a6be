import Records

extension Rule {
  static let leavesAfterArriving = Rule("a stay ends after it begins") { stay, _ in
    guard let start = stay[.startsOn] else { return nil }
    if let end = stay[.endsOn], end < start {
      return Violation("The leaving date is before the arrival.", field: "ends_on")
    }
    if let end = stay[.expectedEndOn], end < start {
      return Violation("The leaving date is before the arrival.", field: "expected_end_on")
    }
    return nil
  }

  /// None, or no closer together than a round can be walked.
  static let nightChecksApart = Rule("night checks are none or a quarter of an hour apart") { stay, _ in
    guard let minutes = stay[.nightCheckMinutes], (1..<15).contains(minutes) else { return nil }
    return Violation(
      "Checks at night are 15 minutes apart or more; 0 stands for none.", field: "night_check_minutes")
  }

  /// STY-1.
  static let oneStayAtATime = Rule("a resident has one planned or active stay") { stay in
    guard let resident = stay[.residentID] else { return [] }
    return [Query("stays").where(.residentID, is: resident).where(.state, among: ["planned", "active"])]
  } check: { stay, book in
    guard book.former == nil, let other = book.rows(0).first(where: { $0.id != stay.id }) else { return nil }
    return Violation(
      "This resident already has a stay, \(other.called). End or cancel it first.", field: "resident_id")
  }

  static let ageFitsHouse = Rule("a house takes people of its ages") { stay in
    guard let resident = stay[.residentID], let house = stay[.houseID] else { return [] }
    return [
      Query("residents").where(.equals("id", resident.value)),
      Query("houses").where(.equals("id", house.value)),
    ]
  } check: { stay, book in
    guard book.former == nil || book.sets("house_id", in: stay), let house = book.rows(1).first,
      let start = stay[.startsOn], let born = book.rows(0).first?[.bornOn]
    else { return nil }
    if YoungPeople.isFor(house), !YoungPeople.fits(born, start) {
      return Violation("This house is registered for 16–17 only.", field: "house_id")
    }
    let age = born.years(until: start)
    let (youngest, oldest) = (house[.minAge] ?? 0, house[.maxAge] ?? 150)
    guard !(youngest...max(youngest, oldest)).contains(age) else { return nil }
    let takes = house[.maxAge].map { "\(youngest) to \($0)" } ?? "\(youngest) and older"
    return Violation("The resident would be \(age); this house takes \(takes).", field: "house_id")
  }

  static let oneKeyWorker = Rule("a stay has one key worker at a time") { worker in
    guard let stay = worker[.stayID] else { return [] }
    return [
      Query("stay_staff").where(.stayID, is: stay).where(.kind, is: "key_worker").whereEmpty(.endsOn)
    ]
  } check: { worker, book in
    guard worker[.kind] == "key_worker", worker[.endsOn] == nil,
      book.rows(0).contains(where: { $0.id != worker.id })
    else { return nil }
    return Violation("Somebody is key worker already. End that first.", field: "kind")
  }

  static let bedCanBeTaken = Rule("a bed that is given can be slept in") { assignment in
    guard let bed = assignment[.bedID] else { return [] }
    return [
      Query("beds").where(.equals("id", bed.value)),
      Query("bed_closures").where(.bedID, is: bed).where(.state, is: "open"),
    ]
  } check: { assignment, book in
    guard book.former == nil, assignment[.endsAt] == nil else { return nil }
    let refusal = Occupancy.whyNot(
      book.rows(0).first, others: [], closures: book.rows(1), cohort: assignment[.cohort],
      isLater: Occupancy.isLater(assignment, book), book)
    return refusal.map { Violation($0.words, field: "bed_id") }
  }
}
