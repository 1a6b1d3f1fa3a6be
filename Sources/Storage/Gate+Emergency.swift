import Records

/// What an emergency opens: one person, to read, as far as the role reads such records of anybody (DOMAIN 2.21.1).
extension Gate {
  /// The records about people whom the member has open in an emergency.
  ///
  /// Confidential records and what is a person's own stay closed: an emergency widens whom a role reaches, never what it
  /// reads.
  func emergencyCover(_ type: RecordType, at source: Source, openly: Bool = false) -> Cover {
    emergencyCover(type, governedBy: type.resource, at: source) {
      $0.rights.contains(.read) && !(openly && $0.isMasked)
    }
  }

  /// The same for the fields of a record that a resource of their own governs.
  func emergencyCover(
    _ type: RecordType, governedBy resource: String, at source: Source, where isMeant: (Grant) -> Bool
  ) -> Cover {
    guard !emergencies.isEmpty, let resident = type.residentField, isOpenedByEmergency(type),
      !Landmark.confidential.contains(resource),
      matrix.grants(of: session.role, on: resource).contains(where: { isMeant($0) })
    else { return .nothing }
    var cover = Cover.some("\(source.column(resident)) IN (\(list: emergencies.map { .id($0) }))")
    for stricter in Landmark.stricter(than: type) {
      let field = source.column(stricter.field)
      cover = cover.and(.some("(\(field) <> \(stricter.value) OR \(field) IS NULL)"))
    }
    return cover.and(discreet(type, at: source)).and(unreadQuestions(type, at: source))
      .and(rightlyPlaced(type, at: source))
  }

  private func isOpenedByEmergency(_ type: RecordType) -> Bool {
    !type.isPlatform && type.id != Landmark.auditLog && Landmark.whole(of: type) == nil
      && !Landmark.confidential.contains(type.resource) && !Landmark.withoutCaseload.contains(type.resource)
  }
}
